package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/text"
)

// morning is when every scene begins.
var morning = time.Date(2026, 11, 21, 18, 24, 7, 0, time.UTC)

// scene is a model that is told what happened, with no gateway behind it that
// would do anything: every time and every id is fixed.
type scene struct {
	t     testing.TB
	model *model
	// of is the SIM that things happen to, phone the phone with it; phones are
	// those with the others.
	of     *sim
	phone  phone.Phone
	phones map[*sim]phone.Phone
	now    time.Time
	id     string
	turns  int64
	seen   int
}

func newScene(t testing.TB, width, height int) *scene {
	t.Helper()
	g := gateway.New(gateway.Options{})
	t.Cleanup(g.Close)
	s := &scene{t: t, now: morning, id: "3f2a91c0-0000-4000-8000-000000000000", seen: 10, phones: make(map[*sim]phone.Phone)}
	s.model = newModel(Options{
		SIMs:    sims(g),
		Line:    g.Line,
		Log:     g.Log(),
		Limits:  session.Default.Limits(),
		Address: "http://127.0.0.1:6655",
		Hint:    "dial *6655*123# for the demo shop",
		Now:     func() time.Time { return s.now },

		SetOutcome: func(int64, ledger.Outcome) error { return nil },
		Replay:     func(int64) error { return nil },
		Resend:     func(int64) error { return nil },
		Save:       func(of string, _ []byte) (string, error) { return "candybar-exchange-" + of + "-1.http", nil },
	})
	s.of = s.model.sim
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// only is the scene with a phone that has one of the SIMs alone.
func (s *scene) only(place int) *scene {
	options, l := s.model.options, s.model.layout
	options.SIMs = options.SIMs[place : place+1]
	s.model = newModel(options)
	s.of = s.model.sim
	s.send(tea.WindowSizeMsg{Width: l.width, Height: l.height})
	return s
}

// at makes a SIM, counted from 0, the one that things happen to, whichever is
// chosen.
func (s *scene) at(place int) *scene {
	s.phones[s.of] = s.phone
	s.of = s.model.sims[place]
	s.phone = s.phones[s.of]
	return s
}

// send gives the model a message, and forgets what it wants done.
func (s *scene) send(msg tea.Msg) { s.model.advance(msg) }

// press is keys of the keyboard: names, or text to type.
func (s *scene) press(keys ...string) *scene {
	for _, key := range keys {
		s.send(keyPress(key))
		// No line answers: what was on its way has arrived.
		s.model.onTheWay = nil
	}
	return s
}

func keyPress(name string) tea.KeyPressMsg { return keyNamed(name) }

// happens is what the gateway writes, a tenth of a second apart, and the phone
// as it is afterwards.
func (s *scene) happens(bodies ...event.Body) *scene {
	var events []event.Event
	for _, body := range bodies {
		events = append(events, event.Event{Time: s.now, Phone: s.of.handset.view.Number, Session: s.id, Body: body})
		s.now = s.now.Add(100 * time.Millisecond)
	}
	s.seen++
	view := s.of.handset.view
	view.Phone = s.phone
	s.send(batch{of: s.of, events: events, taken: snapshot{s.seen, view}})
	return s
}

// is puts the phone through events of its own.
func (s *scene) is(events ...phone.Event) *scene {
	for _, e := range events {
		s.phone, _ = phone.Step(s.phone, e)
	}
	return s
}

func (s *scene) dial() *scene {
	return s.is(phone.Call{Text: "*6655*123#"}).happens(
		event.Dialled{Class: "ussd", Code: "*6655*123#", Handler: "http://127.0.0.1:8000/ussd"})
}

// ask is a request for call whose reply asks words.
func (s *scene) ask(call, words string, warnings ...event.Warning) *scene {
	clean, _ := text.Clean(words)
	bodies := s.exchange(call, 200, words)
	for _, w := range warnings {
		bodies = append(bodies, w)
	}
	size := text.Measure(words)
	bodies = append(bodies, event.Screen{Text: clean, Open: true, Coding: size.Coding.String(), Units: size.Units, Octets: size.Octets})
	if s.phone.State() == phone.StateOpen {
		s.is(phone.Send{Text: "1"})
	}
	return s.is(phone.Ask{Text: clean}).happens(bodies...)
}

func (s *scene) exchange(call string, status int, body string) []event.Body {
	s.turns++
	return []event.Body{
		event.Request{
			ID: s.turns, Method: "GET",
			URL:     "http://127.0.0.1:8000/ussd?mobile=" + s.of.handset.view.Number.National() + "&sessionid=" + s.id + "&call=" + call,
			Headers: map[string][]string{"User-Agent": {"candybar"}},
		},
		event.Reply{
			ID: s.turns, Status: status, Bytes: []byte(body), Milliseconds: 5 + 9*s.turns,
			Headers: map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}, "Content-Length": {fmt.Sprint(len(body))}},
		},
	}
}

// frame is what stands on the terminal, without colours.
func (s *scene) frame() string { return ansi.Strip(s.model.frame()) + "\n" }

const menu = "Corner shop\n1. Register\n2. Buy airtime\n3. Pay a bill\n0. Exit"

var slowly = event.Warning{
	Rule: "slow", Severity: event.SeverityWarning,
	Text: "the handler took 6.2 s to answer; some carriers stop at 5s",
	Cure: "answer first, and do slow work afterwards",
}

var tooLong = event.Warning{
	Rule: "too-long", Severity: event.SeverityError, Line: 1, Column: 1,
	Text: "191 septets take 168 octets, and USSD carries 160 (182 septets)",
	Cure: `shorten it, or page it with a "more" entry`,
}

func longScreen() string {
	var out strings.Builder
	for i := 1; i <= 30; i++ {
		fmt.Fprintf(&out, "%d. item of a long menu\n", i)
	}
	return out.String()
}
