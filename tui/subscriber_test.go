package tui

import (
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
)

func TestSubscriberSheet(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("f9")
	m := r.model
	if m.panel != showSubscriber || m.focus != panelPage {
		t.Fatalf("f9 shows %d", m.panel)
	}
	now := func() (operator string, balance int64, registered bool, pin string) {
		s := r.line.View().Subscriber
		return s.Operator, s.Balance, s.Registered, s.PIN
	}
	r.press("enter", "ctrl+u").write("Rightel 2").press("esc")
	if got, _, _, _ := now(); got != "MCI" || m.panel != showSubscriber {
		t.Errorf("the operator is %q", got)
	}
	r.press("enter", "ctrl+u").write("Rightel 2").press("enter", "down", "enter").write("۱۲x۰").press("backspace", "5", "enter")
	r.press("down", "enter", "down", "enter").write("47 1")
	r.send(tea.PasteMsg{Content: "1 1"})
	r.press("enter")
	operator, balance, registered, pin := now()
	if operator != "Rightel 2" || balance != 125 || registered || pin != "47111" {
		t.Errorf("the subscriber is %q %d %t %q", operator, balance, registered, pin)
	}
	if frame := r.model.frame(); strings.Contains(frame, "47111") || !strings.Contains(frame, wordsPINSet) || !strings.Contains(frame, "125 rial") {
		t.Errorf("shown is\n%s", frame)
	}
	r.press("enter", "enter")
	if _, _, _, pin := now(); pin != "" {
		t.Errorf("the PIN is %q", pin)
	}
	r.press("down", "enter")
	if got := r.line.View().Phone.Skin(); got != phone.Smartphone || m.handset.skin() != got {
		t.Errorf("the skin is %s", got)
	}
	r.press("down", "enter")
	if m.panel != showWeathers {
		t.Fatalf("shown is %d", m.panel)
	}
	r.press("down", "enter")
	if got := r.line.View().Subscriber.Weather; got != weather.Slow || m.panel != showSubscriber {
		t.Errorf("the weather is %s, shown is %d", got, m.panel)
	}
	r.press("f4", "f9", "f9")
	if m.panel != showInspector || m.focus != phonePage {
		t.Errorf("f9 leads to %d", m.panel)
	}
	r.catchUp()
	var changed []string
	for _, e := range r.gateway.Log().From(0).Pending() {
		if b, ok := e.Body.(event.Subscriber); ok {
			changed = append(changed, b.Changed...)
		}
	}
	if want := []string{"operator", "balance", "registered", "pin", "pin", "skin", "weather"}; !slices.Equal(changed, want) {
		t.Errorf("changed %q", changed)
	}
}

// What cannot be is said, and the value can be corrected.
func TestSubscriberIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("f9", "down", "down", "down", "enter").write("123").press("enter")
	m := r.model
	if !m.subscriber.typing || !strings.Contains(m.said.text, "4 to 6 digits") {
		t.Errorf("said is %q", m.said.text)
	}
	r.press("4", "enter")
	if got := r.line.View().Subscriber.PIN; got != "1234" || m.said.text != "" {
		t.Errorf("the PIN is %q, said is %q", got, m.said.text)
	}
	r.press("f9").open().press("f9", "end", "up", "enter")
	if !strings.Contains(m.said.text, "session is open") {
		t.Errorf("said is %q", m.said.text)
	}
	r.gateway.Close()
	r.press("home", "down", "down", "enter")
	if !strings.Contains(m.said.text, "closed") {
		t.Errorf("said is %q", m.said.text)
	}
	// Digits are typed into the phone that can be seen, but not while a value is.
	r.press("up", "enter", "7")
	if m.focus != panelPage || m.subscriber.value.value != "7" {
		t.Errorf("typed %q", m.subscriber.value.value)
	}
}

func TestClickOnSubscriber(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{40, 20}, {80, 24}, {160, 50}} {
		r := newRig(t)
		m := r.model
		r.send(tea.WindowSizeMsg{Width: size.X, Height: size.Y})
		r.click(m.layout.status.Min, tea.MouseLeft)
		if m.panel != showSubscriber || m.focus != panelPage {
			t.Fatalf("%v: shown is %d", size, m.panel)
		}
		row := func(t trait) image.Point { return m.layout.body.Min.Add(image.Pt(3, subscriberHead+int(t))) }
		r.click(m.layout.body.Min, tea.MouseLeft).click(row(traitRegistered), tea.MouseLeft)
		if r.line.View().Subscriber.Registered {
			t.Errorf("%v: the number is registered", size)
		}
		r.click(row(traitBalance), tea.MouseLeft).write("77").click(row(traitBalance), tea.MouseLeft).press("enter")
		if got := r.line.View().Subscriber.Balance; got != 77 {
			t.Errorf("%v: the wallet holds %d", size, got)
		}
	}
}

func TestAmountOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typed   string
		country number.Country
		units   int64
		ok      bool
	}{
		{"0", number.Iran, 0, true},
		{"50000", number.Iran, 50_000, true},
		{"9223372036854775807", number.Iran, math.MaxInt64, true},
		{"9223372036854775808", number.Iran, 0, false},
		{"1.5", number.Iran, 0, false},
		{"", number.Iran, 0, false},
		{".", number.Iran, 0, false},
		{"100", number.India, 10_000, true},
		{"100.5", number.India, 10_050, true},
		{"100.05", number.India, 10_005, true},
		{"100.", number.India, 0, false},
		{"100.005", number.India, 0, false},
		{"1..5", number.India, 0, false},
		{"92233720368547758.07", number.India, math.MaxInt64, true},
		{"92233720368547758.08", number.India, 0, false},
		{"9223372036854775807", number.India, 0, false},
	}
	for _, test := range tests {
		if units, ok := amountOf(test.typed, test.country.Currency()); units != test.units || ok != test.ok {
			t.Errorf("%q of %s: %d %t, want %d %t", test.typed, test.country, units, ok, test.units, test.ok)
		}
	}
}
