package demoshop

import (
	"regexp"

	"candybar/phone/text/pattern"
)

// currency is the money of the caller's country. An amount of it is a whole
// number of rial, rupees or francs, on the phone as on the wire.
type currency int

const (
	rial currency = iota
	rupee
	franc
)

// currencies is what differs from one currency to the next, but for the price
// tags of goods.go.
var currencies = [...]struct {
	// mobiles is the national form of the country's mobiles.
	mobiles func() *regexp.Regexp
	// unit is what follows an amount.
	unit phrase
	// An amount of airtime is within these.
	minAmount, maxAmount int64
}{
	rial: {
		mobiles:   pattern.New(`^09[0-9]{9}$`), // Iran: 09121234567
		unit:      phrase{english: "rial", persian: "ریال"},
		minAmount: 10_000, maxAmount: 2_000_000,
	},
	rupee: {
		mobiles:   pattern.New(`^[6-9][0-9]{9}$`), // India: 9876543210
		unit:      phrase{english: "rupees", persian: "روپیه"},
		minAmount: 10, maxAmount: 20_000,
	},
	franc: {
		mobiles:   pattern.New(`^07[0-9]{8}$`), // Rwanda: 0788123456
		unit:      phrase{english: "francs", persian: "فرانک"},
		minAmount: 100, maxAmount: 2_000_000,
	},
}

// currencyOf is the currency in which a mobile is served: its country's, and
// rial where the form is of no country that the shop knows. It is told from the
// mobile alone, so a caller's orders and airtime are all in one.
func currencyOf(mobile string) currency {
	for c, of := range currencies {
		if of.mobiles().MatchString(mobile) {
			return currency(c)
		}
	}
	return rial
}

// sells reports whether so much airtime may be bought at once.
func (c currency) sells(amount int64) bool {
	return currencies[c].minAmount <= amount && amount <= currencies[c].maxAmount
}
