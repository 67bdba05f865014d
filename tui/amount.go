package tui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

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

// mostAmount bounds what is typed for an amount.
const mostAmount = 24

// onlyAmount is what of s an amount is typed with: digits of any of three scripts,
// shown Latin, and a point.
func onlyAmount(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == '.' {
			return r
		}
		return -1
	}, text.LatinDigits(s))
}

// amountOf reads an amount that was typed: whole units of the currency, and parts
// behind a point where it has any. It is false for what is none.
func amountOf(typed string, currency number.Currency) (units int64, ok bool) {
	whole, parts, pointed := strings.Cut(typed, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n < 0 || n > currency.Largest() {
		return 0, false
	}
	units = currency.Smallest(n)
	if !pointed {
		return units, true
	}
	if currency.Parts != 100 || len(parts) < 1 || len(parts) > 2 {
		return 0, false
	}
	cents, err := strconv.ParseInt((parts + "0")[:2], 10, 64)
	if err != nil || cents < 0 || units > math.MaxInt64-cents {
		return 0, false
	}
	return units + cents, true
}
