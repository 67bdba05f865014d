package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/phone"
)

// Update is told what happened.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	command := m.advance(msg)
	return m, tea.Batch(command, m.ticks(), m.repaint())
}

// advance is Update without the ticks: what msg means, and then everything at
// its place again.
func (m *model) advance(msg tea.Msg) tea.Cmd {
	command := m.hear(msg)
	m.now = m.options.Now()
	m.layout = newLayout(m.width, m.height, m.focus)
	if !m.layout.small {
		m.fit()
	}
	return command
}

func (m *model) hear(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.pen.styles = newStyles(msg.IsDark())
	case tea.ModeReportMsg:
		m.terminalCounts(msg)
		return m.terminalOrders(msg)
	case tea.EnvMsg:
		return m.lives(msg)
	case tea.TerminalVersionMsg:
		return m.calls(msg)
	case batch:
		msg.of.take(msg, m.options.Now())
		if msg.of != m.sim {
			msg.of.missed += arrivals(msg.events)
		}
	case pressed:
		return msg.of.arrived(msg, m.options.Now())
	case outcomeChosen:
		msg.sim.tookOutcome(msg)
	case weatherChosen:
		msg.sim.tookWeather(msg, m.options.Now())
	case replayed:
		if msg.err != nil {
			msg.sim.said = words{failure, "✗ " + msg.err.Error()}
		}
	case recorded:
		m.recording.arrived(msg, m.options.Now())
	case minuteTick:
		return minute()
	case secondTick:
		m.seconds = false
	case tapTick:
		m.tapping = false
	case spinTick:
		m.spinning = false
		m.spun++
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		if m.palette.open {
			m.seekTyped(msg.Content)
			return nil
		}
		return m.typed(msg.Content)
	case tea.MouseClickMsg:
		return m.click(tea.Mouse(msg))
	case tea.MouseWheelMsg:
		m.wheel(tea.Mouse(msg))
	}
	return nil
}

// terminalCounts changes the ruler where the terminal counts clusters, under the
// same condition as Bubble Tea does.
func (m *model) terminalCounts(report tea.ModeReportMsg) {
	if report.Mode != ansi.ModeUnicodeCore {
		return
	}
	switch report.Value {
	case ansi.ModeSet, ansi.ModeReset, ansi.ModePermanentlySet:
		m.pen.method = ansi.GraphemeWidth
	case ansi.ModeNotRecognized, ansi.ModePermanentlyReset:
	}
}

// fit lets the parts take their places.
func (m *model) fit() {
	m.palette.fit(m.width, m.height)
	if !m.layout.phone.Empty() {
		m.handset.fit(&m.pen, &m.layout, m.now)
	}
	if m.layout.panel.Empty() {
		return
	}
	switch m.panel {
	case showInspector:
		m.inspector.fit(&m.pen, m.layout.body)
	case showExchange:
		m.exchange.fit(&m.pen, m.layout.body)
	case showOutcomes:
		m.outcomes.area = m.layout.body
	case showWeathers:
		m.weathers.fit(m.layout.body)
	case showHelp:
		m.help.fit(&m.pen, m.sections(), m.layout.body)
	}
}

// key is a key of the keyboard.
func (m *model) key(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, m.keys.Quit) {
		return tea.Quit
	}
	if m.layout.small {
		return nil
	}
	m.hush()
	if m.picker.open {
		return m.pick(msg)
	}
	if m.palette.open {
		return m.paletteKey(msg)
	}
	switch {
	case key.Matches(msg, m.keys.Palette):
		m.openPalette()
		return nil
	case key.Matches(msg, m.keys.Help):
		m.toggleHelp()
		return nil
	case key.Matches(msg, m.keys.SIM):
		m.nextSIM()
		return nil
	case key.Matches(msg, m.keys.Weather):
		m.toggleWeathers()
		return nil
	case key.Matches(msg, m.keys.Record):
		return m.recording.toggle()
	case key.Matches(msg, m.keys.Skin):
		return m.wear()
	case key.Matches(msg, m.keys.Panel) && !m.sheetTakes(msg) && !m.dialogTakes(msg):
		m.togglePanel()
		return nil
	}
	if m.focus == panelPage {
		return m.panelKey(msg)
	}
	if key.Matches(msg, m.keys.Ask) && m.phoneTypesNothing() {
		m.toggleHelp()
		return nil
	}
	return m.phoneKey(msg)
}

// hush forgets what the foot says until the next key or click, which this is.
func (m *model) hush() {
	m.moved = false
	m.recording.hush(m.options.Now())
}

// sheetTakes reports whether a key that leads to the inspector elsewhere chooses
// an answer now.
func (m *model) sheetTakes(msg tea.KeyPressMsg) bool {
	return m.focus == phonePage && m.handset.sheet.stands() && key.Matches(msg, m.keys.Prompt.Other)
}

// phoneTypesNothing reports whether a ? cannot be meant as text.
func (m *model) phoneTypesNothing() bool {
	_, open := m.handset.dialogue.(phone.Open)
	return !open || m.handset.sheet.stands()
}

func (m *model) togglePanel() {
	if m.focus == phonePage {
		m.focus = panelPage
		m.inspector.choose()
		return
	}
	m.focus = phonePage
	if m.panel == showHelp {
		m.panel = showInspector
	}
}

func (m *model) toggleHelp() {
	if m.panel == showHelp {
		m.panel, m.focus = m.help.from, m.help.focus
		return
	}
	m.help = help{from: m.panel, focus: m.focus}
	m.panel, m.focus = showHelp, panelPage
}

// phoneKey is a key while the phone has the keys.
func (m *model) phoneKey(msg tea.KeyPressMsg) tea.Cmd {
	h, keys := &m.handset, &m.keys.Phone
	if h.swallows(m.options.Now()) {
		return nil
	}
	h.toast = words{}
	if h.sheet.stands() {
		return m.sheetKey(msg)
	}
	if command, taken := m.dialogKey(msg); taken {
		return command
	}
	left, right := m.softKeys()
	switch {
	case pressedBy(msg, right):
		return m.do(right)
	case pressedBy(msg, left):
		return m.do(left)
	case key.Matches(msg, keys.Clear):
		// Esc is put away too, where no soft key has it.
		return m.putAway()
	case m.scrollPhone(msg):
	case key.Matches(msg, keys.Mode):
		h.nextMode()
	case key.Matches(msg, keys.Erase):
		h.edit((*entry).erase)
	case key.Matches(msg, keys.EraseAll):
		h.edit((*entry).clear)
	case key.Matches(msg, keys.Left):
		h.edit((*entry).left)
	case key.Matches(msg, keys.Right):
		h.edit((*entry).right)
	case key.Matches(msg, keys.Home):
		h.edit((*entry).home)
	case key.Matches(msg, keys.End):
		h.edit((*entry).end)
	case msg.Text != "":
		return m.tapped(msg.Text)
	}
	return nil
}

// scrollPhone scrolls what the phone shows, where msg is a key for that.
func (m *model) scrollPhone(msg tea.KeyPressMsg) bool {
	h, keys := &m.handset, &m.keys.Phone
	switch {
	case key.Matches(msg, keys.ScrollUp):
		h.move(-1)
	case key.Matches(msg, keys.ScrollDown):
		h.move(+1)
	case key.Matches(msg, keys.PageUp):
		h.move(-h.page())
	case key.Matches(msg, keys.PageDown):
		h.move(+h.page())
	default:
		return false
	}
	return true
}

func pressedBy(msg tea.KeyPressMsg, soft softKey) bool {
	return soft.act != doNothing && key.Matches(msg, soft.key)
}

// typed is text that was typed, pasted, or pressed on the keypad.
func (m *model) typed(s string) tea.Cmd {
	if m.layout.small || m.picker.open || m.focus != phonePage || m.handset.swallows(m.options.Now()) {
		return nil
	}
	h := &m.handset
	if h.sheet.stands() {
		h.toast = words{}
		h.sheet.typed(s)
		return nil
	}
	var putAway tea.Cmd
	if _, ended := h.dialogue.(phone.Ended); ended && dialable(s) != "" {
		// The digit puts the last text away and begins the next dial string.
		h.notice = ""
		putAway = m.putAway()
	}
	h.notice, h.toast = "", words{}
	if h.typed(s) {
		return tea.Batch(putAway, m.call(h.dial.value))
	}
	return putAway
}
