package flow

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"candybar/phone/text"
)

// Drawing is a message about a place in a flow, with its line drawn:
//
//	error: screen differs
//	  --> buy-airtime.ussd:15:1, after > 2
//	   |
//	15 | | Amount in rial?
//	   |   -Amount in rial?
//	   |   +Service is closed
//	   |
//	   = request  GET /ussd?mobile=09121234567 -> 200, 14 ms
//
// What it holds may come from anywhere: every part is drawn as one line, and
// what a terminal would act on as U+FFFD.
type Drawing struct {
	// Title says what is wrong.
	Title string
	File  string
	// At is where it is; a drawing of nowhere has no line and no column.
	At Position
	// After says behind what it happened; it may be empty.
	After string
	// Source is the line At, Length how many characters of it are underlined.
	Source string
	Length int
	// Removed and Added are the lines of a difference.
	Removed, Added []string
	Notes          []Note
}

// Note is a named remark under a drawing.
type Note struct{ Name, Text string }

// drawnWidth is how many characters of a long line are drawn.
const drawnWidth = 120

// String is the drawing, ended by a newline.
func (d Drawing) String() string {
	var out strings.Builder
	number := ""
	if d.At.Line > 0 {
		number = strconv.Itoa(d.At.Line)
	}
	blank := strings.Repeat(" ", len(number))
	fmt.Fprintf(&out, "error: %s\n%s--> %s\n", shown(d.Title), blank, d.place())
	if number != "" {
		line, caret := d.quoted()
		fmt.Fprintf(&out, "%s |\n%s\n%s", blank, strings.TrimRight(number+" | "+line, " "), caret)
	}
	for _, line := range d.Removed {
		fmt.Fprintf(&out, "%s |   -%s\n", blank, shown(line))
	}
	for _, line := range d.Added {
		fmt.Fprintf(&out, "%s |   +%s\n", blank, shown(line))
	}
	d.writeNotes(&out, blank)
	return out.String()
}

// place is file:line:column, and behind what.
func (d Drawing) place() string {
	place := shown(d.File)
	if d.At.Line > 0 {
		place += fmt.Sprintf(":%d:%d", d.At.Line, d.At.Column)
	}
	if d.After != "" {
		place += ", after " + shown(d.After)
	}
	return place
}

// quoted is the line, or what stands around the column where it is long, and
// the line of carets below it.
func (d Drawing) quoted() (line, carets string) {
	all := []rune(shown(d.Source))
	at := min(max(d.At.Column-1, 0), len(all))
	from := min(max(at-drawnWidth/2, 0), max(len(all)-drawnWidth, 0))
	to := min(from+drawnWidth, len(all))
	before, after := "", ""
	if from > 0 {
		before = "…"
	}
	if to < len(all) {
		after = "…"
	}
	line = before + string(all[from:to]) + after
	if d.Length > 0 {
		indent := cells(before) + cells(string(all[from:at]))
		under := max(1, cells(string(all[at:min(at+d.Length, to)])))
		blank := strings.Repeat(" ", len(strconv.Itoa(d.At.Line)))
		carets = blank + " | " + strings.Repeat(" ", indent) + strings.Repeat("^", under) + "\n"
	}
	return line, carets
}

// writeNotes writes the notes, one below the other.
func (d Drawing) writeNotes(out *strings.Builder, blank string) {
	longest := 0
	for _, note := range d.Notes {
		longest = max(longest, utf8.RuneCountInString(note.Name))
	}
	if longest > 0 && d.At.Line > 0 {
		fmt.Fprintf(out, "%s |\n", blank)
	}
	for _, note := range d.Notes {
		fmt.Fprintf(out, "%s = %-*s  %s\n", blank, longest, shown(note.Name), shown(note.Text))
	}
}

// shown is s as one line that a terminal only shows.
func shown(s string) string {
	return strings.ReplaceAll(text.CleanInPlace(s), "\n", string(utf8.RuneError))
}
