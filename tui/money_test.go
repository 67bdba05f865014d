package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// kinds are the records of the inspector, a letter each.
func kinds(in *inspector) string {
	var out strings.Builder
	for _, r := range in.records {
		fmt.Fprintf(&out, "%.3s ", strings.TrimPrefix(fmt.Sprintf("%T", r), "*tui."))
	}
	return strings.TrimSpace(out.String())
}

// What happens to an invoice stands under it, whatever came in between; what is
// chosen and what is shown stays so.
func TestInvoiceHistory(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).paid()
	in := &s.model.inspector
	if got, want := kinds(in), "dia tur tur inv ste end not"; got != want {
		t.Fatalf("records are %q, want %q", got, want)
	}
	s.dial().ask("*6655*123", menu)
	s.press("shift+tab", "end")
	chosen := in.records[in.chosen]
	s.happens(s.callback(200, "ok"), s.invoice(ledger.Notified), event.Verified{Invoice: "1"}, event.Unverified{Invoice: "1"}, unverified)
	if got, want := kinds(in), "dia tur tur inv ste cal ste dou end not dia tur"; got != want {
		t.Errorf("records are %q, want %q", got, want)
	}
	if in.records[in.chosen] != chosen {
		t.Error("another record is chosen")
	}
	if got := in.invoice("1").state(); got != "notified" {
		t.Errorf("the invoice is %q", got)
	}
	s.press("home")
	top := in.records[in.top.record]
	s.happens(s.callback(500, ""))
	if in.records[in.top.record] != top {
		t.Error("something else is shown")
	}
	// What is known of no invoice stands at the end.
	lost := s.callback(200, "ok")
	lost.To = "77"
	s.happens(lost, event.Answered{ID: "pay-78", Answer: "ignore"})
	if got := kinds(in); !strings.HasSuffix(got, "tur cal ste") {
		t.Errorf("records are %q", got)
	}
}

// The whole way of a payment, on a real gateway.
func TestPayment(t *testing.T) {
	t.Parallel()
	r := newRig(t).asked().press("enter").until("invoice F-1001 notified")
	in := &r.model.inspector
	if got, want := kinds(in), "dia tur tur inv ste cal end not not"; got != want {
		t.Fatalf("records are %q, want %q", got, want)
	}
	r.pause().press("shift+tab", "end")
	if _, ok := in.records[in.chosen].(*callback); !ok {
		t.Fatalf("chosen is a %T", in.records[in.chosen])
	}
	r.press("enter")
	if frame := r.model.frame(); !strings.Contains(frame, "⇠ GET") || !strings.Contains(frame, "You said *5*F-1001*") {
		t.Errorf("the callback's page is\n%s", frame)
	}
	r.press("esc", "r")
	count := func() int {
		return len(slices.DeleteFunc(slices.Clone(r.log), func(s string) bool { return !strings.HasPrefix(s, "callback") }))
	}
	for count() < 2 {
		news, err := r.cursor.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.take(news)
	}
	if got, want := kinds(in), "dia tur tur inv ste cal cal end not not"; got != want {
		t.Errorf("after the replay records are %q, want %q", got, want)
	}
	if r.model.said.text != "" {
		t.Errorf("it says %q", r.model.said.text)
	}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	r := newRig(t).asked().press("shift+tab", "end")
	m := r.model
	of := m.inspector.chosenInvoice()
	if of == nil {
		t.Fatal("no invoice is chosen")
	}
	outcome := func() ledger.Outcome {
		t.Helper()
		kept, err := r.gateway.Ledger().Invoice(of.number())
		if err != nil {
			t.Fatal(err)
		}
		return kept.Outcome
	}
	r.press("enter")
	if m.panel != showInspector {
		t.Error("an invoice was opened")
	}
	r.press("o", "esc")
	if m.panel != showInspector || outcome() != ledger.OnTime {
		t.Error("esc chose something")
	}
	r.press("o", "down", "down", "enter")
	if outcome() != ledger.Twice || m.panel != showInspector {
		t.Errorf("the outcome is %q", outcome())
	}
	r.press("o")
	if got := ledger.Outcomes()[m.outcomes.chosen]; got != ledger.Twice {
		t.Errorf("marked is %q", got)
	}
	r.click(m.layout.body.Min, tea.MouseLeft)
	for i := range m.layout.body.Dy() {
		if outcomeAt(i) >= 0 && ledger.Outcomes()[outcomeAt(i)] == ledger.Lost {
			at := m.layout.body.Min
			at.Y += i
			r.click(at, tea.MouseLeft)
		}
	}
	if outcome() != ledger.Lost {
		t.Errorf("clicked, the outcome is %q", outcome())
	}

	r.press("r")
	if !strings.Contains(m.said.text, "not paid") {
		t.Errorf("a replay of what was not paid says %q", m.said.text)
	}
	r.press("up")
	if m.said.text != "" {
		t.Error("it says so still")
	}
	// What fails is told.
	of.now.ID = "77"
	m.inspector.pick(slices.Index(m.inspector.records, record(of)))
	r.press("o", "enter")
	if !strings.Contains(m.said.text, ledger.ErrUnknown.Error()) {
		t.Errorf("it says %q", m.said.text)
	}
	of.now.State = string(ledger.Paid)
	r.press("r")
	if !strings.Contains(m.said.text, ledger.ErrUnknown.Error()) {
		t.Errorf("it says %q", m.said.text)
	}
}

// Keys for which nobody gave a meaning are not there, not even in the help.
func TestKeysWithoutMeaning(t *testing.T) {
	t.Parallel()
	told := func(s *scene) string {
		return s.paid().press("shift+tab", "end").frame() + s.press("f1", "pgdown").frame()
	}
	if got := told(newScene(t, 80, 50)); !strings.Contains(got, "o callback") || !strings.Contains(got, "r replay") || !strings.Contains(got, "replay the callback") {
		t.Errorf("the keys are not there:\n%s", got)
	}
	s := newScene(t, 80, 50)
	s.model = newModel(Options{SIMs: s.model.options.SIMs, Now: s.model.options.Now})
	s.send(tea.WindowSizeMsg{Width: 80, Height: 50})
	if got := told(s); strings.Contains(got, "callback\n") || strings.Contains(got, "replay") || strings.Contains(got, "o callback") {
		t.Errorf("the keys are there:\n%s", got)
	}
	s.press("f1", "o", "r")
	if s.model.panel != showInspector {
		t.Error("a key without a meaning did something")
	}
}

// A call of a program's to a provider is of no phone, and is every phone's to see.
func TestProviderCallsAreSeen(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	stranger, err := number.Parse("09351234567", number.Iran)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.gateway.Line(stranger).Deliver("Bank", "not yours"); err != nil {
		t.Fatal(err)
	}
	r.gateway.Log().Append(event.Event{Time: morning, Body: getPayments})
	for _, s := range r.model.sims {
		news, err := s.next(t.Context(), r.gateway.Log().From(0))
		if err != nil {
			t.Fatal(err)
		}
		r.send(news)
		if got := kinds(&s.inspector); got != "pro" {
			t.Errorf("records are %q", got)
		}
	}
}
