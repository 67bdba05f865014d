package text

import (
	"strings"
	"unicode"
)

// LatinDigits gives s with its Persian (U+06F0 to U+06F9) and Arabic (U+0660 to
// U+0669) digits as ASCII ones, since a user may type either and they are the
// same number. Everything else stays as it is. It allocates only where there is
// such a digit.
func LatinDigits(s string) string {
	i := easternDigit(s)
	if i < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for ; i >= 0; i = easternDigit(s) {
		out.WriteString(s[:i])
		// The low four bits of the second byte are the digit's value in both
		// blocks: DB B0 to DB B9 and D9 A0 to D9 A9.
		out.WriteByte('0' + s[i+1]&0x0F)
		s = s[i+2:]
	}
	out.WriteString(s)
	return out.String()
}

// easternDigit is where the first Persian or Arabic digit of s stands, -1 where
// there is none.
func easternDigit(s string) int {
	return strings.IndexFunc(s, func(r rune) bool {
		return 0x06F0 <= r && r <= 0x06F9 || 0x0660 <= r && r <= 0x0669
	})
}

// IsSeparator reports whether r is what people write between the digits of a
// number or a code and no dialler takes: a blank of any width, a line's end, a
// hyphen, or the hyphens that a word processor makes of one (U+2010, U+2011).
func IsSeparator(r rune) bool {
	return r == '-' || r == '\u2010' || r == '\u2011' || unicode.IsSpace(r)
}
