package main

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
	"candybar/tui"
)

// settings are what a command that holds a phone runs with.
type settings struct {
	server server.Options
	// mobile is the phone at hand, sims its SIMs, of which that is the first.
	mobile number.Number
	sims   []number.Number
	// handler has every code, where the command line or the environment named one.
	handler *url.URL
	log     string
	record  string
	data    string
	demo    bool
	// timers is the name of the limits' profile, balance that of the wallet where
	// the command line said it.
	timers  string
	balance *int64
	// codes are the config's, as the phone has them saved.
	codes []tui.Code
	// warnings are about what was set up, a line each.
	warnings []string
}

// settle fills in from the environment and the config what the command line
// left open, and reads what it all means. What will not do everywhere it says on
// talk.
func (f *sharedFlags) settle(flags *pflag.FlagSet, talk io.Writer) (settings, error) {
	if err := fromEnvironment(flags); err != nil {
		return settings{}, err
	}
	file, err := readConfig(f.config, func(name string) bool { return flags.Lookup(name) != nil })
	if err != nil {
		return settings{}, err
	}
	if file.warning != "" {
		fmt.Fprintf(talk, "candybar: warning: %s\n", file.warning)
	}
	file.fromEnvironment(os.LookupEnv)
	handlerSaid := flags.Changed("handler")
	if err := fromConfig(flags, file); err != nil {
		return settings{}, err
	}
	s, err := f.read(flags, file, handlerSaid)
	if err != nil {
		return settings{}, err
	}
	for _, warning := range s.warnings {
		say(talk, "warning", warning)
	}
	s.server.Complaints = log.New(talk, "candybar: ", 0)
	if f.tls {
		s.server.Authority, err = openAuthority()
	}
	return s, err
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
	tables := map[string]string{"timers": file.Timers.profile, "weather": file.Weather.profile, "call-form": file.Inoti.CallForm}
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
	phones, err := file.numbers(home)
	if err != nil {
		return s, err
	}
	if s.sims, err = f.sims(home, phones); err != nil {
		return s, err
	}
	s.mobile = s.sims[0]
	coded, err := file.routes()
	if err != nil {
		return s, err
	}
	if s.warnings, err = f.warnings(coded); err != nil {
		return s, err
	}
	options, err := f.gateway(home, file, coded, handlerSaid)
	if err != nil {
		return s, err
	}
	known, err := f.subscribers(flags, file, phones, s.mobile)
	if err != nil {
		return s, err
	}
	options.Subscriber = known
	s.log, s.record, s.data, s.timers = f.log, f.record, f.data, f.timers
	if flags.Changed("balance") {
		s.balance = &f.balance
	}
	s.demo = len(options.Routes) == 0
	s.codes = file.saved()
	if handlerSaid {
		s.handler = options.Routes[0].Handler
	}
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

func (f *sharedFlags) gateway(home number.Country, file config, coded []gateway.Route, handlerSaid bool) (gateway.Options, error) {
	var options gateway.Options
	callForm, err := inoti.ParseCallForm(f.callForm)
	if err != nil {
		return options, usageError("--call-form: %w", err)
	}
	profile, err := session.ParseProfile(f.timers)
	if err != nil {
		return options, usageError("--timers: %w", err)
	}
	if options.Weather, err = readWeather(f.weather); err != nil {
		return options, err
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
	if options.Retry, err = file.Callbacks.retry(); err != nil {
		return options, err
	}
	if options.PayBy, err = payBy("--pay-by", f.payBy); err != nil {
		return options, err
	}
	if options.Skin, err = phone.ParseSkin(f.skin); err != nil {
		return options, usageError("--skin: %w", err)
	}
	if options.Merchants, err = file.merchants(); err != nil {
		return options, err
	}
	options.Routes, err = f.routes(coded, handlerSaid)
	options.Severities = file.severities
	options.Seeded = f.seed != ""
	options.CallForm, options.Limits, options.Strict, options.Seed = callForm, profile.Limits(), f.strict, seed
	return options, err
}

// readWeather reads --weather.
func readWeather(name string) (weather.Weather, error) {
	read, err := weather.Parse(name)
	var unknown *weather.Unknown
	if errors.As(err, &unknown) {
		return "", usageError("--weather: %w", err).hint("%s", unknown.Hint())
	}
	return read, err
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
