package tui

import (
	"image"
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// panelLayers are what can be clicked in the panel.
func (m *model) panelLayers(add func(string, image.Rectangle)) {
	add(hitPanel, m.layout.panel)
	if m.searches() {
		add(hitSearch, band(m.layout.body, m.layout.body.Max.Y-1, 1))
	}
	switch m.panel {
	case showOutcomes:
		m.rowLayers(add, hitOutcome, outcomeAt)
	case showWeathers:
		m.rowLayers(add, hitWeather, m.weathers.under)
	case showSubscriber:
		m.rowLayers(add, hitTrait, m.subscriber.under)
	case showInspector:
		y := m.layout.body.Min.Y
		for _, shown := range m.inspector.visible(&m.pen, false) {
			if choosable(m.inspector.records[shown.record]) {
				add(hitTurn+strconv.Itoa(shown.record), band(m.layout.body, y, len(shown.rows)))
			}
			y += len(shown.rows)
		}
	case showExchange, showHelp:
	}
}

// rowLayers are the rows of a menu; under says what stands in one, or -1.
func (m *model) rowLayers(add func(string, image.Rectangle), name string, under func(row int) int) {
	for i := range m.layout.body.Dy() {
		if at := under(i); at >= 0 {
			add(name+strconv.Itoa(at), band(m.layout.body, m.layout.body.Min.Y+i, 1))
		}
	}
}

// clickPanel is a click on what of the panel has a name.
func (m *model) clickPanel(name string, number int, long bool) tea.Cmd {
	hadKeys := m.focus == panelPage
	m.focus, m.said = panelPage, words{}
	switch name {
	case hitSearch:
		return m.eraseBy(long)
	case hitTrait:
		if long && m.typesValue() {
			return m.eraseBy(long)
		}
		return m.clickTrait(number)
	case hitOutcome:
		m.outcomes.chosen = number
		return m.chooseOutcome()
	case hitWeather:
		m.weathers.chosen = number
		return m.chooseWeather()
	case hitTurn:
		if m.inspector.chosen == number && !long && hadKeys {
			m.open()
			return nil
		}
		m.inspector.pick(number)
	}
	return nil
}
