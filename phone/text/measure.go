package text

import "fmt"

// Limit is how many octets one USSD string holds (TS 24.080).
const Limit = 160

// Coding is how a screen's characters are put into octets.
type Coding uint8

// The two codings that a phone and a network use for USSD (TS 23.038, clause 5).
const (
	// GSM7 is the GSM 7-bit default alphabet with its extension, packed (data
	// coding scheme 0x0F).
	GSM7 Coding = iota
	// UCS2 is UTF-16 in two octets a unit (data coding scheme 0x48).
	UCS2
)

// String gives the coding's name as events and reports have it: "gsm7", "ucs2".
func (c Coding) String() string {
	switch c {
	case GSM7:
		return "gsm7"
	case UCS2:
		return "ucs2"
	default:
		return fmt.Sprintf("Coding(%d)", uint8(c))
	}
}

// Room is how many units of the coding fit [Limit]: 182 septets of GSM-7 (six
// bits stay unused) or 80 UTF-16 units.
func (c Coding) Room() int { return Standard.Room(c) }

// Size is what a text takes on the wire.
type Size struct {
	// Coding is the coding that the text needs.
	Coding Coding
	// Units counts septets of GSM-7 or UTF-16 units of UCS-2.
	Units int
	// Octets is the length of the coded text, padding included.
	Octets int
}

// Fits reports whether the text is within [Limit].
func (s Size) Fits() bool { return Standard.Holds(s) }

// Measure counts s as it is: nothing is cleaned away first, and each byte that
// is no UTF-8 counts as one U+FFFD. It does not allocate.
func Measure(s string) Size {
	packed, units, beyond := 0, 0, false
	for _, r := range s {
		cost := septets(r)
		packed += cost
		beyond = beyond || cost == 0
		units++
		if r > 0xFFFF {
			units++ // a surrogate pair
		}
	}
	if beyond {
		return Size{Coding: UCS2, Units: units, Octets: 2 * units}
	}
	return Size{Coding: GSM7, Units: packed, Octets: packedOctets(s, packed)}
}

// packedOctets is the length of s packed from n septets: whole octets, and one
// more where s ends in a CR that would read as padding.
func packedOctets(s string, n int) int {
	octets := (7*n + 7) / 8
	if n > 0 && n%8 == 0 && s[len(s)-1] == '\r' {
		octets++
	}
	return octets
}
