package tui

import (
	"fmt"
	"image"
)

// most is the highest count that the status bar shows, mostMail the cells that one
// of messages takes.
const (
	most     = 99
	mostMail = 5
)

// statusRow is signal and operator, the clock, messages and battery. The clock is
// in the middle, unless the operator's name needs the room.
func (m *model) statusRow() string {
	p, width := &m.pen, m.layout.status.Dx()
	clock := m.now.Format("15:04")
	const signal, battery = "▂▄▆█", "▰▰▰"
	mail := ""
	if n := m.handset.inbox.unread(); n > 0 {
		mail = fmt.Sprintf("✉ %d ", min(n, most))
	}
	lead := p.width(signal) + 1
	behind := p.width(clock) + 1 + mostMail + p.width(battery)
	operator := p.cut(plain(m.handset.view.Subscriber.Operator), width-lead-1-behind)
	at := max((width-p.width(clock))/2, lead+p.width(operator)+1)
	out := p.line(width).add(p.quiet, signal).blank(1).add(p.strong, operator)
	out.until(width - at)
	out.text(clock).until(p.width(mail) + p.width(battery))
	return out.add(p.strong, mail).add(p.quiet, battery).done()
}

// mailArea is where the count of unread messages stands, empty where there is none.
func (m *model) mailArea() image.Rectangle {
	if m.handset.inbox.unread() == 0 {
		return image.Rectangle{}
	}
	at := m.layout.status
	at.Max.X -= m.pen.width("▰▰▰")
	at.Min.X = at.Max.X - mostMail
	return at
}

// simRow says whose the phone is, what arrived on the other SIMs, whether the
// weather is bad, and which of how many this one is.
func (m *model) simRow() string {
	p, width := &m.pen, m.layout.sim.Dx()
	out := p.line(width).text(m.simName())
	if mark := m.simMark(); mark != "" {
		out.blank(1).add(p.next, mark)
	}
	if mark := m.weatherMark(); mark != "" {
		out.blank(1).add(p.strong, mark)
	}
	if len(m.sims) > 1 {
		which := fmt.Sprintf("SIM %d/%d", m.place()+1, len(m.sims))
		out.until(p.width(which)).add(p.quiet, which)
	}
	return out.done()
}

// simName is the country and the number of the chosen SIM.
func (m *model) simName() string {
	own := m.handset.view.Number
	return own.Country().String() + " " + own.National()
}

// simMark says that something arrived on another SIM, or nothing.
func (m *model) simMark() string {
	n := m.missedElsewhere()
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("●%d", min(n, most))
}

// simLabel says the same in at most room cells, for where the phone cannot be
// seen; nothing where there is no other SIM.
func (m *model) simLabel(room int) string {
	if len(m.sims) == 1 || !m.layout.phone.Empty() {
		return ""
	}
	mark := m.simMark()
	if mark != "" {
		mark = " " + mark
	}
	if whole := m.simName() + mark; m.pen.width(whole) <= room {
		return whole
	}
	return m.handset.view.Number.Country().String() + mark
}
