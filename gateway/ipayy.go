package gateway

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/number"
	"candybar/providers/ipayy"
)

// ipayyBook keeps iPayy's transactions in the ledger. Each is decided in an
// errand of its phone, so that two calls with one token come one after the
// other, and the SMS is on the phone before the call is answered.
type ipayyBook struct{ gateway *Gateway }

// IPayyBook is what iPayy's server needs of the gateway.
func (g *Gateway) IPayyBook() ipayy.Book { return ipayyBook{g} }

// Find looks through the phones that anybody named.
func (b ipayyBook) Find(_ context.Context, matches func(phone number.Number, operator string) bool) (number.Number, bool, error) {
	for _, view := range b.gateway.Views() {
		if matches(view.Number, view.Subscriber.Operator) {
			return view.Number, true, nil
		}
	}
	return number.Number{}, false, nil
}

func (b ipayyBook) Transact(_ context.Context, token string, phone number.Number, decide ipayy.Decision) (ipayy.Answer, error) {
	books := b.gateway.options.Ledger
	if phone.IsZero() {
		err := books.Look(func(books ledger.Books) error {
			known, _, err := ledger.Load[ipayy.Transaction](books, ledger.IPayyTransactions, token)
			phone = known.Phone
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if phone.IsZero() {
		// A token that nobody began: there is nobody to send anything to.
		_, answer, _ := decide(ipayy.Transaction{}, ipayy.View{Now: RealClock{}.Now()})
		return answer, nil
	}
	line := b.gateway.Line(phone)
	var answer ipayy.Answer
	var err error
	if !line.run(func() { answer, err = line.decideIPayy(token, decide) }) {
		return nil, ErrClosed
	}
	return answer, err
}

// decideIPayy runs in an errand of the line.
func (l *Line) decideIPayy(token string, decide ipayy.Decision) (answer ipayy.Answer, err error) {
	var effects []ipayy.Effect
	var charges []ledger.Charge
	view := ipayy.View{
		TransactionID: 10_000_000 + l.random.Int64N(90_000_000),
		Now:           l.clock.Now(), OTP: fmt.Sprintf("%06d", 100_000+l.random.IntN(900_000)),
		Failure: l.subscriber.Faults.IPayyFailure, Fault: l.subscriber.Faults.IPayyError,
	}
	err = l.options.Ledger.Decide(func(books ledger.Books) error {
		charges = nil
		known, _, err := ledger.Load[ipayy.Transaction](books, ledger.IPayyTransactions, token)
		if err != nil {
			return err
		}
		held, err := books.Balance(l.number)
		if err != nil {
			return err
		}
		view.Subscriber = ipayy.Subscriber{
			Phone: l.number, Operator: l.subscriber.Operator, Registered: l.subscriber.Registered, Balance: ipayy.Amount(held),
		}
		var after ipayy.Transaction
		after, answer, effects = decide(known, view)
		for _, effect := range effects {
			charge, booked, err := l.chargeIPayy(books, token, effect)
			if err != nil {
				return err
			}
			if booked {
				charges = append(charges, charge)
			}
		}
		if !after.Exists() {
			return nil
		}
		return ledger.Save(books, ledger.IPayyTransactions, token, after)
	})
	if err != nil {
		l.broken(err)
		return nil, err
	}
	for _, charge := range charges {
		l.charged(charge)
	}
	for _, effect := range effects {
		if sms, ok := effect.(ipayy.SMS); ok {
			l.secretMessage("", ipayy.Sender, sms.Text, sms.Secret)
		}
	}
	return answer, nil
}

// chargeIPayy moves the money of a charge, within the ledger's transaction.
func (l *Line) chargeIPayy(books ledger.Books, token string, effect ipayy.Effect) (charge ledger.Charge, booked bool, err error) {
	asked, ok := effect.(ipayy.Charge)
	if !ok {
		return ledger.Charge{}, false, nil
	}
	charge = ledger.Charge{
		Provider: ledger.IPayy, Reference: token, Phone: asked.Phone, Amount: int64(asked.Amount),
		State: ledger.Succeeded, At: l.clock.Now(),
	}
	if asked.Failure != "" {
		charge.State, charge.Reason = ledger.Refused, strings.ToLower(string(asked.Failure))
	} else if enough, err := books.Take(ledger.IPayy, asked.Phone, int64(asked.Amount)); err != nil {
		return charge, false, err
	} else if !enough {
		return charge, false, fmt.Errorf("the wallet of %s does not hold %d paisa", asked.Phone, asked.Amount)
	}
	charge, err = books.Book(charge)
	return charge, true, err
}

// charged records a charge that is in the books, and what the wallet then
// holds.
func (l *Line) charged(charge ledger.Charge) {
	if charge.State == ledger.Succeeded {
		l.subscriber.Balance -= charge.Amount
	}
	l.showCharge(charge)
}

// showCharge records a charge, with the invoice that it was made for, if any.
func (l *Line) showCharge(charge ledger.Charge) {
	shown := event.Charge{
		ID: strconv.FormatInt(charge.ID, 10), Provider: string(charge.Provider), Amount: charge.Amount,
		Currency: charge.Phone.Country().Currency().Code, State: string(charge.State), Reason: charge.Reason,
	}
	session := ""
	if invoice, err := l.options.Ledger.Invoice(charge.Invoice); err == nil {
		shown.Invoice, session = strconv.FormatInt(charge.Invoice, 10), invoice.Session
	}
	l.recordIn(session, shown)
}
