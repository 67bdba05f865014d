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
func (m *mirror) statusRow() string {
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

// simRow says whose the phone is, and whether the weather is bad. Where it has no
// tabs for the other SIMs, it says what arrived on those that cannot be seen, and
// which of how many this one is.
func (m *mirror) simRow() string {
	p, width := &m.pen, m.layout.sim.Dx()
	if m.tabs != nil {
		return p.tabRow(m.tabs, m.layout.sim)
	}
	out := p.line(width)
	if m.pointed {
		out.add(p.next, "▸ ")
	}
	out.text(m.simName())
	if m.mark != "" {
		out.blank(1).add(p.next, m.mark)
	}
	if mark := m.weatherMark(); mark != "" {
		out.blank(1).add(p.strong, mark)
	}
	return out.until(p.width(m.which)).add(p.quiet, m.which).done()
}

// simPlace says which of how many SIMs is chosen.
func (m *model) simPlace() string { return fmt.Sprintf("SIM %d/%d", m.place()+1, len(m.sims)) }

// simName is the country and the number of a SIM.
func (s *sim) simName() string {
	own := s.handset.view.Number
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
