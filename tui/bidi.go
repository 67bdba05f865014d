package tui

import (
	"fmt"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Bidi is how right-to-left text is put on the terminal, which may or may not turn
// it around by itself.
type Bidi string

// The manners in which it is put there, and the two ways to find the right one.
const (
	// BidiAuto goes by what the terminal says of itself.
	BidiAuto Bidi = "auto"
	// BidiVisual writes a line in the order of its cells, joined, in an override
	// that keeps terminals from ordering it once more.
	BidiVisual Bidi = "visual"
	// BidiTerminal leaves all of it to the terminal.
	BidiTerminal Bidi = "terminal"
	// BidiKitty writes the words in the order of their cells, and the letters of
	// each as they are read: kitty turns every word around.
	BidiKitty Bidi = "kitty"
	// BidiOff writes text as it is read and tells the terminal nothing.
	BidiOff Bidi = "off"
	// BidiAsk lets the user choose before the phone is shown.
	BidiAsk Bidi = "ask"
)

// ParseBidi reads a name. The error lists all of them.
func ParseBidi(name string) (Bidi, error) {
	switch b := Bidi(name); b {
	case BidiAuto, BidiVisual, BidiTerminal, BidiKitty, BidiOff, BidiAsk:
		return b, nil
	default:
		return "", fmt.Errorf("%q is no way to write right-to-left text: it is auto, visual, terminal, kitty, off or ask", name)
	}
}

// What the terminal is told (ECMA-48 as "BiDi in Terminal Emulators" has it): that
// the program orders the text, and that cells go from left to right; and at the
// end that both are as usual.
const (
	bidiExplicit = ansi.ResetModeBiDirectionalSupport + "\x1b[1 k"
	bidiImplicit = ansi.SetModeBiDirectionalSupport + "\x1b[0 k"
)

// Konsole does not know these, but takes a setting of its profile. In xterm the
// same sequence sets the font: nobody else may get it.
const (
	konsoleBidiOff = "\x1b]50;BidiRenderingEnabled=false\x07"
	konsoleBidiOn  = "\x1b]50;BidiRenderingEnabled=true\x07"
)

// bidi is what is known of how the terminal treats right-to-left text.
type bidi struct {
	// told is what was asked for.
	told Bidi
	signs
	// drawn are the right-to-left rows that stand on the terminal, where it needs
	// to have all rows anew when one of those changes.
	drawn string
}

// signs are what a terminal lets be known of itself.
type signs struct {
	// version is its name, from its own answer.
	version string
	// explicit is true where it answered that it knows the explicit mode.
	explicit bool
	// kitty, apple and mlterm are hints of the environment, which may be that of a
	// terminal around this one.
	kitty, apple, mlterm bool
}

// manner is the one that the signs speak for. What the terminal says of itself is
// worth more than its environment, and tmux says nothing of the terminal around.
func (s signs) manner() Bidi {
	switch {
	case strings.HasPrefix(s.version, "kitty"):
		return BidiKitty
	case s.explicit, s.version != "" && !strings.HasPrefix(s.version, "tmux"):
		return BidiVisual
	case s.kitty:
		return BidiKitty
	case s.apple:
		return BidiTerminal
	default:
		return BidiVisual
	}
}

// BidiFor is the manner that BidiAuto draws in on a terminal of this environment,
// as long as the terminal itself says nothing. It is one of BidiVisual, BidiKitty
// and BidiTerminal.
func BidiFor(getenv func(string) string) Bidi { return hints(getenv).manner() }

// hints are the signs that the environment gives.
func hints(getenv func(string) string) signs {
	return signs{
		kitty:  getenv("KITTY_WINDOW_ID") != "" || getenv("TERM") == "xterm-kitty",
		apple:  getenv("TERM_PROGRAM") == "Apple_Terminal",
		mlterm: getenv("MLTERM") != "",
	}
}

func (s signs) konsole() bool { return strings.HasPrefix(s.version, "Konsole") }

// manner is the one to draw in.
func (b *bidi) manner() Bidi {
	switch b.told {
	case BidiAuto:
		return b.signs.manner()
	case BidiVisual, BidiTerminal, BidiKitty, BidiOff:
		return b.told
	case BidiAsk:
		return BidiVisual
	default:
		return BidiVisual
	}
}

// tells reports whether the terminal is told, and asked, anything.
func (b Bidi) tells() bool {
	switch b {
	case BidiAuto, BidiVisual, BidiAsk:
		return true
	case BidiTerminal, BidiKitty, BidiOff:
		return false
	default:
		return true
	}
}

// begin tells the terminal on w that the program orders the text; end takes all
// back. It is for every way out of a program.
func (b *bidi) begin(w io.Writer) (end func()) {
	if !b.told.tells() {
		return func() {}
	}
	_, _ = io.WriteString(w, bidiExplicit)
	return func() {
		said := bidiImplicit
		if b.konsole() {
			said += konsoleBidiOn
		}
		_, _ = io.WriteString(w, said)
	}
}

// lives takes the hints of the environment, and asks the terminal. Terminal.app
// would show the questions.
func (m *model) lives(env tea.EnvMsg) tea.Cmd {
	b := &m.bidi
	known := hints(env.Getenv)
	b.kitty, b.apple, b.mlterm = known.kitty, known.apple, known.mlterm
	command := m.settle()
	if b.apple || !b.told.tells() {
		return command
	}
	return tea.Batch(command, tea.Raw(ansi.RequestModeBiDirectionalSupport), tea.RequestTerminalVersion)
}

// calls is the terminal's name.
func (m *model) calls(version tea.TerminalVersionMsg) tea.Cmd {
	m.bidi.version = version.Name
	command := m.settle()
	if m.bidi.konsole() && m.bidi.told.tells() {
		command = tea.Batch(command, tea.Raw(konsoleBidiOff))
	}
	return command
}

// terminalOrders takes the terminal's answer about the explicit mode.
func (m *model) terminalOrders(report tea.ModeReportMsg) tea.Cmd {
	if report.Mode != ansi.ModeBiDirectionalSupport {
		return nil
	}
	m.bidi.explicit = report.Value == ansi.ModeSet || report.Value == ansi.ModeReset
	return m.settle()
}

// settle draws in the manner that is known to be right now. A terminal that shall
// order text itself is told so, where it was told otherwise before.
func (m *model) settle() tea.Cmd {
	before := m.pen.manner
	m.pen.manner = m.bidi.manner()
	if m.pen.manner == BidiTerminal && before != BidiTerminal {
		return tea.Raw(bidiImplicit)
	}
	return nil
}

// repaint has all of the terminal drawn anew when a right-to-left row changed:
// mlterm garbles one of which only some cells are written.
func (m *model) repaint() tea.Cmd {
	if !m.bidi.mlterm || m.pen.manner != BidiVisual {
		return nil
	}
	var rows []string
	for row := range strings.SplitSeq(m.frame(), "\n") {
		if strings.Contains(row, override) {
			rows = append(rows, row)
		}
	}
	drawn := strings.Join(rows, "\n")
	if drawn == m.bidi.drawn {
		return nil
	}
	m.bidi.drawn = drawn
	return tea.ClearScreen
}
