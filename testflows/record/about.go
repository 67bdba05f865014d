package record

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"candybar/gateway/session"
	"candybar/phone/number"
	"candybar/phone/text"
	"candybar/testflows/flow"
)

// About is what a recording says of itself, besides what happened. What is left
// out is as it is by default, and no header says it.
type About struct {
	// Name is what reports call the flow.
	Name string
	// Handler is the URL of the handler as it was given; empty for the demo shop.
	// Its query, fragment and password are not written.
	Handler string
	// PayBy took the money; empty for the provider of the phone's country.
	PayBy flow.Provider
	// Balance is what each wallet held at first, in the smallest unit; nil for the
	// default.
	Balance *int64
	// CallForm, Timers and Outcome are those of all sessions and invoices; empty
	// for the defaults.
	CallForm flow.CallForm
	Timers   flow.Timers
	Outcome  flow.Outcome
	// Skin is that of the phones when the recording began; empty for the default.
	Skin flow.Skin
}

// The words of headers that say nothing new.
const (
	defaultCallForm flow.CallForm = "star"
	defaultTimers   flow.Timers   = "default"
	defaultOutcome  flow.Outcome  = "on-time"
	defaultSkin     flow.Skin     = "feature"
)

// longestName bounds a flow's name, in octets.
const longestName = 200

// limits are how long the network waits.
func (a About) limits() session.Limits { return session.Profile(a.Timers).Limits() }

// header is a line above the first step.
type header struct{ key, value string }

// headers are what the recording says of itself and its phones, the first one
// first.
func (a About) headers(callers []caller) []header {
	headers := []header{{"name", a.name()}}
	home := callers[0].number.Country()
	for _, c := range callers {
		headers = append(headers, header{"phone", c.header(home)})
	}
	payBy := a.payBy(callers)
	country := ""
	if home != homeOf(payBy) {
		country = home.String()
	}
	balance := ""
	if a.Balance != nil {
		balance = strconv.FormatInt(*a.Balance, 10)
	}
	headers = append(headers,
		header{"handler", a.handler()},
		header{"pay-by", string(payBy)},
		header{"country", country},
		header{"balance", balance},
		header{"call-form", other(a.CallForm, defaultCallForm, flow.CallForms())},
		header{"timers", other(a.Timers, defaultTimers, flow.TimerProfiles())},
		header{"outcome", other(a.Outcome, defaultOutcome, flow.Outcomes())},
		header{"skin", other(a.Skin, defaultSkin, flow.Skins())},
	)
	return slices.DeleteFunc(headers, func(h header) bool { return h.value == "" })
}

// other is a word of a closed set that is not the default; else empty.
func other[T ~string](word, byDefault T, set []T) string {
	if word == byDefault || !slices.Contains(set, word) {
		return ""
	}
	return string(word)
}

func (a About) name() string {
	name, _ := text.Clean(a.Name)
	name = strings.TrimSpace(strings.ReplaceAll(name, "\n", " "))
	return strings.TrimSpace(name[:boundary(name, longestName)])
}

// handler is the handler's URL without what need not or must not be written.
func (a About) handler() string {
	at, err := url.Parse(a.Handler)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return ""
	}
	at.User, at.RawQuery, at.ForceQuery, at.Fragment, at.RawFragment = nil, "", false, "", ""
	return at.String()
}

// payBy is who took the money, empty where that goes without saying.
func (a About) payBy(callers []caller) flow.Provider {
	if !slices.Contains(flow.Providers(), a.PayBy) {
		return ""
	}
	for _, c := range callers {
		if a.PayBy != providerOf(c.number.Country()) {
			return a.PayBy
		}
	}
	return ""
}

// providerOf is who takes the money in a country, and homeOf the country of a
// provider, as a flow has it.
func providerOf(country number.Country) flow.Provider {
	switch country {
	case number.India:
		return ipayy
	case number.Rwanda:
		return intouchpay
	case number.Iran:
		return inoti
	default:
		return inoti
	}
}

func homeOf(provider flow.Provider) number.Country {
	switch provider {
	case ipayy:
		return number.India
	case intouchpay:
		return number.Rwanda
	default:
		return number.Iran
	}
}

const (
	inoti      flow.Provider = "inoti"
	ipayy      flow.Provider = "ipayy"
	intouchpay flow.Provider = "intouchpay"
)

// caller is a phone that takes part in a flow.
type caller struct {
	number number.Number
	// name is empty where there is no other phone.
	name string
}

// header is the phone as the header phone has it; empty where it is the only one
// and its country's example.
func (c caller) header(home number.Country) string {
	if c.name == "" && c.number == home.Example() {
		return ""
	}
	form := c.number.E164()
	if c.number.Country() == home {
		form = c.number.National()
	}
	return strings.TrimSpace(c.name + " " + form)
}

// callersOf gives each of the phones its name.
func callersOf(phones []number.Number) []caller {
	names := []string{"alice", "bob", "carol", "dave"}
	callers := make([]caller, len(phones))
	for i, phone := range phones {
		callers[i] = caller{number: phone}
		switch {
		case len(phones) == 1:
		case i < len(names):
			callers[i].name = names[i]
		default:
			callers[i].name = "phone" + strconv.Itoa(i+1)
		}
	}
	return callers
}
