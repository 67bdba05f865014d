package gateway

import (
	"strconv"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
)

// audit is an invoice whose callback is out and that nobody asked about yet.
type audit struct {
	// asked is true once the handler asked the provider about it; told once the
	// answer had it.
	asked, told bool
	stop        func()
}

// watchFor begins the audit of an invoice, at its first callback.
func (l *Line) watchFor(invoice ledger.Invoice) {
	if _, known := l.money.audits[invoice.ID]; !known {
		l.money.audits[invoice.ID] = &audit{stop: func() {}}
	}
}

// auditSoon looks at the invoice when the handler has had time to ask.
func (l *Line) auditSoon(invoice ledger.Invoice) {
	l.watchFor(invoice)
	a := l.money.audits[invoice.ID]
	a.stop()
	a.stop = l.clock.AfterFunc(auditAfter, func() { l.run(func() { l.auditNow(invoice) }) })
}

// auditNow says so where a callback was believed that nobody had asked about.
func (l *Line) auditNow(invoice ledger.Invoice) {
	a := l.money.audits[invoice.ID]
	if a == nil || a.asked {
		return
	}
	// Once is enough, however many callbacks there were.
	a.asked = true
	l.recordIn(invoice.Session, event.Unverified{Invoice: strconv.FormatInt(invoice.ID, 10)})
	l.warnIn(invoice.Session, event.Warning{
		Rule: "unverified", Severity: event.SeverityWarning,
		Text: "the callback of invoice " + printableID(invoice.Yours) + " was answered 200, and no GetPayments call asked about it before or in the 10 s after",
		Cure: "ask GetPayments for the invoice before booking it: anybody can call this page",
	})
}

// Asked takes note of a call to GetPayments: it asked about the invoices with
// the ids in about, and its answer had those in told.
func (g *Gateway) Asked(about, told []int64) {
	for _, id := range about {
		g.audit(id, func(_ *Line, a *audit) { a.asked = true })
	}
	for _, id := range told {
		g.audit(id, func(l *Line, a *audit) {
			if !a.told {
				a.told = true
				l.record(event.Verified{Invoice: strconv.FormatInt(id, 10)})
			}
		})
	}
}

// audit does something with the audit of an invoice, in an errand of its line.
func (g *Gateway) audit(id int64, do func(*Line, *audit)) {
	invoice, err := g.options.Ledger.Invoice(id)
	if err != nil {
		return
	}
	line := g.Line(invoice.Phone)
	line.run(func() {
		line.watchFor(invoice)
		do(line, line.money.audits[id])
	})
}
