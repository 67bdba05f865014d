package text

import "unicode"

// MostMarks is how many characters without a cell of their own may follow one
// another: as many as Unicode's Stream-Safe Text Format lets (UAX #15, 13), which
// is more than any language writes. What a terminal draws into one cell is so
// bounded, and what it keeps for it.
const MostMarks = 30

// marks is how many characters without a cell of their own stand right before.
type marks int

// flood counts r, and reports whether it is one mark too many.
func (m *marks) flood(r rune) bool {
	if !isMark(r) {
		*m = 0
		return false
	}
	if *m == MostMarks {
		return true
	}
	*m++
	return false
}

// isMark reports whether r is drawn over, or together with, what stands before
// it: combining marks, invisible format characters (joiners, tags, the marks of
// direction), and the vowels and finals of Korean syllables in pieces.
func isMark(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xAD
	case 0x0620 <= r && r <= 0x064A, 0x0671 <= r && r <= 0x06D3:
		return false // the letters of Persian: a table is slow to ask
	case 0x1160 <= r && r <= 0x11FF, 0xD7B0 <= r && r <= 0xD7FB:
		return true
	default:
		return unicode.In(r, unicode.M, unicode.Cf)
	}
}
