package flow

import (
	"candybar/phone/number"
)

// Flow is one flow as it was written, every name in it known to be good.
type Flow struct {
	// File is the name that Parse was given, for messages.
	File string
	// Name is what a report calls the flow.
	Name Setting[string]
	// Phones are all that take part, the first one first; there is at least
	// one. Either there is a single one whose name is empty, or all have names.
	Phones []Phone
	// Home is the country that numbers are read in: the header country, else
	// that of pay-by, else Iran.
	Home number.Country
	// Handler is an absolute http or https URL.
	Handler  Setting[string]
	Country  Setting[number.Country]
	PayBy    Setting[Provider]
	Dialect  Setting[Dialect]
	CallForm Setting[CallForm]
	Timers   Setting[Timers]
	Weather  Setting[Weather]
	// Outcome is what the callback of each invoice does.
	Outcome Setting[Outcome]
	// Skin is that of all the phones.
	Skin Setting[Skin]
	// Balance is what each phone's wallet holds, in the smallest unit.
	Balance Setting[int64]
	Seed    Setting[uint64]
	Vars    []Var
	Secrets []Secret
	Tags    []Tag
	// Steps are in the order of the file; there is at least one Typed.
	Steps []Step

	source []byte
	lines  []line
}

// Line is line n of the file, from 1, without its end. It is empty where the
// file has no such line.
func (f *Flow) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return f.lines[n-1].text
}

// Lines is how many lines the file has.
func (f *Flow) Lines() int { return len(f.lines) }

// Phone is the phone of that name. It reports false where there is none.
func (f *Flow) Phone(name string) (Phone, bool) {
	for _, phone := range f.Phones {
		if phone.Name == name {
			return phone, true
		}
	}
	return Phone{}, false
}

// Allows reports whether a step lets events of that kind pass unasserted.
func (f *Flow) Allows(kind EventKind) bool {
	for _, step := range f.Steps {
		if allow, ok := step.(*Allow); ok && allow.Kind == kind {
			return true
		}
	}
	return false
}

// Position is where something stands in a file: line and column from 1, the
// column in characters. The zero Position is nowhere.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Setting is a header that may be left out.
type Setting[T any] struct {
	// At is where its value stands; nowhere where it was left out.
	At Position
	// Value means nothing where it was left out.
	Value T
}

// Said reports whether the flow has the header.
func (s Setting[T]) Said() bool { return s.At.Line > 0 }

// Or is the value, or other where the header was left out.
func (s Setting[T]) Or(other T) T {
	if s.Said() {
		return s.Value
	}
	return other
}

// Phone is one phone that takes part.
type Phone struct {
	// At is where its number stands; nowhere where the flow names no phone and
	// this is the example number of its country.
	At Position
	// Name is empty where there is but one phone without a name.
	Name   string
	Number number.Number
}

// Var is a variable with a value of its own.
type Var struct {
	At          Position
	Name, Value string
}

// Secret is a variable whose value is given from outside, and never shown.
type Secret struct {
	At   Position
	Name string
}

// Tag is a word by which flows are chosen.
type Tag struct {
	At   Position
	Word string
}
