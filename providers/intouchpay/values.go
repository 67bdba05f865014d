package intouchpay

import (
	"math"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/number"
	"candybar/phone/text/pattern"
)

// amountFault is why a text is no amount.
type amountFault uint8

const (
	amountFine amountFault = iota
	// amountUnreadable: there is none, or it is no number.
	amountUnreadable
	// amountFraction: it is not whole, and a franc has no parts.
	amountFraction
)

// longestAmount is the longest text that is read as a number.
const longestAmount = 64

var amountForm = pattern.New(`^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?)(\d+))?$`)

// readAmount reads francs: "string, float or integer", so 5000, 5000.00 and 5e3
// are one amount. What is too large for an int64 becomes the largest there is,
// which is above every limit.
func readAmount(written string) (int64, amountFault) {
	written = strings.TrimSpace(written)
	if len(written) > longestAmount {
		return 0, amountUnreadable
	}
	parts := amountForm().FindStringSubmatch(written)
	if parts == nil {
		return 0, amountUnreadable
	}
	exponent := strings.TrimLeft(parts[3], "0")
	if len(exponent) > 3 {
		exponent = "999" // as large as any, and cheap to work out
	}
	exact, ok := new(big.Rat).SetString(parts[1] + "e" + parts[2] + "0" + exponent)
	switch {
	case !ok:
		return 0, amountUnreadable
	case !exact.IsInt():
		return 0, amountFraction
	case exact.Num().IsInt64():
		return exact.Num().Int64(), amountFine
	case exact.Sign() < 0:
		return math.MinInt64, amountFine
	default:
		return math.MaxInt64, amountFine
	}
}

// phoneFault is why a text is nobody's number.
type phoneFault uint8

const (
	phoneFine phoneFault = iota
	phoneInvalid
	// phoneForeign: it may be a number, but of no network in Rwanda.
	phoneForeign
)

var e164Form = pattern.New(`^[1-9][0-9]{6,14}$`)

// readPhone reads E.164 digits, 250788123456, which the overview asks for. A +
// in front is taken, and so is the blank that an unescaped + turns into in a
// form. Every other way to write a number is refused, as 0788123456 is.
func readPhone(written string) (number.Number, phoneFault) {
	digits := strings.TrimPrefix(strings.TrimSpace(written), "+")
	if !e164Form().MatchString(digits) {
		return number.Number{}, phoneInvalid
	}
	n, err := number.Parse("+"+digits, number.Rwanda)
	switch {
	case err == nil && n.Country() == number.Rwanda:
		return n, phoneFine
	case err != nil && strings.HasPrefix(digits, number.Rwanda.CallingCode()):
		return number.Number{}, phoneInvalid
	}
	if _, err := number.Parse("0"+digits, number.Rwanda); err == nil {
		return number.Number{}, phoneInvalid // one of Rwanda without its 250
	}
	return number.Number{}, phoneForeign
}

// longestID is the longest requesttransactionid; none is documented.
const longestID = 100

// usableID is id where it can be a transaction's, else empty.
func usableID(id string) string {
	if len(id) > longestID || !utf8.ValidString(id) || strings.ContainsFunc(id, unicode.IsControl) || strings.TrimSpace(id) == "" {
		return ""
	}
	return id
}
