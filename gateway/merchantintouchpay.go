package gateway

import (
	"cmp"
	"context"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/providers/inoti"
	"candybar/providers/intouchpay"
)

// IntouchPayCallbackPath is where IntouchPay tells the gateway, as its merchant,
// what became of a payment; below the gateway's address.
const IntouchPayCallbackPath = "/callback/intouchpay"

// intouchPayClient dates its calls by the phone's own clock.
func (l *Line) intouchPayClient() intouchpay.Client {
	client := l.options.Merchants.IntouchPay
	client.HTTP, client.Now = l.gateway.merchantClient(), l.clock.Now
	return client
}

// askIntouchPay has the caller asked to confirm. IntouchPay puts the question on
// the phone.
func (l *Line) askIntouchPay(invoice ledger.Invoice) {
	payment := intouchpay.Payment{
		RequestID: invoice.Reference, Phone: invoice.Phone.Digits(), Amount: strconv.FormatInt(invoice.Price, 10),
		CallbackURL: l.gateway.intouchPayCallback(),
	}
	l.pays(func(ctx context.Context) func() {
		transaction, err := l.intouchPayClient().RequestPayment(ctx, payment)
		return func() {
			if err != nil {
				l.notAsked(invoice, err)
				return
			}
			if _, ok := l.askedFor(invoice); ok && !l.gateway.isOwn(l.options.Merchants.IntouchPay.Base) {
				l.poll(invoice, transaction)
			}
		}
	})
}

// intouchPayCallback is where the outcome is to go. A real IntouchPay cannot
// reach a loopback address; it is asked instead.
func (g *Gateway) intouchPayCallback() string {
	if !g.isOwn(g.options.Merchants.IntouchPay.Base) && isLoopback(g.options.Address) {
		return ""
	}
	return g.options.Address + IntouchPayCallbackPath
}

// IsOwnCallback reports whether a callback goes to the gateway itself, as
// IntouchPay's merchant.
func (g *Gateway) IsOwnCallback(address string) bool {
	return address == g.options.Address+IntouchPayCallbackPath
}

func isLoopback(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(parsed.Hostname())
	return err == nil && ip.IsLoopback()
}

// IntouchPayReported takes a callback of IntouchPay. Anybody can send one, so
// IntouchPay is asked whether it is true; it returns when what became of it is in
// the books, so that a callback is acknowledged that had its effect. The error is
// ledger.ErrUnknown where no invoice of ours is called so, ErrClosed, the context's,
// or why IntouchPay could not be asked.
func (g *Gateway) IntouchPayReported(ctx context.Context, notice intouchpay.Notice) error {
	invoice, err := g.options.Ledger.ByReference(ledger.IntouchPay, notice.RequestID)
	if err != nil {
		return err
	}
	line := g.Line(invoice.Phone)
	asked := make(chan error, 1)
	if !line.run(func() {
		line.lookUpThen(invoice, notice.TransactionID, func() {}, func(err error) { asked <- err })
	}) {
		return ErrClosed
	}
	select {
	case err := <-asked:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-g.open.Done():
		return ErrClosed
	}
}

// lookUp asks IntouchPay what became of a payment. Where it is still open, pending
// is done.
func (l *Line) lookUp(invoice ledger.Invoice, transaction string, pending func()) {
	l.lookUpThen(invoice, transaction, pending, func(error) {})
}

// lookUpThen is lookUp that says when it is done, and with which error where
// IntouchPay did not answer. That it does not know of the payment is an answer.
func (l *Line) lookUpThen(invoice ledger.Invoice, transaction string, pending func(), done func(error)) {
	l.await(merchantPatience, func(ctx context.Context) func() {
		progress, err := l.intouchPayClient().Status(ctx, intouchpay.KindPayment, intouchpay.Status{
			RequestID: invoice.Reference, TransactionID: transaction,
		})
		return func() {
			if isUnknownThere(err) {
				defer done(nil)
			} else {
				defer done(err)
			}
			if err != nil {
				l.warnIn(invoice.Session, event.Warning{
					Rule: "payment", Severity: event.SeverityWarning,
					Text: "what became of invoice " + printableID(invoice.Yours) + " cannot be asked: " + printableError(err),
					Cure: "check IntouchPay's address and credentials in the config",
				})
				pending()
				return
			}
			l.toldByIntouchPay(invoice, progress, pending)
		}
	})
}

func (l *Line) toldByIntouchPay(invoice ledger.Invoice, progress intouchpay.Progress, pending func()) {
	switch progress.State {
	case intouchpay.Success:
		l.conclude(invoice.ID, ledger.Conclusion{})
	case intouchpay.Failed:
		declined := progress.Code == intouchpay.PaymentNotCompleted
		refused := ledger.Conclusion{Refused: refusalOf(progress), Cancelled: declined}
		if l.conclude(invoice.ID, refused) && !declined {
			l.message(invoice.Session, inoti.Sender, inoti.FailedMessage(printableID(invoice.Yours)))
		}
	case intouchpay.Pending:
		pending()
	}
}

func refusalOf(progress intouchpay.Progress) string {
	words := progress.Message
	if progress.Code != nil && progress.Code.Text() != "" {
		words = progress.Code.Text()
	}
	return strings.ToLower(printableID(words))
}

// poll asks a real IntouchPay again and again, in real time, until it knows.
func (l *Line) poll(invoice ledger.Invoice, transaction string) {
	clock := RealClock{}
	until := clock.Now().Add(pollFor)
	var again func()
	again = func() {
		if clock.Now().After(until) {
			return
		}
		l.money.polls[invoice.ID] = clock.AfterFunc(cmp.Or(l.options.Merchants.PollEvery, DefaultPollEvery), func() {
			l.run(func() {
				delete(l.money.polls, invoice.ID)
				l.lookUp(invoice, transaction, again)
			})
		})
	}
	again()
}
