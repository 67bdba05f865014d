package replay

import (
	"context"
	"fmt"
	"maps"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/testflows/flow"
)

// step does one step and takes what it expects. The error is a *problem where
// an expectation did not hold.
func (p *player) step(ctx context.Context, step flow.Step) error {
	switch step := step.(type) {
	case *flow.Typed:
		return p.typed(ctx, step)
	case *flow.Wait:
		return p.wait(ctx, step)
	case *flow.Hangup:
		return p.hangup(ctx, step)
	case *flow.SMS:
		return p.sms(ctx, step)
	case *flow.Prompt:
		return p.prompt(ctx, step)
	case *flow.Answer:
		return p.answer(ctx, step)
	case *flow.Pay:
		return p.pay(ctx, step)
	case *flow.Callback:
		return p.callback(ctx, step)
	case *flow.Verified:
		return p.verified(ctx, step)
	case *flow.Unverified:
		return p.unverified(ctx, step)
	case *flow.Charge:
		return p.charge(ctx, step)
	case *flow.Request:
		return p.request(ctx, step)
	case *flow.SetBalance:
		return p.actor(step).line.Change(gateway.Change{Balance: &step.Balance})
	case *flow.SetOutcome:
		return p.setOutcome(step)
	case *flow.SetWeather:
		return p.setWeather(step)
	case *flow.Allow:
		// What is allowed counts in the end.
		return nil
	default:
		return fmt.Errorf("candybar does not know the step %T", step)
	}
}

// typed presses the keys: the call key where no session is open.
func (p *player) typed(ctx context.Context, step *flow.Typed) error {
	text, err := step.Text.Expand(p.values)
	if err != nil {
		return err
	}
	p.after = "> " + step.Text.Source
	a := p.actor(step)
	p.gather(p.log.Pending())
	if err := a.line.Do(keyOf(a.line.View().Phone, text)); err != nil {
		return about(step, "the phone does not take it: %s", err)
	}
	if step.Then == nil {
		return nil
	}
	view, err := p.settle(ctx, step)
	if err != nil {
		return p.silence(ctx, step, "no screen came within %s", step.About().Patience())
	}
	if view.Held {
		return about(step, "no screen comes at once: the weather is %s", view.Subscriber.Weather).
			note("hint", "write below it how long to wait, as wait 15s, and below that what comes")
	}
	if p.requests == 1 && view.Cause.NeverConnected() && step.Then.End != flow.NetworkError {
		lost := about(step, "nobody was reached: %s", view.Cause.Detail)
		lost.cannotRun = true
		return lost.note("hint", "start the handler, or name the right one with --handler or the header handler")
	}
	return p.screen(step, step.Then, view.Cause)
}

func keyOf(handset phone.Phone, text string) phone.Key {
	if handset.State() == phone.StateOpen {
		return phone.Send{Text: text}
	}
	return phone.Call{Text: text}
}

// silence is a step that waited in vain.
func (p *player) silence(ctx context.Context, step flow.Step, format string, args ...any) error {
	if ctx.Err() != nil {
		return about(step, "interrupted")
	}
	return about(step, format, args...)
}

// screen compares the session's oldest screen or end with the expected one.
func (p *player) screen(step flow.Step, expected *flow.Screen, cause session.Cause) error {
	got, ok := p.actor(step).takeScreen()
	if !ok {
		return &problem{title: "the session goes on, and nothing came", at: expected.At}
	}
	compared := expected.Compare(got.end, got.text, p.values)
	if compared.Same {
		p.values.Keep(compared.Captured)
		return nil
	}
	title := "screen differs"
	if got.end != expected.End {
		title = "the session stands differently"
	}
	differs := &problem{title: title, at: compared.At, removed: compared.Removed, added: compared.Added}
	if cause.Detail != "" && got.end != flow.Open && got.end != flow.Final {
		differs.note("cause", "%s", cause.Detail)
	}
	return p.corrected(step, differs, flow.Correction{Step: step, End: got.end, Text: got.text}, got.end == expected.End)
}

// corrected keeps what a flow would have to say. In an update it plays on where
// that is possible.
func (p *player) corrected(step flow.Step, differs *problem, correction flow.Correction, playable bool) error {
	correction.Values = maps.Clone(p.values)
	p.result.Corrections = append(p.result.Corrections, correction)
	if p.runner.options.Update && playable {
		p.fail(step, differs)
		return nil
	}
	return differs
}

// wait moves the clock. What becomes of the session meanwhile may be expected.
func (p *player) wait(ctx context.Context, step *flow.Wait) error {
	if err := p.forward(ctx, step.For); err != nil {
		return err
	}
	if err := p.rest(ctx); err != nil {
		return err
	}
	p.gather(p.log.Pending())
	if step.Then == nil {
		return nil
	}
	return p.screen(step, step.Then, p.actor(step).line.View().Cause)
}

// setWeather changes what goes wrong from the next request on.
func (p *player) setWeather(step *flow.SetWeather) error {
	changed := weather.Weather(step.Weather)
	return p.actor(step).line.Change(gateway.Change{Weather: &changed})
}

func (p *player) hangup(ctx context.Context, step *flow.Hangup) error {
	a := p.actor(step)
	if err := a.line.Do(phone.End{}); err != nil {
		return about(step, "the phone cannot hang up: %s", err)
	}
	if _, err := p.settle(ctx, step); err != nil {
		return err
	}
	if step.Then != nil {
		return p.screen(step, step.Then, session.Cause{})
	}
	// A screen that came while the key was on its way is not looked at.
	for {
		got, ok := a.takeScreen()
		if !ok || got.end == flow.Cancelled {
			return nil
		}
	}
}

func (p *player) sms(ctx context.Context, step *flow.SMS) error {
	taken, ok := p.take(ctx, step, is(event.KindSMS))
	if !ok {
		return p.silence(ctx, step, "no SMS came within %s", step.Patience())
	}
	body := taken.Body.(event.SMS)
	return p.said(step, "SMS", step.From, body.From, step.Text, body.Text)
}

func (p *player) prompt(ctx context.Context, step *flow.Prompt) error {
	taken, ok := p.take(ctx, step, is(event.KindPrompt))
	if !ok {
		return p.silence(ctx, step, "no prompt came within %s", step.Patience())
	}
	body := taken.Body.(event.Prompt)
	return p.said(step, "prompt", step.From, body.From, step.Text, body.Text)
}

// said compares an SMS or a prompt with the expected one.
func (p *player) said(step flow.Step, what string, from flow.Pattern, sender string, expected flow.Lines, text string) error {
	captured, ok := from.Match(sender, p.values)
	if !ok {
		return &problem{
			title: fmt.Sprintf("the %s is from somebody else", what), at: from.At,
			removed: []string{from.Source}, added: []string{sender},
		}
	}
	p.values.Keep(captured)
	compared := expected.Compare(text, p.values)
	if compared.Same {
		p.values.Keep(compared.Captured)
		return nil
	}
	differs := &problem{title: what + " differs", at: compared.At, removed: compared.Removed, added: compared.Added}
	return p.corrected(step, differs, flow.Correction{Step: step, Text: text}, true)
}

// answer answers the oldest open prompt, when there is one.
func (p *player) answer(ctx context.Context, step *flow.Answer) error {
	a := p.actor(step)
	open, err := p.openPrompt(ctx, step)
	if err != nil {
		return err
	}
	said, err := p.promptAnswer(step)
	if err != nil {
		return err
	}
	a.takePrompt(open.ID)
	if err := a.line.Do(phone.Decide{ID: open.ID, Answer: said}); err != nil {
		return about(step, "the phone does not take it: %s", err)
	}
	switch step.Verb {
	case flow.Approve, flow.OTP:
		a.implied = append(a.implied, string(ledger.Succeeded))
	case flow.Decline:
		a.implied = append(a.implied, string(ledger.Refused))
	case flow.Ignore, flow.Resend:
	}
	_, err = p.settle(ctx, step)
	return err
}

// openPrompt is the oldest prompt on the phone.
func (p *player) openPrompt(ctx context.Context, step flow.Step) (phone.Prompt, error) {
	waiting, cancel := patiently(ctx, step)
	defer cancel()
	for {
		if open := p.actor(step).line.View().Phone.Prompts(); len(open) > 0 {
			p.gather(p.log.Pending())
			return open[0], nil
		}
		events, err := p.log.Next(waiting)
		if err != nil {
			return phone.Prompt{}, p.silence(ctx, step, "there is no prompt to answer, and none came within %s", step.About().Patience())
		}
		p.gather(events)
	}
}

func (p *player) promptAnswer(step *flow.Answer) (phone.PromptAnswer, error) {
	switch step.Verb {
	case flow.Approve:
		pin, err := step.PIN.Expand(p.values)
		if step.PIN.IsZero() {
			pin = p.anyPIN(step)
		}
		return phone.Approve{PIN: pin}, err
	case flow.Decline:
		return phone.Decline{}, nil
	case flow.Ignore:
		return phone.Ignore{}, nil
	case flow.Resend:
		return phone.Resend{}, nil
	case flow.OTP:
		code, err := step.OTP.Expand(p.values)
		return phone.OTP{Code: code}, err
	default:
		return nil, about(step, "candybar does not know the answer %s", step.Verb)
	}
}

// anyPIN is a right PIN, for a flow that does not care for it.
func (p *player) anyPIN(step flow.Step) string {
	if pin := p.actor(step).line.View().Subscriber.PIN; pin != "" {
		return pin
	}
	return "0000"
}
