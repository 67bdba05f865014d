package tui

import (
	"image"

	"charm.land/bubbles/v2/key"
)

// Demo mode is for who shows the phone to others: it is as large as there is room
// for, without the inspector, and the keys are seen as they are pressed. What would
// come at once, a paste or the first dial string, is typed at a pace that can be
// read.

const (
	mostDemo  = 64 // columns of a phone
	capsWidth = 16 // columns of the keys beside the phones
	capsGap   = 2
)

// toggleDemo begins or ends demo mode.
func (m *model) toggleDemo() {
	m.focusPhone()
	m.demo, m.keycast = !m.demo, keycast{}
}

// layDemo gives n phones the middle of the terminal, and the keys a place beside
// them, or below them where there is none.
func (l *layout) layDemo(w wish, n int) {
	l.demo = true
	rows := l.foot.Min.Y
	own, total := demoWidth(l.width, rows, n)
	beside := (l.width-total)/2 >= capsGap+capsWidth
	if !beside {
		rows -= capRows(l.height)
		own, total = demoWidth(l.width, rows, n)
	}
	high := min(rows, max(mostPhone, own*5/6))
	phone := image.Rect(0, 0, own, high).Add(image.Pt((l.width-total)/2, (rows-high)/2))
	l.layPhones(w, phone, n)
	if beside {
		x := phone.Min.X + total + capsGap
		l.caps = image.Rect(x, phone.Min.Y, x+capsWidth, phone.Max.Y)
	} else {
		l.caps = image.Rect(0, rows, l.width, l.foot.Min.Y)
	}
}

// demoWidth is how wide each of n phones is that has so many rows, and how wide all
// of them are: a cell is twice as high as it is wide.
func demoWidth(width, rows, n int) (own, total int) {
	gaps := (n - 1) * phoneGap
	own = min((width-gaps)/n, max(leastWidth, min(rows*6/5, mostDemo)))
	return own, n*own + gaps
}

// capRows are the rows of a key below the phones.
func capRows(height int) int {
	switch {
	case height >= roomyHeight:
		return largeCap
	case height >= keypadHeight:
		return smallCap
	default:
		return 1
	}
}

// demoHint is all that the foot says in demo mode.
func (m *model) demoHint() key.Binding {
	return renamed(m.keys.Demo.Help().Key, "ends the demo", m.keys.Demo)
}
