package control

import (
	"crypto/subtle"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guard lets through who may call: with a token whoever bears it, without one
// what comes to a loopback name and from no foreign web page.
func guard(token string, api http.Handler) http.Handler {
	if token != "" {
		return bearers(token, api)
	}
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !IsLoopback(r.Host) {
			refuse(w, http.StatusForbidden, errors.New("the host "+strings.TrimSpace(r.Host)+" is not this machine"), "call it as 127.0.0.1 or localhost")
			return
		}
		if err := crossOrigin.Check(asChange(r)); err != nil {
			refuse(w, http.StatusForbidden, errors.New("this comes from a web page of another origin"), "call it from a program, not from a page")
			return
		}
		api.ServeHTTP(w, r)
	})
}

func bearers(token string, api http.Handler) http.Handler {
	want := []byte("Bearer " + token)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := []byte(r.Header.Get("Authorization"))
		if subtle.ConstantTimeCompare(got, want) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			refuse(w, http.StatusUnauthorized, errors.New("the token is missing or wrong"), "send Authorization: Bearer TOKEN; the gateway printed the token when it started")
			return
		}
		api.ServeHTTP(w, r)
	})
}

// asChange is a request as if it changed something, which is what the check is
// for: here a GET does too, since a phone exists once it was asked for, and a long
// poll holds a connection.
func asChange(r *http.Request) *http.Request {
	change := *r
	change.Method = http.MethodPost
	return &change
}

// IsLoopback reports whether a Host header names this machine to itself. A page
// whose name was made to point here (DNS rebinding) does not.
func IsLoopback(host string) bool {
	name := host
	if split, _, err := net.SplitHostPort(host); err == nil {
		name = split
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && address.IsLoopback()
}
