package ledger

import (
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
