package gateway

import (
	"context"
	"strconv"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/lint"
	"candybar/providers/inoti"
)

// auditAfter is how long after the answer to a callback a handler may still ask
// whether it was true.
const auditAfter = 10 * time.Second

// audit is what a handler did about a paid invoice. It stays as long as the line,
// since the handler may be called back about the invoice, and ask, at any time; so it
// is small.
type audit struct {
	// asked is true once the handler asked the provider about it; told once the
	// answer had it; judged once it was found that nobody had asked.
	asked, told, judged bool
}

// auditSoon looks at the invoice when the handler has had time to ask.
func (l *Line) auditSoon(invoice ledger.Invoice) {
	if stop, again := l.money.audits[invoice.ID]; again {
		stop()
	}
	l.money.audits[invoice.ID] = l.clock.AfterFunc(auditAfter, func() { l.run(func() { l.auditNow(invoice) }) })
}

// auditNow says so where a callback was believed that nobody had asked about.
func (l *Line) auditNow(invoice ledger.Invoice) {
	delete(l.money.audits, invoice.ID)
	a := l.money.audited[invoice.ID]
	if a.asked || a.judged {
		return
	}
	// Once is enough, however many callbacks there were.
	a.judged = true
	l.money.audited[invoice.ID] = a
	l.recordIn(invoice.Session, event.Unverified{Invoice: strconv.FormatInt(invoice.ID, 10)})
	l.warnIn(invoice.Session, lint.Unverified(
		"the callback of invoice "+printableID(invoice.Yours)+" was answered 200, and no GetPayments call asked about it before or in the 10 s after"))
}

// Looked takes note of a call to GetPayments: what it asked about, and what it
// was told was paid. A call before the money moved, or before somebody forged
// that it did, says nothing about it.
func (g *Gateway) Looked(_ context.Context, lookup inoti.Lookup) {
	if lookup.Answer == inoti.ErrorCredentials || lookup.Answer == inoti.ErrorCodeName {
		return
	}
	invoices, err := g.options.Ledger.Invoices()
	if err != nil {
		return
	}
	told := make(map[int64]bool)
	for _, record := range lookup.Records {
		told[record.InotiFactorID] = record.Result
	}
	for _, invoice := range invoices {
		if invoice.RRN != 0 && asksAbout(lookup.Query, invoice) {
			line := g.Line(invoice.Phone)
			line.run(func() { line.asked(invoice, told[invoice.ID]) })
		}
	}
}

// asksAbout reports whether a call's ids name an invoice or leave it open.
func asksAbout(query inoti.Query, invoice ledger.Invoice) bool {
	matches := func(asked, has string) bool { return asked == "" || asked == has }
	return matches(query.YourFactorID, invoice.Yours) &&
		matches(query.INotiFactorID, strconv.FormatInt(invoice.ID, 10)) &&
		matches(query.SessionID, invoice.Session) &&
		matches(query.RRN, strconv.FormatInt(invoice.RRN, 10))
}

// asked notes that the handler asked about an invoice, and whether it was told
// of it.
func (l *Line) asked(invoice ledger.Invoice, told bool) {
	a := l.money.audited[invoice.ID]
	news := told && !a.told
	a.asked, a.told = true, a.told || told
	l.money.audited[invoice.ID] = a
	if news {
		l.recordIn(invoice.Session, event.Verified{Invoice: strconv.FormatInt(invoice.ID, 10)})
	}
}
