package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/dial"
	"candybar/phone/number"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given func(*rig) *rig
		keys  []string
		// state is the phone's afterwards, typed what stands in its entry.
		state phone.State
		typed string
		// happened is the last thing that did, of what the keys brought about;
		// empty is nothing.
		happened string
	}{
		{"a digit begins a dial string", (*rig).idle, []string{"*"}, phone.StateIdle, "*", ""},
		{"letters are no dial string", (*rig).idle, []string{"a", "b", " "}, phone.StateIdle, "", ""},
		{"Persian digits are shown Latin", (*rig).idle, []string{"۱", "٢"}, phone.StateIdle, "12", ""},
		{"backspace erases", (*rig).dialling, []string{"backspace", "backspace"}, phone.StateIdle, "*6655*12", ""},
		{"keys edit in the middle", (*rig).dialling, []string{"home", "right", "1", "end", "backspace", "left", "9"}, phone.StateIdle, "*16655*1293", ""},
		{"esc clears a dial string", (*rig).dialling, []string{"esc"}, phone.StateIdle, "", ""},
		{"esc does nothing when idle", (*rig).idle, []string{"esc"}, phone.StateIdle, "", ""},
		{"enter does nothing when idle", (*rig).idle, []string{"enter"}, phone.StateIdle, "", ""},
		{"enter calls", (*rig).dialling, []string{"enter"}, phone.StateOpen, "", "screen Corner shop"},
		{"enter recalls what was dialled last", (*rig).final, []string{"enter", "enter"}, phone.StateIdle, "*6655*123#", ""},
		{"*#06# acts at its end", (*rig).idle, []string{"*", "#", "0", "6", "#"}, phone.StateIdle, "", "dialled phone-local *#06#"},
		{"esc puts a notice away", (*rig).noticed, []string{"esc"}, phone.StateIdle, "", ""},
		{"a digit puts a notice away", (*rig).noticed, []string{"5"}, phone.StateIdle, "5", ""},
		{"what is not USSD is refused", (*rig).idle, []string{"*", "2", "1", "#", "enter"}, phone.StateIdle, "", "dialled supplementary-service *21#"},

		{"esc hangs up while waiting", (*rig).waiting, []string{"esc"}, phone.StateIdle, "", "ended cancelled"},
		{"nothing is typed while waiting", (*rig).waiting, []string{"1", "enter", "backspace"}, phone.StateWaiting, "", ""},

		{"anything can be typed into a reply", (*rig).open, []string{"a", "b", " ", "?", "ی"}, phone.StateOpen, "ab ?ی", ""},
		{"an empty reply is not sent", (*rig).open, []string{"enter"}, phone.StateOpen, "", ""},
		{"enter sends", (*rig).openTyped, []string{"enter"}, phone.StateOpen, "", "screen You said *77"},
		{"esc clears what was typed", (*rig).openTyped, []string{"esc"}, phone.StateOpen, "", ""},
		{"esc hangs up where nothing is typed", (*rig).openTyped, []string{"esc", "esc"}, phone.StateIdle, "", "ended cancelled"},
		{"ctrl+u erases all", (*rig).openTyped, []string{"ctrl+u"}, phone.StateOpen, "", ""},

		{"enter puts a last text away", (*rig).final, []string{"enter"}, phone.StateIdle, "", ""},
		{"esc puts a last text away", (*rig).final, []string{"esc"}, phone.StateIdle, "", ""},
		{"letters do not put a last text away", (*rig).final, []string{"a"}, phone.StateEnded, "", ""},
		{"a digit puts it away and dials", (*rig).final, []string{"*", "1"}, phone.StateIdle, "*1", ""},
		{"so after a failure", (*rig).failed, []string{"*", "1"}, phone.StateIdle, "*1", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := test.given(newRig(t))
			before := len(r.log)
			r.press(test.keys...)
			if test.happened == "" {
				r.catchUp()
				if got := r.log[before:]; len(got) > 0 {
					t.Errorf("%q happened, want nothing", got)
				}
			} else {
				r.until(test.happened)
			}
			if got := r.state(); got != test.state {
				t.Errorf("the phone is %s, want %s", got, test.state)
			}
			typed := ""
			if e := r.model.handset.typing(); e != nil {
				typed = e.value
			}
			if typed != test.typed {
				t.Errorf("typed %q, want %q", typed, test.typed)
			}
			if shown := fmt.Sprintf("%T", r.model.handset.dialogue); !strings.EqualFold(shown, "phone."+string(test.state)) {
				t.Errorf("shown is %s, want %s", shown, test.state)
			}
		})
	}
}

func TestQuitFromAnyState(t *testing.T) {
	t.Parallel()
	states := []func(*rig) *rig{
		(*rig).idle, (*rig).dialling, (*rig).open, (*rig).openTyped, (*rig).waiting, (*rig).final, (*rig).failed, (*rig).noticed,
		func(r *rig) *rig { return r.press("f1") },
		func(r *rig) *rig { return r.open().press("tab") },
		func(r *rig) *rig { return r.open().press("tab", "enter") },
		func(r *rig) *rig { r.send(tea.WindowSizeMsg{Width: 10, Height: 5}); return r },
	}
	for i, state := range states {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			if r := state(newRig(t)).press("ctrl+c"); !r.quit {
				t.Error("ctrl+c did not quit")
			}
		})
	}
}

func TestPaste(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.send(tea.PasteMsg{Content: " dial *۶۶۵۵*123# now\n"})
	if got := r.model.handset.dial.value; got != "*6655*123#" {
		t.Errorf("pasted %q", got)
	}
	r.press("enter").until("screen Corner shop")
	r.send(tea.PasteMsg{Content: "a\tb\r\nc\x1b[2J\u202ed\n"})
	if got := r.model.handset.reply.value; got != "a b  c[2Jd" {
		t.Errorf("pasted %q", got)
	}
	r.press("enter").until("screen You said *a b  c[2Jd")
}

// Keys reach the line in the order in which they were pressed, however the
// commands are run, and none is taken by a screen that came after it.
func TestTypingAhead(t *testing.T) {
	t.Parallel()
	r := newRig(t).open()
	var commands []tea.Cmd
	for _, key := range []string{"1", "enter", "2", "enter", "3", "esc"} {
		commands = append(commands, r.model.advance(keyPress(key)))
	}
	for _, command := range slices.Backward(commands) {
		r.run(command)
	}
	r.until("ended cancelled")
	if slices.Contains(r.log, "typed 2") || slices.Contains(r.log, "typed 3") {
		t.Errorf("a key was taken by a later screen: %q", r.log)
	}
	if r.state() != phone.StateIdle || r.model.handset.dial.value != "" {
		t.Errorf("the phone is %s with %q dialled", r.state(), r.model.handset.dial.value)
	}
}

// A session that ends by itself takes with it what was typed, and the keys that
// were meant for it do not put its last words away.
func TestSessionEndsWhileTyping(t *testing.T) {
	t.Parallel()
	r := newRig(t).openTyped()
	r.clock.expire(r.gateway.Limits().User)
	r.until("ended user-timeout")
	ended := func() bool { _, is := r.model.handset.dialogue.(phone.Ended); return is }
	if !ended() {
		t.Fatalf("shown is %T", r.model.handset.dialogue)
	}
	for range 3 {
		r.press("7", "enter")
		r.now = r.now.Add(graceQuiet - time.Millisecond)
	}
	if !ended() || r.model.handset.reply.value != "" {
		t.Errorf("a key in flight put the last words away")
	}
	r.now = r.now.Add(graceQuiet)
	r.press("7")
	if ended() || r.model.handset.dial.value != "7" {
		t.Errorf("a key after a pause did nothing")
	}
}

func TestRefusalIsToldUntilTheNextKey(t *testing.T) {
	t.Parallel()
	r := newRig(t).open()
	r.gateway.Close()
	r.write("1").press("enter")
	if got := r.model.handset.toast.text; !strings.Contains(got, "closed") {
		t.Errorf("the phone says %q", got)
	}
	r.now = r.now.Add(time.Minute)
	r.press("up")
	if got := r.model.handset.toast.text; got != "" {
		t.Errorf("the phone still says %q", got)
	}
}

func TestDialAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.run(r.model.call("*6655*123#"))
	r.until("screen")
	if r.log[1] != "dialled ussd *6655*123#" || r.state() != phone.StateOpen {
		t.Errorf("happened: %q", r.log)
	}
}

// While a dial string is typed the phone says what it is.
func TestDialKind(t *testing.T) {
	t.Parallel()
	r := newRig(t).write("*6655*123")
	if got := r.model.handset.kind.Class; got != dial.Call {
		t.Errorf("without # it is %s", got)
	}
	r.write("#")
	if got := r.model.handset.kind.Class; got != dial.USSD {
		t.Errorf("with # it is %s", got)
	}
}

// What happens to another phone is not this one's business.
func TestOtherPhones(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	other := r.gateway.Line(number.Rwanda.Example())
	if err := other.Do(phone.Call{Text: "*6655*123#"}); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.open()
	if got := len(r.model.inspector.records); got != 2 {
		t.Errorf("%d records, want a dial string and a turn", got)
	}
}

// Ticks run only while something moves.
func TestTicks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	wanted := func(when string, spin, seconds bool) {
		t.Helper()
		r.model.spinning, r.model.seconds = false, false
		r.model.ticks()
		if r.model.spinning != spin || r.model.seconds != seconds {
			t.Errorf("%s: spinner %t, seconds %t", when, r.model.spinning, r.model.seconds)
		}
	}
	wanted("idle", false, false)
	r.open()
	wanted("open", false, true)
	r.press("f1")
	wanted("open under the help", false, false)
	r.press("f1")
	r.send(tea.WindowSizeMsg{Width: 60, Height: 24})
	wanted("open without inspector", false, false)
	r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	r.write("4").press("enter").until("call=*6655*123*4")
	wanted("waiting", true, true)
	r.press("esc").until("ended cancelled")
	wanted("hung up", false, false)
}

func TestPanelKeys(t *testing.T) {
	t.Parallel()
	r := newRig(t).open().write("7").press("enter").until("screen You said *7")
	m := r.model
	at := func(want string) {
		t.Helper()
		got := fmt.Sprintf("%d %d %d", m.focus, m.panel, m.inspector.chosen)
		if got != want {
			t.Errorf("focus, panel, chosen are %s, want %s", got, want)
		}
	}
	r.press("tab")
	at("1 0 2") // 0 is the dial string, 1 and 2 are turns
	r.press("up", "up", "up")
	at("1 0 1")
	r.press("enter")
	at("1 1 1")
	if m.exchange.of != m.inspector.records[1] {
		t.Error("another exchange was opened")
	}
	r.press("esc")
	at("1 0 1")
	r.press("?")
	at("1 2 1")
	r.press("esc")
	at("1 0 1")
	r.press("end")
	at("1 0 2")
	r.press("esc")
	at("0 0 2")
	r.press("?")
	at("0 0 2")
	if m.handset.reply.value != "?" {
		t.Errorf("? typed %q", m.handset.reply.value)
	}
	r.press("tab", "8")
	at("0 0 2")
	if m.handset.reply.value != "?8" {
		t.Errorf("8 typed %q", m.handset.reply.value)
	}
	r.send(tea.WindowSizeMsg{Width: 60, Height: 24})
	r.press("tab", "9")
	if m.handset.reply.value != "?8" {
		t.Error("a digit was typed into a phone that cannot be seen")
	}
}
