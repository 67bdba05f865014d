package tui

import (
	"time"

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
	m.layout = newLayout(m.width, m.height, m.wish())
	if len(m.layout.phones) > 1 {
		m.leftmost = m.layout.first
	}
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
		m.dark = msg.IsDark()
		m.dress()
	case tea.ModeReportMsg:
		m.terminalCounts(msg)
		return m.terminalOrders(msg)
	case tea.EnvMsg:
		return m.lives(msg)
	case tea.TerminalVersionMsg:
		return m.calls(msg)
	case batch:
		msg.of.take(msg, m.options.Now())
		if msg.of != m.sim && !m.inSight(msg.of) {
			msg.of.missed += arrivals(msg.events)
		}
		return m.bell.rings(msg.events)
	case tea.FocusMsg:
		m.bell.looked = true
	case tea.BlurMsg:
		m.bell.looked = false
	case arrivalTick:
		if !m.options.Now().Before(m.arriving) {
			m.arriving = time.Time{}
		}
	case pressed:
		return msg.of.arrived(msg, m.options.Now())
	case simAdded:
		m.add(msg.sim)
	case outcomeChosen:
		msg.sim.tookOutcome(msg)
	case weatherChosen:
		msg.sim.tookWeather(msg, m.options.Now())
	case sentAgain:
		if msg.err != nil {
			msg.sim.said = words{failure, "✗ " + msg.err.Error()}
		}
	case saved:
		msg.sim.said = msg.words()
	case linkKnown:
		msg.of.handset.inbox.know(msg)
	case codesKept:
		if msg.err != nil {
			m.handset.toast = words{failure, "✗ " + msg.err.Error()}
		}
		return m.book.kept()
	case subscriberChanged:
		msg.sim.tookSubscriber(msg, m.options.Now())
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
	case fadeTick:
		m.fading = false
	case typeTick:
		return m.typeNext()
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
		if m.focus == panelPage && m.inspector.search.typing && !m.layout.small {
			m.seek(msg.Content)
			return nil
		}
		return m.paste(msg.Content)
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
	for i := range m.layout.phones {
		s := m.sims[m.layout.first+i]
		s.handset.fit(&m.pen, &m.layout.phones[i], m.now)
		s.missed = 0
	}
	for _, phone := range m.mirrors() {
		phone.fitDrawer()
	}
	if m.layout.panel.Empty() {
		return
	}
	switch m.panel {
	case showInspector:
		m.inspector.fit(&m.pen, m.unsearched())
	case showExchange:
		m.exchange.fit(&m.pen, m.unsearched())
	case showOutcomes:
		m.outcomes.area = m.layout.body
	case showWeathers:
		m.weathers.fit(m.layout.body)
	case showSubscriber:
		m.subscriber.area = m.layout.body
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
	if m.typist.busy() {
		return m.finishTyping()
	}
	m.castKey(msg)
	switch {
	case key.Matches(msg, m.keys.Palette):
		m.openPalette()
		return nil
	case key.Matches(msg, m.keys.Demo):
		m.toggleDemo()
		return nil
	case key.Matches(msg, m.keys.Help):
		m.toggleHelp()
		return nil
	case key.Matches(msg, m.keys.SIM):
		m.nextSIM()
		return nil
	case key.Matches(msg, m.keys.Phones):
		m.nextPhones()
		return nil
	case key.Matches(msg, m.keys.Another):
		return m.addSIM()
	case key.Matches(msg, m.keys.Weather):
		m.toggleWeathers()
		return nil
	case key.Matches(msg, m.keys.Subscriber):
		m.toggleSubscriber()
		return nil
	case key.Matches(msg, m.keys.Record):
		return m.recording.toggle()
	case key.Matches(msg, m.keys.Skin):
		return m.wear()
	case key.Matches(msg, m.keys.Theme):
		m.theme = m.theme.next()
		m.dress()
		return nil
	case key.Matches(msg, m.keys.Panel) && !m.sheetTakes(msg) && !m.dialogTakes(msg) && !m.listTakes(msg):
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
	h.banner.hush(m.options.Now())
	if h.sheet.stands() {
		return m.sheetKey(msg)
	}
	if command, taken := m.dialogKey(msg); taken {
		return command
	}
	if command, taken := m.messageKey(msg); taken {
		return command
	}
	if command, taken := m.drawerKey(msg); taken {
		return command
	}
	if command, taken := m.homeKey(msg); taken {
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
		m.mirror().movePhone(-1)
	case key.Matches(msg, keys.ScrollDown):
		m.mirror().movePhone(+1)
	case key.Matches(msg, keys.PageUp):
		m.mirror().movePhone(-h.page())
	case key.Matches(msg, keys.PageDown):
		m.mirror().movePhone(+h.page())
	default:
		return false
	}
	return true
}

// movePhone scrolls what the phone shows, or chooses in the list that it shows.
func (m *mirror) movePhone(by int) {
	if !m.moveDrawer(by) {
		m.handset.move(by)
	}
}

func pressedBy(msg tea.KeyPressMsg, soft softKey) bool {
	return soft.act != doNothing && key.Matches(msg, soft.key)
}

// typed is text that was typed, pasted, or pressed on the keypad.
func (m *model) typed(s string) tea.Cmd {
	if m.typesValue() {
		m.typeValue(s)
		return nil
	}
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
