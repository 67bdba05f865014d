package tui

import (
	"image"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// model is the one Bubble Tea model.
type model struct {
	options Options
	keys    keyMap
	pen     pen
	bidi    bidi

	// sims are the phone's SIMs, in the order in which they are gone through. The
	// chosen one is a part of the model: what is said of the handset or of the
	// inspector is said of its own.
	sims []*sim
	*sim

	width, height int
	layout        layout
	// focus is who has the keys; where only one fits, also what is shown.
	focus     page
	help      help
	recording recording
	// picker is before everything, while it is open.
	picker picker
	// palette is before everything else, while it is open.
	palette palette

	// now is the time that is shown.
	now time.Time
	// A tick is under way.
	spinning, seconds, tapping bool
	spun                       int
	// moved is true until the user has seen that the port is not the usual one.
	moved bool
	// dialled is true as soon as something was dialled here.
	dialled bool
}

// panel is what the panel shows. The help is no SIM's: it is put away before
// another one is chosen.
type panel uint8

const (
	showInspector panel = iota
	showExchange
	showHelp
	showOutcomes
	showWeathers
)

func newModel(options Options) *model {
	if options.Now == nil {
		options.Now = time.Now
	}
	var sims []*sim
	for _, line := range options.SIMs {
		sims = append(sims, newSIM(line, options.Limits, options.Now()))
	}
	return modelOf(options, sims)
}

// modelOf is the model of a phone with these SIMs, whatever is behind them.
func modelOf(options Options, sims []*sim) *model {
	if options.Bidi == "" {
		options.Bidi = BidiAuto
	}
	m := &model{
		options: options,
		keys:    newKeyMap(),
		pen:     pen{ruler: ruler{method: ansi.WcWidth}, styles: newStyles(true)},
		moved:   options.Moved,
		now:     options.Now(),
		sims:    sims,
		sim:     sims[0],
	}
	m.bidi.told = options.Bidi
	m.picker.open = options.Bidi == BidiAsk
	m.pen.manner = m.bidi.manner()
	m.keys.Inspector.Outcome.SetEnabled(options.SetOutcome != nil)
	m.keys.Inspector.Replay.SetEnabled(options.Replay != nil)
	m.keys.Record.SetEnabled(options.Recorder != nil)
	m.recording.open(options.Recorder, options.Recording)
	m.keys.SIM.SetEnabled(len(m.sims) > 1)
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
	if m.palette.open && !m.layout.small {
		return barAt(m.paletteCursor())
	}
	if m.picker.open || m.focus != phonePage || m.layout.phone.Empty() {
		return nil
	}
	h := &m.handset
	e := h.typing()
	var place image.Point
	switch {
	case h.sheet.hasField():
		place = h.sheet.cursor()
	case h.sheet.stands(), e == nil:
		return nil
	case h.asks():
		if h.dialog.focus != onField {
			return nil
		}
		_, at := e.window(m.pen.ruler, h.dialog.field.Dx())
		place = h.dialog.field.Min.Add(image.Pt(at, 0))
	case !h.hasEntry():
		return nil
	default:
		field := m.layout.entry
		_, at := e.window(m.pen.ruler, field.Dx()-4)
		place = field.Min.Add(image.Pt(2+at, 1))
	}
	return barAt(place)
}

func barAt(place image.Point) *tea.Cursor {
	cursor := tea.NewCursor(place.X, place.Y)
	cursor.Shape = tea.CursorBar
	return cursor
}

// sessionSeen reports whether the running session's clock can be seen.
func (m *model) sessionSeen() bool {
	return m.inspector.running() && !m.layout.panel.Empty() && m.panel == showInspector
}
