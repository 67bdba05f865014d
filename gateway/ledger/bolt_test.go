package ledger_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candybar/gateway/ledger"
)

func openFile(t *testing.T, folder, holder string) *ledger.File {
	t.Helper()
	file, err := ledger.Open(folder, holder)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestHeld: a second one is told who has the folder, until that lets it go.
func TestHeld(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "deep", "data")
	first := openFile(t, folder, "process 7")
	refused := func(want string) {
		t.Helper()
		var held *ledger.HeldError
		_, err := ledger.Open(folder, "process 8")
		if !errors.As(err, &held) || err.Error() != "the data folder "+folder+" is in use by "+want {
			t.Errorf("refused with %v, want %s", err, want)
		}
	}
	refused("process 7")
	if err := first.SetHolder("process 7, which listens on http://127.0.0.1:6655"); err != nil {
		t.Fatal(err)
	}
	refused("process 7, which listens on http://127.0.0.1:6655")
	if err := os.Remove(filepath.Join(folder, "holder")); err != nil {
		t.Fatal(err)
	}
	refused("another process")
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	second := openFile(t, folder, "process 8")
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "holder")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder says still who has it: %v", err)
	}
}

// TestFolderKeepsOthersOut: money is nobody else's business.
func TestFolderKeepsOthersOut(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "data")
	file := openFile(t, folder, "a test")
	for path, want := range map[string]os.FileMode{folder: 0o700, folder + "/candybar.db": 0o600, folder + "/holder": 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info, err, want)
		}
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// TestUnusableFolders: each is refused with an error that names it.
func TestUnusableFolders(t *testing.T) {
	t.Parallel()
	tests := map[string]func(folder string) error{
		"a file in its place": func(folder string) error { return os.WriteFile(folder, nil, 0o600) },
		"a folder in the file's place": func(folder string) error {
			return os.MkdirAll(filepath.Join(folder, "candybar.db"), 0o700)
		},
		"another file": func(folder string) error {
			return errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(filepath.Join(folder, "candybar.db"), []byte(strings.Repeat("no database ", 2000)), 0o600))
		},
		"a holder that cannot be written": func(folder string) error {
			return os.MkdirAll(filepath.Join(folder, "holder"), 0o700)
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "data")
			if err := make(folder); err != nil {
				t.Fatal(err)
			}
			if _, err := ledger.Open(folder, "a test"); err == nil || !strings.Contains(err.Error(), folder) {
				t.Errorf("opened: %v", err)
			}
		})
	}
}
