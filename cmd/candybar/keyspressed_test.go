package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestKeysPressed presses every key that the help lists, in a program on a
// terminal, and sees what comes of each. What there is to press is read from the
// help on the screen, so that a key that is new there fails until it is pressed.
func TestKeysPressed(t *testing.T) {
	t.Parallel()
	listed := keysListed(t)
	var pressed keysPressed
	t.Run("walks", func(t *testing.T) {
		for _, w := range walks() {
			t.Run(w.name, func(t *testing.T) {
				t.Parallel()
				w.walk(t, &pressed)
			})
		}
	})
	if t.Failed() {
		return
	}
	keys := 0
	for row, tokens := range listed {
		for _, token := range tokens {
			switch why, excused := notPressed[row]; {
			case pressed.has(row, token) && excused:
				t.Errorf("%s: %s is pressed, and excused", row, token)
			case pressed.has(row, token):
				keys++
			case excused:
				t.Logf("not pressed: %s, %s: %s", row, token, why)
			default:
				t.Errorf("%s: the help has %s, and nobody presses it", row, token)
			}
		}
	}
	for row := range pressed.rows {
		if listed[row] == nil {
			t.Errorf("%s: is pressed, and is in no help", row)
		}
	}
	for row := range notPressed {
		if listed[row] == nil {
			t.Errorf("%s: is excused, and is in no help", row)
		}
	}
	t.Logf("keys pressed: %d keys of %d rows of the help, %d rows not pressed", keys, len(listed), len(notPressed))
}

// keysListed are the keys of each row of the help but those of the mouse, as they
// stand on the screen. A row is named by its section and what it does.
func keysListed(t *testing.T) map[string][]string {
	t.Helper()
	term := onTerminal(t, 160, 100, false, "--listen", "127.0.0.1:0")
	term.await("wallet")
	term.keys(keyBytes["f1"])
	term.await("─ keys ─", "ctrl+c             quit")
	listed := make(map[string][]string)
	section, mouse := "", 0
	for line := range strings.Lines(term.screen()) {
		cells := []rune(strings.TrimRight(line, " \n"))
		if len(cells) < 160 {
			continue
		}
		row := strings.TrimSpace(string(cells[42:159]))
		keys, does, isRow := strings.Cut(row, "  ")
		switch {
		case row == "" || strings.HasPrefix(row, "─"):
		case !isRow:
			section = row
		case section == "Mouse":
			mouse++
		default:
			listed[section+": "+strings.TrimSpace(does)] = strings.Fields(keys)
		}
	}
	t.Logf("the help has %d rows of keys, and %d of the mouse, which are not pressed here", len(listed), mouse)
	return listed
}

// keysPressed are the keys that were pressed, by their rows of the help.
type keysPressed struct {
	mu   sync.Mutex
	rows map[string][]string
}

func (p *keysPressed) note(row string, keys []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rows == nil {
		p.rows = make(map[string][]string)
	}
	p.rows[row] = append(p.rows[row], keys...)
}

// has reports whether a key was pressed in a step of its row.
func (p *keysPressed) has(row, token string) bool {
	for _, key := range p.rows[row] {
		if key == token || keyWritten[key] == token || token == "0-9" && "0" <= key && key <= "9" {
			return true
		}
	}
	return false
}

// keyWritten is how the help writes keys that are named otherwise here.
var keyWritten = map[string]string{"up": "↑", "down": "↓", "right": "→", "left": "←"}

// keyBytes are what a terminal sends for a key. One that is not here sends itself.
var keyBytes = map[string]string{
	"enter": enter, "esc": escape, "backspace": "\x7f", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "del": "\x1b[3~", "pgup": "\x1b[5~", "pgdn": "\x1b[6~",
	"f1": "\x1bOP", "f2": f2, "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~",
	"f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
	"ctrl+c": ctrlC, "ctrl+p": "\x10", "ctrl+t": "\x14", "ctrl+u": "\x15", "alt+#": "\x1b#",
}

// walk is one program, and what is pressed in it.
type walk struct {
	name  string
	steps []step
}

// step is keys and what is seen after them. Where it has a row of the help, that
// was not to be seen before them.
type step struct {
	row  string
	keys []string
	// want are texts of the screen; one with a ! before it is gone.
	want []string
	// check is for what no screen has.
	check func(*terminal)
}

// press is a step of a row of the help, prepare one of none.
func press(row, keys string, want ...string) step {
	return step{row: row, keys: strings.Fields(keys), want: want}
}

func prepare(keys string, want ...string) step { return press("", keys, want...) }

func (s step) seen(screen string) bool {
	for _, text := range s.want {
		gone, isGone := strings.CutPrefix(text, "!")
		if strings.Contains(screen, gone) == isGone {
			return false
		}
	}
	return true
}

func (w walk) walk(t *testing.T, pressed *keysPressed) {
	handler := httptest.NewServer(talker())
	t.Cleanup(handler.Close)
	term := onTerminal(t, 160, 50, false, "--seed", "1", "--listen", "127.0.0.1:0", "--handler", handler.URL)
	term.await("dial a code")
	for i, s := range w.steps {
		if s.row != "" && len(s.want) > 0 && s.seen(term.screen()) {
			t.Fatalf("step %d, %s: %q stands there before %q:\n%s", i+1, s.row, s.want, s.keys, term.screen())
		}
		for _, key := range s.keys {
			if bytes, named := keyBytes[key]; named {
				key = bytes
			}
			term.keys(key)
		}
		term.until(fmt.Sprintf("%q after step %d, %q (%s)", s.want, i+1, s.keys, s.row), s.seen)
		if s.check != nil {
			s.check(term)
		}
		if s.row != "" {
			pressed.note(s.row, s.keys)
		}
	}
}

// talker is a handler with a screen of 20 lines, that asks for a payment after a 5
// and else says what it was told.
func talker() http.Handler {
	var invoices atomic.Int64
	var long []string
	for i := range 20 {
		long = append(long, fmt.Sprintf("line %d", i+1))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch call := r.URL.Query().Get("call"); {
		case call == "*6655*123":
			_, _ = io.WriteString(w, strings.Join(long, "\n"))
		case strings.HasSuffix(call, "*5"):
			_, _ = fmt.Fprintf(w, "9900|F-%d|50000", invoices.Add(1))
		default:
			_, _ = io.WriteString(w, "You said "+call)
		}
	})
}
