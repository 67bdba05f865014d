package tui

import "time"

// mirror is one phone as it is drawn: its SIM, where it stands, and what it has to
// know of the rest. One is made for a frame, and changes nothing.
type mirror struct {
	*sim
	layout phoneLayout
	pen    pen
	keys   *keyMap
	book   *codeBook

	now time.Time
	// spun is where the spinner stands, hint what an idle phone suggests.
	spun int
	hint string
	// edge is the phone's frame. The one of several that is chosen is pointed at.
	edge    ink
	pointed bool
	// focused is true where the keys go to this phone, beside where the panel can be
	// seen as well, or is another phone's.
	focused, beside bool
	// tabs are the SIMs, where they can be chosen in the status bar.
	tabs []tab
	// mark is what arrived elsewhere, which the place of the SIM among all; either
	// may be empty.
	mark, which string
}

// mirror is the chosen phone as it is drawn.
func (m *model) mirror() *mirror {
	d := &mirror{
		sim: m.sim, layout: *m.layout.phoneLayout, pen: m.pen, keys: &m.keys, book: &m.book,
		now: m.now, spun: m.spun, hint: m.options.Hint, edge: m.pen.frame,
		focused: m.focus == phonePage, beside: !m.layout.panel.Empty(),
	}
	switch {
	case len(m.layout.phones) > 1:
		d.pointed = true
		if d.focused {
			d.edge = m.pen.next
		}
	case !d.layout.phone.Empty():
		d.tabs = m.tabs(d.layout.sim)
	}
	if d.tabs == nil {
		d.mark = m.simMark()
		if len(m.layout.phones) < len(m.sims) {
			d.which = m.simPlace()
		}
	}
	return d
}

// mirrors are all phones that are shown, as they are drawn: those that are not
// chosen as quietly as they can still be read.
func (m *model) mirrors() []*mirror {
	all := make([]*mirror, len(m.layout.phones))
	for i := range all {
		if s := m.sims[m.layout.first+i]; s != m.sim {
			p := m.pen.subdued()
			all[i] = &mirror{
				sim: s, layout: m.layout.phones[i], pen: p, keys: &m.keys, book: &m.book,
				now: m.now, spun: m.spun, hint: m.options.Hint, edge: p.frame, beside: true,
			}
			continue
		}
		all[i] = m.mirror()
	}
	return all
}

// softKeys are those of the chosen phone.
func (m *model) softKeys() (left, right softKey) { return m.mirror().softKeys() }
