package ledger

import (
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
	// Held: it waits for that of a later invoice.
	Held CallbackState = "held"
	// Sent: an attempt is under way, or was when the process ended.
	Sent CallbackState = "sent"
	// Answered: the handler answered 200.
	Answered CallbackState = "answered"
	// GivenUp: no attempt got 200, and none is made any more.
	GivenUp CallbackState = "given-up"
)

// Callback is one call that the gateway makes to a handler after money moved.
type Callback struct {
	ID      int64         `json:"id"`
	Invoice int64         `json:"invoice"`
	State   CallbackState `json:"state"`
	// Due is when it is to be made; it does not count while it is held.
	Due time.Time `json:"due"`
	// Attempts counts those that were begun.
	Attempts int `json:"attempts"`
	// Status is that of the last attempt's answer; 0 where none came.
	Status int `json:"status"`
	// Outcome says in a word how the last attempt ended.
	Outcome string `json:"outcome"`
}

// owe books the callbacks that an invoice's outcome wants, and lets go those
// of earlier invoices of the same handler and phone that were held for it.
func owe(tx Tx, invoice Invoice, now time.Time) error {
	var due []Callback
	switch invoice.Outcome {
	case Lost:
	case Late:
		due = []Callback{{State: Owed, Due: now.Add(LateBy)}}
	case Twice:
		due = []Callback{{State: Owed, Due: now}, {State: Owed, Due: now}}
	case OutOfOrder:
		due = []Callback{{State: Held}}
	case OnTime, WrongAmount, NoRecord, Forged, "":
		due = []Callback{{State: Owed, Due: now}}
	}
	for _, callback := range due {
		if err := add(tx, invoice, callback); err != nil {
			return err
		}
	}
	return letGo(tx, invoice, now)
}

// indexKey is a callback's key in the tables owed and held.
func indexKey(phone number.Number, id int64) string { return phone.E164() + "/" + keyOf(id) }

func add(tx Tx, invoice Invoice, callback Callback) error {
	id, err := tx.Next(callbacks)
	if err != nil {
		return err
	}
	callback.ID, callback.Invoice = id, invoice.ID
	index := owed
	if callback.State == Held {
		index = held
	}
	if err := put(tx, index, indexKey(invoice.Phone, id), id); err != nil {
		return err
	}
	return put(tx, callbacks, keyOf(id), callback)
}

// indexed are the callbacks of a phone that stand in the table index.
func indexed(tx Tx, index Table, phone number.Number) (found []Callback, err error) {
	err = tx.Each(index, phone.E164()+"/", func(key string, _ []byte) error {
		_, id, _ := strings.Cut(key, "/")
		callback, _, err := get[Callback](tx, callbacks, id)
		found = append(found, callback)
		return err
	})
	return found, err
}

// letGo makes callbacks owed that were held for a later invoice's. They are due
// after it.
func letGo(tx Tx, later Invoice, now time.Time) error {
	waiting, err := indexed(tx, held, later.Phone)
	if err != nil {
		return err
	}
	for _, callback := range waiting {
		earlier, found, err := get[Invoice](tx, invoices, keyOf(callback.Invoice))
		if err != nil {
			return err
		}
		if !found || earlier.ID == later.ID || earlier.Handler != later.Handler {
			continue
		}
		if err := tx.Delete(held, indexKey(later.Phone, callback.ID)); err != nil {
			return err
		}
		if err := put(tx, owed, indexKey(later.Phone, callback.ID), callback.ID); err != nil {
			return err
		}
		callback.State, callback.Due = Owed, now.Add(time.Millisecond)
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
		return add(tx, invoice, Callback{State: Owed, Due: now})
	})
}

// Begin notes, before it goes out, that an attempt of a callback is made. The
// error is ErrUnknown, or ErrSpent where it is not owed.
func (l *Ledger) Begin(id int64) (callback Callback, invoice Invoice, err error) {
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
		if err := put(tx, callbacks, keyOf(id), callback); err != nil {
			return err
		}
		if invoice, _, err = get[Invoice](tx, invoices, keyOf(callback.Invoice)); err != nil {
			return err
		}
		return tx.Delete(owed, indexKey(invoice.Phone, id))
	})
	return callback, invoice, err
}

// End notes how an attempt ended: the status of its answer, 0 where none came,
// and a word for it. A 200 answers the callback, and notifies a paid invoice;
// anything else gives it up.
func (l *Ledger) End(id int64, status int, outcome string) (callback Callback, invoice Invoice, err error) {
	err = l.store.Update(func(tx Tx) error {
		found := false
		if callback, found, err = get[Callback](tx, callbacks, keyOf(id)); err != nil {
			return err
		}
		if !found {
			return ErrUnknown
		}
		callback.State, callback.Status, callback.Outcome = GivenUp, status, outcome
		if status == 200 {
			callback.State = Answered
		}
		if err := put(tx, callbacks, keyOf(id), callback); err != nil {
			return err
		}
		invoice, err = change(tx, callback.Invoice, func(i *Invoice) error {
			if i.State == Paid && callback.State == Answered {
				i.State = Notified
			}
			return nil
		})
		return err
	})
	return callback, invoice, err
}

// Owed are the callbacks of a phone's invoices that are owed, oldest first.
func (l *Ledger) Owed(phone number.Number) (found []Callback, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = indexed(tx, owed, phone)
		return err
	})
	return found, err
}

// Callbacks are all callbacks, oldest first.
func (l *Ledger) Callbacks() (found []Callback, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = all[Callback](tx, callbacks)
		return err
	})
	return found, err
}
