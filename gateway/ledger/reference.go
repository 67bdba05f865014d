package ledger

import (
	"errors"
	"time"
)

// reference is an invoice whose money a provider takes, and the charge that it
// booked for it; 0 while there is none.
type reference struct {
	Invoice int64 `json:"invoice"`
	Charge  int64 `json:"charge"`
}

func referenceKey(provider Provider, called string) string { return string(provider) + "/" + called }

// provider is who takes the money of an invoice.
func (i Invoice) provider() Provider {
	if i.PayBy == "" {
		return Inoti
	}
	return i.PayBy
}

// refer makes an invoice known by its reference, where it has one.
func refer(tx Tx, invoice Invoice) error {
	if invoice.Reference == "" {
		return nil
	}
	return put(tx, references, referenceKey(invoice.PayBy, invoice.Reference), reference{Invoice: invoice.ID})
}

// bookReference notes a provider's charge at the invoice that it is for, and
// returns that; 0 where it is for none of ours.
func bookReference(tx Tx, charge Charge) (invoice int64, err error) {
	key := referenceKey(charge.Provider, charge.Reference)
	known, found, err := get[reference](tx, references, key)
	if err != nil || !found {
		return 0, err
	}
	known.Charge = charge.ID
	if err := put(tx, unconcluded, key, known.Invoice); err != nil {
		return 0, err
	}
	return known.Invoice, put(tx, references, key, known)
}

// ByReference is the invoice that a provider takes the money of under a
// reference. The error is ErrUnknown.
func (l *Ledger) ByReference(provider Provider, called string) (invoice Invoice, err error) {
	err = l.store.View(func(tx Tx) error {
		known, found, err := get[reference](tx, references, referenceKey(provider, called))
		if err != nil {
			return err
		}
		if !found {
			return ErrUnknown
		}
		invoice, _, err = get[Invoice](tx, invoices, keyOf(known.Invoice))
		return err
	})
	return invoice, err
}

// Conclusion is what a provider said became of a payment that it was asked for.
type Conclusion struct {
	// Refused says why no money moved; empty where it did.
	Refused string
	// Cancelled is true where the subscriber did not want to.
	Cancelled bool
	At        time.Time
}

// Conclude notes what a provider made of an invoice. Where the money moved the
// invoice is Paid and its callbacks are owed, even if it had expired or was given
// up: money that moved is never unheard of. The wallet is the provider's concern.
// Charge is what is booked now, for a provider whose books are its own; booked is
// false where our own books had it before. The error is ErrUnknown, or ErrSpent
// where the invoice was concluded already.
func (l *Ledger) Conclude(id int64, receipt Receipt, c Conclusion) (invoice Invoice, charge Charge, booked bool, err error) {
	spent := false
	err = l.store.Update(func(tx Tx) (err error) {
		invoice, err = change(tx, id, func(i *Invoice) error { return i.conclude(receipt, c) })
		if spent = errors.Is(err, ErrSpent); err != nil && !spent {
			return err
		}
		if err := tx.Delete(unconcluded, referenceKey(invoice.PayBy, invoice.Reference)); err != nil || spent {
			return err
		}
		if charge, booked, err = bookConclusion(tx, invoice, c); err != nil {
			return err
		}
		if err := forgetLive(tx, invoice); err != nil || invoice.State != Paid {
			return err
		}
		return owe(tx, invoice, receipt.At)
	})
	if err == nil && spent {
		err = ErrSpent
	}
	return invoice, charge, booked, err
}

// conclude gives an invoice the state that follows from a conclusion.
func (i *Invoice) conclude(receipt Receipt, c Conclusion) error {
	open := i.State == Requested || i.State == LinkSent
	switch {
	case c.Refused == "" && !i.State.Settled():
		i.pay(receipt)
	case !open:
		return ErrSpent
	case c.Cancelled:
		i.State = Cancelled
	default:
		i.State = Failed
	}
	return nil
}

// bookConclusion books the charge of an invoice, unless the provider did, or one
// that ended alike was booked before.
func bookConclusion(tx Tx, invoice Invoice, c Conclusion) (charge Charge, booked bool, err error) {
	key := referenceKey(invoice.PayBy, invoice.Reference)
	known, found, err := get[reference](tx, references, key)
	if err != nil {
		return Charge{}, false, err
	}
	if found && known.Charge != 0 {
		before, _, err := get[Charge](tx, charges, keyOf(known.Charge))
		if err != nil || (before.State == Succeeded) == (c.Refused == "") {
			return Charge{}, false, err
		}
	}
	charge = Charge{Provider: invoice.provider(), Invoice: invoice.ID, Reference: invoice.Reference, State: Succeeded, At: c.At}
	if c.Refused != "" {
		charge.State, charge.Reason = Refused, c.Refused
	}
	if charge, err = book(tx, invoice, charge); err != nil || !found {
		return charge, true, err
	}
	known.Charge = charge.ID
	return charge, true, put(tx, references, key, known)
}

// forgetLive lets the invoice's place go, unless a newer one has it.
func forgetLive(tx Tx, invoice Invoice) error {
	holder, found, err := get[int64](tx, live, liveKey(invoice))
	if err != nil || !found || holder != invoice.ID {
		return err
	}
	return tx.Delete(live, liveKey(invoice))
}
