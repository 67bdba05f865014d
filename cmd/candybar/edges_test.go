package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"

	"candybar/gateway/lint"
)

// TestDumbTerminal: no phone on a terminal that cannot move its cursor.
func TestDumbTerminal(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("candybar")
	cmd.Env = append(os.Environ(), "TERM=dumb")
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	// The read ends in an error on Linux when the program does.
	said, _ := io.ReadAll(tty)
	if _ = cmd.Wait(); cmd.ProcessState.ExitCode() != exitUsage {
		t.Errorf("exit code %d, want 2", cmd.ProcessState.ExitCode())
	}
	if !strings.Contains(string(said), "TERM=dumb") || !strings.Contains(string(said), "hint: candybar dial") {
		t.Errorf("it says %q", said)
	}
}

// TestDialInterrupted: Ctrl+C hangs up, prints what there was, and is 130.
func TestDialInterrupted(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	cmd := exec.Command("candybar", "dial", "--handler", server.URL, "*1#")
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if _ = cmd.Wait(); cmd.ProcessState.ExitCode() != exitInterrupted {
		t.Errorf("exit code %d, want 130", cmd.ProcessState.ExitCode())
	}
	if got, want := out.String(), "> *1#\nEND cancelled\n"; got != want {
		t.Errorf("it prints %q, want %q", got, want)
	}
}

// TestExampleConfig keeps candybar.example.toml readable.
func TestExampleConfig(t *testing.T) {
	t.Parallel()
	path, err := filepath.Abs(filepath.Join("..", "..", "candybar.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("candybar", "dial", "--config", path, "*6655*123#").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The example's [lint] says of every rule what it counts as by itself.
func TestExampleConfigHasTheRules(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile(filepath.Join("..", "..", "candybar.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parseConfig(string(example), isSharedFlag)
	if err != nil {
		t.Fatal(err)
	}
	want := make(lint.Severities)
	for _, rule := range lint.Rules() {
		want[rule.ID] = rule.Severity
	}
	if diff := cmp.Diff(want, parsed.severities); diff != "" {
		t.Errorf("-the rules +the example\n%s", diff)
	}
}
