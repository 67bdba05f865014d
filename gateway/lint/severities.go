package lint

import (
	"fmt"
	"slices"

	"candybar/gateway/event"
)

// Off is the severity of a rule that says nothing. No warning has it.
const Off event.Severity = "off"

// Severities are what rules count as, by id, where that is not what the table
// says. Nil changes nothing.
type Severities map[string]event.Severity

// Set says what a rule counts as: "off", "warning" or "error". The error names
// what is unknown, and the nearest rule there is.
func (s Severities) Set(id, severity string) error {
	if _, known := find(id); !known {
		return fmt.Errorf("there is no rule %q%s", id, perhaps(id))
	}
	switch said := event.Severity(severity); said {
	case Off, event.SeverityWarning, event.SeverityError:
		s[id] = said
		return nil
	default:
		return fmt.Errorf("the rule %s cannot be %q: use off, warning or error", id, severity)
	}
}

// Judge gives a warning the severity that its rule has; false where that is off.
// A warning of no rule stays as it is.
func (s Severities) Judge(w event.Warning) (event.Warning, bool) {
	if said, told := s[w.Rule]; told {
		w.Severity = said
	}
	return w, w.Severity != Off
}

// perhaps asks whether the rule nearest to a word was meant.
func perhaps(word string) string {
	const longest = 40
	if len(word) > longest || len(table) == 0 {
		return ""
	}
	nearest := slices.MinFunc(table, func(a, b rule) int { return apart(word, a.ID) - apart(word, b.ID) })
	return fmt.Sprintf(": did you mean %s?", nearest.ID)
}

// apart is how many letters must be put in, taken out or changed to make b of a.
func apart(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
