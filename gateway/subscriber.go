package gateway

import (
	"errors"
	"strings"

	"candybar/gateway/weather"
	"candybar/phone/number"
	"candybar/phone/text"
)

// DefaultBalance is what a wallet holds at first, in the smallest unit of the
// phone's country (rial, paisa, franc).
const DefaultBalance int64 = 1_000_000

// Subscriber is what the network knows of a phone's owner.
type Subscriber struct {
	Operator string
	// Balance is what the mobile-money wallet holds, in the smallest unit of the
	// phone's country: rial, paisa, franc.
	Balance int64
	// Registered is false for a number that mobile money does not know.
	Registered bool
	// PIN is the wallet's PIN, in Latin digits; empty accepts any of 4 to 6 digits.
	PIN string
	// Faults are what goes wrong on purpose.
	Faults Faults
	// Weather is what goes wrong on purpose between the phone and its handlers.
	Weather weather.Weather
}

// NewSubscriber is a subscriber nobody said anything about: the operator that
// the number's prefix was first given to, registered, with DefaultBalance.
func NewSubscriber(phone number.Number) Subscriber {
	return Subscriber{Operator: phone.Operator(), Balance: DefaultBalance, Registered: true}
}

// Change is a change of a subscriber; nil fields stay as they are.
type Change struct {
	Operator   *string
	Balance    *int64
	Registered *bool
	PIN        *string
	Faults     FaultChange
	// Weather is for the next request on; what is on its way stays as it is.
	Weather *weather.Weather
}

// Check fails where the change asks for what cannot be: a balance below zero, a
// PIN that is not 4 to 6 digits of any script (nor empty, which accepts any), an
// operator with characters that no status bar has, a weather that is none.
func (c Change) Check() error {
	if c.Balance != nil && *c.Balance < 0 {
		return errors.New("the balance cannot be negative")
	}
	if c.PIN != nil && *c.PIN != "" && !isPIN(text.LatinDigits(*c.PIN)) {
		return errors.New("a pin is 4 to 6 digits, or empty for any")
	}
	if c.Operator != nil {
		if clean, _ := text.Clean(*c.Operator); clean != *c.Operator || strings.Contains(clean, "\n") {
			return errors.New("an operator's name is one line of text")
		}
	}
	if c.Weather != nil {
		if _, err := weather.Parse(string(*c.Weather)); err != nil {
			return err
		}
	}
	return nil
}

func isPIN(pin string) bool {
	return len(pin) >= 4 && len(pin) <= 6 && strings.Trim(pin, "0123456789") == ""
}

// To is s after the change.
func (c Change) To(s Subscriber) Subscriber {
	assign(&s.Balance, c.Balance)
	assign(&s.Operator, c.Operator)
	assign(&s.Registered, c.Registered)
	assign(&s.PIN, c.PIN)
	s.PIN = text.LatinDigits(s.PIN)
	assign(&s.Weather, c.Weather)
	s.Faults = c.Faults.to(s.Faults)
	return s
}

// names says what the change is about, in the words of the control API.
func (c Change) names() []string {
	var names []string
	add := func(name string, said bool) {
		if said {
			names = append(names, name)
		}
	}
	add("balance", c.Balance != nil)
	add("operator", c.Operator != nil)
	add("registered", c.Registered != nil)
	add("pin", c.PIN != nil)
	add("weather", c.Weather != nil)
	add(ipayyFailure, c.Faults.IPayyFailure != nil)
	add(ipayyError, c.Faults.IPayyError != nil)
	add(intouchPayPayment, c.Faults.IntouchPayPayment != nil)
	add(intouchPayDeposit, c.Faults.IntouchPayDeposit != nil)
	return names
}
