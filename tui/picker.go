package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"candybar/phone/text"
)

// picker lets the user say which manner of writing right-to-left text reads right,
// since some terminals do not say how they treat it.
type picker struct{ open bool }

// picked is a manner that can be chosen, by its place. The last one is for who
// sees none that reads right.
var picked = [...]Bidi{BidiVisual, BidiTerminal, BidiKitty, BidiOff}

// sentence has all in it that goes wrong: letters that join, two that become one,
// several words, and a number.
const sentence = "سلام، کد ثبت نام 12"

// pick is a key while the picker is open.
func (m *model) pick(msg tea.KeyPressMsg) tea.Cmd {
	for i, manner := range picked {
		if text.LatinDigits(msg.Text) != fmt.Sprint(i+1) {
			continue
		}
		m.picker.open = false
		m.bidi.told = manner
		m.handset.toast = words{quietly, fmt.Sprintf("to keep it: --bidi=%[1]s, or bidi = %[1]q in candybar.toml", string(manner))}
		return m.settle()
	}
	return nil
}

// pickerFrame is the whole terminal while the picker is open.
func (m *model) pickerFrame() string {
	const width, indent = leastWidth - 2, 4
	rows := []string{
		m.pen.line(width).add(m.pen.strong, "Which line reads right?").done(),
		blanks(width),
	}
	for _, s := range m.pen.wrap("It begins at its right end, its letters are joined, and the number 12 is at its left end.", width) {
		rows = append(rows, m.pen.line(width).add(m.pen.quiet, s).done())
	}
	for i, manner := range picked {
		p := m.pen
		p.manner = manner
		out := p.line(width).add(p.next, fmt.Sprint(i+1)).blank(indent)
		if manner == BidiOff {
			out.add(p.plain, "none of these")
		} else {
			out.flow(p.plain, sentence)
		}
		rows = append(rows, blanks(width), out.done())
	}
	rows = append(rows, blanks(width), m.pen.line(width).add(m.pen.quiet, "press 1 to 4; ctrl+c quits").done())
	return m.middle(rows, width)
}
