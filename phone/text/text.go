// Package text is what a USSD screen's text is: it cleans it and counts it.
//
// # Counting
//
// A USSD string is at most [Limit] = 160 octets (3GPP TS 24.080), whatever it
// is written in. One screen has one coding (TS 23.038):
//
//   - [GSM7], seven bits a character, where every character is in the GSM 7-bit
//     default alphabet or its extension: 182 septets fit. The ten characters of
//     the extension (form feed ^ { } \ [ ~ ] | €) take two septets each.
//   - [UCS2], two octets a UTF-16 unit, where a single character is not: 80 units
//     fit, for the whole screen. A character above U+FFFF takes two units.
//
// So one Persian letter, one curly quote or one tab takes away more than half of
// the room; [FirstOutside] names the character that did. Web pages that say 140
// octets, 160 characters or 70 units quote the numbers of SMS.
//
// GSM-7 is packed, and a packed text that ends in CR on an octet boundary gets a
// second CR, so that the receiver does not take the first one for padding
// (TS 23.038, 6.1.2.3.1): one octet more. A text one septet short of a boundary
// is padded with a CR too, in bits that it had to send anyway.
//
// [Pack] and [Unpack] are those octets themselves. Not everybody carries all 160:
// [Budgets] are what networks promise.
//
// [Measure] counts a text as it is, with its carriage returns and byte order
// mark, since that is what would be sent.
//
// # Cleaning
//
// A text from outside is data. [Clean] takes out what could act on the terminal
// that shows it or on the reading order of its neighbours, and keeps everything
// that a Persian text needs: the marks LRM and RLM, which put a code in order
// inside right-to-left text, and the joiners ZWNJ and ZWJ. LF alone starts a
// line; a CR returns to the start of the current one (TS 23.038, 6.1.1), so a CR
// is never a line's end. At most [MostMarks] marks stand over one another, so that
// nobody can pile ten thousand on one cell. A body that holds NUL is no text at
// all: ask [IsText] first.
package text

import "strings"

// IsText reports whether s can be a text: it holds no NUL. Whatever else is
// wrong with it, [Clean] mends.
func IsText(s string) bool { return strings.IndexByte(s, 0) < 0 }

// place is where a character stands, as an editor counts: from 1, in characters.
type place struct{ line, column int }

func start() place { return place{line: 1, column: 1} }

// after is the place that follows a character r at p. Only LF starts a line.
func (p place) after(r rune) place {
	if r == '\n' {
		return place{line: p.line + 1, column: 1}
	}
	return place{line: p.line, column: p.column + 1}
}

// end is the place right behind s.
func end(s string) place {
	p := start()
	for _, r := range s {
		p = p.after(r)
	}
	return p
}
