package text

import "strings"

// The alphabet of TS 23.038, 6.2.1 and 6.2.1.1, each in the order of its codes.
// ESC, which leads to the extension, is no character of its own: a NUL keeps its
// place, and makeCodes leaves that out.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x00ÆæßÉ" +
		" !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
		"¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extension      = "\f^{}\\[~]|€"
	extensionCodes = "\x0A\x14\x28\x29\x2F\x3C\x3D\x3E\x40\x65"
)

const (
	escape         = 0x1B
	carriageReturn = 0x0D
)

// code is how a character stands in the alphabet: its seven bits, extended where
// an ESC goes before them, or outside.
type code uint8

const (
	extended code = 0x80
	outside  code = 0xFF
	euro          = extended | 0x65
)

// tabulated is the end of the range that holds the whole alphabet but the euro
// sign: Latin and Greek.
const tabulated = 0x400

// codeTable holds the code of each character below tabulated. It is never written
// after its making.
var codeTable = makeCodes()

func makeCodes() (table [tabulated]code) {
	for r := range table {
		table[r] = outside
	}
	next := code(0)
	for _, r := range basic {
		if r != 0 {
			table[r] = next
		}
		next++
	}
	for at, r := range []rune(extension) {
		if r < tabulated {
			table[r] = extended | code(extensionCodes[at])
		}
	}
	return table
}

func codeOf(r rune) code {
	switch {
	case 0 <= r && r < tabulated:
		return codeTable[r]
	case r == '€':
		return euro
	default:
		return outside
	}
}

// septets is what r costs in GSM-7: 1, 2 for the extension, 0 where r is outside.
func septets(r rune) int {
	switch c := codeOf(r); {
	case c == outside:
		return 0
	case c&extended != 0:
		return 2
	default:
		return 1
	}
}

// character is what a septet stands for after an ESC, or by itself. A code that
// the extension does not have is that of the basic alphabet (TS 23.038, 6.2.1.1),
// and an ESC that leads nowhere a space.
func character(septet byte, afterEscape bool) rune {
	if at := strings.IndexByte(extensionCodes, septet); afterEscape && at >= 0 {
		return []rune(extension)[at]
	}
	if septet == escape {
		return ' '
	}
	return basicAlphabet[septet]
}

// basicAlphabet is basic by code. It is never written after its making.
var basicAlphabet = [128]rune([]rune(basic))

// FirstOutside finds the first character of s that is not in GSM-7, which is the
// one that makes the whole screen [UCS2]. It gives the character (U+FFFD for a
// byte that is no UTF-8) and its line and column, both from 1, the column in
// characters; ok is false where all of s is in GSM-7.
func FirstOutside(s string) (r rune, line, column int, ok bool) {
	at := start()
	for _, r := range s {
		if septets(r) == 0 {
			return r, at.line, at.column, true
		}
		at = at.after(r)
	}
	return 0, 0, 0, false
}
