package tui

import "time"

// mirror is one phone as it is drawn: its SIM, where it stands, and what it has to
// know of the rest. One is made for a frame, and changes nothing.
type mirror struct {
	*sim
	layout phoneLayout
	pen    pen
	keys   *keyMap

	now time.Time
	// spun is where the spinner stands, hint what an idle phone suggests.
	spun int
	hint string
	// focused is true where the keys go to this phone, beside where the panel can be
	// seen as well.
	focused, beside bool
	// mark is what arrived elsewhere, which the place of the SIM among all; either
	// may be empty.
	mark, which string
}

// mirror is the chosen phone as it is drawn.
func (m *model) mirror() *mirror {
	d := &mirror{
		sim: m.sim, layout: *m.layout.phoneLayout, pen: m.pen, keys: &m.keys,
		now: m.now, spun: m.spun, hint: m.options.Hint,
		focused: m.focus == phonePage, beside: !m.layout.panel.Empty(),
		mark: m.simMark(),
	}
	if len(m.sims) > 1 {
		d.which = m.simPlace()
	}
	return d
}

// softKeys are those of the chosen phone.
func (m *model) softKeys() (left, right softKey) { return m.mirror().softKeys() }
