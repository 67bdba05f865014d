package gateway

import (
	"fmt"
	"net/url"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/dial"
)

// Route says which handler answers a code.
type Route struct {
	// Code is what is dialled, *6655*123#. Empty is every code.
	Code string
	// Handler is an absolute http or https URL; its query is kept.
	Handler *url.URL
	// PayBy is who takes the money that the handler asks for; empty is the
	// gateway's choice.
	PayBy ledger.Provider
}

// NewRoute reads a route. It fails where code is no USSD string, since a phone
// would never send it to a handler, and where handler is no URL to GET. A code
// that some phones send and the standard keeps for itself, such as *76#, is taken:
// see Warning.
func NewRoute(code, handler string) (Route, error) {
	to, err := ParseHandler(handler)
	if err != nil {
		return Route{}, err
	}
	if code == "" {
		return Route{Handler: to}, nil
	}
	dialled := dial.Classify(code)
	if dialled.Class != dial.USSD && !dialled.Reserved() {
		return Route{}, fmt.Errorf("the code %q cannot have a handler: %s", code, dialled.Sentence())
	}
	return Route{Code: dialled.Code, Handler: to}, nil
}

// Warning says why the code will not do on every network or phone. It is empty
// mostly.
func (r Route) Warning() string {
	if dialled := dial.Classify(r.Code); dialled.Note != "" {
		return dialled.Sentence()
	}
	return ""
}

// ParseHandler reads a handler's URL: http or https, with a host.
func ParseHandler(handler string) (*url.URL, error) {
	to, err := url.Parse(handler)
	if err != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "" {
		return nil, fmt.Errorf("the handler's address %q is no web address: write it as http://127.0.0.1:8000/ussd", withoutUser(handler))
	}
	return to, nil
}

// withoutUser is what was meant to be an address, with the user name and password
// in it masked. It cannot be read as one, so all before the last @ may be those.
func withoutUser(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	scheme, _, found := strings.Cut(address[:at], "//")
	if !found {
		return event.Mask + address[at:]
	}
	return scheme + "//" + event.Mask + address[at:]
}

// find is the route of a dialled code: the longest route that is the
// code or begins it, field by field. *6655*123*77# is served by *6655*123#.
func find(routes []Route, code string) (best Route, ok bool) {
	longest := -1
	dialled := strings.TrimSuffix(code, "#")
	for _, route := range routes {
		own := strings.TrimSuffix(route.Code, "#")
		rest, begins := strings.CutPrefix(dialled, own)
		if !begins || route.Code != "" && rest != "" && rest[0] != '*' {
			continue
		}
		if len(own) > longest {
			longest, best = len(own), route
		}
	}
	return best, longest >= 0
}
