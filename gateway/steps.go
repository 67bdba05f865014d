package gateway

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/dial"
	"candybar/providers/inoti"
)

// Everything here runs in an errand of the line.

// pressed gives a key to the handset and does what the handset wants.
func (l *Line) pressed(key phone.Key, handler *url.URL) error {
	sent, sends := key.(phone.Send)
	secret := sends && asksForSecret(l.handset.Screen())
	next, effects := phone.Step(l.handset, key)
	l.handset = next
	for _, effect := range effects {
		switch effect := effect.(type) {
		case phone.Refused:
			l.refused(effect.Err)
			return effect.Err
		case phone.Dial:
			l.dial(key, effect.Code, handler)
		case phone.Answer:
			l.answer(effect.Text, secret)
		case phone.HangUp:
			if sends { // the phone threw it away, and the session with it
				l.record(event.Typed{Text: sent.Text, Secret: secret})
			}
			l.advance(session.HungUp{})
		case phone.Decided:
			l.decided(effect)
		}
	}
	if _, wears := key.(phone.Wear); wears {
		l.record(event.Subscriber{Changed: []string{"skin"}})
	}
	return nil
}

// refused records a dial string that is not USSD: it was typed, and the phone
// knew what it is. It may hold a PIN (**04*…#), which nobody needs. Any other
// refused key did nothing.
func (l *Line) refused(why error) {
	var notUSSD phone.NotUSSD
	if !errors.As(why, &notUSSD) {
		return
	}
	masked := notUSSD.Dialled.Masked()
	l.recordIn("", event.Typed{Text: masked})
	l.recordIn("", event.Dialled{Class: notUSSD.Dialled.Class.String(), Code: masked})
}

func (l *Line) dial(key phone.Key, code string, handler *url.URL) {
	id, fate := l.newSession()
	// The session's id stands in the first events before the session has it.
	if call, ok := key.(phone.Call); ok {
		l.recordIn(id, event.Typed{Text: call.Text})
	}
	payBy := l.payBy(Route{})
	if handler == nil {
		if route, found := find(l.options.Routes, code); found {
			handler, payBy = route.Handler, l.payBy(route)
		}
	}
	dialled := event.Dialled{Class: dial.USSD.String(), Code: code}
	if handler != nil {
		dialled.Handler = handler.Redacted()
	}
	l.turn = turn{handler: handler, payBy: payBy, secrets: make(map[int]bool), fate: fate}
	l.recordIn(id, dialled)
	l.advance(session.Dialled{ID: id, Code: code, Limits: l.options.Limits})
}

// payBy is who takes the money of what a route's handler asks for: as the route
// has it, or the gateway, or the phone's country.
func (l *Line) payBy(route Route) ledger.Provider {
	return cmp.Or(route.PayBy, l.options.PayBy, ledger.ProviderOf(l.number.Country()))
}

func (l *Line) answer(typed string, secret bool) {
	l.record(event.Typed{Text: typed, Secret: secret})
	if asking, ok := l.session.(session.Asking); ok && secret {
		l.turn.secrets[len(asking.Inputs)] = true
	}
	l.advance(session.Answered{Text: typed})
}

// advance steps the session.
func (l *Line) advance(e session.Event) {
	next, effects := session.Step(l.session, e)
	l.session = next
	l.perform(effects)
}

// perform does what the session wants.
func (l *Line) perform(effects []session.Effect) {
	for _, effect := range effects {
		switch effect := effect.(type) {
		case session.Start:
			l.startTimer(effect)
		case session.Stop:
			l.stopTimer(effect.Timer)
		case session.Request:
			l.request(effect)
		case session.Ask:
			l.record(l.turn.screen)
			l.hear(phone.Ask(effect))
		case session.Tell:
			l.record(l.turn.screen)
			l.hear(phone.Tell(effect))
		case session.Release:
			l.hear(phone.Release{})
		case session.Fail:
			l.hear(phone.Fail{})
		case session.Busy:
			l.warnIn(session.ID(l.session), busy())
		case session.Ended:
			l.record(event.Ended{How: effect.End, Cause: effect.Cause.Kind, Detail: effect.Cause.Detail})
		}
	}
}

// hear gives the handset a message of the network, which wants nothing done.
func (l *Line) hear(message phone.Event) { l.handset, _ = phone.Step(l.handset, message) }

// request asks the handler. The exchange outlives the session where it has to;
// what comes of it comes back as an errand.
func (l *Line) request(r session.Request) {
	if l.turn.handler == nil {
		l.advance(session.Replied{ID: r.ID, Reply: session.Failure{
			End:   session.NotSupported,
			Cause: session.Cause{Kind: session.NoHandler, Detail: "no handler has this code"},
		}})
		return
	}
	fate := l.fateOf(r)
	if fate.Fault == weather.DropBefore {
		l.lose(r, fate)
		return
	}
	g := l.gateway
	to := l.address(r, r.Call, fate.Fault)
	request := newRequest(to)
	d := delivery{asks: r, request: request, fate: fate, sent: event.Request{
		ID: g.requests.Add(1), Method: request.Method, URL: to.Redacted(), Headers: shownHeader(request.Header), Masked: l.masked(r, fate.Fault),
		User: to.User,
	}}
	if fate.Fault.ReshapesRequest() {
		l.struck(d)
	}
	l.record(d.sent)
	l.expect(d)
	l.await(g.options.Limits.Answer+lateLimit, func(ctx context.Context) func() {
		came := d.exchange(ctx, g)
		return func() { l.replied(d, came) }
	})
}

// shownHeader is a request's header as it may stand in the log: a password of
// the handler's address is nobody's business.
func shownHeader(header http.Header) http.Header {
	if header.Get("Authorization") == "" {
		return header
	}
	shown := header.Clone()
	shown.Set("Authorization", event.Mask)
	return shown
}

func (l *Line) address(r session.Request, call string, fault weather.Fault) *url.URL {
	return addressIn(fault, inoti.Request{
		Mobile:    l.number.National(),
		SessionID: r.ID,
		Call:      l.options.CallForm.Write(l.answered(call, fault), r.First),
	}, l.turn.handler)
}

// masked is the request's address with the secret inputs masked, or empty
// where there are none.
func (l *Line) masked(r session.Request, fault weather.Fault) string {
	call := l.maskedCall()
	if call == "" {
		return ""
	}
	return l.address(r, call, fault).Redacted()
}

// maskedCall is the open session's call with the secret inputs masked, or
// empty where there are none.
func (l *Line) maskedCall() string {
	exchanging, ok := l.session.(session.Exchanging)
	if !ok || len(l.turn.secrets) == 0 {
		return ""
	}
	dialogue := exchanging.Dialogue
	inputs := make([]string, len(dialogue.Inputs))
	for i, input := range dialogue.Inputs {
		inputs[i] = input
		if l.turn.secrets[i] {
			inputs[i] = event.Mask
		}
	}
	dialogue.Inputs = inputs
	return dialogue.Call()
}

// replied takes what came of a request: it is recorded as it was, judged, and
// given to the session, unless that has ended meanwhile or the weather is against
// it.
func (l *Line) replied(d delivery, came reply) {
	r := d.asks
	exchanging, waiting := l.session.(session.Exchanging)
	late := !waiting || exchanging.ID != r.ID
	if !late && d.spoils(came) {
		l.struck(d)
	}
	l.recordReply(d, came, late)
	if late {
		return
	}
	l.deliver(d, came)
}

// recordReply records what came back, if anything did.
func (l *Line) recordReply(d delivery, came reply, late bool) {
	if came.status == 0 {
		return
	}
	l.recordIn(d.asks.ID, event.Reply{
		ID: d.sent.ID, Status: came.status, Headers: came.header, Bytes: came.body,
		Milliseconds: came.took.Milliseconds(), Late: late, Unreadable: unreadable(came).Kind != session.NoCause,
	})
}

// show gives a reply to the session.
func (l *Line) show(r session.Request, came reply) {
	judged := judge(came, l.options.Strict)
	if judged.screen != nil {
		l.turn.screen = *judged.screen
	}
	if judged.payment != nil {
		l.bill(r, *judged.payment)
		return
	}
	l.advance(session.Replied{ID: r.ID, Reply: judged.reply})
}

// record makes an event of the session that is open, or was last. It stands in
// the log when the errand is done.
func (l *Line) record(body event.Body) event.Event { return l.recordIn(session.ID(l.session), body) }

func (l *Line) recordIn(id string, body event.Body) event.Event {
	e := event.Event{Time: l.clock.Now(), Phone: l.number, Session: id, Body: body}
	l.news = append(l.news, e)
	l.remarkOn(e)
	return e
}
