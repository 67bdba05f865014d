package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

// connectionKey leads from a request's context to the connection that it came on.
type connectionKey struct{}

func withConnection(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, conn)
}

// watch serves api with bodies up to maxBody, and notes while a request's body is being read and its answer
// written, which is when the server waits for the client. An answer may take so
// long to be read, from its first octet on. One that is flushed begins anew: so a
// stream lives as long as each of its pieces is read in time.
func (c *connections) watch(answer time.Duration, api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// It is what net/http was given: see withConnection.
		conn := r.Context().Value(connectionKey{}).(net.Conn)
		if r.Body != http.NoBody {
			r.Body = &watchedBody{http.MaxBytesReader(w, r.Body, maxBody), c, conn, time.Now()}
		}
		watched := &watchedAnswer{ResponseWriter: w, connections: c, conn: conn, time: answer}
		api.ServeHTTP(watched, r)
		// Net/http writes the rest.
		watched.begin()
	})
}

// watchedBody is a body whose client is waited for while it is read.
type watchedBody struct {
	io.ReadCloser
	connections *connections
	conn        net.Conn
	// since is when the first octet was waited for: who sends one now and then has
	// let the server wait all the time.
	since time.Time
}

func (b *watchedBody) Read(p []byte) (int, error) {
	b.connections.letWait(b.conn, b.since)
	defer b.connections.waits(b.conn)
	return b.ReadCloser.Read(p)
}

// watchedAnswer is an answer whose client is waited for while it is written.
type watchedAnswer struct {
	http.ResponseWriter
	connections *connections
	conn        net.Conn
	// time is how long it may take, and since when it began; zero before.
	time  time.Duration
	since time.Time
}

// begin begins the answer, where it has not begun, and lets the server wait.
func (a *watchedAnswer) begin() {
	if a.since.IsZero() {
		a.since = time.Now()
		// A connection that is gone has no deadline, and nothing is written to it.
		_ = http.NewResponseController(a.ResponseWriter).SetWriteDeadline(a.since.Add(a.time))
	}
	a.connections.letWait(a.conn, a.since)
}

func (a *watchedAnswer) Write(p []byte) (int, error) {
	a.begin()
	defer a.connections.waits(a.conn)
	return a.ResponseWriter.Write(p)
}

// FlushError sends what was written, and ends a piece of the answer. It is what
// http.ResponseController calls.
func (a *watchedAnswer) FlushError() error {
	a.begin()
	defer a.connections.waits(a.conn)
	err := http.NewResponseController(a.ResponseWriter).Flush()
	a.since = time.Time{}
	return err
}

// Unwrap gives http.ResponseController the writer below.
func (a *watchedAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
