package main

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestMouseAlone: with the mouse alone a phone dials, answers, pays, reads what it was
// sent, and quits.
func TestMouseAlone(t *testing.T) {
	t.Parallel()
	term := onTerminal(t, 100, 34, false, "--listen", "127.0.0.1:0")
	term.await("for the demo shop", "9 wxyz")
	term.clickOn("inspector ─", right)
	term.await("all actions", "dial Demo shop")
	term.clickOn("dial Demo shop", left)
	term.await("Corner shop", "send")
	for _, answer := range []string{"2 abc", "5 jkl", "0 +", "0 +", "0 +", "0 +"} {
		term.clickOn(answer, left)
		if answer == "2 abc" {
			term.clickOn("send", left)
			term.await("Amount in rial?")
		}
	}
	term.await("50000")
	term.clickOn("50000", right) // erases the last digit
	term.until("5000", func(screen string) bool { return !strings.Contains(screen, "50000") })
	term.clickOn("0 +", left)
	term.await("50000")
	term.clickOn("send", left)
	term.await("Pay 50,000 rial", "▸ approve")
	// What comes by itself takes no click for a moment.
	term.until("a question that takes answers", func(screen string) bool { return !strings.Contains(screen, "┏") })
	term.clickOn("▸ approve", left)
	term.await("notified")
	term.clickOn("OK", left)
	term.await("wallet")
	term.clickOn("✉", left)
	term.await("Messages")
	term.clickOn("session", right)
	term.await("all actions")
	term.clickOn("quit", left)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// The buttons of a mouse, as terminals number them (SGR 1006).
const (
	left  = 0
	right = 2
)

// clickOn clicks in the middle of the first place where the screen has the words.
func (term *terminal) clickOn(words string, button int) {
	term.t.Helper()
	for y, row := range strings.Split(term.screen(), "\n") {
		if before, _, found := strings.Cut(row, words); found {
			x := utf8.RuneCountInString(before) + utf8.RuneCountInString(words)/2
			term.keys(fmt.Sprintf("\x1b[<%[1]d;%[2]d;%[3]dM\x1b[<%[1]d;%[2]d;%[3]dm", button, x+1, y+1))
			return
		}
	}
	term.t.Fatalf("nothing to click on says %q:\n%s", words, term.screen())
}
