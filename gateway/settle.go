package gateway

import (
	"strings"

	"candybar/gateway/ledger"
)

// Ledger is the gateway's books, to read.
func (g *Gateway) Ledger() *ledger.Ledger { return g.options.Ledger }

// Invoice is the invoice behind a payment link. The error is ledger.ErrUnknown,
// also for one that no link was sent for.
func (g *Gateway) Invoice(token string) (ledger.Invoice, error) {
	invoice, err := g.options.Ledger.ByToken(token)
	if err == nil && invoice.PayBy != ledger.Inoti {
		return ledger.Invoice{}, ledger.ErrUnknown
	}
	return invoice, err
}

// Settle pays or declines the invoice behind a payment link, as the page does.
// It returns the invoice as it then is. The error is ledger.ErrUnknown,
// ledger.ErrSpent, or ErrClosed.
func (g *Gateway) Settle(token string, approve bool) (ledger.Invoice, error) {
	invoice, err := g.Invoice(token)
	if err != nil {
		return ledger.Invoice{}, err
	}
	line := g.Line(invoice.Phone)
	if !line.run(func() { invoice, err = line.settle(invoice.ID, approve) }) {
		return invoice, ErrClosed
	}
	return invoice, err
}

// PromptOf is the id of the prompt that asks the same as a payment link of this
// gateway; ok is false for any other link.
func (g *Gateway) PromptOf(link string) (prompt string, ok bool) {
	token, own := strings.CutPrefix(link, g.options.Address+PayPath)
	if !own || g.options.Address == "" {
		return "", false
	}
	invoice, err := g.Invoice(token)
	if err != nil {
		return "", false
	}
	return PayPrompt(invoice.ID), true
}

// SetOutcome chooses what the callback of an invoice will do. The error is
// ledger.ErrUnknown, or ErrClosed.
func (g *Gateway) SetOutcome(id int64, outcome ledger.Outcome) error {
	invoice, err := g.options.Ledger.Invoice(id)
	if err != nil {
		return err
	}
	line := g.Line(invoice.Phone)
	if !line.run(func() {
		if _, err = g.options.Ledger.SetOutcome(id, outcome, line.receipt()); err == nil {
			line.callBack()
		}
	}) {
		return ErrClosed
	}
	return err
}

// Replay calls the handler of a paid invoice back once more. The error is
// ledger.ErrUnknown, ledger.ErrSpent where nothing was paid, or ErrClosed.
func (g *Gateway) Replay(id int64) error {
	invoice, err := g.options.Ledger.Invoice(id)
	if err != nil {
		return err
	}
	line := g.Line(invoice.Phone)
	if !line.run(func() {
		if err = g.options.Ledger.Replay(id, line.clock.Now()); err == nil {
			line.callBack()
		}
	}) {
		return ErrClosed
	}
	return err
}
