package tui

import (
	"strings"
	"time"

	"candybar/phone/dial"
	"candybar/phone/rtl"
)

// idleRows are the clock, what the wallet holds, and what could be dialled.
func (m *mirror) idleRows() []string {
	p, width := &m.pen, m.layout.screen.Dx()
	hint := p.wrapEvenly(plain(p.hint(m.hint)), width)
	clock := bigClock(m.now)
	rows := m.above(len(clock) + 4 + len(hint))
	if !m.bannerArea().Empty() {
		clock = [3]string{} // no half of it under a banner
	}
	for _, s := range clock {
		rows = append(rows, p.centred(p.strong, s, width))
	}
	rows = append(rows,
		p.centred(p.plain, p.date(m.now), width),
		p.centred(p.quiet, p.wallet(wallet(m.handset.view)), width),
		blanks(width))
	if m.handset.dial.value != "" {
		return append(rows, m.dialKind())
	}
	for _, s := range hint {
		rows = append(rows, m.hintRow(s))
	}
	return rows
}

// dialKind says what the call key will make of what is typed.
func (m *mirror) dialKind() string {
	p, kind := &m.pen, &m.handset.kind
	width := m.layout.screen.Dx()
	style := p.quiet
	if kind.Class == dial.USSD {
		style = p.next
	}
	return p.centred(style, p.kind(*kind), width)
}

// hintRow is a line of the hint, with the codes in it marked.
func (m *mirror) hintRow(s string) string {
	p, width := &m.pen, m.layout.screen.Dx()
	if rtl.RightToLeft(s) {
		return p.centred(p.next, s, width) // its words have to be ordered as one
	}
	out := p.line(width).blank((width - p.width(s)) / 2)
	for word := range strings.SplitAfterSeq(s, " ") {
		style := p.quiet
		if code := strings.TrimSpace(word); code != "" && dialable(code) == code && strings.HasSuffix(code, "#") {
			style = p.next
		}
		out.add(style, word)
	}
	return out.done()
}

// bigClock is the time in figures three rows high.
func bigClock(now time.Time) [3]string {
	var rows [3]string
	for i, c := range []byte(now.Format("15:04")) {
		figure := [3]string{" ", "•", "•"}
		if c != ':' {
			figure = figures[c-'0']
		}
		for row := range rows {
			if i > 0 {
				rows[row] += " "
			}
			rows[row] += figure[row]
		}
	}
	return rows
}

var figures = [10][3]string{
	{"╭─╮", "│ │", "╰─╯"},
	{" ╷ ", " │ ", " ╵ "},
	{"╶─╮", "╭─╯", "╰─╴"},
	{"╶─╮", " ─┤", "╶─╯"},
	{"╷ ╷", "╰─┤", "  ╵"},
	{"╭─╴", "╰─╮", "╶─╯"},
	{"╭─╴", "├─╮", "╰─╯"},
	{"╶─╮", "  │", "  ╵"},
	{"╭─╮", "├─┤", "╰─╯"},
	{"╭─╮", "╰─┤", "╶─╯"},
}
