package ledger

import (
	"fmt"
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

// accountKey tells the accounts of a provider apart: one for each country's money.
func accountKey(provider Provider, country number.Country) string {
	return string(provider) + "/" + country.Currency().Code
}

// Account is what merchants hold at a provider in a country's money, in its
// smallest unit.
func (b Books) Account(provider Provider, country number.Country) (int64, error) {
	held, _, err := get[int64](b.tx, accounts, accountKey(provider, country))
	return held, err
}

// OpenAccount gives an account what it holds at first, where there is none yet.
func (b Books) OpenAccount(provider Provider, country number.Country, holds int64) error {
	key := accountKey(provider, country)
	if _, found, err := get[int64](b.tx, accounts, key); err != nil || found {
		return err
	}
	return put(b.tx, accounts, key, holds)
}

// AddAccount changes what an account holds, as Add does a wallet's. Enough is
// false too where it would hold more than can be counted.
func (b Books) AddAccount(provider Provider, country number.Country, amount int64) (enough bool, err error) {
	held, err := b.Account(provider, country)
	if err != nil || held+amount < 0 {
		return false, err
	}
	return true, put(b.tx, accounts, accountKey(provider, country), held+amount)
}

// credit gives merchants what was taken from a phone's wallet: money is moved,
// never made or lost.
func (b Books) credit(provider Provider, phone number.Number, amount int64) error {
	enough, err := b.AddAccount(provider, phone.Country(), amount)
	if err == nil && !enough {
		err = fmt.Errorf("the account at %s cannot hold %d more", provider, amount)
	}
	return err
}

// Take moves an amount, which is not below zero, from a phone's wallet to the
// account of a provider. Enough is false, and nothing moved, where the wallet does
// not hold it.
func (b Books) Take(provider Provider, phone number.Number, amount int64) (enough bool, err error) {
	if enough, err = b.Add(phone, -amount); err != nil || !enough {
		return enough, err
	}
	return true, b.credit(provider, phone, amount)
}

// IsReference reports whether an invoice of ours is called so at a provider.
func (b Books) IsReference(provider Provider, called string) (bool, error) {
	_, found, err := get[reference](b.tx, references, referenceKey(provider, called))
	return found, err
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
