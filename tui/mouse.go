package tui

import (
	"image"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	tea "charm.land/bubbletea/v2"
)

// The names of what can be clicked. Keys and turns have their number behind.
const (
	hitPhone = "phone"
	hitLeft  = "left"
	hitRight = "right"
	hitKey   = "key "
	hitPanel = "panel"
	hitTurn  = "turn "
)

// targets are what can be clicked, one layer each, those further down in the
// list on top. They are made from the same rectangles that were drawn.
func (m *model) targets() *lipgloss.Compositor {
	l := &m.layout
	var layers []*lipgloss.Layer
	add := func(id string, r image.Rectangle) {
		if !r.Empty() {
			area := strings.TrimSuffix(strings.Repeat(blanks(r.Dx())+"\n", r.Dy()), "\n")
			layers = append(layers, lipgloss.NewLayer(area).ID(id).X(r.Min.X).Y(r.Min.Y).Z(len(layers)))
		}
	}
	add(hitPhone, l.phone)
	add(hitLeft, l.left)
	add(hitRight, l.right)
	for i, at := range l.keys {
		add(hitKey+strconv.Itoa(i), at)
	}
	add(hitPanel, l.panel)
	if m.panel == showInspector && !l.panel.Empty() {
		y := l.body.Min.Y
		for _, shown := range m.inspector.visible(&m.pen, false) {
			if _, isTurn := m.inspector.records[shown.record].(*turn); isTurn {
				add(hitTurn+strconv.Itoa(shown.record), band(l.body, y, len(shown.rows)))
			}
			y += len(shown.rows)
		}
	}
	return lipgloss.NewCompositor(layers...)
}

// click presses what is under the pointer.
func (m *model) click(at tea.Mouse) tea.Cmd {
	if m.layout.small || at.Button != tea.MouseLeft && at.Button != tea.MouseRight {
		return nil
	}
	m.moved = false
	hit := m.targets().Hit(at.X, at.Y).ID()
	if hit == "" {
		return nil
	}
	if hit == hitPanel || strings.HasPrefix(hit, hitTurn) {
		m.focus = panelPage
	} else {
		m.focusPhone()
	}
	switch name, number := cutNumber(hit); name {
	case hitLeft, hitRight:
		return m.clickSoft(name)
	case hitKey:
		key := keypadKeys()[number]
		if at.Button == tea.MouseRight {
			return m.typed(key.long)
		}
		return m.typed(key.types)
	case hitTurn:
		m.inspector.pick(number)
	}
	return nil
}

// focusPhone gives the phone the keys.
func (m *model) focusPhone() {
	if m.panel == showHelp {
		m.toggleHelp()
	}
	m.focus = phonePage
}

func (m *model) clickSoft(name string) tea.Cmd {
	if m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.handset.toast = ""
	left, right := m.softKeys()
	if name == hitLeft {
		return m.do(left)
	}
	return m.do(right)
}

// wheel scrolls what is under the pointer.
func (m *model) wheel(at tea.Mouse) {
	by := 0
	switch at.Button {
	case tea.MouseWheelUp:
		by = -3
	case tea.MouseWheelDown:
		by = +3
	default:
		return
	}
	p := image.Pt(at.X, at.Y)
	switch {
	case p.In(m.layout.phone):
		m.handset.scroll(by)
	case p.In(m.layout.panel):
		m.scrollPanel(by)
	}
}

// cutNumber splits "key 7" into "key " and 7.
func cutNumber(hit string) (name string, number int) {
	if at := strings.IndexByte(hit, ' '); at >= 0 {
		number, _ = strconv.Atoi(hit[at+1:])
		return hit[:at+1], number
	}
	return hit, 0
}
