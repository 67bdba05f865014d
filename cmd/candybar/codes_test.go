package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candybar/tui"
)

// What is saved on the phone is there again with the same data folder, after those
// of the config.
func TestCodesAreKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	config := filepath.Join(folder, "shop.toml")
	if err := os.WriteFile(config, []byte("[[codes]]\nname = \"Bazaar\"\ncode = \"*9#\"\nhandler = \"http://127.0.0.1:1/ussd\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--config", config, "--data", filepath.Join(folder, "data"), "--listen", "127.0.0.1:0"}
	term := onTerminal(t, 80, 24, true, append(args, "*6655*77#")...)
	term.await("invalid MMI code", "OK")
	term.keys(enter)
	term.await("recent")
	term.keys("c")
	term.await("Recent calls", "*6655*77#", "not supported")
	term.keys("s")
	term.await("Its name:")
	term.keys("My shop", enter)
	term.await("Saved codes", "Bazaar", "My shop")
	term.keys(ctrlC)
	term.exit()
	file := filepath.Join(folder, "data", codesFile)
	if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), `"*6655*77#"`) {
		t.Fatalf("the file is %q: %v", data, err)
	}

	term = onTerminal(t, 80, 24, true, args...)
	term.await("codes")
	term.keys("s")
	term.await("Bazaar", "*9#", "My shop", "*6655*77#")
	term.keys(ctrlC)
	term.exit()

	if err := os.WriteFile(file, []byte(`[{"code": "*21#"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	term = onTerminal(t, 80, 24, true, args...)
	term.await("no USSD code", "hint: repair")
	if code := term.exit(); code != exitCannotRun {
		t.Errorf("exit code %d", code)
	}
}

func TestCodesFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), codesFile)
	if codes, err := readCodes(file); err != nil || len(codes) != 0 {
		t.Errorf("without a file there are %q: %v", codes, err)
	}
	want := []tui.Code{{Name: "فروشگاه <&>", Code: "*6655*123#"}, {Code: "*9#"}}
	if err := writeCodes(file, want); err != nil {
		t.Fatal(err)
	}
	if codes, err := readCodes(file); err != nil || !slices.Equal(codes, want) {
		t.Errorf("read %q: %v", codes, err)
	}
	for _, bad := range []string{"", "{", `{"code": "*9#"}`, `[{"code": 9}]`, `[{"code": ""}]`, `[{"code": "*9\n#"}]`} {
		if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if codes, err := readCodes(file); err == nil {
			t.Errorf("%s: read %q", bad, codes)
		}
	}
	if err := writeCodes(filepath.Join(file, "below"), want); err == nil {
		t.Error("a file that cannot be written is no error")
	}
}
