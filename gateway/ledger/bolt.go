package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The files of a data folder.
const (
	dataFile   = "candybar.db"
	holderFile = "holder"
)

// patienceForLock is how long another process has to let a folder go.
const patienceForLock = time.Second

// schema is the version of what is in the file. A later candybar reads an earlier
// one's and brings it forward, step by step; an earlier one refuses a later one's.
const schema = 1

// migrations bring a file forward: the first from schema 1 to 2, and so on.
var migrations []func(*bolt.Tx) error

var metaBucket, schemaKey = []byte("meta"), []byte("schema")

// HeldError is why a data folder cannot be opened: another process has it.
type HeldError struct {
	// Folder is the folder, Holder what that process said of itself; empty where
	// it said nothing.
	Folder, Holder string
}

// Error names the folder and who has it.
func (e *HeldError) Error() string {
	if e.Holder == "" {
		return fmt.Sprintf("the data folder %s is in use by another process", e.Folder)
	}
	return fmt.Sprintf("the data folder %s is in use by %s", e.Folder, e.Holder)
}

// bolted is a store in one file of a folder.
type bolted struct {
	db     *bolt.DB
	folder string
}

// Open keeps books in a folder, which is made where it is not there, with modes
// that keep others out. Holder is what the folder says of this process, for whoever
// finds it in use. Every change is on the disk when it is made. The error is a
// *HeldError where another process has the folder.
func Open(folder, holder string) (Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	db, err := bolt.Open(filepath.Join(folder, dataFile), 0o600, &bolt.Options{Timeout: patienceForLock})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, &HeldError{Folder: folder, Holder: readHolder(folder)}
	}
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be opened: %w", folder, err)
	}
	b := &bolted{db: db, folder: folder}
	if err := db.Update(prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("the data folder %s cannot be used: %w", folder, err), db.Close())
	}
	if err := os.WriteFile(b.holder(), []byte(holder+"\n"), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("the data folder %s cannot be written: %w", folder, err), db.Close())
	}
	return b, nil
}

func (b *bolted) holder() string { return filepath.Join(b.folder, holderFile) }

func readHolder(folder string) string {
	said, err := os.ReadFile(filepath.Join(folder, holderFile))
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(said))
}

// prepare makes the tables, or brings those that are there forward.
func prepare(tx *bolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil {
		return err
	}
	version := uint64(schema)
	if said := meta.Get(schemaKey); len(said) == 8 {
		version = binary.BigEndian.Uint64(said)
	}
	if version < 1 || version > schema {
		return fmt.Errorf("its schema is %d, and this candybar knows up to %d: use a newer candybar", version, schema)
	}
	for _, table := range Tables() {
		if _, err := tx.CreateBucketIfNotExists([]byte(table)); err != nil {
			return err
		}
	}
	for _, forward := range migrations[version-1:] {
		if err := forward(tx); err != nil {
			return fmt.Errorf("it cannot be brought forward from schema %d: %w", version, err)
		}
	}
	return meta.Put(schemaKey, binary.BigEndian.AppendUint64(nil, schema))
}

func (b *bolted) Update(do func(Tx) error) error {
	return b.db.Update(func(tx *bolt.Tx) error { return do(boltTx{tx}) })
}

func (b *bolted) View(do func(Tx) error) error {
	return b.db.View(func(tx *bolt.Tx) error { return do(boltTx{tx}) })
}

// Close lets the folder go.
func (b *bolted) Close() error {
	err := os.Remove(b.holder())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, b.db.Close())
}

// boltTx is a transaction of the file. Its buckets are there, by prepare.
type boltTx struct{ tx *bolt.Tx }

func (t boltTx) Get(table Table, key string) ([]byte, error) {
	return t.tx.Bucket([]byte(table)).Get([]byte(key)), nil
}

func (t boltTx) Put(table Table, key string, value []byte) error {
	return t.tx.Bucket([]byte(table)).Put([]byte(key), value)
}

func (t boltTx) Delete(table Table, key string) error {
	return t.tx.Bucket([]byte(table)).Delete([]byte(key))
}

func (t boltTx) Each(table Table, prefix string, read func(key string, value []byte) error) error {
	rows := t.tx.Bucket([]byte(table)).Cursor()
	for key, value := rows.Seek([]byte(prefix)); key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = rows.Next() {
		if err := read(string(key), value); err != nil {
			return err
		}
	}
	return nil
}

func (t boltTx) Next(table Table) (int64, error) {
	next, err := t.tx.Bucket([]byte(table)).NextSequence()
	return int64(next), err
}
