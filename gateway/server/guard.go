package server

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"

	"candybar/gateway/control"
	"candybar/phone/text"
)

// guarded keeps web pages away from a provider's API or a handler. On loopback
// the Host header must name this machine or one of the hosts, which are the
// provider's own, for clients that have that built in; so a page whose name was
// made to point here (DNS rebinding) is refused. What a page of another origin
// sends is refused everywhere.
//
// The control API has a guard of its own. A payment page and the address that a
// real IntouchPay reports to have none: they may be behind a tunnel, under any
// name, and are kept by what nobody can guess and by asking back.
func (s *Server) guarded(api http.Handler, hosts ...string) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	local := s.loopback()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if local && !control.IsLoopback(r.Host) && !isPrivate(r.Host) && !slices.Contains(hosts, hostName(r.Host)) {
			called, _ := text.Clean(r.Host)
			http.Error(w, fmt.Sprintf("%q is not this machine\ncall it as 127.0.0.1 or localhost; a proxy or tunnel before it can be told to rewrite the Host header", called), http.StatusMisdirectedRequest)
			return
		}
		if err := crossOrigin.Check(r); err != nil {
			http.Error(w, "this comes from a web page of another origin\ncall it from a program, not from a page", http.StatusForbidden)
			return
		}
		api.ServeHTTP(w, r)
	})
}

// isPrivate reports whether a Host header is in the domain .internal, which no
// public name can be in: containers call their host host.docker.internal.
func isPrivate(host string) bool { return strings.HasSuffix(hostName(host), ".internal") }

// hostName is a Host header's name, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}
