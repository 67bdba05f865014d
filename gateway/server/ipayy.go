package server

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
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
		began, asked := time.Now(), taped(r)
		ipayy.NewServer(settings, book, func(_ context.Context, call ipayy.Exchange) {
			g.ProviderCalled(event.Provider{
				Provider: "iPayy", Call: call.Path[strings.LastIndexByte(call.Path, '/')+1:],
				Request: asked.request(call.Secrets...), Response: without(call.Response, nil),
				Status: call.Status, Milliseconds: time.Since(began).Milliseconds(),
			})
		}).ServeHTTP(w, r)
	})
}
