package tui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/phone"
)

// model is the one Bubble Tea model.
type model struct {
	options Options
	watch   *watcher
	// give presses a key of the phone: the line's Do.
	give func(phone.Key) error
	keys keyMap
	pen  pen

	width, height int
	layout        layout
	// focus is who has the keys; where only one fits, also what is shown.
	focus page
	panel panel

	handset   handset
	inspector inspector
	exchange  exchange
	outcomes  outcomeMenu
	help      help
	// said is what came of a key of the inspector, until the next one.
	said words

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
	showOutcomes
)

func newModel(options Options, watch *watcher) *model {
	if options.Now == nil {
		options.Now = time.Now
	}
	m := &model{
		options: options,
		watch:   watch,
		give:    options.Line.Do,
		keys:    newKeyMap(),
		pen:     pen{ruler: ruler{ansi.WcWidth}, styles: newStyles(true)},
		moved:   options.Moved,
		now:     options.Now(),
	}
	m.keys.Inspector.Outcome.SetEnabled(options.SetOutcome != nil)
	m.keys.Inspector.Replay.SetEnabled(options.Replay != nil)
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
	if m.focus != phonePage || m.layout.phone.Empty() {
		return nil
	}
	h := &m.handset
	e := h.typing()
	var place image.Point
	switch {
	case h.sheet.hasField():
		place = h.sheet.cursor()
	case h.sheet.stands(), e == nil, !h.hasEntry():
		return nil
	default:
		field := m.layout.entry
		_, at := e.window(m.pen.ruler, field.Dx()-4)
		place = field.Min.Add(image.Pt(2+at, 1))
	}
	cursor := tea.NewCursor(place.X, place.Y)
	cursor.Shape = tea.CursorBar
	return cursor
}

// sessionSeen reports whether the running session's clock can be seen.
func (m *model) sessionSeen() bool {
	return m.inspector.running() && !m.layout.panel.Empty() && m.panel == showInspector
}
