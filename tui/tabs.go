package tui

import (
	"fmt"
	"image"
)

// tab is a SIM in the status bar of the only phone that is shown.
type tab struct {
	sim   int
	name  words
	marks []words
	at    image.Rectangle
}

// tabs are all SIMs in a row of the status bar: the chosen one by its number, the
// others by their countries, with what arrived on them. There are none where they
// have no room, and where there is only one SIM.
func (m *model) tabs(row image.Rectangle) []tab {
	if len(m.sims) == 1 {
		return nil
	}
	for gap := 2; gap > 0; gap-- {
		x := row.Min.X
		var tabs []tab
		for i := range m.sims {
			t := m.tab(i)
			width := m.pen.width(t.name.text)
			for _, mark := range t.marks {
				width += m.pen.width(mark.text)
			}
			t.at = image.Rect(x, row.Min.Y, x+width, row.Max.Y)
			x += width + gap
			tabs = append(tabs, t)
		}
		if x-gap <= row.Max.X {
			return tabs
		}
	}
	return nil
}

func (m *model) tab(place int) tab {
	s := m.sims[place]
	if s == m.sim {
		t := tab{sim: place, name: words{nextly, s.simName()}}
		if mark := s.weatherMark(); mark != "" {
			t.marks = []words{{strongly, " " + mark}}
		}
		return t
	}
	t := tab{sim: place, name: words{quietly, m.shortName(s)}}
	if s.missed > 0 {
		t.marks = []words{{nextly, fmt.Sprintf("●%d", min(s.missed, most))}}
	}
	return t
}

// shortName is the country of a SIM, and how its number ends where another is of
// the same.
func (m *model) shortName(s *sim) string {
	own := s.handset.view.Number
	for _, other := range m.sims {
		if other != s && other.handset.view.Number.Country() == own.Country() {
			national := own.National()
			return own.Country().String() + " …" + national[max(0, len(national)-2):]
		}
	}
	return own.Country().String()
}

func (p *pen) tabRow(tabs []tab, row image.Rectangle) string {
	out := p.line(row.Dx())
	for _, t := range tabs {
		out.until(row.Max.X - t.at.Min.X)
		out.add(p.tone(t.name.tone), t.name.text)
		for _, mark := range t.marks {
			out.add(p.tone(mark.tone), mark.text)
		}
	}
	return out.done()
}
