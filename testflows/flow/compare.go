package flow

import (
	"maps"
	"strings"
)

// Comparison is what came of comparing an expectation with what happened.
type Comparison struct {
	// Same is true where nothing differs. Then only Captured means something.
	Same bool
	// Captured is what matchers kept.
	Captured map[string]string
	// At is the first line of the flow that differs, or the last one where more
	// came than the flow expects.
	At Position
	// Removed are the flow's lines that differ, Added what came in their place,
	// both without bars.
	Removed, Added []string
}

// Compare compares the screen with the one that came: how the session stands,
// and the text of the handler where it is Open or Final.
func (s *Screen) Compare(end End, text string, values Values) Comparison {
	if end == s.End {
		if end != Open && end != Final {
			return Comparison{Same: true}
		}
		return s.Text.Compare(text, values)
	}
	differs := Comparison{At: s.At, Removed: []string{s.End.written()}, Added: []string{end.written()}}
	if end != Open && end != Final {
		return differs
	}
	if texts := s.Text.Compare(text, values); !texts.Same {
		differs.Removed = append(differs.Removed, texts.Removed...)
		differs.Added = append(differs.Added, texts.Added...)
	}
	return differs
}

// Compare compares the lines with a text, whose lines LF parts. A line "..."
// takes as few lines of the text as it can. What a line kept, the lines below it
// are compared with.
func (l Lines) Compare(text string, values Values) Comparison {
	c := comparing{
		expected: l, got: strings.Split(text, "\n"), values: values,
		captured: map[string]string{}, failed: map[[2]int]bool{}, reached: -1,
	}
	if c.from(0, 0) {
		return Comparison{Same: true, Captured: c.captured}
	}
	return c.difference()
}

// comparing is one comparison of lines.
type comparing struct {
	expected Lines
	got      []string
	values   Values
	// captured is what the lines above the current one kept.
	captured map[string]string
	// failed are the pairs of lines from which the rest is known to differ, so
	// that each is looked at once.
	failed map[[2]int]bool
	// reached is how many expected lines matched at best, reachedGot how many
	// lines of the text those took, and reachedKept what they kept.
	reached, reachedGot int
	reachedKept         map[string]string
}

// from reports whether the expected lines from i on are those of the text from
// j on, and leaves what they kept in captured.
func (c *comparing) from(i, j int) bool {
	if i > c.reached || i == c.reached && j < c.reachedGot {
		c.reached, c.reachedGot, c.reachedKept = i, j, maps.Clone(c.captured)
	}
	if i == len(c.expected) {
		return j == len(c.got)
	}
	if c.failed[[2]int{i, j}] {
		return false
	}
	if c.line(i, j) {
		return true
	}
	c.failed[[2]int{i, j}] = true
	return false
}

func (c *comparing) line(i, j int) bool {
	if c.expected[i].Any {
		return c.from(i+1, j) || j < len(c.got) && c.from(i, j+1)
	}
	if j == len(c.got) {
		return false
	}
	kept, ok := c.expected[i].Pattern.match(c.got[j], c.values, c.captured)
	if !ok {
		return false
	}
	maps.Copy(c.captured, kept)
	if c.from(i+1, j+1) {
		return true
	}
	maps.DeleteFunc(c.captured, func(name, _ string) bool {
		_, here := kept[name]
		return here
	})
	return false
}

// difference is the lines from the first that differs to the last.
func (c *comparing) difference() Comparison {
	expected, got := c.expected[c.reached:], c.got[c.reachedGot:]
	for len(expected) > 0 && len(got) > 0 && c.alike(expected[len(expected)-1], got[len(got)-1]) {
		expected, got = expected[:len(expected)-1], got[:len(got)-1]
	}
	differs := Comparison{Added: got}
	if last := len(c.expected) - 1; last >= 0 {
		differs.At = c.expected[min(c.reached, last)].At
	}
	for _, line := range expected {
		differs.Removed = append(differs.Removed, line.String())
	}
	return differs
}

func (c *comparing) alike(expected Line, got string) bool {
	if expected.Any {
		return false
	}
	_, ok := expected.Pattern.match(got, c.values, c.reachedKept)
	return ok
}
