package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/text"
	"candybar/phone/text/pattern"
)

// fragile is what right-to-left text turns around: a code, a list with pipes, a
// number with dashes or a range, a percentage.
var fragile = pattern.New(`[*#]+` + digits + `(?:[*#]+` + digits + `)*#` +
	`|` + digits + `(?:\|` + digits + `)+` +
	`|` + digits + `(?:[-\x{2010}-\x{2013}]` + digits + `)+` +
	`|` + digits + `(?:[.,٫]` + digits + `)*[%٪]`)

// digits are Latin and Persian ones, which Unicode treats alike. Those of Arabic
// (U+0660) are ordered by rules of their own, and no mark helps them.
const digits = `[0-9۰-۹]+`

// rightToLeftOrder finds the first of those in a line of right-to-left text that a
// phone turns around, and shows how.
func rightToLeftOrder(w words) (finding, bool) {
	if w.size.Coding == text.GSM7 {
		return nothing()
	}
	start := 0
	for line := range strings.Lines(w.body) {
		if at, shown, turned := turnedAround(line); turned {
			return w.at(start+at, fmt.Sprintf("right-to-left text turns this around: a phone shows %q, read from left to right", short(shown)))
		}
		start += len(line)
	}
	return nothing()
}

func turnedAround(line string) (at int, shown string, turned bool) {
	if base := firstStrong(line); base != rightward && base != arabic {
		return 0, "", false
	}
	before, end := neutral, 0
	for _, found := range fragile().FindAllStringIndex(line, -1) {
		if d := lastStrong(line[end:found[0]]); d != neutral {
			before = d
		}
		end = found[1]
		if before == leftward {
			continue
		}
		written := line[found[0]:found[1]]
		if shown := fromLeft(written, before); shown != written {
			return found[0], shown, true
		}
	}
	return 0, "", false
}

// direction is what a character says about the direction of what stands beside it.
type direction uint8

const (
	// neutral characters, digits among them, say nothing.
	neutral direction = iota
	// leftward is what a mark LRM or a Latin letter begins: left to right.
	leftward
	// rightward is right to left, as Hebrew and the mark RLM.
	rightward
	// arabic is right to left too, and splits a number at its signs (UAX #9, W2).
	arabic
)

func directionOf(r rune) direction {
	const leftToRightMark, rightToLeftMark = '\u200E', '\u200F'
	switch {
	case r == leftToRightMark:
		return leftward
	case r == rightToLeftMark:
		return rightward
	case !unicode.IsLetter(r):
		return neutral
	case unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Thaana):
		return arabic
	case unicode.In(r, unicode.Hebrew, unicode.Nko):
		return rightward
	default:
		return leftward
	}
}

func firstStrong(s string) direction {
	for _, r := range s {
		if d := directionOf(r); d != neutral {
			return d
		}
	}
	return neutral
}

func lastStrong(s string) direction {
	for len(s) > 0 {
		r, width := utf8.DecodeLastRuneInString(s)
		if d := directionOf(r); d != neutral {
			return d
		}
		s = s[:len(s)-width]
	}
	return neutral
}

// fromLeft is how right-to-left text shows digits and signs: its numbers read from
// left to right, and all parts stand from right to left (UAX #9, L2). What was
// before it says which signs belong to a number.
func fromLeft(written string, before direction) string {
	number := numbers
	if before == arabic {
		number = arabicNumbers
	}
	parts := number().FindAllString(written, -1)
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

var (
	// numbers hold together with one sign between digits and any number of # and %
	// beside them (W4, W5); all else stands alone.
	numbers = pattern.New(`[#%٪]*` + digits + `(?:(?:[-.,٫]|[#%٪]+)` + digits + `)*[#%٪]*|.`)
	// arabicNumbers are those behind an Arabic letter: only a point and a comma
	// hold them together.
	arabicNumbers = pattern.New(digits + `(?:[.,٫]` + digits + `)*|.`)
)
