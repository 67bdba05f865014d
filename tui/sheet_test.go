package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

func TestPromptKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		keys     []string
		happened string // empty is nothing
		away     bool   // the question is put away
	}{
		{"enter approves", []string{"enter"}, "answered approve", false},
		{"left chooses to decline", []string{"left", "enter"}, "answered decline", false},
		{"right chooses to approve", []string{"left", "right", "enter"}, "answered approve", false},
		{"left twice is left", []string{"left", "left", "enter"}, "answered decline", false},
		{"tab chooses the other answer", []string{"tab", "enter"}, "answered decline", false},
		{"tab twice is back", []string{"tab", "tab", "enter"}, "answered approve", false},
		{"esc puts it away", []string{"esc"}, "", true},
		{"esc does not decline", []string{"left", "esc"}, "", true},
		{"nothing is typed into it", []string{"1", "*", "#", "a", " ", "y", "m", "backspace", "ctrl+u", "up", "pgdown"}, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t).asked()
			before := len(r.log)
			r.press(test.keys...)
			if test.happened == "" {
				r.catchUp()
				if got := r.log[before:]; len(got) > 0 || r.model.handset.sheet.stands() == test.away {
					t.Errorf("%q happened, want nothing", got)
				}
				if got := len(r.line.View().Phone.Prompts()); got != 1 {
					t.Errorf("%d questions are open in the network", got)
				}
				return
			}
			r.until(test.happened)
			if got := len(r.line.View().Phone.Prompts()); got != 0 || r.model.handset.sheet.stands() {
				t.Errorf("%d questions stand", got)
			}
			if got := r.state(); got != phone.StateEnded {
				t.Errorf("below, the phone is %s", got)
			}
		})
	}
}

// What came of the answer is said on the phone: the want of money until it is put
// away, the rest in passing.
func TestAnswerIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t).askedTooMuch().press("enter").until("invoice F-1002 failed")
	if got := r.model.handset.words(); !strings.Contains(got, "not enough money") {
		t.Errorf("the phone says %q", got)
	}
	r.press("enter")
	if r.model.handset.notice == "" {
		t.Error("a key in flight put it away")
	}
	r.pause().press("enter")
	if got := r.model.handset.words(); got != "We sent you a payment link." {
		t.Errorf("then the phone says %q", got)
	}

	r = newRig(t).askedTooMuch().press("esc")
	r.settle().until("invoice F-1002 failed")
	if r.model.handset.notice != "" || r.model.handset.toast.text != wordsLater {
		t.Error("the phone tells what came of the link")
	}

	r = newRig(t).asked().press("left", "enter").until("invoice F-1001 cancelled")
	if got := r.model.handset.toast; got != (words{quietly, "declined"}) || r.model.handset.notice != "" {
		t.Errorf("the phone says %v", got)
	}
	r = newRig(t).asked().press("enter").until("invoice F-1001 paid")
	if got := r.model.handset.toast; got != (words{quietly, "paid"}) || r.model.handset.notice != "" {
		t.Errorf("the phone says %v", got)
	}
}

// A question that comes up takes no key that was in flight, for as long as keys
// come, but not for ever. Ctrl+C is never in flight.
func TestPromptTakesNoKeyInFlight(t *testing.T) {
	t.Parallel()
	r := newRig(t).inFlight("5")
	s := &r.model.handset.sheet
	came := r.now
	for r.now.Sub(came) < graceMost {
		r.press("enter", "esc", "tab", "left")
		r.click(s.yes.Min, tea.MouseLeft).click(s.no.Min, tea.MouseLeft).click(r.model.layout.left.Min, tea.MouseLeft)
		r.now = r.now.Add(graceQuiet - time.Millisecond)
	}
	if !s.stands() || s.onLeft || r.model.focus != phonePage {
		t.Fatal("a key in flight did something")
	}
	if r.press("esc"); s.stands() {
		t.Error("a key after all that did nothing")
	}

	r = newRig(t).inFlight("5")
	r.now = r.now.Add(graceQuiet)
	r.press("enter").until("answered approve")

	if r := newRig(t).inFlight("5").press("ctrl+c"); !r.quit {
		t.Error("ctrl+c did not quit")
	}
}

// settle pays as the page behind the link does.
func (r *rig) settle() *rig {
	r.t.Helper()
	link := r.line.View().Phone.Inbox()[0].Text
	if _, err := r.gateway.Settle(link[strings.LastIndexByte(link, '/')+1:], true); err != nil {
		r.t.Fatal(err)
	}
	return r
}

// One that goes by itself, since it was answered on the page, leaves no key to
// what is below either.
func TestPromptIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := newRig(t).asked().settle().until("invoice F-1001 paid")
	if r.model.handset.sheet.stands() {
		t.Fatal("the question stands")
	}
	r.press("enter")
	if r.state() != phone.StateEnded {
		t.Error("a key in flight put the last text away")
	}
	if r.model.handset.toast.text != "" {
		t.Error("the phone tells what was not answered here")
	}
	r.pause().press("enter")
	if r.state() != phone.StateIdle {
		t.Error("a key after a pause did nothing")
	}
}

// screen is what the phone shows, in colours.
func (s *scene) screen() string { return strings.Join(s.model.mirror().phoneRows(), "\n") }

// A question over a dialogue leaves it as it is.
func TestPromptOverADialogue(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", longScreen()).press("down", "7", "7")
	before := s.screen()
	s.asks(payFirst)
	if s.screen() == before {
		t.Fatal("nothing is asked")
	}
	if s.model.cursor() != nil {
		t.Error("the cursor stands under the question")
	}
	s.press("9", "down", "backspace", "tab")
	s.is(phone.Withdraw{ID: payFirst.ID}).happens()
	if after := s.screen(); after != before {
		t.Errorf("the phone was\n%s\nand is\n%s", before, after)
	}
	s.asks(payFirst).is(phone.Fail{}).happens()
	if !s.model.handset.sheet.stands() {
		t.Error("the end of the session took the question away")
	}
}

// The oldest question comes first, and a key pressed twice answers one.
func TestPromptsInTheirOrder(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.asks(payFirst, paySecond)
	shows := func(want ...string) {
		t.Helper()
		frame := s.frame()
		for _, w := range want {
			if !strings.Contains(frame, w) {
				t.Errorf("no %q in\n%s", w, frame)
			}
		}
	}
	shows("F-1001?", "1 of 2")
	s.press("left", "enter", "enter")
	shows("F-1002?", "▸ approve")
	if strings.Contains(s.frame(), " of 2") {
		t.Error("two questions are counted")
	}
	s.now = s.now.Add(graceMost)
	s.press("enter")
	if s.model.handset.sheet.stands() {
		t.Error("a question stands")
	}
}

// While the inspector has the keys a question has none, and the inspector can be
// reached while one stands.
func TestPromptAndInspector(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 80} {
		s := newScene(t, width, 24)
		s.dial().ask("*6655*123", menu).press("tab").asks(payFirst)
		s.press("left", "enter", "7", "esc", "7")
		if s.model.focus != panelPage {
			t.Error("a digit led to the question")
		}
		if !s.model.handset.sheet.stands() {
			t.Fatal("a key of the inspector answered")
		}
		if !strings.Contains(s.frame(), "tab answer iNoti") {
			t.Errorf("the foot does not say that something is asked:\n%s", s.frame())
		}
		s.model.focus = phonePage
		s.press("shift+tab")
		if s.model.focus != panelPage {
			t.Error("the inspector cannot be reached")
		}
		s.press("tab", "tab")
		if s.model.focus != phonePage || !s.model.handset.sheet.onLeft {
			t.Error("tab does not choose on the phone")
		}
	}
}

// A long question is scrolled; its answers are always there.
func TestLongPromptScrolls(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	long := payFirst
	long.Text = longScreen()
	s.asks(long)
	first := strings.Split(s.frame(), "\n")
	s.press("pgdown", "down")
	s.send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	second := strings.Split(s.frame(), "\n")
	if slices.Equal(first, second) || !strings.Contains(s.frame(), "▸ approve") || !strings.Contains(s.frame(), "▴") {
		t.Errorf("it did not scroll:\n%s", s.frame())
	}
}
