package tui

import (
	"image"

	"github.com/charmbracelet/x/ansi"

	tea "charm.land/bubbletea/v2"
)

// A click in what is typed goes there, and the right button erases what is before
// the cursor, as its key does.

// fieldCells are where the phone draws what is typed, empty where it draws no field.
func (m *mirror) fieldCells() image.Rectangle {
	h := &m.handset
	switch {
	case h.asks():
		return h.dialog.field
	case h.hasEntry():
		field := m.layout.entry
		return image.Rect(field.Min.X+2, field.Min.Y+1, field.Max.X-2, field.Max.Y-1)
	default:
		return image.Rectangle{}
	}
}

// clickField is a click in what is typed into the phone.
func (m *model) clickField(x int, long bool) tea.Cmd {
	h := &m.handset
	if h.swallows(m.options.Now()) {
		return nil
	}
	h.toast, h.dialog.focus = words{}, onField
	if long {
		return m.pressBinding(m.keys.Phone.Erase)
	}
	cells := m.mirror().fieldCells()
	h.edit(func(e *entry) { e.point(m.pen.ruler, cells.Dx(), x-cells.Min.X) })
	return nil
}

// eraseBy is a click in a field that is typed at its end only: the right button
// erases there.
func (m *model) eraseBy(long bool) tea.Cmd {
	if !long {
		return nil
	}
	return m.pressBinding(m.keys.Phone.Erase)
}

// point moves the cursor to the place that is nearest to a cell of a field so wide.
// What the field does not show cannot be pointed at.
func (e *entry) point(r ruler, width, cell int) {
	head, tail := e.parts(r, width)
	shown, nearest, least := head+tail, e.cursor, width+1
	from := 0
	if head != r.steady(e.value[:e.cursor]) {
		from = len("…") // which stands for what is not shown
	}
	try := func(place int) {
		at := len(head) + len(r.steady(e.value[e.cursor:max(place, e.cursor)])) - len(r.steady(e.value[min(place, e.cursor):e.cursor]))
		if at < from || at > len(shown) {
			return
		}
		if away := r.cursor(shown, at, width) - cell; max(away, -away) < least {
			nearest, least = place, max(away, -away)
		}
	}
	for place := 0; place < len(e.value); {
		try(place)
		cluster, _ := ansi.FirstGraphemeCluster(e.value[place:], ansi.GraphemeWidth)
		place += len(cluster)
	}
	try(len(e.value))
	e.cursor = nearest
}
