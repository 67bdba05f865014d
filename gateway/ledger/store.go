package ledger

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Table is one of the ledger's tables.
type Table string

// The tables.
const (
	wallets   Table = "wallets"
	invoices  Table = "invoices"
	tokens    Table = "tokens"
	charges   Table = "charges"
	callbacks Table = "callbacks"
	// live has the invoice that waits to be paid, by its phone, handler and the
	// handler's id.
	live Table = "live"
	// owed has the callbacks that are not at their end, whether an attempt is under
	// way or not, and held those that are held; by phone.
	owed Table = "owed"
	held Table = "held"
	// accounts has what merchants hold, by provider and currency.
	accounts Table = "accounts"
	// references has the invoices that a provider takes the money of, by what they
	// are called there.
	references Table = "references"
	// unconcluded has the invoices whose money a provider of ours took, or would
	// not, by their references, until the invoice says so.
	unconcluded Table = "unconcluded"
)

// The tables of the providers' own transactions, which only they can read. An
// index leads from another id to a transaction's key.
const (
	IPayyTransactions      Table = "ipayy"
	IntouchPayTransactions Table = "intouchpay"
	IntouchPayIndex        Table = "intouchpay-index"
)

// Tables are all the tables that a store must have.
func Tables() []Table {
	return []Table{wallets, invoices, tokens, charges, callbacks, live, owed, held, accounts, references, unconcluded, IPayyTransactions, IntouchPayTransactions, IntouchPayIndex}
}

// Store keeps tables of bytes. It is what a ledger needs of a database: one
// writer at a time, and transactions that are kept whole or not at all.
type Store interface {
	// Update runs do in a transaction that may write. All that it wrote is kept
	// where do returns nil, and nothing where it returns an error, which Update
	// returns.
	Update(do func(Tx) error) error
	// View runs do in a transaction that must not write.
	View(do func(Tx) error) error
	// Close gives back what the store holds.
	Close() error
}

// Tx is a transaction. It is for its function alone.
type Tx interface {
	// Get is the value of a key, nil where there is none. It is not to be
	// changed, nor kept after the transaction.
	Get(table Table, key string) ([]byte, error)
	Put(table Table, key string, value []byte) error
	// Delete takes a row away, where there is one.
	Delete(table Table, key string) error
	// Each gives every row whose key begins with prefix, in the order of the
	// keys, until read fails. Read must not write.
	Each(table Table, prefix string, read func(key string, value []byte) error) error
	// Next is a number that the table never gave before, from 1.
	Next(table Table) (int64, error)
}

// memory is a store that forgets everything with the process.
type memory struct {
	mu     sync.Mutex
	tables map[Table]map[string][]byte
	last   map[Table]int64
}

// NewMemory makes a store that forgets everything with the process.
func NewMemory() Store {
	m := &memory{tables: make(map[Table]map[string][]byte), last: make(map[Table]int64)}
	for _, table := range Tables() {
		m.tables[table] = make(map[string][]byte)
	}
	return m
}

func (m *memory) Update(do func(Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	tx := &memoryTx{memory: m, written: make(map[Table]map[string][]byte), last: maps.Clone(m.last)}
	if err := do(tx); err != nil {
		return err
	}
	for table, rows := range tx.written {
		merge(m.tables[table], rows)
	}
	m.last = tx.last
	return nil
}

func (m *memory) View(do func(Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return do(&memoryTx{memory: m, written: make(map[Table]map[string][]byte), last: maps.Clone(m.last)})
}

func (m *memory) Close() error { return nil }

// merge brings what was written into rows; a nil value was deleted.
func merge(rows, written map[string][]byte) {
	for key, value := range written {
		if value == nil {
			delete(rows, key)
			continue
		}
		rows[key] = value
	}
}

// memoryTx keeps what is written apart until it is known to be wanted.
type memoryTx struct {
	memory *memory
	// written has nil for what was deleted.
	written map[Table]map[string][]byte
	last    map[Table]int64
}

func (t *memoryTx) Get(table Table, key string) ([]byte, error) {
	if value, ok := t.written[table][key]; ok {
		return value, nil
	}
	return t.memory.tables[table][key], nil
}

func (t *memoryTx) Put(table Table, key string, value []byte) error {
	if t.written[table] == nil {
		t.written[table] = make(map[string][]byte)
	}
	t.written[table][key] = value
	return nil
}

func (t *memoryTx) Delete(table Table, key string) error { return t.Put(table, key, nil) }

func (t *memoryTx) Each(table Table, prefix string, read func(key string, value []byte) error) error {
	rows := maps.Clone(t.memory.tables[table])
	merge(rows, t.written[table])
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if err := read(key, rows[key]); err != nil {
			return err
		}
	}
	return nil
}

func (t *memoryTx) Next(table Table) (int64, error) {
	t.last[table]++
	return t.last[table], nil
}
