package number

import (
	"fmt"
	"strings"
)

// Country is one of the three countries whose numbers are known.
type Country uint8

// The three countries.
const (
	Iran Country = iota
	India
	Rwanda
)

// Countries gives all of them, in the order of their constants.
func Countries() []Country { return []Country{Iran, India, Rwanda} }

// ParseCountry reads an ISO 3166 code, "IR", "IN" or "RW", in any case.
func ParseCountry(code string) (Country, error) {
	for _, c := range Countries() {
		if strings.EqualFold(code, c.String()) {
			return c, nil
		}
	}
	return 0, fmt.Errorf("unknown country %s: use one of %s", quote(code), codes())
}

// codes lists the countries' codes for an error.
func codes() string {
	var all []string
	for _, c := range Countries() {
		all = append(all, c.String())
	}
	return strings.Join(all, ", ")
}

// String gives the ISO 3166 code: "IR", "IN", "RW".
func (c Country) String() string {
	switch c {
	case Iran:
		return "IR"
	case India:
		return "IN"
	case Rwanda:
		return "RW"
	default:
		return fmt.Sprintf("Country(%d)", uint8(c))
	}
}

// CallingCode is what stands between the + and the rest: "98", "91", "250". None
// is the beginning of another.
func (c Country) CallingCode() string { return c.plan().calling }

// Example is the number that a phone of the country has when nobody chose one:
// 09121234567, 9876543210, 0788123456.
func (c Country) Example() Number { return Number{digits: c.plan().example} }

// plan is how a country numbers its mobiles. Significant numbers are written
// without calling code and trunk prefix.
type plan struct {
	name    string
	calling string
	// trunk is what the national form puts before the significant number.
	trunk string
	// length is how many digits a significant number has, prefix how many of
	// them tell that it is a mobile's.
	length, prefix int
	example        string
	// mobile are the prefixes of mobile numbers, owned those whose first owner
	// is known.
	mobile, owned []prefixes
}

func (c Country) plan() plan {
	switch c {
	case Iran:
		return plan{
			name: "Iran", calling: "98", trunk: "0", length: 10, prefix: 3, example: "989121234567",
			mobile: iranPrefixes, owned: iranPrefixes,
		}
	case India:
		return plan{
			name: "India", calling: "91", trunk: "", length: 10, prefix: 1, example: "919876543210",
			mobile: indiaMobile, owned: indiaPrefixes,
		}
	case Rwanda:
		return plan{
			name: "Rwanda", calling: "250", trunk: "0", length: 9, prefix: 2, example: "250788123456",
			mobile: rwandaPrefixes, owned: rwandaPrefixes,
		}
	default:
		return plan{}
	}
}

// number makes a Number of a significant number of the country, or says why it
// is none.
func (c Country) number(significant string) (Number, error) {
	p := c.plan()
	if got := len(significant); got != p.length {
		return Number{}, fmt.Errorf("%s has %d digits after %s, this has %d; %s", p.name, p.length, p.lead(), got, p.suchAs())
	}
	for _, s := range p.mobile {
		if s.holds(significant) {
			return Number{digits: p.calling + significant}, nil
		}
	}
	return Number{}, fmt.Errorf("no mobile operator of %s has the prefix %s; %s", p.name, significant[:p.prefix], p.suchAs())
}

// lead is what comes before the digits that are counted.
func (p plan) lead() string {
	if p.trunk == "" {
		return "+" + p.calling
	}
	return "+" + p.calling + " or " + p.trunk
}

func (p plan) suchAs() string {
	example := Number{digits: p.example}
	return fmt.Sprintf("write it as %s or %s", example.National(), example)
}
