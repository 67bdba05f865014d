package storyboard

import (
	"fmt"
	"io"
	"strings"

	"candybar/phone/face"
)

// Markdown writes the story for a document: a heading for each thing that was
// done, and what the phone showed then as fenced blocks. Texts stand in it as they
// were written, whatever Markdown would make of them elsewhere. The error is the
// writer's.
func Markdown(w io.Writer, story Story) error {
	m := &document{}
	m.paragraph("# " + plain(story.Title))
	m.paragraph(plain(story.subtitle()))
	turns := 0
	for _, frame := range story.Frames {
		l := story.look(frame)
		if frame.Lead.Kind != Came {
			turns++
			m.paragraph(fmt.Sprintf("## %d. %s", turns, heading(l, frame.Lead)))
		}
		m.shown(l, frame)
		for _, note := range frame.Notes {
			fmt.Fprintf(m, "- %s\n", plain(note.Text))
		}
		if len(frame.Notes) > 0 {
			m.WriteByte('\n')
		}
	}
	if story.Failure != "" {
		m.paragraph("**Failed: " + plain(story.Failure) + "**")
	}
	if _, err := io.WriteString(w, strings.TrimRight(m.String(), "\n")+"\n"); err != nil {
		return fmt.Errorf("the document cannot be written: %w", err)
	}
	return nil
}

// document is Markdown under construction.
type document struct{ strings.Builder }

func (m *document) paragraph(s string) { m.WriteString(s + "\n\n") }

// shown is what the frame brought to the screen: the message or the question that
// came, else the screen itself.
func (m *document) shown(l look, frame Frame) {
	switch {
	case l.Card.From != "":
		m.paragraph("SMS from " + plain(oneLine(l.Card.From)) + ":")
		m.fenced(l.Card.Text)
	case l.Sheet.Stands():
		m.paragraph("Prompt of " + plain(oneLine(l.Sheet.From)) + ", " + l.Sheet.Left + " or " + l.Sheet.Right + ":")
		m.fenced(l.Sheet.Text)
	case l.State == face.Idle:
		m.paragraph("The phone is idle.")
	case l.State == face.Ended && frame.Lead.Kind == Did:
		m.paragraph("The phone still shows:")
		m.fenced(l.Text)
	default:
		m.fenced(l.Text)
	}
}

func heading(l look, lead Lead) string {
	words := ""
	switch lead.Kind {
	case Dialled:
		words = "Dial " + code(lead.Words)
	case Typed:
		words = "Answer " + code(lead.Words)
	case Did:
		words = plain(lead.Words)
	case Came:
		return ""
	}
	if l.Name != "" {
		words = plain(l.Name) + ": " + words
	}
	return words
}

// fenced writes a block whose fence is longer than any in the text.
func (m *document) fenced(s string) {
	fence := strings.Repeat("`", max(3, longestRun(s)+1))
	m.paragraph(fence + "text\n" + s + "\n" + fence)
}

// code is a text as code in a line.
func code(s string) string {
	s = oneLine(s)
	if s == "" {
		return "nothing"
	}
	fence := strings.Repeat("`", longestRun(s)+1)
	pad := ""
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.TrimSpace(s) != s {
		pad = " "
	}
	return fence + pad + s + pad + fence
}

// longestRun is how many backticks stand together at most.
func longestRun(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// plain is a text in which nothing is markup. It never begins a line here but for
// a title's, which begins with a sign of its own.
func plain(s string) string {
	var out strings.Builder
	for _, r := range cleaned(s) {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case strings.ContainsRune("\\`*_[]#|~!>$@", r):
			out.WriteByte('\\')
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
