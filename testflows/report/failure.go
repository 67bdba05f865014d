package report

import (
	"fmt"
	"strconv"
	"strings"

	"candybar/testflows/flow"
)

// failure is a drawing as the page has it.
type failure struct {
	Title, Place string
	// Lines are the line that it is about, and those that differ.
	Lines []drawnLine
	Notes []flow.Note
}

// drawnLine is one line of a drawing.
type drawnLine struct {
	// Kind is the line's style: source, removed or added.
	Kind string
	// Sign is the line's number, - or +.
	Sign string
	// Mark is the bar of a line of text, apart from it: see notationLine.
	Mark string
	// Marked is the part that is underlined; it may be empty.
	Before, Marked, After string
}

func failureOf(d flow.Drawing) *failure {
	f := &failure{Title: oneLine(d.Title), Place: oneLine(d.File)}
	if d.At.Line > 0 {
		f.Place += fmt.Sprintf(":%d:%d", d.At.Line, d.At.Column)
		f.Lines = append(f.Lines, sourceLine(d))
	}
	if d.After != "" {
		f.Place += ", after " + oneLine(d.After)
	}
	for _, line := range d.Removed {
		f.Lines = append(f.Lines, differingLine("removed", "−", line))
	}
	for _, line := range d.Added {
		f.Lines = append(f.Lines, differingLine("added", "+", line))
	}
	for _, note := range d.Notes {
		f.Notes = append(f.Notes, flow.Note{Name: oneLine(note.Name), Text: oneLine(note.Text)})
	}
	return f
}

// sourceLine is the line that a drawing is about, in parts of which the middle
// one is underlined.
func sourceLine(d flow.Drawing) drawnLine {
	mark, source := barAnd(oneLine(d.Source))
	line := []rune(source)
	from := d.At.Column - 1
	if mark != "" {
		from -= len([]rune(mark + " "))
	}
	to := min(max(0, from+max(0, d.Length)), len(line))
	from = min(max(0, from), len(line))
	return drawnLine{"source", strconv.Itoa(d.At.Line), mark, string(line[:from]), string(line[from:to]), string(line[to:])}
}

func differingLine(kind, sign, line string) drawnLine {
	mark, text := barAnd(oneLine(line))
	return drawnLine{Kind: kind, Sign: sign, Mark: mark, Before: text}
}

// barAnd parts a line of text from its bar; others have none.
func barAnd(line string) (bar, text string) {
	if text, barred := strings.CutPrefix(line, "| "); barred {
		return "|", text
	}
	return "", line
}
