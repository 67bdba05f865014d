package text

import "fmt"

// Budget is how much somebody promises to carry of one screen. Each is a number
// of octets, whatever unit it is told in.
type Budget uint8

// The budgets, the widest first.
const (
	// Standard is what USSD itself carries: 160 octets, 182 septets or 80 units
	// (TS 24.080).
	Standard Budget = iota
	// Emnify is what emnify guarantees: 144 octets, 164 septets or 72 units.
	Emnify
	// Common is what most aggregators advise, with the figures of SMS: 140
	// octets, 160 septets or 70 units.
	Common
)

// Budgets are all of them, the widest first.
func Budgets() []Budget { return []Budget{Standard, Emnify, Common} }

// String names the budget: "standard", "emnify", "common".
func (b Budget) String() string {
	switch b {
	case Standard:
		return "standard"
	case Emnify:
		return "emnify"
	case Common:
		return "common"
	default:
		return fmt.Sprintf("Budget(%d)", uint8(b))
	}
}

// Octets are what one screen may take.
func (b Budget) Octets() int {
	switch b {
	case Standard:
		return Limit
	case Emnify:
		return 144
	case Common:
		return 140
	default:
		return 0
	}
}

// Room is how many units of the coding fit the budget: septets of GSM-7, or
// UTF-16 units.
func (b Budget) Room(c Coding) int {
	switch c {
	case GSM7:
		return b.Octets() * 8 / 7
	case UCS2:
		return b.Octets() / 2
	default:
		return 0
	}
}

// Holds reports whether a text of that size is within the budget.
func (b Budget) Holds(s Size) bool { return s.Octets <= b.Octets() }
