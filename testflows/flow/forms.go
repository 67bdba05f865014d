package flow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// beginsOne reports whether one of the forms begins with the word.
func beginsOne(forms []string, word string) bool { return formOf(forms, word) != "" }

// formOf is how what begins with the word is written, empty where nothing does.
func formOf(forms []string, word string) string {
	for _, form := range forms {
		if first, _, _ := strings.Cut(form, " "); first == word {
			return form
		}
	}
	return ""
}

// words are the words that a line may begin with here.
func (p *parser) words() []string {
	forms := append([]string{"CON", "END"}, stepForms()...)
	if !p.begun {
		forms = append(forms, headerForms()...)
	}
	var words []string
	for _, form := range forms {
		if word, _, _ := strings.Cut(form, " "); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// unknown reports a word that is not of a closed set.
func (p *parser) unknown(word piece, what string, set []string) {
	hint := "use one of " + strings.Join(set, ", ")
	if len(set) == 1 {
		hint = "this version of candybar knows " + set[0] + " only"
	}
	p.fault(word, "unknown "+what+" "+quote(word.text), didYouMean(word.text, set, hint))
}

// didYouMean is the hint that names the nearest word, or other where none is
// near.
func didYouMean(word string, set []string, other string) string {
	if near := nearest(word, set); near != "" {
		return "did you mean " + near + "?"
	}
	return other
}

// texts are the words of a closed set.
func texts[T any](set []T) []string {
	var all []string
	for _, word := range set {
		all = append(all, fmt.Sprint(word))
	}
	return all
}

// quote is a word for a message, cut where it is long.
func quote(word string) string {
	if utf8.RuneCountInString(word) > 40 {
		word = string([]rune(word)[:39]) + "…"
	}
	return strconv.Quote(word)
}
