package tui

import (
	"image"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/phone"
)

func (r *rig) smart() *rig { return r.press("f6").until("subscriber") }

func (r *rig) smartOpen() *rig { return r.smart().open() }

func (r *rig) smartWaiting() *rig { return r.smart().waiting() }

func TestSmartphoneKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given func(*rig) *rig
		keys  []string
		// state is the phone's afterwards, typed what stands in the field, said
		// its toast or notice, and happened what the keys brought about.
		state    phone.State
		typed    string
		said     string
		happened string
	}{
		{"enter sends", (*rig).smartOpen, []string{"7", "enter"}, phone.StateOpen, "", "", "screen You said *7"},
		{"SEND sends", (*rig).smartOpen, []string{"7", "tab", "tab", "enter"}, phone.StateOpen, "", "", "screen You said *7"},
		{"nothing typed hangs up", (*rig).smartOpen, []string{"enter"}, phone.StateIdle, "", phone.Smartphone.Words().Length, "ended cancelled"},
		{"SEND with nothing typed hangs up", (*rig).smartOpen, []string{"tab", "tab", "enter"}, phone.StateIdle, "", phone.Smartphone.Words().Length, "ended cancelled"},
		{"CANCEL hangs up", (*rig).smartOpen, []string{"7", "tab", "enter"}, phone.StateIdle, "", "", "ended cancelled"},
		{"tab goes round", (*rig).smartOpen, []string{"7", "tab", "tab", "tab", "8", "enter"}, phone.StateOpen, "", "", "screen You said *78"},
		{"arrows choose a button", (*rig).smartOpen, []string{"7", "tab", "right", "left", "right", "enter"}, phone.StateOpen, "", "", "screen You said *7"},
		{"a digit leads back to the field", (*rig).smartOpen, []string{"7", "tab", "8", "backspace", "9"}, phone.StateOpen, "79", "", ""},
		{"back does nothing", (*rig).smartOpen, []string{"7", "esc"}, phone.StateOpen, "7", "back does nothing", ""},
		{"nothing cancels what runs", (*rig).smartWaiting, []string{"enter", "1", "esc"}, phone.StateWaiting, "", phone.ErrRunning.Error(), ""},
		{"letters are typed", (*rig).smartOpen, []string{"f5", "2", "2", "a"}, phone.StateOpen, "22a", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := test.given(newRig(t))
			before := len(r.log)
			r.press(test.keys...)
			if test.happened != "" {
				r.until(test.happened)
			} else if r.catchUp(); len(r.log) > before {
				t.Errorf("%q happened, want nothing", r.log[before:])
			}
			h := &r.model.handset
			if got := r.state(); got != test.state || string(h.view.Phone.State()) != string(test.state) {
				t.Errorf("the phone is %s, want %s", got, test.state)
			}
			if h.reply.value != test.typed {
				t.Errorf("typed %q, want %q", h.reply.value, test.typed)
			}
			if said := h.toast.text + h.notice; !strings.Contains(said, test.said) || test.said == "" && said != "" {
				t.Errorf("the phone says %q, want %q", said, test.said)
			}
		})
	}
}

// More than can be sent can be typed into a smartphone, and what SEND makes of it
// is the phone's to say: the session ends, or the answer stays there.
func TestSmartphoneTooLong(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		words, meter string
		state        phone.State
	}{
		{strings.Repeat("a", 160), "160/160", phone.StateOpen},
		{strings.Repeat("a", 161), "over 161/160", phone.StateIdle},
		{strings.Repeat("a", 2000), "over 1024/182", phone.StateIdle},
		{strings.Repeat("س", 80), "full 80/80", phone.StateOpen},
		{strings.Repeat("س", 81), "over 81/80", phone.StateOpen},
		{strings.Repeat("س", 161), "over 161/80", phone.StateIdle},
	} {
		r := newRig(t).smartOpen()
		r.send(tea.PasteMsg{Content: test.words})
		h := &r.model.handset
		if got := h.answerMeter().text; got != test.meter {
			t.Errorf("%.8q…: the meter is %q, want %q", test.words, got, test.meter)
		}
		r.press("enter")
		switch {
		case test.state == phone.StateIdle:
			r.until("ended cancelled")
		case strings.HasPrefix(test.meter, "over"):
			if h.reply.value != test.words || !strings.Contains(h.toast.text, "too long") {
				t.Errorf("%s: %q stands there with %q", test.meter, h.reply.value, h.toast.text)
			}
		default:
			r.until("screen You said")
		}
		if got := r.state(); got != test.state {
			t.Errorf("%s: the phone is %s, want %s", test.meter, got, test.state)
		}
	}
}

// Where the network ends a session without a text, the dialog and what was typed
// are gone, and a key in flight dials nothing.
func TestSmartphoneDisappears(t *testing.T) {
	t.Parallel()
	r := newRig(t).smartOpen().write("77")
	r.clock.expire(r.gateway.Limits().User)
	r.until("ended user-timeout")
	r.press("7")
	h := &r.model.handset
	if r.state() != phone.StateIdle || h.dialogStands() || h.dial.value != "" || h.reply.value != "" {
		t.Errorf("the phone is %s, with %q and %q typed", r.state(), h.dial.value, h.reply.value)
	}
	r.pause().press("7")
	if h.dial.value != "7" {
		t.Error("a key after a pause did nothing")
	}
}

func TestSmartphoneMouse(t *testing.T) {
	t.Parallel()
	r := newRig(t).smartOpen()
	d, l := &r.model.handset.dialog, &r.model.layout
	r.click(l.left.Min, tea.MouseLeft).click(l.right.Min, tea.MouseLeft).catchUp() // no soft keys are there
	if r.state() != phone.StateOpen {
		t.Fatal("a soft key that is not there was pressed")
	}
	r.click(l.keys[0].Min, tea.MouseLeft).press("tab").click(d.field.Max.Sub(image.Pt(1, 1)), tea.MouseLeft).press("2")
	r.click(d.right.Min, tea.MouseLeft).until("screen You said *12")
	r.click(d.left.Min, tea.MouseLeft).until("ended cancelled")
	r.log = nil
	r.open().write("2")
	r.click(d.right.Min, tea.MouseLeft).until("ended final").pause()
	r.click(d.right.Min, tea.MouseLeft)
	if r.state() != phone.StateIdle {
		t.Errorf("the phone is %s after OK", r.state())
	}
}

// F6 is the skin of the chosen SIM alone, and nothing during a session.
func TestSkinKey(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	skins := func(want ...phone.Skin) {
		t.Helper()
		for i, s := range r.model.sims {
			if got := s.handset.skin(); got != want[i] {
				t.Errorf("SIM %d is in a %s, want %s", i+1, got, want[i])
			}
		}
	}
	r.press("f6")
	skins(phone.Smartphone, phone.Feature, phone.Feature)
	r.press("f2", "f6", "f6", "f2", "f6")
	skins(phone.Smartphone, phone.Feature, phone.Smartphone)
	r.press("f2").open().press("f6")
	skins(phone.Smartphone, phone.Feature, phone.Smartphone)
	if got := r.model.handset.toast.text; got != phone.ErrSessionOpen.Error() {
		t.Errorf("the phone says %q", got)
	}
}

// TestMultiTap is rule P9.
func TestMultiTap(t *testing.T) {
	t.Parallel()
	// A word of keys is pressed in a row; between two words there is a pause.
	tests := []struct {
		name string
		keys []string
		want string
	}{
		{"numeric at first", []string{"22", "*#"}, "22*#"},
		{"letters by their number", []string{"f5", "44", "33", "555", "555", "666"}, "hello"},
		{"round and round", []string{"f5", "2222", "22222", "9999", "99999"}, "2az9"},
		{"another key needs no pause", []string{"f5", "22883399"}, "buex"},
		{"capitals", []string{"f5", "f5", "2", "7777"}, "AS"},
		{"# goes on to the next mode, and back to itself", []string{"f5", "2", "#", "2", "#", "2", "#"}, "aA2#"},
		{"alt+# is a long one", []string{"alt+#", "2", "alt+#", "alt+#", "2"}, "a2"},
		{"0 is a blank, and then itself", []string{"f5", "0", "00"}, " 0"},
		{"* has the symbols", []string{"f5", "*", "**", "1", "11"}, "*+.,"},
		{"a keyboard's letters are typed as they are", []string{"f5", "2", "b", "2", "ی", "B"}, "abaیB"},
		{"a letter in between makes the tap final", []string{"f5", "2x2"}, "axa"},
		{"so does moving, and erasing", []string{"f5", "2", "left", "2", "right", "33", "backspace", "2"}, "aaa"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t).open()
			for _, word := range test.keys {
				if strings.HasPrefix(word, "f5") || strings.HasPrefix(word, "alt+") || len(word) > 2 && strings.Contains("left right backspace", word) {
					r.press(word)
					continue
				}
				for _, c := range word {
					r.press(string(c))
					r.now = r.now.Add(tapPause - time.Millisecond)
				}
				r.now = r.now.Add(time.Millisecond)
			}
			if got := r.model.handset.reply.value; got != test.want {
				t.Errorf("typed %q, want %q", got, test.want)
			}
		})
	}
}

// The mode is one answer's: the next screen begins with figures, as does what is
// dialled; what is pasted is text.
func TestModeIsOneAnswers(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("f5").dialling()
	if got := r.model.handset.dial.value; got != "*6655*123#" {
		t.Fatalf("dialled %q", got)
	}
	r.press("enter").until("screen Corner shop").press("f5", "2")
	r.send(tea.PasteMsg{Content: "22"})
	r.press("enter").until("screen You said *a22").press("2")
	if h := &r.model.handset; h.mode != numeric || h.reply.value != "2" {
		t.Errorf("in mode %s it typed %q", h.mode.name(), h.reply.value)
	}
}

// The keypad of the mouse taps, too: a right click on # is a long press.
func TestMultiTapByMouse(t *testing.T) {
	t.Parallel()
	r := newRig(t).open()
	keys := r.model.layout.keys
	r.click(keys[11].Min, tea.MouseRight).click(keys[1].Min, tea.MouseLeft).click(keys[1].Min, tea.MouseLeft)
	r.click(keys[10].Min, tea.MouseRight).click(keys[11].Min, tea.MouseLeft).click(keys[2].Min, tea.MouseLeft)
	if got := r.model.handset.reply.value; got != "b+D" {
		t.Errorf("typed %q", got)
	}
}

// A letter that could still change is shown with what it could become, until the
// pause is over.
func TestTapIsShown(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).press("f5", "2", "2")
	const choices = "│ abc2 "
	if !strings.Contains(s.frame(), choices) {
		t.Errorf("no choices in\n%s", s.frame())
	}
	if s.model.ticks(); !s.model.tapping {
		t.Error("nothing will take them away")
	}
	s.now = s.now.Add(tapPause)
	s.send(tapTick{})
	if strings.Contains(s.frame(), choices) {
		t.Errorf("the choices outlive the pause in\n%s", s.frame())
	}
	if s.model.ticks(); s.model.tapping {
		t.Error("a tick is under way for nothing")
	}
}

func TestMeters(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		words string
		want  words
	}{
		{"a", words{quietly, "1/182"}},
		{"€", words{quietly, "2/182"}},
		{strings.Repeat("a", 181), words{quietly, "181/182"}},
		{strings.Repeat("a", 182), words{warning, "full 182/182"}},
		{strings.Repeat("a", 183), words{warning, "over 183/182"}},
		{"سلام", words{quietly, "4/80"}},
		{strings.Repeat("س", 80), words{warning, "full 80/80"}},
		{strings.Repeat("س", 81), words{warning, "over 81/80"}},
	} {
		if got := meterOf(test.words); got != test.want {
			t.Errorf("%.8q…: %v, want %v", test.words, got, test.want)
		}
	}
}

// Both skins on a terminal: a word tapped on the keypad, and an empty SEND.
func TestRunSkins(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	server := httptest.NewServer(demo(release))
	defer server.Close()
	route, err := gateway.NewRoute("*6655*123#", server.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	defer g.Close()
	const f5, f6 = "\x1b[15~", "\x1b[17~"

	term, press, done := start(t, 80, 24, Options{
		SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655", Hint: "dial a code",
	})
	term.shows(t, "dial a code")
	press("*6655*123#\r")
	term.shows(t, "Corner shop", "123 │", "/182 ─┐", "f5 abc")
	press(f5)
	term.shows(t, "abc │", "f5 ABC")
	press("4455566")
	term.shows(t, "│ hln ", "mno6", "3/182 ─┘")
	press("#2")
	term.shows(t, "│ hlnA ", "ABC │")
	press("\r")
	term.shows(t, "You said *hlnA", "123 │")
	press("\x1b")
	term.shows(t, "dial a code")
	press(f6)
	term.shows(t, "subscriber: skin")
	press("*6655*123#\r")
	term.shows(t, "CANCEL", "SEND", "Corner shop", "enter SEND  tab CANCEL")
	press("\r")
	term.shows(t, "USSD message must be", "OK", "cancelled")
	press("\r")
	term.shows(t, "dial a code")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
}
