package server_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone"
	"candybar/phone/number"
)

// patience bounds a wait for a state that a broken test would never reach.
const patience = 20 * time.Second

// shop is a server with its demo shop, a phone, and a clock that stands still.
type shop struct {
	t      *testing.T
	server *server.Server
	line   *gateway.Line
	clock  *gateway.SteppedClock
	events *event.Cursor
	seen   []event.Event
}

func open(t *testing.T, outcome ledger.Outcome) *shop {
	t.Helper()
	return openWith(t, gateway.Options{Outcome: outcome})
}

// openWith opens a shop whose gateway has options, but for its clock and seed.
func openWith(t *testing.T, options gateway.Options) *shop {
	t.Helper()
	clock := gateway.NewSteppedClock(time.Date(2026, 11, 21, 18, 24, 0, 0, time.UTC))
	options.Seed = 1
	options.Clock = func(number.Number) gateway.Clock { return clock }
	s, err := server.Start(server.Options{Listen: "127.0.0.1:0", Gateway: options})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	g := s.Gateway()
	return &shop{t: t, server: s, line: g.Line(number.Iran.Example()), clock: clock, events: g.Log().From(0)}
}

func (s *shop) dial(code string) gateway.View {
	s.t.Helper()
	if err := s.line.Do(phone.Call{Text: code}); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	view, err := s.line.Settle(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	if view.Phone.State() == phone.StateOpen {
		if err := s.line.Do(phone.End{}); err != nil {
			s.t.Fatal(err)
		}
	}
	return view
}

// buy dials airtime for 50,000 rial, and returns the invoice.
func (s *shop) buy(code string) ledger.Invoice {
	s.t.Helper()
	before := len(s.invoices())
	view := s.dial(code)
	invoices := s.invoices()
	if len(invoices) != before+1 {
		s.t.Fatalf("%s makes no invoice, but %q (%s)", code, view.Phone.Screen(), view.Cause.Detail)
	}
	for _, invoice := range invoices {
		if invoice.Session == view.Session {
			return invoice
		}
	}
	s.t.Fatal("the invoice is of another session")
	return ledger.Invoice{}
}

func (s *shop) invoices() []ledger.Invoice {
	s.t.Helper()
	invoices, err := s.server.Gateway().Ledger().Invoices()
	if err != nil {
		s.t.Fatal(err)
	}
	return invoices
}

func (s *shop) pay(invoice ledger.Invoice) {
	s.t.Helper()
	if _, err := s.server.Gateway().Settle(invoice.Token, true); err != nil {
		s.t.Fatal(err)
	}
}

// await waits until n events of a kind have happened in all.
func (s *shop) await(kind event.Kind, n int) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	for s.count(kind) < n {
		events, err := s.events.Next(ctx)
		if err != nil {
			s.t.Fatalf("%d of %d events %s: %v", s.count(kind), n, kind, err)
		}
		s.seen = append(s.seen, events...)
	}
}

func (s *shop) count(kind event.Kind) int {
	s.seen = append(s.seen, s.events.Pending()...)
	n := 0
	for _, e := range s.seen {
		if e.Body.Kind() == kind {
			n++
		}
	}
	return n
}

// airtime is what the shop says that the caller has, in rial.
func (s *shop) airtime() int64 {
	s.t.Helper()
	screen := s.dial("*6655*123*2#").Phone.Screen()
	first, _, _ := strings.Cut(screen, "\n")
	amount, found := strings.CutPrefix(first, "You have ")
	if !found {
		return 0
	}
	digits, _, _ := strings.Cut(amount, " ")
	n, err := strconv.ParseInt(strings.ReplaceAll(digits, ",", ""), 10, 64)
	if err != nil {
		s.t.Fatalf("the shop says %q", screen)
	}
	return n
}

// TestEveryOutcomeAtTheDemoShop: whatever a callback does, a model integrator
// settles a payment exactly once, or not at all.
func TestEveryOutcomeAtTheDemoShop(t *testing.T) {
	t.Parallel()
	tests := []struct {
		outcome   ledger.Outcome
		callbacks int
		// settled is what the shop booked in the end.
		settled int64
		// paid is what left the wallet.
		paid int64
	}{
		{ledger.OnTime, 1, 50_000, 50_000},
		{ledger.Late, 1, 50_000, 50_000},
		{ledger.Twice, 2, 50_000, 50_000},
		{ledger.Lost, 0, 0, 50_000},
		{ledger.WrongAmount, 1, 0, 50_000},
		{ledger.NoRecord, 1, 0, 50_000},
		{ledger.Forged, 1, 0, 0},
	}
	for _, test := range tests {
		t.Run(string(test.outcome), func(t *testing.T) {
			t.Parallel()
			s := open(t, test.outcome)
			invoice := s.buy("*6655*123*2*50000#")
			if test.outcome != ledger.Forged {
				s.pay(invoice)
			}
			s.clock.Advance(ledger.LateBy)
			s.await(event.KindCallback, test.callbacks)
			s.clock.Advance(time.Minute)
			if got := s.airtime(); got != test.settled {
				t.Errorf("the shop booked %d rial, want %d", got, test.settled)
			}
			if got := s.line.View().Subscriber.Balance; got != gateway.DefaultBalance-test.paid {
				t.Errorf("the wallet holds %d, want %d less than at first", got, test.paid)
			}
			if got := s.count(event.KindCallback); got != test.callbacks {
				t.Errorf("%d callbacks, want %d", got, test.callbacks)
			}
			if got := s.count(event.KindUnverified); got != 0 {
				t.Error("the shop is said not to ask")
			}
		})
	}
}

func TestOutOfOrderAtTheDemoShop(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OutOfOrder)
	first := s.buy("*6655*123*2*50000#")
	s.pay(first)
	second := s.buy("*6655*123*2*20000#")
	if err := s.server.Gateway().SetOutcome(second.ID, ledger.OnTime); err != nil {
		t.Fatal(err)
	}
	s.pay(second)
	s.await(event.KindCallback, 1)
	s.clock.Advance(time.Second)
	s.await(event.KindCallback, 2)
	if got := s.airtime(); got != 70_000 {
		t.Errorf("the shop booked %d rial, want 70000", got)
	}
}

func TestReplayAtTheDemoShop(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	invoice := s.buy("*6655*123*2*50000#")
	s.pay(invoice)
	s.await(event.KindCallback, 1)
	for n := range 3 {
		if err := s.server.Gateway().Replay(invoice.ID); err != nil {
			t.Fatal(err)
		}
		s.await(event.KindCallback, n+2)
	}
	if got := s.airtime(); got != 50_000 {
		t.Errorf("the shop booked %d rial, want 50000", got)
	}
	if got := s.count(event.KindVerified); got != 1 {
		t.Errorf("verified %d times, want once", got)
	}
}

func TestDeclinedAtTheDemoShop(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	if _, err := s.server.Gateway().Settle(s.buy("*6655*123*2*50000#").Token, false); err != nil {
		t.Fatal(err)
	}
	if got := s.airtime(); got != 0 || s.count(event.KindCallback) != 0 {
		t.Errorf("the shop booked %d rial after %d callbacks", got, s.count(event.KindCallback))
	}
}

// TestGetPaymentsIsServed: at its path in any case, with the credentials that
// work before anything is configured, and in the log without the password.
func TestGetPaymentsIsServed(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	s.pay(s.buy("*6655*123*2*50000#"))
	form := url.Values{"NullResult": {"nothing"}}
	for _, name := range []string{"DateFrom", "DateTo", "SessionID", "PriceFrom", "PriceTo", "Mobile", "RefKey", "iNotiFactorID", "YourFactorID", "RRN"} {
		form.Set(name, "")
	}
	form.Set("Username", "demo")
	form.Set("Password", "demo")
	form.Set("CodeName", "123")
	form.Set("IsAll", "false")
	for _, path := range []string{"/_services/ExternalUssdPay.asmx/GetPayments", "/_Services/externalussdpay.ASMX/GetPayments"} {
		response, err := http.Get(s.server.URL() + path + "?" + form.Encode())
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), `"Price":50000.0`) {
			t.Errorf("%s: %s %s %v", path, response.Status, body, err)
		}
	}
	s.await(event.KindProvider, 2)
	for _, e := range s.seen {
		if call, ok := e.Body.(event.Provider); ok && strings.Contains(call.Request, "GetPayments?") {
			if strings.Contains(call.Request, "Password=demo") || !strings.Contains(call.Request, "Password="+event.Mask) {
				t.Errorf("the log has %q", call.Request)
			}
		}
	}
}

func TestServing(t *testing.T) {
	t.Parallel()
	one, err := server.Start(server.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(one.Close)
	address := strings.TrimPrefix(one.URL(), "http://")
	if _, err := server.Start(server.Options{Listen: address}); err == nil {
		t.Error("a port that is taken was taken again")
	}
	other, err := server.Start(server.Options{Listen: address, OrAnyPort: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(other.Close)
	if !other.Moved() || other.URL() == one.URL() || one.Moved() {
		t.Errorf("%s, then %s", one.URL(), other.URL())
	}
	if one.Token() != "" {
		t.Error("a token on loopback")
	}
	for path, want := range map[string]int{
		"/candybar/v1/ready": http.StatusOK, "/": http.StatusNotFound, "/pay/x": http.StatusNotFound,
		"/_services/ExternalUssdPay.asmx": http.StatusOK, "/_services/Other.asmx": http.StatusNotFound,
		server.DemoPath + "?mobile=09121234567&sessionid=1&call=*6655*123": http.StatusOK,
	} {
		response, err := http.Get(one.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, response.Status, want)
		}
	}
}

func TestBeyondLoopback(t *testing.T) {
	t.Parallel()
	s, err := server.Start(server.Options{Listen: "0.0.0.0:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if s.Token() == "" || !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
		t.Fatalf("token %q at %s", s.Token(), s.URL())
	}
	for token, want := range map[string]int{"": 401, "wrong": 401, s.Token(): 200} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/candybar/v1/ready", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("with the token %q: %s", token, response.Status)
		}
	}
}

// TestStreamsEndWithTheServer: an open stream of events does not hold it up.
func TestStreamsEndWithTheServer(t *testing.T) {
	t.Parallel()
	s, err := server.Start(server.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/candybar/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	s.Close()
	if rest, err := io.ReadAll(response.Body); err != nil || len(rest) != 0 {
		t.Errorf("the stream ends with %q, %v", rest, err)
	}
}
