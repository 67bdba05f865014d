package gateway_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candybar/gateway"
	"candybar/gateway/session"
)

// bubble is a world whose time is that of testing/synctest: it moves only when
// everybody waits, so that a handler's 15 s and a user's 30 s are kept to the
// nanosecond, and pass at once. The handler is reached through pipes, since the
// real network knows no such time.
type bubble struct {
	*world
	asked atomic.Int64
}

// handlerSpeaks is what a handler of a bubble does: it answers the turn, from 1,
// after some time.
type handlerSpeaks func(turn int64) (after time.Duration, body string)

// inBubble runs a test in a bubble.
func inBubble(t *testing.T, limits session.Limits, speaks handlerSpeaks, test func(*testing.T, *bubble)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{}
		wires := make(pipes)
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			after, body := speaks(b.asked.Add(1))
			pass(after)
			_, _ = io.WriteString(w, body)
		})}
		go func() { _ = server.Serve(wires) }()
		t.Cleanup(func() { _ = server.Close() })
		b.world = newWorld(t, gateway.Options{
			Routes: []gateway.Route{{Handler: &url.URL{Scheme: "http", Host: "127.0.0.1"}}}, Limits: limits,
		})
		gateway.Through(b.gateway, wires.dial)
		test(t, b)
	})
}

// pass lets the bubble's time pass.
func pass(d time.Duration) { <-time.After(d) }

// pipes are a listener whose connections are pipes.
type pipes chan net.Conn

func (p pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for the next connection.
func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}

// Close ends the waiting.
func (p pipes) Close() error {
	close(p)
	return nil
}

// Addr is an address for the log.
func (p pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
