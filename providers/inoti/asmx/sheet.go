package asmx

import (
	"fmt"
	"strings"
)

// sheet writes indented XML as .NET's XmlTextWriter does: two blanks a level.
type sheet struct {
	text  strings.Builder
	depth int
}

// line writes one line. What is put into format must be escaped already.
func (s *sheet) line(format string, values ...any) {
	if s.text.Len() > 0 {
		s.text.WriteString(lineBreak)
	}
	s.text.WriteString(strings.Repeat("  ", s.depth))
	fmt.Fprintf(&s.text, format, values...)
}

// element writes a start tag, what inside writes, and the end tag; an empty
// element where inside is nil.
func (s *sheet) element(tag, attributes string, inside func()) {
	if attributes != "" {
		attributes = " " + attributes
	}
	if inside == nil {
		s.line("<%s%s />", tag, attributes)
		return
	}
	s.line("<%s%s>", tag, attributes)
	s.depth++
	inside()
	s.depth--
	s.line("</%s>", tag)
}
