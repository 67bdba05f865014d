package hostile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// drawn are the control sequences by which Bubble Tea and candybar draw, begin and
// end, and all there are: moving, erasing, scrolling, colours, the modes that a
// full screen needs, questions about the terminal, and the window's title. No
// other operating system command and no other string may be among them.
var drawn = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`\x1b\[[0-9;]*[ABCDEFGHIJKLMPSTXZ@\x60abdefr]`, // move, erase, insert, delete, scroll, repeat
	`\x1b\[[0-9;:]*m`, // colours
	`\x1b\[\?(?:1|7|25|1000|1002|1003|1004|1006|1049|2004|2026|2027|2031)[hl]`,
	`\x1b\[\?[0-9]+\$p`, `\x1b\[[0-9]+\$p`, // is this mode known?
	`\x1b\[[0-9]* q`, `\x1b\[>0?q`, `\x1b\[c`, `\x1b\[>?[0-9;]*[um]`, `\x1b\[[<=?][0-9;]*u`, // cursor, version, keyboard
	`\x1b\[8[hl]`, `\x1b\[[01] k`, // who orders right-to-left text
	`\x1b\[\?5W`, // a tab stop at every eighth column
	`\x1b[78M=>]`,
	`\x1b\]2;(?:candybar)?\x07`, `\x1b\]11;\?\x07`,
	`\x1b\]50;BidiRenderingEnabled=(?:true|false)\x07`,
	`\x1bP\+q[0-9A-Fa-f;]+\x1b\\`,
}, "|") + `)`)

// FoundOnTerminal says what of an attack stands in all that the terminal phone
// wrote: a control sequence that is none of its own, a control character, or a
// bidirectional one. Where override is true its own override around right-to-left
// text is none.
func FoundOnTerminal(raw string, override bool) string {
	run := 0
	for i := 0; i < len(raw); {
		if raw[i] == '\x1b' {
			own := drawn.FindString(raw[i:])
			if own == "" {
				return found("a strange control sequence", raw, i)
			}
			i += len(own)
			continue
		}
		r, width := utf8.DecodeRuneInString(raw[i:])
		run++
		if !unicode.In(r, unicode.M, unicode.Cf) {
			run = 0
		}
		switch {
		case r == utf8.RuneError && width == 1:
			return found("an octet that is no UTF-8", raw, i)
		case strings.ContainsRune("\n\r\b\t", r):
		case unicode.IsControl(r):
			return found(fmt.Sprintf("the control character %U", r), raw, i)
		case override && (r == 0x202D || r == 0x202C):
		case isBidiControl(r):
			return found(fmt.Sprintf("the bidirectional control %U", r), raw, i)
		case run > mostMarks:
			return found(fmt.Sprintf("more than %d marks", mostMarks), raw, i)
		}
		i += width
	}
	return ""
}
