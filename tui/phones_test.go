package tui

import (
	"image"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/number"
)

// wide is a rig whose terminal has room for two phones, which stand there; the
// first one is chosen.
func wide(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.send(tea.WindowSizeMsg{Width: 160, Height: 50})
	return r.press("f8")
}

// F8 shows one phone more, and one after as many as fit or as there are.
func TestPhonesSideBySide(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		width int
		want  []int
	}{{40, []int{1, 1}}, {65, []int{1, 1}}, {66, []int{2, 1, 2}}, {80, []int{2, 1, 2}}, {120, []int{2, 3, 1}}, {300, []int{2, 3, 1}}} {
		s := newScene(t, test.width, 24)
		for i, want := range test.want {
			s.press("f8")
			if got := len(s.model.layout.phones); got != want {
				t.Errorf("%d columns, press %d: %d phones, want %d", test.width, i+1, got, want)
			}
		}
		if said := s.model.handset.toast.text; (said != "") != (test.width < 66) {
			t.Errorf("%d columns: the phone says %q", test.width, said)
		}
	}
}

// What comes to a phone that can be seen is not counted, and is drawn.
func TestTheOtherPhoneLivesOn(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).sideBySide()
	s.at(iran).unseen(confirmFirst)
	s.at(rwanda).arrive("out of sight")
	if got := s.model.simMark(); got != "●1" {
		t.Errorf("the mark is %q", got)
	}
	if frame := s.frame(); !strings.Contains(frame, "Pay RWF 500") || !strings.Contains(frame, "decline") {
		t.Errorf("the question is not drawn:\n%s", frame)
	}
	if s.model.place() != india || s.model.handset.sheet.stands() {
		t.Error("the chosen phone has changed")
	}
}

// A phone that waits is drawn with its spinner, chosen or not.
func TestTheOtherPhoneSpins(t *testing.T) {
	t.Parallel()
	r := wide(t).waiting().press("f2")
	r.model.spinning = false
	r.model.ticks()
	if !r.model.spinning {
		t.Error("the spinner stands still")
	}
	r.press("f8", "f8") // alone again
	r.model.spinning = false
	r.model.ticks()
	if r.model.spinning {
		t.Error("a spinner that nobody sees turns")
	}
}

// A click on another phone chooses it and presses what is under the pointer.
func TestClickOnAnotherPhone(t *testing.T) {
	t.Parallel()
	r := wide(t).write("*6")
	five := r.model.layout.phones[1].keys[4]
	r.click(five.Min, tea.MouseLeft)
	if r.model.place() != 1 || r.model.handset.dial.value != "5" {
		t.Errorf("SIM %d has typed %q", r.model.place(), r.model.handset.dial.value)
	}
	if first := &r.model.sims[0].handset; first.dial.value != "*6" {
		t.Errorf("the first phone has typed %q", first.dial.value)
	}
	r.click(r.model.layout.phones[0].left.Min, tea.MouseLeft) // clear
	if r.model.place() != 0 || r.model.handset.dial.value != "" {
		t.Errorf("SIM %d has typed %q", r.model.place(), r.model.handset.dial.value)
	}
	r.click(r.model.layout.phones[1].sim.Min, tea.MouseLeft)
	if r.model.place() != 1 {
		t.Errorf("a click on its number chose SIM %d", r.model.place())
	}
}

// A question on another phone is answered with one click, but not by a click that
// was on its way when it came.
func TestClickOnAnotherPhonesQuestion(t *testing.T) {
	t.Parallel()
	r := wide(t).inFlight("5")
	r.press("f2")
	yes := r.model.sims[0].handset.sheet.yes.Min
	r.click(yes, tea.MouseLeft)
	r.catchUp()
	if r.model.place() != 0 || slices.ContainsFunc(r.log, func(s string) bool { return strings.HasPrefix(s, "answered") }) {
		t.Fatalf("SIM %d, happened: %q", r.model.place(), r.log)
	}
	r.press("f2").pause().click(yes, tea.MouseLeft).until("answered approve")
}

// The wheel scrolls the phone under the pointer, and chooses nothing.
func TestWheelOverAnotherPhone(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", longScreen()).press("f2", "f8")
	at := s.model.layout.phones[0].screen.Min
	s.send(tea.MouseWheelMsg{X: at.X, Y: at.Y, Button: tea.MouseWheelDown})
	if top := s.model.sims[0].handset.top; top != 3 || s.model.place() != 1 {
		t.Errorf("scrolled to %d, SIM %d", top, s.model.place())
	}
}

// Where the panel has no room beside several phones it has it beside the chosen one.
func TestPanelBesideSeveral(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).sideBySide()
	for range 2 {
		if l := &s.model.layout; len(l.phones) != 2 || !l.panel.Empty() {
			t.Fatalf("%d phones, the panel at %v", len(l.phones), l.panel)
		}
		s.press("tab")
		if l := &s.model.layout; len(l.phones) != 1 || l.panel.Empty() || l.first != india {
			t.Fatalf("%d phones from %d, the panel at %v", len(l.phones), l.first, l.panel)
		}
		s.press("tab")
	}
}

// One more phone is of the chosen one's country, stands beside it, is a line of the
// same gateway and lives as the others do.
func TestAnotherPhone(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("ctrl+t")
	second := number.Iran.Example().Next()
	shown := func() (all []number.Number) {
		for i := range r.model.layout.phones {
			all = append(all, r.model.sims[r.model.layout.first+i].handset.view.Number)
		}
		return all
	}
	if got := shown(); !slices.Equal(got, []number.Number{number.Iran.Example(), second}) || r.model.place() != 1 {
		t.Fatalf("side by side are %v, chosen is %d", got, r.model.place())
	}
	r.open()
	if got := r.model.watch.line.View(); got.Number != second || got.Phone.State() != phone.StateOpen {
		t.Errorf("%s is %s", got.Number, got.Phone.State())
	}
	r.press("f2", "f2", "ctrl+t")
	if own := r.model.handset.view.Number; own != number.Rwanda.Example().Next() {
		t.Errorf("the next one is %s", own)
	}
}

// Two presses before the first one has done anything make one phone.
func TestAnotherPhoneTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	first, second := s.model.advance(keyPress("ctrl+t")), s.model.advance(keyPress("ctrl+t"))
	s.send(first())
	s.send(second())
	if got := len(s.model.sims); got != 4 {
		t.Errorf("%d SIMs", got)
	}
}

// The chosen phone is known without any colour.
func TestChosenIsPointedAt(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).sideBySide()
	for range s.model.sims {
		l := s.model.layout.phoneLayout
		pointer := image.Pt(l.sim.Min.X, l.sim.Min.Y)
		row := []rune(strings.Split(s.frame(), "\n")[pointer.Y])
		if row[pointer.X] != '▸' || strings.Count(string(row), "▸") != 1 {
			t.Errorf("the row is %q", string(row))
		}
		s.press("f2")
	}
}
