package ledger

import (
	"fmt"
	"time"

	"candybar/phone/number"
)

// State is how far an invoice is.
type State string

// The states.
const (
	// Requested: the handler asked for the money.
	Requested State = "requested"
	// LinkSent: the caller was asked to pay, by a link, a one-time password or a
	// confirmation.
	LinkSent State = "link-sent"
	// Paid: the money moved.
	Paid State = "paid"
	// Notified: the handler answered 200 to the callback.
	Notified State = "notified"
	// Failed: there was not enough money.
	Failed State = "failed"
	// Cancelled: the caller declined.
	Cancelled State = "cancelled"
	// Expired: a newer invoice with the same id of the handler's took its place.
	Expired State = "expired"
)

// Settled reports whether the money of an invoice moved.
func (s State) Settled() bool { return s == Paid || s == Notified }

// Outcome is what the callback of an invoice does, on purpose.
type Outcome string

// The outcomes: what a careful handler must survive.
const (
	// OnTime: the callback follows the payment at once.
	OnTime Outcome = "on-time"
	// Late: half a minute afterwards.
	Late Outcome = "late"
	// Twice: two callbacks, alike to the letter.
	Twice Outcome = "twice"
	// OutOfOrder: only after that of a later invoice.
	OutOfOrder Outcome = "out-of-order"
	// Lost: none.
	Lost Outcome = "lost"
	// WrongAmount: on time, but GetPayments tells another price.
	WrongAmount Outcome = "wrong-amount"
	// NoRecord: on time, but GetPayments does not know of it.
	NoRecord Outcome = "no-record"
	// Forged: one comes although nobody paid.
	Forged Outcome = "forged"
)

// Outcomes are all of them, in the order of a menu.
func Outcomes() []Outcome {
	return []Outcome{OnTime, Late, Twice, OutOfOrder, Lost, WrongAmount, NoRecord, Forged}
}

// ParseOutcome reads an outcome's name.
func ParseOutcome(name string) (Outcome, error) {
	for _, outcome := range Outcomes() {
		if string(outcome) == name {
			return outcome, nil
		}
	}
	return "", fmt.Errorf("unknown outcome %q: use one of %v", name, Outcomes())
}

// Invoice is one payment that a handler asked for.
type Invoice struct {
	// ID is iNoti's own, which GetPayments calls InotiFactorID.
	ID int64 `json:"id"`
	// Order counts the invoices of these books, from 1, as they were requested.
	Order int64 `json:"order"`
	// Yours is the handler's.
	Yours string        `json:"yours"`
	Phone number.Number `json:"phone"`
	// Session is the id of the session that it was asked for in.
	Session string `json:"session"`
	// Call is the call that was answered with it, beginning with its star, and
	// Masked the same with a PIN or password masked; empty where it has none.
	Call   string `json:"call"`
	Masked string `json:"masked"`
	// Handler is where the callback goes.
	Handler string `json:"handler"`
	// Price is as the handler wrote it: whole rial, rupees or francs of the
	// phone's country, at most Currency.Largest.
	Price int64 `json:"price"`
	// PayBy is who takes the money, and Reference what it is called there; empty
	// for iNoti's own link.
	PayBy     Provider `json:"payBy"`
	Reference string   `json:"reference"`
	State     State    `json:"state"`
	Outcome   Outcome  `json:"outcome"`
	// Token is the secret part of the payment link.
	Token string `json:"token"`
	// RRN is the bank's tracking number, RefKey its digital receipt, PayID the
	// payment's number; they come with the payment, or with a forged callback.
	RRN    int64  `json:"rrn"`
	RefKey string `json:"refKey"`
	PayID  int64  `json:"payID"`

	RequestedAt time.Time `json:"requestedAt"`
	// PaidAt is zero until it was paid.
	PaidAt time.Time `json:"paidAt"`
}

// Amount is the price in the smallest unit of the phone's country: rial, paisa,
// franc.
func (i Invoice) Amount() int64 { return i.Phone.Country().Currency().Smallest(i.Price) }

// Request books a new invoice in the state Requested. An earlier one of the
// same phone and handler with the same id of the handler's, which is not paid
// yet, expires and is returned. It fails with ErrTaken where the ID, the Token
// or the Reference is in use.
func (l *Ledger) Request(invoice Invoice) (expired []Invoice, err error) {
	invoice.State = Requested
	err = l.store.Update(func(tx Tx) (err error) {
		if err := free(tx, invoice); err != nil {
			return err
		}
		if expired, err = expireLive(tx, invoice); err != nil {
			return err
		}
		if invoice.Order, err = tx.Next(live); err != nil {
			return err
		}
		if err := put(tx, live, liveKey(invoice), invoice.ID); err != nil {
			return err
		}
		if err := put(tx, tokens, invoice.Token, invoice.ID); err != nil {
			return err
		}
		if err := refer(tx, invoice); err != nil {
			return err
		}
		return put(tx, invoices, keyOf(invoice.ID), invoice)
	})
	return expired, err
}

func liveKey(invoice Invoice) string {
	return invoice.Phone.E164() + "\n" + invoice.Handler + "\n" + invoice.Yours
}

// expireLive ends the invoice that waits in the new one's place.
func expireLive(tx Tx, invoice Invoice) ([]Invoice, error) {
	id, found, err := get[int64](tx, live, liveKey(invoice))
	if err != nil || !found {
		return nil, err
	}
	old, err := change(tx, id, func(i *Invoice) error {
		i.State = Expired
		return nil
	})
	return []Invoice{old}, err
}

func free(tx Tx, invoice Invoice) error {
	id, err := tx.Get(invoices, keyOf(invoice.ID))
	if err != nil {
		return err
	}
	token, err := tx.Get(tokens, invoice.Token)
	if err != nil {
		return err
	}
	reference, err := tx.Get(references, referenceKey(invoice.PayBy, invoice.Reference))
	if err != nil {
		return err
	}
	if id != nil || token != nil || reference != nil {
		return ErrTaken
	}
	return nil
}

// change reads an invoice, lets do change it, and writes it.
func change(tx Tx, id int64, do func(*Invoice) error) (Invoice, error) {
	invoice, found, err := get[Invoice](tx, invoices, keyOf(id))
	switch {
	case err != nil:
		return Invoice{}, err
	case !found:
		return Invoice{}, ErrUnknown
	}
	if err := do(&invoice); err != nil {
		return invoice, err
	}
	return invoice, put(tx, invoices, keyOf(id), invoice)
}

// SendLink notes that the caller was asked to pay. For the outcome Forged it
// owes the callback that nobody paid for, with the receipt's number. The error
// is ErrUnknown or ErrSpent.
func (l *Ledger) SendLink(id int64, receipt Receipt) (invoice Invoice, err error) {
	err = l.store.Update(func(tx Tx) (err error) {
		if invoice, err = change(tx, id, func(i *Invoice) error {
			if i.State != Requested {
				return ErrSpent
			}
			i.State = LinkSent
			return nil
		}); err != nil || invoice.Outcome != Forged {
			return err
		}
		invoice, err = forge(tx, id, receipt)
		return err
	})
	return invoice, err
}

// SetOutcome chooses what the callback of an invoice will do. It changes
// nothing that was sent. Choosing Forged while the invoice waits to be paid owes
// the callback at once, with the receipt's number. The error is ErrUnknown.
func (l *Ledger) SetOutcome(id int64, outcome Outcome, receipt Receipt) (invoice Invoice, err error) {
	err = l.store.Update(func(tx Tx) (err error) {
		var before Outcome
		if invoice, err = change(tx, id, func(i *Invoice) error {
			before, i.Outcome = i.Outcome, outcome
			return nil
		}); err != nil {
			return err
		}
		if outcome == Forged && before != Forged && invoice.State == LinkSent {
			invoice, err = forge(tx, id, receipt)
		}
		return err
	})
	return invoice, err
}

// forge owes the callback of a payment that nobody made.
func forge(tx Tx, id int64, receipt Receipt) (Invoice, error) {
	invoice, err := change(tx, id, func(i *Invoice) error {
		i.RRN = receipt.RRN
		return nil
	})
	if err != nil {
		return invoice, err
	}
	return invoice, owe(tx, invoice, receipt.At)
}

// Invoice is the invoice with iNoti's id. The error is ErrUnknown.
func (l *Ledger) Invoice(id int64) (invoice Invoice, err error) {
	err = l.store.View(func(tx Tx) error {
		found := false
		if invoice, found, err = get[Invoice](tx, invoices, keyOf(id)); err == nil && !found {
			err = ErrUnknown
		}
		return err
	})
	return invoice, err
}

// ByToken is the invoice behind a payment link. The error is ErrUnknown.
func (l *Ledger) ByToken(token string) (invoice Invoice, err error) {
	err = l.store.View(func(tx Tx) error {
		id, found, err := get[int64](tx, tokens, token)
		if err != nil {
			return err
		}
		if !found {
			return ErrUnknown
		}
		invoice, _, err = get[Invoice](tx, invoices, keyOf(id))
		return err
	})
	return invoice, err
}

// Invoices are all invoices, by their ids.
func (l *Ledger) Invoices() (found []Invoice, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = all[Invoice](tx, invoices)
		return err
	})
	return found, err
}
