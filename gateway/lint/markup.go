package lint

import (
	"fmt"
	"strings"

	"candybar/phone/text"
	"candybar/phone/text/pattern"
	"candybar/providers/inoti"
)

var tag = pattern.New(`(?i)<(!doctype|!--|/?[a-z][a-z0-9]*(\s[^<>]*)?/?>)`)

func html(w words) (finding, bool) {
	if !strings.Contains(w.body, "<") {
		return nothing()
	}
	found := tag().FindStringIndex(w.body)
	if found == nil {
		return nothing()
	}
	clean, _ := text.Clean(w.body[found[0]:found[1]])
	return w.at(found[0], fmt.Sprintf("an HTML tag (%q) stands in the text", short(clean)))
}

// aggregatorCharacter leaves out the < of a tag, which html speaks of.
func aggregatorCharacter(w words) (finding, bool) {
	for at := 0; at < len(w.body); at++ {
		switch w.body[at] {
		case '<':
			if end := tag().FindStringIndex(w.body[at:]); end != nil && end[0] == 0 {
				at += end[1] - 1
				continue
			}
		case '$', '&':
		default:
			continue
		}
		return w.at(at, fmt.Sprintf("%s stands in the text: one aggregator drops it, or shows no menu at all", named(rune(w.body[at]))))
	}
	return nothing()
}

// payment is how a payment begins, with the blanks that people put into it.
var payment = pattern.New(`^9900\s*\|`)

func nearPayment(w words) (finding, bool) {
	if !strings.HasPrefix(w.inner, "9900") || !payment().MatchString(w.inner) {
		return nothing()
	}
	return w.at(strings.Index(w.body, w.inner), "this is nearly a payment (9900|YourFactorId|Price), and only a text")
}

func textAfterEnd(w words) (finding, bool) {
	said, closing := strings.CutSuffix(w.inner, inoti.End)
	if !strings.Contains(said, inoti.End) {
		return nothing()
	}
	at := strings.Index(w.body, inoti.End)
	if closing {
		return w.at(at, "[end] stands before the end too: the phone shows it")
	}
	return w.at(at, "text stands after [end], which is therefore shown, and the session stays open")
}

var endMark = pattern.New(`(?i)\[\s*end\s*\]`)

// nearEnd finds the mark in another case, or with blanks.
func nearEnd(w words) (finding, bool) {
	if !strings.Contains(w.body, "[") {
		return nothing()
	}
	for _, found := range endMark().FindAllStringIndex(w.body, -1) {
		if mark := w.body[found[0]:found[1]]; mark != inoti.End {
			clean, _ := text.Clean(mark)
			return w.at(found[0], fmt.Sprintf("%q is not the mark [end]: it is shown, and closes nothing", short(clean)))
		}
	}
	return nothing()
}

// numbered is a line that offers a choice: 1. Balance.
var numbered = pattern.New(`(?m)^[ \t]*([0-9۰-۹٠-٩]{1,2})[ \t]*[.):-][ \t]*\p{L}`)

// closedMenu finds two choices with keys of their own on a last screen.
func closedMenu(w words) (finding, bool) {
	closing, ok := w.meaning.(inoti.Closing)
	if !ok {
		return nothing()
	}
	choices := numbered().FindAllStringSubmatch(closing.Text, 2)
	if len(choices) < 2 || choices[0][1] == choices[1][1] {
		return nothing()
	}
	// What stands before the text is white space and a mark, and no choice.
	at := strings.Index(w.body, closing.Text) + numbered().FindStringSubmatchIndex(closing.Text)[2]
	return w.at(at, "a menu stands on a last screen: nobody can answer it")
}
