package record

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/testflows/flow"
)

// What the ids of the gateway's prompts begin with; iNoti's id of the invoice
// follows, or IntouchPay's of the transaction.
const (
	payPrefix      = "pay-"
	passwordPrefix = "otp-"
	confirmPrefix  = "confirm-"
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

// question is a prompt on the phone.
type question struct {
	asked *step
	// answered is true once the user has said something to it.
	answered bool
}

// prompt hears a question. One about an invoice of another time is none of the
// recording's.
func (l *listener) prompt(on *line, e event.Event, body event.Prompt) {
	of := l.invoiceOf(body.ID)
	if of == nil && !strings.HasPrefix(body.ID, confirmPrefix) {
		return
	}
	before := on.prompts[body.ID]
	if before != nil && !before.answered && strings.HasPrefix(body.ID, passwordPrefix) {
		// A yes without the password leaves no event but the question again.
		l.answer(on, newStep(on, e, answer{verb: flow.Approve}))
	}
	asked := l.add(on, newStep(on, e, prompt{body.ID, cleaned(body.From), cleaned(body.Text)}))
	on.prompts[body.ID] = &question{asked: asked}
	if of != nil {
		of.asked = asked
	}
}

// invoiceOf is the invoice that a prompt asks about, nil where it asks about
// none of the recording's.
func (l *listener) invoiceOf(prompt string) *invoice {
	for _, prefix := range []string{payPrefix, passwordPrefix} {
		if id, ok := strings.CutPrefix(prompt, prefix); ok {
			return l.invoices[id]
		}
	}
	return nil
}

func (l *listener) answered(on *line, e event.Event, body event.Answered) {
	asked := on.prompts[body.ID]
	if asked == nil {
		return
	}
	asked.answered = true
	verb := flow.Verb(body.Answer)
	switch {
	case !slices.Contains([]flow.Verb{flow.Approve, flow.Decline, flow.Ignore, flow.Resend, flow.OTP}, verb):
	case !strings.HasPrefix(body.ID, payPrefix):
		l.answer(on, newStep(on, e, l.answerOf(on, body)))
	case verb == flow.Ignore:
		ignored := l.answer(on, newStep(on, e, answer{verb: verb}))
		asked.asked.implied, asked.asked.by = true, ignored
	default:
		l.pay(on, e, l.invoiceOf(body.ID), verb != flow.Decline)
	}
}

// answerOf is an answer with what can be told of the secret that went with it:
// what was wrong is asked again.
func (l *listener) answerOf(on *line, body event.Answered) answer {
	said := answer{verb: flow.Verb(body.Answer)}
	switch said.verb {
	case flow.OTP:
		said.otp = on.otp
		said.wrong = l.isAskedAgain(on, body.ID)
	case flow.Approve:
		said.wrong = l.isAskedAgain(on, body.ID) || l.isCancelled(on)
	case flow.Decline, flow.Ignore, flow.Resend:
	}
	return said
}

// isAskedAgain reports whether the next thing about a prompt is that it is there
// again.
func (l *listener) isAskedAgain(on *line, id string) bool {
	for _, e := range l.events[l.at+1:] {
		if e.Phone != on.number {
			continue
		}
		switch body := e.Body.(type) {
		case event.Prompt:
			if body.ID == id {
				return true
			}
		case event.Answered:
			if body.ID == id {
				return false
			}
		case event.Charge:
			return false
		}
	}
	return false
}

// isCancelled reports whether the next charge was for an invoice that is then
// cancelled: so ends a confirmation after too many wrong PINs.
func (l *listener) isCancelled(on *line) bool {
	for _, e := range l.events[l.at+1:] {
		if body, ok := e.Body.(event.Charge); ok && e.Phone == on.number {
			return body.Invoice != "" && l.stateOf(body.Invoice) == cancelled
		}
	}
	return false
}

// stateOf is the state that an invoice comes to next, empty where it comes to
// none.
func (l *listener) stateOf(id string) string {
	for _, e := range l.events[l.at+1:] {
		if body, ok := e.Body.(event.Invoice); ok && body.ID == id {
			return body.State
		}
	}
	return ""
}

// answer adds an answer, and how the charge ends that it stands for.
func (l *listener) answer(on *line, s *step) *step {
	said, _ := s.does.(answer)
	switch said.verb {
	case flow.Approve, flow.OTP:
		on.implied = append(on.implied, flow.Succeeded)
	case flow.Decline:
		on.implied = append(on.implied, flow.Refused)
	case flow.Ignore, flow.Resend:
	}
	l.add(on, s)
	if said.verb == flow.OTP && said.wrong && on.sent != nil && s.began.Sub(on.sent.done) >= time.Minute {
		// It may have been the right one, too late.
		l.spans = append(l.spans, span{from: on.sent, since: on.sent.done, to: s, least: passed(on.sent.done, s.began)})
	}
	return s
}

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
	var oldest *question
	for id, open := range on.prompts {
		if strings.HasPrefix(id, confirmPrefix) && !open.answered && (oldest == nil || open.asked.done.Before(oldest.asked.done)) {
			oldest = open
		}
	}
	if body, _ := made.does.(charge); oldest == nil || body.Provider != string(intouchpay) {
		return
	}
	oldest.answered = true
	since := oldest.asked.done
	l.spans = append(l.spans, span{from: oldest.asked, since: since, to: made, least: passed(since, made.began)})
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

// verified hears that the handler asked about an invoice. It does so before it
// answers the callback, and is written behind it, where it reads better and the
// invoice's name is known.
func (l *listener) verified(on *line, e event.Event, body event.Verified) {
	of := l.invoices[body.Invoice]
	if of == nil {
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
	if of == nil {
		return
	}
	found := l.add(on, newStep(on, e, checked{of.yours, false}))
	if of.told != nil {
		l.spans = append(l.spans, span{from: of.told, since: of.told.done, to: found, least: passed(of.told.done, e.Time)})
	}
}
