package tui

import (
	"image"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// keycast is the keys that were pressed last, the oldest first.
type keycast struct{ caps []keyCap }

// keyCap is a key that was pressed, as it is named. One that typed a part of a
// secret has no name, so that none is kept.
type keyCap struct {
	name string
	at   time.Time
}

// secretCap stands for every key of a secret.
const secretCap = "•"

// How long a key is new, how long it is plain, and when it is gone.
const (
	capNew   = 1200 * time.Millisecond
	capPlain = 2500 * time.Millisecond
	capGone  = 4 * time.Second
)

// mostCaps are more keys than fit.
const mostCaps = 40

// Rows of a key: with a figure three rows high in a frame, and with its name in one.
const (
	largeCap = 5
	smallCap = 3
)

// press adds a key, and forgets those that are gone.
func (k *keycast) press(name string, now time.Time) {
	k.caps = append(k.shown(now), keyCap{name, now})
	k.caps = k.caps[max(0, len(k.caps)-mostCaps):]
}

// shown are the keys that are not gone.
func (k *keycast) shown(now time.Time) []keyCap {
	for i, c := range k.caps {
		if now.Sub(c.at) < capGone {
			return k.caps[i:]
		}
	}
	return nil
}

// next is how long nothing changes; 0 is for ever.
func (k *keycast) next(now time.Time) time.Duration {
	least := time.Duration(0)
	for _, c := range k.shown(now) {
		for _, end := range []time.Duration{capNew, capPlain, capGone} {
			if left := end - now.Sub(c.at); left > 0 && (least == 0 || left < least) {
				least = left
			}
		}
	}
	return least
}

// castKey shows a key of the keyboard.
func (m *model) castKey(msg tea.KeyPressMsg) {
	name := msg.String()
	switch {
	case key.Matches(msg, m.keys.Demo):
		return
	case msg.Text == " ":
		name = "space"
	case msg.Text != "":
		m.castTyped(msg.Text)
		return
	}
	for _, arrow := range []struct{ name, sign string }{{"up", "↑"}, {"down", "↓"}, {"left", "←"}, {"right", "→"}} {
		if name == arrow.name {
			name = arrow.sign
		}
	}
	m.cast(name)
}

// castTyped shows a key that types s, unless it goes into a secret.
func (m *model) castTyped(s string) {
	if m.handset.sheet.hasField() {
		s = secretCap
	}
	m.cast(s)
}

// cast shows a key that was pressed, in demo mode.
func (m *model) cast(name string) {
	if m.layout.demo {
		m.keycast.press(plain(name), m.options.Now())
	}
}

// castHit shows what was clicked of the phone.
func (m *model) castHit(name string, number int, long bool) {
	left, right := m.softKeys()
	wants := m.handset.sheet.wants()
	switch {
	case name == hitKey && long:
		m.castTyped(keypadKeys()[number].long)
	case name == hitKey:
		m.castTyped(keypadKeys()[number].types)
	case name == hitLeft && left.ready:
		m.cast(left.key.Help().Desc)
	case name == hitRight && right.ready:
		m.cast(right.key.Help().Desc)
	case name == hitNo:
		m.cast(wants.left)
	case name == hitYes:
		m.cast(wants.right)
	}
}

// fadeTick comes when a key fades.
type fadeTick struct{}

// fadeTicks starts the tick that is wanted, where it is not under way.
func (m *model) fadeTicks() tea.Cmd {
	next := m.keycast.next(m.now)
	if m.fading || next == 0 || !m.layout.demo {
		return nil
	}
	m.fading = true
	return tea.Tick(next, func(time.Time) tea.Msg { return fadeTick{} })
}

// capsRows are the keys in their place: from its lower end upwards where they stand
// beside the phones, else in its middle.
func (m *model) capsRows() []string {
	area, caps := m.layout.caps, m.keycast.shown(m.now)
	if area.Dx() < m.layout.width {
		return m.pen.capColumn(caps, m.now, area)
	}
	return m.pen.capRow(caps, m.now, area)
}

func (p *pen) capColumn(caps []keyCap, now time.Time, area image.Rectangle) []string {
	width := area.Dx()
	rows := make([]string, area.Dy())
	for i := range rows {
		rows[i] = blanks(width)
	}
	for y := len(rows) - largeCap; y >= 0 && len(caps) > 0; y -= largeCap {
		last := caps[len(caps)-1]
		caps = caps[:len(caps)-1]
		drawn, own := p.keyCap(last, now, largeCap, width)
		for i, row := range drawn {
			rows[y+i] = row + blanks(width-own)
		}
	}
	return rows
}

func (p *pen) capRow(caps []keyCap, now time.Time, area image.Rectangle) []string {
	rows, used := make([]string, area.Dy()), 0
	for len(caps) > 0 {
		drawn, own := p.keyCap(caps[len(caps)-1], now, len(rows), area.Dx())
		if used+own+1 > area.Dx() {
			break
		}
		caps = caps[:len(caps)-1]
		used += own + 1
		for i := range rows {
			rows[i] = drawn[i] + " " + rows[i]
		}
	}
	left := (area.Dx() - used) / 2
	for i, row := range rows {
		rows[i] = blanks(left) + row + blanks(area.Dx()-used-left)
	}
	return rows
}

// keyCap is a key of so many rows, at most so wide, and how wide it is.
func (p *pen) keyCap(c keyCap, now time.Time, rows, most int) (drawn []string, width int) {
	frame, name := p.inksOf(c, now)
	if rows < smallCap {
		label := p.cut(c.name, most-2)
		width = p.width(label) + 2
		return []string{p.line(width).add(frame, "[").add(name, label).add(frame, "]").done()}, width
	}
	face := []string{p.cut(c.name, most-4)}
	if rows >= largeCap {
		face = bigFace(face[0])
	}
	inside := 0
	for _, s := range face {
		inside = max(inside, p.width(s))
	}
	width = inside + 4
	drawn = append(drawn, p.boxTop(frame, "", "", width))
	for _, s := range face {
		drawn = append(drawn, frame.render("│")+" "+p.centred(name, s, inside)+" "+frame.render("│"))
	}
	return append(drawn, p.boxBottom(frame, "", "", width)), width
}

// inksOf are those of a key: it fades.
func (p *pen) inksOf(c keyCap, now time.Time) (frame, name ink) {
	switch age := now.Sub(c.at); {
	case age < capNew:
		return p.next, p.cap
	case age < capPlain:
		return p.frame, p.plain
	default:
		return p.frame, p.quiet
	}
}

// bigFace is a name three rows high: a figure of its own where there is one.
func bigFace(name string) []string {
	switch {
	case name == "*":
		return []string{"╲ ╱", "─┼─", "╱ ╲"}
	case name == "#":
		return []string{"┼─┼", "│ │", "┼─┼"}
	case len(name) == 1 && name[0] >= '0' && name[0] <= '9':
		figure := figures[name[0]-'0']
		return figure[:]
	default:
		return []string{"", name, ""}
	}
}
