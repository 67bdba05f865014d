package tui

import (
	"fmt"
	"strings"
	"testing"

	"candybar/phone"
)

func TestInboxKeys(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	b := &r.model.handset.inbox
	r.press("m")
	if b.isOpen() {
		t.Fatal("an inbox without messages opened")
	}
	for i := range 3 {
		if err := r.line.Deliver("Bank", fmt.Sprintf("message %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	r.catchUp()
	at := func(want string) {
		t.Helper()
		if got := fmt.Sprintf("%d %d, %d unread", b.view, b.chosen, b.unread()); got != want {
			t.Errorf("view, chosen are %s, want %s", got, want)
		}
	}
	left, _ := r.model.softKeys()
	if got := left.key.Help().Desc; got != "messages (3)" {
		t.Errorf("the soft key is %q", got)
	}
	r.press("m")
	at("1 2, 3 unread")
	r.press("up", "down")
	at("1 1, 3 unread")
	r.press("enter")
	at("2 1, 2 unread")
	r.press("down", "enter", "esc")
	at("1 1, 2 unread")
	if err := r.line.Deliver("Bank", "one more"); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	at("1 1, 3 unread")
	r.press("pgdown", "enter")
	at("2 0, 2 unread")
	r.press("esc", "esc")
	at("0 0, 2 unread")
	r.press("esc", "m", "a", "*", "9")
	at("0 3, 2 unread")
	if got := r.model.handset.dial.value; got != "*9" {
		t.Errorf("dialled %q", got)
	}
	r.press("m")
	if got := r.model.handset.dial.value; got != "*9" || b.isOpen() {
		t.Errorf("m typed %q", got)
	}
}

// A message during a session is a sign in the status bar, and a banner until a key
// that was not in flight, and nothing else; a session that begins puts the inbox
// away.
func TestMessageDuringASession(t *testing.T) {
	t.Parallel()
	r := newRig(t).openTyped()
	before := len(r.log)
	if err := r.line.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	if got := r.log[before:]; len(got) != 1 || r.state() != phone.StateOpen || r.model.handset.reply.value != "77" {
		t.Errorf("%q happened, the phone is %s with %q typed", got, r.state(), r.model.handset.reply.value)
	}
	shows := func(banner bool) {
		t.Helper()
		frame := r.model.frame()
		if !strings.Contains(frame, "✉ 1") || strings.Contains(frame, wordsNew) != banner || strings.Contains(frame, "Corner shop") == banner {
			t.Errorf("shown is\n%s", frame)
		}
	}
	shows(true)
	r.press("8", "backspace")
	shows(true)
	r.now = r.now.Add(bannerLeast)
	r.press("8", "backspace")
	shows(false)
	r.press("esc", "esc").until("ended cancelled")
	r.press("m")
	if err := r.line.Do(phone.Call{Text: "*6655*123#"}); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	if r.model.handset.inbox.isOpen() {
		t.Error("the inbox hides a session")
	}
}

func TestCopyLink(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).arrive("Pay here: http://127.0.0.1:6655/pay/1 soon").press("m", "enter")
	if got := s.model.handset.inbox.link(); got != "http://127.0.0.1:6655/pay/1" {
		t.Errorf("the link is %q", got)
	}
	if command := s.model.advance(keyPress("enter")); command == nil {
		t.Error("nothing is copied")
	}
	s = newScene(t, 80, 24).arrive("mailto:a@b javascript:alert(1) http:// file:///etc/passwd").press("m", "enter")
	if got := s.model.handset.inbox.link(); got != "" {
		t.Errorf("the link is %q", got)
	}
	if command := s.model.advance(keyPress("enter")); command != nil {
		t.Error("something is copied")
	}
}

// The chosen message can always be seen, whichever way and however far one goes.
func TestInboxScrolls(t *testing.T) {
	t.Parallel()
	for _, height := range []int{20, 24, 50} {
		s := newScene(t, 80, height)
		for i := range 30 {
			s.arrive(fmt.Sprintf("message %d.", i))
		}
		s.press("m")
		for range 2 {
			for _, key := range []string{"down", "down", "pgdown", "down", "up", "pgdown", "pgdown", "up", "pgup"} {
				s.press(key)
				want := fmt.Sprintf("▌  message %d.", s.model.handset.inbox.chosen)
				if !strings.Contains(s.frame(), want) {
					t.Fatalf("after %s, no %q in\n%s", key, want, s.frame())
				}
			}
		}
	}
}
