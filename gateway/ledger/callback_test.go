package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/ledger"
)

// merchant is who hears of the transactions of these tests.
const merchant = "http://127.0.0.1:8000/callback"

// owe books the callbacks of a transaction.
func (b *books) owe(reference, told string, outcome ledger.Outcome) {
	b.t.Helper()
	b.check(b.Decide(func(books ledger.Books) error {
		return books.Owe(ledger.Callback{Provider: ledger.IntouchPay, Reference: reference, Phone: phone, Told: told}, outcome, noon)
	}))
}

// order is what is owed, in the order in which it goes out, and after noon by how
// much.
func (b *books) order() []string {
	b.t.Helper()
	order := []string{}
	for owed := b.owed(); len(owed) > 0; owed = b.owed() {
		next := owed[0]
		for _, callback := range owed {
			if callback.Due.Before(next.Due) {
				next = callback
			}
		}
		_, err := b.Begin(next.ID)
		b.check(err)
		order = append(order, next.Reference+" "+next.Due.Sub(noon).String())
	}
	return order
}

// TestTransactionsOwe is what every outcome makes of a provider's transaction.
func TestTransactionsOwe(t *testing.T) {
	t.Parallel()
	tests := map[ledger.Outcome][]string{
		ledger.OnTime:      {"a 0s"},
		ledger.Late:        {"a 30s"},
		ledger.Twice:       {"a 0s", "a 0s"},
		ledger.OutOfOrder:  {},
		ledger.Lost:        {},
		ledger.WrongAmount: {"a 0s"},
		ledger.NoRecord:    {"a 0s"},
		ledger.Forged:      {"a 0s"},
	}
	for _, outcome := range ledger.Outcomes() {
		want, listed := tests[outcome]
		if !listed {
			t.Fatalf("no row for %s", outcome)
		}
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, b *books) {
				b.owe("a", merchant, outcome)
				if diff := cmp.Diff(want, b.order()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

// TestHeldCallbacks is what lets a callback go that is held: a later one of the
// same phone to the same, and it goes after that.
func TestHeldCallbacks(t *testing.T) {
	t.Parallel()
	const out = ledger.OutOfOrder
	type owed struct {
		reference, told string
		outcome         ledger.Outcome
	}
	tests := []struct {
		name  string
		owed  []owed
		order []string
	}{
		{"alone", []owed{{"a", merchant, out}}, []string{}},
		{"then on time", []owed{{"a", merchant, out}, {"b", merchant, ledger.OnTime}}, []string{"b 0s", "a 0s"}},
		{"then late", []owed{{"a", merchant, out}, {"b", merchant, ledger.Late}}, []string{"b 30s", "a 30s"}},
		{"then twice", []owed{{"a", merchant, out}, {"b", merchant, ledger.Twice}}, []string{"b 0s", "b 0s", "a 0s"}},
		{"then lost", []owed{{"a", merchant, out}, {"b", merchant, ledger.Lost}}, []string{}},
		{"both out of order", []owed{{"a", merchant, out}, {"b", merchant, out}}, []string{"b 0s", "a 0s"}},
		{"three", []owed{{"a", merchant, out}, {"b", merchant, out}, {"c", merchant, out}}, []string{"b 0s", "a 0s"}},
		{"four", []owed{{"a", merchant, out}, {"b", merchant, out}, {"c", merchant, out}, {"d", merchant, out}}, []string{"b 0s", "d 0s", "a 0s", "c 0s"}},
		{"to another", []owed{{"a", merchant, out}, {"b", "http://gateway", ledger.OnTime}}, []string{"b 0s"}},
		{"about the same", []owed{{"a", merchant, out}, {"a", merchant, ledger.OnTime}}, []string{"a 0s"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, b *books) {
				for _, o := range test.owed {
					b.owe(o.reference, o.told, o.outcome)
				}
				if diff := cmp.Diff(test.order, b.order()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

// TestInvoicesAndTransactionsDoNotMeet: they stand in one queue, and neither lets
// the other's go.
func TestInvoicesAndTransactionsDoNotMeet(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		b.sent(1, "F-1", ledger.OutOfOrder)
		_, _, err := b.Pay(1, receipt(1))
		b.check(err)
		b.owe("a", merchant, ledger.OnTime)
		owed := b.owed()
		if len(owed) != 1 || owed[0].Reference != "a" || owed[0].Invoice != 0 {
			t.Errorf("owed %+v", owed)
		}
		_, err = b.Begin(owed[0].ID)
		b.check(err)
		ended, notified, err := b.End(owed[0].ID, ledger.Attempt{Status: 200, Outcome: "answered"})
		b.check(err)
		if ended.State != ledger.Answered || notified || b.state(1) != ledger.Paid {
			t.Errorf("ended %+v, notified %t, the invoice is %s", ended, notified, b.state(1))
		}
	})
}

// TestOwedWithTheRest: a callback is owed with all else of its transaction, or
// not at all.
func TestOwedWithTheRest(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		wrong := errors.New("wrong")
		err := b.Decide(func(books ledger.Books) error {
			about := ledger.Callback{Provider: ledger.IntouchPay, Reference: "a", Phone: phone, Told: merchant}
			return errors.Join(books.Owe(about, ledger.Twice, noon.Add(time.Second)), wrong)
		})
		if all, unread := b.Callbacks(); !errors.Is(err, wrong) || unread != nil || len(all) != 0 || len(b.owed()) != 0 {
			t.Errorf("%v, %v: %+v", err, unread, all)
		}
	})
}
