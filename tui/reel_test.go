package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
)

// TestReel: what is told is drawn as the terminal phone draws it, the SIM that is
// chosen, and no code that was typed into a question.
func TestReel(t *testing.T) {
	t.Parallel()
	iran, india := gateway.View{Number: number.Iran.Example()}, gateway.View{Number: number.India.Example()}
	r := NewReel(ReelOptions{
		Width: 80, Height: 24, SIMs: []gateway.View{iran, india}, Limits: session.Default.Limits(),
		Address: "http://127.0.0.1:6655", Hint: "dial *1#", At: morning,
	})
	shows := func(want string, is bool) {
		t.Helper()
		straight(t, r.Frame(), ansi.WcWidth, 80, 24)
		if frame := ansi.Strip(r.Frame()); strings.Contains(frame, want) != is {
			t.Errorf("%q shown: %t\n%s", want, !is, frame)
		}
	}
	shows("dial *1#", true)
	iran.Phone, _ = phone.Step(iran.Phone, phone.Ask{Text: "Menu"})
	r.Happened(morning.Add(time.Second), iran, event.Event{Time: morning, Phone: iran.Number, Body: event.Screen{Text: "Menu", Open: true}})
	shows("Menu", true)
	r.Press(morning, tea.KeyPressMsg{Code: '7', Text: "7"})
	shows("│ 7 ", true)
	if _, _, shown := r.Cursor(); !shown {
		t.Error("the cursor is hidden while something is typed")
	}

	prompt := phone.Prompt{ID: "otp-1", From: "iPayy", Kind: phone.PromptOTP, Text: "Pay?"}
	india.Phone, _ = phone.Step(india.Phone, prompt)
	r.Happened(morning, india, event.Event{Time: morning, Phone: india.Number, Body: event.Prompt{ID: "otp-1", From: "iPayy", Wants: "otp", Text: "Pay?"}})
	shows("Pay?", false)
	r.Choose(india.Number)
	shows("Pay?", true)
	for range 4 {
		r.Press(morning, tea.KeyPressMsg{Code: '5', Text: "5"})
	}
	shows("code ••••", true)
	shows("5555", false)
	if !r.IsAsked() {
		t.Error("the question does not have the keys")
	}
	r.Choose(number.Rwanda.Example()) // no SIM of this phone
	shows("Pay?", true)
}
