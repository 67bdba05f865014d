package flow

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Format is the flow in its canonical form: the values of headers and of each
// step's options below each other, one blank line between two steps, none inside
// of one and at most one elsewhere, no blanks at a line's end, lines that end in
// LF. Comments stay where they are, and nothing changes its order. Parsed again
// it is the same flow, and formatted again the same bytes. A file that would
// grow beyond what a flow may be stays as it is.
func (f *Flow) Format() []byte {
	w := formatting{headers: columns(f.lines, headerLine)}
	for i, line := range f.lines {
		switch line.kind {
		case blankLine, commentLine:
			w.gap = append(w.gap, line)
		case headerLine:
			w.put(line, columned("", line, w.headers))
		case stepLine:
			w.put(line, line.value)
			w.options = columns(stepLines(f.lines[i:]), optionLine)
		case innerLine:
			w.put(line, line.value)
		case optionLine:
			w.put(line, columned("  ", line, w.options))
		}
	}
	w.flush(false)
	if w.out.Len() > largestFile {
		return bytes.Clone(f.source)
	}
	return w.out.Bytes()
}

// formatting is one formatting.
type formatting struct {
	out bytes.Buffer
	// gap is the comments and blank lines since the last line that is neither.
	gap []line
	// headers and options are how wide their first columns are.
	headers, options int
	begun            bool
}

// put writes the gap before a line, and the line.
func (w *formatting) put(l line, text string) {
	switch {
	case l.kind == stepLine && w.begun && !hasBlank(w.gap):
		w.out.WriteByte('\n')
	case l.kind == innerLine, l.kind == optionLine:
		w.gap = withoutBlanks(w.gap)
	}
	w.flush(true)
	w.out.WriteString(text + "\n")
	w.begun = true
}

// flush writes the gap, of several blank lines one: none at the file's
// beginning, and none at its end, where no more is to come.
func (w *formatting) flush(more bool) {
	blank := false
	for _, l := range w.gap {
		if l.kind == blankLine {
			blank = w.out.Len() > 0
			continue
		}
		if blank {
			w.out.WriteByte('\n')
		}
		blank = false
		w.out.WriteString(l.value + "\n")
	}
	if blank && more {
		w.out.WriteByte('\n')
	}
	w.gap = nil
}

func hasBlank(gap []line) bool {
	for _, l := range gap {
		if l.kind == blankLine {
			return true
		}
	}
	return false
}

func withoutBlanks(gap []line) []line {
	var comments []line
	for _, l := range gap {
		if l.kind == commentLine {
			comments = append(comments, l)
		}
	}
	return comments
}

// stepLines are the lines of the step that lines begin with.
func stepLines(lines []line) []line {
	for i, l := range lines[1:] {
		if l.kind == stepLine {
			return lines[:i+1]
		}
	}
	return lines
}

// columns is how wide the first column of the lines of a kind is.
func columns(lines []line, kind lineKind) int {
	width := 0
	for _, l := range lines {
		if l.kind == kind {
			width = max(width, utf8.RuneCountInString(l.key))
		}
	}
	return width
}

// columned is a line in two columns, or with one blank where it would be too
// long for a line.
func columned(indent string, l line, width int) string {
	text := fmt.Sprintf("%s%-*s  %s", indent, width, l.key, l.value)
	if len(text) > longestLine {
		return indent + l.key + " " + l.value
	}
	return text
}
