package tui

import (
	"net/http"
	"strconv"
	"time"

	"candybar/gateway/ledger"
)

const (
	// historyIndent is how far what happened to an invoice stands under it.
	historyIndent = 2
	// leastID is how much of a handler's id for an invoice is left of it.
	leastID = 8
	// leastTrack is the least that a callback's time is drawn in.
	leastTrack = 4
)

func (i *invoice) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	out := p.stamped(i.at, width, chosen).add(p.next, "◆ ")
	state, t := i.state(), plainly
	switch ledger.State(i.now.State) {
	case ledger.Paid, ledger.Notified:
		t = strongly
	case ledger.Failed:
		t = failure
	case ledger.Cancelled, ledger.Expired:
		t = quietly
	case ledger.Requested, ledger.LinkSent:
	}
	yours := plain(exact(i.now.Yours))
	// The state is never cut: first the handler's id gives way, then the currency.
	room := out.room - p.width(state) - 2
	currency := currencyOf(i.now.Currency)
	asked := currency.Smallest(i.now.Price)
	price := " " + amount(asked, currency)
	if p.width(price)+min(p.width(yours), leastID) > room {
		price = " " + figure(asked, currency)
	}
	yours = p.cut(yours, max(leastID, room-p.width(price)))
	out.add(p.strong, yours).add(p.plain, p.cut(price, room-p.width(yours)))
	out.blank(2).add(p.tone(t), state)
	if i.outcome != "" && i.outcome != ledger.OnTime {
		out.add(p.quiet, ", callback "+spaced(string(i.outcome)))
	}
	return []string{out.done()}
}

func (s *step) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	var rows []string
	indent := stampWidth + historyIndent
	for i, part := range p.wrap(plain(s.words), width-indent-2) {
		out := p.line(width).blank(indent + 2)
		if i == 0 {
			out = p.stamped(s.at, width, chosen).blank(historyIndent).add(p.tone(s.tone), s.sign+" ")
		}
		rows = append(rows, out.flow(p.tone(s.tone), part).done())
	}
	return rows
}

func (c *callback) rows(p *pen, in *inspector, width int, chosen bool) []string {
	out := p.stamped(c.at, width, chosen).blank(historyIndent).add(p.next, "⇠ ")
	status, t := strconv.Itoa(c.told.Status), strongly
	if c.told.Status != http.StatusOK {
		t = failure
	}
	if c.told.Status == 0 {
		status = "✗ " + spaced(c.told.Outcome)
	}
	took := duration(c.told.Milliseconds)
	kept := p.width(status) + 1 + p.width(took) + 1 + leastTrack
	out.add(p.plain, p.cut(c.receipt(), out.room-kept)).blank(1).add(p.tone(t), status).blank(1)
	if wideTurn(width, p.width(took)) {
		out.until(width - trackColumn)
	}
	in.latency(p, out, time.Duration(c.told.Milliseconds)*time.Millisecond, took)
	return []string{out.done()}
}

func (d *doubt) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	w := d.warning
	if w.Rule == "" {
		out := p.stamped(d.at, width, false).blank(historyIndent)
		return []string{out.add(p.warn, "⚠ believed without GetPayments").done()}
	}
	return p.warned(nil, width, chosen, w)
}

func (c *provided) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	out := p.stamped(c.at, width, chosen).add(p.quiet, "⇢ ")
	status, style := strconv.Itoa(c.call.Status), p.quiet
	if c.call.Status != http.StatusOK {
		style = p.fail
	}
	took := duration(c.call.Milliseconds)
	name := p.cut(plain(exact(c.call.Provider+" "+c.call.Call)), out.room-p.width(status)-p.width(took)-2)
	return []string{out.add(p.quiet, name).blank(1).add(style, status).blank(1).add(p.quiet, took).done()}
}
