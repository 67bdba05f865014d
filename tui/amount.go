package tui

import (
	"fmt"

	"candybar/gateway"
	"candybar/phone/number"
	"candybar/phone/text"
)

// wallet is what a phone's wallet holds, as it is read.
func wallet(view gateway.View) string {
	return amount(view.Subscriber.Balance, view.Number.Country().Currency())
}

// currencyOf is the currency of an event, by its ISO 4217 code. One that is not
// known goes by its code.
func currencyOf(code string) number.Currency {
	for _, country := range number.Countries() {
		if currency := country.Currency(); currency.Code == code {
			return currency
		}
	}
	return number.Currency{Code: code, Name: code, Parts: 1}
}

// amount is money as it is read; n counts the smallest units of the currency and
// is never below zero.
func amount(n int64, currency number.Currency) string {
	return figure(n, currency) + " " + currency.Name
}

// figure is an amount without its currency: rupees have two decimals.
func figure(n int64, currency number.Currency) string {
	if currency.Parts == 1 {
		return text.Grouped(n)
	}
	return fmt.Sprintf("%s.%02d", text.Grouped(n/currency.Parts), n%currency.Parts)
}

// Money is an amount as the phone writes it: "50,000 rial", "50.00 rupees". Units
// are the smallest of the currency, which goes by its ISO 4217 code.
func Money(units int64, code string) string { return amount(units, currencyOf(code)) }
