package tui

import "image"

// place is a row of a record.
type place struct{ record, row int }

func (a place) before(b place) bool {
	return a.record < b.record || a.record == b.record && a.row < b.row
}

func (in *inspector) height(p *pen, i int) int {
	return len(in.records[i].rows(p, in, in.area.Dx(), false))
}

// fit takes a place, and keeps what is shown within what there is.
func (in *inspector) fit(p *pen, area image.Rectangle) {
	in.area = area
	if len(in.records) == 0 {
		in.top = place{}
		return
	}
	last := in.lastTop(p)
	switch {
	case in.following:
		in.top = in.followTop(last)
	case last.before(in.top):
		in.top = last
	}
	if height := in.height(p, in.top.record); in.top.row >= height {
		in.top.row = height - 1
	}
	if in.reveal {
		in.reveal = false
		in.showChosen(p)
		in.following = in.top == in.followTop(last)
	}
	in.atEnd = !in.top.before(last)
}

// followTop is the place that shows what came last: the end, but the beginning of
// the turn or the invoice where all of it does not fit.
func (in *inspector) followTop(last place) place {
	for i := len(in.records) - 1; i >= 0; i-- {
		if in.records[i] == in.subject {
			if start := (place{i, 0}); start.before(last) {
				return start
			}
			return last
		}
	}
	return last
}

// lastTop is the place from which the rest just fits.
func (in *inspector) lastTop(p *pen) place {
	room := in.area.Dy()
	for i := len(in.records) - 1; i >= 0; i-- {
		room -= in.height(p, i)
		if room <= 0 {
			return place{i, -room}
		}
	}
	return place{}
}

// showChosen scrolls as little as it takes.
func (in *inspector) showChosen(p *pen) {
	if start := (place{in.chosen, 0}); start.before(in.top) {
		in.top = start
		return
	}
	rows := in.height(p, in.chosen)
	for i := in.chosen - 1; i >= in.top.record && rows < in.area.Dy(); i-- {
		rows += in.height(p, i)
		if i == in.top.record {
			rows -= in.top.row
		}
	}
	in.step(p, max(0, rows-in.area.Dy()))
}

// step moves the top by so many rows, within the records.
func (in *inspector) step(p *pen, by int) {
	at := in.top
	for ; by > 0; by-- {
		if at.row++; at.row >= in.height(p, at.record) {
			if at.record == len(in.records)-1 {
				at.row--
				break
			}
			at = place{at.record + 1, 0}
		}
	}
	for ; by < 0; by++ {
		if at.row--; at.row < 0 {
			if at.record == 0 {
				at.row = 0
				break
			}
			at = place{at.record - 1, in.height(p, at.record-1) - 1}
		}
	}
	in.top = at
}

// scroll moves by so many rows, without choosing.
func (in *inspector) scroll(p *pen, by int) {
	if len(in.records) == 0 || in.area.Empty() {
		return
	}
	in.step(p, by)
	last := in.lastTop(p)
	if last.before(in.top) {
		in.top = last
	}
	in.following = in.top == in.followTop(last)
}
