package ledger

import (
	"cmp"
	"slices"
	"strings"

	"candybar/phone/number"
)

// Known is a phone that the books know from a process before this one.
type Known struct {
	Phone number.Number
	// Unfinished are its invoices that are not at their end, in the order in which
	// they were requested: those that were not asked for yet or wait to be paid, and
	// those whose charge a provider of ours booked and that do not say so.
	Unfinished []Invoice
}

// Recover makes the books of a process that ended those of one that begins: an
// attempt of a callback whose end nobody knows is owed again, marked as a repeat.
// It returns the phones that the books know, by their numbers. What it takes grows
// with what is unfinished, not with what the books hold.
func (l *Ledger) Recover() (phones []Known, err error) {
	err = l.store.Update(func(tx Tx) error {
		if err := oweAgain(tx); err != nil {
			return err
		}
		known, err := all[Wallet](tx, wallets)
		if err != nil {
			return err
		}
		unfinished, err := unfinished(tx)
		phones = make([]Known, len(known))
		for i, wallet := range known {
			phones[i] = Known{wallet.Phone, unfinished[wallet.Phone]}
		}
		return err
	})
	slices.SortFunc(phones, func(a, b Known) int { return strings.Compare(a.Phone.E164(), b.Phone.E164()) })
	return phones, err
}

// oweAgain makes the callbacks owed whose attempts were under way.
func oweAgain(tx Tx) error {
	unended, err := indexed(tx, owed, "")
	if err != nil {
		return err
	}
	for _, callback := range unended {
		if callback.State != Sent {
			continue
		}
		callback.State, callback.Repeated = Owed, true
		if err := put(tx, callbacks, keyOf(callback.ID), callback); err != nil {
			return err
		}
	}
	return nil
}

// unfinished are the invoices that are not at their end, by phone.
func unfinished(tx Tx) (map[number.Number][]Invoice, error) {
	found := make(map[number.Number][]Invoice)
	seen := make(map[int64]bool)
	for _, table := range []Table{live, unconcluded} {
		ids, err := all[int64](tx, table)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			invoice, known, err := get[Invoice](tx, invoices, keyOf(id))
			if err != nil {
				return nil, err
			}
			if known && !seen[id] {
				seen[id] = true
				found[invoice.Phone] = append(found[invoice.Phone], invoice)
			}
		}
	}
	for _, invoices := range found {
		slices.SortFunc(invoices, func(a, b Invoice) int { return cmp.Compare(a.Order, b.Order) })
	}
	return found, nil
}

// Enter counts the processes that keep these books, and returns how many did before
// this one. Call it once a process.
func (l *Ledger) Enter() (before int64, err error) {
	err = l.store.Update(func(tx Tx) error {
		// Wallets have no numbers of their own.
		next, err := tx.Next(wallets)
		before = next - 1
		return err
	})
	return before, err
}

// ChargeOf is the charge that was booked for an invoice whose money a provider
// takes; booked is false where there is none.
func (l *Ledger) ChargeOf(invoice Invoice) (charge Charge, booked bool, err error) {
	err = l.store.View(func(tx Tx) error {
		known, found, err := get[reference](tx, references, referenceKey(invoice.PayBy, invoice.Reference))
		if err != nil || !found || known.Charge == 0 {
			return err
		}
		charge, booked, err = get[Charge](tx, charges, keyOf(known.Charge))
		return err
	})
	return charge, booked, err
}
