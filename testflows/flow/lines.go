package flow

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"candybar/phone/text"
)

// The bounds of a file, in octets.
const (
	largestFile = 1 << 20
	longestLine = 4096
)

// byteOrderMark may stand at a file's beginning.
const byteOrderMark = "\ufeff"

// line is one line of a file.
type line struct {
	// text is the line as it may be shown, without its end.
	text string
	// tabbed is true where it begins with a tab, which text has as a blank.
	tabbed bool

	// What the parser makes of it, for Format: its kind, and its canonical
	// form. A header and an option have it in two columns.
	kind       lineKind
	key, value string
}

// lineKind is what a line is to Format.
type lineKind uint8

const (
	blankLine lineKind = iota
	commentLine
	headerLine
	// stepLine begins a step, innerLine goes on with one.
	stepLine
	innerLine
	optionLine
)

// read parts the file into lines and cleans them.
func (p *parser) read(source []byte) {
	source = bytes.TrimPrefix(source, []byte(byteOrderMark))
	p.lines = make([]line, 0, bytes.Count(source, []byte("\n"))+1)
	for raw := range strings.Lines(string(source)) {
		if p.full() {
			return
		}
		p.lines = append(p.lines, line{})
		p.number = len(p.lines)
		if cut, ended := strings.CutSuffix(raw, "\n"); ended {
			raw = strings.TrimSuffix(cut, "\r")
		}
		p.lines[p.number-1] = p.cleaned(raw)
	}
}

// cleaned is the line as it may be shown. What had to be cleaned is a fault.
func (p *parser) cleaned(raw string) line {
	raw, tabbed := p.untabbed(raw)
	clean, faults := text.Clean(raw)
	for _, fault := range faults {
		f := Fault{At: Position{p.number, fault.Column}, Length: 1, Source: raw}
		f.Message, f.Hint = unfit(fault)
		p.report(f)
	}
	if len(clean) > longestLine {
		p.report(Fault{
			At: Position{p.number, 1}, Source: clean,
			Message: fmt.Sprintf("a line of %d octets is longer than one may be", len(clean)),
			Hint:    fmt.Sprintf("a line has at most %d octets", longestLine),
		})
		clean = strings.ToValidUTF8(clean[:longestLine], "")
	}
	return line{text: clean, tabbed: tabbed}
}

// untabbed has blanks for the tabs that a line begins with.
func (p *parser) untabbed(raw string) (string, bool) {
	rest := strings.TrimLeft(raw, " \t")
	indent := raw[:len(raw)-len(rest)]
	tab := strings.IndexByte(indent, '\t')
	if tab < 0 {
		return raw, false
	}
	blanks := strings.ReplaceAll(indent, "\t", " ")
	p.report(Fault{
		At: Position{p.number, tab + 1}, Length: 1, Source: blanks + rest,
		Message: "a tab at the beginning of a line", Hint: "an option begins with two blanks",
	})
	return blanks + rest, true
}

// unfit says what was cleaned away, and what to do.
func unfit(fault text.Fault) (message, hint string) {
	hint = "take it out"
	switch {
	case fault.Kind == text.InvalidUTF8:
		message, hint = "a byte that is no UTF-8", "save the file as UTF-8"
	case fault.Kind == text.BidiControl:
		message = fmt.Sprintf("%U, which turns the reading order around", fault.Rune)
	case fault.Kind == text.MarkFlood:
		message = fmt.Sprintf("%U behind %d marks that stand over the same character", fault.Rune, text.MostMarks)
	case fault.Rune == '\t':
		message, hint = "a tab", "write blanks in its place"
	default:
		message = fmt.Sprintf("the control character %U", fault.Rune)
	}
	if fault.Count > 1 {
		message += fmt.Sprintf(", and %d of its kind in the same line", fault.Count-1)
	}
	return message, hint
}

// piece is a part of the current line.
type piece struct {
	text string
	// from is where it begins, in octets.
	from int
}

// after is what follows the first n octets.
func (w piece) after(n int) piece { return piece{w.text[n:], w.from + n} }

// until is the first n octets.
func (w piece) until(n int) piece { return piece{w.text[:n], w.from} }

// trimmed is w without the blanks around it.
func (w piece) trimmed() piece {
	left := strings.TrimLeft(w.text, " ")
	return piece{strings.TrimRight(left, " "), w.from + len(w.text) - len(left)}
}

// cut is the first word of w and what follows the blanks behind it.
func (w piece) cut() (word, rest piece) {
	w = w.trimmed()
	end := strings.IndexByte(w.text, ' ')
	if end < 0 {
		end = len(w.text)
	}
	return w.until(end), w.after(end).trimmed()
}

// cutLast is the last word of w and what stands before it.
func (w piece) cutLast() (rest, word piece) {
	w = w.trimmed()
	begin := strings.LastIndexByte(w.text, ' ') + 1
	return w.until(begin).trimmed(), w.after(begin)
}

// current is the line that is being read.
func (p *parser) current() *line { return &p.lines[p.number-1] }

// at is where a piece of the current line stands.
func (p *parser) at(w piece) Position {
	return Position{p.number, utf8.RuneCountInString(p.current().text[:w.from]) + 1}
}

// fault reports what is wrong with a piece of the current line.
func (p *parser) fault(w piece, message, hint string) {
	p.report(p.faultAt(w, message, hint))
}

func (p *parser) faultAt(w piece, message, hint string) Fault {
	return Fault{
		At: p.at(w), Length: max(1, utf8.RuneCountInString(w.text)),
		Message: message, Hint: hint, Source: p.current().text,
	}
}

// faultThere reports what is wrong with something that stands elsewhere: length
// characters from at on.
func (p *parser) faultThere(at Position, length int, message, hint string) {
	p.report(Fault{At: at, Length: length, Message: message, Hint: hint, Source: p.lines[at.Line-1].text})
}

func (p *parser) report(f Fault) {
	f.File = p.flow.File
	p.faults = append(p.faults, f)
}

// full reports whether there are more faults than anybody reads.
func (p *parser) full() bool { return len(p.faults) >= mostFaults }
