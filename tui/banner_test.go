package tui

import (
	"image"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
)

// A banner goes by itself, and one tick redraws for it.
func TestBannerGoes(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := r.line.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	if !strings.Contains(r.model.frame(), wordsNew) || r.model.arrivalTicks() == nil || r.model.arrivalTicks() != nil {
		t.Fatal("there is no banner, or not one tick for it")
	}
	r.now = r.now.Add(bannerFor)
	r.send(arrivalTick{})
	if strings.Contains(r.model.frame(), wordsNew) || r.model.arrivalTicks() != nil {
		t.Error("the banner stays")
	}
}

func TestClickOnBanner(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := r.line.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	r.click(r.model.layout.screen.Min.Add(image.Pt(2, 1)), tea.MouseLeft)
	if b := &r.model.handset.inbox; b.view != inboxMessage || b.unread() != 0 {
		t.Error("a click does not open the message")
	}
	r = newRig(t).openTyped()
	if err := r.line.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	r.click(r.model.layout.screen.Min, tea.MouseLeft)
	if h := &r.model.handset; h.inbox.isOpen() || !h.banner.at.IsZero() || h.reply.value != "77" {
		t.Error("a click during a session does more than put the banner away")
	}
}

// A question that comes after a message has a tick of its own: its frame is heavy no
// longer than it swallows keys, though the banner stays.
func TestQuestionAfterBanner(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).arrive("first")
	s.now = s.model.handset.banner.at.Add(time.Second)
	s.send(secondTick{})
	if s.model.arrivalTicks() == nil {
		t.Fatal("no tick for the banner")
	}
	s.is(otpFirst).happens()
	if s.model.arrivalTicks() == nil || !s.model.arriving.Equal(s.model.handset.sheet.freshUntil) {
		t.Fatalf("the tick comes at %s, the question is new until %s", s.model.arriving, s.model.handset.sheet.freshUntil)
	}
	s.now = s.model.handset.sheet.freshUntil
	s.send(arrivalTick{})
	if frame := s.frame(); strings.Contains(frame, "┏") {
		t.Errorf("the question stays new:\n%s", frame)
	}
	if s.model.arrivalTicks() == nil || !s.model.arriving.Equal(s.model.handset.banner.at.Add(bannerFor)) {
		t.Errorf("the next tick comes at %s, and not for the banner", s.model.arriving)
	}
}

// A question that is brought back looks new, since it swallows keys.
func TestQuestionBroughtBack(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).asks(payFirst).press("esc")
	if s.wait().press("p"); !strings.Contains(s.frame(), "┏") {
		t.Errorf("it does not look new:\n%s", s.frame())
	}
}

// The frame of a question is heavy while it swallows keys.
func TestFreshQuestion(t *testing.T) {
	t.Parallel()
	r := newRig(t).inFlight("5")
	if !strings.Contains(r.model.frame(), "┏") || r.model.arrivalTicks() == nil {
		t.Fatal("the question does not look new")
	}
	r.now = r.now.Add(graceQuiet)
	if r.press("tab"); strings.Contains(r.model.frame(), "┏") {
		t.Error("a key that was taken leaves it new")
	}
	r = newRig(t).inFlight("5").pause()
	if r.send(arrivalTick{}); strings.Contains(r.model.frame(), "┏") {
		t.Error("it stays new")
	}
}

func TestBell(t *testing.T) {
	t.Parallel()
	message, prompt := event.Event{Body: event.SMS{}}, event.Event{Body: event.Prompt{}}
	tests := []struct {
		name   string
		bell   bell
		events []event.Event
		rings  bool
	}{
		{"a message", bell{wanted: true}, []event.Event{message, prompt}, true},
		{"a question", bell{wanted: true}, []event.Event{prompt}, true},
		{"a screen", bell{wanted: true}, []event.Event{{Body: event.Screen{}}}, false},
		{"while the terminal is looked at", bell{wanted: true, looked: true}, []event.Event{message}, false},
		{"where nobody wants it", bell{}, []event.Event{message}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			command := test.bell.rings(test.events)
			if (command != nil) != test.rings {
				t.Fatalf("rings is %t", !test.rings)
			}
			if command != nil && command() != (tea.RawMsg{Msg: "\a"}) {
				t.Errorf("rings with %q", command())
			}
		})
	}
	s := newScene(t, 80, 24)
	s.model.bell.wanted = true
	if s.send(tea.FocusMsg{}); !s.model.bell.looked || !s.model.View().ReportFocus {
		t.Error("focus is not known")
	}
	if s.send(tea.BlurMsg{}); s.model.bell.looked {
		t.Error("blur is not known")
	}
	if newScene(t, 80, 24).model.View().ReportFocus {
		t.Error("focus is reported where nobody wants the bell")
	}
}
