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
		switch {
		case r == '\n':
			out.WriteByte('\n')
		case r < ' ':
			out.WriteRune('\u2400' + r)
		case r == 0x7F:
			out.WriteRune('\u2421')
		case r >= 0x80 && r < 0xA0, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			fmt.Fprintf(&out, "⟨U+%04X⟩", r)
		default:
			out.WriteRune(r)
		}
	}
	clean, _ := text.Clean(out.String())
	return clean
}
