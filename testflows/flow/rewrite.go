package flow

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"candybar/phone/text"
)

// Correction says what came in the place of what a step expects.
type Correction struct {
	// Step is a *Typed, *Wait or *Hangup with a screen, an *SMS or a *Prompt, of
	// the flow that is rewritten.
	Step Step
	// End is how the session stands after the step. It means nothing to an SMS
	// and a prompt.
	End End
	// Text is what the handler sent, cleaned (package text); it means nothing
	// where End is neither Open nor Final.
	Text string
	// Values are the variables as they were known then. A secret in Text is
	// written as its variable.
	Values Values
}

// Rewrite is the flow's file with its expectations corrected. Only lines that
// begin with a bar, CON or END are changed, taken out or put in, and as few of
// them as possible: a line whose matchers match stays as it is. Line ends stay
// what they are.
//
// It fails where the corrected file would be no flow, since a line that is gone
// captured what a later one needs, and where a step is not of the flow or expects
// nothing.
func (f *Flow) Rewrite(corrections ...Correction) ([]byte, error) {
	corrections = slices.Clone(corrections)
	for i, c := range corrections {
		corrections[i].Text, _ = text.Clean(c.Text)
		if screen, lines := expectation(c.Step); screen == nil && lines == nil || !slices.Contains(f.Steps, c.Step) {
			return nil, fmt.Errorf("%s cannot be rewritten: it has no such step that expects a screen or a text", f.File)
		}
	}
	var failed error
	for _, keep := range []bool{true, false} {
		e := editing{replaced: map[int]string{}, removed: map[int]bool{}, added: map[int][]string{}}
		for _, c := range corrections {
			e.correct(c, keep)
		}
		source := e.apply(f.source)
		rewritten, err := Parse(f.File, source)
		switch {
		case err != nil:
			failed = fmt.Errorf("%s cannot be rewritten: a line that differs captured what another needs: %w", f.File, err)
		case f.corrected(rewritten, corrections):
			return source, nil
		default:
			failed = fmt.Errorf("%s cannot be rewritten: what came cannot be written as lines that match it", f.File)
		}
	}
	return nil, failed
}

// corrected reports whether the rewritten flow expects what came.
func (f *Flow) corrected(rewritten *Flow, corrections []Correction) bool {
	for _, c := range corrections {
		screen, lines := expectation(rewritten.Steps[slices.Index(f.Steps, c.Step)])
		if screen != nil && !screen.Compare(c.End, c.Text, c.Values).Same {
			return false
		}
		if lines != nil && !lines.Compare(c.Text, c.Values).Same {
			return false
		}
	}
	return true
}

// expectation is what a step expects: a screen, or a text.
func expectation(step Step) (*Screen, Lines) {
	switch step := step.(type) {
	case *Typed:
		return step.Then, nil
	case *Wait:
		return step.Then, nil
	case *Hangup:
		return step.Then, nil
	case *SMS:
		return nil, step.Text
	case *Prompt:
		return nil, step.Text
	default:
		return nil, nil
	}
}

// editing is what is done to the lines of a file, by their numbers.
type editing struct {
	replaced map[int]string
	removed  map[int]bool
	// added are the lines that come behind a line.
	added map[int][]string
}

// correct edits the lines of one expectation. Without keep it leaves none of
// its text.
func (e *editing) correct(c Correction, keep bool) {
	screen, lines := expectation(c.Step)
	if screen == nil {
		e.lines(lines, c.Step.About().At.Line, c, keep)
		return
	}
	if screen.End != c.End {
		e.replaced[screen.At.Line] = c.End.written()
	}
	if c.End == Open || c.End == Final {
		e.lines(screen.Text, screen.At.Line, c, keep)
		return
	}
	for _, line := range screen.Text {
		e.removed[line.At.Line] = true
	}
}

// lines edits the lines of a text below the line head.
func (e *editing) lines(expected Lines, head int, c Correction, keep bool) {
	got := strings.Split(c.Text, "\n")
	above := head
	if len(expected) > 0 {
		above = expected[0].At.Line - 1
	}
	next := 0
	put := func(line string) string { return Quote(line, c.Values.marks(line)...)[0] }
	for _, pair := range align(expected, got, c.Values, keep) {
		for ; next < pair.got; next++ {
			e.added[above] = append(e.added[above], put(got[next]))
		}
		number := expected[pair.expected].At.Line
		switch pair.how {
		case kept:
			next = pair.next
		case replaced:
			e.replaced[number] = put(got[next])
			next = pair.next
		case dropped:
			e.removed[number] = true
			continue
		}
		above = number
	}
	for ; next < len(got); next++ {
		e.added[above] = append(e.added[above], put(got[next]))
	}
}

// marks are where secrets stand in a text.
func (v Values) marks(text string) []Mark {
	var marks []Mark
	for _, name := range v.secrets() {
		secret := v[name].Text
		for from := 0; ; {
			i := strings.Index(text[from:], secret)
			if i < 0 {
				break
			}
			mark := Mark{From: from + i, To: from + i + len(secret), Name: name}
			if !slices.ContainsFunc(marks, func(m Mark) bool { return m.From < mark.To && mark.From < m.To }) {
				marks = append(marks, mark)
			}
			from = mark.To
		}
	}
	return marks
}

// apply is the file, edited.
func (e *editing) apply(source []byte) []byte {
	var out bytes.Buffer
	end := "\n"
	number := 0
	for raw := range strings.Lines(string(source)) {
		number++
		text, own := raw, ""
		for _, ending := range []string{"\r\n", "\n"} {
			if cut, found := strings.CutSuffix(raw, ending); found {
				text, own, end = cut, ending, ending
				break
			}
		}
		if replaced, ok := e.replaced[number]; ok {
			text = replaced
		}
		lines := append([]string{text}, e.added[number]...)
		if e.removed[number] {
			lines = lines[1:]
		}
		for i, line := range lines {
			out.WriteString(line)
			if i+1 < len(lines) {
				out.WriteString(end)
			} else {
				out.WriteString(own)
			}
		}
	}
	return out.Bytes()
}
