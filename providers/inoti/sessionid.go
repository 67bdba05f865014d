package inoti

import (
	"fmt"
	"math/rand/v2"
)

// IDForm is how a session id looks.
type IDForm string

// The forms of a session id.
const (
	// UUID is a lower-case version 4 UUID, as live handlers report it.
	UUID IDForm = "uuid"
	// Digits is a number of 15 digits, after the documents' example.
	Digits IDForm = "digits"
)

// ParseIDForm reads a form's name.
func ParseIDForm(name string) (IDForm, error) {
	switch f := IDForm(name); f {
	case UUID, Digits:
		return f, nil
	default:
		return "", fmt.Errorf("unknown session id form %q: use uuid or digits", name)
	}
}

// New makes a session id from random.
func (f IDForm) New(random *rand.Rand) string {
	if f == Digits {
		return fmt.Sprintf("%d", 100_000_000_000_000+random.Uint64N(900_000_000_000_000))
	}
	high, low := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x",
		high>>32, high>>16&0xffff, high&0xfff, 0x8000|low>>48&0x3fff, low&0xffff_ffff_ffff)
}
