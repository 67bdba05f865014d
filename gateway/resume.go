package gateway

import (
	"errors"
	"fmt"

	"candybar/gateway/ledger"
	"candybar/providers/intouchpay"
)

// Resume goes on with what the ledger has from a process before this one: it makes
// the callbacks that are owed, asks again what was asked, and learns what became
// of payments meanwhile. Call it when the gateway can be reached at its address.
// The error is the ledger's.
func (g *Gateway) Resume() error {
	phones, err := g.options.Ledger.Recover()
	if err != nil {
		return fmt.Errorf("what the ledger has from before cannot be read: %w", err)
	}
	for _, phone := range phones {
		line := g.Line(phone)
		line.run(func() { err = errors.Join(err, line.resume()) })
	}
	return errors.Join(err, g.resumeConfirmations())
}

// resume runs in an errand of the line.
func (l *Line) resume() error {
	invoices, err := l.options.Ledger.Invoices()
	if err != nil {
		return err
	}
	for _, invoice := range invoices {
		if invoice.Phone != l.number {
			continue
		}
		switch invoice.State {
		case ledger.Requested:
			l.resumeRequested(invoice)
		case ledger.LinkSent:
			l.resumeAsked(invoice)
		case ledger.Paid, ledger.Notified, ledger.Failed, ledger.Cancelled, ledger.Expired:
		}
	}
	l.callBack()
	return nil
}

// errRestarted is why a provider is not asked for money again: nobody knows
// whether it was.
var errRestarted = errors.New("the gateway ended while it asked for the money")

func (l *Line) resumeRequested(invoice ledger.Invoice) {
	if invoice.PayBy == ledger.Inoti {
		l.sendLink(invoice)
		return
	}
	l.notAsked(invoice, errRestarted)
}

// resumeAsked puts the question about an invoice on the phone again, unless its
// provider took the money meanwhile.
func (l *Line) resumeAsked(invoice ledger.Invoice) {
	switch invoice.PayBy {
	case ledger.Inoti:
		prompt, _ := invoicePrompt(invoice)
		l.askIn(invoice.Session, prompt)
	case ledger.IPayy:
		charge, booked, err := l.options.Ledger.ChargeOf(invoice)
		switch {
		case err != nil:
			l.broken(err)
		case booked:
			l.conclude(invoice.ID, ledger.Conclusion{Refused: charge.Reason})
		default:
			l.askPassword(invoice, "")
		}
	case ledger.IntouchPay:
		l.lookUp(invoice, "", func() {
			if !l.gateway.isOwn(l.options.Merchants.IntouchPay.Base) {
				l.poll(invoice, "")
			}
		})
	}
}

// resumeConfirmations asks the subscribers again who had not answered IntouchPay.
func (g *Gateway) resumeConfirmations() error {
	var pending []intouchpay.Transaction
	err := g.options.Ledger.Look(func(books ledger.Books) (err error) {
		pending, err = ledger.Rows(books, ledger.IntouchPayTransactions, func(t intouchpay.Transaction) bool {
			return t.State == intouchpay.Pending
		})
		return err
	})
	payee := ""
	if settings := g.intouchPay.Load(); settings != nil {
		payee = settings.Terms.Payee
	}
	for _, t := range pending {
		line := g.Line(t.Phone)
		line.run(func() { line.askToConfirm(intouchpay.Prompt{Transaction: t, Payee: payee}) })
	}
	return err
}
