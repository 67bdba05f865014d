package main

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/gateway/session"
	"candybar/phone/number"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// settings are what a command that holds a phone runs with.
type settings struct {
	server server.Options
	mobile number.Number
	log    string
	demo   bool
}

// settle fills in from the environment and the config what the command line
// left open, and reads what it all means.
func (f *sharedFlags) settle(flags *pflag.FlagSet) (settings, error) {
	if err := fromEnvironment(flags); err != nil {
		return settings{}, err
	}
	file, err := readConfig(f.config, func(name string) bool { return flags.Lookup(name) != nil })
	if err != nil {
		return settings{}, err
	}
	handlerSaid := flags.Changed("handler")
	if err := fromConfig(flags, file); err != nil {
		return settings{}, err
	}
	return f.read(flags, file, handlerSaid)
}

// fromEnvironment sets every flag that the command line left alone from
// CANDYBAR_FLAG_NAME.
func fromEnvironment(flags *pflag.FlagSet) error {
	return setUnchanged(flags, func(name string) (value, where string, found bool) {
		variable := "CANDYBAR_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		value, found = os.LookupEnv(variable)
		return value, "the environment variable " + variable, found
	})
}

func fromConfig(flags *pflag.FlagSet, file config) error {
	tables := map[string]string{"timers": file.Timers.profile, "call-form": file.Inoti.CallForm}
	return setUnchanged(flags, func(name string) (value, where string, found bool) {
		if value, found = file.flags[name]; !found {
			value = tables[name]
			found = value != ""
		}
		return value, "the config's " + strings.ReplaceAll(name, "-", "_"), found
	})
}

func setUnchanged(flags *pflag.FlagSet, lookUp func(name string) (value, where string, found bool)) error {
	var first error
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Changed || first != nil {
			return
		}
		value, where, found := lookUp(flag.Name)
		if !found {
			return
		}
		if err := flags.Set(flag.Name, value); err != nil {
			first = usageError("%s: %w", where, err)
		}
	})
	return first
}

// read turns words into what they mean. HandlerSaid is true where the command
// line or the environment named the one handler of every code.
func (f *sharedFlags) read(flags *pflag.FlagSet, file config, handlerSaid bool) (settings, error) {
	var s settings
	if f.dialect != "inoti" {
		return s, usageError("the dialect %q is not in this version of candybar yet: it speaks inoti", f.dialect)
	}
	home, err := f.home(flags)
	if err != nil {
		return s, err
	}
	if s.mobile, err = f.phone(home, file); err != nil {
		return s, err
	}
	options, err := f.gateway(home, file, handlerSaid)
	if err != nil {
		return s, err
	}
	known, err := f.subscribers(flags, home, file, s.mobile)
	if err != nil {
		return s, err
	}
	options.Subscriber = known
	s.log = f.log
	s.demo = len(options.Routes) == 0
	s.server = server.Options{Gateway: options, Home: home, Listen: f.listen, Token: f.token}
	if s.server.Inoti, err = file.getPayments(); err != nil {
		return s, err
	}
	if s.server.IPayy, err = file.IPayy.settings(); err != nil {
		return s, err
	}
	s.server.IntouchPay, err = file.IntouchPay.settings()
	return s, err
}

// home is the home country: --country, or where the provider of --pay-by is.
func (f *sharedFlags) home(flags *pflag.FlagSet) (number.Country, error) {
	if !flags.Changed("country") {
		for _, country := range number.Countries() {
			if f.payBy == string(ledger.ProviderOf(country)) {
				return country, nil
			}
		}
	}
	home, err := number.ParseCountry(f.country)
	if err != nil {
		return home, usageError("--country: %w", err)
	}
	return home, nil
}

// payBy reads a provider's name, of a flag or key; empty is by country.
func payBy(where, name string) (ledger.Provider, error) {
	if name == "" {
		return "", nil
	}
	provider, err := ledger.ParseProvider(name)
	if err != nil {
		return "", usageError("%s: %w", where, err)
	}
	return provider, nil
}

// getPayments is how the config sets up iNoti's web service.
func (c config) getPayments() (inoti.Settings, error) {
	settings := inoti.Settings{Username: c.Inoti.Username, Password: c.Inoti.Password, CodeName: c.Inoti.CodeName}
	if c.Inoti.JSONStyle == "" {
		return settings, nil
	}
	style, err := inoti.ParseJSONStyle(c.Inoti.JSONStyle)
	if err != nil {
		return settings, usageError("the config's json_style: %w", err)
	}
	settings.Style = style
	return settings, nil
}

// phone is the number of the phone at hand: --mobile, or the config's first
// phone, or the country's example.
func (f *sharedFlags) phone(home number.Country, file config) (number.Number, error) {
	said := f.mobile
	if said == "" && len(file.Phones) > 0 {
		said = file.Phones[0].Mobile
	}
	if said == "" {
		return home.Example(), nil
	}
	mobile, err := number.Parse(said, home)
	if err != nil {
		return number.Number{}, usageError("the phone's number: %w", err)
	}
	return mobile, nil
}

func (f *sharedFlags) gateway(home number.Country, file config, handlerSaid bool) (gateway.Options, error) {
	var options gateway.Options
	callForm, err := inoti.ParseCallForm(f.callForm)
	if err != nil {
		return options, usageError("--call-form: %w", err)
	}
	profile, err := session.ParseProfile(f.timers)
	if err != nil {
		return options, usageError("--timers: %w", err)
	}
	seed, err := readSeed(f.seed)
	if err != nil {
		return options, err
	}
	if file.Inoti.SessionID != "" {
		if options.IDForm, err = inoti.ParseIDForm(file.Inoti.SessionID); err != nil {
			return options, usageError("the config's session_id: %w", err)
		}
	}
	if file.Callbacks.Outcome != "" {
		if options.Outcome, err = ledger.ParseOutcome(file.Callbacks.Outcome); err != nil {
			return options, usageError("the config's [callbacks]: %w", err)
		}
	}
	if options.PayBy, err = payBy("--pay-by", f.payBy); err != nil {
		return options, err
	}
	if options.Merchants, err = file.merchants(); err != nil {
		return options, err
	}
	options.Routes, err = f.routes(file, handlerSaid)
	options.Seeded = f.seed != ""
	options.CallForm, options.Limits, options.Strict, options.Seed = callForm, profile.Limits(), f.strict, seed
	return options, err
}

// routes are the config's codes and, for every other code, the handler; a
// handler of the command line or the environment has every code.
func (f *sharedFlags) routes(file config, handlerSaid bool) ([]gateway.Route, error) {
	var routes []gateway.Route
	if !handlerSaid {
		for _, code := range file.Codes {
			if code.Code == "" {
				return nil, usageError("the config's [[codes]]: a code is missing")
			}
			route, err := gateway.NewRoute(code.Code, code.Handler)
			if err != nil {
				return nil, usageError("the config's [[codes]]: %w", err)
			}
			if route.PayBy, err = payBy("the config's [[codes]]", code.PayBy); err != nil {
				return nil, err
			}
			routes = append(routes, route)
		}
	}
	if f.handler != "" {
		route, err := gateway.NewRoute("", f.handler)
		if err != nil {
			return nil, usageError("--handler: %w", err)
		}
		routes = append(routes, route)
	}
	return routes, nil
}

// subscribers knows the config's phones; what flags say is about the phone at
// hand.
func (f *sharedFlags) subscribers(flags *pflag.FlagSet, home number.Country, file config, mobile number.Number) (func(number.Number) gateway.Subscriber, error) {
	known := make(map[number.Number]gateway.Subscriber)
	for _, said := range file.Phones {
		phone, err := number.Parse(said.Mobile, home)
		if err != nil {
			return nil, usageError("the config's [[phones]]: %w", err)
		}
		change := gateway.Change{Operator: said.Operator, Balance: said.Balance, Registered: said.Registered, PIN: said.PIN}
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

// readSeed reads --seed; without one it is random.
func readSeed(said string) (uint64, error) {
	if said == "" {
		var random [8]byte
		if _, err := rand.Read(random[:]); err != nil {
			return 0, fmt.Errorf("no random seed: %w", err)
		}
		return binary.LittleEndian.Uint64(random[:]), nil
	}
	seed, err := strconv.ParseUint(said, 10, 64)
	if err != nil {
		return 0, usageError("--seed %q is no whole number", said)
	}
	return seed, nil
}
