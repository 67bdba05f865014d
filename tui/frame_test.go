package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

func TestFrame(t *testing.T) {
	t.Parallel()
	sizes := []struct {
		name          string
		width, height int
		only          string // empty is every scene
	}{
		{"80x24", 80, 24, ""},
		{"40x20", 40, 20, "palette palette-found palette-code idle dialling open long-scrolled failure warnings exchange help moved prompt prompt-long confirm confirm-typed confirm-hostile otp otp-typed otp-hostile prompt-elsewhere inbox inbox-message paid unverified outcomes callback money-hostile sim sim-idle sim-mark sim-back sim-inspector sim-exchange demo demo-open demo-pin phones tabs-alike " +
			"weather weather-end weather-mark weather-sim weather-done recording-none recording recording-idle recording-opened recording-moved recording-began recording-ended recording-refused recording-unwritten recording-panel recording-exchange recording-hostile " +
			"calls code-naming put-away message-pay message-code banner banner-open prompt-fresh subscriber subscriber-pin timeline filter-money search search-exchange carets octets resent resent-open copied gone"},
		{"160x50", 160, 50, "palette palette-persian idle open warnings exchange persian prompt inbox paid outcomes sim sim-idle sim-mark sim-back demo demo-open demo-dialling demo-pin demo-dialog demo-phones phones phones-three phones-prompt phones-crowd weather weather-done recording-none recording recording-idle recording-began recording-ended recording-unwritten " +
			"calls codes banner prompt-fresh subscriber timeline filter-money search carets carets-persian octets resent callback-post laid-out"},
		{"120x40", 120, 40, "idle open warnings prompt calls subscriber timeline demo demo-open demo-pin demo-phones phones phones-mark phones-three phones-prompt phones-inspector phones-crowd"},
		{"39x20", 39, 20, "idle recording-idle"},
		{"40x19", 40, 19, "idle recording-idle"},
		{"9x2", 9, 2, "idle recording-idle"},
	}
	for _, size := range sizes {
		for _, sc := range plays() {
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
	for _, sc := range plays() {
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

// outlaw is a character that must not reach a terminal, or -1. An override that
// ends on its row is our own.
func outlaw(s string) rune {
	for _, r := range overrides.ReplaceAllString(s, "$1") {
		if r < ' ' || r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return r
		}
	}
	return -1
}

var overrides = regexp.MustCompile(override + "([^" + override + overrideEnd + "]*)" + overrideEnd)

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

// A long session is drawn as fast as a short one, searched and filtered or not.
func BenchmarkInspector(b *testing.B) {
	for _, turns := range []int{100, 3_000} {
		for _, keys := range [][]string{nil, {"/", "5"}, {"f"}} {
			b.Run(fmt.Sprintf("%d turns %s", turns, strings.Join(keys, "")), func(b *testing.B) {
				s := newScene(b, 160, 50)
				s.dial()
				for range turns {
					s.ask("*6655*123*5", menu, slowly)
				}
				s.press(append([]string{"tab"}, keys...)...)
				b.ReportAllocs()
				for b.Loop() {
					s.model.advance(secondTick{})
					s.model.View()
				}
			})
		}
	}
}
