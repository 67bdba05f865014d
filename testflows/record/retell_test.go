package record_test

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
	"candybar/testflows/flow"
)

// retold plays a recording against what it was made of, by the rules of the
// language: each step takes the oldest of its kind, and nothing is left over.
// Secrets are the values of its secrets, in their order.
func retold(t *testing.T, recording []byte, events []event.Event, secrets ...string) {
	t.Helper()
	f := parsed(t, recording)
	p := &teller{
		t: t, flow: f, values: flow.Values{}, untaken: map[number.Number][]event.Event{}, recording: recording, implied: map[number.Number][]string{},
		asking: map[number.Number]time.Duration{}, paid: map[string]time.Duration{}, paidAt: map[string]time.Time{},
		yours: map[string]string{}, decided: map[string]bool{},
	}
	for i, secret := range f.Secrets {
		value := "none"
		if i < len(secrets) {
			value = secrets[i]
		}
		p.values[secret.Name] = flow.Value{Text: value, Secret: true}
	}
	p.gather(events)
	for _, step := range f.Steps {
		p.step(step)
	}
	p.account()
}

// parsed is a recording that is a flow, and formatted.
func parsed(t *testing.T, recording []byte) *flow.Flow {
	t.Helper()
	f, err := flow.Parse("recording", recording)
	if err != nil {
		t.Fatalf("%v\n%s", err, recording)
	}
	if formatted := f.Format(); string(formatted) != string(recording) {
		t.Errorf("not formatted:\n%s", recording)
	}
	return f
}

type teller struct {
	t         *testing.T
	flow      *flow.Flow
	recording []byte
	values    flow.Values
	untaken   map[number.Number][]event.Event
	// implied are how the charges of a phone end that its answers stand for.
	implied map[number.Number][]string
	// clock is the flow's own; asking is since when a screen is open, paid since
	// when an invoice is paid.
	clock  time.Duration
	asking map[number.Number]time.Duration
	paid   map[string]time.Duration
	// paidAt is when it was in the recording.
	paidAt map[string]time.Time
	// yours is what the handler calls an invoice, by iNoti's id.
	yours map[string]string
	// decided are the invoices that a step paid or declined.
	decided map[string]bool
}

func (p *teller) fail(step flow.Step, format string, args ...any) {
	p.t.Helper()
	p.t.Fatalf("line %d: "+format+"\n%s", append(append([]any{step.About().At.Line}, args...), p.recording)...)
}

func (p *teller) gather(events []event.Event) {
	for i, e := range events {
		switch body := e.Body.(type) {
		case event.Invoice:
			p.yours[body.ID] = body.Yours
			if body.State == "paid" {
				p.paidAt[body.ID] = e.Time
			}
			continue
		case event.Typed:
			if i+1 < len(events) {
				next, ok := events[i+1].Body.(event.Dialled)
				if ok && next.Class != "ussd" {
					continue
				}
			}
		case event.Callback:
			if strings.HasSuffix(body.URL, "/callback/intouchpay") {
				continue
			}
		case event.Ended:
			if body.How == session.Final || body.Cause == session.Shutdown {
				continue
			}
		case event.Screen, event.SMS, event.Prompt, event.Answered, event.Charge, event.Verified, event.Unverified:
		default:
			continue
		}
		p.untaken[e.Phone] = append(p.untaken[e.Phone], e)
	}
}

// inTime fails where a user runs out of time who did not, or has time who had
// none. These are the timers of the default network, and of a late callback.
func (p *teller) inTime(step *flow.Wait) {
	p.t.Helper()
	ran := step.Then != nil && step.Then.End == flow.UserTimeout
	for phone, since := range p.asking {
		if late := p.clock-since >= 30*time.Second; late != (ran && phone == p.phone(step)) {
			p.fail(step, "%s has been asked for %s", phone, p.clock-since)
		}
	}
}

func (p *teller) due(step flow.Step, e event.Event, body event.Callback) {
	p.t.Helper()
	paid, known := p.paidAt[body.To]
	began := e.Time.Add(-time.Duration(body.Milliseconds) * time.Millisecond)
	if known && began.Sub(paid) >= 30*time.Second && p.clock-p.paid[body.To] < 30*time.Second {
		p.fail(step, "the clock has moved by %s only since it was paid", p.clock-p.paid[body.To])
	}
}

func (p *teller) phone(step flow.Step) number.Number {
	phone, _ := p.flow.Phone(step.About().Phone)
	return phone.Number
}

// take takes the oldest event that is wanted.
func (p *teller) take(step flow.Step, what string, wanted func(event.Body) bool) event.Body {
	p.t.Helper()
	return p.takeEvent(step, what, wanted).Body
}

func (p *teller) takeEvent(step flow.Step, what string, wanted func(event.Body) bool) event.Event {
	p.t.Helper()
	phone := p.phone(step)
	at := slices.IndexFunc(p.untaken[phone], func(e event.Event) bool { return wanted(e.Body) })
	if at < 0 {
		p.fail(step, "there is no %s", what)
	}
	taken := p.untaken[phone][at]
	p.untaken[phone] = slices.Delete(p.untaken[phone], at, at+1)
	return taken
}

func a[T event.Body](body event.Body) bool { _, ok := body.(T); return ok }

func (p *teller) step(step flow.Step) {
	p.t.Helper()
	switch step := step.(type) {
	case *flow.Typed:
		body := p.take(step, "text", a[event.Typed]).(event.Typed)
		if got := p.expand(step, step.Text); got != body.Text {
			p.fail(step, "it types %q, not %q", got, body.Text)
		}
		p.screen(step, step.Then)
	case *flow.Wait:
		p.clock += step.For
		p.inTime(step)
		if step.Then != nil {
			p.screen(step, step.Then)
		}
	case *flow.Hangup:
		phone := p.phone(step)
		delete(p.asking, phone)
		p.untaken[phone] = slices.DeleteFunc(p.untaken[phone], func(e event.Event) bool {
			body, ok := e.Body.(event.Ended)
			return ok && body.How == session.Cancelled && p.isNext(e)
		})
	case *flow.SMS:
		body := p.take(step, "message", a[event.SMS]).(event.SMS)
		p.said(step, step.From, body.From, step.Text, body.Text)
	case *flow.Prompt:
		body := p.take(step, "prompt", a[event.Prompt]).(event.Prompt)
		p.said(step, step.From, body.From, step.Text, body.Text)
	case *flow.Answer:
		p.expand(step, step.OTP)
		p.imply(step, step.Verb)
		p.answer(step)
	case *flow.Pay:
		p.pay(step)
	case *flow.Charge:
		body := p.take(step, "charge", a[event.Charge]).(event.Charge)
		if body.State != string(step.State) {
			p.fail(step, "the charge was %s", body.State)
		}
		p.isImplied(p.phone(step), body.State)
		p.options(step, step.Options, map[string]string{"reason": body.Reason}, "")
	case *flow.Callback:
		e := p.takeEvent(step, "callback", a[event.Callback])
		body, _ := e.Body.(event.Callback)
		p.due(step, e, body)
		p.options(step, step.Options, map[string]string{"outcome": body.Outcome, "status": statusOf(body)}, body.URL)
	case *flow.Verified:
		p.checked(step, step.Invoice, a[event.Verified])
	case *flow.Unverified:
		p.checked(step, step.Invoice, a[event.Unverified])
	case *flow.SetWeather:
	default:
		p.fail(step, "a recording has no %T", step)
	}
}

func statusOf(body event.Callback) string { return strconv.Itoa(body.Status) }

// isNext reports whether no screen or end of its phone stands before an event.
func (p *teller) isNext(e event.Event) bool {
	for _, earlier := range p.untaken[e.Phone] {
		if a[event.Screen](earlier.Body) || a[event.Ended](earlier.Body) {
			return earlier.Seq == e.Seq
		}
	}
	return false
}

func (p *teller) expand(step flow.Step, template flow.Template) string {
	p.t.Helper()
	text, err := template.Expand(p.values)
	if err != nil {
		p.fail(step, "%v", err)
	}
	return text
}

func (p *teller) screen(step flow.Step, then *flow.Screen) {
	p.t.Helper()
	delete(p.asking, p.phone(step))
	if then == nil {
		return
	}
	if then.End == flow.Open {
		p.asking[p.phone(step)] = p.clock
	}
	end, text := flow.Open, ""
	switch body := p.take(step, "screen", func(b event.Body) bool { return a[event.Screen](b) || a[event.Ended](b) }).(type) {
	case event.Screen:
		text = body.Text
		if !body.Open {
			end = flow.Final
		}
	case event.Ended:
		end = flow.End(body.How)
	}
	compared := then.Compare(end, text, p.values)
	if !compared.Same {
		p.fail(step, "the screen differs: %q %q", compared.Removed, compared.Added)
	}
	p.values.Keep(compared.Captured)
}

func (p *teller) said(step flow.Step, from flow.Pattern, sender string, text flow.Lines, words string) {
	p.t.Helper()
	captured, ok := from.Match(sender, p.values)
	if !ok {
		p.fail(step, "it is from %q", sender)
	}
	p.values.Keep(captured)
	compared := text.Compare(words, p.values)
	if !compared.Same {
		p.fail(step, "the text differs: %q %q", compared.Removed, compared.Added)
	}
	p.values.Keep(compared.Captured)
}

func (p *teller) answer(step *flow.Answer) {
	p.t.Helper()
	phone := p.phone(step)
	at := slices.IndexFunc(p.untaken[phone], func(e event.Event) bool { return a[event.Answered](e.Body) })
	if at < 0 {
		p.fail(step, "there is no answer")
	}
	e := p.untaken[phone][at]
	body, _ := e.Body.(event.Answered)
	switch {
	case flow.Verb(body.Answer) == step.Verb:
		p.untaken[phone] = slices.Delete(p.untaken[phone], at, at+1)
		p.takePrompt(step, body.ID, e.Seq)
	case step.Verb == flow.Approve && strings.HasPrefix(body.ID, "otp-"):
		// Without the password it leaves no event but the question again.
	default:
		p.fail(step, "the answer was %s", body.Answer)
	}
}

func (p *teller) imply(step flow.Step, verb flow.Verb) {
	phone := p.phone(step)
	switch verb {
	case flow.Approve, flow.OTP:
		p.implied[phone] = append(p.implied[phone], "succeeded")
	case flow.Decline:
		p.implied[phone] = append(p.implied[phone], "refused")
	}
}

// isImplied reports whether an answer stands for a charge, which it then does no
// more.
func (p *teller) isImplied(phone number.Number, state string) bool {
	at := slices.Index(p.implied[phone], state)
	if at < 0 {
		return false
	}
	p.implied[phone] = slices.Delete(p.implied[phone], at, at+1)
	return true
}

// takePrompt takes a prompt that was answered at seq, where no step did.
func (p *teller) takePrompt(step flow.Step, id string, seq int64) {
	phone := p.phone(step)
	p.untaken[phone] = slices.DeleteFunc(p.untaken[phone], func(e event.Event) bool {
		body, ok := e.Body.(event.Prompt)
		return ok && body.ID == id && e.Seq < seq
	})
}

// pay takes the answer to the prompt of an invoice, where there was one.
func (p *teller) pay(step *flow.Pay) {
	p.t.Helper()
	invoice := p.invoice(step, p.expand(step, step.Invoice))
	verb := flow.Decline
	if step.Approve {
		verb = flow.Approve
	}
	p.imply(step, verb)
	phone := p.phone(step)
	p.untaken[phone] = slices.DeleteFunc(p.untaken[phone], func(e event.Event) bool {
		body, ok := e.Body.(event.Answered)
		return ok && body.ID == "pay-"+invoice && body.Answer == string(verb)
	})
	p.takePrompt(step, "pay-"+invoice, math.MaxInt64)
}

// invoice is iNoti's id of the oldest invoice of that name that is paid or
// declined, and was not by an earlier step.
func (p *teller) invoice(step flow.Step, yours string) string {
	p.t.Helper()
	for _, e := range p.untaken[p.phone(step)] {
		body, ok := e.Body.(event.Charge)
		if ok && p.yours[body.Invoice] == yours && !p.decided[body.Invoice] {
			p.decided[body.Invoice], p.paid[body.Invoice] = true, p.clock
			return body.Invoice
		}
	}
	p.fail(step, "no invoice %q waits to be paid", yours)
	return ""
}

func (p *teller) options(step flow.Step, options []flow.Option, own map[string]string, address string) {
	p.t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		p.fail(step, "%v", err)
	}
	for _, option := range options {
		got := own[option.Name]
		if option.Parameter {
			got = parsed.Query().Get(option.Name)
		}
		captured, ok := option.Value.Match(got, p.values)
		if !ok {
			p.fail(step, "%s is %q", option.Name, got)
		}
		p.values.Keep(captured)
	}
}

func (p *teller) checked(step flow.Step, invoice flow.Template, wanted func(event.Body) bool) {
	p.t.Helper()
	named := p.expand(step, invoice)
	p.take(step, "lookup of "+named, func(body event.Body) bool {
		switch checked := body.(type) {
		case event.Verified:
			return wanted(body) && p.yours[checked.Invoice] == named
		case event.Unverified:
			return wanted(body) && p.yours[checked.Invoice] == named
		default:
			return false
		}
	})
}

// account fails where something is left that a flow must account for.
func (p *teller) account() {
	p.t.Helper()
	for _, left := range p.untaken {
		for _, e := range left {
			if body, ok := e.Body.(event.Charge); ok {
				if p.isImplied(e.Phone, body.State) {
					continue
				}
			}
			if body, ok := e.Body.(event.Ended); ok && body.How == session.Cancelled {
				continue
			}
			p.t.Errorf("nothing takes %T %+v\n%s", e.Body, e.Body, p.recording)
		}
	}
}
