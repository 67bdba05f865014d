package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"candybar/phone/number"
)

// wish is what is to be shown.
func (m *model) wish() wish {
	return wish{page: m.focus, phones: m.abreast, sims: len(m.sims), chosen: m.place(), first: m.leftmost, demo: m.demo}
}

// nextPhones shows one phone more side by side, and one alone after as many as
// there is room for.
func (m *model) nextPhones() {
	m.focusPhone()
	room := min(mostPhones(m.width), len(m.sims))
	shown := max(1, min(m.abreast, room))
	m.abreast = shown%room + 1
	m.handset.toast = words{}
	switch {
	case room > 1:
	case len(m.sims) == 1 && m.keys.Another.Enabled():
		m.handset.toast = words{quietly, m.keys.Another.Help().Key + " adds a phone to stand beside this one"}
	case len(m.sims) > 1:
		m.handset.toast = words{quietly, fmt.Sprintf("two phones side by side take %d columns", 2*leastPhone+phoneGap)}
	}
}

// simAdded is a SIM that the phone did not have before.
type simAdded struct{ sim *sim }

// addSIM adds a SIM of the chosen one's country, whose number is the next one.
func (m *model) addSIM() tea.Cmd {
	next := m.sims[m.lastOf(m.handset.view.Number.Country())].handset.view.Number.Next()
	for m.has(next) {
		next = next.Next()
	}
	line, limits, now := m.options.Line, m.options.Limits, m.options.Now()
	return func() tea.Msg { return simAdded{newSIM(line(next), limits, now)} }
}

// add puts a SIM behind those of its country and chooses it, beside the one that
// was chosen where there is room.
func (m *model) add(s *sim) {
	own := s.handset.view.Number
	if m.has(own) {
		return // the key was pressed twice
	}
	m.sims = slices.Insert(m.sims, m.lastOf(own.Country())+1, s)
	m.keys.SIM.SetEnabled(true)
	if m.follow != nil {
		m.follow(s)
	}
	m.choose(slices.Index(m.sims, s))
	m.focusPhone()
	m.abreast = max(2, m.abreast)
}

// lastOf is the place of the last SIM of a country.
func (m *model) lastOf(country number.Country) int {
	last := len(m.sims) - 1
	for i, s := range m.sims {
		if s.handset.view.Number.Country() == country {
			last = i
		}
	}
	return last
}

func (m *model) has(own number.Number) bool {
	return slices.ContainsFunc(m.sims, func(s *sim) bool { return s.handset.view.Number == own })
}
