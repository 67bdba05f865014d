package ledger

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// TestMigrations: a file is brought forward by the steps that it has not made, in
// their order and once; where one fails the file stays as it was, and a candybar that
// knows fewer refuses it.
func TestMigrations(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var made []string
	step := func(name string) migration {
		return func(tx *bolt.Tx) error {
			made = append(made, name)
			return tx.Bucket([]byte(wallets)).Put([]byte(name), []byte(`{}`))
		}
	}
	wrong := errors.New("wrong")
	broken := func(tx *bolt.Tx) error {
		return errors.Join(wrong, tx.Bucket([]byte(wallets)).Put([]byte("broken"), []byte(`{}`)))
	}
	first, second := step("first"), step("second")
	tests := []struct {
		name  string
		steps []migration
		made  []string
		fails string
	}{
		{"a new file", nil, nil, ""},
		{"nothing to do", nil, nil, ""},
		{"a step that fails", []migration{first, broken}, []string{"first"}, "cannot be brought forward from schema 2: wrong"},
		{"one step", []migration{first}, []string{"first"}, ""},
		{"made already", []migration{first}, nil, ""},
		{"the next", []migration{first, second}, []string{"second"}, ""},
		{"an earlier candybar", []migration{first}, nil, "its schema is 3, and this candybar knows up to 2: use a newer candybar"},
		{"the earliest", nil, nil, "its schema is 3, and this candybar knows up to 1"},
	}
	for _, test := range tests {
		made = nil
		file, err := openWith(folder, "a test", test.steps)
		if (err != nil) != (test.fails != "") || err != nil && (!strings.Contains(err.Error(), test.fails) || !strings.Contains(err.Error(), folder)) {
			t.Fatalf("%s: %v, want %q", test.name, err, test.fails)
		}
		if !slices.Equal(made, test.made) {
			t.Errorf("%s: made %v, want %v", test.name, made, test.made)
		}
		if err == nil {
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	kept := keysOf(t, folder, wallets)
	if want := []string{"first", "second"}; !slices.Equal(kept, want) {
		t.Errorf("the file has %v, want %v", kept, want)
	}
}

// TestNewFileNeedsNoMigration: one that is made now is made as it is to be.
func TestNewFileNeedsNoMigration(t *testing.T) {
	t.Parallel()
	file, err := openWith(t.TempDir(), "a test", []migration{func(*bolt.Tx) error { return errors.New("wrong") }})
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// TestForeignSchema: what says nothing that can be read is no file of ours.
func TestForeignSchema(t *testing.T) {
	t.Parallel()
	for name, said := range map[string]string{"words": "one", "zero": "\x00\x00\x00\x00\x00\x00\x00\x00", "empty": ""} {
		folder := t.TempDir()
		db, err := bolt.Open(filepath.Join(folder, dataFile), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bolt.Tx) error {
			meta, err := tx.CreateBucket(metaBucket)
			return errors.Join(err, meta.Put(schemaKey, []byte(said)))
		})
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(folder, "a test"); err == nil || !strings.Contains(err.Error(), "its schema") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func keysOf(t *testing.T, folder string, table Table) (keys []string) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(folder, dataFile), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(table)).ForEach(func(key, _ []byte) error {
			keys = append(keys, string(key))
			return nil
		})
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return keys
}
