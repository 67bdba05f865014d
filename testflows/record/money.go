package record

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/testflows/flow"
)

// intouchPayPath is where IntouchPay calls the gateway itself, its merchant.
const intouchPayPath = "/callback/intouchpay"

// lateBy is how long after the payment a late callback is due.
const lateBy = 30 * time.Second

// The states of an invoice that say what became of it.
const (
	requested = "requested"
	paid      = "paid"
	cancelled = "cancelled"
)

// pay adds what the user did with a payment link, which accounts for the prompt
// that asked the same.
func (l *listener) pay(on *line, e event.Event, of *invoice, approve bool) {
	if of == nil || of.decided {
		return
	}
	of.decided = true
	ends := flow.Refused
	if approve {
		ends = flow.Succeeded
	}
	on.implied = append(on.implied, ends)
	paying := l.add(on, newStep(on, e, pay{of.yours, approve}))
	if of.asked != nil && !of.asked.implied {
		of.asked.implied, of.asked.by = true, paying
	}
}

func (l *listener) invoice(on *line, e event.Event, body event.Invoice) {
	known := l.invoices[body.ID]
	switch {
	case known == nil && body.State == requested:
		known = &invoice{id: body.ID, yours: cleaned(body.Yours)}
		l.invoices[body.ID] = known
		l.billed = append(l.billed, known)
	case known == nil:
		return
	}
	if body.RRN != "" && !slices.Contains(known.rrns, body.RRN) {
		known.rrns = append(known.rrns, body.RRN)
	}
	if body.State == paid {
		known.paidBy, known.paidAt = l.last(on), e.Time
	}
}

// charge hears that money moved, or did not. What a link's page did is known by
// that alone.
func (l *listener) charge(on *line, e event.Event, body event.Charge) {
	of := l.invoices[body.Invoice]
	if body.Invoice != "" && of == nil {
		return
	}
	if of != nil && body.Provider == string(inoti) {
		l.pay(on, e, of, l.stateOf(of.id) != cancelled)
	}
	state := flow.ChargeState(body.State)
	if state != flow.Succeeded && state != flow.Refused {
		return
	}
	made := newStep(on, e, charge{body})
	if at := slices.Index(on.implied, state); at >= 0 {
		on.implied = slices.Delete(on.implied, at, at+1)
		made.implied = true
	} else {
		l.expired(on, made)
	}
	l.add(on, made)
}

// expired is a charge that nobody answered for: where a question of its provider
// has been open, its time ran out.
func (l *listener) expired(on *line, made *step) {
	if body, _ := made.does.(charge); body.Provider != string(intouchpay) {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(on.prompts)) {
		// The ids count upwards, so this is the oldest.
		if open := on.prompts[id]; strings.HasPrefix(id, confirmPrefix) && !open.answered {
			open.answered = true
			since := open.asked.done
			l.spans = append(l.spans, span{from: open.asked, since: since, to: made, least: passed(since, made.began)})
			return
		}
	}
}

// callback hears what the gateway told a program. What IntouchPay tells the
// gateway, its merchant, is nobody else's.
func (l *listener) callback(on *line, e event.Event, body event.Callback) {
	to, err := url.Parse(body.URL)
	if err == nil && to.Path == intouchPayPath {
		return
	}
	of := l.invoices[body.To]
	if of == nil && err == nil && to.Query().Has("RRN") {
		return
	}
	took := time.Duration(max(body.Milliseconds, 0)) * time.Millisecond
	called := newStep(on, e, callback{body, of})
	called.began = e.Time.Add(-took)
	l.add(on, called)
	if of == nil {
		return
	}
	of.told = called
	if of.paidBy != nil {
		if late := passed(of.paidAt, called.began); late >= lateBy {
			l.spans = append(l.spans, span{from: of.paidBy, since: of.paidAt, to: called, least: late})
		}
	}
	if of.verified != nil {
		l.add(on, of.verified)
		of.verified = nil
	}
}

// hasName reports whether a step can name the invoice.
func (i *invoice) hasName() bool { return i != nil && strings.TrimSpace(i.yours) != "" }

// verified hears that the handler asked about an invoice. It does so before it
// answers the callback, and is written behind it, where it reads better and the
// invoice's name is known.
func (l *listener) verified(on *line, e event.Event, body event.Verified) {
	of := l.invoices[body.Invoice]
	if !of.hasName() {
		return
	}
	asked := newStep(on, e, checked{of.yours, true})
	if of.told == nil && l.isToldLater(of) {
		of.verified = asked
		return
	}
	l.add(on, asked)
}

func (l *listener) isToldLater(of *invoice) bool {
	return slices.ContainsFunc(l.events[l.at+1:], func(e event.Event) bool {
		body, ok := e.Body.(event.Callback)
		return ok && body.To == of.id
	})
}

func (l *listener) unverified(on *line, e event.Event, body event.Unverified) {
	of := l.invoices[body.Invoice]
	if !of.hasName() {
		return
	}
	found := l.add(on, newStep(on, e, checked{of.yours, false}))
	if of.told != nil {
		l.spans = append(l.spans, span{from: of.told, since: of.told.done, to: found, least: passed(of.told.done, e.Time)})
	}
}
