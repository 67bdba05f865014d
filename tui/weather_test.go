package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
)

// weatherScenes are what is seen of things that go wrong on purpose.
var weatherScenes = []play{
	{"weather", func(s *scene) { s.dial().ask("*6655*123", menu).press("f4", "down", "down") }},
	{"weather-end", func(s *scene) { s.weather(weather.Storm).press("f4", "end", "up") }},
	{"weather-mark", func(s *scene) { s.weather(weather.Flaky).dial().ask("*6655*123", menu).press("2") }},
	{"weather-sim", func(s *scene) { s.weather("missing-sessionid").at(1).arrive("one").at(0).press("tab") }},
	{"weather-done", func(s *scene) { s.stormy().press("tab") }},
	{"weather-exchange", func(s *scene) { s.stormy().press("tab", "enter", "end") }},
	{"weather-hostile", func(s *scene) {
		s.weather(hostile).dial()
		bodies := append([]event.Body{event.Weather{Fault: hostile}, event.Weather{Fault: hostile, Request: 1, Milliseconds: 1 << 40}}, s.exchange("*6655*123", 200, menu)...)
		s.happens(bodies...).press("tab", "enter", "f4")
	}},
}

// weather is that of the chosen SIM from now on.
func (s *scene) weather(w weather.Weather) *scene {
	s.of.handset.view.Subscriber.Weather = w
	return s.happens(event.Subscriber{Changed: []string{"weather"}})
}

// stormy is a session that ends badly, in every way that the inspector knows.
func (s *scene) stormy() *scene {
	s.weather(weather.Storm).happens(event.Weather{Fault: "digits-id"})
	s.dial()
	first := s.exchange("*6655*123", 200, menu)
	second := s.exchange("*6655*123", 200, menu)
	screen := event.Screen{Text: menu, Open: true, Coding: "gsm7", Units: 53, Octets: 47}
	s.is(phone.Ask{Text: menu}).happens(append(append(append([]event.Body{}, first...), screen, event.Weather{Fault: "duplicate", Request: 2}), second...)...)
	third := s.exchange("*6655*123*2", 200, "Amount?")
	s.is(phone.Send{Text: "2"}).happens(third[0], third[1], event.Weather{Fault: "delay", Request: 3, Milliseconds: 4000})
	return s.is(phone.Fail{}).happens(event.Weather{Fault: "drop-before"},
		event.Ended{How: session.HandlerTimeout, Cause: session.Weather, Detail: "on purpose, by the weather drop-before: the request is lost before the handler"})
}

// TestWeatherMenu: the key opens it from wherever the keys are, and leads back there.
func TestWeatherMenu(t *testing.T) {
	t.Parallel()
	for _, focus := range []page{phonePage, panelPage} {
		r := newRig(t).open()
		m := r.model
		if focus == panelPage {
			r.press("tab")
		}
		now := func() weather.Weather { return r.line.View().Subscriber.Weather }
		for _, back := range []string{"esc", "f4"} {
			r.press("f4", "down")
			if m.panel != showWeathers || m.focus != panelPage {
				t.Fatalf("f4 shows %d", m.panel)
			}
			r.press(back)
			if m.panel != showInspector || m.focus != focus || !now().IsClear() {
				t.Errorf("%s leads to %d, the weather is %s", back, m.panel, now())
			}
		}
		r.press("f4", "end", "up", "enter")
		if now() != "missing-sessionid" || m.panel != showInspector || m.focus != focus {
			t.Errorf("the weather is %s, and the panel %d", now(), m.panel)
		}
		r.press("f1", "f4")
		if m.weathers.chosen != len(weather.All())-2 {
			t.Errorf("chosen is %d", m.weathers.chosen)
		}
		r.press("home", "enter")
		if now() != weather.Clear {
			t.Errorf("the weather is %s", now())
		}
		if other := m.sims[1].watch.line.View().Subscriber.Weather; !other.IsClear() {
			t.Errorf("the weather of another SIM is %s", other)
		}
	}
}

func TestWeatherIsClicked(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("f4")
	m := r.model
	clicked := false
	for i := range m.layout.body.Dy() {
		if at := m.weathers.under(i); at >= 0 && weather.All()[at] == weather.Storm {
			point := m.layout.body.Min
			point.Y += i
			r.click(point, tea.MouseLeft)
			clicked = true
			break
		}
	}
	if got := r.line.View().Subscriber.Weather; !clicked || got != weather.Storm || m.focus != phonePage {
		t.Errorf("the weather is %s", got)
	}
	r.gateway.Close()
	r.press("f4", "down", "enter")
	if !strings.Contains(m.said.text, "closed") {
		t.Errorf("what fails says %q", m.said.text)
	}
}

// TestDoublesHaveNoTurn: a request that is delivered twice is marked, and leaves
// the user's turn and what the rules say alone.
func TestDoublesHaveNoTurn(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).dial().ask("*6655*123", menu)
	in := &s.of.inspector
	since, replied := in.current.turnSince, in.replied
	s.happens(append([]event.Body{event.Weather{Fault: "duplicate", Request: 2}}, s.exchange("*6655*123", 200, menu)...)...)
	if in.current.turnSince != since || !in.current.asked || in.replied != replied {
		t.Error("the second delivery took the turn")
	}
	second := in.turn(func(t *turn) bool { return t.request.ID == 2 })
	if second == nil || !second.isDouble() || second.reply == nil || replied.isDouble() {
		t.Errorf("the second delivery is %+v", second)
	}
}
