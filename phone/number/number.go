// Package number is the mobile numbers (MSISDNs) of three countries and the
// forms in which people and providers write them.
//
// One subscriber is one [Number], however it was written. What goes to whom is
// the caller's choice among its forms: iNoti's handlers get the national form
// (09121234567), iPayy the digits of E.164 (919876543210), and a person reads
// E.164 (+250788123456).
//
// # Reading
//
// [Parse] reads what a person types. With + or 00 in front the digits are E.164
// (ITU-T E.164), wherever the reader lives; without, they are tried as the
// national form of the home country, then as E.164 of any of the three. So a bare
// 9121234567 is Iranian at home in Iran and Indian at home in India, and every
// form that a Number gives is read back as the same Number in its own country.
//
// Blanks and hyphens are ignored, and Persian and Arabic digits are digits.
// Letters are refused: elsewhere they are read as the keys they stand on, which
// makes a valid number of the placeholder 0912xxxxxxx.
//
// # What is valid
//
// Length and prefix are checked, against the prefixes that are assigned to mobile
// operators (libphonenumber's metadata of 2026): in Iran and Rwanda the table of
// operators is the whole of them, in India any number of ten digits from 6 to 9
// is one.
//
// # Operators
//
// [Number.Operator] is the first owner of the number's prefix. Subscribers of all
// three countries can take their number along, so it is no more than a default.
package number

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Number is one mobile number. Numbers are equal (==) when they are the same
// subscriber. The zero Number is no number; its forms are empty.
type Number struct {
	digits string // E.164 without the +; the country can be told from it
}

// IsZero reports whether n is no number.
func (n Number) IsZero() bool { return n.digits == "" }

// Country is the country that n belongs to. The zero Number has none: what it
// answers means nothing.
func (n Number) Country() Country {
	country, _, _ := split(n.digits)
	return country
}

// Digits is the E.164 form without its +: 989121234567.
func (n Number) Digits() string { return n.digits }

// E164 is the international form: +989121234567.
func (n Number) E164() string {
	if n.IsZero() {
		return ""
	}
	return "+" + n.digits
}

// National is the form in which n's own country writes it: 09121234567 in Iran,
// 9876543210 in India, 0788123456 in Rwanda.
func (n Number) National() string {
	country, significant, ok := split(n.digits)
	if !ok {
		return ""
	}
	return country.plan().trunk + significant
}

// Next is a number of the same operator that is n's neighbour: its last four digits
// are one more, and 0000 after 9999. The zero Number has none.
func (n Number) Next() Number {
	if n.IsZero() {
		return n
	}
	head, tail := n.digits[:len(n.digits)-4], n.digits[len(n.digits)-4:]
	last, _ := strconv.Atoi(tail)
	return Number{head + fmt.Sprintf("%04d", (last+1)%10_000)}
}

// Operator is the first owner of n's prefix, as a handset's status bar shows it:
// MCI, Airtel. Where no single owner is known it is the country's name.
func (n Number) Operator() string {
	country, significant, ok := split(n.digits)
	if !ok {
		return ""
	}
	p := country.plan()
	for _, s := range p.owned {
		if s.holds(significant) {
			return s.operator
		}
	}
	return p.name
}

// String is the E.164 form, empty for the zero Number.
func (n Number) String() string { return n.E164() }

// MarshalText gives the E.164 form, empty for the zero Number. It never fails.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.E164()), nil }

// UnmarshalText reads what MarshalText gives, and any other writing of E.164
// that [Parse] takes: one with + or 00 in front, since no home country is known
// here.
func (n *Number) UnmarshalText(form []byte) error {
	if len(form) == 0 {
		*n = Number{}
		return nil
	}
	digits, international, err := scan(string(form))
	if err != nil {
		return err
	}
	if !international {
		return fmt.Errorf("phone number %s has no country: write it with + and the calling code", quote(string(form)))
	}
	read, err := fromE164(digits)
	if err != nil {
		return refuse(string(form), err)
	}
	*n = read
	return nil
}

// split takes E.164 digits apart into the country and the national significant
// number, which is what follows the calling code. It checks neither.
func split(digits string) (country Country, significant string, ok bool) {
	for _, c := range Countries() {
		if rest, found := strings.CutPrefix(digits, c.CallingCode()); found {
			return c, rest, true
		}
	}
	return 0, "", false
}

var errForeign = errors.New("it is of none of the countries " + codes() + "; start it with +98, +91 or +250")

// fromE164 makes a Number of E.164 digits without +.
func fromE164(digits string) (Number, error) {
	country, significant, ok := split(digits)
	if !ok {
		return Number{}, errForeign
	}
	return country.number(significant)
}
