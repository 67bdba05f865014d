package main

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/providers/inoti"
	"candybar/tui"
)

// defaultListen is where the phone and the gateway listen, freePort where
// every other command does.
const (
	defaultListen = "127.0.0.1:6655"
	freePort      = "127.0.0.1:0"
)

// sharedFlags are what every command that holds a phone is told.
type sharedFlags struct {
	handler  string
	mobile   string
	country  string
	operator string
	balance  int64
	config   string
	listen   string
	dialect  string
	callForm string
	timers   string
	weather  string
	strict   bool
	seed     string
	log      string
	record   string
	data     string
	token    string
	tls      bool
	payBy    string
	skin     string
	bidi     string
	theme    string
	language string
	demo     bool
	bell     bool
}

const sharedUsage = `
Flags for the phone and its network:
      --handler URL      every USSD code goes to this handler (default: the demo shop at *6655*123#)
      --mobile N         the phone's number (default: 09121234567, 9876543210 or 0788123456 by country)
      --country CC       the home country: IR, IN or RW (default: that of --pay-by, else IR)
      --operator NAME    its operator (default: by prefix)
      --balance N        what its wallet holds, in rial, paisa or francs (default 1000000)
      --pay-by PROVIDER  how a 9900 is paid: inoti, ipayy or intouchpay (default: by the phone's country)
      --skin NAME        what phone it is: feature or smartphone (default feature)
      --call-form FORM   how call begins: star, bare or mixed (default star)
      --timers PROFILE   how long the network waits: default, strict or africastalking
      --weather NAME     what goes wrong on purpose: clear, slow, 2g, flaky, storm, or one fault: delay,
                         drop-before, drop-after, reset, hang-up, idle, duplicate, digits-id, long-id,
                         persian-call, persian-mobile, missing-mobile, missing-sessionid, missing-call
      --strict           warnings are errors
      --dialect NAME     how handlers are spoken to: inoti
      --listen ADDR      where the gateway listens
      --token T          the control API's token
      --tls              speak TLS, with certificates of a local CA that is made on first use
      --bidi HOW         right-to-left text: auto, visual, terminal, kitty, off or ask (default auto)
      --theme NAME       the phone's colours: modern, classic or contrast (default modern)
      --language NAME    what the handset itself speaks: en or fa (default en)
      --demo             begin in demo mode, for who shows the phone to others; a cast in it
      --bell             the terminal's bell, when a message or a question arrives and nobody looks
      --seed N           fixes ids and payment links
      --data DIR         keep wallets, invoices, charges, owed callbacks and saved codes there
      --log FILE         every event as JSON Lines
      --record FILE      what happens, as a flow for candybar test
      --config FILE      settings in TOML (default: candybar.toml here, if there)
A flag beats an environment variable CANDYBAR_FLAG_NAME, which beats the config.
`

func (f *sharedFlags) add(flags *pflag.FlagSet, listen string) {
	flags.StringVar(&f.handler, "handler", "", "")
	flags.StringVar(&f.mobile, "mobile", "", "")
	flags.StringVar(&f.country, "country", "IR", "")
	flags.StringVar(&f.operator, "operator", "", "")
	flags.Int64Var(&f.balance, "balance", gateway.DefaultBalance, "")
	flags.StringVar(&f.config, "config", "", "")
	flags.StringVar(&f.listen, "listen", listen, "")
	flags.StringVar(&f.dialect, "dialect", "inoti", "")
	flags.StringVar(&f.callForm, "call-form", string(inoti.Star), "")
	flags.StringVar(&f.timers, "timers", string(session.Default), "")
	flags.StringVar(&f.weather, "weather", string(weather.Clear), "")
	flags.BoolVar(&f.strict, "strict", false, "")
	flags.StringVar(&f.seed, "seed", "", "")
	flags.StringVar(&f.log, "log", "", "")
	flags.StringVar(&f.data, "data", "", "")
	flags.StringVar(&f.record, "record", "", "")
	flags.StringVar(&f.token, "token", "", "")
	flags.BoolVar(&f.tls, "tls", false, "")
	flags.StringVar(&f.payBy, "pay-by", "", "")
	flags.StringVar(&f.skin, "skin", string(phone.Feature), "")
	flags.BoolVar(&f.demo, "demo", false, "")
	flags.BoolVar(&f.bell, "bell", false, "")
	flags.StringVar(&f.bidi, "bidi", string(tui.BidiAuto), "")
	flags.StringVar(&f.language, "language", string(tui.LanguageEnglish), "")
	flags.StringVar(&f.theme, "theme", string(tui.ThemeModern), "")
}

// newFlags makes a command's flag set; parse reads its command line.
func newFlags(name string) *pflag.FlagSet {
	flags := pflag.NewFlagSet(name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	return flags
}

// errHelp is --help, which the command answers with its usage.
var errHelp = pflag.ErrHelp

func parse(flags *pflag.FlagSet, args []string) error {
	err := flags.Parse(args)
	if err == nil || errors.Is(err, errHelp) {
		return err
	}
	return usageError("%w", err).hint("%s lists the flags", strings.TrimSpace("candybar help "+flags.Name()))
}
