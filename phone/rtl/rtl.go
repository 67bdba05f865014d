// Package rtl puts right-to-left text in the order in which a terminal writes
// its cells, from left to right.
//
// Text is logical everywhere else: in the order in which it is read, one
// character for each letter. Only what draws it makes it visual, in three steps,
// and keeps nothing of it.
//
//   - [Join] gives every Arabic and Persian letter the form that it has beside its
//     neighbours, as a presentation form of Unicode (U+FB50 to U+FDFF, U+FE70 to
//     U+FEFF), which terminals draw as they are. It changes how many cells a text
//     takes, since lam with alef is one, and so comes first.
//   - [Wrap] breaks the joined text, which is still in its logical order.
//   - [Lay] orders one line by the Unicode bidirectional algorithm. A line that is
//     not joined yet is joined on the way.
//
// The direction of a line is that of its first strong character, as on a phone:
// "1. ثبت نام" is right-to-left since a digit is not strong, "ok سلام" is not. A
// line without any is left-to-right, as the phone's own words are.
//
// What a terminal must be told around such a line is not said here. How wide a
// character is only the terminal knows: whoever draws passes a [Measure].
package rtl

import (
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
)

// Measure gives the first cluster of s, which is what stands in one place
// together, and how many cells that takes. An s that is not empty has one of at
// least one octet.
type Measure func(s string) (cluster string, cells int)

// cells is how wide all of s is.
func (m Measure) cells(s string) int {
	sum := 0
	for s != "" {
		cluster, wide := m(s)
		sum += wide
		s = s[len(cluster):]
	}
	return sum
}

// The characters that are not seen but say how others join or which way they go.
const (
	nonJoiner       = '\u200c'
	joiner          = '\u200d'
	leftMark        = '\u200e'
	rightMark       = '\u200f'
	arabicMark      = '\u061c'
	firstRTL        = '\u0590'
	objectReplacing = '\ufffc'
)

// Has reports whether there is anything in s that goes from right to left. A text
// without such is the same in every order, and no step changes it.
func Has(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < firstLead { // nothing that begins so goes from right to left
			i++
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		if isRTL(r) {
			return true
		}
		i += width
	}
	return false
}

// firstLead is the octet with which firstRTL begins in UTF-8.
const firstLead = 0xD6

// isRTL reports whether r goes from right to left, or is of a script that does.
// Persian digits go as Latin ones do.
func isRTL(r rune) bool {
	switch {
	case r < firstRTL, r >= '۰' && r <= '۹':
		return false
	case r <= 0x08FF, r == rightMark:
		return true
	default:
		return r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE ||
			r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
	}
}

// RightToLeft reports whether the line s goes from right to left: whether its
// first strong character does.
func RightToLeft(s string) bool {
	return Has(s) && rightToLeft(classable([]rune(s)))
}

// rightToLeft finds the direction of a line by a neutral character before it,
// which goes the way that the line goes; the library does not tell it otherwise.
// What stands behind the first letter has no say in it.
func rightToLeft(line []rune) bool {
	known := 0
	for known < len(line) && strengthOf(line[known]) == weak {
		known++
	}
	var p bidi.Paragraph
	runs := p.Segment(append([]rune{objectReplacing}, line[:min(known+1, len(line))]...), bidi.Neutral)
	return runs.Run(0).Level%2 == 1
}

// classable is a line as the algorithm may have it: a paragraph separator would
// end it, and explicit controls, which cleaning takes away, have no say in it.
func classable(line []rune) []rune {
	out := make([]rune, len(line))
	for i, r := range line {
		switch {
		case isSeparator(r):
			r = ' '
		case isExplicit(r):
			r = '\u200b'
		}
		out[i] = r
	}
	return out
}

// isSeparator reports whether the algorithm ends a paragraph at r.
func isSeparator(r rune) bool {
	return r == '\n' || r == '\r' || r >= 0x1C && r <= 0x1E || r == 0x85 || r == '\u2029'
}

// isExplicit reports whether r is an embedding, an override or an isolate, or the
// end of one.
func isExplicit(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isMark reports whether r only says which way others go.
func isMark(r rune) bool { return r == leftMark || r == rightMark || r == arabicMark }

// strength is which way a character goes by itself.
type strength uint8

const (
	weak strength = iota
	leftToRight
	rightToLeftLetter
	// arabicLetter makes the digits behind it Arabic ones, which order otherwise.
	arabicLetter
)

func strengthOf(r rune) strength {
	switch {
	case r == leftMark:
		return leftToRight
	case r == rightMark:
		return rightToLeftLetter
	case r == arabicMark:
		return arabicLetter
	case !unicode.IsLetter(r):
		return weak
	case !isRTL(r):
		return leftToRight
	case unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Thaana):
		return arabicLetter
	default:
		return rightToLeftLetter
	}
}
