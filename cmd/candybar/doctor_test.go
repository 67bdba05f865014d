package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/tui"
)

// TestInitWritesTheExample: what init writes is the repository's example, whose
// every key is tried elsewhere.
func TestInitWritesTheExample(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile(filepath.Join("..", "..", "candybar.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if string(example) != string(exampleConfig) {
		t.Error("cmd/candybar/init.toml and candybar.example.toml differ: copy the one that is right over the other")
	}
}

func TestCheckHandler(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]findingState{
		"http://127.0.0.1:8000/ussd":           well,
		"http://localhost/ussd?tenant=7":       well,
		"http://192.168.1.7/ussd":              well,
		"https://shop.example/ussd":            well,
		"http://shop.example/ussd":             doubtful,
		"https://shop.example/ussd#top":        doubtful,
		"https://shop.example/ussd?mobile=091": doubtful,
	} {
		route, err := gateway.NewRoute("", address)
		if err != nil {
			t.Fatal(err)
		}
		if got := checkHandler(route); got.state != want || want != well && got.cure == "" {
			t.Errorf("%s: %+v, want %s", address, got, want)
		}
	}
}

func TestCheckEnvironment(t *testing.T) {
	t.Parallel()
	tests := []struct {
		term, lang string
		want       [2]findingState
	}{
		{"xterm-256color", "en_US.UTF-8", [2]findingState{well, well}},
		{"xterm", "C.utf8", [2]findingState{well, well}},
		{"dumb", "C.UTF-8", [2]findingState{broken, well}},
		{"", "C", [2]findingState{broken, doubtful}},
	}
	for _, test := range tests {
		got := checkEnvironment(func(name string) string {
			return map[string]string{"TERM": test.term, "LANG": test.lang}[name]
		})
		if len(got) != 2 || got[0].state != test.want[0] || got[1].state != test.want[1] {
			t.Errorf("TERM=%q LANG=%q: %+v", test.term, test.lang, got)
		}
	}
}

func TestCheckColour(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		environment []string
		want        findingState
		says        string
	}{
		{[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, well, "16 million"},
		{[]string{"TERM=xterm-256color"}, well, "256"},
		{[]string{"TERM=vt220"}, doubtful, "16 colours"},
		{[]string{"TERM=xterm-256color", "NO_COLOR=1"}, well, "none: NO_COLOR"},
		{[]string{"TERM=xterm-256color", "NO_COLOR=0"}, well, "256"},
		{[]string{"TERM=xterm-256color", "NO_COLOR=yes"}, doubtful, "not understood"},
		{[]string{"TERM=dumb"}, broken, "none"},
	} {
		environment := tea.EnvMsg(test.environment)
		got := checkColour(colorprofile.Env(test.environment), environment.Getenv("NO_COLOR"))
		if got.state != test.want || !strings.Contains(got.says, test.says) || test.want != well && got.cure == "" {
			t.Errorf("%v: %+v, want %s with %q", test.environment, got, test.want, test.says)
		}
	}
}

func TestCheckBidiAndMouse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		environment []string
		bidi        findingState
		manner      tui.Bidi
		tmux        bool
	}{
		{[]string{"TERM=xterm-256color"}, well, tui.BidiVisual, false},
		{[]string{"TERM=xterm-kitty"}, well, tui.BidiKitty, false},
		{[]string{"TERM_PROGRAM=Apple_Terminal"}, well, tui.BidiTerminal, false},
		{[]string{"TERM=tmux-256color", "TMUX=/tmp/tmux-0/default,1,0"}, doubtful, tui.BidiVisual, true},
	} {
		getenv := tea.EnvMsg(test.environment).Getenv
		if got := checkBidi(getenv); got.state != test.bidi || !strings.Contains(got.says, "--bidi "+string(test.manner)) {
			t.Errorf("%v: %+v", test.environment, got)
		}
		if got := checkMouse(getenv); strings.Contains(got.cure, "set -g mouse on") != test.tmux {
			t.Errorf("%v: %+v", test.environment, got)
		}
	}
}

func TestCheckPortAndData(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	if got := checkPort(taken.Addr().String()); got.state != doubtful {
		t.Errorf("a taken port: %+v", got)
	}
	if got := checkPort("127.0.0.1:0"); got.state != well {
		t.Errorf("any port: %+v", got)
	}
	folder := t.TempDir()
	if got := checkData(filepath.Join(folder, "no", "such")); got.state != broken {
		t.Errorf("below no folder: %+v", got)
	}
	if got := checkData(filepath.Join(folder, "new")); got.state != well {
		t.Errorf("a new folder: %+v", got)
	}
	if got := checkData(folder); got.state != well {
		t.Errorf("an empty folder: %+v", got)
	}
	held, err := ledger.Open(folder, "a test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = held.Close() })
	if got := checkData(folder); got.state != broken {
		t.Errorf("a folder in use: %+v", got)
	}
}
