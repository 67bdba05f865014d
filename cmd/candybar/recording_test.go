package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// bank is a handler that asks for a PIN and then for money. Its words can
// change.
type bank struct{ greeting atomic.Value }

func (b *bank) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := b.greeting.Load().(string) + "\n1. Pay"
	switch {
	case r.FormValue("RRN") != "":
		answer = "Thank you[end]"
	case strings.Count(r.FormValue("call"), "*") == 3:
		answer = "9900|F-77|50000"
	case strings.Count(r.FormValue("call"), "*") == 2:
		answer = "Your PIN?"
	}
	_, _ = io.WriteString(w, answer)
}

// candybar runs a command in a folder and gives what it printed and its exit
// code.
func candybar(t *testing.T, folder string, args ...string) (out string, code int) {
	t.Helper()
	cmd := exec.Command("candybar", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "CI=")
	printed, err := cmd.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return string(printed), cmd.ProcessState.ExitCode()
}

// approve answers the one question on a phone with yes.
func approve(t *testing.T, phone string) {
	t.Helper()
	answer, err := http.Get(phone)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var shown struct{ Prompts []struct{ ID string } }
	if err := json.NewDecoder(answer.Body).Decode(&shown); err != nil || len(shown.Prompts) != 1 {
		t.Fatalf("%d prompts: %v", len(shown.Prompts), err)
	}
	post(t, phone+"/prompts/"+shown.Prompts[0].ID, map[string]string{"answer": "approve"})
}

// TestRecordedFlow is why a team keeps candybar: what somebody did at the phone
// passes as a test, fails with what differs once a word of the handler changes,
// and passes again after an update of one line. The PIN is nowhere.
func TestRecordedFlow(t *testing.T) {
	t.Parallel()
	served := &bank{}
	served.greeting.Store("Welcome to the bank")
	serving := httptest.NewServer(served)
	t.Cleanup(serving.Close)

	term := onTerminal(t, 80, 24, false, "--listen", "127.0.0.1:0", "--record", "pay.ussd", "*1#", serving.URL)
	term.await("Welcome to the bank")
	term.keys("1", enter)
	term.await("Your PIN?")
	term.keys("4", "2", "4", "2", enter)
	term.await("Pay 50,000 rial", "F-77")
	// Enter would be too soon after the question: a person reads it first.
	approve(t, gatewayOf(term)+"/candybar/v1/phones/09121234567")
	term.await("Paid. Tracking code", "notified")
	term.keys(ctrlC)
	if code := term.exit(); code != 0 {
		t.Fatalf("exit code %d after Ctrl+C", code)
	}

	folder := term.cmd.Dir
	recorded, err := os.ReadFile(filepath.Join(folder, "pay.ussd"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(recorded), "4242") || !strings.Contains(string(recorded), "secret   pin") && !strings.Contains(string(recorded), "secret  pin") {
		t.Errorf("the recording:\n%s", recorded)
	}
	play := []string{"test", "--var", "pin=4242", "pay.ussd"}
	if out, code := candybar(t, folder, play...); code != 0 || !strings.Contains(out, "1 passed, 0 failed") {
		t.Fatalf("replayed, exit code %d:\n%s\n%s", code, out, recorded)
	}
	if out, code := candybar(t, folder, "fmt", "--check", "pay.ussd"); code != 0 {
		t.Errorf("the recording is not in form:\n%s", out)
	}

	served.greeting.Store("Welcome to the shop")
	out, code := candybar(t, folder, play...)
	if code != 1 || !strings.Contains(out, "-Welcome to the bank") || !strings.Contains(out, "+Welcome to the shop") || strings.Contains(out, "4242") {
		t.Fatalf("after a change, exit code %d:\n%s", code, out)
	}

	out, code = candybar(t, folder, append(play, "--update")...)
	if code != 0 || strings.Count(out, "\n-|") != 1 || strings.Count(out, "\n+|") != 1 {
		t.Fatalf("updated, exit code %d:\n%s", code, out)
	}
	if out, code := candybar(t, folder, play...); code != 0 {
		t.Errorf("after the update, exit code %d:\n%s", code, out)
	}
}

const f3 = "\x1bOR"

// TestRecordingKey: F3 starts and stops a recording, which passes.
func TestRecordingKey(t *testing.T) {
	t.Parallel()
	term := onTerminal(t, 80, 24, false, "--listen", "127.0.0.1:0")
	term.await("wallet 1,000,000 rial")
	term.keys(f3)
	term.await("REC", "recording.ussd")
	term.keys(strings.Split("*6655*123#", "")...)
	term.keys(enter)
	term.await("Corner shop")
	term.keys(f3)
	term.await("recorded recording.ussd")
	term.keys(ctrlC)
	if code := term.exit(); code != 0 {
		t.Fatalf("exit code %d after Ctrl+C", code)
	}
	if out, code := candybar(t, term.cmd.Dir, "test", "recording.ussd"); code != 0 {
		t.Errorf("replayed, exit code %d:\n%s", code, out)
	}
}
