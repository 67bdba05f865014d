package record

import (
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
