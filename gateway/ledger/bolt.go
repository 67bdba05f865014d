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

// migration brings a file forward from one schema to the next.
type migration func(*bolt.Tx) error

// migrations are all there are: the first from schema 1 to 2, and so on. A later
// candybar reads an earlier one's file and brings it forward, step by step; an
// earlier one refuses a later one's.
func migrations() []migration { return nil }

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

// File is a store in one file of a folder.
type File struct {
	db     *bolt.DB
	folder string
}

// Open keeps books in a folder, which is made where it is not there, with modes
// that keep others out. Holder is what the folder says of this process, for whoever
// finds it in use. Every change is on the disk when it is made. The error is a
// *HeldError where another process has the folder.
func Open(folder, holder string) (*File, error) { return openWith(folder, holder, migrations()) }

func openWith(folder, holder string, steps []migration) (*File, error) {
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
	f := &File{db: db, folder: folder}
	if err := db.Update(func(tx *bolt.Tx) error { return prepare(tx, steps) }); err != nil {
		return nil, errors.Join(fmt.Errorf("the data folder %s cannot be used: %w", folder, err), db.Close())
	}
	if err := f.SetHolder(holder); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return f, nil
}

func (f *File) holder() string { return filepath.Join(f.folder, holderFile) }

// SetHolder changes what the folder says of this process. The error is that of the
// file.
func (f *File) SetHolder(holder string) error {
	if err := os.WriteFile(f.holder(), []byte(holder+"\n"), 0o600); err != nil {
		return fmt.Errorf("the data folder %s cannot be written: %w", f.folder, err)
	}
	return nil
}

func readHolder(folder string) string {
	said, err := os.ReadFile(filepath.Join(folder, holderFile))
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(said))
}

// prepare makes the tables, and brings forward what is there by the steps that it
// has not made yet.
func prepare(tx *bolt.Tx, steps []migration) error {
	current := uint64(len(steps) + 1)
	meta, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil {
		return err
	}
	version, err := schemaOf(meta.Get(schemaKey), current)
	if err != nil {
		return err
	}
	for _, table := range Tables() {
		if _, err := tx.CreateBucketIfNotExists([]byte(table)); err != nil {
			return err
		}
	}
	for ; version < current; version++ {
		if err := steps[version-1](tx); err != nil {
			return fmt.Errorf("it cannot be brought forward from schema %d: %w", version, err)
		}
	}
	return meta.Put(schemaKey, binary.BigEndian.AppendUint64(nil, current))
}

// schemaOf reads the version of what is in a file; a new one says nothing.
func schemaOf(said []byte, current uint64) (uint64, error) {
	if said == nil {
		return current, nil
	}
	if len(said) != 8 {
		return 0, errors.New("its schema cannot be read: it is no file of candybar's")
	}
	version := binary.BigEndian.Uint64(said)
	if version < 1 || version > current {
		return 0, fmt.Errorf("its schema is %d, and this candybar knows up to %d: use a newer candybar", version, current)
	}
	return version, nil
}

// Update is Store's.
func (f *File) Update(do func(Tx) error) error {
	return f.db.Update(func(tx *bolt.Tx) error { return do(boltTx{tx}) })
}

// View is Store's.
func (f *File) View(do func(Tx) error) error {
	return f.db.View(func(tx *bolt.Tx) error { return do(boltTx{tx}) })
}

// Close lets the folder go.
func (f *File) Close() error {
	err := os.Remove(f.holder())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, f.db.Close())
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
