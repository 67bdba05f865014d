package tui

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
)

// charge is money that a program took with a provider's own API, or tried to; one
// that is an invoice's stands in the history of that.
type charge struct {
	at  time.Time
	now event.Charge
}

// takeCharge keeps a charge for the invoice that it is for, which comes next and
// knows its number. Without one it is a record of its own.
func (in *inspector) takeCharge(e event.Event, b event.Charge) {
	in.charge = b
	if b.Invoice != "" {
		return
	}
	in.add(&charge{e.Time, b})
}

func (c *charge) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	out := p.stamped(c.at, width, chosen).add(p.next, "◆ ")
	currency := currencyOf(c.now.Currency)
	style, state := p.strong, spaced(c.now.State)
	if c.now.State != string(ledger.Succeeded) {
		style = p.fail
	}
	took := " " + amount(c.now.Amount, currency)
	name := p.cut(plain(exact(c.now.Provider)), max(leastID, out.room-p.width(state)-p.width(took)-2))
	out.add(p.plain, name).add(p.plain, p.cut(took, out.room-p.width(state)-2)).blank(2).add(style, state)
	rows := []string{out.done()}
	if c.now.Reason != "" {
		rows = p.paragraph(rows, width, false, words{plainly, "  "}, words{}, quietly, plain(exact(c.now.Reason)))
	}
	return rows
}
