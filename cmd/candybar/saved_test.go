package main

import (
	"os"
	"testing"
)

// An exchange goes to a file of its own that only the user may read; none is ever
// overwritten.
func TestSaveExchange(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("candybar-exchange-3f2a-2.http", []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"candybar-exchange-3f2a-1.http", "candybar-exchange-3f2a-3.http"} {
		name, err := saveExchange("3f2a", []byte{byte('a' + i)})
		if name != want || err != nil {
			t.Fatalf("saved %s, %v; want %s", name, err, want)
		}
		content, err := os.ReadFile(name)
		if err != nil || string(content) != string(rune('a'+i)) {
			t.Errorf("%s holds %q, %v", name, content, err)
		}
		if about, err := os.Stat(name); err != nil || about.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v, %v", name, about.Mode(), err)
		}
	}
	if content, _ := os.ReadFile("candybar-exchange-3f2a-2.http"); string(content) != "mine" {
		t.Errorf("another file was overwritten with %q", content)
	}
	if name, err := saveExchange("no/such/folder", nil); err == nil {
		t.Errorf("saved %s", name)
	}
}
