package tui

import (
	"image"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// From these widths on the foot has the port alone, the word before it, and the
// whole address.
const (
	namedWidth = 60
	wholeWidth = 100
)

// footGap is between two hints, and the least between what the foot says and its
// end.
const footGap = 2

// footRows are the last rows: one, but where what is said of the recording takes
// more.
func (m *model) footRows() []string {
	p := &m.pen
	switch said := &m.recording.said; {
	case m.moved: // whoever asked for a recording knows of it, but not of this
		return []string{m.endFoot(p.line(m.width).blank(1).add(p.quiet, m.movedWords(m.footRoom())))}
	case said.text != "":
		return m.saidRows(said)
	default:
		return []string{m.hintsRow()}
	}
}

// placedHint is a hint with its cells at the foot.
type placedHint struct {
	key  key.Binding
	area image.Rectangle
}

// placedHints are the hints that there is room for, none while the foot says
// something else.
func (m *model) placedHints() []placedHint {
	if m.moved || m.recording.said.text != "" {
		return nil
	}
	var placed []placedHint
	p, room, x := &m.pen, m.footRoom(), 1
	for _, hint := range m.hints() {
		wide := p.width(hint.Help().Key) + 1 + p.width(hint.Help().Desc)
		if x-1+wide > room {
			continue // a shorter one may fit
		}
		placed = append(placed, placedHint{hint, image.Rect(x, m.height-1, x+wide, m.height)})
		x += wide + footGap
	}
	return placed
}

// hintsRow is what the keys do, as far as there is room.
func (m *model) hintsRow() string {
	p := &m.pen
	out := p.line(m.width)
	for _, hint := range m.placedHints() {
		out.until(m.width-hint.area.Min.X).add(p.strong, hint.key.Help().Key).blank(1).add(p.quiet, hint.key.Help().Desc)
	}
	return m.endFoot(out)
}

// bothWays is the key of a hint that goes up where its first arrow is clicked, and
// else down.
const bothWays = "↑↓"

// clickFoot does what was clicked: a hint what its key does, the mark of a
// recording stops it.
func (m *model) clickFoot(x int) tea.Cmd {
	for _, hint := range m.placedHints() {
		switch {
		case x < hint.area.Min.X || x >= hint.area.Max.X:
		case hint.key.Help().Key == bothWays && x > hint.area.Min.X:
			return m.key(keyNamed("down"))
		default:
			return m.pressBinding(hint.key)
		}
	}
	mark, where := m.footEnd()
	from := m.width - 1 - m.pen.width(mark) - m.pen.width(where)
	if mark != "" && x >= from && x < from+m.pen.width(mark) {
		return m.pressBinding(m.keys.Record)
	}
	return nil
}

// saidRows are what is said, in as many rows as it takes, but none of the phone's
// screen.
func (m *model) saidRows(said *words) []string {
	p, style := &m.pen, m.pen.tone(said.tone)
	room := max(m.footRoom(), m.width/2)
	lines := p.wrap(plain(said.text), m.width-2)
	if end := len(lines) - 1; p.width(lines[end]) > room {
		lines = append(lines[:end], p.wrap(lines[end], room)...)
	}
	if most := m.height - m.layout.screen.Max.Y; len(lines) > most {
		lines = lines[:most]
		lines[most-1] = p.head(lines[most-1], room-1) + "…"
	}
	rows := make([]string, len(lines))
	for i, s := range lines {
		out := p.line(m.width).blank(1).add(style, s)
		if i == len(lines)-1 {
			rows[i] = m.endFoot(out)
			break
		}
		rows[i] = out.done()
	}
	return rows
}

// footRoom is how much the foot has room for before its end.
func (m *model) footRoom() int {
	mark, where := m.footEnd()
	return m.width - 1 - footGap - m.pen.width(mark) - m.pen.width(where) - 1
}

// endFoot is the foot with its end.
func (m *model) endFoot(out *line) string {
	p := &m.pen
	mark, where := m.footEnd()
	out.until(p.width(mark) + p.width(where) + 1)
	return out.add(p.fail, mark).add(p.quiet, where).done()
}

// footEnd is the mark of a recording, and where the gateway is. The mark has its
// room from the address, so that no key has to give way to it.
func (m *model) footEnd() (mark, where string) {
	if m.recording.runs {
		mark = recordingMark
	}
	if !m.layout.demo { // where who looks on need not know
		where = m.where()
	}
	switch {
	case mark == "" || where == "":
		return mark, where
	case m.width < namedWidth && !m.moved:
		return mark, ""
	case m.width < wholeWidth:
		where = strings.TrimPrefix(where, gatewayWord)
	}
	return mark, blanks(footGap) + where
}

const gatewayWord = "gateway "

// where is the gateway's address, whole where there is room.
func (m *model) where() string {
	address := m.options.Address
	_, host, found := strings.Cut(address, "://")
	if m.width >= wholeWidth || !found {
		return gatewayWord + address
	}
	port := host
	if at := strings.LastIndexByte(host, ':'); at >= 0 {
		port = host[at:]
	}
	if m.width < namedWidth {
		return port
	}
	return gatewayWord + port
}

func (m *model) movedWords(room int) string {
	for _, words := range []string{
		"the usual port is taken: this gateway has another",
		"the usual port is taken",
	} {
		if m.pen.width(words) <= room {
			return words
		}
	}
	return "another port"
}
