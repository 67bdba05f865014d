package flow

import (
	"cmp"
	"slices"
	"strings"

	"candybar/phone/text"
)

// Mark puts a variable or a matcher in the place of a piece of text that is
// written into a flow.
type Mark struct {
	// From and To are where the piece begins and ends in the text, in octets.
	From, To int
	// Name is the variable that the piece is the value of, or that keeps it.
	Name string
	// Type is what the piece may be: the word of a type, or a regular
	// expression between slashes. Empty, the mark is the value of Name.
	Type string
}

func (m Mark) String() string {
	if m.Type == "" {
		return "{{" + m.Name + "}}"
	}
	return "{{" + m.Name + ": " + m.Type + "}}"
}

// Quote writes a text as the lines of a flow that expect it, each with its bar
// and without its end. Marks must not overlap, nor go beyond a line; one that
// does is left out. What cannot stand in a flow is cleaned (package text).
func Quote(text string, marks ...Mark) []string {
	var lines []string
	from := 0
	for line := range strings.SplitSeq(text, "\n") {
		var own []Mark
		for _, mark := range marks {
			if mark.From >= from && mark.To <= from+len(line) {
				mark.From, mark.To = mark.From-from, mark.To-from
				own = append(own, mark)
			}
		}
		lines = append(lines, strings.TrimRight("| "+quoteLine(line, own), " "))
		from += len(line) + 1
	}
	return lines
}

func quoteLine(line string, marks []Mark) string {
	var w quoting
	w.marked(line, marks, w.literal)
	written := w.String()
	if isDots(strings.TrimRight(written, " ")) {
		return `\` + written
	}
	return written
}

// Inline writes a text as it stands behind > or an option, or as a name. Marks
// are as for [Quote], and may span lines.
func Inline(text string, marks ...Mark) string {
	var w quoting
	w.marked(text, marks, w.inline)
	return w.edges()
}

// quoting is a text that is being written into a flow: pieces that are text, and
// pieces in braces.
type quoting struct{ pieces []quotedPiece }

type quotedPiece struct {
	text   string
	braces bool
}

// marked writes the marks, and by literal what is between them.
func (w *quoting) marked(s string, marks []Mark, literal func(string)) {
	marks = slices.SortedFunc(slices.Values(marks), func(a, b Mark) int { return cmp.Compare(a.From, b.From) })
	done := 0
	for _, mark := range marks {
		if mark.From < done || mark.To < mark.From || mark.To > len(s) {
			continue
		}
		literal(s[done:mark.From])
		w.pieces = append(w.pieces, quotedPiece{mark.String(), true})
		done = mark.To
	}
	literal(s[done:])
}

func (w *quoting) literal(s string) {
	if clean, _ := text.Clean(s); clean != "" {
		w.pieces = append(w.pieces, quotedPiece{clean, false})
	}
}

// inline is literal with each line's end in braces.
func (w *quoting) inline(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.pieces = append(w.pieces, quotedPiece{`{{\n}}`, true})
		}
		w.literal(line)
	}
}

// edges is the text with a blank at its beginning or end in braces.
func (w *quoting) edges() string {
	blank := quotedPiece{`{{\s}}`, true}
	if n := len(w.pieces); n > 0 && !w.pieces[n-1].braces {
		if cut, found := strings.CutSuffix(w.pieces[n-1].text, " "); found {
			w.pieces[n-1].text = cut
			w.pieces = append(w.pieces, blank)
		}
	}
	if len(w.pieces) > 0 && !w.pieces[0].braces {
		if cut, found := strings.CutPrefix(w.pieces[0].text, " "); found {
			w.pieces[0].text = cut
			w.pieces = slices.Insert(w.pieces, 0, blank)
		}
	}
	return w.String()
}

// safe cuts off what would make text of the braces behind s, a backslash before
// them or before one more brace, and is that as it is written.
func safe(s string) (rest, end string) {
	for {
		if cut, found := strings.CutSuffix(s, `\`); found {
			s, end = cut, `{{\\}}`+end
		} else if cut, found := strings.CutSuffix(s, `\{`); found {
			s, end = cut, `{{\\}}{`+end
		} else {
			return s, end
		}
	}
}

// String is the text as it is written.
func (w *quoting) String() string {
	var out strings.Builder
	for i, piece := range w.pieces {
		if piece.braces {
			out.WriteString(piece.text)
			continue
		}
		s, end := piece.text, ""
		if i+1 < len(w.pieces) {
			s, end = safe(s)
		}
		out.WriteString(strings.ReplaceAll(s, "{{", `\{{`) + end)
	}
	return out.String()
}
