package ledger

import (
	"slices"
	"strings"
	"time"

	"candybar/phone/number"
)

// LateBy is how long after the payment a late callback is due.
const LateBy = 30 * time.Second

// CallbackState is how far a callback is.
type CallbackState string

// The states of a callback.
const (
	// Owed: it has not been made.
	Owed CallbackState = "owed"
	// Held: it waits for that of a later payment.
	Held CallbackState = "held"
	// Sent: an attempt is under way, or was when the process ended.
	Sent CallbackState = "sent"
	// Answered: who was told answered 200.
	Answered CallbackState = "answered"
	// GivenUp: no attempt got 200, and none is made any more.
	GivenUp CallbackState = "given-up"
)

// Callback is one call that the gateway makes after money moved, or did not: to
// a handler about an invoice, or to a merchant about a transaction at a provider.
type Callback struct {
	ID int64 `json:"id"`
	// Provider is whose wire it has. iNoti's tells of an Invoice, and any other's
	// of the transaction that Reference is the key of in the provider's table.
	Provider  Provider `json:"provider"`
	Invoice   int64    `json:"invoice"`
	Reference string   `json:"reference"`
	// Phone is the subscriber's: its callbacks go out one by one.
	Phone number.Number `json:"phone"`
	// Told is who is told. One that is held waits for a later one to the same.
	Told  string        `json:"told"`
	State CallbackState `json:"state"`
	// Due is when it is to be made; it does not count while it is held.
	Due time.Time `json:"due"`
	// Released is true for one that was held. Of two that are due at once it is
	// the later one.
	Released bool `json:"released"`
	// Repeated is true where the attempt that is to be made, or was the last, is one
	// that is made again, since nobody knows how the one before it ended: the process
	// did.
	Repeated bool `json:"repeated"`
	// Attempts counts those that were begun.
	Attempts int `json:"attempts"`
	// Status is that of the last attempt's answer; 0 where none came.
	Status int `json:"status"`
	// Outcome says in a word how the last attempt ended.
	Outcome string `json:"outcome"`
}

// sameSubject reports whether two callbacks tell of one payment.
func (c Callback) sameSubject(other Callback) bool {
	return c.Provider == other.Provider && c.Invoice == other.Invoice && c.Reference == other.Reference
}

// owe books the callbacks that an invoice's outcome wants.
func owe(tx Tx, invoice Invoice, now time.Time) error {
	about := Callback{Provider: Inoti, Invoice: invoice.ID, Phone: invoice.Phone, Told: invoice.Handler}
	return oweAbout(tx, about, invoice.Outcome, now)
}

// Owe books the callbacks of a provider's transaction as outcome has it. About is
// what they tell of and whom: Provider, Reference, Phone and Told. An outcome that
// only GetPayments or an invoice can have (WrongAmount, NoRecord, Forged) is on
// time.
func (b Books) Owe(about Callback, outcome Outcome, now time.Time) error {
	return oweAbout(b.tx, about, outcome, now)
}

// oweAbout books callbacks, and lets go those of earlier payments that were held
// for a later one.
func oweAbout(tx Tx, about Callback, outcome Outcome, now time.Time) error {
	waiting, err := heldFor(tx, about)
	if err != nil {
		return err
	}
	if outcome == OutOfOrder && len(waiting) > 0 {
		// This is the later one. Were it held too, all would come in order.
		outcome = OnTime
	}
	due := dueTimes(outcome, now)
	for _, at := range due {
		about.State, about.Due = Owed, at
		if err := add(tx, about); err != nil {
			return err
		}
	}
	switch {
	case outcome == OutOfOrder:
		about.State = Held
		return add(tx, about)
	case len(due) == 0:
		return nil
	default:
		return letGo(tx, waiting, due[len(due)-1])
	}
}

// dueTimes are when the callbacks of an outcome are due, one each: none where
// they are lost or held.
func dueTimes(outcome Outcome, now time.Time) []time.Time {
	switch outcome {
	case Lost, OutOfOrder:
		return nil
	case Late:
		return []time.Time{now.Add(LateBy)}
	case Twice:
		return []time.Time{now, now}
	case OnTime, WrongAmount, NoRecord, Forged:
		return []time.Time{now}
	default:
		return []time.Time{now}
	}
}

// indexKey is a callback's key in the tables owed and held.
func (c Callback) indexKey() string { return prefixOf(c.Phone) + keyOf(c.ID) }

// prefixOf begins the keys of a phone's callbacks there.
func prefixOf(phone number.Number) string { return phone.E164() + "/" }

func add(tx Tx, callback Callback) error {
	id, err := tx.Next(callbacks)
	if err != nil {
		return err
	}
	callback.ID = id
	index := owed
	if callback.State == Held {
		index = held
	}
	if err := put(tx, index, callback.indexKey(), id); err != nil {
		return err
	}
	return put(tx, callbacks, keyOf(id), callback)
}

// indexed are the callbacks that stand in the table index, of the phones whose keys
// begin with prefix.
func indexed(tx Tx, index Table, prefix string) (found []Callback, err error) {
	err = tx.Each(index, prefix, func(key string, _ []byte) error {
		_, id, _ := strings.Cut(key, "/")
		callback, _, err := get[Callback](tx, callbacks, id)
		found = append(found, callback)
		return err
	})
	return found, err
}

// heldFor are the callbacks that wait for one like about: of another payment, of
// the same phone and to the same.
func heldFor(tx Tx, about Callback) (waiting []Callback, err error) {
	all, err := indexed(tx, held, prefixOf(about.Phone))
	for _, callback := range all {
		if callback.Told == about.Told && !callback.sameSubject(about) {
			waiting = append(waiting, callback)
		}
	}
	return waiting, err
}

// letGo makes callbacks owed that were held.
func letGo(tx Tx, waiting []Callback, due time.Time) error {
	for _, callback := range waiting {
		if err := tx.Delete(held, callback.indexKey()); err != nil {
			return err
		}
		if err := put(tx, owed, callback.indexKey(), callback.ID); err != nil {
			return err
		}
		callback.State, callback.Due, callback.Released = Owed, due, true
		if err := put(tx, callbacks, keyOf(callback.ID), callback); err != nil {
			return err
		}
	}
	return nil
}

// Replay owes one more callback of a settled invoice, at once. The error is
// ErrUnknown, or ErrSpent where nothing was paid.
func (l *Ledger) Replay(id int64, now time.Time) error {
	return l.store.Update(func(tx Tx) error {
		invoice, found, err := get[Invoice](tx, invoices, keyOf(id))
		switch {
		case err != nil:
			return err
		case !found:
			return ErrUnknown
		case !invoice.State.Settled():
			return ErrSpent
		}
		return add(tx, Callback{Provider: Inoti, Invoice: id, Phone: invoice.Phone, Told: invoice.Handler, State: Owed, Due: now})
	})
}

// Begin notes, before it goes out, that an attempt of a callback is made. The
// error is ErrUnknown, or ErrSpent where it is not owed.
func (l *Ledger) Begin(id int64) (callback Callback, err error) {
	err = l.store.Update(func(tx Tx) error {
		found := false
		if callback, found, err = get[Callback](tx, callbacks, keyOf(id)); err != nil {
			return err
		}
		switch {
		case !found:
			return ErrUnknown
		case callback.State != Owed:
			return ErrSpent
		}
		callback.State = Sent
		callback.Attempts++
		return put(tx, callbacks, keyOf(id), callback)
	})
	return callback, err
}

// Attempt is how an attempt ended.
type Attempt struct {
	// Status is that of its answer; 0 where none came. Outcome is a word for it.
	Status  int
	Outcome string
	At      time.Time
	Retry   Retry
}

// Retry is how often a callback is tried that is not answered with 200, and how
// long after the first failure; each later try waits twice as long as the one
// before. The zero Retry tries once, as iNoti's page and IntouchPay's say nothing
// of more.
type Retry struct {
	Tries   int
	Backoff time.Duration
}

// longestBackoff bounds how long a try waits.
const longestBackoff = 24 * time.Hour

// after is when a callback is tried again that was tried so often; ok is false
// where it is not.
func (r Retry) after(attempts int, failed time.Time) (due time.Time, ok bool) {
	if attempts >= r.Tries {
		return time.Time{}, false
	}
	wait := min(r.Backoff, longestBackoff)
	for range attempts - 1 {
		wait = min(2*wait, longestBackoff)
	}
	return failed.Add(wait), true
}

// End notes how an attempt ended. A 200 answers the callback; after anything else
// it is owed again or given up. Notified is true where that made a paid invoice
// Notified. The error is ErrUnknown.
func (l *Ledger) End(id int64, ended Attempt) (callback Callback, notified bool, err error) {
	err = l.store.Update(func(tx Tx) error {
		found := false
		if callback, found, err = get[Callback](tx, callbacks, keyOf(id)); err != nil {
			return err
		}
		if !found {
			return ErrUnknown
		}
		if err := end(tx, &callback, ended); err != nil {
			return err
		}
		if callback.Provider != Inoti || callback.State != Answered {
			return nil
		}
		_, err := change(tx, callback.Invoice, func(i *Invoice) error {
			if notified = i.State == Paid; notified {
				i.State = Notified
			}
			return nil
		})
		return err
	})
	return callback, notified, err
}

// end gives a callback the state that follows from an attempt.
func end(tx Tx, callback *Callback, ended Attempt) error {
	callback.Status, callback.Outcome = ended.Status, ended.Outcome
	due, again := ended.Retry.after(callback.Attempts, ended.At)
	switch {
	case ended.Status == 200:
		callback.State = Answered
	case again:
		callback.State, callback.Due, callback.Repeated = Owed, due, false
		if err := put(tx, owed, callback.indexKey(), callback.ID); err != nil {
			return err
		}
		return put(tx, callbacks, keyOf(callback.ID), *callback)
	default:
		callback.State = GivenUp
	}
	if err := tx.Delete(owed, callback.indexKey()); err != nil {
		return err
	}
	return put(tx, callbacks, keyOf(callback.ID), *callback)
}

// Owed are the callbacks of a phone that are owed, in the order in which they
// go out.
func (l *Ledger) Owed(phone number.Number) (found []Callback, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = indexed(tx, owed, prefixOf(phone))
		return err
	})
	found = slices.DeleteFunc(found, func(c Callback) bool { return c.State != Owed })
	slices.SortStableFunc(found, sooner)
	return found, err
}

// sooner orders callbacks as they go out.
func sooner(a, b Callback) int {
	if order := a.Due.Compare(b.Due); order != 0 || a.Released == b.Released {
		return order
	}
	if b.Released {
		return -1
	}
	return 1
}

// Callbacks are all callbacks, oldest first.
func (l *Ledger) Callbacks() (found []Callback, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = all[Callback](tx, callbacks)
		return err
	})
	return found, err
}
