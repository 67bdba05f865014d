package flow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a flow.
type Fault struct {
	// File is the name that Parse was given.
	File string
	// At is where it stands, Length how many characters it is long.
	At     Position
	Length int
	// Message says what is wrong, Hint what to do; the hint may be empty.
	Message, Hint string
	// Source is the line that it stands in.
	Source string
}

// String is the fault, drawn.
func (f Fault) String() string {
	d := Drawing{Title: f.Message, File: f.File, At: f.At, Source: f.Source, Length: f.Length}
	if f.Hint != "" {
		d.Notes = []Note{{"hint", f.Hint}}
	}
	return d.String()
}

// Faults are all that is wrong with a flow, in the order of the file; at least
// one.
type Faults []Fault

// The bounds of what is drawn and looked for.
const (
	drawnFaults = 20
	mostFaults  = 100
)

// Error is the faults, drawn; past the first twenty it only says how many there
// are.
func (f Faults) Error() string {
	var drawn []string
	for _, fault := range f[:min(len(f), drawnFaults)] {
		drawn = append(drawn, fault.String())
	}
	if more := len(f) - drawnFaults; more > 0 {
		drawn = append(drawn, fmt.Sprintf("and %d more\n", more))
	}
	return strings.Join(drawn, "\n")
}

func (f Faults) sort() {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
}
