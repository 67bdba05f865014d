package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// tick is a key of the typist.
func (r *rig) tick() *rig {
	r.t.Helper()
	r.now = r.now.Add(typeEvery)
	r.send(typeTick{})
	return r
}

// caps are the keys that are shown.
func (m *model) capNames() string {
	var names []string
	for _, c := range m.keycast.shown(m.now) {
		names = append(names, c.name)
	}
	return strings.Join(names, " ")
}

// F10 shows the phone alone, and F10 leaves all as it was.
func TestDemo(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).press("7")
	before := s.frame()
	s.press("f10")
	if l := &s.model.layout; !l.demo || !l.panel.Empty() || len(l.phones) != 1 || s.model.capNames() != "" {
		t.Errorf("demo %t, the panel at %v, keys %q", l.demo, l.panel, s.model.capNames())
	}
	if after := s.press("f10").frame(); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

// Keys are shown as they are pressed, fade and go; those of a PIN or a code have no
// name, wherever they come from, and none is kept.
func TestKeycast(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if r.write("1").press("esc"); r.model.capNames() != "" {
		t.Errorf("without demo mode the keys are %q", r.model.capNames())
	}
	r.press("f10").write("*1 ").press("backspace", "left")
	if got, want := r.model.capNames(), "* 1 space backspace ←"; got != want {
		t.Errorf("the keys are %q, want %q", got, want)
	}
	r.click(r.model.layout.keys[4].Min, tea.MouseLeft).click(r.model.layout.keys[10].Min, tea.MouseRight).click(r.model.layout.left.Min, tea.MouseLeft)
	if got, want := r.model.capNames(), "* 1 space backspace ← 5 + clear"; got != want {
		t.Errorf("the keys are %q, want %q", got, want)
	}
	r.now = r.now.Add(capGone - time.Millisecond)
	r.send(fadeTick{})
	if r.model.capNames() == "" || r.model.keycast.next(r.now) != time.Millisecond {
		t.Errorf("the keys are %q, the next change comes in %s", r.model.capNames(), r.model.keycast.next(r.now))
	}
	r.now = r.now.Add(time.Millisecond)
	r.send(fadeTick{})
	if r.model.capNames() != "" || r.model.keycast.next(r.now) != 0 {
		t.Errorf("the keys are still %q", r.model.capNames())
	}
}

func TestKeycastKeepsNoSecret(t *testing.T) {
	t.Parallel()
	for _, question := range []phone.Prompt{confirmFirst, otpFirst} {
		s := newScene(t, 80, 24)
		s.press("f10").asks(question).wait().press("4", "7")
		five := s.model.layout.keys[4].Min
		s.click(five).send(tea.PasteMsg{Content: "98"})
		for range 3 {
			s.send(typeTick{})
		}
		if got := s.model.handset.sheet.field.digits; got != "47598" {
			t.Fatalf("typed is %q", got)
		}
		if got := s.model.capNames(); got != "• • • • •" {
			t.Errorf("the keys are %q", got)
		}
	}
}

// What is pasted is typed a character at a time, and any key types the rest.
func TestTypedPace(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("f10")
	typed := func(want string) {
		t.Helper()
		if got := r.model.handset.typing().value; got != want {
			t.Errorf("typed is %q, want %q", got, want)
		}
	}
	r.send(tea.PasteMsg{Content: "dial *6655*123# now"})
	typed("")
	r.tick().tick().tick()
	typed("*66")
	r.press("enter")
	typed("*6655*123#")
	if r.model.typist.busy() {
		t.Error("it types still")
	}
	r.tick().press("enter").until("screen Corner shop")
	r.send(tea.PasteMsg{Content: "e\u0301ی"})
	r.tick()
	typed("e\u0301")
	r.tick().tick()
	typed("e\u0301ی")
	if got := r.model.capNames(); !strings.HasSuffix(got, "e\u0301 ی") {
		t.Errorf("the keys are %q", got)
	}
	r.press("f10")
	r.send(tea.PasteMsg{Content: "abc"})
	typed("e\u0301یabc")
}

// What is dialled at once is typed first, and called in the end or by any key.
func TestDialAtPace(t *testing.T) {
	t.Parallel()
	const code = "*6655*123#"
	for _, ticks := range []int{0, 4, len(code), len(code) + 1} {
		r := newRig(t).press("f10")
		r.run(r.model.dialAtPace(code))
		for range ticks {
			r.tick()
		}
		if typed := r.model.handset.dial.value; ticks <= len(code) && typed != code[:ticks] {
			t.Errorf("after %d ticks typed is %q", ticks, typed)
		}
		if ticks <= len(code) {
			r.press("esc")
		}
		r.until("screen Corner shop")
	}
}

// What is typed does not follow to where it was not meant for: another screen, or a
// question that came meanwhile.
func TestTypistStaysWhereItWas(t *testing.T) {
	t.Parallel()
	for name, elsewhere := range map[string]func(*scene){
		"a question": func(s *scene) { s.asks(confirmFirst).wait() },
		"the end":    func(s *scene) { s.is(phone.Tell{Text: "Bye."}).happens().wait() },
		"a SIM":      func(s *scene) { s.model.choose(india) },
	} {
		for _, finish := range []tea.Msg{typeTick{}, keyPress("x")} {
			s := newScene(t, 80, 24)
			s.press("f10").dial().ask("*6655*123", menu).wait()
			s.send(tea.PasteMsg{Content: "123456"})
			s.send(typeTick{})
			elsewhere(s)
			s.send(finish)
			h := &s.model.handset
			if s.model.typist.busy() || h.sheet.field.digits != "" || h.dial.value != "" {
				t.Errorf("%s, %T: typed are %q and %q", name, finish, h.sheet.field.digits, h.dial.value)
			}
		}
	}
}

// A last text is put away by the first character of what comes next.
func TestPasteAfterTheEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t).final().press("f10").pause()
	r.send(tea.PasteMsg{Content: "*1#"})
	r.tick().tick().tick()
	if got := r.model.handset.dial.value; got != "*1#" {
		t.Errorf("typed is %q", got)
	}
}

// In demo mode the ticks run while a key fades, and while something is typed.
func TestDemoTicks(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).press("f10")
	wanted := func(when string, fading, typing bool) {
		t.Helper()
		m := s.model
		m.fading, m.typist.onTheWay = false, false
		m.ticks()
		if m.fading != fading || m.typist.onTheWay != typing {
			t.Errorf("%s: fading %t, typing %t", when, m.fading, m.typist.onTheWay)
		}
	}
	wanted("at first", false, false)
	s.press("*")
	wanted("after a key", true, false)
	s.send(tea.PasteMsg{Content: "1"})
	wanted("after a paste", true, true)
	s.send(typeTick{})
	s.now = s.now.Add(time.Minute)
	s.send(fadeTick{})
	wanted("a minute later", false, false)
}
