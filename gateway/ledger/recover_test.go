package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// TestRetry is when a callback is tried again that failed so often.
func TestRetry(t *testing.T) {
	t.Parallel()
	const never = -1
	tests := map[string]struct {
		retry ledger.Retry
		waits []time.Duration
	}{
		"once by default":    {ledger.Retry{}, []time.Duration{never}},
		"once":               {ledger.Retry{Tries: 1, Backoff: time.Second}, []time.Duration{never}},
		"twice":              {ledger.Retry{Tries: 2, Backoff: time.Second}, []time.Duration{time.Second, never}},
		"doubling":           {ledger.Retry{Tries: 5, Backoff: 10 * time.Second}, []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, never}},
		"at once":            {ledger.Retry{Tries: 3}, []time.Duration{0, 0, never}},
		"no longer than one": {ledger.Retry{Tries: 5, Backoff: 7 * time.Hour}, []time.Duration{7 * time.Hour, 14 * time.Hour, 24 * time.Hour, 24 * time.Hour, never}},
		"too long at first":  {ledger.Retry{Tries: 3, Backoff: 1000 * time.Hour}, []time.Duration{24 * time.Hour, 24 * time.Hour, never}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, b *books) {
				b.open(1_000_000)
				b.sent(1, "F-1", ledger.OnTime)
				_, _, err := b.Pay(1, receipt(777))
				b.check(err)
				for i, want := range test.waits {
					begun, err := b.Begin(b.owed()[0].ID)
					b.check(err)
					failed := noon.Add(time.Duration(i) * 100 * time.Hour)
					ended, _, err := b.End(begun.ID, ledger.Attempt{Status: 500, Outcome: "status", At: failed, Retry: test.retry})
					b.check(err)
					wait := time.Duration(never)
					if ended.State == ledger.Owed {
						wait = ended.Due.Sub(failed)
					}
					if wait != want || ended.Attempts != i+1 || (ended.State == ledger.GivenUp) != (want == never) {
						t.Errorf("try %d: waits %s, want %s: %+v", i+1, wait, want, ended)
					}
				}
				if len(b.owed()) != 0 || b.state(1) != ledger.Paid {
					t.Errorf("afterwards %d are owed, and the invoice is %s", len(b.owed()), b.state(1))
				}
			})
		})
	}
}

// TestAnsweredInTheEnd: a later try that is answered is the last.
func TestAnsweredInTheEnd(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		b.sent(1, "F-1", ledger.OnTime)
		_, _, err := b.Pay(1, receipt(777))
		b.check(err)
		for i, status := range []int{503, 200} {
			begun, err := b.Begin(b.owed()[0].ID)
			b.check(err)
			_, notified, err := b.End(begun.ID, ledger.Attempt{Status: status, Retry: ledger.Retry{Tries: 5}})
			b.check(err)
			if notified != (status == 200) {
				t.Errorf("try %d: notified %t", i+1, notified)
			}
		}
		if len(b.owed()) != 0 || b.state(1) != ledger.Notified {
			t.Errorf("afterwards %d are owed, and the invoice is %s", len(b.owed()), b.state(1))
		}
	})
}

// recover are the unfinished invoices of the one phone.
func (b *books) recover() (ids []int64) {
	b.t.Helper()
	known, err := b.Recover()
	b.check(err)
	for _, phone := range known {
		for _, invoice := range phone.Unfinished {
			ids = append(ids, invoice.ID)
		}
	}
	return ids
}

// TestRecoverCallbacks: an attempt whose end nobody knows is owed again, marked; what
// ended or did not begin stays as it is.
func TestRecoverCallbacks(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		for id := range int64(4) {
			b.sent(id+1, string(rune('a'+id)), ledger.OnTime)
			_, _, err := b.Pay(id+1, receipt(id+1))
			b.check(err)
		}
		// The first is answered, the second given up, the third under way.
		for id := range int64(3) {
			_, err := b.Begin(id + 1)
			b.check(err)
		}
		for id, status := range []int{200, 500} {
			_, _, err := b.End(int64(id+1), ledger.Attempt{Status: status})
			b.check(err)
		}
		for range 2 {
			if left := b.recover(); len(left) != 0 {
				t.Errorf("the invoices %v are unfinished", left)
			}
			owed := b.owed()
			if len(owed) != 2 || owed[0].ID != 3 || !owed[0].Repeated || owed[0].Attempts != 1 || owed[1].ID != 4 || owed[1].Repeated {
				t.Errorf("owed are %+v", owed)
			}
		}
		// A repeat that failed is followed by one that is none.
		begun, err := b.Begin(3)
		b.check(err)
		ended, _, err := b.End(3, ledger.Attempt{Status: 500, Retry: ledger.Retry{Tries: 3}})
		b.check(err)
		if !begun.Repeated || ended.Repeated || ended.Attempts != 2 {
			t.Errorf("begun %+v, ended %+v", begun, ended)
		}
	})
}

// TestRecoverInvoices: those that are not at their end come back, in the order in
// which they were requested.
func TestRecoverInvoices(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		if left := b.recover(); len(left) != 0 {
			t.Errorf("the invoices %v are unfinished", left)
		}
		_, err := b.Request(invoice(9, "requested", ledger.OnTime))
		b.check(err)
		b.sent(8, "sent", ledger.OnTime)
		b.sent(7, "paid", ledger.OnTime)
		_, _, err = b.Pay(7, receipt(7))
		b.check(err)
		b.sent(6, "declined", ledger.OnTime)
		_, _, err = b.Decline(6, noon)
		b.check(err)
		b.sent(5, "again", ledger.OnTime)
		b.sent(4, "again", ledger.OnTime)
		if diff := cmp.Diff([]int64{9, 8, 4}, b.recover()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		known, err := b.Recover()
		b.check(err)
		if len(known) != 1 || known[0].Phone != phone {
			t.Errorf("known are %+v", known)
		}
	})
}

// TestRecoverWhatAProviderBooked: an invoice whose charge is in the books and that
// does not say so comes back until it does, whatever became of it meanwhile.
func TestRecoverWhatAProviderBooked(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		asked := invoice(1, "F-1", ledger.OnTime)
		asked.PayBy, asked.Reference = ledger.IPayy, "token-0001"
		_, err := b.Request(asked)
		b.check(err)
		_, err = b.SendLink(1, receipt(1))
		b.check(err)
		b.check(b.Decide(func(books ledger.Books) error {
			_, err := books.Book(ledger.Charge{Provider: ledger.IPayy, Reference: "token-0001", Phone: phone, Amount: 5, State: ledger.Succeeded})
			return err
		}))
		// A newer one takes its place.
		b.sent(2, "F-1", ledger.OnTime)
		if diff := cmp.Diff([]int64{1, 2}, b.recover()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		charge, booked, err := b.ChargeOf(asked)
		if err != nil || !booked || charge.Amount != 5 {
			t.Errorf("the charge is %+v, %t, %v", charge, booked, err)
		}
		paid, _, again, err := b.Conclude(1, receipt(3), ledger.Conclusion{})
		if err != nil || again || paid.State != ledger.Paid || len(b.owed()) != 1 {
			t.Errorf("concluded as %+v, booked again %t, %v", paid, again, err)
		}
		if diff := cmp.Diff([]int64{2}, b.recover()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// TestPaidAfterAll: money that moved is never unheard of, and moves once.
func TestPaidAfterAll(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(1_000_000)
		asked := invoice(1, "F-1", ledger.OnTime)
		asked.PayBy, asked.Reference = ledger.IntouchPay, "reference"
		_, err := b.Request(asked)
		b.check(err)
		steps := []struct {
			conclusion ledger.Conclusion
			state      ledger.State
			booked     bool
			err        error
		}{
			{ledger.Conclusion{Refused: "nobody answered"}, ledger.Failed, true, nil},
			{ledger.Conclusion{Refused: "nobody answered"}, ledger.Failed, false, ledger.ErrSpent},
			{ledger.Conclusion{}, ledger.Paid, true, nil},
			{ledger.Conclusion{}, ledger.Paid, false, ledger.ErrSpent},
			{ledger.Conclusion{Refused: "late"}, ledger.Paid, false, ledger.ErrSpent},
		}
		for i, step := range steps {
			_, _, booked, err := b.Conclude(1, receipt(int64(i)), step.conclusion)
			if booked != step.booked || !errors.Is(err, step.err) || b.state(1) != step.state {
				t.Errorf("step %d: booked %t, %s, %v", i, booked, b.state(1), err)
			}
		}
		if len(b.owed()) != 1 {
			t.Errorf("%d callbacks are owed", len(b.owed()))
		}
	})
}

// TestMoneyMoves: what a wallet loses a merchant's account gains, in its own money.
func TestMoneyMoves(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, b *books) {
		b.open(60_000)
		for id := range int64(2) {
			b.sent(id+1, string(rune('a'+id)), ledger.OnTime)
			_, _, err := b.Pay(id+1, receipt(id))
			b.check(err)
		}
		b.check(b.Look(func(books ledger.Books) error {
			for _, provider := range ledger.Providers() {
				for _, country := range number.Countries() {
					want := int64(0)
					if provider == ledger.Inoti && country == number.Iran {
						want = 50_000
					}
					if held, err := books.Account(provider, country); err != nil || held != want {
						t.Errorf("the account at %s in %s holds %d, want %d, %v", provider, country, held, want, err)
					}
				}
			}
			return nil
		}))
		// What would be more than can be counted does not move.
		b.check(b.SetBalance(phone, 1<<63-1))
		b.check(b.Decide(func(books ledger.Books) error {
			if _, err := books.Take(ledger.IPayy, phone, 1<<62); err != nil {
				t.Error(err)
			}
			return nil
		}))
		err := b.Decide(func(books ledger.Books) error {
			if _, err := books.Add(phone, 1<<62); err != nil {
				return err
			}
			_, err := books.Take(ledger.IPayy, phone, 1<<62)
			return err
		})
		if err == nil {
			t.Error("an account holds more than can be counted")
		}
	})
}

// TestEnter counts the processes of a file.
func TestEnter(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for want := range int64(3) {
		file := openFile(t, folder, "a test")
		if got, err := ledger.New(file).Enter(); err != nil || got != want {
			t.Errorf("%d processes before, want %d, %v", got, want, err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
