package ledger

import (
	"maps"
	"slices"
	"strings"

	"candybar/phone/number"
)

// Recover makes the books of a process that ended those of one that begins: an
// attempt of a callback whose end nobody knows is owed again, marked as a repeat.
// It returns the phones that something is owed to or asked of.
func (l *Ledger) Recover() (phones []number.Number, err error) {
	concerned := make(map[number.Number]bool)
	err = l.store.Update(func(tx Tx) error {
		clear(concerned)
		known, err := all[Callback](tx, callbacks)
		if err != nil {
			return err
		}
		for _, callback := range known {
			if callback.State == Sent {
				callback.State, callback.Repeated = Owed, true
				if err := put(tx, callbacks, keyOf(callback.ID), callback); err != nil {
					return err
				}
				if err := put(tx, owed, callback.indexKey(), callback.ID); err != nil {
					return err
				}
			}
			if callback.State == Owed {
				concerned[callback.Phone] = true
			}
		}
		asked, err := all[Invoice](tx, invoices)
		for _, invoice := range asked {
			if invoice.State == Requested || invoice.State == LinkSent {
				concerned[invoice.Phone] = true
			}
		}
		return err
	})
	phones = slices.Collect(maps.Keys(concerned))
	slices.SortFunc(phones, func(a, b number.Number) int { return strings.Compare(a.E164(), b.E164()) })
	return phones, err
}

// ChargeOf is the charge that a provider booked for an invoice whose money it
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
