package flow

import "regexp"

// Template is a text with variables in it: what a flow types or names.
type Template struct {
	// At is where it stands; nowhere where it was left out.
	At Position
	// Source is the text as it is written.
	Source string
	// Parts are Literal and Use.
	Parts []Part
}

// Pattern is one line of text with matchers in it: what a flow expects.
type Pattern struct {
	At Position
	// Source is the text as it is written, without blanks at its end.
	Source string
	// Parts are Literal, Use and Matcher.
	Parts []Part
}

// Lines are an expected text.
type Lines []Line

// Line is one line of an expected text.
type Line struct {
	// At is where its bar stands.
	At Position
	// Any is true for "...", any number of lines. It has no Pattern.
	Any     bool
	Pattern Pattern
}

// Part is a Literal, a Use or a Matcher.
type Part interface{ part() }

// Literal is text that stands for itself.
type Literal string

// Use is {{name}}: the value of a variable.
type Use struct {
	At   Position
	Name string
}

// Matcher is {{name: type}} and its kin.
type Matcher struct {
	At Position
	// Name is what keeps the text that matched; empty where it is not kept.
	Name string
	Type Type
	// Expr is the regular expression where Type is Regexp, as it is written.
	Expr string

	// longest finds how far Expr can go from the text's start, exact whether it
	// is all of a text.
	longest, exact *regexp.Regexp
}

func (Literal) part() {}
func (Use) part()     {}
func (Matcher) part() {}

// IsZero reports whether the template was left out. That of a lone ">" was not:
// it is empty.
func (t Template) IsZero() bool { return t.At.Line == 0 }

// String is the template as it is written.
func (t Template) String() string { return t.Source }

// String is the pattern as it is written.
func (p Pattern) String() string { return p.Source }

// String is the line as it is written behind its bar and blank.
func (l Line) String() string {
	if l.Any {
		return anyLines
	}
	return l.Pattern.Source
}
