package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience bounds a wait for a state that a broken program would never reach.
const patience = 30 * time.Second

// terminal is candybar on a pseudo-terminal, and the terminal behind it.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	tty  *os.File
	emu  *vt.SafeEmulator
	read chan struct{}

	mu sync.Mutex
	// drawn is closed, and replaced, after each piece of output.
	drawn chan struct{}
	// raw is all that the program wrote, the last of it at that time.
	raw strings.Builder
	at  time.Time
}

// onTerminal starts candybar on a terminal of its own. Where silent, nothing
// ever answers the program's questions about the terminal.
func onTerminal(t testing.TB, width, height int, silent bool, args ...string) *terminal {
	t.Helper()
	return programOnTerminal(t, width, height, silent, "candybar", args...)
}

func programOnTerminal(t testing.TB, width, height int, silent bool, program string, args ...string) *terminal {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, cmd: cmd, tty: tty, emu: vt.NewSafeEmulator(width, height), read: make(chan struct{}), drawn: make(chan struct{})}
	answers := io.Writer(tty)
	if silent {
		answers = io.Discard
	}
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		_, _ = io.Copy(answers, term.emu)
	}()
	go term.copy()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-term.read
		_ = cmd.Wait()
		_ = tty.Close()
		// The emulator's own Close races with a Read that waits.
		if pipe, ok := term.emu.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
			<-answered
		}
	})
	return term
}

// copy brings the program's output to the emulator, until there is no more.
func (term *terminal) copy() {
	defer close(term.read)
	buffer := make([]byte, 32<<10)
	for {
		n, err := term.tty.Read(buffer)
		if n > 0 {
			at := time.Now()
			_, _ = term.emu.Write(buffer[:n])
			term.mu.Lock()
			term.raw.Write(buffer[:n])
			term.at = at
			close(term.drawn)
			term.drawn = make(chan struct{})
			term.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// written is all that the program wrote.
func (term *terminal) written() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.raw.String()
}

// wrote is when the program wrote last.
func (term *terminal) wrote() time.Time {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.at
}

// screen is what stands on the terminal, without colours.
func (term *terminal) screen() string { return ansi.Strip(term.emu.Render()) }

// await waits until the screen shows every one of the texts.
func (term *terminal) await(texts ...string) {
	term.t.Helper()
	term.until(strings.Join(texts, " and "), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

func (term *terminal) until(what string, reached func(screen string) bool) {
	term.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		term.mu.Lock()
		drawn := term.drawn
		term.mu.Unlock()
		if reached(term.screen()) {
			return
		}
		select {
		case <-drawn:
		case <-deadline.C:
			term.t.Fatalf("the screen never shows %s:\n%s", what, term.screen())
		case <-term.read:
			if !reached(term.screen()) {
				term.t.Fatalf("the program ended before the screen showed %s:\n%s", what, term.screen())
			}
			return
		}
	}
}

// keys types what a person would: each key by itself.
func (term *terminal) keys(keys ...string) {
	term.t.Helper()
	for _, key := range keys {
		if _, err := io.WriteString(term.tty, key); err != nil {
			term.t.Fatal(err)
		}
	}
}

const (
	enter  = "\r"
	escape = "\x1b"
	ctrlC  = "\x03"
)

// exit waits for the program's end and gives its exit code.
func (term *terminal) exit() int {
	term.t.Helper()
	select {
	case <-term.read:
	case <-time.After(patience):
		term.t.Fatalf("the program does not end:\n%s", term.screen())
	}
	_ = term.cmd.Wait()
	return term.cmd.ProcessState.ExitCode()
}
