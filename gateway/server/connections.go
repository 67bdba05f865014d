package server

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are those that let the server wait: for a header, for a body, for the
// next request, or for an answer to be read. Where one comes that is more than there
// should be, those give way to it that have let the server wait longest.
//
// One that waits for the server is not among them, so it never gives way, and is never
// kept from coming: its call may be what another waits for, since the gateway asks its
// own demo shop and providers here. How many of these there are is bounded by what
// they wait for: a handler's answer, or an event.
type connections struct {
	most int

	mu sync.Mutex
	// since is when the server began to wait.
	since map[net.Conn]time.Time
}

func newConnections(most int) *connections {
	return &connections{most: most, since: make(map[net.Conn]time.Time)}
}

// changed hears of every connection, of a new one before it is served.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		for _, gives := range c.enter(conn) {
			// Whoever serves it finds it closed.
			_ = gives.Close()
		}
	case http.StateIdle:
		c.letWait(conn, time.Now())
	case http.StateActive, http.StateClosed, http.StateHijacked:
		// Active is one whose request's header is there.
		c.waits(conn)
	}
}

// enter takes a new connection in, and those out that give way to it.
func (c *connections) enter(conn net.Conn) (give []net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.since[conn] = time.Now()
	for len(c.since) > c.most {
		gives := c.slowest()
		delete(c.since, gives)
		give = append(give, gives)
	}
	return give
}

// letWait notes that the server has waited for a connection's client since then. Who
// was served until now makes nobody give way.
func (c *connections) letWait(conn net.Conn, since time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.since[conn] = since
}

// slowest is the connection that has let the server wait longest.
func (c *connections) slowest() (slowest net.Conn) {
	var longest time.Time
	for conn, since := range c.since {
		if slowest == nil || since.Before(longest) {
			slowest, longest = conn, since
		}
	}
	return slowest
}

// waits notes that a connection's client waits for the server, or is gone.
func (c *connections) waits(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.since, conn)
}
