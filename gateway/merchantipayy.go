package gateway

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/text"
	"candybar/providers/ipayy"
)

// Everything here runs in an errand of the line, but for what is given to pays.

const passwordPrefix = "otp-"

// unknownOperator stands for an operator that nobody knows: iPayy wants a name.
const unknownOperator = "UNKNOWN"

func (g *Gateway) ipayyClient() ipayy.Client {
	client := g.options.Merchants.IPayy
	client.HTTP = g.merchantClient()
	return client
}

// itemOf is what iPayy is told of an invoice. Its names are shorter than a
// handler's id may be.
func itemOf(invoice ledger.Invoice) ipayy.Item {
	name := strings.TrimSpace(printableID(invoice.Yours))
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60])
	}
	return ipayy.Item{ID: strconv.FormatInt(invoice.ID, 10), Name: "Invoice " + name, Price: ipayy.Amount(invoice.Amount())}
}

// askIPayy has a one-time password sent, and asks for it.
func (l *Line) askIPayy(invoice ledger.Invoice) {
	operator := l.subscriber.Operator
	if strings.TrimSpace(operator) == "" {
		operator = unknownOperator
	}
	consent := ipayy.Consent{RequestToken: invoice.Reference, Phone: invoice.Phone, Operator: operator, Item: itemOf(invoice)}
	l.pays(func(ctx context.Context) func() {
		_, err := l.gateway.ipayyClient().GenerateOTP(ctx, consent)
		return func() {
			// The references are ours alone: what exists already was asked for by the
			// process before this one.
			if err != nil && !isAgain(err) {
				l.notAsked(invoice, err)
				return
			}
			if sent, ok := l.askedFor(invoice); ok {
				l.askPassword(sent, "")
			}
		}
	})
}

// isAgain reports whether iPayy says that a payment was asked for before.
func isAgain(err error) bool {
	var problem *ipayy.Problem
	return errors.As(err, &problem) && problem.Code == ipayy.AlreadyExists
}

// askPassword asks for the one-time password of an invoice. Notice says what was
// wrong with the last one; empty at first.
func (l *Line) askPassword(invoice ledger.Invoice, notice string) {
	prompt, _ := invoicePrompt(invoice)
	if notice != "" {
		prompt.Text = notice + "\n" + prompt.Text
	}
	l.askIn(invoice.Session, prompt)
}

// decidedPassword takes the answer to the question for a one-time password.
func (l *Line) decidedPassword(prompt string, id int64, answer phone.PromptAnswer) {
	invoice, err := l.options.Ledger.Invoice(id)
	if err != nil {
		l.broken(err)
		return
	}
	said := func(word string) { l.recordIn(invoice.Session, event.Answered{ID: prompt, Answer: word}) }
	switch answer := answer.(type) {
	case phone.OTP:
		said("otp")
		l.payIPayy(invoice, strings.TrimSpace(text.LatinDigits(answer.Code)))
	case phone.Resend:
		said("resend")
		l.resendIPayy(invoice)
	case phone.Decline:
		said("decline")
		_, _ = l.settle(id, false)
	case phone.Ignore:
		said("ignore")
	case phone.Approve:
		// Without the password there is no yes: the question stays.
		l.askPassword(invoice, "")
	}
}

func (l *Line) payIPayy(invoice ledger.Invoice, password string) {
	payment := ipayy.Payment{RequestToken: invoice.Reference, OTP: password, Support: l.options.Merchants.Support}
	l.pays(func(ctx context.Context) func() {
		billed, err := l.gateway.ipayyClient().Pay(ctx, payment)
		return func() { l.paidIPayy(invoice, billed, err) }
	})
}

func (l *Line) paidIPayy(invoice ledger.Invoice, billed ipayy.Billed, err error) {
	var problem *ipayy.Problem
	switch {
	case err == nil && billed.Success:
		l.conclude(invoice.ID, ledger.Conclusion{})
	case err == nil:
		// iPayy tells the caller by itself.
		l.conclude(invoice.ID, ledger.Conclusion{Refused: reasonOf(billed.Failure)})
	case errors.As(err, &problem) && problem.Code == ipayy.BadTransaction:
		l.unknownIPayy(invoice, err)
	case errors.As(err, &problem):
		l.askPassword(invoice, passwordNotice(problem))
	default:
		l.unknownIPayy(invoice, err)
		l.askPassword(invoice, "iPayy did not answer. Try again.")
	}
}

func reasonOf(failure ipayy.Failure) string { return strings.ToLower(printableID(string(failure))) }

// unknownIPayy says that nobody here knows whether money moved.
func (l *Line) unknownIPayy(invoice ledger.Invoice, err error) {
	l.warnIn(invoice.Session, event.Warning{
		Rule: "payment", Severity: event.SeverityError,
		Text: "what became of the payment of invoice " + printableID(invoice.Yours) + " is not known: " + printableError(err),
		Cure: "ask iPayy for the request-token-id " + invoice.Reference,
	})
}

// passwordNotice is what the phone says of a one-time password that was refused.
func passwordNotice(problem *ipayy.Problem) string {
	switch problem.Code {
	case ipayy.WrongOTP, ipayy.NoOTP:
		return "Wrong one-time password."
	case ipayy.OTPTimeout:
		return "The one-time password has expired. Ask for another."
	case ipayy.NotFound:
		return "Too many wrong passwords. Ask for another."
	default:
		words, _ := text.Clean(problem.Text)
		return words
	}
}

func (l *Line) resendIPayy(invoice ledger.Invoice) {
	resend := ipayy.Resend{RequestToken: invoice.Reference, Item: itemOf(invoice)}
	l.pays(func(ctx context.Context) func() {
		_, err := l.gateway.ipayyClient().ResendOTP(ctx, resend)
		return func() {
			notice := "Another one-time password was sent."
			if err != nil {
				notice = "No other password could be sent: " + printableError(err)
			}
			l.askPassword(invoice, notice)
		}
	})
}
