package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary candybar itself where it is started under
// that name, which stands on the PATH of every test.
func TestMain(m *testing.M) {
	// Else each program under the race detector ends a second late.
	if err := os.Setenv(raceEnv, raceOptions); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"candybar": main})
}

const (
	raceEnv     = "GORACE"
	raceOptions = "atexit_sleep_ms=0"
)

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/scripts",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv(raceEnv, raceOptions)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"serve": serve,
			"count": count,
			"books": checkBooks,
			"hold":  hold,
		},
	})
}

// exits CODE COMMAND ARG...: the command ends with exactly this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// handlers are those that scripts serve, by their address.
var handlers sync.Map

// script is a handler that a script described: its turns in order.
type script struct {
	turns []string

	mu    sync.Mutex
	asked []string
}

// ask notes a request and says which turn it gets.
func (s *script) ask(request string) (turn string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, request)
	return s.turns[min(len(s.asked), len(s.turns))-1]
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	turn := s.ask(r.Method + " " + r.RequestURI)
	if status, err := strconv.Atoi(turn); err == nil && status >= 300 && status <= 599 {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		return
	}
	_, _ = io.WriteString(w, turn)
}

// serve VARIABLE TURN...: starts a handler and puts its address into the
// variable. A turn is a text, or the number of a status; the last one repeats.
// \n, \x1b and the like in a text are read as Go does.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: serve VARIABLE TURN...")
	}
	s := &script{}
	for _, arg := range args[1:] {
		turn, err := strconv.Unquote(`"` + arg + `"`)
		ts.Check(err)
		s.turns = append(s.turns, turn)
	}
	server := httptest.NewServer(s)
	ts.Defer(server.Close)
	ts.Setenv(args[0], server.URL+"/ussd")
	handlers.Store(server.URL+"/ussd", s)
}

// count N URL: the handler at URL was asked N times.
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: count N URL")
	}
	found, ok := handlers.Load(args[1])
	if !ok {
		ts.Fatalf("no handler at %s", args[1])
	}
	s, _ := found.(*script)
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := fmt.Sprint(len(s.asked)); got != args[0] {
		ts.Fatalf("asked %s times, want %s:\n%s", got, args[0], strings.Join(s.asked, "\n"))
	}
}
