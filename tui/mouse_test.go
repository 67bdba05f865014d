package tui

import (
	"image"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

func (r *rig) click(at image.Point, button tea.MouseButton) *rig {
	r.t.Helper()
	r.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: button})
	return r
}

// Every cell of every key types that key, at every size that has keys.
func TestClickOnKeys(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{60, 24}, {80, 24}, {120, 40}, {160, 50}} {
		s := newScene(t, size.X, size.Y)
		for i, key := range keypadKeys() {
			at := s.model.layout.keys[i]
			for y := at.Min.Y; y < at.Max.Y; y++ {
				for x := at.Min.X; x < at.Max.X; x++ {
					s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
					if got := s.model.handset.dial.value; got != key.types {
						t.Fatalf("%v: a click on %d,%d typed %q, want %q", size, x, y, got, key.types)
					}
					s.model.handset.dial.clear()
				}
			}
		}
		zero := s.model.layout.keys[10].Min
		s.send(tea.MouseClickMsg{X: zero.X, Y: zero.Y, Button: tea.MouseRight})
		if got := s.model.handset.dial.value; got != "+" {
			t.Errorf("a right click on 0 typed %q", got)
		}
	}
}

func TestClickConversation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	l := &r.model.layout
	for _, key := range []int{9, 5, 5, 4, 4, 9, 0, 1, 2, 11} { // *6655*123#
		r.click(l.keys[key].Min, tea.MouseLeft)
	}
	r.click(l.right.Max.Sub(image.Pt(1, 1)), tea.MouseLeft).until("screen Corner shop")
	r.click(l.keys[0].Min, tea.MouseLeft).click(l.left.Min, tea.MouseLeft) // 1, clear
	if got := r.model.handset.reply.value; got != "" {
		t.Errorf("typed %q", got)
	}
	r.click(l.left.Min, tea.MouseLeft).until("ended cancelled")
	if r.state() != phone.StateIdle {
		t.Errorf("the phone is %s", r.state())
	}
}

func TestClickOnTurns(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).ask("*6655*123*1", menu, slowly)
	x := s.model.layout.body.Min.X + 3
	for _, click := range []struct{ y, chosen int }{{2, 1}, {5, 2}, {3, 1}, {4, 2}} {
		s.send(tea.MouseClickMsg{X: x, Y: click.y, Button: tea.MouseLeft})
		if s.model.focus != panelPage || s.model.inspector.chosen != click.chosen {
			t.Errorf("a click on row %d chose %d, want %d", click.y, s.model.inspector.chosen, click.chosen)
		}
	}
	s.send(tea.MouseClickMsg{X: x, Y: 4, Button: tea.MouseLeft})
	if s.model.panel != showExchange {
		t.Error("a click on the chosen turn did not open it")
	}
	s.send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})
	if s.model.focus != phonePage {
		t.Error("a click on the phone did not give it the keys")
	}
}

func TestWheel(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial()
	for range 20 {
		s.ask("*6655*123*5", longScreen(), tooLong)
	}
	phoneTop, panelTop := s.model.handset.top, s.model.inspector.top
	s.send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	if s.model.handset.top != phoneTop+3 || s.model.inspector.top != panelTop {
		t.Errorf("over the phone: phone %d, panel %v", s.model.handset.top, s.model.inspector.top)
	}
	s.send(tea.MouseWheelMsg{X: 50, Y: 5, Button: tea.MouseWheelUp})
	if s.model.handset.top != phoneTop+3 || s.model.inspector.top == panelTop || s.model.inspector.following {
		t.Errorf("over the panel: phone %d, panel %v", s.model.handset.top, s.model.inspector.top)
	}
	s.send(tea.MouseWheelMsg{X: 50, Y: 5, Button: tea.MouseWheelDown})
	if s.model.inspector.top != panelTop || !s.model.inspector.following {
		t.Errorf("back: panel %v, want %v", s.model.inspector.top, panelTop)
	}
}

func TestClickOnPrompt(t *testing.T) {
	t.Parallel()
	r := newRig(t).asked()
	s := &r.model.handset.sheet
	r.click(r.model.layout.keys[0].Min, tea.MouseLeft).click(s.box.Min, tea.MouseLeft)
	if !s.stands() {
		t.Fatal("a click beside the answers answered")
	}
	r.click(s.yes.Max.Sub(image.Pt(1, 1)), tea.MouseLeft).until("answered approve")

	r = newRig(t).asked()
	r.click(r.model.handset.sheet.no.Min, tea.MouseLeft).until("answered decline")
	r = newRig(t).asked()
	if r.click(r.model.layout.left.Min, tea.MouseLeft); r.model.handset.sheet.stands() {
		t.Error("the question was not put away")
	}
	r = newRig(t).asked().press("tab")
	r.click(r.model.layout.right.Min, tea.MouseLeft).until("answered decline")
}

func TestClickOnMessages(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).arrive("first", "second")
	l, b := &s.model.layout, &s.model.handset.inbox
	click := func(at image.Point) { s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft}) }
	click(l.left.Min)
	if b.view != inboxList {
		t.Fatal("the soft key did not open the inbox")
	}
	click(l.screen.Min)
	click(l.screen.Max.Sub(image.Pt(1, 1)))
	if b.view != inboxList {
		t.Fatal("a click beside the messages opened one")
	}
	click(l.screen.Min.Add(image.Pt(5, titleRows+messageRows+1)))
	if b.view != inboxMessage || b.chosen != 0 {
		t.Errorf("a click opened message %d", b.chosen)
	}
	click(l.left.Min)
	click(l.left.Min)
	if b.isOpen() {
		t.Error("back did not go back")
	}
}

// The count of unread messages opens them, the mark of a recording stops it.
func TestClickOnMarks(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).arrive("first")
	at := s.model.mailArea().Min
	s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	if s.model.handset.inbox.view != inboxList {
		t.Error("a click on the count did not open the messages")
	}
	recorder := &tape{}
	r := newRig(t).records(recorder, "a.ussd").pause()
	r.press("esc")
	mark, where := r.model.footEnd()
	x := r.model.width - 1 - r.model.pen.width(mark) - r.model.pen.width(where)
	r.click(image.Pt(x, r.model.height-1), tea.MouseLeft)
	if got := recorder.called(); got != "stop" {
		t.Errorf("a click on the mark called %q", got)
	}
}
