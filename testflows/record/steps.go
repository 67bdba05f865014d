package record

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/weather"
	"candybar/phone/number"
	"candybar/testflows/flow"
)

// step is one step of a recording, before anybody looked at what its texts hold.
type step struct {
	// began is when it happened; done is when what came of it was there.
	began, done time.Time
	phone       number.Number
	does        action
	// implied is true for what need not be written, since another step accounts
	// for it: by, or nil where that counts in the end alone.
	implied bool
	by      *step
	// wait is how far the flow's clock is moved before it.
	wait time.Duration
}

// action is what a step does: *typed, *ran, hangup, sms, prompt, answer, pay,
// callback, checked or charge.
type action interface{ action() }

type (
	// typed is what the user types, and what comes of it.
	typed struct {
		text string
		// dials is true for a dial string. Else shown is the screen that it answers.
		dials bool
		shown string
		// secret is true where that screen asked for a PIN or a password.
		secret bool
		then   screen
		// hungUp is true where the user hung up instead of waiting for a screen.
		hungUp bool
		// fault is what the network did to its request on purpose; holds is how long
		// nothing came of it then.
		fault weather.Fault
		holds time.Duration
	}
	// ran is a session whose time ran out.
	ran struct {
		end flow.End
	}
	// hangup is the user's end key while a screen is open.
	hangup struct{}
	// sms is a message that arrived. Secret is a one-time password in it.
	sms struct{ from, text, secret string }
	// prompt is a question of the payment network's.
	prompt struct{ id, from, text string }
	// answer is what the user did about it.
	answer struct {
		verb flow.Verb
		// wrong is true where the PIN or password that went with it was not right.
		wrong bool
		// otp is the newest password that was sent; empty where none was.
		otp string
	}
	// pay is what the user did with a payment link.
	pay struct {
		yours   string
		approve bool
	}
	// callback is what the gateway told the handler. Invoice is nil where it was
	// about none.
	callback struct {
		event.Callback
		invoice *invoice
	}
	// checked is whether the handler asked about an invoice.
	checked struct {
		yours    string
		verified bool
	}
	// charge is money that moved, or did not.
	charge struct{ event.Charge }
)

func (*typed) action()   {}
func (*ran) action()     {}
func (hangup) action()   {}
func (sms) action()      {}
func (prompt) action()   {}
func (answer) action()   {}
func (pay) action()      {}
func (callback) action() {}
func (checked) action()  {}
func (charge) action()   {}

// screen is what a session came to: a text where the end is flow.Open or
// flow.Final.
type screen struct {
	end  flow.End
	text string
}

func screenOf(body event.Screen) screen {
	if body.Open {
		return screen{flow.Open, body.Text}
	}
	return screen{flow.Final, body.Text}
}

// lines are the screen in the notation. Quote writes a text.
func (s screen) lines(quote func(string, ...flow.Mark) []string) []string {
	switch s.end {
	case flow.Open:
		return append([]string{"CON"}, quote(s.text)...)
	case flow.Final:
		return append([]string{"END"}, quote(s.text)...)
	case flow.Released, flow.Cancelled, flow.UserTimeout, flow.HandlerTimeout, flow.SessionLimit, flow.NetworkError, flow.NotSupported:
		return []string{"END " + string(s.end)}
	default:
		return []string{"END " + string(s.end)}
	}
}

// invoice is money that a handler asked for in the recording.
type invoice struct {
	// id is iNoti's, yours the handler's.
	id, yours string
	// rrns are the bank's, of a forged callback and of the payment.
	rrns []string
	// paidBy is the last step before it was paid, at paidAt; nil while it is not.
	paidBy *step
	paidAt time.Time
	// decided is true once a step pays or declines it.
	decided bool
	// asked is the question about it; nil where there is none on the phone.
	asked *step
	// told is the last callback about it; nil before the first.
	told *step
	// verified waits for the callback that it is written behind; nil where nothing
	// does.
	verified *step
}
