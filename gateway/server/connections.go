package server

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are all that are open, at most so many at once. Where one more
// comes, the one that has let the server wait longest gives way to it: for a
// header, for a body, for the next request, or for an answer to be read. One that
// waits for the server never does. Where all wait for the server, the new one
// waits too, until one of them is through.
type connections struct {
	most int

	mu sync.Mutex
	// since is when the server began to wait for a connection's client, zero while
	// that waits for the server.
	since map[net.Conn]time.Time
	// moved is closed, and forgotten, when a connection goes or begins to let the
	// server wait; nil while nobody wants to know.
	moved chan struct{}
}

func newConnections(most int) *connections {
	return &connections{most: most, since: make(map[net.Conn]time.Time)}
}

// changed hears of every connection, and returns when there is room for a new
// one: net/http accepts no other meanwhile.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.enter(conn)
		c.makeRoom(conn)
	case http.StateIdle:
		c.letWait(conn, time.Now())
	case http.StateActive:
		// Its request's header is there.
		c.waits(conn)
	case http.StateClosed, http.StateHijacked:
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.since, conn)
		c.move()
	}
}

func (c *connections) enter(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.since[conn] = time.Now()
}

// letWait notes that the server has waited for a connection's client since then.
func (c *connections) letWait(conn net.Conn, since time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, open := c.since[conn]; open {
		c.since[conn] = since
		c.move()
	}
}

// waits notes that a connection's client waits for the server.
func (c *connections) waits(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, open := c.since[conn]; open {
		c.since[conn] = time.Time{}
	}
}

func (c *connections) move() {
	if c.moved != nil {
		close(c.moved)
		c.moved = nil
	}
}

// makeRoom lets connections give way, and waits until there is room for a new one.
func (c *connections) makeRoom(conn net.Conn) {
	for {
		gives, moved := c.givesWay(conn)
		switch {
		case gives != nil:
			// Whoever serves it finds it closed.
			_ = gives.Close()
		case moved != nil:
			<-moved
		default:
			return
		}
	}
}

// givesWay takes the connection that gives way to a new one off the list. Where
// none does, moved is closed when that changes; both are nil where there is room.
func (c *connections) givesWay(conn net.Conn) (gives net.Conn, moved <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.since) <= c.most {
		return nil, nil
	}
	var longest time.Time
	for other, since := range c.since {
		if other != conn && !since.IsZero() && (gives == nil || since.Before(longest)) {
			gives, longest = other, since
		}
	}
	if gives != nil {
		delete(c.since, gives)
		return gives, nil
	}
	if c.moved == nil {
		c.moved = make(chan struct{})
	}
	return nil, c.moved
}
