package inoti

import (
	"fmt"
	"strings"
)

// CallForm is how the call parameter begins.
type CallForm string

// The forms. Star is what three of the documents' four statements show.
const (
	// Star: *6655*123, *6655*123*77.
	Star CallForm = "star"
	// Bare: 6655*123, 6655*123*77.
	Bare CallForm = "bare"
	// Mixed: *6655*123, then 6655*123*77, which iNoti's PHP sample needs.
	Mixed CallForm = "mixed"
)

// ParseCallForm reads a form's name.
func ParseCallForm(name string) (CallForm, error) {
	switch f := CallForm(name); f {
	case Star, Bare, Mixed:
		return f, nil
	default:
		return "", fmt.Errorf("unknown call form %q: use star, bare or mixed", name)
	}
}

// Write gives call, which begins with a star, its form. First is true for the
// dialled code itself.
func (f CallForm) Write(call string, first bool) string {
	switch {
	case f == Bare, f == Mixed && !first:
		return strings.TrimPrefix(call, "*")
	default:
		return call
	}
}
