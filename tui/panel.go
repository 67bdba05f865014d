package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// panelKey is a key while the panel has the keys.
func (m *model) panelKey(msg tea.KeyPressMsg) tea.Cmd {
	keys := &m.keys.Inspector
	m.said = words{}
	if m.searchKey(msg) {
		return nil
	}

	if command, taken := m.subscriberKey(msg); taken {
		return command
	}
	if command, taken := m.exchangeKey(msg); taken {
		return command
	}
	page := max(m.layout.body.Dy()-1, 1)
	switch {
	case key.Matches(msg, m.keys.Ask):
		m.toggleHelp()
	case key.Matches(msg, keys.Back):
		m.back()
	case key.Matches(msg, keys.Choose) && m.panel == showOutcomes:
		return m.chooseOutcome()
	case key.Matches(msg, keys.Choose) && m.panel == showWeathers:
		return m.chooseWeather()
	case key.Matches(msg, keys.Open):
		m.open()
	case key.Matches(msg, keys.Outcome) && m.panel == showInspector:
		m.openOutcomes()
	case key.Matches(msg, keys.Replay) && m.panel == showInspector:
		return m.replay()
	case key.Matches(msg, keys.Up):
		m.movePanel(-1)
	case key.Matches(msg, keys.Down):
		m.movePanel(+1)
	case key.Matches(msg, keys.PageUp):
		m.scrollPanel(-page)
	case key.Matches(msg, keys.PageDown):
		m.scrollPanel(+page)
	case key.Matches(msg, keys.First):
		m.toEdge(-1)
	case key.Matches(msg, keys.Last):
		m.toEdge(+1)
	case msg.Text != "" && m.layout.beside() && dialable(msg.Text) != "" && !m.handset.sheet.stands():
		// Digits are the phone's while it is there to be seen; but none may lead to a
		// question that the Enter behind it would answer.
		m.focusPhone()
		return m.tapped(msg.Text)
	}
	return nil
}

// back leaves what the panel shows, the inspector for the phone.
func (m *model) back() {
	switch m.panel {
	case showInspector:
		m.focus = phonePage
	case showExchange, showOutcomes:
		m.panel = showInspector
	case showHelp:
		m.toggleHelp()
	case showWeathers:
		m.closeWeathers()
	case showSubscriber:
		m.closeSubscriber()
	}
}

// open opens the exact exchange of the chosen record.
func (m *model) open() {
	if m.panel != showInspector {
		return
	}
	if chosen := m.inspector.chosenOpened(); chosen != nil {
		m.exchange = exchange{of: chosen, sought: m.inspector.search.words()}
		m.panel = showExchange
	}
}

// movePanel chooses another turn, or scrolls by a line.
func (m *model) movePanel(by int) {
	if m.panel == showInspector {
		m.inspector.move(by)
		return
	}
	m.scrollPanel(by)
}

func (m *model) scrollPanel(by int) {
	switch m.panel {
	case showInspector:
		m.inspector.scroll(&m.pen, by)
	case showExchange:
		m.exchange.scroll(by)
	case showOutcomes:
		m.outcomes.move(by)
	case showWeathers:
		m.weathers.move(by)
	case showSubscriber:
		m.subscriber.move(by)
	case showHelp:
		m.help.scroll(by)
	}
}

// far is further than anything can be scrolled.
const far = 1 << 30

// toEdge goes to the first (-1) or the last (+1) turn or line.
func (m *model) toEdge(way int) {
	switch m.panel {
	case showInspector:
		m.inspector.move(way * far)
	case showExchange:
		m.exchange.scroll(way * far)
	case showOutcomes:
		m.outcomes.move(way * far)
	case showWeathers:
		m.weathers.move(way * far)
	case showSubscriber:
		m.subscriber.move(way * far)
	case showHelp:
		m.help.scroll(way * far)
	}
}

// panelRows are the rows of the panel, with its frame.
func (m *model) panelRows() []string {
	p, l := &m.pen, &m.layout
	frame := p.frame
	if m.focus == panelPage {
		frame = p.next
	}
	width := l.panel.Dx()
	rows := make([]string, 0, l.panel.Dy())
	var body []string
	turnOf := ""
	switch m.panel {
	case showInspector:
		title, clock := m.inspector.title(p, m.now, width)
		if filtered := m.inspector.filtered(); filtered != "" {
			title = filtered
		}
		turnOf = m.inspector.turnOf(m.now)
		rows = append(rows, p.boxTop(frame, title, clock, width))
		body = p.marking(m.inspector.search.words(), func() []string { return m.inspector.body(p, m.focus == panelPage) })
		if len(m.inspector.records) == 0 {
			body = p.noRecords(l.body, m.options.Address, m.inspector.hidden())
		}
	case showExchange:
		rows = append(rows, p.boxTop(frame, m.exchange.of.title(), m.exchange.where(), width))
		body = p.marking(m.inspector.search.words(), func() []string { return m.exchange.draw(p, l.body.Dx()) })
	case showOutcomes:
		rows = append(rows, p.boxTop(frame, m.outcomes.title(), "", width))
		body = m.outcomes.draw(p, m.outcomeOf(m.outcomes.of))
	case showWeathers:
		rows = append(rows, p.boxTop(frame, "weather", "", width))
		body = m.weathers.draw(p, m.weather())
	case showSubscriber:
		rows = append(rows, p.boxTop(frame, "subscriber", "", width))
		body = m.subscriberRows()
	case showHelp:
		rows = append(rows, p.boxTop(frame, "keys", m.help.where(), width))
		body = m.help.draw(p, l.body.Dx())
	}
	side := frame.render("│")
	for len(body) < l.body.Dy() {
		body = append(body, blanks(l.body.Dx()))
	}
	for _, row := range m.panelSaid(body) {
		rows = append(rows, side+" "+row+" "+side)
	}
	label := m.edgeLabel(width - 2 - titleAround - edgeAround - p.width(turnOf))
	return append(rows, p.boxBottom(frame, label, turnOf, width))
}
