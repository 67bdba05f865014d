// Package ledger keeps the books of the network's money: the subscribers'
// wallets, the invoices that handlers asked to be paid, the charges that were
// tried, and the callbacks that are owed for what was paid.
//
// # One transaction a state change
//
// A [Ledger] is typed calls over a [Store] of bytes. Each call is one
// transaction: it reads, decides, writes everything that goes together (the
// invoice, the wallet, the charge, the callback that is now owed) or nothing. So
// a link that is pressed twice at once pays once, and money moves once.
//
// # An invoice
//
//	requested ─► link-sent ─► paid ─► notified
//	                 │
//	                 └─► failed | cancelled | expired
//
// The states and their order are an assumption from iNoti's "USSD Web Service"
// page, which says: a link is sent by SMS, a payment that fails is cancelled and
// the page is not called again, one that succeeds calls the page once more.
// Where another provider takes the money, the gateway is its merchant: it asks
// for the payment under a reference and notes the outcome with Conclude.
//
// A price is whole rial, rupees or francs, as a handler writes it; whatever moves
// is in the smallest unit of the phone's country: rial, paisa, franc.
package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Why a call is refused. Nothing was written.
var (
	// ErrUnknown: there is no such invoice or callback.
	ErrUnknown = errors.New("there is no such invoice")
	// ErrTaken: the id or the token is in use.
	ErrTaken = errors.New("the id is in use")
	// ErrSpent: the invoice was paid, declined or has expired already.
	ErrSpent = errors.New("the invoice cannot be paid any more")
)

// Ledger is the books. It is safe for use by several goroutines.
type Ledger struct{ store Store }

// New keeps books in store.
func New(store Store) *Ledger { return &Ledger{store} }

// Close closes the store.
func (l *Ledger) Close() error { return l.store.Close() }

// get reads the row of a table; found is false where there is none.
func get[T any](tx Tx, table Table, key string) (row T, found bool, err error) {
	data, err := tx.Get(table, key)
	if err != nil || data == nil {
		return row, false, err
	}
	if err := json.Unmarshal(data, &row); err != nil {
		return row, false, fmt.Errorf("the ledger's %s %s cannot be read: %w", table, key, err)
	}
	return row, true, nil
}

func put[T any](tx Tx, table Table, key string, row T) error {
	data, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("the ledger's %s %s cannot be written: %w", table, key, err)
	}
	return tx.Put(table, key, data)
}

// all reads a table in the order of its keys.
func all[T any](tx Tx, table Table) ([]T, error) {
	rows := []T{}
	err := tx.Each(table, "", func(key string, data []byte) error {
		var row T
		if err := json.Unmarshal(data, &row); err != nil {
			return fmt.Errorf("the ledger's %s %s cannot be read: %w", table, key, err)
		}
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// keyOf writes a number so that the order of keys is that of numbers.
func keyOf(id int64) string { return fmt.Sprintf("%020d", id) }
