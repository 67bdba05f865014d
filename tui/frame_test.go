package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// hostile has everything in it that bends frames or drives terminals.
//
// What terminals count differently without saying so, Indic and Thai vowels, is in
// a scene of its own.
const hostile = "a\x1b[31mred\x1b]52;c;aGk=\x07\u009b2J \u202eevil\u2066\r\n\ttab\x00 \xff\n" +
	"👨‍👩‍👧 👍🏽 🇮🇷 ❤️ 1️⃣ e\u0301\u0301\u0301\u0301 \u0301\u200b\u200d\u2060 한국어テスト ﷽ \ufeff\u00ad\u2028x\n" +
	"\u0301\u200d\u200f\u061c\U000e0001 averyveryveryveryveryveryveryveryverylongword한한한한한한한한한한한한한한한한한한한한한한한한한한"

// scenes are the states that are drawn.
var scenes = []struct {
	name string
	play func(*scene)
}{
	{"idle", func(*scene) {}},
	{"moved", func(s *scene) { s.model.moved = true }},
	{"dialling", func(s *scene) { s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#") }},
	{"dialling-no-hash", func(s *scene) { s.press("*", "6", "6", "5", "5") }},
	{"redial", func(s *scene) { s.press("*", "9", "#", "enter").is(phone.End{}).happens() }},
	{"waiting", func(s *scene) {
		s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#", "enter")
		s.dial().happens(s.exchange("*6655*123", 0, "")[0])
	}},
	{"open", func(s *scene) { s.dial().ask("*6655*123", menu).press("2") }},
	{"open-empty", func(s *scene) { s.dial().ask("*6655*123", menu) }},
	{"open-meter", func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.send(tea.PasteMsg{Content: strings.Repeat("سلام ", 20)})
	}},
	{"long", func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong) }},
	{"long-scrolled", func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong).press("pgdown", "down") }},
	{"persian", func(s *scene) {
		s.dial().ask("*6655*123", "لطفا کد ثبت نام خود را وارد نمایید\n۱. بله\n۲. نمی‌شود").press("ب")
	}},
	{"hindi", func(s *scene) {
		s.dial().ask("*6655*123", "हिन्दी में मेनू\n1. क्षि\n2. กำ")
	}},
	{"hostile", func(s *scene) { s.dial().ask("*6655*123", hostile, slowly).press("한") }},
	{"final", func(s *scene) {
		s.dial().ask("*6655*123", menu).is(phone.Send{Text: "0"}, phone.Tell{Text: "Thank you for shopping."})
		s.happens(append(s.exchange("*6655*123*0", 200, "Thank you for shopping.[end]"),
			event.Screen{Text: "Thank you for shopping.", Coding: "gsm7", Units: 23, Octets: 21}, event.Ended{How: session.Final})...)
		s.press("enter").is(phone.Dismiss{}, phone.Call{Text: "*1#"}, phone.Tell{Text: "Thank you for shopping."}).happens()
	}},
	{"failure", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(append(s.exchange("*6655*123", 500, "<html>boom</html>"),
			event.Ended{How: session.NetworkError, Cause: session.Status, Detail: "the handler answered 500 Internal Server Error"})...)
	}},
	{"no-reply", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(s.exchange("*6655*123", 0, "")[0],
			event.Ended{How: session.NetworkError, Cause: session.Refused, Detail: "nothing listens at the handler's address: connection refused"})
	}},
	{"late", func(s *scene) {
		late := s.dial().exchange("*6655*123", 200, "Here I am")
		reply := late[1].(event.Reply)
		reply.Late, reply.Milliseconds = true, 16200
		s.is(phone.Fail{}).happens(late[0], event.Ended{How: session.HandlerTimeout, Cause: session.Timeout, Detail: "the handler did not answer within 15s"}, reply,
			event.Warning{Rule: "late", Severity: event.SeverityWarning, Text: "the handler answered after 16.2 s, when the session had ended (the limit is 15s): nobody saw it", Cure: "answer first, and do slow work afterwards"})
	}},
	{"notice", func(s *scene) { s.is(phone.Call{Text: "*#06#"}).happens() }},
	{"refused", func(s *scene) {
		s.id = ""
		s.is(phone.Call{Text: "*21#"}).happens(event.Typed{Text: "*21#"}, event.Dialled{Class: "supplementary-service", Code: "*21#"})
	}},
	{"toast", func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.model.handset.toast = phone.ErrSessionOpen.Error()
	}},
	{"warnings", func(s *scene) {
		s.dial().ask("*6655*123", menu).ask("*6655*123*5", longScreen(), slowly, tooLong).press("tab", "up")
	}},
	{"exchange", func(s *scene) { s.dial().ask("*6655*123", menu, slowly).press("tab", "enter") }},
	{"exchange-hostile", func(s *scene) { s.dial().ask("*6655*123", hostile).press("tab", "enter", "end") }},
	{"message", func(s *scene) {
		s.is(phone.SMS{From: "iNoti", Text: "hello"}).happens(event.SMS{From: "iNoti", Text: "Pay here:\nhttp://127.0.0.1:6655/p/1"}, event.Subscriber{Changed: []string{"balance"}})
	}},
	{"help", func(s *scene) { s.press("f1") }},
	{"panel", func(s *scene) { s.press("tab") }},
}

func TestFrame(t *testing.T) {
	t.Parallel()
	sizes := []struct {
		name          string
		width, height int
		only          string // empty is every scene
	}{
		{"80x24", 80, 24, ""},
		{"40x20", 40, 20, "idle dialling open long-scrolled failure warnings exchange help moved"},
		{"160x50", 160, 50, "idle open warnings exchange persian"},
		{"39x20", 39, 20, "idle"},
		{"40x19", 40, 19, "idle"},
		{"9x2", 9, 2, "idle"},
	}
	for _, size := range sizes {
		for _, sc := range scenes {
			if size.only != "" && !strings.Contains(" "+size.only+" ", " "+sc.name+" ") {
				continue
			}
			t.Run(size.name+"/"+sc.name, func(t *testing.T) {
				t.Parallel()
				s := newScene(t, size.width, size.height)
				sc.play(s)
				golden.RequireEqual(t, s.frame())
			})
		}
	}
}

// No state at any size may bend the frame, or let a control character out.
func TestFrameStaysStraight(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{
		{1, 1}, {20, 5}, {39, 20}, {40, 19}, {40, 20}, {41, 23}, {60, 24}, {71, 24}, {72, 20},
		{72, 24}, {80, 24}, {81, 31}, {99, 32}, {100, 33}, {120, 40}, {160, 50}, {300, 90},
	}
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
				s := newScene(t, 80, 24)
				s.model.pen.method = method
				sc.play(s)
				for _, size := range sizes {
					s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					for range 2 { // the other page too
						straight(t, s.model.frame(), method, size[0], size[1])
						s.press("tab")
					}
				}
			}
		})
	}
}

func straight(t *testing.T, frame string, method ansi.Method, width, height int) {
	t.Helper()
	rows := strings.Split(frame, "\n")
	if len(rows) != height {
		t.Fatalf("%d×%d: %d rows", width, height, len(rows))
	}
	for y, row := range rows {
		if got := method.StringWidth(row); got != width {
			t.Errorf("%d×%d: row %d is %d wide: %q", width, height, y, got, row)
		}
		if got := lipgloss.Width(row); got > width {
			t.Errorf("%d×%d: row %d is %d wide to lipgloss: %q", width, height, y, got, row)
		}
		if bad := outlaw(ansi.Strip(row)); bad >= 0 {
			t.Errorf("%d×%d: row %d has U+%04X", width, height, y, bad)
		}
		if bad := outlaw(unstyled(row)); bad >= 0 {
			t.Errorf("%d×%d: row %d has U+%04X besides colours", width, height, y, bad)
		}
	}
}

// unstyled takes away colours only, unlike ansi.Strip, which takes away every
// escape sequence and so would hide one that got out.
func unstyled(row string) string {
	for {
		from := strings.Index(row, "\x1b[")
		if from < 0 {
			return row
		}
		length := strings.IndexFunc(row[from+2:], func(r rune) bool { return r != ';' && r != ':' && (r < '0' || r > '9') })
		if length < 0 || row[from+2+length] != 'm' {
			return row
		}
		row = row[:from] + row[from+2+length+1:]
	}
}

// outlaw is a character that must not reach a terminal, or -1.
func outlaw(s string) rune {
	for _, r := range s {
		if r < ' ' || r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return r
		}
	}
	return -1
}

func BenchmarkView(b *testing.B) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"160x50", 160, 50}} {
		b.Run(size.name, func(b *testing.B) {
			s := newScene(b, size.width, size.height)
			s.dial()
			for range 200 {
				s.ask("*6655*123*5", longScreen(), slowly, tooLong)
			}
			s.press("tab", "2")
			b.ReportAllocs()
			for b.Loop() {
				s.model.View()
			}
		})
	}
}
