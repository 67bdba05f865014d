package tui

import (
	"image"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// placedHint is a hint where it stands in the foot.
type placedHint struct {
	key      key.Binding
	x, width int
}

// placedHints are the hints that there is room for.
func (m *model) placedHints() []placedHint {
	p := &m.pen
	room, x := m.footRoom(), 1
	var placed []placedHint
	for _, hint := range m.hints() {
		gap := footGap
		if len(placed) == 0 {
			gap = 0
		}
		wide := p.width(hint.Help().Key) + 1 + p.width(hint.Help().Desc)
		if gap+wide > room {
			continue // a shorter one may fit
		}
		x += gap
		placed = append(placed, placedHint{hint, x, wide})
		x += wide
		room -= gap + wide
	}
	return placed
}

// hitHint is a hint that is clicked, its number behind.
const hitHint = "hint "

// addHints adds the hints, where they stand in the foot.
func (m *model) addHints(add func(string, image.Rectangle)) {
	if m.moved || m.recording.said.text != "" {
		return
	}
	for i, hint := range m.placedHints() {
		y := m.layout.foot.Min.Y
		add(hitHint+strconv.Itoa(i), image.Rect(hint.x, y, hint.x+hint.width, y+1))
	}
}

// clickHint presses the key of a hint.
func (m *model) clickHint(number int) tea.Cmd {
	hints := m.placedHints()
	if number >= len(hints) || len(hints[number].key.Keys()) == 0 {
		return nil
	}
	return m.key(pressOf(hints[number].key.Keys()[0]))
}

// pressOf is a key of the keyboard by the name that bindings have for it.
func pressOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "shift+tab": tea.KeyTab, "backspace": tea.KeyBackspace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
	}
	switch code, special := codes[name]; {
	case name == "shift+tab":
		return tea.KeyPressMsg{Code: code, Mod: tea.ModShift}
	case name == "ctrl+c":
		return tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	case special:
		return tea.KeyPressMsg{Code: code}
	default:
		return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
	}
}
