package number

import (
	"fmt"
	"strings"

	"candybar/phone/text"
)

// Parse reads a mobile number as a person writes it: E.164 digits with or without
// + or 00, or the national form of the home country with or without its trunk 0
// (India writes none; a leading 0 is taken there too). Blanks and hyphens are
// ignored; digits may be Latin, Persian or Arabic. The error of a number that
// cannot be one says which character, length or prefix is wrong, and what a right
// one looks like.
func Parse(s string, home Country) (Number, error) {
	digits, international, err := scan(s)
	if err != nil {
		return Number{}, err
	}
	if digits == "" {
		return Number{}, fmt.Errorf("no phone number in %s: type one such as %s", quote(s), home.Example().National())
	}
	if international {
		n, err := fromE164(digits)
		return n, refuse(s, err)
	}
	n, err := home.number(withoutTrunk(digits))
	if err == nil {
		return n, nil
	}
	if n, foreign := fromE164(digits); foreign == nil {
		return n, nil
	}
	return Number{}, refuse(s, elsewhere(digits, err))
}

// elsewhere puts a better reason in the place of err where the digits, no number
// at home, are the national form of another country: a forgotten choice of
// country is likelier than a number mistyped into another valid one.
func elsewhere(digits string, err error) error {
	for _, c := range Countries() {
		if n, other := c.number(withoutTrunk(digits)); other == nil && n.National() == digits {
			return fmt.Errorf("it is one of %s, not of the home country; write it as %s", c.plan().name, n)
		}
	}
	return err
}

// refuse says of which number err is the fault, and nothing where there is none.
func refuse(s string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("phone number %s is wrong: %w", quote(s), err)
}

// quote shows what was typed, however long and whatever it holds, in one line of
// an error.
func quote(s string) string { return fmt.Sprintf("%.40q", s) }

// withoutTrunk drops the 0 that people dial before a national number.
func withoutTrunk(digits string) string { return strings.TrimPrefix(digits, "0") }

// scan keeps the digits of s, as Latin ones, and tells whether a + or 00, which
// it drops, marks them as E.164. Any other character but blanks and hyphens is an
// error.
func scan(s string) (digits string, international bool, err error) {
	var kept strings.Builder
	for _, r := range text.LatinDigits(s) {
		switch {
		case '0' <= r && r <= '9':
			kept.WriteRune(r)
		case r == '+' && kept.Len() == 0 && !international:
			international = true
		case text.IsSeparator(r):
		default:
			return "", false, fmt.Errorf("phone number %s holds %q: use digits, blanks and hyphens, and + only in front", quote(s), r)
		}
	}
	digits = kept.String()
	if rest, found := strings.CutPrefix(digits, "00"); found && !international {
		return rest, true, nil
	}
	return digits, international, nil
}
