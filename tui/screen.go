package tui

import (
	"strings"

	"candybar/phone"
)

// phoneRows are the rows of the handset, with its frame.
func (m *mirror) phoneRows() []string {
	p, l := &m.pen, &m.layout
	width := l.phone.Dx()
	rule := strings.Repeat("─", width-2)
	rows := make([]string, 0, l.phone.Dy())
	rows = append(rows, m.edge.render("╭"+rule+"╮"))
	side := m.edge.render("│")
	lit := *m
	lit.pen = p.onScreen()
	screen := lit.screenRows()
	for y := l.phone.Min.Y + 1; y < l.phone.Max.Y-1; y++ {
		switch {
		case l.keys[0].Empty() || y < l.left.Max.Y:
			rows = append(rows, side+p.screen.ground.paint(lit.displayRow(y, screen))+side)
		case y == l.left.Max.Y:
			rows = append(rows, m.edge.render("├"+rule+"┤"))
		default:
			rows = append(rows, side+" "+p.keypadRow(l, y, m.live())+" "+side)
		}
	}
	return append(rows, p.boxBottom(m.edge, "", "", width))
}

// live reports whether the keypad types something now.
func (m *mirror) live() bool {
	h := &m.handset
	if h.sheet.stands() {
		return h.sheet.hasField()
	}
	_, ended := h.dialogue.(phone.Ended) // a digit puts the last text away
	return ended || h.typing() != nil
}

// displayRow is the row y of what is behind the phone's glass: the status bar, the
// screen and the soft keys, with the cells beside them.
func (m *mirror) displayRow(y int, screen []string) string {
	l := &m.layout
	row, after := blanks(l.phone.Dx()-4), " "
	switch {
	case y == l.status.Min.Y:
		row = m.statusRow()
	case y == l.sim.Min.Y:
		row = m.simRow()
	case y == l.modeRow().Min.Y:
		row = m.modeRow()
	case y >= l.screen.Min.Y && y < l.screen.Max.Y:
		i := y - l.screen.Min.Y
		margin := blanks(l.screen.Min.X - l.left.Min.X)
		row, after = margin+screen[i], m.scrollMark(i)+margin
	case y == l.left.Min.Y:
		row = m.softRow()
	}
	return " " + row + after
}

// softRow are the two soft keys.
func (m *mirror) softRow() string {
	p := &m.pen
	out := p.line(m.layout.right.Max.X - m.layout.left.Min.X)
	if m.handset.dialogStands() && !m.handset.sheet.stands() {
		return out.done() // the dialog has its own
	}
	left, right := m.softKeys()
	out.add(m.softStyle(left), p.sayKey(left.key))
	word := p.sayKey(right.key)
	out.until(p.width(word))
	return out.add(m.softStyle(right), word).done()
}

func (m *mirror) softStyle(soft softKey) ink {
	if soft.ready {
		return m.pen.cap
	}
	return m.pen.quiet
}

// scrollMark is beside row i of the screen: whether there is more above or below.
func (m *mirror) scrollMark(i int) string {
	h := &m.handset
	above, below := h.more(i)
	if h.shownInbox() {
		above, below = h.inbox.mark(i, m.layout.screen)
	}
	if list, count, _ := m.list(); list != nil && h.shownDrawer() {
		above, below = list.mark(i, m.layout.screen, count)
	}
	switch {
	case h.sheet.stands(), h.dialogStands(): // they alone are scrolled
		return " "
	case above:
		return m.pen.next.render("▴")
	case below:
		return m.pen.next.render("▾")
	default:
		return " "
	}
}

// screenRows are what the phone shows, as many rows as its screen has.
func (m *mirror) screenRows() []string {
	l, h, p := &m.layout, &m.handset, &m.pen
	if h.dialogStands() {
		return m.overlaySheet(m.overlayBanner(m.dialogRows()))
	}
	width := l.screen.Dx()
	ground := p.plain
	if h.sheet.stands() {
		ground = p.quiet
	}
	var rows []string
	switch d := h.dialogue.(type) {
	case phone.Idle:
		if h.shownInbox() {
			rows = h.inbox.rows(p, l.screen, m.now)
		} else if h.shownDrawer() {
			rows = m.drawerRows()
		} else {
			rows = m.idleRows()
		}
	case phone.Waiting:
		rows = m.waitingRows()
	case phone.Open:
		rows = m.textRows(ground)
	case phone.Ended:
		if d.Own {
			rows = m.textRows(p.fail)
		} else {
			rows = m.textRows(ground)
		}
		rows = append(rows, m.afterwords(d, h.rows-len(rows))...)
	}
	if h.notice != "" {
		rows = m.textRows(ground)
	}
	for len(rows) < h.rows {
		rows = append(rows, blanks(width))
	}
	rows = rows[:h.rows]
	if waits := m.putAwayRow(); waits != "" {
		rows[h.rows-1] = waits
	}
	if meter := h.screenMeter(); meter.text != "" && !h.hasEntry() {
		rows[h.rows-1] = p.meterRow(meter, width)
	}
	rows = m.overlayToast(rows)
	if h.hasEntry() {
		rows = append(rows, m.entryRows()...)
	}
	return m.overlaySheet(m.overlayBanner(rows))
}

// textRows are the lines of the text that are scrolled to.
func (m *mirror) textRows(style ink) []string {
	h := &m.handset
	shown := h.lines[h.top:min(h.top+h.textRows, len(h.lines))]
	margin := 0
	if !h.dialogStands() {
		margin = m.layout.screen.Dx() - h.columns
	}
	rows := make([]string, len(shown), h.rows)
	for i, s := range shown {
		// A right-to-left line stands at the screen's own edge.
		rows[i] = m.pen.line(h.columns+margin).flow(style, s).done()
	}
	return rows
}

// afterwords stand under a last text where there is room: that the session is
// over, and where its cause is told.
func (m *mirror) afterwords(d phone.Ended, room int) []string {
	words := "session ended"
	if d.Own {
		if m.beside {
			return nil
		}
		words = m.keys.Panel.Help().Key + " shows why"
	}
	if room < 2 || m.handset.notice != "" {
		return nil
	}
	width := m.layout.screen.Dx()
	return []string{blanks(width), m.pen.line(width).flow(m.pen.quiet, m.pen.say(words)).done()}
}

// overlayToast writes why a key did nothing over the last rows.
func (m *mirror) overlayToast(rows []string) []string {
	return m.pen.overlay(rows, m.handset.toast, m.layout.screen.Dx())
}

// overlay writes a few words over the last rows.
func (p *pen) overlay(rows []string, said words, width int) []string {
	if said.text == "" {
		return rows
	}
	lines := p.wrap(plain(p.say(said.text)), width)
	lines = lines[:min(len(lines), len(rows))]
	for i, s := range lines {
		rows[len(rows)-len(lines)+i] = p.line(width).flow(p.tone(said.tone), s).done()
	}
	return rows
}

var spinner = [...]string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}

func (m *mirror) waitingRows() []string {
	p, width := &m.pen, m.layout.screen.Dx()
	rows := m.above(3)
	words := p.say(m.handset.skin().Words().Running)
	pad := max(0, (width-p.width(words)-2)/2)
	rows = append(rows, p.line(width).blank(pad).add(p.next, spinner[m.spun%len(spinner)]).blank(1).text(words).done())
	return append(rows, blanks(width), p.centred(p.quiet, m.handset.code, width))
}

// above are the blank rows over something n rows high in the middle of the screen.
func (m *mirror) above(n int) []string {
	rows := make([]string, max(0, (m.handset.rows-n)/2), m.layout.screen.Dy())
	for i := range rows {
		rows[i] = blanks(m.layout.screen.Dx())
	}
	return rows
}

// entryRows are the field in which something is typed.
func (m *mirror) entryRows() []string {
	p, e := &m.pen, m.handset.typing()
	width := m.layout.entry.Dx()
	shown, _ := e.window(p.ruler, width-4)
	meter := m.handset.dialMeter()
	if _, open := m.handset.dialogue.(phone.Open); open {
		meter = m.handset.answerMeter()
	}
	side := p.next.render("│")
	return []string{
		p.metered(p.next, "┌", "┐", m.handset.screenMeter(), width),
		side + " " + p.line(width-4).flow(p.plain, shown).done() + " " + side,
		p.metered(p.next, "└", "┘", meter, width),
	}
}
