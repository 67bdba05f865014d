package gateway

import (
	"context"
	"errors"
	"fmt"

	"candybar/gateway/ledger"
	"candybar/providers/intouchpay"
)

// Resume goes on with what the ledger has from a process before this one: the phones
// that it knows are on the network, the callbacks that are owed go out, what was
// asked is asked again, and providers are asked what became of payments meanwhile.
// Call it once, when the gateway's address listens and before anybody is answered
// there: what it finds unfinished must be of the process before. The error is the
// ledger's.
func (g *Gateway) Resume() error {
	known, err := g.options.Ledger.Recover()
	if err != nil {
		return fmt.Errorf("what the ledger has from before cannot be read: %w", err)
	}
	for _, phone := range known {
		line := g.Line(phone.Phone)
		line.run(func() { line.resume(phone.Unfinished) })
	}
	return g.resumeConfirmations()
}

// resume runs in an errand of the line.
func (l *Line) resume(unfinished []ledger.Invoice) {
	for _, invoice := range unfinished {
		switch invoice.PayBy {
		case ledger.Inoti:
			l.resumeInoti(invoice)
		case ledger.IPayy:
			l.resumeIPayy(invoice)
		case ledger.IntouchPay:
			l.resumeIntouchPay(invoice)
		}
	}
	l.callBack()
}

// resumeInoti sends the link, or where it was sent puts the question on the phone
// again.
func (l *Line) resumeInoti(invoice ledger.Invoice) {
	if invoice.State == ledger.Requested {
		l.sendLink(invoice)
		return
	}
	prompt, _ := invoicePrompt(invoice)
	l.askIn(invoice.Session, prompt)
}

// errRestarted is why a real provider is not asked for money again: nobody knows
// whether it was.
var errRestarted = errors.New("the gateway ended while it asked for the money")

// resumeIPayy says what became of a payment that our own books have, or asks for
// the one-time password again. Ours can be asked twice to send one, since it takes
// nothing for it.
func (l *Line) resumeIPayy(invoice ledger.Invoice) {
	charge, booked, err := l.options.Ledger.ChargeOf(invoice)
	switch {
	case err != nil:
		l.broken(err)
	case booked:
		l.conclude(invoice.ID, ledger.Conclusion{Refused: charge.Reason})
	case invoice.State == ledger.LinkSent:
		l.askPassword(invoice, "")
	case l.gateway.isOwn(l.options.Merchants.IPayy.Base):
		l.askIPayy(invoice)
	default:
		l.notAsked(invoice, errRestarted)
	}
}

// resumeIntouchPay learns how far a payment is there. One that IntouchPay does not
// know was never asked for.
func (l *Line) resumeIntouchPay(invoice ledger.Invoice) {
	own := l.gateway.isOwn(l.options.Merchants.IntouchPay.Base)
	l.pays(func(ctx context.Context) func() {
		progress, err := l.intouchPayClient().Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: invoice.Reference})
		return func() {
			switch unknown := isUnknownThere(err); {
			case unknown && own:
				l.askIntouchPay(invoice)
			case unknown:
				l.notAsked(invoice, errRestarted)
			default:
				l.resumeKnown(invoice, progress, err)
			}
		}
	})
}

// isUnknownThere reports whether IntouchPay says that there is no such payment.
func isUnknownThere(err error) bool {
	var refused *intouchpay.Error
	return errors.As(err, &refused) && refused.Code == intouchpay.StatusNoTransaction
}

// resumeKnown goes on with a payment that IntouchPay knows, or may know where it
// could not be asked.
func (l *Line) resumeKnown(invoice ledger.Invoice, progress intouchpay.Progress, unasked error) {
	if invoice.State == ledger.Requested {
		if _, ok := l.askedFor(invoice); !ok {
			return
		}
	}
	poll := func() {
		if !l.gateway.isOwn(l.options.Merchants.IntouchPay.Base) {
			l.poll(invoice, "")
		}
	}
	if unasked != nil {
		poll()
		return
	}
	l.toldByIntouchPay(invoice, progress, poll)
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
