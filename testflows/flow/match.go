package flow

import (
	"iter"
	"slices"
	"strings"
)

// Match reports whether line is what the pattern expects, and what its matchers
// kept. Blanks at the line's end are not compared. Of several ways to match it
// takes the one whose first matcher is longest, and so on.
//
// A variable whose value is not in values matches nothing, unless the pattern
// itself captures it further left.
//
// The work is bounded: a pattern that has not matched a line after some four
// million steps does not match it.
func (p Pattern) Match(line string, values Values) (captured map[string]string, ok bool) {
	return p.match(line, values, nil)
}

// match is Match with what the lines above kept, which comes before values.
func (p Pattern) match(line string, values Values, above map[string]string) (captured map[string]string, ok bool) {
	m := newMatching(p.Parts, line, values, above)
	if !m.from(0, 0) {
		return nil, false
	}
	return m.captured(), true
}

// matchBudget is how many steps one match may take: a tenth of a second.
const matchBudget = 1 << 22

// matching is one attempt to match a line. The line stands for itself with
// endless blanks behind it, so that a pattern may want blanks at its end.
type matching struct {
	parts  []Part
	line   string
	values Values
	above  map[string]string
	budget int
	// taken is where the line's piece for each part begins and ends.
	taken [][2]int
	// failed are the parts and places from which the rest is known not to match.
	failed map[[2]int]bool
	// looksBack is true where a part is the value of an earlier one, so that a
	// rest may match for one value and not for another.
	looksBack bool
}

func newMatching(parts []Part, line string, values Values, above map[string]string) *matching {
	m := &matching{
		parts: parts, line: strings.TrimRight(line, " "), values: values, above: above,
		budget: matchBudget, taken: make([][2]int, len(parts)),
	}
	for i, part := range parts {
		if use, ok := part.(Use); ok && captures(parts[:i], use.Name) >= 0 {
			m.looksBack = true
		}
	}
	return m
}

// captures is which of the parts keeps the name, -1 where none does.
func captures(parts []Part, name string) int {
	return slices.IndexFunc(parts, func(part Part) bool {
		matcher, ok := part.(Matcher)
		return ok && matcher.Name == name
	})
}

// from reports whether the parts from i on match the line from at on.
func (m *matching) from(i, at int) bool {
	if i == len(m.parts) {
		return at >= len(m.line)
	}
	switch part := m.parts[i].(type) {
	case Literal:
		return m.text(i, at, string(part))
	case Use:
		value, known := m.value(i, part.Name)
		return known && m.text(i, at, value)
	case Matcher:
		return m.matcher(i, at, part)
	default:
		return false
	}
}

func (m *matching) text(i, at int, text string) bool {
	rest := m.rest(at)
	if len(text) > len(rest) {
		if strings.TrimRight(text[len(rest):], " ") != "" {
			return false
		}
		return text[:len(rest)] == rest && m.from(i+1, at+len(text))
	}
	return text == rest[:len(text)] && m.from(i+1, at+len(text))
}

func (m *matching) matcher(i, at int, part Matcher) bool {
	if m.failed[[2]int{i, at}] {
		return false
	}
	for length := range m.lengths(part, m.rest(at)) {
		m.taken[i] = [2]int{at, at + length}
		if m.from(i+1, at+length) {
			return true
		}
		if m.budget--; m.budget < 0 {
			return false
		}
	}
	if !m.looksBack {
		if m.failed == nil {
			m.failed = map[[2]int]bool{}
		}
		m.failed[[2]int{i, at}] = true
	}
	return false
}

// lengths are the lengths of what part can stand for at the beginning of s, the
// longest first.
func (m *matching) lengths(part Matcher, s string) iter.Seq[int] {
	if part.Type != Regexp {
		return part.Type.lengths(s)
	}
	return func(yield func(int) bool) {
		most := len(s)
		if part.longest != nil {
			found := part.longest.FindStringIndex(s)
			if found == nil {
				return
			}
			most = found[1]
		}
		for n := range down(s, 0, most) {
			if m.budget -= n; m.budget < 0 {
				return
			}
			if part.exact.MatchString(s[:n]) && !yield(n) {
				return
			}
		}
	}
}

// rest is the line from at on, which may be among the blanks behind it.
func (m *matching) rest(at int) string { return m.line[min(at, len(m.line)):] }

// value is the value of the name for part i: what an earlier part of this line
// kept, or a line above, or else what was known before.
func (m *matching) value(i int, name string) (string, bool) {
	if by := captures(m.parts[:i], name); by >= 0 {
		return m.piece(by), true
	}
	if text, kept := m.above[name]; kept {
		return text, true
	}
	value, known := m.values[name]
	return value.Text, known
}

// piece is what part i took of the line.
func (m *matching) piece(i int) string {
	from, to := m.taken[i][0], m.taken[i][1]
	return m.line[min(from, len(m.line)):min(to, len(m.line))]
}

func (m *matching) captured() map[string]string {
	captured := map[string]string{}
	for i, part := range m.parts {
		if matcher, ok := part.(Matcher); ok && matcher.Name != "" {
			captured[matcher.Name] = m.piece(i)
		}
	}
	return captured
}
