package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"candybar/phone/text/hostile"
)

// evil is a handler that attacks. The code says how, and the last field of call
// with which attack: *WAY*N#, or *WAY# and then N.
type evil struct{ attacks []hostile.Attack }

// The ways of a handler to attack.
const (
	wayScreen   = "1"
	wayLast     = "2"
	wayLocation = "3"
	wayEncoding = "4"
	wayInvoice  = "5"
	wayWire     = "6"
	wayStatus   = "7"
	wayHeader   = "8"
)

// handlerWays are all of them, in words.
var handlerWays = map[string]string{
	wayScreen: "screen", wayHeader: "header", wayLast: "last screen", wayLocation: "redirect", wayEncoding: "content coding",
	wayInvoice: "invoice and SMS", wayWire: "no HTTP at all", wayStatus: "error page",
}

func startEvil(t *testing.T) (e *evil, url string) {
	t.Helper()
	e = &evil{hostile.Attacks()}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return e, server.URL + "/ussd"
}

func (e *evil) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fields := strings.Split(strings.TrimPrefix(r.URL.Query().Get("call"), "*"), "*")
	at, err := strconv.Atoi(fields[len(fields)-1])
	if err != nil || len(fields) < 2 || at >= len(e.attacks) {
		_, _ = io.WriteString(w, "Which attack?")
		return
	}
	attack := e.attacks[at]
	if r.URL.Query().Has("RRN") {
		_, _ = io.WriteString(w, attack.Line()) // a callback's answer
		return
	}
	e.attack(w, fields[0], attack)
}

func (e *evil) attack(w http.ResponseWriter, way string, attack hostile.Attack) {
	switch way {
	case wayScreen, wayLast:
		// What net/http lets in; the rest is a way of its own.
		if len(attack.Text) < 20_000 && !strings.ContainsFunc(attack.Text, func(r rune) bool { return r < ' ' || r == 0x7F }) {
			w.Header()["X-Attack"] = []string{attack.Text}
		}
		_, _ = io.WriteString(w, attack.Line())
		if way == wayLast {
			_, _ = io.WriteString(w, "[end]")
		}
	case wayLocation, wayEncoding:
		w.Header()[map[string]string{wayLocation: "Location", wayEncoding: "Content-Encoding"}[way]] = []string{attack.Line()}
		if way == wayLocation {
			w.WriteHeader(http.StatusFound)
		}
		_, _ = io.WriteString(w, attack.Line())
	case wayHeader:
		w.Header()["X-Attack"] = []string{attack.Text}
		_, _ = io.WriteString(w, "Well?")
	case wayInvoice:
		// An id has no bar, star or line break.
		_, _ = io.WriteString(w, "9900|"+strings.NewReplacer("|", "", "*", "", "\n", "", "\r", "").Replace(attack.Line())+"|50")
	case wayWire:
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, attack.Line())
		_ = conn.Close()
	case wayStatus:
		w.WriteHeader(500)
		_, _ = io.WriteString(w, attack.Line())
	}
}

// watch looks at all that goes out.
type watch struct {
	mu sync.Mutex
	// ins and outs are the ways that were gone, pairs each way in with the way out
	// that it was looked for at.
	ins, outs map[string]bool
	// looks counts the texts that were looked at.
	looks int
}

func newWatch() *watch { return &watch{ins: make(map[string]bool), outs: make(map[string]bool)} }

// by notes ways in.
func (w *watch) by(ins ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, in := range ins {
		w.ins[in] = true
	}
}

func (w *watch) saw(out string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.outs[out] = true
	w.looks++
}

// text looks at what a terminal, an editor or a browser shows.
func (w *watch) text(t *testing.T, out, shown string) {
	t.Helper()
	w.saw(out)
	if found := hostile.Found(shown); found != "" {
		t.Errorf("%s has %s", out, found)
	}
}

// json looks at JSON, one document a line.
func (w *watch) json(t *testing.T, out, lines string) {
	t.Helper()
	w.saw(out)
	if found := hostile.FoundInJSON(lines); found != "" {
		t.Errorf("%s has %s", out, found)
	}
	decoder := json.NewDecoder(strings.NewReader(lines))
	for {
		var document any
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is no JSON: %v", out, err)
			return
		}
	}
}

// xml looks at XML, which must be well-formed.
func (w *watch) xml(t *testing.T, out, document string) {
	t.Helper()
	w.text(t, out, document)
	decoder := xml.NewDecoder(strings.NewReader(document))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is no XML: %v", out, err)
			return
		}
	}
}

// file gives what a file holds.
func file(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// command runs a command in this process, and looks at what it says.
func (w *watch) command(t *testing.T, in string, args ...string) (stdout string, code int) {
	t.Helper()
	var out, talk bytes.Buffer
	code = run(context.Background(), streams{strings.NewReader(in), &out, &talk}, args)
	name := args[0]
	w.text(t, name+" stderr", talk.String())
	for line := range strings.Lines(talk.String()) {
		if forged(line) {
			t.Errorf("%s says what nobody of us wrote: %q", name, line)
		}
	}
	return out.String(), code
}

// forged reports whether a line of talk is one that an attack made up.
func forged(line string) bool { return strings.HasPrefix(line, "candybar: error: forged") }
