package record

import (
	"slices"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/weather"
)

// What the network did on purpose is done again, each fault to the request that it
// was done to: a recording of a storm has no storm in it, but what came of one.

// calm is a flow's weather where nothing else is said.
const calm = weather.Fault(weather.Clear)

// struck hears what was done to the request of what was typed last, or to the id
// of the session that is dialled next.
func (l *listener) struck(on *line, body event.Weather) {
	fault := weather.Fault(body.Fault)
	switch {
	case !isDoneAgain(fault):
	case fault.ReshapesID():
		on.coming = fault
	case on.latest != nil:
		on.latest.fault = fault
		if fault == weather.DropBefore || fault == weather.DropAfter {
			on.latest.holds = l.limits.Answer
		}
	}
}

// isDoneAgain reports whether a conversation would go on differently without the
// fault. What came late came; and a user's time can run out by waiting.
func isDoneAgain(fault weather.Fault) bool {
	return slices.Contains(weather.Faults(), fault) && fault != weather.Delay && fault != weather.Idle
}

// held is how long the flow's clock has to move before anything comes of what was
// typed.
func (t *typed) held() time.Duration {
	if t.hungUp {
		return 0
	}
	return t.holds
}

// weatherOf is the weather of what is typed.
func weatherOf(t *typed) weather.Fault {
	if t.fault == "" {
		return calm
	}
	return t.fault
}

// firstWeather is that of the first step, which a header sets for all phones.
func firstWeather(steps []*step) weather.Fault {
	for _, s := range steps {
		if does, ok := s.does.(*typed); ok {
			return weatherOf(does)
		}
	}
	return calm
}

// changeWeather writes the step before what is typed, where the weather of its
// phone is another.
func (p *writing) changeWeather(s *step, does *typed) {
	now, said := p.weather[s.phone]
	if !said {
		now = p.first
	}
	wanted := weatherOf(does)
	if now == wanted {
		return
	}
	p.weather[s.phone] = wanted
	p.begin("weather " + string(wanted))
	if s.phone != p.speaker {
		p.option("phone", p.names[s.phone])
	}
}
