package main

import (
	"candybar/gateway"
	"candybar/phone/text"
	"candybar/tui"
)

// routes are the config's codes and, for every other code, the handler; a
// handler of the command line or the environment has every code.
func (f *sharedFlags) routes(coded []gateway.Route, handlerSaid bool) ([]gateway.Route, error) {
	routes := coded
	if handlerSaid {
		routes = nil
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

// warnings are about codes that will not do on every network or phone; with
// --strict they are errors.
func (f *sharedFlags) warnings(coded []gateway.Route) ([]string, error) {
	var warnings []string
	for _, route := range coded {
		warning := route.Warning()
		if warning == "" {
			continue
		}
		if f.strict {
			return nil, usageError("the config's [[codes]]: %s", warning)
		}
		warnings = append(warnings, "the config's [[codes]]: "+warning)
	}
	return warnings, nil
}

// routes are the codes of the config. A wrong one is wrong even where another
// handler has every code.
func (c config) routes() ([]gateway.Route, error) {
	var routes []gateway.Route
	for _, code := range c.Codes {
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
	return routes, nil
}

// saved are the codes of the config as the phone has them saved.
func (c config) saved() []tui.Code {
	codes := make([]tui.Code, len(c.Codes))
	for i, code := range c.Codes {
		name, _ := text.Clean(code.Name)
		codes[i] = tui.Code{Name: name, Code: code.Code}
	}
	return codes
}
