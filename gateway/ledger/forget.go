package ledger

import (
	"encoding/json"
	"fmt"

	"candybar/phone/number"
)

// Forget makes a phone one that was never seen: it has no wallet, no invoice and
// nothing owed. Its charges stay in the books.
func (b Books) Forget(phone number.Number) error {
	if err := b.tx.Delete(wallets, phone.E164()); err != nil {
		return err
	}
	for _, table := range []Table{owed, held} {
		if err := drop(b.tx, table, prefixOf(phone), anyRow); err != nil {
			return err
		}
	}
	if err := drop(b.tx, live, phone.E164()+"\n", anyRow); err != nil {
		return err
	}
	return DropWhere(b, invoices, func(invoice Invoice) bool {
		return invoice.Phone == phone
	}, func(invoice Invoice) error {
		if err := b.tx.Delete(tokens, invoice.Token); err != nil {
			return err
		}
		key := referenceKey(invoice.PayBy, invoice.Reference)
		if err := b.tx.Delete(unconcluded, key); err != nil {
			return err
		}
		return b.tx.Delete(references, key)
	})
}

// DropWhere deletes the rows of a table that are wanted no more, and does then
// for each; nil for nothing.
func DropWhere[T any](b Books, table Table, unwanted func(T) bool, then func(T) error) error {
	var dropped []T
	err := drop(b.tx, table, "", func(key string, data []byte) (bool, error) {
		var row T
		if err := json.Unmarshal(data, &row); err != nil {
			return false, fmt.Errorf("the ledger's %s %s cannot be read: %w", table, key, err)
		}
		if !unwanted(row) {
			return false, nil
		}
		dropped = append(dropped, row)
		return true, nil
	})
	if err != nil || then == nil {
		return err
	}
	for _, row := range dropped {
		if err := then(row); err != nil {
			return err
		}
	}
	return nil
}

func anyRow(string, []byte) (bool, error) { return true, nil }

// drop deletes the rows whose keys begin with prefix and that are unwanted.
func drop(tx Tx, table Table, prefix string, unwanted func(key string, data []byte) (bool, error)) error {
	var keys []string
	if err := tx.Each(table, prefix, func(key string, data []byte) error {
		gone, err := unwanted(key, data)
		if gone {
			keys = append(keys, key)
		}
		return err
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
