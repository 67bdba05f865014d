package server

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/providers/intouchpay"
)

// The account at IntouchPay that works before anything is configured.
const (
	DefaultIntouchUsername = "demo"
	DefaultAccountNo       = "250160000011"
	DefaultPartnerPassword = "demo"
)

// intouchPayPrefix is below which all of IntouchPay's calls are.
const intouchPayPrefix = "/api/"

// withIntouchPayDefaults gives IntouchPay its usual credentials where none were
// set.
func withIntouchPayDefaults(settings intouchpay.Settings) intouchpay.Settings {
	settings.Username = cmp.Or(settings.Username, DefaultIntouchUsername)
	settings.AccountNo = cmp.Or(settings.AccountNo, DefaultAccountNo)
	settings.PartnerPassword = cmp.Or(settings.PartnerPassword, DefaultPartnerPassword)
	settings.Terms.Payee = cmp.Or(settings.Terms.Payee, defaultApplication)
	return settings
}

// intouchPayServer serves IntouchPay's calls and records each.
func intouchPayServer(settings intouchpay.Settings, g *gateway.Gateway) (http.Handler, error) {
	book, err := g.IntouchPayBook(settings)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, asked := time.Now(), taped(r)
		intouchpay.NewServer(settings, book, func(_ context.Context, call intouchpay.Exchange) {
			g.ProviderCalled(event.Provider{
				Provider: "IntouchPay", Call: string(call.Name), Request: asked.request(),
				Response: without(string(call.Body), nil), Status: call.Status,
				Milliseconds: time.Since(began).Milliseconds(), Problems: call.Problems,
			})
		}).ServeHTTP(w, r)
	}), nil
}
