package tui

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// sim is one SIM of the phone with all that is its own: what the handset shows of
// it, what is half typed, its inspector, and its keys on their way to the line.
// The model draws the chosen one. The others wait as they were left, while their
// sessions go on.
type sim struct {
	watch *watcher
	// give presses a key of the phone: the line's Do.
	give func(phone.Key) error

	handset    handset
	inspector  inspector
	exchange   exchange
	outcomes   outcomeMenu
	weathers   weatherMenu
	panel      panel
	subscriber subscriberSheet
	// said is what came of a key of the inspector, until the next one.
	said words

	// latest is the newest snapshot seen, onTheWay the keys that the line has not
	// answered yet, oldest first.
	latest   snapshot
	onTheWay []phone.Key

	// missed is how much arrived while another SIM was chosen and this one's phone
	// could not be seen.
	missed int
}

func newSIM(line *gateway.Line, limits session.Limits, now time.Time) *sim {
	s := emptySIM(limits)
	s.watch, s.give = &watcher{line: line}, line.Do
	s.see(s.watch.look(), now)
	return s
}

// emptySIM is a SIM of which nothing was seen yet.
func emptySIM(limits session.Limits) *sim {
	s := &sim{}
	s.handset.dialogue = phone.Idle{}
	s.inspector.limits = limits
	s.inspector.following, s.inspector.atEnd = true, true
	return s
}

// take takes in what happened to the SIM.
func (s *sim) take(news batch, now time.Time) {
	s.inspector.take(news.events)
	s.handset.hear(news.events, now)
	s.handset.calls.hear(news.events)
	s.handset.banner.hear(news.events, now)
	s.see(news.taken, now)
}

// see takes a snapshot, unless a later one was seen. While a key is on its way
// the phone is shown as the key will leave it, and the snapshot waits.
func (s *sim) see(taken snapshot, now time.Time) {
	if taken.number > s.latest.number {
		s.latest = taken
	}
	if len(s.onTheWay) == 0 {
		s.handset.show(s.latest.view, now)
	}
}

// pressed is what came of a key.
type pressed struct {
	of    *sim
	err   error
	taken snapshot
}

// press gives the line a key, after those that are still on their way.
func (s *sim) press(key phone.Key) tea.Cmd {
	s.onTheWay = append(s.onTheWay, key)
	if len(s.onTheWay) > 1 {
		return nil
	}
	return s.deliver(key)
}

func (s *sim) deliver(key phone.Key) tea.Cmd {
	give, watch := s.give, s.watch
	return func() tea.Msg {
		err := give(key)
		return pressed{of: s, err: err, taken: watch.look()}
	}
}

// arrived takes what came of the first key on its way, and sends the next one.
func (s *sim) arrived(p pressed, now time.Time) tea.Cmd {
	s.onTheWay = s.onTheWay[1:]
	s.see(p.taken, now)
	var notUSSD phone.NotUSSD
	switch {
	case p.err == nil:
	case errors.As(p.err, &notUSSD):
		s.handset.notice = p.taken.view.Phone.Notice()
	default:
		s.handset.toast = words{warning, p.err.Error()}
	}
	if len(s.onTheWay) == 0 {
		return nil
	}
	return s.deliver(s.onTheWay[0])
}

// arrivals counts what events brought for a user to see: messages, questions,
// screens, and the phone's own words for a session that broke.
func arrivals(events []event.Event) int {
	n := 0
	for _, e := range events {
		switch b := e.Body.(type) {
		case event.SMS, event.Prompt, event.Screen:
			n++
		case event.Ended:
			if b.How != session.Final && b.How != session.Cancelled {
				n++
			}
		}
	}
	return n
}

// nextSIM chooses the SIM after the chosen one, the first after the last.
func (m *model) nextSIM() { m.choose((m.place() + 1) % len(m.sims)) }

// choose chooses the SIM at a place.
func (m *model) choose(place int) {
	if m.panel == showHelp {
		m.toggleHelp()
	}
	m.handset.toast, m.handset.tap, m.said = words{}, tap{}, words{}
	m.sim = m.sims[place]
	if m.missed > 0 {
		// Nobody saw it come: a key in flight was meant for something else.
		m.handset.startGrace(m.options.Now())
		m.missed = 0
	}
	if m.focus == panelPage {
		m.inspector.choose()
	}
}

// place is which of the SIMs is chosen, from 0.
func (m *model) place() int { return slices.Index(m.sims, m.sim) }

// inSight reports whether the SIM's phone can be seen.
func (m *model) inSight(s *sim) bool {
	for i := range m.layout.phones {
		if m.sims[m.layout.first+i] == s {
			return true
		}
	}
	return false
}

// missedElsewhere is how much arrived on the SIMs that are not chosen.
func (m *model) missedElsewhere() int {
	n := 0
	for _, s := range m.sims {
		n += s.missed
	}
	return n
}
