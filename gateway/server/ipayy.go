package server

import (
	"cmp"
	"context"
	"net/http"
	"regexp"
	"strings"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/phone/text"
	"candybar/providers/ipayy"
)

// The keys of iPayy that work before anything is configured.
const (
	DefaultMerchantKey    = "demo-merchant"
	DefaultApplicationKey = "demo-app"
	defaultApplication    = "Corner shop"
)

// ipayyPrefix is below which all of iPayy's calls are.
const ipayyPrefix = "/v001/c/"

// withIPayyDefaults gives iPayy its usual credentials where none were set.
func withIPayyDefaults(settings ipayy.Settings) ipayy.Settings {
	settings.MerchantKey = cmp.Or(settings.MerchantKey, DefaultMerchantKey)
	settings.ApplicationKey = cmp.Or(settings.ApplicationKey, DefaultApplicationKey)
	settings.Application = cmp.Or(settings.Application, defaultApplication)
	return settings
}

// ipayyServer serves iPayy's calls and records each.
func ipayyServer(settings ipayy.Settings, g *gateway.Gateway) http.Handler {
	book := g.IPayyBook()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ipayy.NewServer(settings, book, func(_ context.Context, call ipayy.Exchange) {
			g.ProviderCalled(event.Provider{
				Provider: "iPayy", Call: call.Path[strings.LastIndexByte(call.Path, '/')+1:],
				Request: without(call.Request, call.Secrets), Response: without(call.Response, nil),
				Status: call.Status, Milliseconds: time.Since(began).Milliseconds(),
			})
		}).ServeHTTP(w, r)
	})
}

// userInfo is a user name and password in an address.
var userInfo = regexp.MustCompile(`(https?://)[^/@\s]+@`)

// without is text from the wire with its secrets masked, cleaned.
func without(wire string, secrets []string) string {
	wire = userInfo.ReplaceAllString(wire, "${1}"+event.Mask+"@")
	for _, secret := range secrets {
		if secret != "" {
			wire = strings.ReplaceAll(wire, secret, event.Mask)
		}
	}
	clean, _ := text.Clean(wire)
	return clean
}
