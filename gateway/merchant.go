package gateway

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/text"
	"candybar/providers/inoti"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// Merchants are how the gateway asks the other providers for the money of a
// 9900: at its own address, where it is the provider too, or at the real one's.
type Merchants struct {
	IPayy ipayy.Client
	// Support is whom iPayy's SMS names.
	Support    ipayy.Support
	IntouchPay intouchpay.Client
	// PollEvery is how often a real IntouchPay is asked what became of a payment,
	// since its callback cannot reach every machine; 0 is DefaultPollEvery.
	PollEvery time.Duration
}

// merchantPatience is how long a provider has to answer: IntouchPay says that it
// answers within a minute.
const merchantPatience = intouchpay.AnswerWithin

// What the phone shows in place of a payment that another provider takes. The
// words are ours.
const (
	passwordScreen = "We are sending you a one-time password to pay with."
	confirmScreen  = "Please confirm the payment on your phone."
)

// closingScreen is what the phone shows in place of a payment.
func closingScreen(payBy ledger.Provider) string {
	switch payBy {
	case ledger.IPayy:
		return passwordScreen
	case ledger.IntouchPay:
		return confirmScreen
	case ledger.Inoti:
		return inoti.LinkScreen
	default:
		return inoti.LinkScreen
	}
}

// isOwn reports whether a provider's address is this gateway's.
func (g *Gateway) isOwn(base string) bool {
	rest, begins := strings.CutPrefix(base, g.options.Address)
	return begins && g.options.Address != "" && (rest == "" || rest[0] == '/')
}

// merchantClient sends a merchant's calls.
func (g *Gateway) merchantClient() *http.Client { return &http.Client{Transport: g.transport} }

// askFor asks the caller for the money of an invoice, by its provider. What
// comes of it is on the phone before the line settles.
func (l *Line) askFor(invoice ledger.Invoice) {
	switch invoice.PayBy {
	case ledger.IPayy:
		l.askIPayy(invoice)
	case ledger.IntouchPay:
		l.askIntouchPay(invoice)
	case ledger.Inoti:
		l.sendLink(invoice)
	}
}

// newReference is what an invoice is called at its provider. At a real one it
// must never come back, whatever the seed.
func (l *Line) newReference(payBy ledger.Provider) string {
	switch payBy {
	case ledger.IPayy:
		return l.referenceAt(l.options.Merchants.IPayy.Base)
	case ledger.IntouchPay:
		return l.referenceAt(l.options.Merchants.IntouchPay.Base)
	case ledger.Inoti:
		return ""
	default:
		return ""
	}
}

func (l *Line) referenceAt(base string) string {
	if l.gateway.isOwn(base) {
		return l.token()
	}
	return rand.Text()
}

// pays has a provider asked something, and counts it: the line does not settle
// before it came back.
func (l *Line) pays(ask func(context.Context) (then func())) {
	l.money.paying++
	l.await(merchantPatience, func(ctx context.Context) func() {
		then := ask(ctx)
		return func() {
			l.money.paying--
			then()
		}
	})
}

// askedFor notes that a provider has asked the caller.
func (l *Line) askedFor(invoice ledger.Invoice) (sent ledger.Invoice, ok bool) {
	sent, err := l.options.Ledger.SendLink(invoice.ID, l.receipt())
	switch {
	case errors.Is(err, ledger.ErrSpent):
		// A newer invoice has its place.
		return sent, false
	case err != nil:
		l.broken(err)
		return sent, false
	}
	l.showInvoice(sent)
	l.callBack()
	return sent, true
}

// notAsked gives up an invoice that its provider would not ask for.
func (l *Line) notAsked(invoice ledger.Invoice, err error) {
	why := printableError(err)
	l.warnIn(invoice.Session, event.Warning{
		Rule: "payment", Severity: event.SeverityError,
		Text: "invoice " + printableID(invoice.Yours) + " cannot be paid by " + string(invoice.PayBy) + ": " + why,
		Cure: "check the phone's number and country, the price, and the provider's address and credentials in the config",
	})
	if l.conclude(invoice.ID, ledger.Conclusion{Refused: why}) {
		l.message(invoice.Session, inoti.Sender, inoti.FailedMessage(printableID(invoice.Yours)))
	}
}

// printableError is what a provider's answer or the wire said, as it may be
// shown.
func printableError(err error) string {
	clean, _ := text.Clean(err.Error())
	return clean
}

// conclude notes what a provider made of an invoice, tells the caller where it
// was paid, and the handler. It reports whether that was news.
func (l *Line) conclude(id int64, conclusion ledger.Conclusion) bool {
	receipt := l.receipt()
	conclusion.At = receipt.At
	invoice, charge, booked, err := l.options.Ledger.Conclude(id, receipt, conclusion)
	switch {
	case errors.Is(err, ledger.ErrSpent):
		return false
	case err != nil:
		l.broken(err)
		return false
	}
	if booked {
		l.showCharge(charge)
	}
	l.showInvoice(invoice)
	l.withdraw(invoice)
	if invoice.State == ledger.Paid {
		l.message(invoice.Session, inoti.Sender, inoti.PaidMessage(invoice.RRN))
		l.callBack()
	}
	return true
}

// invoicePrompt is the prompt that asks about an invoice; ok is false where its
// provider puts it on the phone by itself.
func invoicePrompt(invoice ledger.Invoice) (prompt phone.Prompt, ok bool) {
	yours, money := printableID(invoice.Yours), invoice.Phone.Country().Currency().Name
	switch invoice.PayBy {
	case ledger.IPayy:
		return phone.Prompt{
			ID: passwordPrefix + strconv.FormatInt(invoice.ID, 10), From: ipayy.Sender, Kind: phone.PromptOTP,
			Text: inoti.PayQuestion(yours, invoice.Price, money),
		}, true
	case ledger.Inoti:
		return phone.Prompt{
			ID: PayPrompt(invoice.ID), From: inoti.Sender, Kind: phone.PromptPay,
			Text: inoti.PayQuestion(yours, invoice.Price, money),
		}, true
	case ledger.IntouchPay:
		return phone.Prompt{}, false
	default:
		return phone.Prompt{}, false
	}
}

// DefaultPollEvery is how often a real IntouchPay is asked, and pollFor for how
// long.
const (
	DefaultPollEvery = 3 * time.Second
	pollFor          = 15 * time.Minute
)
