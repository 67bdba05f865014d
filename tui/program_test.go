package tui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"candybar/gateway"
)

// terminal is a virtual one, which answers no query. The emulator is not safe
// for use by several goroutines, not even for reading its screen.
type terminal struct {
	mu      sync.Mutex
	screen  *vt.Emulator
	raw     strings.Builder
	changed chan struct{}
}

func newTerminal(t *testing.T, width, height int) *terminal {
	t.Helper()
	term := &terminal{screen: vt.NewEmulator(width, height), changed: make(chan struct{})}
	// The emulator's own answers have to go somewhere.
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, term.screen)
	}()
	t.Cleanup(func() {
		if pipe, ok := term.screen.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
			<-drained
		}
	})
	return term
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	// Where the input is no terminal, Bubble Tea leaves the carriage return to
	// the terminal's driver.
	_, err := t.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	close(t.changed)
	t.changed = make(chan struct{})
	return len(p), err
}

// shows waits until every one of the words stands on the screen.
func (t *terminal) shows(test *testing.T, words ...string) {
	test.Helper()
	t.until(test, fmt.Sprintf("%q", words), func() bool { return containsAll(ansi.Strip(t.screen.Render()), words) })
}

// left waits until the program has given the terminal back.
func (t *terminal) left(test *testing.T) {
	test.Helper()
	t.until(test, "its end", func() bool { return strings.Contains(t.raw.String(), ansi.ResetModeAltScreenSaveCursor) })
}

// until waits until the terminal is as wanted.
func (t *terminal) until(test *testing.T, what string, is func() bool) {
	test.Helper()
	ctx, cancel := context.WithTimeout(test.Context(), 20*time.Second)
	defer cancel()
	for {
		t.mu.Lock()
		reached, changed := is(), t.changed
		t.mu.Unlock()
		if reached {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			test.Fatalf("waiting for %s, the screen is\n%s", what, t.text())
		}
	}
}

// text is what stands on the screen.
func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return ansi.Strip(t.screen.Render())
}

func containsAll(s string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// start runs a phone on a terminal. Press types; done has what Run returned.
func start(t *testing.T, width, height int, options Options) (term *terminal, press func(string), done <-chan error) {
	t.Helper()
	term = newTerminal(t, width, height)
	keys, typing := io.Pipe()
	t.Cleanup(func() { _ = typing.Close() })
	options.Output = term
	ended := make(chan error, 1)
	go func() {
		ended <- Run(t.Context(), options,
			tea.WithInput(keys), tea.WithWindowSize(width, height), tea.WithoutSignals(),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	}()
	press = func(s string) {
		t.Helper()
		if _, err := io.WriteString(typing, s); err != nil {
			t.Fatal(err)
		}
	}
	return term, press, ended
}

// A whole conversation on a terminal, with a handler that would like to drive it.
func TestRun(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch call := r.URL.Query().Get("call"); call {
		case "*6655*123":
			io.WriteString(w, menu)
		case "*6655*123*1":
			w.Header().Set("X-Evil", "\u009b2J\u202eevil")
			io.WriteString(w, strings.ReplaceAll(hostile, "\x00", "")) // with NUL it were no text
		default:
			fmt.Fprintf(w, "Goodbye %s.[end]", call)
		}
	}))
	defer server.Close()
	route, err := gateway.NewRoute("*6655*123#", server.URL+"/ussd")
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	defer g.Close()

	term, press, done := start(t, 80, 24, Options{
		SIMs: sims(g), Log: g.Log(), Limits: g.Limits(),
		Address: "http://127.0.0.1:6655", Hint: "dial *6655*123# for the demo shop", Moved: true,
	})

	term.shows(t, "MCI", "for the demo", "the usual port is taken", ":6655")
	press("*6655*123#")
	term.shows(t, "*6655*123#", "call", "gateway :6655", "enter call")
	press("\r")
	term.shows(t, "Corner shop", "call=*6655*123", "← 200", "cancel", "send")
	press("1")
	press("\r")
	term.shows(t, "evil", "averyvery", "⚠ control")
	press("\t")
	press("\r")
	term.shows(t, "exchange 2", "X-Evil", "GET /ussd", "⟨U+202E⟩evil", "␛[31mred")
	press("\x1b[F") // end
	term.shows(t, "above-ffff", "averyvery", "67 of 67")
	press("\t")
	press("0\r")
	term.shows(t, "Goodbye *6655*123*1*0.", "OK")
	press("\t\x1b[D")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}

	term.mu.Lock()
	defer term.mu.Unlock()
	// Bubble Tea's own: the window's title, the question about the background.
	raw := strings.NewReplacer("\x1b]2;candybar\x07", "", "\x1b]2;\x07", "", "\x1b]11;?\x07", "").Replace(term.raw.String())
	for _, bad := range []string{"\x1b]52", "\x07", "\u009b", "\u202e", "\u2066", "\u2028\x1b", "\x00", "\x1b[31mred"} {
		if strings.Contains(raw, bad) {
			at := strings.Index(raw, bad)
			t.Errorf("%q reached the terminal in %q", bad, raw[max(0, at-20):at+len(bad)])
		}
	}
}

// Two sessions on a terminal, in turns: the reply that one waits for comes while
// the other is open.
func TestRunTwoSIMs(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	server := httptest.NewServer(demo(release))
	defer server.Close()
	route, err := gateway.NewRoute("*6655*123#", server.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	defer g.Close()
	const f2 = "\x1bOQ"

	term, press, done := start(t, 40, 20, Options{
		SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655", Hint: "dial a code",
	})
	term.shows(t, "IR 09121234567  IN  RW ", "wallet 1,000,000 rial", "f2 SIM")
	press("*6655*123#\r")
	term.shows(t, "Corner shop", "4. Wait")
	press("4\r")
	term.shows(t, "USSD code running")
	press(f2)
	term.shows(t, "IR  IN 9876543210  RW ", "Airtel", "wallet 10,000.00 rupees")
	press("*6655*123#\r")
	term.shows(t, "IN 9876543210  ", "Corner shop")
	press("12")
	term.shows(t, "│ 12 ")
	close(release)
	term.shows(t, "IR●1  IN 9876543210  RW ", "Corner shop", "│ 12 ")
	press(f2)
	term.shows(t, "IR●1  IN  RW 0788123456 ", "MTN", "wallet 1,000,000 francs")
	press(f2)
	term.shows(t, "IR 09121234567  ", "Here I am", "cancel")
	press(f2)
	term.shows(t, "IN 9876543210  ", "Corner shop", "│ 12 ")
	press("\r")
	term.shows(t, "You said *12")
	press("\t")
	term.shows(t, "call=*6655*123*12", "IN 9876543210")
	press(f2 + f2)
	term.shows(t, "call=*6655*123*4", "IR 09121234567")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The end of the context is the end of the program, and no error.
func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{})
	defer g.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	term := newTerminal(t, 80, 24)
	keys, typing := io.Pipe()
	defer typing.Close()
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Dial: "*#06#", Output: term},
			tea.WithInput(keys), tea.WithWindowSize(80, 24), tea.WithoutSignals())
	}()
	term.shows(t, "IMEI")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A phone that is added in the midst of it all is told what happens to it.
func TestRunAnotherPhone(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(demo(nil))
	defer server.Close()
	route, err := gateway.NewRoute("*6655*123#", server.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	defer g.Close()
	term, press, done := start(t, 80, 24, Options{
		SIMs: sims(g)[:1], Line: g.Line, Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655", Hint: "dial a code",
	})
	term.shows(t, "IR 09121234567 ", "inspector")
	press("\x14")
	term.shows(t, "IR 09121234567 ", "▸ IR 09121234568 ")
	press("*6655*123#\r")
	term.shows(t, "Corner shop", "cancel", "wallet 1,000,000 rial")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
}
