package demoshop

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A code has 2 to 12 digits. One alone is rather a slip of the finger, meant
// for a menu.
const (
	minCode = 2
	maxCode = 12
)

// maxMessage is in characters: the most that a phone can send in one answer.
const maxMessage = 182

// maxQuote is how much of a message is repeated, in units of UCS-2: what the
// page around it leaves of 80, in the language and with the notice that leave
// the least. Were it counted in GSM-7, a Persian message would not fit.
const maxQuote = 28

// latin gives s with its Persian and Arabic digits as Latin ones: phones send
// whichever their keyboard has.
func latin(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '۰' <= r && r <= '۹':
			return '0' + r - '۰'
		case '٠' <= r && r <= '٩':
			return '0' + r - '٠'
		default:
			return r
		}
	}, s)
}

func isCode(s string) bool {
	return minCode <= len(s) && len(s) <= maxCode && isDigits(s)
}

// readAmount reads an amount of airtime. ParseInt alone would take a sign too.
func readAmount(s string, c currency) (amount int64, ok bool) {
	amount, err := strconv.ParseInt(s, 10, 64)
	return amount, err == nil && isDigits(s) && c.sells(amount)
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// tidy is a free text on one line, one blank between its words, without the
// invisible characters that would upset the lines around it.
func tidy(s string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(visible), " ")
}

func tooLong(message string) bool { return utf8.RuneCountInString(message) > maxMessage }

// quote is s, or its beginning with three dots after it. An ellipsis would be
// shorter, but is not in GSM-7.
func quote(s string) string {
	const dots = "..."
	units, cut := 0, 0
	for i, r := range s {
		if units <= maxQuote-len(dots) {
			cut = i
		}
		units += utf16.RuneLen(r)
	}
	if units <= maxQuote {
		return s
	}
	return s[:cut] + dots
}
