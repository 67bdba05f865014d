package ledger

import (
	"slices"

	"candybar/phone/number"
)

// Books are the ledger within one transaction, for a provider that decides by
// itself: it loads its own row, moves money and saves, and all of that is kept
// or nothing.
type Books struct{ tx Tx }

// Decide runs do in one transaction. What do wrote is kept where it returns nil.
func (l *Ledger) Decide(do func(Books) error) error {
	return l.store.Update(func(tx Tx) error { return do(Books{tx}) })
}

// Look is Decide that must not write.
func (l *Ledger) Look(do func(Books) error) error {
	return l.store.View(func(tx Tx) error { return do(Books{tx}) })
}

// Load is a row of a provider's table; found is false where there is none.
func Load[T any](b Books, table Table, key string) (row T, found bool, err error) {
	return get[T](b.tx, table, key)
}

// Save writes a row of a provider's table.
func Save[T any](b Books, table Table, key string, row T) error { return put(b.tx, table, key, row) }

// Rows are the rows of a provider's table that are wanted, by their keys.
func Rows[T any](b Books, table Table, wanted func(T) bool) ([]T, error) {
	rows, err := all[T](b.tx, table)
	return slices.DeleteFunc(rows, func(row T) bool { return !wanted(row) }), err
}

// Balance is what a phone's wallet holds.
func (b Books) Balance(phone number.Number) (int64, error) {
	wallet, _, err := get[Wallet](b.tx, wallets, phone.E164())
	return wallet.Balance, err
}

// Add changes what a wallet holds by amount, which may be below zero. Enough is
// false, and nothing changed, where the wallet would fall below zero.
func (b Books) Add(phone number.Number, amount int64) (enough bool, err error) {
	held, err := b.Balance(phone)
	if err != nil || held+amount < 0 {
		return false, err
	}
	return true, put(b.tx, wallets, phone.E164(), Wallet{phone, held + amount})
}

// Account is what the merchant's account at a provider holds.
func (b Books) Account(provider Provider) (int64, error) {
	held, _, err := get[int64](b.tx, accounts, string(provider))
	return held, err
}

// OpenAccount gives a merchant's account at a provider what it holds at first,
// where there is none yet.
func (b Books) OpenAccount(provider Provider, holds int64) error {
	if _, found, err := get[int64](b.tx, accounts, string(provider)); err != nil || found {
		return err
	}
	return put(b.tx, accounts, string(provider), holds)
}

// AddAccount changes what a merchant's account holds, as Add does a wallet's.
func (b Books) AddAccount(provider Provider, amount int64) (enough bool, err error) {
	held, err := b.Account(provider)
	if err != nil || held+amount < 0 {
		return false, err
	}
	return true, put(b.tx, accounts, string(provider), held+amount)
}

// Book writes down a charge, with an id of its own and the invoice that it was
// made for, if any.
func (b Books) Book(charge Charge) (Charge, error) {
	id, err := b.tx.Next(charges)
	if err != nil {
		return charge, err
	}
	charge.ID = id
	if charge.Invoice, err = bookReference(b.tx, charge); err != nil {
		return charge, err
	}
	return charge, put(b.tx, charges, keyOf(id), charge)
}
