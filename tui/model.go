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
	// theme and dark are what the pen was made for.
	theme Theme
	dark  bool

	// sims are the phone's SIMs, in the order in which they are gone through. The
	// chosen one is a part of the model: what is said of the handset or of the
	// inspector is said of its own.
	sims []*sim
	*sim

	width, height int
	layout        layout
	// abreast is how many phones are wanted side by side, leftmost the place of the
	// SIM that was the first of several.
	abreast, leftmost int
	// demo is demo mode; keycast is what was pressed in it, typist what is typed for
	// who watches.
	demo    bool
	keycast keycast
	typist  typist
	// follow sends the model what happens to a SIM; nil where somebody else does.
	follow func(*sim)
	// focus is who has the keys; where only one fits, also what is shown.
	focus     page
	help      help
	recording recording
	bell      bell
	book      codeBook
	// picker is before everything, while it is open.
	picker picker
	// palette is before everything else, while it is open.
	palette palette

	// now is the time that is shown.
	now time.Time
	// A tick is under way.
	spinning, seconds, tapping, fading bool
	// arriving is when the tick comes for what arrived, zero where none is under way.
	arriving time.Time
	spun     int
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
	showSubscriber
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
		pen:     newPen(ruler{method: ansi.WcWidth, language: options.Language}, options.Theme, true),
		theme:   options.Theme,
		dark:    true,
		moved:   options.Moved,
		demo:    options.Demo,
		now:     options.Now(),
		layout:  newLayout(0, 0, wish{}),
		sims:    sims,
		sim:     sims[0],
		bell:    bell{wanted: options.Bell},
		book:    codeBook{given: options.Codes, own: options.OwnCodes, keep: options.KeepCodes},
	}
	m.bidi.told = options.Bidi
	m.picker.open = options.Bidi == BidiAsk
	m.pen.manner = m.bidi.manner()
	m.keys.Inspector.Outcome.SetEnabled(options.SetOutcome != nil)
	m.keys.Inspector.Replay.SetEnabled(options.Replay != nil)
	m.keys.Inspector.Resend.SetEnabled(options.Resend != nil)
	m.keys.Inspector.Save.SetEnabled(options.Save != nil)
	m.keys.Record.SetEnabled(options.Recorder != nil)
	m.recording.open(options.Recorder, options.Recording)
	m.keys.SIM.SetEnabled(len(m.sims) > 1)
	m.keys.Another.SetEnabled(options.Line != nil)
	m.keys.Phones.SetEnabled(len(m.sims) > 1 || options.Line != nil)
	return m
}

// Init starts the clock, asks for the background, and dials what is to be
// dialled at once.
func (m *model) Init() tea.Cmd {
	commands := []tea.Cmd{tea.RequestBackgroundColor, minute()}
	if m.options.Dial != "" {
		commands = append(commands, m.dialAtPace(m.options.Dial))
	}
	return tea.Batch(append(commands, m.ticks())...)
}

// View is the whole terminal.
func (m *model) View() tea.View {
	view := tea.NewView(m.frame())
	view.AltScreen = true
	view.MouseMode = tea.MouseModeCellMotion
	view.WindowTitle = "candybar"
	view.ReportFocus = m.bell.wanted
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
		place = h.sheet.cursor(m.pen.ruler)
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
