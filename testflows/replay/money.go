package replay

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/text"
	"candybar/testflows/flow"
)

// pay pays or declines an invoice at the page behind its link.
func (p *player) pay(ctx context.Context, step *flow.Pay) error {
	a := p.actor(step)
	invoice, err := p.waitingInvoice(step)
	if err != nil {
		return err
	}
	a.takePrompt(gateway.PayPrompt(invoice.ID))
	if _, err := p.runner.server.Gateway().Settle(invoice.Token, step.Approve); err != nil {
		return about(step, "the invoice cannot be paid: %s", err)
	}
	implied := ledger.Refused
	if step.Approve {
		implied = ledger.Succeeded
	}
	a.implied = append(a.implied, string(implied))
	_, err = p.settle(ctx, step)
	return err
}

// waitingInvoice is the newest invoice of the step's phone that waits to be paid
// by its link.
func (p *player) waitingInvoice(step *flow.Pay) (ledger.Invoice, error) {
	named, err := step.Invoice.Expand(p.values)
	if err != nil {
		return ledger.Invoice{}, err
	}
	mine, err := p.invoices(step)
	if err != nil {
		return ledger.Invoice{}, err
	}
	for _, invoice := range slices.Backward(mine) {
		if named != "" && clean(invoice.Yours) != named {
			continue
		}
		switch {
		case invoice.PayBy != ledger.Inoti:
			return invoice, about(step, "the invoice %s has no link: %s takes its money", clean(invoice.Yours), invoice.PayBy).
				note("hint", "answer its prompt: approve, decline or otp")
		case invoice.State == ledger.LinkSent:
			return invoice, nil
		case named != "":
			return invoice, about(step, "the invoice %s cannot be paid any more: it is %s", named, invoice.State)
		}
	}
	if named != "" {
		return ledger.Invoice{}, about(step, "there is no invoice %s", named)
	}
	return ledger.Invoice{}, about(step, "no invoice waits to be paid")
}

// invoices are those of the step's phone, oldest first.
func (p *player) invoices(step flow.Step) ([]ledger.Invoice, error) {
	all, err := p.runner.server.Gateway().Ledger().Invoices()
	if err != nil {
		return nil, err
	}
	mine := slices.DeleteFunc(all, func(i ledger.Invoice) bool { return i.Phone != p.actor(step).number })
	slices.SortStableFunc(mine, func(x, y ledger.Invoice) int { return int(x.Order - y.Order) })
	return mine, nil
}

func clean(s string) string {
	cleaned, _ := text.Clean(s)
	return cleaned
}

func (p *player) setOutcome(step *flow.SetOutcome) error {
	mine, err := p.invoices(step)
	switch {
	case err != nil:
		return err
	case len(mine) == 0:
		return about(step, "there is no invoice yet").note("hint", "the header outcome is for all of them")
	}
	return p.runner.server.Gateway().SetOutcome(mine[len(mine)-1].ID, ledger.Outcome(step.Outcome))
}

func (p *player) callback(ctx context.Context, step *flow.Callback) error {
	taken, ok := p.take(ctx, step, is(event.KindCallback))
	if !ok {
		return p.silence(ctx, step, "no callback was made within %s", step.Patience())
	}
	body := taken.Body.(event.Callback)
	return p.options("callback", step.Options, map[string]string{
		"to": body.To, "attempt": strconv.Itoa(body.Attempt), "url": body.URL, "body": body.Body,
		"status": strconv.Itoa(body.Status), "outcome": body.Outcome, "method": "GET",
	}, body.URL)
}

func (p *player) request(_ context.Context, step *flow.Request) error {
	p.gather(p.log.Pending())
	a := p.actor(step)
	if a.request.ID == 0 {
		return about(step, "no request was sent yet")
	}
	return p.options("request", step.Options, map[string]string{
		"method": a.request.Method, "url": a.request.URL,
		"status": strconv.Itoa(a.reply.Status), "body": clean(string(a.reply.Bytes)),
	}, a.request.URL)
}

func (p *player) charge(ctx context.Context, step *flow.Charge) error {
	taken, ok := p.take(ctx, step, is(event.KindCharge))
	if !ok {
		return p.silence(ctx, step, "no charge was made within %s", step.Patience())
	}
	body := taken.Body.(event.Charge)
	a := p.actor(step)
	if at := slices.Index(a.implied, body.State); at >= 0 {
		a.implied = slices.Delete(a.implied, at, at+1)
	}
	if body.State != string(step.State) {
		return &problem{
			title: "the charge ended differently", at: step.At,
			removed: []string{"charge " + string(step.State)}, added: []string{"charge " + body.State + reason(body)},
		}
	}
	return p.options("charge", step.Options, map[string]string{
		"provider": body.Provider, "amount": strconv.FormatInt(body.Amount, 10),
		"currency": body.Currency, "reason": body.Reason,
	}, "")
}

func reason(charge event.Charge) string {
	if charge.Reason == "" {
		return ""
	}
	return " (" + charge.Reason + ")"
}

// options compares the values that a step looks at: its own, and the parameters
// of an address.
func (p *player) options(what string, options []flow.Option, own map[string]string, address string) error {
	parameters := url.Values{}
	if parsed, err := url.Parse(address); err == nil {
		parameters = parsed.Query()
	}
	for _, option := range options {
		got, has := own[option.Name]
		if option.Parameter {
			got, has = clean(parameters.Get(option.Name)), parameters.Has(option.Name)
		}
		captured, ok := option.Value.Match(got, p.values)
		if has && ok {
			p.values.Keep(captured)
			continue
		}
		differs := &problem{title: what + " differs", at: option.At, removed: []string{option.Name + "  " + option.Value.Source}}
		if has {
			differs.added = []string{option.Name + "  " + got}
		}
		return differs
	}
	return nil
}

func (p *player) verified(ctx context.Context, step *flow.Verified) error {
	wants := func(e event.Event) (string, bool) {
		body, ok := e.Body.(event.Verified)
		return body.Invoice, ok
	}
	return p.checked(ctx, step, step.Invoice, wants, func(name string) error {
		none := about(step, "the handler did not ask GetPayments about invoice %s within %s", name, step.Patience())
		return p.reachable(none)
	})
}

func (p *player) unverified(ctx context.Context, step *flow.Unverified) error {
	wants := func(e event.Event) (string, bool) {
		body, ok := e.Body.(event.Unverified)
		return body.Invoice, ok
	}
	return p.checked(ctx, step, step.Invoice, wants, func(name string) error {
		return about(step, "invoice %s was not found to be confirmed without asking", name).
			note("hint", "a handler has 10 s after the callback to ask: wait 10s first")
	})
}

// checked takes an event about an invoice of the handler's.
func (p *player) checked(ctx context.Context, step flow.Step, named flow.Template, invoiceOf func(event.Event) (string, bool), none func(name string) error) error {
	name, err := named.Expand(p.values)
	if err != nil {
		return err
	}
	_, ok := p.take(ctx, step, func(e event.Event) bool {
		id, ok := invoiceOf(e)
		return ok && p.yours(id) == name
	})
	switch {
	case ok:
		return nil
	case ctx.Err() != nil:
		return p.silence(ctx, step, "")
	default:
		return none(name)
	}
}

// yours is what the handler calls an invoice.
func (p *player) yours(id string) string {
	parsed, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return ""
	}
	invoice, err := p.runner.server.Gateway().Ledger().Invoice(parsed)
	if err != nil {
		return ""
	}
	return clean(invoice.Yours)
}
