package replay

import (
	"context"
	"slices"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/testflows/flow"
)

// gather gives each phone what happened to it.
func (p *player) gather(events []event.Event) {
	for _, e := range events {
		at := slices.IndexFunc(p.actors, func(a *actor) bool { return a.number == e.Phone })
		if at < 0 {
			continue
		}
		p.result.Events = append(p.result.Events, e)
		p.actors[at].hear(e, p)
	}
}

// hear sorts an event: what a step may take is kept.
func (a *actor) hear(e event.Event, p *player) {
	switch body := e.Body.(type) {
	case event.Request:
		a.request, a.reply = body, event.Reply{}
		p.requests++
	case event.Reply:
		a.reply = body
	case event.Callback:
		// What IntouchPay tells the gateway as its merchant is nobody else's.
		if !p.runner.server.Gateway().IsOwnCallback(body.URL) {
			a.untaken = append(a.untaken, e)
		}
	case event.Screen, event.Ended, event.SMS, event.Prompt, event.Charge, event.Verified, event.Unverified, event.Warning:
		a.untaken = append(a.untaken, e)
	case event.Typed, event.Dialled, event.Answered, event.Invoice, event.Provider, event.Subscriber, event.Weather, event.Resent:
	}
}

// take takes the oldest untaken event that a step wants, and waits for it as
// long as the step does. It reports false where none came.
func (p *player) take(ctx context.Context, step flow.Step, wants func(event.Event) bool) (event.Event, bool) {
	a := p.actor(step)
	ctx, cancel := patiently(ctx, step)
	defer cancel()
	p.gather(p.log.Pending())
	for {
		if at := slices.IndexFunc(a.untaken, wants); at >= 0 {
			taken := a.untaken[at]
			a.untaken = slices.Delete(a.untaken, at, at+1)
			return taken, true
		}
		events, err := p.log.Next(ctx)
		if err != nil {
			return event.Event{}, false
		}
		p.gather(events)
	}
}

// is reports whether an event is of a kind.
func is(kind event.Kind) func(event.Event) bool {
	return func(e event.Event) bool { return e.Body.Kind() == kind }
}

// came is a screen or an end that a session came to.
type came struct {
	end  flow.End
	text string
}

// takeScreen takes the oldest screen, or end without one.
func (a *actor) takeScreen() (came, bool) {
	for at, e := range a.untaken {
		switch body := e.Body.(type) {
		case event.Screen:
			a.untaken = slices.Delete(a.untaken, at, at+1)
			if body.Open {
				return came{flow.Open, body.Text}, true
			}
			a.takeEnd(session.Final)
			return came{flow.Final, body.Text}, true
		case event.Ended:
			a.untaken = slices.Delete(a.untaken, at, at+1)
			return came{flow.End(body.How), ""}, true
		}
	}
	return came{}, false
}

// takeEnd takes an end, where it has come.
func (a *actor) takeEnd(how session.End) {
	a.untaken = slices.DeleteFunc(a.untaken, func(e event.Event) bool {
		ended, ok := e.Body.(event.Ended)
		return ok && ended.How == how
	})
}

// takePrompt takes a prompt, where no step did: who answers it has seen it.
func (a *actor) takePrompt(id string) {
	a.untaken = slices.DeleteFunc(a.untaken, func(e event.Event) bool {
		prompt, ok := e.Body.(event.Prompt)
		return ok && prompt.ID == id
	})
}

// settle waits until the phone waits for nothing, and gathers what happened.
func (p *player) settle(ctx context.Context, step flow.Step) (gateway.View, error) {
	ctx, cancel := patiently(ctx, step)
	defer cancel()
	line := p.actor(step).line
	view, err := line.SettleOrHeld(ctx)
	if !view.Subscriber.Weather.IsClear() {
		// A request that is delivered twice is that before the next step. A handler
		// that never answers it is found out in the end.
		_ = line.Quiet(ctx)
	}
	p.gather(p.log.Pending())
	return view, err
}
