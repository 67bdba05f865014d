package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

// hints are the bindings for the foot, the most useful first.
func (m *model) hints() []key.Binding {
	return slices.DeleteFunc(m.allHints(), func(b key.Binding) bool { return !b.Enabled() })
}

// allHints are the hints, with those of keys that are not there.
func (m *model) allHints() []key.Binding {
	if m.layout.demo && !m.palette.open {
		return []key.Binding{m.demoHint()}
	}
	if m.palette.open {
		keys := &m.keys.InPalette
		return []key.Binding{keys.Do, keys.Close, renamed(bothWays, "choose", keys.Up), m.keys.Quit}
	}
	if m.focus == phonePage {
		return m.phoneHints()
	}
	hints := m.panelHints()
	if m.handset.sheet.stands() {
		// The question may be out of sight.
		from := m.pen.cut(plain(m.handset.sheet.front().From), 12)
		hints = append([]key.Binding{renamed(m.keys.Panel.Help().Key, "answer "+from, m.keys.Panel)}, hints...)
	}
	return hints
}

func (m *model) phoneHints() []key.Binding {
	left, right := m.softKeys()
	var hints []key.Binding
	for _, soft := range []softKey{right, left} {
		if soft.ready {
			hints = append(hints, soft.key)
		}
	}
	panel := m.keys.Panel
	switch {
	case m.handset.sheet.stands():
		hints = m.sheetHints(hints)
		panel.SetHelp("shift+tab", panel.Help().Desc)
	case m.handset.asks():
		hints = m.dialogHints()
		panel.SetHelp("shift+tab", panel.Help().Desc)
	case m.handset.shownInbox() && m.handset.inbox.view == inboxMessage:
		hints = append(m.messageHints(hints), renamed(bothWays, "scroll", m.keys.Phone.ScrollUp))
		if len(m.mirror().messageActions()) > 1 {
			panel.SetHelp("shift+tab", panel.Help().Desc)
		}
	case m.handset.shownInbox():
		hints = append(hints, renamed(bothWays, "choose", m.keys.Phone.ScrollUp))
	case m.handset.shownDrawer():
		hints = m.drawerHints(hints)
		panel.SetHelp("shift+tab", panel.Help().Desc)
	case m.handset.isHome():
		hints = m.homeHints(hints)
	}
	hints = append(hints, m.everywhere(panel)...)
	if m.handset.tapsLetters() {
		mode := renamed(m.keys.Phone.Mode.Help().Key, m.handset.mode.next().name(), m.keys.Phone.Mode)
		hints = slices.Insert(hints, len(hints)-len(m.everywhere(panel))+1, mode)
	}
	if m.isFirst() {
		return []key.Binding{m.keys.Phone.Type, panel, m.keys.Palette, m.keys.Help, m.keys.SIM, m.keys.Record, m.keys.Quit}
	}
	return append(hints, m.keys.Quit)
}

// isFirst reports whether the foot says how to begin, until something was dialled.
// A recording that runs has to be said, and a narrow foot has no room for it.
func (m *model) isFirst() bool {
	return !m.dialled && m.canDial() && m.width >= namedWidth && m.handset.dial.value == "" && m.handset.last == "" &&
		m.handset.notice == "" && !m.leftReady() && !m.recording.runs
}

// everywhere are the keys that do the same wherever the user is, panel among them.
// To stop a recording is nearer than to start one.
func (m *model) everywhere(panel key.Binding) []key.Binding {
	keys := &m.keys
	if m.recording.runs {
		return []key.Binding{panel, renamed(keys.Record.Help().Key, "stop", keys.Record), keys.SIM, keys.Help, keys.Palette}
	}
	return []key.Binding{panel, keys.SIM, keys.Help, keys.Palette, keys.Record, keys.Phones, keys.Demo}
}

// sheetHints are those of a question: first what Enter needs, where that is
// missing.
func (m *model) sheetHints(hints []key.Binding) []key.Binding {
	s, keys := &m.handset.sheet, &m.keys.Prompt
	if s.hasField() && !s.complete() {
		hints = append([]key.Binding{renamed(keys.Digits.Help().Key, s.wants().field.label, keys.Digits)}, hints...)
	}
	if s.hasCode() {
		hints = append(hints, keys.Resend)
	}
	return append(hints, renamed("← →", "choose", keys.Other))
}

func (m *model) panelHints() []key.Binding {
	i := &m.keys.Inspector
	back := m.keys.Panel
	back.SetHelp("tab", "phone")
	switch m.panel {
	case showInspector:
		if s := &m.inspector.search; s.isOn() {
			return append(m.searchHints(s), m.everywhere(back)...)
		}
		hints := append(m.inspectorHints(back), renamed(bothWays, "choose", i.Up))
		return append(hints, m.everywhere(back)[1:]...)
	case showExchange:
		return append([]key.Binding{i.Back, renamed(bothWays, "scroll", i.Up)}, append(m.exchangeHints(), m.everywhere(back)...)...)
	case showHelp:
		return []key.Binding{i.Back, renamed(bothWays, "scroll", i.Up), m.keys.Quit}
	case showOutcomes:
		return []key.Binding{i.Choose, i.Back, renamed(bothWays, "choose", i.Up), m.keys.Help}
	case showWeathers:
		return []key.Binding{i.Choose, i.Back, renamed(bothWays, "choose", i.Up), m.keys.SIM, m.keys.Help}
	case showSubscriber:
		if m.subscriber.typing {
			return []key.Binding{i.Choose, renamed(i.Back.Help().Key, "leave it", i.Back), m.keys.SIM, m.keys.Help}
		}
		return []key.Binding{renamed(i.Choose.Help().Key, "change", i.Choose), i.Back, renamed(bothWays, "choose", i.Up), m.keys.SIM, m.keys.Help}
	default:
		return nil
	}
}

// inspectorHints are what can be done with the chosen record, and the way back.
func (m *model) inspectorHints(back key.Binding) []key.Binding {
	i := &m.keys.Inspector
	var hints []key.Binding
	if m.inspector.chosenOpened() != nil {
		hints = append(hints, i.Open)
	}
	if of := m.inspector.chosenInvoice(); of != nil {
		hints = append(hints, renamed(i.Outcome.Help().Key, "callback", i.Outcome))
		if of.replayable() {
			hints = append(hints, renamed(i.Replay.Help().Key, "replay", i.Replay))
		}
	}
	hints = append(hints, back)
	if len(m.inspector.all) > 0 {
		hints = append(hints, i.Search, i.Filter)
	}
	return append(hints, m.exchangeHints()...)
}

// exchangeHints are what can be done with the exchange that is open or chosen.
func (m *model) exchangeHints() []key.Binding {
	i := &m.keys.Inspector
	var hints []key.Binding
	of := m.subjectOf()
	if of == nil {
		return nil
	}
	if m.panel == showExchange {
		if m.inspector.search.words() != "" {
			hints = append(hints, i.Found)
		}
		hints = append(hints, i.Octets)
	}
	switch of.(type) {
	case *turn, *resent:
		hints = append(hints, i.Resend)
	}
	return append(hints, i.Copy, i.Save)
}

// searchHints are the keys while something is looked for.
func (m *model) searchHints(s *search) []key.Binding {
	i := &m.keys.Inspector
	if s.typing {
		return []key.Binding{renamed(i.Open.Help().Key, "keep", i.Open), renamed(i.Back.Help().Key, "clear", i.Back)}
	}
	hints := []key.Binding{i.Found, i.FoundBefore, renamed(i.Back.Help().Key, "clear", i.Back)}
	if m.inspector.chosenOpened() != nil {
		hints = append(hints, i.Open)
	}
	return hints
}
