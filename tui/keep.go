package tui

import (
	"slices"
	"strconv"
)

// The inspector keeps so many records of a SIM, and lets go of the oldest some at
// a time, so that a phone can stand for days under load.
const (
	mostRecords = 10_000
	letGo       = 1_000
)

// gone is how many earlier records are not here any more. It is the first record,
// where there are any.
type gone struct{ records int }

func (g *gone) rows(p *pen, _ *inspector, width int, _ bool) []string {
	said := strconv.Itoa(g.records) + " earlier records are not kept here; --log FILE keeps all"
	return p.paragraph(nil, width, false, words{quietly, "· "}, words{}, quietly, said)
}

// trim lets go of the oldest records where there are too many.
func (in *inspector) trim() {
	if len(in.all) <= mostRecords+letGo {
		return
	}
	first, ok := in.all[0].(*gone)
	if !ok {
		first = &gone{}
	}
	past := len(in.all) - mostRecords
	first.records += past
	if ok {
		first.records--
	}
	in.all = slices.Delete(in.all, 1, past)
	in.all[0] = first
	in.refilter()
}
