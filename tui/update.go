package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/phone"
)

// The ticks. There is never more than one of a kind under way.
type (
	minuteTick struct{}
	secondTick struct{}
	spinTick   struct{}
)

const spinEvery = 120 * time.Millisecond

// minute comes at the next full minute.
func minute() tea.Cmd { return tea.Every(time.Minute, func(time.Time) tea.Msg { return minuteTick{} }) }

// Update is told what happened.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	command := m.advance(msg)
	return m, tea.Batch(command, m.ticks())
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
	case batch:
		m.inspector.take(msg.events)
		m.see(msg.taken)
	case pressed:
		return m.arrived(msg)
	case minuteTick:
		return minute()
	case secondTick:
		m.seconds = false
	case spinTick:
		m.spinning = false
		m.spun++
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
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
	if !m.layout.phone.Empty() {
		m.handset.fit(m.pen.ruler, &m.layout)
	}
	if m.layout.panel.Empty() {
		return
	}
	switch m.panel {
	case showInspector:
		m.inspector.fit(&m.pen, m.layout.body)
	case showExchange:
		m.exchange.fit(&m.pen, m.layout.body)
	case showHelp:
		m.help.fit(&m.pen, &m.keys, m.layout.body)
	}
}

// ticks starts the ticks that are wanted and not under way.
func (m *model) ticks() tea.Cmd {
	var commands []tea.Cmd
	if _, waiting := m.handset.dialogue.(phone.Waiting); waiting && !m.spinning {
		m.spinning = true
		commands = append(commands, tea.Tick(spinEvery, func(time.Time) tea.Msg { return spinTick{} }))
	}
	if m.sessionSeen() && !m.seconds {
		m.seconds = true
		commands = append(commands, tea.Tick(time.Second, func(time.Time) tea.Msg { return secondTick{} }))
	}
	return tea.Batch(commands...)
}

// key is a key of the keyboard.
func (m *model) key(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, m.keys.Quit) {
		return tea.Quit
	}
	if m.layout.small {
		return nil
	}
	m.moved = false
	switch {
	case key.Matches(msg, m.keys.Help):
		m.toggleHelp()
		return nil
	case key.Matches(msg, m.keys.Panel):
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

// phoneTypesNothing reports whether a ? cannot be meant as text.
func (m *model) phoneTypesNothing() bool {
	_, open := m.handset.dialogue.(phone.Open)
	return !open
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
	h.toast = ""
	left, right := m.softKeys()
	switch {
	case pressedBy(msg, right):
		return m.do(right)
	case pressedBy(msg, left):
		return m.do(left)
	case key.Matches(msg, keys.Clear):
		// Esc is put away too, where no soft key has it.
		return m.putAway()
	case key.Matches(msg, keys.ScrollUp):
		h.scroll(-1)
	case key.Matches(msg, keys.ScrollDown):
		h.scroll(+1)
	case key.Matches(msg, keys.PageUp):
		h.scroll(-h.rows)
	case key.Matches(msg, keys.PageDown):
		h.scroll(+h.rows)
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
		return m.typed(msg.Text)
	}
	return nil
}

func pressedBy(msg tea.KeyPressMsg, soft softKey) bool {
	return soft.act != doNothing && key.Matches(msg, soft.key)
}

// typed is text that was typed, pasted, or pressed on the keypad.
func (m *model) typed(s string) tea.Cmd {
	if m.layout.small || m.focus != phonePage || m.handset.swallows(m.options.Now()) {
		return nil
	}
	h := &m.handset
	var putAway tea.Cmd
	if _, ended := h.dialogue.(phone.Ended); ended && dialable(s) != "" {
		// The digit puts the last text away and begins the next dial string.
		h.notice = ""
		putAway = m.putAway()
	}
	h.notice, h.toast = "", ""
	if h.typed(s) {
		return tea.Batch(putAway, m.call(h.dial.value))
	}
	return putAway
}
