package main

import (
	"slices"

	"github.com/spf13/pflag"

	"candybar/gateway"
	"candybar/phone/number"
	"candybar/phone/text"
)

// numbers are those of the config's phones, in order.
func (c config) numbers(home number.Country) ([]number.Number, error) {
	phones := make([]number.Number, len(c.Phones))
	for i, said := range c.Phones {
		var err error
		if phones[i], err = number.Parse(said.Mobile, home); err != nil {
			return nil, usageError("the config's [[phones]]: %w", err)
		}
	}
	return phones, nil
}

// sims are the numbers of the phone's SIMs, at least one and each once: --mobile,
// and then the config's phones, or where there are none an example of each country.
func (f *sharedFlags) sims(home number.Country, phones []number.Number) ([]number.Number, error) {
	var sims []number.Number
	if f.mobile != "" {
		mobile, err := number.Parse(f.mobile, home)
		if err != nil {
			return nil, usageError("the phone's number: %w", err)
		}
		sims = append(sims, mobile)
	}
	if len(phones) == 0 {
		return withExamples(sims, home), nil
	}
	for _, phone := range phones {
		if !slices.Contains(sims, phone) {
			sims = append(sims, phone)
		}
	}
	return sims, nil
}

// withExamples adds the examples of the countries that no SIM is of, the home
// country's where there is no SIM yet.
func withExamples(sims []number.Number, home number.Country) []number.Number {
	if len(sims) == 0 {
		sims = append(sims, home.Example())
	}
	own := sims[0].Country()
	for _, country := range number.Countries() {
		if country != own {
			sims = append(sims, country.Example())
		}
	}
	return sims
}

// subscribers knows the config's phones, which have these numbers; what flags say
// is about the phone at hand.
func (f *sharedFlags) subscribers(flags *pflag.FlagSet, file config, phones []number.Number, mobile number.Number) (func(number.Number) gateway.Subscriber, error) {
	known := make(map[number.Number]gateway.Subscriber)
	for i, said := range file.Phones {
		phone := phones[i]
		change, err := said.change()
		if err != nil {
			return nil, err
		}
		if err := change.Check(); err != nil {
			return nil, usageError("the config's [[phones]], %s: %w", phone, err)
		}
		known[phone] = change.To(gateway.NewSubscriber(phone))
	}
	own, configured := known[mobile]
	if !configured {
		own = gateway.NewSubscriber(mobile)
	}
	var change gateway.Change
	if flags.Changed("balance") {
		change.Balance = &f.balance
	}
	if f.operator != "" {
		clean, _ := text.Clean(f.operator)
		change.Operator = &clean
	}
	if err := change.Check(); err != nil {
		return nil, usageError("the phone: %w", err)
	}
	known[mobile] = change.To(own)
	return func(phone number.Number) gateway.Subscriber {
		if subscriber, ok := known[phone]; ok {
			return subscriber
		}
		return gateway.NewSubscriber(phone)
	}, nil
}
