package replay

import (
	"time"

	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/testflows/flow"
)

// Verdict is how a flow ended.
type Verdict int

// The verdicts.
const (
	// Passed: every expectation held, and nothing was left over.
	Passed Verdict = iota
	// Failed: an expectation did not hold.
	Failed
	// CannotRun: it could not be played at all, as the first request reached
	// nobody.
	CannotRun
	// Skipped: it was not chosen.
	Skipped
)

// String names the verdict: passed, failed, error, skipped.
func (v Verdict) String() string {
	switch v {
	case Passed:
		return "passed"
	case Failed:
		return "failed"
	case CannotRun:
		return "error"
	case Skipped:
		return "skipped"
	default:
		return "failed"
	}
}

// Result is what came of one flow. Its Failure has secrets masked; what the phone
// showed, and the events, are as they were.
type Result struct {
	Flow    *flow.Flow
	Verdict Verdict
	// Took is real time.
	Took time.Duration
	// Failure is what went wrong; the zero Drawing where it passed.
	Failure flow.Drawing
	// Moments are the steps that were played, the one that failed included.
	Moments []Moment
	// Corrections are what the flow would have to say of what differed.
	Corrections []flow.Correction
	// Complete is true where the flow was played to its end: then the corrections
	// are all there are.
	Complete bool
	// Events are all that happened to the flow's phones, in order.
	Events []event.Event

	values flow.Values
}

// Moment is a phone after a step.
type Moment struct {
	Step flow.Step
	// Name and Number are the phone's; Name is empty where it has none.
	Name   string
	Number number.Number
	// Handset is the phone as it then was.
	Handset phone.Phone
	// Failed is true for the step that failed.
	Failed bool
	// Heard is how many of the result's events had come by then.
	Heard int
}
