package server

import (
	"cmp"
	"net/http"
	"time"
)

// What whoever connects may cost the server, unless it is told otherwise.
const (
	// DefaultHeaderTime is how long a request's header may take to come: a program
	// sends it at once, and the slowest phone network within seconds.
	DefaultHeaderTime = 10 * time.Second
	// DefaultRequestTime is how long a whole request may take to come: what is
	// longest, maxBody, comes within it at 35 KiB a second.
	DefaultRequestTime = 30 * time.Second
	// DefaultAnswerTime is how long an answer may take to be read, from its first
	// octet on; of an answer that is sent piece by piece, each piece. It does not count
	// while a call waits: for a handler, for an event.
	DefaultAnswerTime = 30 * time.Second
	// DefaultIdleTime is how long a connection is kept for its next request.
	DefaultIdleTime = 60 * time.Second
	// DefaultConnections is how many connections may let the server wait before slow
	// ones give way: three for each phone of a load of two hundred, and with those that
	// read events (package gateway/control) fewer than the 1,024 files that a process
	// may open where nobody raised that.
	DefaultConnections = 700
	// maxHeader bounds a request line with its header, in octets: more is answered
	// 431. The longest that is honest is a dial string of 182 characters, escaped.
	maxHeader = 64 << 10
	// maxBody bounds a request's body, in octets. It is that of the provider which
	// reads most, iNoti's SOAP; the others have smaller ones of their own.
	maxBody = 1 << 20
	// goodbye is how long calls have to end when the server closes.
	goodbye = 2 * time.Second
)

// Limits are what whoever connects may cost the server. A zero field is its
// default.
type Limits struct {
	// Header, Request, Answer and Idle are times: see DefaultHeaderTime and its
	// neighbours.
	Header, Request, Answer, Idle time.Duration
	// Connections is how many may let the server wait before slow ones give way.
	Connections int
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Header:      cmp.Or(l.Header, DefaultHeaderTime),
		Request:     cmp.Or(l.Request, DefaultRequestTime),
		Answer:      cmp.Or(l.Answer, DefaultAnswerTime),
		Idle:        cmp.Or(l.Idle, DefaultIdleTime),
		Connections: cmp.Or(l.Connections, DefaultConnections),
	}
}

// limited is an HTTP server that keeps the limits.
func limited(l Limits, api http.Handler) *http.Server {
	l = l.withDefaults()
	open := newConnections(l.Connections)
	return &http.Server{
		Handler:           open.watch(l.Answer, api),
		ReadHeaderTimeout: l.Header,
		ReadTimeout:       l.Request,
		// What an answer may take is by what it is: see watch.
		IdleTimeout:    l.Idle,
		MaxHeaderBytes: maxHeader,
		ConnState:      open.changed,
		ConnContext:    withConnection,
	}
}
