package flow

import "time"

// Step is one step of a flow: a *Typed, *Wait, *Hangup, *SMS, *Prompt, *Answer,
// *Pay, *Callback, *Verified, *Unverified, *Charge, *Request, *Allow,
// *SetBalance, *SetOutcome or *SetWeather.
type Step interface {
	// About is what every step has.
	About() Common
	common() *Common
}

// Common is what every step has.
type Common struct {
	// At is where the step begins.
	At Position
	// Phone is the name of the phone that the step is for; Flow.Phone has it.
	Phone string
	// Within is how long the step may wait, in real time; 0 where the flow does
	// not say.
	Within time.Duration
}

// DefaultWithin is how long a step waits where the flow does not say.
const DefaultWithin = 5 * time.Second

// About gives itself, for Step.
func (c *Common) About() Common { return *c }

func (c *Common) common() *Common { return c }

// Patience is how long the step may wait, in real time.
func (c Common) Patience() time.Duration {
	if c.Within == 0 {
		return DefaultWithin
	}
	return c.Within
}

// Typed is what the user types. The first of a session is the dial string; an
// empty one does what the phone's send key does with an empty answer.
type Typed struct {
	Common
	Text Template
	// Then is what comes of it; nil where a *Hangup or a *Wait is the next step.
	Then *Screen
}

// Wait moves the clock of the flow.
type Wait struct {
	Common
	For time.Duration
	// Then is what becomes of the session of the phone meanwhile; nil where
	// nothing is expected.
	Then *Screen
}

// Hangup is the user's end key.
type Hangup struct {
	Common
	// Then is how the session ends; nil where it is not asserted.
	Then *Screen
}

// Screen is what the phone is expected to show, or how the session ends.
type Screen struct {
	At  Position
	End End
	// Text is the handler's text: at least one line where End is Open or Final,
	// none elsewhere.
	Text Lines
}

// SMS takes the oldest short message that no step took yet.
type SMS struct {
	Common
	From Pattern
	Text Lines
}

// Prompt takes the oldest prompt that no step took yet.
type Prompt struct {
	Common
	From Pattern
	Text Lines
}

// Answer is what the user does about the oldest open prompt.
type Answer struct {
	Common
	Verb Verb
	// PIN is what is typed with Approve; it may be left out.
	PIN Template
	// OTP is what is typed with OTP.
	OTP Template
}

// Pay is what the user does with a payment link.
type Pay struct {
	Common
	// Invoice is the handler's own id of the invoice. Left out it is the newest
	// live one.
	Invoice Template
	// Approve is true where the user pays, false where they decline.
	Approve bool
}

// Callback takes the oldest callback that no step took yet.
type Callback struct {
	Common
	Options []Option
}

// Verified expects that the handler asked the provider about an invoice.
type Verified struct {
	Common
	// Invoice is the handler's own id.
	Invoice Template
}

// Unverified expects that the handler confirmed an invoice without asking.
type Unverified struct {
	Common
	// Invoice is the handler's own id.
	Invoice Template
}

// Charge takes the oldest charge that no step took yet.
type Charge struct {
	Common
	State   ChargeState
	Options []Option
}

// Request looks at the last request that went to the handler, and what came
// back.
type Request struct {
	Common
	// Options is never empty.
	Options []Option
}

// Allow lets every event of a kind pass unasserted, in the whole flow and for
// all of its phones, wherever it stands. It has no phone.
type Allow struct {
	Common
	Kind EventKind
}

// SetBalance sets what the phone's wallet holds, in the smallest unit.
type SetBalance struct {
	Common
	Balance int64
}

// SetOutcome sets what the callback of the phone's newest invoice will do.
type SetOutcome struct {
	Common
	Outcome Outcome
}

// SetWeather changes the weather for the phone.
type SetWeather struct {
	Common
	Weather Weather
}

// Option is one value that a step looks at.
type Option struct {
	At Position
	// Name is the value's name, or that of a parameter as it is sent.
	Name string
	// Parameter is true where Name is a parameter of the URL's query.
	Parameter bool
	Value     Pattern
}
