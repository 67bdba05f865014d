package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// stores are the stores that must all behave alike.
var stores = map[string]func(*testing.T) ledger.Store{
	"memory": func(*testing.T) ledger.Store { return ledger.NewMemory() },
	"file": func(t *testing.T) ledger.Store {
		store, err := ledger.Open(t.TempDir(), "a test")
		if err != nil {
			t.Fatal(err)
		}
		return store
	},
}

// onEach runs a test on every store.
func onEach(t *testing.T, test func(*testing.T, *books)) {
	t.Helper()
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := ledger.New(open(t))
			t.Cleanup(func() {
				if err := l.Close(); err != nil {
					t.Error(err)
				}
			})
			test(t, &books{t, l})
		})
	}
}

var (
	phone = number.Iran.Example()
	noon  = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
)

var sameNumber = cmp.Comparer(func(a, b number.Number) bool { return a == b })

// books are a ledger whose calls must succeed.
type books struct {
	t *testing.T
	*ledger.Ledger
}

func (b *books) check(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *books) open(balance int64) {
	b.t.Helper()
	_, err := b.Open(phone, balance)
	b.check(err)
}

func invoice(id int64, yours string, outcome ledger.Outcome) ledger.Invoice {
	return ledger.Invoice{
		ID: id, Yours: yours, Phone: phone, Session: "3f2a", Call: "*6655*123*2", Handler: "http://127.0.0.1:8000/ussd",
		Price: 50_000, Outcome: outcome, Token: fmt.Sprint("token", id), RequestedAt: noon,
	}
}

func receipt(rrn int64) ledger.Receipt {
	return ledger.Receipt{RRN: rrn, RefKey: fmt.Sprint("ref", rrn), PayID: rrn + 1, At: noon.Add(time.Minute)}
}

// sent books an invoice and sends its link.
func (b *books) sent(id int64, yours string, outcome ledger.Outcome) {
	b.t.Helper()
	_, err := b.Request(invoice(id, yours, outcome))
	b.check(err)
	_, err = b.SendLink(id, receipt(900+id))
	b.check(err)
}

func (b *books) state(id int64) ledger.State {
	b.t.Helper()
	found, err := b.Invoice(id)
	b.check(err)
	return found.State
}

func (b *books) balance() int64 {
	b.t.Helper()
	balance, err := b.Balance(phone)
	b.check(err)
	return balance
}

func (b *books) owed() []ledger.Callback {
	b.t.Helper()
	owed, err := b.Owed(phone)
	b.check(err)
	return owed
}

func TestPaying(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(60_000)
		b.sent(1, "F-1", ledger.OnTime)
		paid, charge, err := b.Pay(1, receipt(777))
		b.check(err)
		if paid.State != ledger.Paid || paid.RRN != 777 || paid.RefKey != "ref777" || paid.PayID != 778 || !paid.PaidAt.Equal(noon.Add(time.Minute)) {
			t.Errorf("paid as %+v", paid)
		}
		want := ledger.Charge{ID: 1, Provider: ledger.Inoti, Invoice: 1, Phone: phone, Amount: 50_000, State: ledger.Succeeded, At: noon.Add(time.Minute)}
		if diff := cmp.Diff(want, charge, sameNumber); diff != "" {
			t.Errorf("charge: -want +got:\n%s", diff)
		}
		if b.balance() != 10_000 {
			t.Errorf("the wallet holds %d", b.balance())
		}
		for _, again := range []func() error{
			func() error { _, _, err := b.Pay(1, receipt(778)); return err },
			func() error { _, _, err := b.Decline(1, noon); return err },
			func() error { _, err := b.SendLink(1, receipt(779)); return err },
		} {
			if err := again(); !errors.Is(err, ledger.ErrSpent) {
				t.Errorf("a second time: %v", err)
			}
		}
		if b.balance() != 10_000 || len(b.owed()) != 1 {
			t.Errorf("afterwards the wallet holds %d and %d callbacks are owed", b.balance(), len(b.owed()))
		}
	})
}

func TestNotEnoughMoney(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(49_999)
		b.sent(1, "F-1", ledger.OnTime)
		failed, charge, err := b.Pay(1, receipt(777))
		b.check(err)
		if failed.State != ledger.Failed || failed.RRN != 0 || charge.State != ledger.Refused || charge.Reason != ledger.NotEnough {
			t.Errorf("invoice %+v, charge %+v", failed, charge)
		}
		if b.balance() != 49_999 || len(b.owed()) != 0 {
			t.Errorf("the wallet holds %d and %d callbacks are owed", b.balance(), len(b.owed()))
		}
	})
}

func TestDeclining(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(60_000)
		b.sent(1, "F-1", ledger.OnTime)
		declined, charge, err := b.Decline(1, noon)
		b.check(err)
		if declined.State != ledger.Cancelled || charge.Reason != ledger.Declined || b.balance() != 60_000 || len(b.owed()) != 0 {
			t.Errorf("invoice %+v, charge %+v, balance %d", declined, charge, b.balance())
		}
		if _, _, err := b.Pay(1, receipt(1)); !errors.Is(err, ledger.ErrSpent) {
			t.Errorf("paid after all: %v", err)
		}
	})
}

func TestSameInvoiceOfTheHandlersAgain(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		b.sent(1, "F-1", ledger.OnTime)
		expired, err := b.Request(invoice(2, "F-1", ledger.OnTime))
		b.check(err)
		if len(expired) != 1 || expired[0].ID != 1 || b.state(1) != ledger.Expired {
			t.Errorf("expired %+v, the first is %s", expired, b.state(1))
		}
		if _, _, err := b.Pay(1, receipt(1)); !errors.Is(err, ledger.ErrSpent) {
			t.Errorf("the dead link paid: %v", err)
		}
		_, err = b.SendLink(2, receipt(2))
		b.check(err)
		_, _, err = b.Pay(2, receipt(3))
		b.check(err)
		// A paid one stays paid, whatever comes later.
		expired, err = b.Request(invoice(3, "F-1", ledger.OnTime))
		b.check(err)
		if len(expired) != 0 || b.state(2) != ledger.Paid {
			t.Errorf("expired %+v, the second is %s", expired, b.state(2))
		}
		// Another id of the handler's, or another handler, is another invoice.
		other := invoice(4, "F-1", ledger.OnTime)
		other.Handler = "http://127.0.0.1:9000/"
		if expired, err = b.Request(other); err != nil || len(expired) != 0 {
			t.Errorf("expired %+v, %v", expired, err)
		}
	})
}

func TestTaken(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		_, err := b.Request(invoice(1, "F-1", ledger.OnTime))
		b.check(err)
		sameToken := invoice(2, "F-2", ledger.OnTime)
		sameToken.Token = "token1"
		for _, again := range []ledger.Invoice{invoice(1, "F-9", ledger.OnTime), sameToken} {
			if _, err := b.Request(again); !errors.Is(err, ledger.ErrTaken) {
				t.Errorf("%d %s: %v", again.ID, again.Token, err)
			}
		}
		if found, err := b.Invoices(); err != nil || len(found) != 1 {
			t.Errorf("%d invoices, %v", len(found), err)
		}
	})
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		for name, call := range map[string]func() error{
			"pay":      func() error { _, _, err := b.Pay(1, receipt(1)); return err },
			"decline":  func() error { _, _, err := b.Decline(1, noon); return err },
			"link":     func() error { _, err := b.SendLink(1, receipt(1)); return err },
			"outcome":  func() error { _, err := b.SetOutcome(1, ledger.Lost, receipt(1)); return err },
			"invoice":  func() error { _, err := b.Invoice(1); return err },
			"token":    func() error { _, err := b.ByToken("token1"); return err },
			"replay":   func() error { return b.Replay(1, noon) },
			"begin":    func() error { _, err := b.Begin(1); return err },
			"end":      func() error { _, _, err := b.End(1, ledger.Attempt{Status: 200}); return err },
			"no token": func() error { _, err := b.ByToken(""); return err },
		} {
			if err := call(); !errors.Is(err, ledger.ErrUnknown) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestWhatIsOwed is every outcome: the callbacks after the link and after the
// payment, with when they are due after it.
func TestWhatIsOwed(t *testing.T) {
	t.Parallel()
	tests := map[ledger.Outcome][2][]time.Duration{
		ledger.OnTime:      {nil, {0}},
		ledger.Late:        {nil, {ledger.LateBy}},
		ledger.Twice:       {nil, {0, 0}},
		ledger.OutOfOrder:  {nil, nil},
		ledger.Lost:        {nil, nil},
		ledger.WrongAmount: {nil, {0}},
		ledger.NoRecord:    {nil, {0}},
		ledger.Forged:      {{0}, {0, 0}},
	}
	for _, outcome := range ledger.Outcomes() {
		want, listed := tests[outcome]
		if !listed {
			t.Fatalf("no row for %s", outcome)
		}
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, b *books) {
				b.open(1_000_000)
				b.sent(1, "F-1", outcome)
				at := receipt(0).At
				got := [2][]time.Duration{b.due(at)}
				_, _, err := b.Pay(1, receipt(777))
				b.check(err)
				got[1] = b.due(at)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

func (b *books) due(after time.Time) []time.Duration {
	b.t.Helper()
	var due []time.Duration
	for _, callback := range b.owed() {
		due = append(due, callback.Due.Sub(after))
	}
	return due
}

func TestOutOfOrderWaitsForALaterInvoice(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		b.sent(1, "F-1", ledger.OutOfOrder)
		_, _, err := b.Pay(1, receipt(1))
		b.check(err)
		b.sent(2, "F-2", ledger.OnTime)
		_, _, err = b.Pay(2, receipt(2))
		b.check(err)
		var order []int64
		for _, callback := range b.owed() {
			order = append(order, callback.Invoice)
		}
		if !cmp.Equal(order, []int64{2, 1}) {
			t.Errorf("owed for %v: the first must come after the second", order)
		}
	})
}

func TestCallbacks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		status int
		word   string
		state  ledger.CallbackState
		after  ledger.State
	}{
		{200, "answered", ledger.Answered, ledger.Notified},
		{500, "status", ledger.GivenUp, ledger.Paid},
		{0, "refused", ledger.GivenUp, ledger.Paid},
	}
	for _, test := range tests {
		t.Run(test.word, func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, b *books) {
				b.open(1_000_000)
				b.sent(1, "F-1", ledger.OnTime)
				_, _, err := b.Pay(1, receipt(777))
				b.check(err)
				id := b.owed()[0].ID
				begun, err := b.Begin(id)
				b.check(err)
				if begun.State != ledger.Sent || begun.Attempts != 1 || begun.Invoice != 1 || len(b.owed()) != 0 {
					t.Errorf("begun %+v, %d still owed", begun, len(b.owed()))
				}
				if _, err := b.Begin(id); !errors.Is(err, ledger.ErrSpent) {
					t.Errorf("begun again: %v", err)
				}
				ended, notified, err := b.End(id, ledger.Attempt{Status: test.status, Outcome: test.word})
				b.check(err)
				if ended.State != test.state || ended.Outcome != test.word || b.state(1) != test.after || notified != (test.after == ledger.Notified) {
					t.Errorf("ended %+v, notified %t, the invoice is %s", ended, notified, b.state(1))
				}
				if _, notified, err = b.End(id, ledger.Attempt{Status: test.status, Outcome: test.word}); err != nil || notified {
					t.Errorf("ended again: notified %t, %v", notified, err)
				}
				b.check(b.Replay(1, noon))
				if len(b.owed()) != 1 {
					t.Errorf("%d owed after a replay", len(b.owed()))
				}
			})
		})
	}
}

func TestReplayOfWhatNobodyPaid(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(0)
		b.sent(1, "F-1", ledger.Forged)
		if err := b.Replay(1, noon); !errors.Is(err, ledger.ErrSpent) {
			t.Errorf("replayed: %v", err)
		}
	})
}

func TestWallets(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		for _, want := range []int64{100, 100} {
			if held, err := b.Open(phone, want); err != nil || held != 100 {
				t.Errorf("opened with %d: %v", held, err)
			}
		}
		if held, err := b.Open(phone, 5); err != nil || held != 100 {
			t.Errorf("a second opening changed the wallet to %d: %v", held, err)
		}
		b.check(b.SetBalance(phone, 7))
		if b.balance() != 7 || b.SetBalance(phone, -1) == nil {
			t.Errorf("balance %d", b.balance())
		}
	})
}

// TestHundredAtOnce: whatever a hundred hands do to one link, it is paid once.
func TestHundredAtOnce(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		b.sent(1, "F-1", ledger.OnTime)
		var hands sync.WaitGroup
		var mu sync.Mutex
		done := 0
		for i := range 100 {
			hands.Go(func() {
				var err error
				if i%2 == 0 {
					_, _, err = b.Pay(1, receipt(int64(i)))
				} else {
					_, _, err = b.Decline(1, noon)
				}
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					done++
				case !errors.Is(err, ledger.ErrSpent):
					t.Error(err)
				}
			})
		}
		hands.Wait()
		charges, err := b.Charges()
		b.check(err)
		paid := b.state(1) == ledger.Paid
		if done != 1 || len(charges) != 1 || paid != (b.balance() == 950_000) || paid != (len(b.owed()) == 1) {
			t.Errorf("%d decisions, %d charges, %s, balance %d, %d owed", done, len(charges), b.state(1), b.balance(), len(b.owed()))
		}
	})
}

// TestAllOrNothing: a transaction that fails leaves no trace.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := open(t)
			table := ledger.Tables()[0]
			wrong := errors.New("wrong")
			write := func(tx ledger.Tx, value string) error {
				if _, err := tx.Next(table); err != nil {
					return err
				}
				return tx.Put(table, "key", []byte(value))
			}
			if err := store.Update(func(tx ledger.Tx) error { return write(tx, "kept") }); err != nil {
				t.Fatal(err)
			}
			err := store.Update(func(tx ledger.Tx) error {
				if err := write(tx, "lost"); err != nil {
					return err
				}
				if got, err := tx.Get(table, "key"); err != nil || string(got) != "lost" {
					t.Errorf("within the transaction %q, %v", got, err)
				}
				if err := tx.Delete(table, "key"); err != nil {
					return err
				}
				return wrong
			})
			if !errors.Is(err, wrong) {
				t.Errorf("it failed with %v", err)
			}
			err = store.Update(func(tx ledger.Tx) error {
				got, err := tx.Get(table, "key")
				if string(got) != "kept" {
					t.Errorf("afterwards %q", got)
				}
				next, nextErr := tx.Next(table)
				if next != 2 {
					t.Errorf("the next number is %d", next)
				}
				return errors.Join(err, nextErr, tx.Delete(table, "key"))
			})
			if err != nil {
				t.Fatal(err)
			}
			err = store.View(func(tx ledger.Tx) error {
				return tx.Each(table, "", func(key string, _ []byte) error { return errors.New(key + " is still there") })
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOutcomeNames(t *testing.T) {
	t.Parallel()
	for _, outcome := range ledger.Outcomes() {
		if got, err := ledger.ParseOutcome(string(outcome)); err != nil || got != outcome {
			t.Errorf("%s: %s, %v", outcome, got, err)
		}
	}
	if _, err := ledger.ParseOutcome("never"); err == nil {
		t.Error("an unknown outcome was read")
	}
}
