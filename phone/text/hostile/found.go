package hostile

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// mostMarks is how many marks a text that candybar gives out has after one
// another, said here once more so that a change of package text is seen.
const mostMarks = 30

// Found says what of an attack stands in s: an octet that is no UTF-8, a control
// character but LF, a bidirectional control, or marks without end. It is empty
// where there is none.
func Found(s string) string {
	run := 0
	for i, r := range s {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(s[i:]); width == 1 {
				return found("an octet that is no UTF-8", s, i)
			}
		}
		run++
		if !unicode.In(r, unicode.M, unicode.Cf) {
			run = 0
		}
		switch {
		case r != '\n' && unicode.IsControl(r):
			return found(fmt.Sprintf("the control character %U", r), s, i)
		case isBidiControl(r):
			return found(fmt.Sprintf("the bidirectional control %U", r), s, i)
		case run > mostMarks:
			return found(fmt.Sprintf("more than %d marks", mostMarks), s, i)
		}
	}
	return ""
}

// FoundInJSON says what of an attack stands in a JSON document where it should
// have been escaped. Marks are no matter to a document that programs read.
func FoundInJSON(s string) string {
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !utf8.ValidString(s[i:min(i+3, len(s))]):
			return found("an octet that is no UTF-8", s, i)
		case r != '\n' && unicode.IsControl(r):
			return found(fmt.Sprintf("the control character %U", r), s, i)
		case isBidiControl(r):
			return found(fmt.Sprintf("the bidirectional control %U", r), s, i)
		}
	}
	return ""
}

func isBidiControl(r rune) bool {
	return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// around is how many octets of a text are quoted on each side of a find.
const around = 60

func found(what, s string, at int) string {
	return fmt.Sprintf("%s at octet %d, in %q", what, at, s[max(0, at-around):min(len(s), at+around)])
}
