package main

import (
	"strings"
	"syscall"
	"testing"
)

// What a terminal is told of right-to-left text, and what is taken back.
const (
	bidiBegin  = "\x1b[8l\x1b[1 k"
	bidiEnd    = "\x1b[8h\x1b[0 k"
	konsoleOff = "\x1b]50;BidiRenderingEnabled=false\x07"
	konsoleOn  = "\x1b]50;BidiRenderingEnabled=true\x07"
)

// Every way out leaves the terminal as it was.
func TestBidiIsRestored(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		flags   []string
		answers string
		leave   func(*terminal)
		end     string
	}{
		{"quit", nil, "", func(term *terminal) { term.keys(ctrlC) }, bidiEnd},
		{"SIGTERM", nil, "", func(term *terminal) { signalled(term, syscall.SIGTERM) }, bidiEnd},
		{"SIGINT", nil, "", func(term *terminal) { signalled(term, syscall.SIGINT) }, bidiEnd},
		{"Konsole", nil, "\x1bP>|Konsole 22.12.3\x1b\\", func(term *terminal) { signalled(term, syscall.SIGTERM) }, bidiEnd + konsoleOn},
		{"xterm", nil, "\x1bP>|XTerm(379)\x1b\\", func(term *terminal) { term.keys(ctrlC) }, bidiEnd},
		{"visual", []string{"--bidi", "visual"}, "", func(term *terminal) { term.keys(ctrlC) }, bidiEnd},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			term := onTerminal(t, 80, 24, true, append(test.flags, "--listen", "127.0.0.1:0", "*6655*123#")...)
			term.await("5. Farsi")
			term.keys(test.answers)
			konsole := strings.Contains(test.answers, "Konsole")
			if konsole {
				term.until("OSC 50", func(string) bool { return strings.Contains(term.written(), konsoleOff) })
			}
			term.keys("5")
			term.await("│ 5 ")
			term.keys(enter)
			term.await("ﻡﺎﻧ ﺖﺒﺛ .۱", "ﺖﻤﯿﻗ .۳")
			test.leave(term)
			term.exit()
			raw := term.written()
			if !strings.HasPrefix(raw, bidiBegin) || !strings.HasSuffix(raw, test.end) {
				t.Errorf("it begins %.20q and ends %q", raw, raw[max(0, len(raw)-60):])
			}
			if got := strings.Contains(raw, "\x1b]50"); got != konsole {
				t.Errorf("OSC 50 was written: %t", got)
			}
		})
	}
}

func signalled(term *terminal, signal syscall.Signal) {
	term.t.Helper()
	if err := term.cmd.Process.Signal(signal); err != nil {
		term.t.Fatal(err)
	}
}

// A terminal that is left alone is told nothing, and gets text as it is read.
func TestBidiOff(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"off", "terminal"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			term := onTerminal(t, 80, 24, true, "--bidi", how, "--listen", "127.0.0.1:0", "*6655*123#")
			term.await("5. Farsi")
			term.keys("5")
			term.await("│ 5 ")
			term.keys(enter)
			term.await("۱. ثبت نام")
			term.keys(ctrlC)
			term.exit()
			for _, never := range []string{"\x1b[8l", "\x1b[8h", "\x1b[1 k", "\x1b[0 k", "\x1b]50", "\u202d", "\u202c"} {
				if strings.Contains(term.written(), never) {
					t.Errorf("%q was written", never)
				}
			}
		})
	}
}

// The choice is made before the phone is used, and said in the config's words.
func TestBidiAsk(t *testing.T) {
	t.Parallel()
	term := onTerminal(t, 80, 24, true, "--bidi", "ask", "--listen", "127.0.0.1:0")
	term.await("Which line reads right?", "سلام، کد ثبت نام 12", "12 ﻡﺎﻧ ﺖﺒﺛ ﺪﮐ ،ﻡﻼﺳ", "none of these")
	term.keys("4")
	term.await("--bidi=off", "dial *6655*123#")
	term.keys(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit %d", code)
	}
}
