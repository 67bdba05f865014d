package gateway

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// Everything here runs in an errand of the line.

// PayPath is where payment links point to, below the gateway's address; the
// token follows.
const PayPath = "/pay/"

// money is what a line remembers of its money, besides the ledger.
type money struct {
	// calling is true while a callback is under way: they go out one by one.
	calling bool
	// wake stops the timer for the next callback that is due later.
	wake func()
	// audits stop the timers of invoices whose handlers may still ask, and audited is
	// what they did, by the invoices.
	audits  map[int64]func()
	audited map[int64]audit
	// paying counts what providers are being asked.
	paying int
	// polls stop the timers of payments that a real IntouchPay is asked about, by
	// their invoices.
	polls map[int64]func()
	// unanswered are the transactions whose call is not answered yet, by their
	// keys: a merchant hears of an outcome after it heard of the id.
	unanswered map[string]bool
	// confirmations are IntouchPay's open questions, by their prompts.
	confirmations map[string]*confirmation
}

func newMoney() money {
	return money{
		wake: func() {}, audits: make(map[int64]func()), audited: make(map[int64]audit),
		confirmations: make(map[string]*confirmation), polls: make(map[int64]func()), unanswered: make(map[string]bool),
	}
}

func (m *money) stop() {
	m.wake()
	for _, stop := range m.audits {
		stop()
	}
	for _, c := range m.confirmations {
		c.stop()
	}
	for _, stop := range m.polls {
		stop()
	}
}

// openWallet gives the phone its wallet, or learns what it holds already.
func (l *Line) openWallet() {
	held, err := l.options.Ledger.Open(l.number, l.subscriber.Balance)
	if err != nil {
		l.broken(err)
		return
	}
	l.subscriber.Balance = held
}

// broken says that the books could not be kept. What was asked for did not
// happen.
func (l *Line) broken(err error) {
	l.record(event.Warning{
		Rule: "ledger", Severity: event.SeverityError,
		Text: "the ledger cannot be kept: " + err.Error(),
		Cure: "check the data folder and its disk",
	})
}

// message puts an SMS on the phone.
func (l *Line) message(id, from, words string) { l.secretMessage(id, from, words, "") }

// secretMessage puts an SMS on the phone whose secret part nobody else may see.
func (l *Line) secretMessage(id, from, words, secret string) {
	from, _ = text.Clean(from)
	words, _ = text.Clean(words)
	arrived := l.recordIn(id, event.SMS{From: from, Text: words, Secret: secret})
	l.hear(phone.SMS{From: from, Text: words, At: arrived.Time})
}

// bill makes an invoice of a handler's payment, closes the session, and asks
// the caller for the money.
func (l *Line) bill(r session.Request, payment inoti.Payment) {
	invoice, err := l.invoice(r, payment)
	if err != nil {
		l.advance(session.Replied{ID: r.ID, Reply: session.Failure{End: session.NetworkError, Cause: session.Cause{
			Kind: session.Payment, Detail: "there can be no invoice: " + err.Error(),
		}}})
		return
	}
	closing := closingScreen(invoice.PayBy)
	said := shown(closing, false, text.Measure(closing), l.options.Strict)
	l.turn.screen = *said.screen
	l.advance(session.Replied{ID: r.ID, Reply: said.reply})
	l.askFor(invoice)
}

// invoice books what the handler asks for. Ids are drawn until one is free.
func (l *Line) invoice(r session.Request, payment inoti.Payment) (ledger.Invoice, error) {
	if money := l.number.Country().Currency(); payment.Price > money.Largest() {
		return ledger.Invoice{}, fmt.Errorf("nobody can pay %d %s", payment.Price, money.Name)
	}
	invoice := ledger.Invoice{
		Yours:       payment.YourFactorID,
		Phone:       l.number,
		Session:     r.ID,
		Call:        r.Call,
		Masked:      l.maskedCall(),
		Handler:     l.turn.handler.String(),
		Price:       payment.Price,
		PayBy:       l.turn.payBy,
		Outcome:     l.options.Outcome,
		RequestedAt: l.clock.Now(),
	}
	for {
		invoice.ID = 100_000_000 + l.random.Int64N(900_000_000)
		invoice.Token = l.token()
		invoice.Reference = l.newReference(invoice.PayBy)
		expired, err := l.options.Ledger.Request(invoice)
		if errors.Is(err, ledger.ErrTaken) {
			continue
		}
		if err != nil {
			return ledger.Invoice{}, err
		}
		invoice.State = ledger.Requested
		for _, old := range expired {
			l.withdraw(old)
			l.showInvoice(old)
		}
		l.showInvoice(invoice)
		return invoice, nil
	}
}

// token is 128 bits that nobody can guess, unless the seed was chosen.
func (l *Line) token() string {
	var bits [16]byte
	if l.options.Seeded {
		return fmt.Sprintf("%016x%016x", l.random.Uint64(), l.random.Uint64())
	}
	// crypto/rand.Read never fails.
	_, _ = rand.Read(bits[:])
	return hex.EncodeToString(bits[:])
}

func (l *Line) receipt() ledger.Receipt {
	return ledger.Receipt{
		RRN:    100_000_000_000 + l.random.Int64N(900_000_000_000),
		RefKey: strings.ToUpper(strconv.FormatUint(1<<63|l.random.Uint64(), 36)),
		PayID:  10_000_000 + l.random.Int64N(90_000_000),
		At:     l.clock.Now(),
	}
}

// sendLink tells the phone how to pay: by SMS, and by a prompt that asks the
// same.
func (l *Line) sendLink(invoice ledger.Invoice) {
	sent, err := l.options.Ledger.SendLink(invoice.ID, l.receipt())
	if err != nil {
		l.broken(err)
		return
	}
	link := l.options.Address + PayPath + sent.Token
	l.message(sent.Session, inoti.Sender, inoti.LinkMessage(printableID(sent.Yours), sent.Price, sent.Phone.Country().Currency().Name, link))
	l.showInvoice(sent)
	prompt, _ := invoicePrompt(sent)
	l.askIn(sent.Session, prompt)
	l.callBack()
}

// printableID is a handler's id as it may stand in a message.
func printableID(id string) string {
	clean, _ := text.Clean(id)
	return clean
}

const promptPrefix = "pay-"

// PayPrompt is the id of the prompt that asks to pay an invoice by its link.
func PayPrompt(invoice int64) string { return promptPrefix + strconv.FormatInt(invoice, 10) }

// decided takes the user's answer to a prompt.
func (l *Line) decided(d phone.Decided) {
	if c, asked := l.money.confirmations[d.ID]; asked {
		l.decidedConfirmation(c, d.Answer)
		return
	}
	if digits, password := strings.CutPrefix(d.ID, passwordPrefix); password {
		if id, err := strconv.ParseInt(digits, 10, 64); err == nil {
			l.decidedPassword(d.ID, id, d.Answer)
		}
		return
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(d.ID, promptPrefix), 10, 64)
	if err != nil {
		return
	}
	switch d.Answer.(type) {
	case phone.Approve:
		l.record(event.Answered{ID: d.ID, Answer: "approve"})
		_, _ = l.settle(id, true)
	case phone.Decline:
		l.record(event.Answered{ID: d.ID, Answer: "decline"})
		_, _ = l.settle(id, false)
	case phone.Ignore:
		// The link still works.
		l.record(event.Answered{ID: d.ID, Answer: "ignore"})
	case phone.Resend, phone.OTP:
		// A payment prompt has no password.
	}
}

// settle pays or declines an invoice, once. What came of it is in the invoice
// that it returns; the error is the ledger's.
func (l *Line) settle(id int64, approve bool) (ledger.Invoice, error) {
	invoice, charge, err := l.decide(id, approve)
	switch {
	case errors.Is(err, ledger.ErrSpent), errors.Is(err, ledger.ErrUnknown):
		return invoice, err
	case err != nil:
		l.broken(err)
		return invoice, err
	}
	l.showCharge(charge)
	l.showInvoice(invoice)
	l.withdraw(invoice)
	switch invoice.State {
	case ledger.Paid:
		l.subscriber.Balance -= charge.Amount
		l.message(invoice.Session, inoti.Sender, inoti.PaidMessage(invoice.RRN))
		l.callBack()
	case ledger.Failed:
		l.message(invoice.Session, inoti.Sender, inoti.FailedMessage(printableID(invoice.Yours)))
	case ledger.Requested, ledger.LinkSent, ledger.Notified, ledger.Cancelled, ledger.Expired:
	}
	return invoice, nil
}

func (l *Line) decide(id int64, approve bool) (ledger.Invoice, ledger.Charge, error) {
	if approve {
		return l.options.Ledger.Pay(id, l.receipt())
	}
	return l.options.Ledger.Decline(id, l.clock.Now())
}

// withdraw takes the question about an invoice off the phone. IntouchPay's stays,
// since it can still be answered there.
func (l *Line) withdraw(invoice ledger.Invoice) {
	if prompt, ok := invoicePrompt(invoice); ok {
		l.hear(phone.Withdraw{ID: prompt.ID})
	}
}

// showInvoice records an invoice as it now is.
func (l *Line) showInvoice(invoice ledger.Invoice) {
	body := event.Invoice{
		ID: strconv.FormatInt(invoice.ID, 10), Yours: printableID(invoice.Yours),
		Price: invoice.Price, Currency: invoice.Phone.Country().Currency().Code, State: string(invoice.State),
	}
	if invoice.RRN != 0 {
		body.RRN = strconv.FormatInt(invoice.RRN, 10)
	}
	l.recordIn(invoice.Session, body)
}
