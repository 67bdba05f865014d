package tui

import (
	"fmt"
	"image"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/weather"
)

// weatherSign marks what was done on purpose.
const weatherSign = "☂"

// weatherMenu chooses what goes wrong on purpose for a SIM.
type weatherMenu struct {
	chosen int
	// top is the first weather that is shown.
	top  int
	area image.Rectangle
	// from and focus are what was shown before.
	from  panel
	focus page
}

const (
	// weatherHead are the rows above the weathers, weatherFoot those below: a gap
	// and what the chosen one does.
	weatherHead = 2
	weatherFoot = 4
)

// toggleWeathers opens the menu for the chosen SIM, or puts it away.
func (m *model) toggleWeathers() {
	if m.panel == showWeathers {
		m.closeWeathers()
		return
	}
	if m.panel == showHelp {
		m.toggleHelp()
	}
	m.weathers = weatherMenu{chosen: max(0, slices.Index(weather.All(), m.weather())), from: m.panel, focus: m.focus}
	m.panel, m.focus = showWeathers, panelPage
}

func (m *model) closeWeathers() { m.panel, m.focus = m.weathers.from, m.weathers.focus }

// weather is that of the SIM.
func (s *sim) weather() weather.Weather {
	if w := s.handset.view.Subscriber.Weather; !w.IsClear() {
		return w
	}
	return weather.Clear
}

func (w *weatherMenu) move(by int) {
	w.chosen = max(0, min(w.chosen+by, len(weather.All())-1))
}

// rows is how many weathers can be seen.
func (w *weatherMenu) rows() int { return max(1, w.area.Dy()-weatherHead-weatherFoot) }

// fit takes its place, with the chosen weather in sight.
func (w *weatherMenu) fit(area image.Rectangle) {
	w.area = area
	w.top = max(w.chosen-w.rows()+1, min(w.top, w.chosen))
	w.top = max(0, min(w.top, len(weather.All())-w.rows()))
}

// draw are the weathers, and what the chosen one does.
func (w *weatherMenu) draw(p *pen, current weather.Weather) []string {
	width, all := w.area.Dx(), weather.All()
	rows := []string{p.line(width).add(p.quiet, "What goes wrong on purpose:").done(), blanks(width)}
	last := min(w.top+w.rows(), len(all))
	for i := w.top; i < last; i++ {
		style := p.plain
		if i == w.chosen {
			style = p.strong
		}
		out := p.marked(width, i == w.chosen)
		if all[i] == current {
			out.add(p.next, "● ")
		} else {
			out.blank(2)
		}
		out.add(style, all[i].String()).until(1)
		switch {
		case i == w.top && w.top > 0:
			out.add(p.quiet, "▴")
		case i == last-1 && last < len(all):
			out.add(p.quiet, "▾")
		}
		rows = append(rows, out.done())
	}
	rows = append(rows, blanks(width))
	for _, part := range p.wrap(all[w.chosen].Sentence(), width-3) {
		rows = append(rows, p.line(width).blank(3).text(part).done())
	}
	return rows[:min(len(rows), w.area.Dy())]
}

// under is the weather in row i of the menu, or -1.
func (w *weatherMenu) under(i int) int {
	i -= weatherHead
	if i < 0 || i >= w.rows() || w.top+i >= len(weather.All()) {
		return -1
	}
	return w.top + i
}

// weatherChosen is what came of a choice.
type weatherChosen struct {
	sim   *sim
	err   error
	taken snapshot
}

// tookWeather shows what came of a choice.
func (s *sim) tookWeather(came weatherChosen, now time.Time) {
	s.see(came.taken, now)
	if came.err != nil {
		s.said = words{failure, "✗ " + came.err.Error()}
	}
}

// chooseWeather takes what is chosen in the menu.
func (m *model) chooseWeather() tea.Cmd {
	chosen := weather.All()[m.weathers.chosen]
	m.closeWeathers()
	at, watch := m.sim, m.watch
	return func() tea.Msg {
		err := watch.line.Change(gateway.Change{Weather: &chosen})
		return weatherChosen{at, err, watch.look()}
	}
}

// weatherMark says that something goes wrong on purpose, or nothing.
func (s *sim) weatherMark() string {
	if s.weather().IsClear() {
		return ""
	}
	return weatherSign
}

// edgeLabel is what stands in the panel's lower edge, in at most room cells: whose
// it is, where that cannot be seen, and the weather.
func (m *model) edgeLabel(room int) string {
	mark := m.weatherMark()
	if mark == "" {
		return m.simLabel(room)
	}
	mark += " " + m.weather().String()
	own := m.simLabel(room - m.pen.width(mark) - 2)
	if whole := own + "  " + mark; own != "" && m.pen.width(whole) <= room {
		return whole
	}
	return mark
}

// takeWeather takes in what was done on purpose: to a request that is there, or
// that comes next, or to none.
func (in *inspector) takeWeather(e event.Event, b event.Weather) {
	if b.Request == 0 {
		in.add(&note{e.Time, weatherSign, b.Fault + ": " + doneOnPurpose(b), quietly})
		return
	}
	if t := in.turn(func(t *turn) bool { return t.request.ID == b.Request }); t != nil {
		t.weather = append(t.weather, b)
		return
	}
	in.coming = append(in.coming, b)
}

// begun takes in a request, with what was done to it before it went out.
func (in *inspector) begun(e event.Event, b event.Request) {
	t := &turn{at: e.Time, session: e.Session, request: b, call: callOf(b)}
	for _, w := range in.coming {
		if w.Request == b.ID {
			t.weather = append(t.weather, w)
		}
	}
	in.coming = nil
	if c := &in.current; c.asked && c.id == e.Session {
		t.pause = e.Time.Sub(c.turnSince)
	}
	in.add(t)
	if !t.isDouble() {
		in.current.turnSince, in.current.asked = e.Time, false
	}
}

// isDouble reports whether the request is one that was there before. Its reply is
// nobody's.
func (t *turn) isDouble() bool {
	return slices.ContainsFunc(t.weather, func(w event.Weather) bool { return w.Fault == string(weather.Duplicate) })
}

// doneOnPurpose says what the weather did.
func doneOnPurpose(b event.Weather) string {
	did := weather.Fault(b.Fault).Sentence()
	if b.Milliseconds > 0 {
		did += fmt.Sprintf(", by %s", time.Duration(b.Milliseconds)*time.Millisecond)
	}
	return did + "; on purpose"
}

// weathered adds what was done to a turn on purpose.
func (p *pen) weathered(rows []string, width int, chosen bool, b event.Weather) []string {
	return p.paragraph(rows, width, chosen, words{strongly, weatherSign + " "}, words{strongly, b.Fault + ": "}, quietly, doneOnPurpose(b))
}

func (e *exchange) writeWeather(p *pen, width int, t *turn) {
	for _, w := range t.weather {
		e.gap()
		e.put(p, width, words{strongly, weatherSign + " "}, strongly, plain(w.Fault))
		e.put(p, width, words{quietly, "  "}, plainly, plain(doneOnPurpose(w)))
	}
}
