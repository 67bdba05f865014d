package tui

import (
	"net/http"
	"slices"
	"strconv"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/dial"
)

// filter is which records the inspector shows.
type filter uint8

const (
	showAll filter = iota
	showTurns
	showMoney
	showCalls
	showWarnings
	showFailures

	filters = int(showFailures) + 1
)

func (f filter) String() string {
	switch f {
	case showAll:
		return "all"
	case showTurns:
		return "turns"
	case showMoney:
		return "money"
	case showCalls:
		return "provider calls"
	case showWarnings:
		return "warnings"
	case showFailures:
		return "failures"
	default:
		return ""
	}
}

// passes reports whether the filter shows a record.
func (f filter) passes(r record) bool {
	if _, is := r.(*gone); is {
		return true
	}
	switch f {
	case showAll:
		return true
	case showTurns:
		switch r.(type) {
		case *dialled, *turn, *resent, *ended:
			return true
		}
		return false
	case showMoney:
		switch r := r.(type) {
		case *turn:
			return r.pays
		case *invoice, *step, *charge, *callback, *doubt, *provided:
			return true
		}
		return false
	case showCalls:
		_, is := r.(*provided)
		return is
	case showWarnings:
		return warned(r)
	case showFailures:
		return hasFailed(r)
	default:
		return true
	}
}

// warned reports whether the rules have something to say about a record.
func warned(r record) bool {
	switch r := r.(type) {
	case *turn:
		return len(r.warnings) > 0
	case *note:
		return r.tone == warning || r.tone == failure
	case *doubt:
		return true
	default:
		return false
	}
}

// hasFailed reports whether a record tells of something that went wrong.
func hasFailed(r record) bool {
	switch r := r.(type) {
	case *turn:
		broken := r.over || r.reply != nil && (r.reply.Status != http.StatusOK || r.reply.Late)
		return broken || slices.ContainsFunc(r.warnings, func(w event.Warning) bool { return w.Severity == event.SeverityError })
	case *resent:
		return !r.good()
	case *ended:
		return r.how.Failure()
	case *note:
		return r.tone == failure
	case *invoice:
		return ledger.State(r.now.State) == ledger.Failed
	case *charge:
		return r.now.State != string(ledger.Succeeded)
	case *callback:
		return r.told.Status != http.StatusOK
	case *provided:
		return r.call.Status != http.StatusOK
	case *step:
		return r.tone == failure
	case *dialled:
		return r.class == dial.USSD.String() && r.handler == ""
	default:
		return false
	}
}

// hidden is how many records the filter does not show.
func (in *inspector) hidden() int { return len(in.all) - len(in.records) }

// filtered says what the filter does, or nothing where it hides nothing by its
// nature.
func (in *inspector) filtered() string {
	if in.filter == showAll {
		return ""
	}
	return in.filter.String() + ", " + strconv.Itoa(in.hidden()) + " hidden"
}

// nextFilter goes to the next one, the first after the last.
func (in *inspector) nextFilter() {
	in.filter = filter((int(in.filter) + 1) % filters)
	in.refilter()
	in.reveal = len(in.records) > 0
}

// refilter chooses anew what is shown. What was chosen and where the top was stay,
// or the record shown before them.
func (in *inspector) refilter() {
	chosen, top := in.recordAt(in.chosen), in.recordAt(in.top.record)
	shown := make([]record, 0, len(in.all))
	newChosen, newTop := 0, 0
	for _, r := range in.all {
		if in.filter.passes(r) {
			shown = append(shown, r)
		}
		if r == chosen {
			newChosen = max(0, len(shown)-1)
		}
		if r == top {
			newTop = max(0, len(shown)-1)
		}
	}
	if top == nil || !in.filter.passes(top) {
		in.top.row = 0
	}
	in.records, in.chosen, in.top.record = shown, newChosen, newTop
}

// insert puts a record among all; what is chosen and shown stays so.
func (in *inspector) insert(at int, r record) {
	in.all = slices.Insert(in.all, at, r)
	in.following = in.following || in.atEnd
	if !in.filter.passes(r) {
		return
	}
	shown := in.shownBefore(at)
	in.records = slices.Insert(in.records, shown, r)
	if in.chosen >= shown {
		in.chosen++
	}
	if in.top.record >= shown {
		in.top.record++
	}
}

// shownBefore is how many of the first at records are shown.
func (in *inspector) shownBefore(at int) int {
	if in.filter == showAll {
		return at
	}
	n := 0
	for _, r := range in.all[:at] {
		if in.filter.passes(r) {
			n++
		}
	}
	return n
}

// recordAt is a record that is shown, or nil.
func (in *inspector) recordAt(i int) record {
	if i < 0 || i >= len(in.records) {
		return nil
	}
	return in.records[i]
}
