package tui

import (
	"fmt"
	"strings"

	"candybar/phone/text"
)

// exact is what came over the wire as it may be shown: every control character
// is its picture (␛ for ESC), every bidirectional control its number, every octet
// that is no UTF-8 U+FFFD. Only line feeds stay, and break lines.
func exact(s string) string {
	if clean, faults := text.Clean(s); len(faults) == 0 {
		return clean
	}
	var out strings.Builder
	for _, r := range s {
		out.WriteString(picture(r))
	}
	return out.String()
}

// picture is one character from the wire as it may be shown.
func picture(r rune) string {
	switch {
	case r == '\n':
		return "\n"
	case r < ' ':
		return string('\u2400' + r)
	case r == 0x7F:
		return "\u2421"
	case r >= 0x80 && r < 0xA0, isBidiControl(r):
		return fmt.Sprintf("⟨U+%04X⟩", r)
	default:
		// One that is no character becomes U+FFFD here.
		return string(r)
	}
}

// isBidiControl reports whether r says which way others go, over their heads.
func isBidiControl(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// exactLine is a line from the wire as it may be shown, and where in that the
// character of a column begins, counted from 1; behind its end for a later one.
func exactLine(s string, column int) (shown string, at int) {
	var out strings.Builder
	at = -1
	for _, r := range s {
		if column--; column == 0 {
			at = out.Len()
		}
		out.WriteString(picture(r))
	}
	if at < 0 {
		at = out.Len()
	}
	return out.String(), at
}
