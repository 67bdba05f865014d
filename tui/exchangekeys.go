package tui

import (
	"image"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// exchangeKey is a key that does something with the exchange that is open or
// chosen, or finds one. It reports whether it was such a key.
func (m *model) exchangeKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	if m.panel != showInspector && m.panel != showExchange {
		return nil, false
	}
	keys := &m.keys.Inspector
	switch {
	case key.Matches(msg, keys.Search):
		m.openSearch()
	case key.Matches(msg, keys.Found):
		m.nextFound(+1)
	case key.Matches(msg, keys.FoundBefore):
		m.nextFound(-1)
	case key.Matches(msg, keys.Filter) && m.panel == showInspector:
		m.inspector.nextFilter()
		m.inspector.search.stale = true
	case key.Matches(msg, keys.Octets) && m.panel == showExchange:
		m.exchange.view = m.exchange.view.next(m.exchange.layable)
	case key.Matches(msg, keys.Copy):
		return m.copyCurl(), true
	case key.Matches(msg, keys.Resend):
		return m.sendAgain(), true
	case key.Matches(msg, keys.Save):
		return m.save(), true
	default:
		return nil, false
	}
	return nil, true
}

// searches reports whether the panel has the row of a search.
func (m *model) searches() bool {
	return m.inspector.search.isOn() && !m.layout.panel.Empty() && (m.panel == showInspector || m.panel == showExchange)
}

// unsearched is the panel's body without the row of a search.
func (m *model) unsearched() image.Rectangle {
	area := m.layout.body
	if m.inspector.search.isOn() {
		area.Max.Y--
	}
	return area
}

// panelSaid is the panel's body with what came of a key over its end, or what is
// looked for.
func (m *model) panelSaid(body []string) []string {
	in, width := &m.inspector, m.layout.body.Dx()
	if m.said.text == "" && len(body) > 0 && m.searches() {
		in.find()
		body[len(body)-1] = in.search.said(&m.pen, in, width)
		return body
	}
	return m.pen.overlay(body, m.said, width)
}
