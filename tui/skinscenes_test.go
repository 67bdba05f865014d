package tui

import (
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// wears puts the SIM into the phone of another skin.
func (s *scene) wears(skin phone.Skin) *scene {
	return s.is(phone.Wear{Skin: skin}).happens(event.Subscriber{Changed: []string{"skin"}})
}

// paste is text that comes at once.
func (s *scene) paste(words string) *scene {
	s.send(tea.PasteMsg{Content: words})
	return s
}

const article = "Dear subscriber, the fare of this service is 500 rial for each message that you send, " +
	"and nothing for those that you receive from your friends."

// eitherSkin are the states that are drawn with both skins.
var eitherSkin = []play{
	{"idle", func(*scene) {}},
	{"dialling", func(s *scene) { s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#") }},
	{"waiting", func(s *scene) {
		s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#", "enter").dial().happens(s.exchange("*6655*123", 0, "")[0])
	}},
	{"menu", func(s *scene) { s.dial().ask("*6655*123", menu) }},
	{"article", func(s *scene) { s.dial().ask("*6655*123", article) }},
	{"typing", func(s *scene) { s.dial().ask("*6655*123", menu).press("2", "7") }},
	{"typing-persian", func(s *scene) { s.dial().ask("*6655*123", "نام شما؟").paste("سلام") }},
	{"full", func(s *scene) { s.dial().ask("*6655*123", strings.Repeat("a", 182)).paste(strings.Repeat("b", 400)) }},
	{"over", func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong).press("pgdown") }},
	{"final", func(s *scene) {
		s.dial().ask("*6655*123", menu).is(phone.Send{Text: "0"}, phone.Tell{Text: "Thank you for shopping."})
		s.happens(append(s.exchange("*6655*123*0", 200, "Thank you for shopping.[end]"),
			event.Screen{Text: "Thank you for shopping.", Coding: "gsm7", Units: 23, Octets: 21}, event.Ended{How: session.Final})...)
	}},
	{"two-finals", func(s *scene) {
		s.dial().is(phone.Tell{Text: "First."}, phone.Tell{Text: "Second."}).happens(event.Ended{How: session.Final})
	}},
	{"error", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(append(s.exchange("*6655*123", 500, "<html>boom</html>"),
			event.Ended{How: session.NetworkError, Cause: session.Status, Detail: "the handler answered 500 Internal Server Error"})...)
	}},
	{"released", func(s *scene) {
		s.dial().ask("*6655*123", menu).press("7").is(phone.Release{}).happens(event.Ended{How: session.UserTimeout})
	}},
	{"notice", func(s *scene) { s.is(phone.Call{Text: "*#06#"}).happens() }},
	{"asked-to-pay", func(s *scene) { s.dial().ask("*6655*123", menu).asks(confirmFirst).press("4", "7") }},
}

// skinPlays are all states, by skin: those of both, and those that only one has.
func skinPlays() map[phone.Skin][]play {
	return map[phone.Skin][]play{
		phone.Feature: append([]play{
			{"abc", func(s *scene) { s.dial().ask("*6655*123", menu).press("f5").tap("44", "2") }},
			{"upper", func(s *scene) { s.dial().ask("*6655*123", menu).press("f5", "f5").tap("777", "0").press("x") }},
			{"symbols", func(s *scene) { s.dial().ask("*6655*123", menu).press("f5").tap("***") }},
		}, eitherSkin...),
		phone.Smartphone: append([]play{
			{"on-cancel", func(s *scene) { s.dial().ask("*6655*123", menu).press("2", "tab") }},
			{"on-send", func(s *scene) { s.dial().ask("*6655*123", menu).press("2", "tab", "tab") }},
			{"back", func(s *scene) { s.dial().ask("*6655*123", menu).press("esc") }},
			{"running-back", func(s *scene) {
				s.dial().model.handset.toast = words{warning, phone.ErrRunning.Error()}
			}},
			{"thrown-away", func(s *scene) {
				s.dial().ask("*6655*123", menu).is(phone.Send{}).happens(event.Ended{How: session.Cancelled})
			}},
			{"nobody", func(s *scene) {
				s.of.handset.view.Subscriber.Operator = ""
				s.dial().is(phone.Tell{Text: "Bye."}).happens()
			}},
		}, eitherSkin...),
	}
}

// tap presses keys of the keypad, those of one word in a row and with a pause
// after each.
func (s *scene) tap(words ...string) *scene {
	for i, word := range words {
		if i > 0 {
			s.now = s.now.Add(tapPause)
		}
		for _, c := range word {
			s.press(string(c))
			s.now = s.now.Add(200 * time.Millisecond)
		}
	}
	return s
}

func TestSkinFrame(t *testing.T) {
	t.Parallel()
	for skin, all := range skinPlays() {
		for _, size := range []image.Point{{40, 20}, {80, 24}, {160, 50}} {
			for _, sc := range all {
				t.Run(fmt.Sprintf("%s/%dx%d/%s", skin, size.X, size.Y, sc.name), func(t *testing.T) {
					t.Parallel()
					s := newScene(t, size.X, size.Y).wears(skin)
					sc.play(s)
					golden.RequireEqual(t, s.frame())
				})
			}
		}
	}
}

// Whatever is drawn, with each skin, on a light and on a dark background, the frame
// stays straight, and the text as the skin has it.
func TestSkinFrameStaysStraight(t *testing.T) {
	t.Parallel()
	sizes := []image.Point{{40, 20}, {72, 20}, {80, 24}, {160, 50}}
	for skin, own := range skinPlays() {
		for i, sc := range append(own, plays()...) {
			t.Run(fmt.Sprintf("%s/%s", skin, sc.name), func(t *testing.T) {
				t.Parallel()
				method := []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}[i%2]
				s := newScene(t, 80, 24)
				s.model.pen.method, s.model.dark = method, i%2 == 0
				s.model.dress()
				for place := range s.model.sims {
					s.at(place).wears(skin)
				}
				s.at(0)
				sc.play(s)
				for _, size := range sizes {
					s.send(tea.WindowSizeMsg{Width: size.X, Height: size.Y})
					straight(t, s.model.frame(), method, size.X, size.Y)
					holds(t, s.model)
				}
			})
		}
	}
}

// holds is rule P8: columns and lines are the skin's, and all of the text can be
// scrolled to.
func holds(t *testing.T, m *model) {
	t.Helper()
	h, screen := &m.handset, m.layout.screen
	if screen.Empty() {
		return
	}
	if h.skin() == phone.Feature && (h.columns > 24 || h.columns < 20 || h.textRows > 8 || h.textRows < 5) {
		t.Errorf("%v: the text has %d columns and %d lines", screen, h.columns, h.textRows)
	}
	d := h.dialog
	if h.dialogStands() {
		if !d.box.In(screen) || d.text.Dy() < 1 {
			t.Errorf("the dialog %v with its text %v is not in %v", d.box, d.text, screen)
		}
		for i, r := range []image.Rectangle{d.text, d.field, d.left, d.right} {
			if !r.In(d.box.Inset(1)) {
				t.Errorf("part %d, %v, sticks out of %v", i, r, d.box)
			}
		}
		if d.text.Overlaps(d.field) || d.field.Overlaps(d.left) || d.text.Overlaps(d.right) {
			t.Errorf("the parts of the dialog overlap: %+v", d)
		}
	}
	before := h.top
	h.scroll(far)
	if len(h.lines) > 0 && h.top+h.textRows < len(h.lines) {
		t.Errorf("%d lines of %d are never shown", len(h.lines)-h.top-h.textRows, len(h.lines))
	}
	h.top = before
}
