package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/phone"
)

// model is the one Bubble Tea model.
type model struct {
	options Options
	watch   *watcher
	keys    keyMap
	pen     pen

	width, height int
	layout        layout
	// focus is who has the keys; where only one fits, also what is shown.
	focus page
	panel panel

	handset   handset
	inspector inspector
	exchange  exchange
	help      help

	// latest is the newest snapshot seen, onTheWay the keys that the line has not
	// answered yet, oldest first.
	latest   snapshot
	onTheWay []func() error

	// now is the time that is shown.
	now               time.Time
	spinning, seconds bool // a tick is under way
	spun              int
	// moved is true until the user has seen that the port is not the usual one.
	moved bool
}

// panel is what the panel shows.
type panel uint8

const (
	showInspector panel = iota
	showExchange
	showHelp
)

func newModel(options Options, watch *watcher) *model {
	if options.Now == nil {
		options.Now = time.Now
	}
	m := &model{
		options: options,
		watch:   watch,
		keys:    newKeyMap(),
		pen:     pen{ruler: ruler{ansi.WcWidth}, styles: newStyles(true)},
		moved:   options.Moved,
		now:     options.Now(),
	}
	m.handset.dialogue = phone.Idle{}
	m.inspector.limits = options.Limits
	m.inspector.following, m.inspector.atEnd = true, true
	m.see(watch.look())
	return m
}

// Init starts the clock, asks for the background, and dials what is to be
// dialled at once.
func (m *model) Init() tea.Cmd {
	commands := []tea.Cmd{tea.RequestBackgroundColor, minute()}
	if m.options.Dial != "" {
		commands = append(commands, m.call(m.options.Dial))
	}
	return tea.Batch(append(commands, m.ticks())...)
}

// View is the whole terminal.
func (m *model) View() tea.View {
	view := tea.NewView(m.frame())
	view.AltScreen = true
	view.MouseMode = tea.MouseModeCellMotion
	view.WindowTitle = "candybar"
	view.Cursor = m.cursor()
	return view
}

// cursor is where the terminal's own cursor stands, which also places an input
// method; nil hides it.
func (m *model) cursor() *tea.Cursor {
	e := m.handset.typing()
	if e == nil || !m.handset.hasEntry() || m.focus != phonePage || m.layout.phone.Empty() {
		return nil
	}
	field := m.layout.entry
	_, at := e.window(m.pen.ruler, field.Dx()-4)
	cursor := tea.NewCursor(field.Min.X+2+at, field.Min.Y+1)
	cursor.Shape = tea.CursorBar
	return cursor
}

// sessionSeen reports whether the running session's clock can be seen.
func (m *model) sessionSeen() bool {
	return m.inspector.running() && !m.layout.panel.Empty() && m.panel == showInspector
}

// hints are the bindings for the foot, the most useful first.
func (m *model) hints() []key.Binding {
	if m.focus == panelPage {
		i := &m.keys.Inspector
		back := m.keys.Panel
		back.SetHelp("tab", "phone")
		switch m.panel {
		case showInspector:
			return []key.Binding{i.Open, renamed("↑↓", "choose", i.Up), back, m.keys.Help}
		case showExchange:
			return []key.Binding{i.Back, renamed("↑↓", "scroll", i.Up), back, m.keys.Help}
		case showHelp:
			return []key.Binding{i.Back, renamed("↑↓", "scroll", i.Up), m.keys.Quit}
		}
	}
	left, right := m.softKeys()
	var hints []key.Binding
	for _, soft := range []softKey{right, left} {
		if soft.ready {
			hints = append(hints, soft.key)
		}
	}
	return append(hints, m.keys.Panel, m.keys.Help, m.keys.Quit)
}
