package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// talk is a conversation that every driver must be able to hold: what is
// typed, dial string first, and the screen after each. Open is whether the
// session is, at the end.
type talk struct {
	flags   []string
	typed   []string
	screens []string
	open    bool
}

var demoShop = talk{
	typed: []string{"*6655*123#", "1", "4567"},
	screens: []string{
		"Corner shop\n1. Register\n2. Buy airtime\n3. Price list\n4. Leave a message\n5. Farsi",
		"Please enter your registration code\n0. Back",
		"Your registration code has been stored successfully",
	},
}

// samplePage is iNoti's own sample.
const samplePage = "index.php"

// phpSample is iNoti's own sample, served by PHP. It closes no session.
func phpSample(t *testing.T) talk {
	return talk{
		flags: []string{"--handler", startPHP(t, samplePage), "--call-form", "mixed"},
		typed: []string{"*6655*123#", "4567"},
		screens: []string{
			"Please enter your registration code",
			"Your registration code has been stored successfully",
		},
		open: true,
	}
}

func TestDialTalks(t *testing.T) {
	t.Parallel()
	t.Run("demo shop", func(t *testing.T) { t.Parallel(); checkDial(t, demoShop) })
	t.Run("PHP sample", func(t *testing.T) { t.Parallel(); checkDial(t, phpSample(t)) })
}

func TestControlTalks(t *testing.T) {
	t.Parallel()
	t.Run("demo shop", func(t *testing.T) { t.Parallel(); checkControl(t, demoShop) })
	t.Run("PHP sample", func(t *testing.T) { t.Parallel(); checkControl(t, phpSample(t)) })
}

func TestTerminalTalks(t *testing.T) {
	t.Parallel()
	t.Run("demo shop", func(t *testing.T) { t.Parallel(); checkTerminal(t, demoShop) })
	t.Run("PHP sample", func(t *testing.T) { t.Parallel(); checkTerminal(t, phpSample(t)) })
}

func checkDial(t *testing.T, want talk) {
	t.Helper()
	var notation strings.Builder
	for i, typed := range want.typed {
		mark := "CON"
		if i == len(want.typed)-1 && !want.open {
			mark = "END"
		}
		if i > 0 {
			notation.WriteString("\n")
		}
		notation.WriteString("> " + typed + "\n" + mark + "\n| " + strings.ReplaceAll(want.screens[i], "\n", "\n| ") + "\n")
	}
	args := append(append([]string{"dial"}, want.flags...), want.typed...)
	out, err := exec.Command("candybar", args...).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if diff := cmp.Diff(notation.String(), string(out)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func checkControl(t *testing.T, want talk) {
	t.Helper()
	api := startGateway(t, want.flags...) + "/candybar/v1/phones/09121234567"
	for i, typed := range want.typed {
		call, field := "/send", "text"
		if i == 0 {
			call, field = "/dial", "code"
		}
		got := post(t, api+call, map[string]string{field: typed})
		state := "open"
		if i == len(want.typed)-1 && !want.open {
			state = "ended"
		}
		if got["screen"] != want.screens[i] || got["state"] != state {
			t.Errorf("after %s: %s with %q, want %s with %q", typed, got["state"], got["screen"], state, want.screens[i])
		}
	}
	if want.open {
		if got := post(t, api+"/cancel", nil); got["ended"] != "cancelled" {
			t.Errorf("after cancel: %v", got)
		}
	}
}

// startGateway starts candybar gateway on a free port and returns its address
// once it says that it accepts. It must stop with 0 on SIGINT.
func startGateway(t *testing.T, flags ...string) string {
	t.Helper()
	cmd := exec.Command("candybar", append([]string{"gateway", "--listen", "127.0.0.1:0"}, flags...)...)
	says, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("a gateway that is stopped by SIGINT: %v", err)
		}
	})
	line, err := bufio.NewReader(says).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "candybar: gateway on ")
	if err != nil || !found {
		t.Fatalf("the gateway says %q: %v", line, err)
	}
	return address
}

func post(t *testing.T, url string, body any) map[string]any {
	t.Helper()
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			t.Fatal(err)
		}
	}
	response, err := http.Post(url, "application/json", &sent)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var got map[string]any
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, response.StatusCode, got)
	}
	return got
}

func checkTerminal(t *testing.T, want talk) {
	t.Helper()
	term := onTerminal(t, 80, 24, false, append([]string{"--listen", "127.0.0.1:0"}, want.flags...)...)
	term.await("dial")
	for i, typed := range want.typed {
		term.keys(strings.Split(typed, "")...)
		term.await(typed)
		term.keys(enter)
		term.await(wrapped(want.screens[i])...)
	}
	term.keys(escape)
	// Back on the idle screen, which suggests what to dial.
	term.await("dial ")
	term.keys(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d after Ctrl+C", code)
	}
}

// wrapped are the words of a screen, since the phone wraps lines. Persian is
// left out: its order is the terminal's matter.
func wrapped(screen string) []string {
	var words []string
	for _, word := range strings.Fields(screen) {
		if word[0] < 0x80 {
			words = append(words, word)
		}
	}
	return words
}

// TestPHPSampleWithStars: under the default form the sample has nothing to say
// to the second call; the developer is told that, and what to do.
func TestPHPSampleWithStars(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("candybar", "dial", "--handler", startPHP(t, samplePage), "*6655*123#", "4567")
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitNo {
		t.Fatalf("exit code %d, want 1: %v", cmd.ProcessState.ExitCode(), err)
	}
	want := "> *6655*123#\nCON\n| Please enter your registration code\n\n> 4567\nEND network-error\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, said := range []string{"answered 200 with an empty body", "--call-form mixed"} {
		if !strings.Contains(talk.String(), said) {
			t.Errorf("the developer is not told of %q:\n%s", said, talk.String())
		}
	}
}
