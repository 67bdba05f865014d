package demoshop

import "fmt"

// manner is how a caller is served: in the language that they chose, and the
// currency of their country.
type manner struct {
	language
	currency
}

// says is a phrase in the language, about what its %s stand for.
func (m manner) says(p phrase, about ...any) string { return fmt.Sprintf(p[m.language], about...) }

// unit is the currency's name, as it follows an amount.
func (m manner) unit() string { return m.says(currencies[m.currency].unit) }

// money is an amount with its unit: 25,000 rial.
func (m manner) money(amount int64) string { return m.amount(amount) + " " + m.unit() }

// least is the smallest amount of airtime, which most gives its unit.
func (m manner) least() string { return m.amount(currencies[m.currency].minAmount) }

// most is the largest amount of airtime.
func (m manner) most() string { return m.money(currencies[m.currency].maxAmount) }
