package gateway

import (
	"crypto/subtle"
	"fmt"
	"strconv"

	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/text"
	"candybar/providers/intouchpay"
)

// Everything here runs in an errand of the line.

// confirmation is a payment that the subscriber is asked about.
type confirmation struct {
	transaction intouchpay.Transaction
	prompt      phone.Prompt
	wrong       int
	stop        func()
}

// maxWrongPINs is how many wrong PINs decline a payment.
const maxWrongPINs = 3

const confirmPrefix = "confirm-"

// promptIntouchPay puts the prompts of a verdict on the phone.
func (l *Line) promptIntouchPay(verdict intouchpay.Verdict) {
	for _, effect := range verdict.Effects {
		asked, ok := effect.(intouchpay.Prompt)
		if !ok {
			continue
		}
		l.askToConfirm(asked)
	}
}

// askToConfirm asks the subscriber about a payment, until it expires.
func (l *Line) askToConfirm(asked intouchpay.Prompt) {
	t := asked.Transaction
	question, _ := text.Clean(asked.Question())
	c := &confirmation{transaction: t, prompt: phone.Prompt{
		ID: confirmPrefix + strconv.FormatInt(t.ID, 10), From: "IntouchPay", Kind: phone.PromptConfirm, Text: question,
	}}
	c.stop = l.clock.AfterFunc(t.Expires.Sub(l.clock.Now()), func() {
		l.run(func() { l.confirm(c, intouchpay.Expired) })
	})
	l.money.confirmations[c.prompt.ID] = c
	l.ask(c.prompt)
}

// ask puts a prompt on the phone that belongs to no session.
func (l *Line) ask(prompt phone.Prompt) { l.askIn("", prompt) }

// askIn puts a prompt on the phone.
func (l *Line) askIn(session string, prompt phone.Prompt) {
	l.recordIn(session, event.Prompt{ID: prompt.ID, From: prompt.From, Wants: string(prompt.Kind), Text: prompt.Text})
	l.hear(prompt)
}

// decidedConfirmation takes the user's answer to a confirmation.
func (l *Line) decidedConfirmation(c *confirmation, answer phone.PromptAnswer) {
	switch answer := answer.(type) {
	case phone.Approve:
		l.recordIn("", event.Answered{ID: c.prompt.ID, Answer: "approve"})
		l.enterPIN(c, answer.PIN)
	case phone.Decline:
		l.recordIn("", event.Answered{ID: c.prompt.ID, Answer: "decline"})
		l.confirm(c, intouchpay.Declined)
	case phone.Ignore:
		// The payment waits until it expires.
		l.recordIn("", event.Answered{ID: c.prompt.ID, Answer: "ignore"})
	case phone.Resend, phone.OTP:
		// A confirmation has no password: the question stays.
		l.hear(c.prompt)
	}
}

// enterPIN confirms with a right PIN; a wrong one asks again, and the third
// declines.
func (l *Line) enterPIN(c *confirmation, pin string) {
	pin = text.LatinDigits(pin)
	if l.isRight(pin) {
		l.confirm(c, intouchpay.Approved)
		return
	}
	c.wrong++
	if c.wrong == maxWrongPINs {
		l.confirm(c, intouchpay.Declined)
		return
	}
	again := c.prompt
	again.Text = fmt.Sprintf("Wrong PIN, %d left. %s", maxWrongPINs-c.wrong, c.prompt.Text)
	l.ask(again)
}

// isRight reports whether a PIN, in Latin digits, is the subscriber's; where none is
// set any will do. How long it takes says nothing of where they differ.
func (l *Line) isRight(pin string) bool {
	if l.subscriber.PIN == "" {
		return isPIN(pin)
	}
	return subtle.ConstantTimeCompare([]byte(pin), []byte(l.subscriber.PIN)) == 1
}

// confirm settles a payment, once, and tells the merchant.
func (l *Line) confirm(c *confirmation, decision intouchpay.Decision) {
	c.stop()
	delete(l.money.confirmations, c.prompt.ID)
	l.hear(phone.Withdraw{ID: c.prompt.ID})
	t := c.transaction
	verdict, err := l.judgeIntouchPay(intouchpay.Lookup{Kind: t.Kind, RequestID: t.RequestID, Phone: t.Phone},
		func(known intouchpay.Transaction, _ bool, view intouchpay.View) intouchpay.Verdict {
			return intouchpay.Resolve(known, decision, view)
		})
	if err != nil || !verdict.Changed {
		return
	}
	l.callBack()
}
