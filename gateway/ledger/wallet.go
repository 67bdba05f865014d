package ledger

import (
	"encoding/json"
	"errors"

	"candybar/phone/number"
)

// Wallet is the mobile money of one phone.
type Wallet struct {
	Phone number.Number `json:"phone"`
	// Balance is in the smallest unit of the phone's country, never below zero.
	Balance int64 `json:"balance"`
}

// Open gives a phone a wallet with a balance, where it has none yet, and
// returns what the wallet holds.
func (l *Ledger) Open(phone number.Number, balance int64) (int64, error) {
	held := balance
	err := l.store.Update(func(tx Tx) error {
		wallet, found, err := get[Wallet](tx, wallets, phone.E164())
		if err != nil {
			return err
		}
		if found {
			held = wallet.Balance
			return nil
		}
		return put(tx, wallets, phone.E164(), Wallet{phone, balance})
	})
	return held, err
}

// Forget makes a phone one that was never seen: it has no wallet, an invoice that
// waits to be paid expires, and no callback is owed any more. What moved stays in
// the books.
func (l *Ledger) Forget(phone number.Number) error {
	return l.store.Update(func(tx Tx) error {
		if err := tx.Delete(wallets, phone.E164()); err != nil {
			return err
		}
		for _, index := range []Table{owed, held} {
			if err := clearAll(tx, index, phone.E164()+"/"); err != nil {
				return err
			}
		}
		return expireAll(tx, phone)
	})
}

// clearAll deletes the rows whose keys begin with prefix.
func clearAll(tx Tx, table Table, prefix string) error {
	var keys []string
	if err := tx.Each(table, prefix, func(key string, _ []byte) error {
		keys = append(keys, key)
		return nil
	}); err != nil {
		return err
	}
	for _, key := range keys {
		if err := tx.Delete(table, key); err != nil {
			return err
		}
	}
	return nil
}

// expireAll lets the invoices of a phone expire that wait to be paid.
func expireAll(tx Tx, phone number.Number) error {
	prefix := phone.E164() + "\n"
	var waiting []int64
	if err := tx.Each(live, prefix, func(_ string, row []byte) error {
		var id int64
		err := json.Unmarshal(row, &id)
		waiting = append(waiting, id)
		return err
	}); err != nil {
		return err
	}
	for _, id := range waiting {
		if _, err := change(tx, id, func(i *Invoice) error {
			i.State = Expired
			return nil
		}); err != nil {
			return err
		}
	}
	return clearAll(tx, live, prefix)
}

// Balance is what a phone's wallet holds; 0 where it has none.
func (l *Ledger) Balance(phone number.Number) (int64, error) {
	var wallet Wallet
	err := l.store.View(func(tx Tx) (err error) {
		wallet, _, err = get[Wallet](tx, wallets, phone.E164())
		return err
	})
	return wallet.Balance, err
}

// SetBalance makes a wallet hold balance, which is not below zero. It is how a
// scenario is set up, not how money moves.
func (l *Ledger) SetBalance(phone number.Number, balance int64) error {
	if balance < 0 {
		return errors.New("a balance cannot be negative")
	}
	return l.store.Update(func(tx Tx) error { return put(tx, wallets, phone.E164(), Wallet{phone, balance}) })
}
