package server

import (
	"bytes"
	"net/http"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/providers/inoti"
	"candybar/providers/inoti/asmx"
)

// The credentials that work before anything is configured.
const (
	DefaultUsername = "demo"
	DefaultPassword = "demo"
	DefaultCodeName = "123"
)

// withDefaults gives the service its usual credentials where none were set.
func withDefaults(settings inoti.Settings) inoti.Settings {
	if settings.Username == "" {
		settings.Username = DefaultUsername
	}
	if settings.Password == "" {
		settings.Password = DefaultPassword
	}
	if settings.CodeName == "" {
		settings.CodeName = DefaultCodeName
	}
	return settings
}

// withInoti serves GetPayments at its path, in any case, and everything else
// by next.
func (s *Server) withInoti(settings inoti.Settings, next http.Handler) http.Handler {
	api := asmx.New(inoti.PaymentsService(settings, s.gateway.Payments, s.gateway.Looked))
	service := s.guarded(recorded("iNoti", "GetPayments", s.gateway, api), inoti.Host)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asmx.Matches(r.URL.Path, inoti.ServicePath) {
			service.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recorded puts every call of a provider's API into the log, with what was on
// the wire, but for credentials.
func recorded(provider, call string, g *gateway.Gateway, api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		asked := taped(r)
		kept := &keeper{ResponseWriter: w, status: http.StatusOK}
		api.ServeHTTP(kept, r)
		g.ProviderCalled(event.Provider{
			Provider: provider, Call: call,
			Request:  asked.request(),
			Response: masked(kept.body.String()),
			Status:   kept.status, Milliseconds: time.Since(began).Milliseconds(),
		})
	})
}

// keeper keeps what goes through it.
type keeper struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (k *keeper) WriteHeader(status int) {
	k.status = status
	k.ResponseWriter.WriteHeader(status)
}

func (k *keeper) Write(p []byte) (int, error) {
	_, _ = (&bounded{&k.body}).Write(p)
	return k.ResponseWriter.Write(p)
}

// Unwrap gives http.ResponseController the writer below.
func (k *keeper) Unwrap() http.ResponseWriter { return k.ResponseWriter }
