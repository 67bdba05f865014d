package gateway

import (
	"cmp"
	"context"
	"errors"
	"fmt"
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

// Everything here runs in an errand of the line.

// telling is a callback as it is made. What it says and what follows is by its
// kind: an invoice's to a handler, or a transaction's to a merchant.
type telling interface {
	// request is the call, for whoever is told. Its error is for an address that
	// nothing can be sent to.
	request() (*http.Request, error)
	// session is the session it belongs to; empty for none.
	session() string
	// shown is the attempt as the log has it: who is told, the address without its
	// secrets, and what is sent to it.
	shown() (to, address, sent string)
	// ended is what an attempt brings about on the line.
	ended(l *Line, callback ledger.Callback, notified bool, came reply)
}

// callBack makes the next callback of this phone that is owed, or waits until it
// is due. They go out one by one: the second of two begins when the first has
// ended. An attempt is in the ledger before it is on the wire.
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

// nextCallback is the owed callback of this phone that is due first. One about a
// call that is not answered yet is left for later, and so is one that was held for
// it.
func (l *Line) nextCallback() (next ledger.Callback, found bool, err error) {
	owed, err := l.options.Ledger.Owed(l.number)
	all := len(owed)
	owed = slices.DeleteFunc(owed, func(c ledger.Callback) bool { return l.money.unanswered[c.Reference] })
	if err != nil || len(owed) == 0 || owed[0].Released && len(owed) < all {
		return ledger.Callback{}, false, err
	}
	return owed[0], true, nil
}

// attempt makes a callback. It has as long to be answered as any request.
func (l *Line) attempt(next ledger.Callback) {
	g := l.gateway
	callback, err := g.options.Ledger.Begin(next.ID)
	if err != nil {
		l.broken(err)
		return
	}
	told, err := l.tellingOf(callback)
	if err != nil {
		// It is begun, so the others do not wait for it.
		l.broken(err)
		l.callBack()
		return
	}
	l.money.calling = true
	request, err := told.request()
	if err != nil {
		l.calledBack(callback, told, &http.Request{}, reply{broken: session.Cause{Kind: session.Unreachable, Detail: err.Error()}})
		return
	}
	l.await(l.options.Limits.Answer, func(ctx context.Context) func() {
		came := exchange(ctx, g.transport, request)
		return func() { l.calledBack(callback, told, request, came) }
	})
}

// tellingOf is what a callback says, as the ledger now has it.
func (l *Line) tellingOf(callback ledger.Callback) (telling, error) {
	switch callback.Provider {
	case ledger.Inoti:
		return l.tellingOfInvoice(callback)
	case ledger.IntouchPay:
		return l.tellingOfTransaction(callback)
	case ledger.IPayy:
		return nil, errors.New("a callback of iPayy is owed, which has none")
	default:
		return nil, fmt.Errorf("a callback of an unknown provider %q is owed", callback.Provider)
	}
}

// calledBack takes what came of a callback, and makes the next one.
func (l *Line) calledBack(callback ledger.Callback, told telling, request *http.Request, came reply) {
	l.money.calling = false
	ended, notified, err := l.options.Ledger.End(callback.ID, ledger.Attempt{
		Status: came.status, Outcome: outcomeOf(came), At: l.clock.Now(), Retry: l.options.Retry,
	})
	if err != nil {
		l.broken(err)
		return
	}
	bytes := came.body[:min(len(came.body), maxBody)]
	body, faults := text.Clean(string(bytes))
	if len(faults) == 0 {
		bytes = nil
	}
	to, address, sent := told.shown()
	l.recordIn(told.session(), event.Callback{
		ID: strconv.FormatInt(ended.ID, 10), To: to, Attempt: ended.Attempts,
		Method: request.Method, URL: address, Headers: shownHeader(request.Header), Sent: sent,
		Body: body, Answered: came.header, Bytes: bytes,
		Repeat: callback.Repeated, Status: ended.Status, Milliseconds: came.took.Milliseconds(), Outcome: ended.Outcome,
	})
	told.ended(l, ended, notified, came)
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

// invoiceTelling tells a handler that an invoice was paid.
type invoiceTelling struct {
	invoice ledger.Invoice
	address *url.URL
	// masked is the address without secret inputs.
	masked *url.URL
}

func (l *Line) tellingOfInvoice(callback ledger.Callback) (telling, error) {
	invoice, err := l.options.Ledger.Invoice(callback.Invoice)
	if err != nil {
		return nil, err
	}
	address, err := l.callbackAddress(invoice, invoice.Call)
	if err != nil {
		return nil, err
	}
	masked, err := l.callbackAddress(invoice, cmp.Or(invoice.Masked, invoice.Call))
	return invoiceTelling{invoice, address, masked}, err
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

func (t invoiceTelling) request() (*http.Request, error) {
	return newRequest(t.address), nil
}

func (t invoiceTelling) session() string { return t.invoice.Session }

func (t invoiceTelling) shown() (to, address, sent string) {
	return strconv.FormatInt(t.invoice.ID, 10), t.masked.Redacted(), ""
}

func (t invoiceTelling) ended(l *Line, callback ledger.Callback, notified bool, _ reply) {
	// It may have been paid while the attempt was under way.
	invoice, err := l.options.Ledger.Invoice(callback.Invoice)
	if err != nil {
		l.broken(err)
		return
	}
	if notified {
		l.showInvoice(invoice)
	}
	if callback.State == ledger.Answered {
		l.auditSoon(invoice)
	}
}
