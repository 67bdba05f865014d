package gateway_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

// seller asks for money, and keeps the callbacks that it got.
type seller struct {
	// answer is what it says to a callback; nil says "thanks".
	answer http.HandlerFunc

	mu    sync.Mutex
	calls []string
}

func (s *seller) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("RRN") == "" {
		_, _ = io.WriteString(w, "9900|F-"+strconv.Itoa(strings.Count(r.URL.Query().Get("call"), "*"))+"|50000")
		return
	}
	s.mu.Lock()
	s.calls = append(s.calls, r.RequestURI)
	s.mu.Unlock()
	if s.answer != nil {
		s.answer(w, r)
		return
	}
	_, _ = io.WriteString(w, "thanks")
}

func (s *seller) called() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.calls...)
}

// bazaar is a world whose handler is a seller, on a clock that stands still.
type bazaar struct {
	*world
	seller *seller
	clock  *gateway.SteppedClock
}

func newBazaar(t *testing.T, outcome ledger.Outcome) *bazaar {
	t.Helper()
	s := &seller{}
	address, _ := handler(t, s.ServeHTTP)
	clock := newClock()
	options := toHandler(t, address)
	options.Outcome = outcome
	options.Seeded = true
	options.Address = "http://127.0.0.1:6655"
	options.Clock = func(number.Number) gateway.Clock { return clock }
	return &bazaar{newWorld(t, options), s, clock}
}

// buy dials, and returns the invoice that came of it.
func (b *bazaar) buy(dialled string) ledger.Invoice {
	b.t.Helper()
	b.press(phone.Call{Text: dialled})
	b.press(phone.Dismiss{})
	invoices, err := b.gateway.Ledger().Invoices()
	if err != nil || len(invoices) == 0 {
		b.t.Fatalf("no invoice: %v", err)
	}
	newest := invoices[0]
	for _, invoice := range invoices {
		if invoice.Call+"#" == dialled {
			newest = invoice
		}
	}
	return newest
}

func (b *bazaar) decide(id int64, answer phone.PromptAnswer) {
	b.t.Helper()
	if err := b.line.Do(phone.Decide{ID: fmt.Sprintf("pay-%d", id), Answer: answer}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bazaar) approve(id int64) { b.t.Helper(); b.decide(id, phone.Approve{}) }

// awaitCallback waits until one more callback has ended.
func (b *bazaar) awaitCallback() event.Callback {
	b.t.Helper()
	e := b.await("callback", func(body event.Body) bool { _, ok := body.(event.Callback); return ok })
	return e.Body.(event.Callback)
}

func (b *bazaar) invoice(id int64) ledger.Invoice {
	b.t.Helper()
	invoice, err := b.gateway.Ledger().Invoice(id)
	if err != nil {
		b.t.Fatal(err)
	}
	return invoice
}

func TestPaymentFromStartToEnd(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	view := b.press(phone.Call{Text: code})
	if view.Ended != session.Final || view.Phone.Screen() != inoti.LinkScreen {
		t.Fatalf("ended %q with %q", view.Ended, view.Phone.Screen())
	}
	prompts := view.Phone.Prompts()
	if len(prompts) != 1 || prompts[0].Kind != phone.PromptPay || prompts[0].Text != "Pay 50,000 rial for invoice F-2?" {
		t.Fatalf("prompts %+v", prompts)
	}
	invoice := b.only()
	link := "Invoice F-2, 50,000 rial: http://127.0.0.1:6655/pay/" + invoice.Token
	if got := view.Phone.Inbox(); len(got) != 1 || got[0].Text != link || got[0].From != "iNoti" {
		t.Errorf("inbox %+v, want %q", got, link)
	}
	if len(invoice.Token) != 32 {
		t.Errorf("the token %q is not 128 bits", invoice.Token)
	}

	b.approve(invoice.ID)
	callback := b.awaitCallback()
	paid := b.invoice(invoice.ID)
	rrn := strconv.FormatInt(paid.RRN, 10)
	if len(rrn) != 12 || callback.Status != 200 || callback.Outcome != "answered" || callback.Body != "thanks" {
		t.Errorf("RRN %s, callback %+v", rrn, callback)
	}
	want := []string{fmt.Sprintf("/ussd?mobile=09121234567&sessionid=%s&call=*6655*123*F-2*%d&RRN=%s", invoice.Session, invoice.ID, rrn)}
	if diff := cmp.Diff(want, b.seller.called()); diff != "" {
		t.Errorf("callbacks: -want +got:\n%s", diff)
	}
	view = b.line.View()
	if got := view.Phone.Inbox()[1].Text; got != "Paid. Tracking code "+rrn {
		t.Errorf("the second SMS is %q", got)
	}
	if view.Subscriber.Balance != gateway.DefaultBalance-50_000 || len(view.Phone.Prompts()) != 0 {
		t.Errorf("balance %d, prompts %v", view.Subscriber.Balance, view.Phone.Prompts())
	}
	states := []string{}
	for _, body := range bodies[event.Invoice](b.world) {
		states = append(states, body.State)
	}
	if diff := cmp.Diff([]string{"requested", "link-sent", "paid", "notified"}, states); diff != "" {
		t.Errorf("states: -want +got:\n%s", diff)
	}
}

// only is the newest invoice.
func (b *bazaar) only() ledger.Invoice {
	b.t.Helper()
	invoices, err := b.gateway.Ledger().Invoices()
	if err != nil || len(invoices) != 1 {
		b.t.Fatalf("%d invoices, %v", len(invoices), err)
	}
	return invoices[0]
}

func TestDecliningAndIgnoring(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	first := b.buy("*6655*123#")
	b.decide(first.ID, phone.Ignore{})
	if got := b.invoice(first.ID).State; got != ledger.LinkSent {
		t.Errorf("ignored, the invoice is %s: the link must still work", got)
	}
	if _, err := b.gateway.Settle(first.Token, false); err != nil {
		t.Fatal(err)
	}
	second := b.buy("*6655*123*1#")
	b.decide(second.ID, phone.Decline{})
	for _, id := range []int64{first.ID, second.ID} {
		if got := b.invoice(id).State; got != ledger.Cancelled {
			t.Errorf("declined, the invoice is %s", got)
		}
	}
	if err := b.line.Do(phone.Decide{ID: fmt.Sprintf("pay-%d", second.ID), Answer: phone.Approve{}}); !errors.Is(err, phone.ErrNoPrompt) {
		t.Errorf("a spent prompt: %v", err)
	}
	b.gateway.Close()
	if got := b.seller.called(); len(got) != 0 {
		t.Errorf("the handler was called back: %q", got)
	}
}

func TestPoorSubscriber(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	little := int64(49_999)
	if err := b.line.Change(gateway.Change{Balance: &little}); err != nil {
		t.Fatal(err)
	}
	invoice := b.buy(code)
	b.approve(invoice.ID)
	charges := bodies[event.Charge](b.world)
	if len(charges) != 1 || charges[0].State != "refused" || charges[0].Reason != ledger.NotEnough {
		t.Errorf("charges %+v", charges)
	}
	if got := b.invoice(invoice.ID).State; got != ledger.Failed || b.line.View().Subscriber.Balance != little {
		t.Errorf("%s, balance %d", got, b.line.View().Subscriber.Balance)
	}
	b.gateway.Close()
	if got := b.seller.called(); len(got) != 0 {
		t.Errorf("the handler was called back: %q", got)
	}
}

// TestOutcomes is every outcome: how often the handler is called back, and
// what GetPayments tells.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		outcome ledger.Outcome
		// after is how far the clock has to go.
		after time.Duration
		calls int
		price int64
		known bool
	}{
		{ledger.OnTime, 0, 1, 50_000, true},
		{ledger.Late, ledger.LateBy, 1, 50_000, true},
		{ledger.Twice, 0, 2, 50_000, true},
		{ledger.WrongAmount, 0, 1, 5_000, true},
		{ledger.NoRecord, 0, 1, 0, false},
		{ledger.Lost, 0, 0, 50_000, true},
	}
	for _, test := range tests {
		t.Run(string(test.outcome), func(t *testing.T) {
			t.Parallel()
			b := newBazaar(t, test.outcome)
			invoice := b.buy(code)
			b.approve(invoice.ID)
			if test.after > 0 {
				b.clock.Advance(test.after - time.Second)
				if got := len(b.seller.called()); got != 0 {
					t.Errorf("called back %d times too early", got)
				}
				b.clock.Advance(time.Second)
			}
			for range test.calls {
				b.awaitCallback()
			}
			checkTold(t, b, test.price, test.known)
			b.gateway.Close()
			calls := b.seller.called()
			if len(calls) != test.calls {
				t.Fatalf("called back %d times, want %d", len(calls), test.calls)
			}
			for _, call := range calls {
				if call != calls[0] {
					t.Errorf("the callbacks differ: %q", calls)
				}
			}
		})
	}
}

func checkTold(t *testing.T, b *bazaar, price int64, known bool) {
	t.Helper()
	records, err := b.gateway.Payments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case !known && len(records) != 0:
		t.Errorf("GetPayments knows %+v", records)
	case known && (len(records) != 1 || records[0].Price != price || !records[0].Result):
		t.Errorf("GetPayments knows %+v, want one for %d", records, price)
	}
}

func TestForged(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.Forged)
	invoice := b.buy(code)
	callback := b.awaitCallback()
	if callback.Status != 200 || !strings.Contains(callback.URL, "&RRN=") {
		t.Errorf("callback %+v", callback)
	}
	records, err := b.gateway.Payments(t.Context())
	if err != nil || len(records) != 1 || records[0].Result || records[0].RRN != 0 {
		t.Errorf("GetPayments tells %+v, %v", records, err)
	}
	if got := b.invoice(invoice.ID); got.State != ledger.LinkSent || b.line.View().Subscriber.Balance != gateway.DefaultBalance {
		t.Errorf("%s, balance %d: money moved", got.State, b.line.View().Subscriber.Balance)
	}
}

func TestForgedOnDemand(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	invoice := b.buy(code)
	for range 2 {
		// Chosen again it forges nothing more.
		if err := b.gateway.SetOutcome(invoice.ID, ledger.Forged); err != nil {
			t.Fatal(err)
		}
	}
	b.awaitCallback()
	if got := b.invoice(invoice.ID).State; got != ledger.LinkSent {
		t.Errorf("the invoice is %s", got)
	}
	b.gateway.Close()
	if got := len(b.seller.called()); got != 1 {
		t.Errorf("called back %d times", got)
	}
	if err := b.gateway.SetOutcome(1, ledger.Lost); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("an invoice that there is not: %v", err)
	}
}

func TestOutOfOrder(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OutOfOrder)
	first := b.buy("*6655*123#")
	b.approve(first.ID)
	second := b.buy("*6655*123*1#")
	if err := b.gateway.SetOutcome(second.ID, ledger.OnTime); err != nil {
		t.Fatal(err)
	}
	b.approve(second.ID)
	b.awaitCallback()
	b.clock.Advance(time.Second)
	b.awaitCallback()
	calls := b.seller.called()
	if len(calls) != 2 || !strings.Contains(calls[0], "*F-3*") || !strings.Contains(calls[1], "*F-2*") {
		t.Errorf("called back as %q", calls)
	}
}

func TestReplay(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	invoice := b.buy(code)
	if err := b.gateway.Replay(invoice.ID); !errors.Is(err, ledger.ErrSpent) {
		t.Errorf("replayed before it was paid: %v", err)
	}
	b.approve(invoice.ID)
	b.awaitCallback()
	if err := b.gateway.Replay(invoice.ID); err != nil {
		t.Fatal(err)
	}
	b.awaitCallback()
	if calls := b.seller.called(); len(calls) != 2 || calls[0] != calls[1] {
		t.Errorf("called back as %q", calls)
	}
	if err := b.gateway.Replay(1); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("replayed what there is not: %v", err)
	}
}

// TestPressedByMany: the page in two browsers and the phone, at once: the money
// moves once, and the handler hears once.
func TestPressedByMany(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	invoice := b.buy(code)
	var hands sync.WaitGroup
	for range 10 {
		hands.Go(func() { _, _ = b.gateway.Settle(invoice.Token, true) })
		hands.Go(func() {
			_ = b.line.Do(phone.Decide{ID: fmt.Sprintf("pay-%d", invoice.ID), Answer: phone.Approve{}})
		})
	}
	hands.Wait()
	b.awaitCallback()
	b.gateway.Close()
	if got := len(b.seller.called()); got != 1 {
		t.Errorf("called back %d times", got)
	}
	if got := b.line.View().Subscriber.Balance; got != gateway.DefaultBalance-50_000 {
		t.Errorf("balance %d", got)
	}
	if got := len(bodies[event.Charge](b.world)); got != 1 {
		t.Errorf("%d charges", got)
	}
}

func TestCallbacksThatFail(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		answer http.HandlerFunc
		want   string
		status int
	}{
		{"500", status(500), "status", 500},
		{"redirect", redirect("/elsewhere"), "redirect", 302},
		{"cut", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "cut", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBazaar(t, ledger.OnTime)
			b.seller.answer = test.answer
			invoice := b.buy(code)
			b.approve(invoice.ID)
			callback := b.awaitCallback()
			if callback.Outcome != test.want || callback.Status != test.status {
				t.Errorf("callback %+v", callback)
			}
			if got := b.invoice(invoice.ID).State; got != ledger.Paid {
				t.Errorf("the invoice is %s", got)
			}
			b.gateway.Close()
			if got := len(b.seller.called()); got != 1 {
				t.Errorf("called back %d times: there is no retry", got)
			}
		})
	}
}

func TestCallbackToAHandlerThatWentAway(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Else the callback finds its connection cut, not the door shut.
		w.Header().Set("Connection", "close")
		(&seller{}).ServeHTTP(w, r)
	}))
	b := &bazaar{newWorld(t, toHandler(t, server.URL)), nil, nil}
	invoice := b.buy(code)
	server.Close()
	b.approve(invoice.ID)
	if callback := b.awaitCallback(); callback.Outcome != "refused" || callback.Status != 0 {
		t.Errorf("callback %+v", callback)
	}
	if got := b.invoice(invoice.ID).State; got != ledger.Paid {
		t.Errorf("the invoice is %s", got)
	}
}

func TestSlowCallback(t *testing.T) {
	t.Parallel()
	s := &seller{answer: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }}
	address, _ := handler(t, s.ServeHTTP)
	options := toHandler(t, address)
	options.Limits = quickly(300 * time.Millisecond)
	b := &bazaar{newWorld(t, options), s, nil}
	invoice := b.buy(code)
	b.approve(invoice.ID)
	if callback := b.awaitCallback(); callback.Outcome != "timeout" || callback.Status != 0 {
		t.Errorf("callback %+v", callback)
	}
}

func TestAudit(t *testing.T) {
	t.Parallel()
	lookup := func(b *bazaar, yours string) {
		service := inoti.Lookup{Query: inoti.Query{YourFactorID: yours}}
		records, err := b.gateway.Payments(t.Context())
		if err != nil {
			t.Error(err)
		}
		for _, record := range records {
			if record.Result && record.YourFactorID == yours {
				service.Records = append(service.Records, record)
			}
		}
		b.gateway.Looked(t.Context(), service)
	}
	tests := []struct {
		name    string
		outcome ledger.Outcome
		// asks is what the handler asks about; empty asks nothing.
		asks       string
		verified   int
		unverified int
	}{
		{"asks", ledger.OnTime, "F-2", 1, 0},
		{"asks after two callbacks", ledger.Twice, "F-2", 1, 0},
		{"asks nothing", ledger.OnTime, "", 0, 1},
		{"asks nothing, twice", ledger.Twice, "", 0, 1},
		{"asks about another", ledger.OnTime, "F-9", 0, 1},
		{"asks about what has no record", ledger.NoRecord, "F-2", 0, 0},
		{"believes a forgery", ledger.Forged, "", 0, 1},
		{"asks about a forgery", ledger.Forged, "F-2", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBazaar(t, test.outcome)
			if test.asks != "" {
				b.seller.answer = func(w http.ResponseWriter, _ *http.Request) {
					lookup(b, test.asks)
					_, _ = io.WriteString(w, "thanks")
				}
			}
			invoice := b.buy(code)
			if test.outcome != ledger.Forged {
				b.approve(invoice.ID)
			}
			b.awaitCallback()
			if test.outcome == ledger.Twice {
				b.awaitCallback()
			}
			b.clock.Advance(9 * time.Second)
			if got := len(bodies[event.Unverified](b.world)); got != 0 {
				t.Error("judged too early")
			}
			b.clock.Advance(2 * time.Second)
			if got := len(bodies[event.Verified](b.world)); got != test.verified {
				t.Errorf("verified %d times, want %d", got, test.verified)
			}
			if got := len(bodies[event.Unverified](b.world)); got != test.unverified {
				t.Errorf("unverified %d times, want %d", got, test.unverified)
			}
		})
	}
}

// TestLookupsBeforeThePaymentDoNotCount: who asked while nothing was paid, with
// failed payments too, was told nothing about the payment.
func TestLookupsBeforeThePaymentDoNotCount(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	invoice := b.buy(code)
	records, err := b.gateway.Payments(t.Context())
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	b.gateway.Looked(t.Context(), inoti.Lookup{Query: inoti.Query{YourFactorID: "F-2", IsAll: true}, Records: records})
	b.approve(invoice.ID)
	b.awaitCallback()
	b.clock.Advance(time.Minute)
	if got := len(bodies[event.Verified](b.world)); got != 0 {
		t.Errorf("verified %d times", got)
	}
	if got := len(bodies[event.Unverified](b.world)); got != 1 {
		t.Errorf("unverified %d times", got)
	}
}

func TestRefusedLookupsDoNotCount(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	invoice := b.buy(code)
	b.approve(invoice.ID)
	b.awaitCallback()
	b.gateway.Looked(t.Context(), inoti.Lookup{Query: inoti.Query{YourFactorID: "F-2"}, Answer: inoti.ErrorCredentials})
	b.clock.Advance(time.Minute)
	if got := len(bodies[event.Unverified](b.world)); got != 1 {
		t.Errorf("unverified %d times", got)
	}
}

func TestSameSeedSameMoney(t *testing.T) {
	t.Parallel()
	buy := func() ledger.Invoice {
		b := newBazaar(t, ledger.OnTime)
		invoice := b.buy(code)
		b.approve(invoice.ID)
		b.awaitCallback()
		invoice = b.invoice(invoice.ID)
		invoice.Handler = ""
		return invoice
	}
	one, two := buy(), buy()
	if diff := cmp.Diff(one, two, cmp.Comparer(func(a, b number.Number) bool { return a == b })); diff != "" {
		t.Errorf("the same seed made other money:\n%s", diff)
	}
}
