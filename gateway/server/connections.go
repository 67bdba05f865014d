package server

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are all that are open. Where one comes that is more than there should
// be, the one that has let the server wait longest gives way to it: for a header, for
// a body, for the next request, or for an answer to be read. One that waits for the
// server never gives way, and is never kept from coming: its call may be what another
// waits for, since the gateway asks its own demo shop and providers here.
type connections struct {
	most int

	mu sync.Mutex
	// since is when the server began to wait for a connection's client, zero while
	// that waits for the server.
	since map[net.Conn]time.Time
}

func newConnections(most int) *connections {
	return &connections{most: most, since: make(map[net.Conn]time.Time)}
}

// changed hears of every connection, of a new one before it is served.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		if gives := c.enter(conn); gives != nil {
			// Whoever serves it finds it closed.
			_ = gives.Close()
		}
	case http.StateIdle:
		c.letWait(conn, time.Now())
	case http.StateActive:
		// Its request's header is there.
		c.waits(conn)
	case http.StateClosed, http.StateHijacked:
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.since, conn)
	}
}

// enter takes a new connection in, and the one that gives way to it out; nil where
// none does.
func (c *connections) enter(conn net.Conn) (gives net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.since) >= c.most {
		gives = c.slowest()
		delete(c.since, gives)
	}
	c.since[conn] = time.Now()
	return gives
}

// slowest is the connection that has let the server wait longest; nil where none
// does.
func (c *connections) slowest() (slowest net.Conn) {
	var longest time.Time
	for conn, since := range c.since {
		if !since.IsZero() && (slowest == nil || since.Before(longest)) {
			slowest, longest = conn, since
		}
	}
	return slowest
}

// letWait notes that the server has waited for a connection's client since then.
func (c *connections) letWait(conn net.Conn, since time.Time) { c.note(conn, since) }

// waits notes that a connection's client waits for the server.
func (c *connections) waits(conn net.Conn) { c.note(conn, time.Time{}) }

// note keeps a connection's place, unless it has given way.
func (c *connections) note(conn net.Conn, since time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, open := c.since[conn]; open {
		c.since[conn] = since
	}
}
