package gateway_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

// desk is IntouchPay's book of a gateway, called as its server calls it, and a
// merchant that keeps what it hears.
type desk struct {
	*world
	intouchpay.Book
	address string

	mu    sync.Mutex
	heard []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{world: newWorld(t, gateway.Options{Seed: 1})}
	unknown := false
	if err := d.gateway.Line(number.Rwanda.Example()).Change(gateway.Change{Registered: &unknown}); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.Book, err = d.gateway.IntouchPayBook(intouchpay.Settings{CallbackUser: "shop", CallbackPassword: "sesame"}); err != nil {
		t.Fatal(err)
	}
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		notice, err := intouchpay.ReadCallback(r)
		user, password, _ := r.BasicAuth()
		if err != nil || user != "shop" || password != "sesame" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		d.mu.Lock()
		d.heard = append(d.heard, notice.RequestID)
		d.mu.Unlock()
		_, _ = io.WriteString(w, "OK\x1b[2J")
	}))
	t.Cleanup(merchant.Close)
	d.address = strings.Replace(merchant.URL, "http://", "http://ali:secret@", 1) + "/callback"
	return d
}

// call judges a payment whose outcome goes to address. Mobile money does not know
// the phone: it has failed when the call is answered.
func (d *desk) call(id, address string) intouchpay.Verdict {
	d.t.Helper()
	asked := intouchpay.Payment{RequestID: id, Phone: number.Rwanda.Example().Digits(), Amount: "500"}
	verdict, err := d.Judge(d.t.Context(), asked.Lookup(), func(t intouchpay.Transaction, exists bool, v intouchpay.View) intouchpay.Verdict {
		v.Terms.CallbackURL = address
		return intouchpay.Decide(t, exists, asked, v)
	})
	if err != nil || verdict.Transaction.PaymentCode != intouchpay.PaymentNotRegistered {
		d.t.Fatalf("the verdict is %+v, %v", verdict, err)
	}
	return verdict
}

func (d *desk) awaitCallback() event.Callback {
	d.t.Helper()
	e := d.await("callback", func(body event.Body) bool { _, ok := body.(event.Callback); return ok })
	return e.Body.(event.Callback)
}

// TestMerchantHearsAfterItsAnswer: a callback is owed as soon as its transaction is
// kept, and goes out when the call is answered, whatever else the phone is owed.
func TestMerchantHearsAfterItsAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, second := d.call("first", d.address), d.call("second", d.address)
	d.Run(t.Context(), second)
	told := d.awaitCallback()
	if told.To != "second" {
		t.Errorf("the merchant heard of %s first", told.To)
	}
	owed, err := d.gateway.Ledger().Owed(number.Rwanda.Example())
	if err != nil || len(owed) != 1 || owed[0].State != ledger.Owed || owed[0].Reference != "payment/first" {
		t.Errorf("owed %+v, %v", owed, err)
	}
	d.Run(t.Context(), first)
	told = d.awaitCallback()
	want := event.Callback{
		ID: "1", To: "first", Attempt: 1, URL: strings.Replace(d.address, "secret", "xxxxx", 1), Body: "OK\uFFFD[2J",
		Method: http.MethodPost, Headers: http.Header{"Authorization": {event.Mask}, "Content-Type": {"application/json"}},
		Sent: told.Sent, Answered: told.Answered, Bytes: []byte("OK\x1b[2J"),
		Status: http.StatusOK, Milliseconds: told.Milliseconds, Outcome: "answered",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	d.await("warning", func(body event.Body) bool {
		warning, ok := body.(event.Warning)
		return ok && warning.Rule == "acknowledgement" && strings.Contains(warning.Text, "first")
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	if diff := cmp.Diff([]string{"second", "first"}, d.heard); diff != "" {
		t.Errorf("the merchant heard: -want +got:\n%s", diff)
	}
}

// TestCallbacksThatCannotBeMade: one that goes to no web address is given up, one
// about nothing is reported, and those behind them go out.
func TestCallbacksThatCannotBeMade(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owe := func(provider ledger.Provider, reference string) {
		t.Helper()
		if err := d.gateway.Ledger().Decide(func(books ledger.Books) error {
			about := ledger.Callback{Provider: provider, Reference: reference, Phone: number.Rwanda.Example()}
			return books.Owe(about, ledger.OnTime, time.Time{})
		}); err != nil {
			t.Fatal(err)
		}
	}
	owe(ledger.IntouchPay, "payment/none")
	owe(ledger.IPayy, "token-0001")
	owe("nobody", "")
	nowhere, right := d.call("nowhere", "ftp://127.0.0.1/"), d.call("right", d.address)
	d.Run(t.Context(), nowhere)
	if told := d.awaitCallback(); told.To != "nowhere" || told.Outcome != "unreachable" || told.Status != 0 {
		t.Errorf("told %+v", told)
	}
	d.Run(t.Context(), right)
	if told := d.awaitCallback(); told.To != "right" || told.Outcome != "answered" {
		t.Errorf("told %+v", told)
	}
	broken := 0
	for _, rule := range rules(d.world) {
		if rule == "ledger" {
			broken++
		}
	}
	if broken != 3 {
		t.Errorf("%d warnings about the ledger, want 3", broken)
	}
}
