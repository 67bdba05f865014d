package tui

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

func TestCallLog(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	m := r.model
	r.press("c")
	if m.handset.drawer.isOpen() {
		t.Fatal("a list without calls opened")
	}
	r.final().press("enter", "*", "2", "1", "#", "enter").until("dialled supplementary-service")
	r.press("enter").write("*7#").press("enter").until("ended not-supported")
	r.press("enter", "esc", "c")
	calls := m.handset.calls.calls
	if len(calls) != 2 || calls[0].how != session.Final || calls[1].how != session.NotSupported {
		t.Fatalf("the calls are %v", calls)
	}
	if got := m.mirror().chosenCode(); got != "*7#" {
		t.Errorf("chosen is %q", got)
	}
	before := r.happened("screen Corner shop")
	r.press("up", "down", "down", "enter").until("ended")
	for r.happened("screen Corner shop") == before {
		r.catchUp()
	}
	if r.state() != phone.StateOpen || m.handset.drawer.isOpen() || m.handset.last != "*6655*123#" {
		t.Errorf("the phone is %s after %q", r.state(), m.handset.last)
	}
	if got := calls[len(calls)-1].how; got == "" {
		t.Errorf("a call that ended is open")
	}
	if got := m.handset.calls.newest(0); got.how != "" || got.code != "*6655*123#" {
		t.Errorf("the open call is %v", got)
	}
	if got := len(m.sims[1].handset.calls.calls); got != 0 {
		t.Errorf("another SIM has %d calls", got)
	}
}

func TestCallLogIsBounded(t *testing.T) {
	t.Parallel()
	var log callLog
	for i := range 3 * mostCalls {
		log.hear([]event.Event{{Session: fmt.Sprint(i), Body: event.Dialled{Class: "ussd", Code: fmt.Sprintf("*%d#", i)}}})
	}
	if got := log.newest(mostCalls - 1).code; len(log.calls) != mostCalls || got != fmt.Sprintf("*%d#", 2*mostCalls) {
		t.Errorf("%d calls, the oldest %s", len(log.calls), got)
	}
}

// The other keys of an idle phone still do what they did.
func TestDrawerKeys(t *testing.T) {
	t.Parallel()
	r := newRig(t).final().press("enter")
	m := r.model
	at := func(want drawerPage) {
		t.Helper()
		if got := m.handset.drawer.shows; got != want || m.focus != phonePage {
			t.Errorf("shown is %d, want %d", got, want)
		}
	}
	r.press("c")
	at(drawerCalls)
	r.press("tab")
	at(drawerCodes)
	r.press("tab", "esc")
	at(drawerClosed)
	r.press("s")
	at(drawerCodes)
	r.press("delete", "enter", "m", "c", "p")
	at(drawerCodes)
	r.press("*", "9")
	at(drawerClosed)
	if got := m.handset.dial.value; got != "*9" {
		t.Errorf("dialled %q", got)
	}
	r.press("c", "s")
	at(drawerClosed)
	r.press("esc", "c")
	if err := r.line.Do(phone.Call{Text: "*6655*123#"}); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	at(drawerClosed)
}

func TestSaveAndRemoveCodes(t *testing.T) {
	t.Parallel()
	r := newRig(t).final().press("enter")
	m := r.model
	var kept [][]Code
	var refused error
	m.book = codeBook{given: []Code{{"Shop", "*9#"}}, keep: func(codes []Code) error {
		kept = append(kept, codes)
		return refused
	}}
	r.press("c", "s").write("My 2 shops ").press("backspace", "x", "home", "left", "y", "end", "backspace", "enter")
	want := []Code{{"yMy 2 shops", "*6655*123#"}}
	if len(kept) != 1 || !slices.Equal(kept[0], want) || m.mirror().chosenCode() != "*6655*123#" {
		t.Errorf("kept %q, chosen %q", kept, m.mirror().chosenCode())
	}
	r.press("up", "delete")
	if len(m.book.given) != 1 || len(kept) != 1 {
		t.Error("a code of the config was removed")
	}
	// Saved again it has another name, and stands there once.
	r.press("tab", "s", "esc", "s").write("b").press("enter")
	if want = []Code{{"b", "*6655*123#"}}; !slices.Equal(m.book.own, want) {
		t.Errorf("saved are %q", m.book.own)
	}
	refused = errors.New("the disk is full")
	r.press("delete")
	if got := m.handset.toast.text; len(m.book.own) != 0 || !strings.Contains(got, "full") {
		t.Errorf("saved are %q, the phone says %q", m.book.own, got)
	}
	r.press("enter").until("dialled ussd *9#")
}

func TestSavedCodesAreBounded(t *testing.T) {
	t.Parallel()
	r := newRig(t).final().press("enter")
	m := r.model
	for i := range mostCodes {
		m.book.own = append(m.book.own, Code{Code: fmt.Sprintf("*%d#", i)})
	}
	r.press("c", "s")
	if m.handset.drawer.shows != drawerCalls || m.handset.toast.text != wordsFull {
		t.Errorf("the phone says %q", m.handset.toast.text)
	}
	m.book.own[7].Code = "*6655*123#"
	r.press("s")
	r.send(tea.PasteMsg{Content: strings.Repeat("long ", 100)})
	r.press("enter")
	if got := m.book.own[mostCodes-1]; got.Code != "*6655*123#" || len(got.Name) != mostName {
		t.Errorf("saved is %q", got)
	}
}

// Codes that change while they are written are written again, as they then are.
func TestCodesAreWrittenInOrder(t *testing.T) {
	t.Parallel()
	var kept [][]Code
	b := codeBook{keep: func(codes []Code) error { kept = append(kept, codes); return nil }}
	first := b.save(Code{Code: "*1#"})
	if b.save(Code{Code: "*2#"}) != nil || b.save(Code{Code: "*3#"}) != nil {
		t.Fatal("two are written at a time")
	}
	first()
	second := b.kept()
	second()
	if b.kept() != nil || len(kept) != 2 || len(kept[0]) != 1 || len(kept[1]) != 3 {
		t.Errorf("kept %q", kept)
	}
}

func TestClickOnCallsAndCodes(t *testing.T) {
	t.Parallel()
	r := newRig(t).final().press("enter")
	m := r.model
	l := &m.layout
	row := func(entry int) image.Point { return l.screen.Min.Add(image.Pt(4, titleRows+entry*messageRows+1)) }
	m.book.given = []Code{{"Shop", "*9#"}}
	r.click(l.right.Max.Sub(image.Pt(1, 1)), tea.MouseLeft).click(l.screen.Min, tea.MouseLeft)
	if m.handset.drawer.shows != drawerCodes {
		t.Fatal("the title does not lead to the codes")
	}
	r.click(l.screen.Min, tea.MouseLeft).click(row(0), tea.MouseRight)
	if !m.handset.isNaming() {
		t.Fatal("a long press on a call does not save it")
	}
	r.click(l.keys[0].Min, tea.MouseLeft).click(l.right.Min, tea.MouseLeft)
	if want := []Code{{"1", "*6655*123#"}}; !slices.Equal(m.book.own, want) {
		t.Fatalf("saved are %q", m.book.own)
	}
	r.click(row(0), tea.MouseRight).click(row(1), tea.MouseRight)
	if len(m.book.own) != 0 || len(m.book.given) != 1 {
		t.Error("a long press does not remove what was saved, and that alone")
	}
	r.click(row(5), tea.MouseLeft).click(row(0), tea.MouseLeft).until("dialled ussd *9#")
}
