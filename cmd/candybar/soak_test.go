package main

import (
	"context"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone/number"
)

// The soak test has two hundred phones hold sessions at once, each of which ends in a
// payment through the provider of the phone's country, and compares what the gateway
// takes before, half way and afterwards:
//
//   - no goroutine and no descriptor is left;
//   - the heap does not grow with the sessions, but for what the books are there to
//     keep;
//   - the books bear out what the phones were told, as after a crash: see crash_test.go.
//
// More of it, which takes some twenty minutes:
//
//	go test ./cmd/candybar -run Soak -v -soak 100000 -timeout 0
var soaked = flag.Int("soak", 2000, "how many sessions the soak test holds")

const (
	// soakPhones is how many phones a country has: two hundred and one in all.
	soakPhones = 67
	// soakKeep is what the log keeps for newcomers, and fewestSoaked how many sessions
	// there are at the least: half of them fill it, so that it is full at both
	// measurements.
	soakKeep     = 4096
	fewestSoaked = 1000
)

// soak is one run of the soak test. The gateway is in this process, which is the
// only one whose goroutines and heap can be seen.
type soak struct {
	*crash
	server *server.Server
	clock  *gateway.SteppedClock
	http   *http.Transport
}

// TestSoak does not run beside others: it counts what the process has.
func TestSoak(t *testing.T) {
	if *soaked < fewestSoaked {
		t.Fatalf("-soak %d: fewer than %d sessions say nothing", *soaked, fewestSoaked)
	}
	shops := newShops(t, func() {})
	before := footprintNow(t)
	s := newSoak(t, shops)
	idle := footprintNow(t)
	reader := follow(s.server.Gateway().Log())
	s.allAtOnce()
	s.holdSessions(*soaked / 2)
	half := s.atRest(idle, reader)
	s.holdSessions(*soaked - *soaked/2)
	end := s.atRest(idle, reader)
	read := reader.stop()
	books := s.server.Gateway().Ledger()
	s.check(books, read)
	s.close()
	after := settled(t, before)
	grown := perSession(end.heap-half.heap, *soaked-*soaked/2)
	kept := perSession(weigh(t, func() { s.told, s.shops.invoices, s.shops.payments, books = nil, nil, nil, nil }), *soaked)
	t.Logf("sessions soaked: %d on %d phones; goroutines %d before, %d after; descriptors %d before, %d after; "+
		"heap %d octets a session, %d of them the books and what the test notes; events %d octets a session",
		*soaked, s.phones(), before.goroutines, after.goroutines, before.descriptors, after.descriptors,
		grown, kept, perSession(read.octets, *soaked))
	// A session that is not let go has its events, at the least. A part of that is for
	// the SMS, until the inboxes are full, and for maps that grow by doubling.
	if most := perSession(read.octets, *soaked) / 4; grown-kept > most {
		t.Errorf("the heap grows by %d octets a session beside the books, want at most %d, a quarter of its events", grown-kept, most)
	}
}

func newSoak(t *testing.T, shops *shops) *soak {
	t.Helper()
	clock := gateway.NewSteppedClock(time.Date(2026, 11, 21, 18, 24, 0, 0, time.UTC))
	running, err := server.Start(server.Options{Listen: "127.0.0.1:0", Gateway: gateway.Options{
		KeepEvents: soakKeep,
		Clock:      func(number.Number) gateway.Clock { return clock },
		Retry:      ledger.Retry{Tries: 100, Backoff: 5 * time.Millisecond},
		Subscriber: func(n number.Number) gateway.Subscriber {
			subscriber := gateway.NewSubscriber(n)
			subscriber.Balance = crashBalance
			return subscriber
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 4 * soakPhones}
	c := &crash{
		t: t, url: running.URL(), changed: make(chan struct{}), each: soakPhones, transport: transport,
		told: newTold(), shops: shops, life: &life{dying: make(chan struct{})},
	}
	return &soak{c, running, clock, transport}
}

// phones is how many there are.
func (s *soak) phones() int { return s.each * len(number.Countries()) }

// onAll has each phone do something, all at once.
func (s *soak) onAll(do func(*client)) {
	s.t.Helper()
	var phones sync.WaitGroup
	for _, country := range number.Countries() {
		for _, phone := range phonesOf(country, s.each) {
			phones.Go(func() { do(s.client(phone)) })
		}
	}
	phones.Wait()
}

// allAtOnce has every phone hold a session while all others do: their handler answers
// none before it was asked by all.
func (s *soak) allAtOnce() {
	s.t.Helper()
	var (
		mu    sync.Mutex
		asked int
	)
	all := make(chan struct{})
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if asked++; asked == s.phones() {
			close(all)
		}
		mu.Unlock()
		<-all
		_, _ = io.WriteString(w, "Welcome[end]")
	}))
	defer handler.Close()
	s.onAll(func(c *client) {
		after, ok := c.call(s.life, http.MethodPost, "/dial", map[string]string{"code": "*2#", "handler": handler.URL})
		if ok && (after.Ended != "final" || after.Screen != "Welcome") {
			s.t.Errorf("%s: the session ended %q with %q", c.phone, after.Ended, after.Screen)
		}
	})
}

// holdSessions has the phones hold so many sessions with a payment, and waits until
// nothing is left to be done about any.
func (s *soak) holdSessions(sessions int) {
	s.t.Helper()
	left := make(chan struct{}, sessions)
	for range sessions {
		left <- struct{}{}
	}
	close(left)
	s.onAll(func(c *client) {
		for range left {
			c.payByDialling()
		}
	})
	s.quiet()
}

// quiet lets the phones' time pass, and waits until nothing is under way, so that
// callbacks that were not answered are made again and what somebody may still ask
// about is judged.
func (s *soak) quiet() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), crashPatience)
	defer cancel()
	for s.clock.Pending() > 0 {
		s.clock.Advance(time.Minute)
		for _, country := range number.Countries() {
			for _, phone := range phonesOf(country, s.each) {
				if err := s.server.Gateway().Line(phone).Quiet(ctx); err != nil {
					s.t.Fatalf("%s does not come to rest: %v", phone, err)
				}
			}
		}
	}
	if left := s.unfinished(); left != "" {
		s.t.Errorf("it is not finished: %s", left)
	}
}

// atRest waits until every connection is closed, and every event read, and says what
// the process has then: what is still open would count as the sessions'.
func (s *soak) atRest(idle footprint, reader *reader) footprint {
	s.t.Helper()
	reader.catchUp()
	s.http.CloseIdleConnections()
	http.DefaultClient.CloseIdleConnections()
	await(s.t, idle, func(now footprint) bool { return now.descriptors <= idle.descriptors })
	return footprintNow(s.t)
}

// check compares the books with what the phones were told and the shops have heard,
// and what a reader of the events saw with both.
func (s *soak) check(books *ledger.Ledger, read tally) {
	s.t.Helper()
	a := s.read(books)
	a.checkMoney()
	a.checkInvoices()
	a.checkTold()
	if repeats := a.checkCallbacks(); repeats > 0 {
		s.t.Errorf("%d callbacks are said to be repeats, and nobody killed the gateway", repeats)
	}
	paid := make(map[ledger.Provider]int)
	for _, charge := range a.charges {
		if charge.State == ledger.Succeeded {
			paid[charge.Provider]++
		}
	}
	for _, provider := range ledger.Providers() {
		if paid[provider] == 0 {
			s.t.Errorf("nobody paid through %s", provider)
		}
	}
	if len(a.invoices) != *soaked || read.kinds[event.KindEnded] != *soaked+s.phones() || read.kinds[event.KindCharge] != len(a.charges) {
		s.t.Errorf("%d sessions have %d invoices and %d charges, and a reader saw %d ends and %d charges",
			*soaked, len(a.invoices), len(a.charges), read.kinds[event.KindEnded], read.kinds[event.KindCharge])
	}
	if read.gaps > 0 {
		s.t.Errorf("a reader lost %d events", read.gaps)
	}
	s.t.Logf("payments %d (%v), callbacks %d, events %d", len(a.charges), paid, len(a.callbacks), read.events)
}

// close ends the gateway, and what the phones had open to it.
func (s *soak) close() {
	s.server.Close()
	s.server, s.clock = nil, nil
	s.http.CloseIdleConnections()
}
