package gateway

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// callBack makes the next callback of this phone's invoices that is owed, or
// waits until it is due. They go out one by one: the second of two begins when
// the first has ended. An attempt is in the ledger before it is on the wire.
func (l *Line) callBack() {
	if l.money.calling {
		return
	}
	l.money.wake()
	next, found, err := l.nextCallback()
	switch {
	case err != nil:
		l.broken(err)
	case !found:
	case next.Due.After(l.clock.Now()):
		l.money.wake = l.clock.AfterFunc(next.Due.Sub(l.clock.Now()), func() { l.run(l.callBack) })
	default:
		l.attempt(next)
	}
}

// nextCallback is the owed callback of this phone that is due first.
func (l *Line) nextCallback() (next ledger.Callback, found bool, err error) {
	owed, err := l.options.Ledger.Owed(l.number)
	if err != nil || len(owed) == 0 {
		return ledger.Callback{}, false, err
	}
	return slices.MinFunc(owed, func(a, b ledger.Callback) int { return a.Due.Compare(b.Due) }), true, nil
}

// attempt makes a callback. It has as long to be answered as any request.
func (l *Line) attempt(next ledger.Callback) {
	g := l.gateway
	callback, invoice, err := g.options.Ledger.Begin(next.ID)
	if err != nil {
		l.broken(err)
		return
	}
	to, err := l.callbackAddress(invoice, invoice.Call)
	if err != nil {
		l.broken(err)
		return
	}
	l.money.calling = true
	if invoice.State == ledger.Paid {
		l.watchFor(invoice)
	}
	request := newRequest(to)
	l.await(g.options.Limits.Answer, func(ctx context.Context) func() {
		came := exchange(ctx, g.transport, request)
		return func() { l.calledBack(callback, came) }
	})
}

// callbackAddress is the handler's page with what a success adds: both
// invoices' ids at the end of the call, and the tracking number. Call is the
// invoice's own, or that with its secrets masked.
func (l *Line) callbackAddress(invoice ledger.Invoice, call string) (*url.URL, error) {
	handler, err := url.Parse(invoice.Handler)
	if err != nil {
		return nil, err
	}
	call += "*" + invoice.Yours + "*" + strconv.FormatInt(invoice.ID, 10)
	return inoti.Request{
		Mobile:    l.number.National(),
		SessionID: invoice.Session,
		Call:      l.options.CallForm.Write(call, false),
		RRN:       strconv.FormatInt(invoice.RRN, 10),
	}.URL(handler), nil
}

// calledBack takes what came of a callback, and makes the next one.
func (l *Line) calledBack(callback ledger.Callback, came reply) {
	l.money.calling = false
	before, err := l.options.Ledger.Invoice(callback.Invoice)
	if err != nil {
		l.broken(err)
		return
	}
	ended, invoice, err := l.options.Ledger.End(callback.ID, came.status, outcomeOf(came))
	if err != nil {
		l.broken(err)
		return
	}
	to, err := l.callbackAddress(invoice, cmp.Or(invoice.Masked, invoice.Call))
	if err != nil {
		l.broken(err)
		return
	}
	body, _ := text.Clean(string(came.body[:min(len(came.body), maxBody)]))
	l.recordIn(invoice.Session, event.Callback{
		ID: strconv.FormatInt(ended.ID, 10), To: strconv.FormatInt(invoice.ID, 10), Attempt: ended.Attempts,
		URL: to.Redacted(), Body: body, Status: ended.Status, Milliseconds: came.took.Milliseconds(), Outcome: ended.Outcome,
	})
	if invoice.State != before.State {
		l.showInvoice(invoice)
	}
	if ended.State == ledger.Answered {
		l.auditSoon(invoice)
	}
	l.callBack()
}

// outcomeOf says in a word how an attempt ended.
func outcomeOf(came reply) string {
	switch {
	case came.broken.Kind != session.NoCause:
		return string(came.broken.Kind)
	case isRedirect(came.status):
		return string(session.Redirect)
	case came.status != http.StatusOK:
		return string(session.Status)
	default:
		return "answered"
	}
}
