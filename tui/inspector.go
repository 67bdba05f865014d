package tui

import (
	"fmt"
	"image"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
)

// inspector is what really happened, under the phone's surface. Records are
// drawn only when they can be seen, so a long log costs no more than a short one.
type inspector struct {
	limits session.Limits
	// all are the records, oldest first; records are those of them that the filter
	// shows.
	all, records []record
	filter       filter
	search       search
	current      current
	// subject is the turn or the invoice that something happened to last; charge
	// what was taken, until the invoice that it is for has come.
	subject record
	charge  event.Charge
	// replied is the turn whose reply came last; what the rules say comes after it.
	replied *turn
	// coming is what was done to a request that has not gone out yet.
	coming []event.Weather

	// top is the first row that is shown. following is true while new records push
	// the others up, atEnd where the last row is shown and a new turn is followed.
	top       place
	following bool
	atEnd     bool
	// chosen is the record that Enter opens; reveal asks for it to be seen.
	chosen int
	reveal bool
	// newest is true where the last record is the chosen one, and a new turn will
	// be.
	newest bool
	area   image.Rectangle
}

// running reports whether a session is open.
func (in *inspector) running() bool { return in.current.running }

// title is the code and the session's id, and how long it has lasted of how long
// it may.
func (in *inspector) title(p *pen, now time.Time, width int) (title, clock string) {
	c := &in.current
	if c.id == "" {
		return "inspector", ""
	}
	short := shortly(c.id)
	until := c.ended
	if c.running {
		until = now
	}
	clock = minutes(until.Sub(c.began)) + " / " + minutes(in.limits.Session)
	title = c.code + "  session " + short
	if p.width(title)+len(clock)+10 > width {
		title = p.cut(c.code, width-len(clock)-16) + "  " + short
	}
	return title, clock
}

// shortly is a session's id as far as it takes to tell it from others.
func shortly(id string) string { return plain(exact(id[:min(len(id), 4)])) }

// turnOf says who has the turn in an open session, and for how long of how long.
func (in *inspector) turnOf(now time.Time) string {
	c := &in.current
	if !c.running || c.turnSince.IsZero() {
		return ""
	}
	who, limit := "handler", in.limits.Answer
	if c.asked {
		who, limit = "user", in.limits.User
	}
	return who + " " + minutes(now.Sub(c.turnSince)) + " / " + minutes(limit)
}

func minutes(d time.Duration) string {
	seconds := max(0, int(d/time.Second))
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// choose makes the last choosable record the chosen one, where none is; what a
// search has found is.
func (in *inspector) choose() {
	if in.search.isOn() && in.chosen < len(in.records) {
		return
	}
	if in.chosen >= len(in.records) || !choosable(in.records[in.chosen]) {
		in.move(far)
	}
}

// pick chooses the record i.
func (in *inspector) pick(i int) {
	in.chosen, in.reveal = i, true
	in.newest = in.next(i, +1) == i
}

// move chooses the record so many later, or the last one on the way.
func (in *inspector) move(by int) {
	at, way := in.chosen, +1
	if by < 0 {
		way = -1
	}
	for ; by != 0; by -= way {
		next := in.next(at, way)
		if next == at {
			break
		}
		at = next
	}
	in.pick(at)
}

// next is the nearest choosable record behind (+1) or before (-1) at, or at.
func (in *inspector) next(at, way int) int {
	for i := at + way; i >= 0 && i < len(in.records); i += way {
		if choosable(in.records[i]) {
			return i
		}
	}
	return at
}

// chosenOpened is the record that Enter opens, or nil.
func (in *inspector) chosenOpened() opened {
	if in.chosen >= len(in.records) {
		return nil
	}
	o, _ := in.records[in.chosen].(opened)
	return o
}

// seen is a record that is shown, at least in part.
type seen struct {
	record int
	rows   []string
}

// visible are the records that are shown, drawn, without the rows that are not.
func (in *inspector) visible(p *pen, focused bool) []seen {
	var all []seen
	room, skip := in.area.Dy(), in.top.row
	for i := in.top.record; i < len(in.records) && room > 0; i++ {
		rows := in.records[i].rows(p, in, in.area.Dx(), focused && i == in.chosen)
		rows = rows[min(skip, len(rows)):]
		skip = 0
		rows = rows[:min(len(rows), room)]
		room -= len(rows)
		all = append(all, seen{i, rows})
	}
	return all
}

// body is what the inspector shows.
func (in *inspector) body(p *pen, focused bool) []string {
	rows := make([]string, 0, in.area.Dy())
	for _, s := range in.visible(p, focused) {
		rows = append(rows, s.rows...)
	}
	return rows
}

// noRecords says what will stand here.
func (p *pen) noRecords(area image.Rectangle, address string, hidden int) []string {
	var rows []string
	add := func(t tone, s string) {
		for _, part := range p.wrap(plain(s), area.Dx()) {
			rows = append(rows, p.line(area.Dx()).add(p.tone(t), part).done())
		}
	}
	if hidden > 0 {
		add(quietly, "Nothing that happened is of this kind. f goes to the next one.")
		return rows
	}
	add(quietly, "Nothing was dialled yet. Every request to a handler and every reply will stand here, with what a real network would say about it.")
	rows = append(rows, blanks(area.Dx()))
	add(quietly, "The gateway listens at")
	add(plainly, address)
	return rows
}
