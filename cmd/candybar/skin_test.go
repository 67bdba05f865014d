package main

import (
	"strconv"
	"strings"
	"testing"
)

// TestTerminalSkins: on a feature phone a message is tapped on the keypad, and on
// a smartphone SEND with nothing typed ends the session.
func TestTerminalSkins(t *testing.T) {
	t.Parallel()
	const f5, f6, tab = "\x1b[15~", "\x1b[17~", "\t"
	for _, size := range [][2]int{{40, 20}, {80, 24}, {160, 50}} {
		t.Run(strconv.Itoa(size[0]), func(t *testing.T) {
			t.Parallel()
			term := onTerminal(t, size[0], size[1], false, "--listen", "127.0.0.1:0")
			term.await("MCI")
			dial := func() {
				t.Helper()
				term.keys(strings.Split("*6655*123#", "")...)
				term.await("*6655*123#")
				term.keys(enter)
				term.await("Corner shop", "80/182")
			}
			dial()
			term.keys("4", enter)
			term.await("0. Back", "123 │")
			term.keys(f5)
			term.await("abc │")
			term.keys("4", "4", "#", "8")
			term.await("│ hT ", "ABC │", "2/182 ─┘")
			term.keys(enter)
			term.await("Send this message?", "hT")
			term.keys(escape)
			term.await("MCI", "wallet")

			term.keys(f6)
			dial()
			term.await("CANCEL", "SEND", "enter SEND")
			term.keys(tab)
			term.await("▸ CANCEL")
			term.keys(tab)
			term.await("▸ SEND")
			term.keys(enter)
			term.await("USSD message must be", "OK")
			term.keys(enter)
			term.await("wallet")
			term.keys(ctrlC)
			if code := term.exit(); code != 0 {
				t.Errorf("exit code %d after Ctrl+C", code)
			}
		})
	}
}

// TestTerminalSmartphone: --skin is that of every SIM.
func TestTerminalSmartphone(t *testing.T) {
	t.Parallel()
	term := onTerminal(t, 80, 24, false, "--listen", "127.0.0.1:0", "--skin", "smartphone", "*6655*123#")
	term.await("Corner shop", "CANCEL", "SEND")
	term.keys(f2)
	term.await("IN 9876543210", "wallet")
	term.keys(strings.Split("*6655*123#", "")...)
	term.keys(enter)
	term.await("IN 9876543210", "Corner shop", "CANCEL", "SEND")
}
