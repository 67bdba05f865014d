package rtl

import (
	"strings"
	"unicode"
)

// Join gives the letters of s, which is logical and stays in its order, the forms
// that they have beside each other. Lam with alef becomes one character. A
// zero-width non-joiner keeps letters apart and a zero-width joiner joins one;
// both are gone afterwards where they stand at Arabic letters. Joining once more
// changes nothing. It allocates only where there is anything to join.
func Join(s string) string {
	if !Has(s) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + len(s)/2)
	for _, r := range join([]rune(s)) {
		if r != gone {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// gone stands for a character that joining takes away.
const gone rune = -1

// join is Join with gone for what is not there any more, so that every character
// keeps its place.
func join(line []rune) []rune {
	out := make([]rune, len(line))
	next := neighbours(line)
	before, arabicBefore := nobody, false
	for i, r := range line {
		if transparent(r) {
			out[i] = r
			continue
		}
		after := nobody
		if next[i].at < len(line) {
			after = line[next[i].at]
		}
		switch {
		case out[i] == gone: // an alef that its lam took
		case isJoiner(r):
			out[i] = r
			if arabicBefore || next[i].arabic {
				out[i] = gone
			}
		default:
			out[i] = form(r, before, after)
			if pair := lamAlefs[after]; r == lam && pair.alone != 0 {
				out[i] = pair.alone
				if joinsForward(before) {
					out[i] = pair.last
				}
				out[next[i].at] = gone
			}
		}
		before = r
		if !isJoiner(r) {
			arabicBefore = unicode.Is(unicode.Arabic, r)
		}
	}
	return out
}

// nobody is a neighbour that is not there; it joins nothing.
const nobody rune = -1

// neighbour is where the next character is that joins or keeps apart, the length of
// the line where there is none, and whether the next one that is seen is Arabic: a
// joiner at Arabic letters is theirs, and others need theirs to be drawn.
type neighbour struct {
	at     int
	arabic bool
}

func neighbours(line []rune) []neighbour {
	all := make([]neighbour, len(line))
	now := neighbour{at: len(line)}
	for i := len(line) - 1; i >= 0; i-- {
		all[i] = now
		if r := line[i]; !transparent(r) {
			now.at = i
			if !isJoiner(r) {
				now.arabic = unicode.Is(unicode.Arabic, r)
			}
		}
	}
	return all
}

// form is the form of r between two others.
func form(r, before, after rune) rune {
	f, known := letters[r]
	if !known {
		return r
	}
	back, on := joinsForward(before) && f.last != 0, joinsBackward(after) && f.first != 0
	switch {
	case back && on:
		return f.middle
	case back:
		return f.last
	case on:
		return f.first
	default:
		return f.alone
	}
}

func joinsForward(r rune) bool {
	return r == tatweel || r == joiner || letters[r].first != 0
}

func joinsBackward(r rune) bool {
	return r == tatweel || r == joiner || letters[r].last != 0
}

// firstMark is where the first of the transparent characters is but for the soft
// hyphen, which stands in no Arabic word.
const firstMark = '\u0300'

// transparent reports whether letters join across r: marks do, and what is not
// seen, but for what is there to join or to keep apart.
func transparent(r rune) bool {
	return r >= firstMark && !isJoiner(r) && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}

func isJoiner(r rune) bool { return r == nonJoiner || r == joiner }
