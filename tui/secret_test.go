package tui

import (
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway/event"
	"candybar/phone"
)

// What was typed as a secret is not shown again, and PINs in dial strings never.
func TestSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	s := newScene(t, 160, 50)
	s.dial().ask("*6655*123", "Enter your PIN:").press("9", "7", "3", "1", "enter")
	call := s.exchange("*6655*123*9731", 200, "Welcome")
	request := call[0].(event.Request)
	request.Masked = strings.ReplaceAll(request.URL, "9731", "%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2")
	s.is(phone.Send{Text: "9731"}).happens(event.Typed{Text: "9731", Secret: true}, request)
	hidden := func(where string) {
		t.Helper()
		if frame := s.frame(); strings.Contains(frame, "9731") {
			t.Errorf("%s shows the secret:\n%s", where, frame)
		}
	}
	hidden("waiting")
	s.is(phone.Ask{Text: "Welcome"}).happens(call[1])
	hidden("the inspector")
	if !strings.Contains(s.frame(), "call=*6655*123*••••") {
		t.Errorf("no mask is shown:\n%s", s.frame())
	}
	s.press("tab", "end", "enter")
	hidden("the exchange")

	s = newScene(t, 160, 50)
	s.is(phone.Call{Text: "**04*9731*9731*9731#"}).happens(
		event.Typed{Text: "**04*9731*9731*9731#"}, event.Dialled{Class: "phone-local", Code: "**04*9731*9731*9731#"})
	hidden("a dialled PIN")
}

func TestTerminalAnswers(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	dark := s.model.frame()
	s.send(tea.BackgroundColorMsg{Color: color.White})
	if light := s.model.frame(); light == dark || ansi.Strip(light) != ansi.Strip(dark) {
		t.Error("a light background changes colours, and nothing else")
	}
	for value, want := range map[ansi.ModeSetting]ansi.Method{
		ansi.ModeNotRecognized: ansi.WcWidth, ansi.ModePermanentlyReset: ansi.WcWidth,
		ansi.ModeSet: ansi.GraphemeWidth, ansi.ModeReset: ansi.GraphemeWidth, ansi.ModePermanentlySet: ansi.GraphemeWidth,
	} {
		s := newScene(t, 80, 24)
		s.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value})
		if got := s.model.pen.method; got != want {
			t.Errorf("after report %d cells are counted by %v, want %v", value, got, want)
		}
	}
}
