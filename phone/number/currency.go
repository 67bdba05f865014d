package number

import "math"

// Currency is the money of a country.
type Currency struct {
	// Code is its ISO 4217 code: IRR, INR, RWF.
	Code string
	// Name is what people call an amount of it: rial, rupees, francs.
	Name string
	// Parts is how many of the smallest unit that moves make a whole: 100 paisa a
	// rupee; rial and francs are not parted.
	Parts int64
}

// Currency is the country's money.
func (c Country) Currency() Currency {
	switch c {
	case India:
		return Currency{Code: "INR", Name: "rupees", Parts: 100}
	case Rwanda:
		return Currency{Code: "RWF", Name: "francs", Parts: 1}
	case Iran:
		return Currency{Code: "IRR", Name: "rial", Parts: 1}
	default:
		return Currency{Code: "IRR", Name: "rial", Parts: 1}
	}
}

// Largest is the largest whole amount whose smallest units can be counted.
func (c Currency) Largest() int64 { return math.MaxInt64 / c.Parts }

// Smallest is a whole amount, at most Largest, in the smallest unit: 50 rupees
// are 5000 paisa.
func (c Currency) Smallest(whole int64) int64 { return whole * c.Parts }
