package gateway_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
)

const code = "*6655*123#"

// patience bounds a wait for a state that a broken test would never reach.
const patience = 20 * time.Second

// world is a gateway with one phone.
type world struct {
	t       *testing.T
	gateway *gateway.Gateway
	line    *gateway.Line
	events  *event.Cursor
	seen    []event.Event
	// waited is how many of seen await has looked at.
	waited int
}

func newWorld(t *testing.T, options gateway.Options) *world {
	t.Helper()
	g := gateway.New(options)
	t.Cleanup(g.Close)
	return &world{t: t, gateway: g, line: g.Line(number.Iran.Example()), events: g.Log().From(0)}
}

// toHandler is a gateway whose every code goes to url.
func toHandler(t *testing.T, url string) gateway.Options {
	t.Helper()
	route, err := gateway.NewRoute("", url)
	if err != nil {
		t.Fatal(err)
	}
	return gateway.Options{Routes: []gateway.Route{route}, Seed: 1}
}

// press presses a key and waits for what the network makes of it.
func (w *world) press(key phone.Key) gateway.View {
	w.t.Helper()
	if err := w.line.Do(key); err != nil {
		w.t.Fatalf("%T: %v", key, err)
	}
	return w.settle()
}

func (w *world) settle() gateway.View {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	view, err := w.line.Settle(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return view
}

// await waits for the next event that is wanted.
func (w *world) await(what string, wanted func(event.Body) bool) event.Event {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for {
		for ; w.waited < len(w.seen); w.waited++ {
			if e := w.seen[w.waited]; wanted(e.Body) {
				w.waited++
				return e
			}
		}
		events, err := w.events.Next(ctx)
		if err != nil {
			w.t.Fatalf("no %s: %v", what, err)
		}
		w.seen = append(w.seen, events...)
	}
}

// bodies are all events so far that are a T.
func bodies[T event.Body](w *world) []T {
	w.seen = append(w.seen, w.events.Pending()...)
	var found []T
	for _, e := range w.seen {
		if body, ok := e.Body.(T); ok {
			found = append(found, body)
		}
	}
	return found
}

func kinds(w *world) []event.Kind {
	w.seen = append(w.seen, w.events.Pending()...)
	var found []event.Kind
	for _, e := range w.seen {
		found = append(found, e.Body.Kind())
	}
	return found
}

func rules(w *world) []string {
	found := []string{}
	for _, warning := range bodies[event.Warning](w) {
		found = append(found, warning.Rule)
	}
	return found
}

// handler serves f and counts what it is asked.
func handler(t *testing.T, f http.HandlerFunc) (url string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		f(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/ussd", asked
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) }
}

// wire is a handler without an HTTP server: each request that arrives whole is
// counted and answered by hand. It ends a connection when answer says so.
func wire(t *testing.T, answer func(turn int64, conn net.Conn) (keep bool)) (url string, asked *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked = new(atomic.Int64)
	var work sync.WaitGroup
	t.Cleanup(func() { listener.Close(); work.Wait() })
	work.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			work.Go(func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				for {
					request, err := http.ReadRequest(in)
					if err != nil || request.Body.Close() != nil {
						return
					}
					if !answer(asked.Add(1), conn) {
						return
					}
				}
			})
		}
	})
	return "http://" + listener.Addr().String() + "/ussd", asked
}

// newClock is a clock that stands still, at the evening of the look.
func newClock() *gateway.SteppedClock {
	return gateway.NewSteppedClock(time.Date(2026, 11, 21, 18, 24, 0, 0, time.UTC))
}

func isEnded(body event.Body) bool { _, ok := body.(event.Ended); return ok }

func quickly(answer time.Duration) session.Limits {
	limits := session.Default.Limits()
	limits.Answer = answer
	return limits
}
