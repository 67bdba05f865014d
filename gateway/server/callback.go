package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/providers/intouchpay"
)

// intouchPayReports serves the address where IntouchPay tells the gateway, as its
// merchant, what became of a payment. Where callbacks carry credentials, these
// must be right.
func intouchPayReports(settings intouchpay.Settings, g *gateway.Gateway) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !authorised(settings, r) {
			w.Header().Set("WWW-Authenticate", `Basic realm="candybar"`)
			http.Error(w, "the callback's credentials are wrong", http.StatusUnauthorized)
			return
		}
		notice, err := intouchpay.ReadCallback(r)
		switch {
		case errors.Is(err, intouchpay.ErrTooLong):
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		case err != nil:
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		switch err := g.IntouchPayReported(r.Context(), notice); {
		case errors.Is(err, ledger.ErrUnknown):
			http.Error(w, "there is no such payment", http.StatusNotFound)
		case err != nil:
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		default:
			intouchpay.Acknowledge(w, notice.RequestID)
		}
	})
}

func authorised(settings intouchpay.Settings, r *http.Request) bool {
	if settings.CallbackUser == "" && settings.CallbackPassword == "" {
		return true
	}
	user, password, _ := r.BasicAuth()
	return same(user, settings.CallbackUser)&same(password, settings.CallbackPassword) == 1
}

// same is 1 where two secrets are the same; how long it takes says nothing of
// where they differ or how long they are.
func same(a, b string) int {
	first, second := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(first[:], second[:])
}
