package lint

import (
	"fmt"
	"strings"
	"unicode"

	"candybar/phone/text"
)

// oneForcesUCS2 finds the first character outside the GSM 7-bit alphabet in a
// text that could do without. One that holds a letter or digit of another script
// than Latin needs UCS-2, and nothing is to be said about that.
func oneForcesUCS2(w words) (finding, bool) {
	if w.size.Coding == text.GSM7 {
		return nothing()
	}
	at, first := -1, rune(0)
	for i, r := range w.body {
		switch {
		case inGSM7(r), hasOwnRule(r):
		case !unicode.Is(unicode.Latin, r) && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return nothing()
		case at < 0:
			at, first = i, r
		}
	}
	if at < 0 {
		return nothing()
	}
	return w.at(at, fmt.Sprintf("%s is not in the GSM 7-bit alphabet: the whole text takes UCS-2, with room for %d units, not %d septets",
		named(first), text.UCS2.Room(), text.GSM7.Room()))
}

func inGSM7(r rune) bool {
	_, _, _, outside := text.FirstOutside(string(r))
	return !outside
}

// hasOwnRule reports whether another rule speaks of r wherever it stands. U+FFFD
// is what is left of octets that were no UTF-8.
func hasOwnRule(r rune) bool {
	_, faults := text.Clean(string(r))
	return len(faults) > 0 || r > 0xFFFF || r == '\uFEFF' || r == unicode.ReplacementChar
}

// aboveFFFF finds the first character that UCS-2 does not have.
func aboveFFFF(w words) (finding, bool) {
	if w.size.Coding == text.GSM7 {
		return nothing()
	}
	at := strings.IndexFunc(w.body, func(r rune) bool { return r > 0xFFFF })
	if at < 0 {
		return nothing()
	}
	return w.at(at, w.characterAt(at)+" is above U+FFFF: UCS-2 has no such character, and many phones show two boxes")
}

// arabicLetter finds the first yeh or kaf of Arabic in a text that has no letter
// of Arabic alone. They look like Persian's own and are not equal to them.
func arabicLetter(w words) (finding, bool) {
	if w.size.Coding == text.GSM7 {
		return nothing()
	}
	at := strings.IndexAny(w.body, "\u064A\u0643")
	if at < 0 || strings.ContainsAny(w.body, "\u0629\u0649\u0625") {
		return nothing()
	}
	return w.at(at, w.characterAt(at)+" is Arabic's: in Persian text it looks wrong on many phones, and no search finds it")
}

func (w words) characterAt(at int) string {
	for _, r := range w.body[at:] {
		return named(r)
	}
	return ""
}

// named shows a character and says its number, since many look alike.
func named(r rune) string { return fmt.Sprintf("%q (U+%04X)", r, r) }
