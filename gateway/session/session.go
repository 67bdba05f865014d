// Package session is the network's side of one USSD session, as a pure state
// machine: the session id, the growing call string, the timers and the ends.
//
// [Step] takes a [State] and an [Event] and gives the next state and the
// [Effect] list: send this request, show this, start or stop that timer, this
// is how it ended. It has no I/O, goroutine or clock; whoever drives it (the
// gateway's line) runs the effects and brings back what came of them. Replies
// and timers carry the session's id, so one that belongs to an earlier session
// changes nothing.
//
// # States
//
// [Quiet] until something is dialled; [Exchanging] while the handler has the
// turn; [Asking] while the user has it; [Pushing] while the user has it because
// the network asked by itself; [Over] after the end. At most one request is under
// way, and one session is open, at any time (3GPP TS 23.090, 6.2.1). From Over,
// dialling or pushing begins the next session.
//
// # The network begins
//
// [Pushed] is network-initiated USSD (3GPP TS 24.090, 5): a request, which shows
// a question and takes one answer, or a notification, which shows a text and is
// over as soon as the phone has it. iNoti has no call that would bring the answer
// to a handler, so there is no request in such a session: the network takes what
// was typed and closes, which is the end [Released]. A notification is [Final].
// Where a session is open the phone answers USSD-Busy ([Busy]), and the open one
// goes on.
//
// # Ends
//
// Every session ends in exactly one of the eight ways of [End]. Nothing tells
// the handler that a session was cancelled or ran out of time: iNoti has no
// call for it.
//
// # Timers
//
// Three timers run, with the [Limits] that the session was dialled with:
// [AnswerTimer] while the handler has the turn, [UserTimer] while the user has
// it, and [SessionTimer] over both. No standard sets them; every network has
// its own. The default is what Africa's Talking documents for Kenya's
// operators, the strict one the tightest documented by anybody.
package session

import (
	"slices"
	"strings"
	"time"
)

// End is how a session ended.
type End string

// The eight ends.
const (
	// Final: the handler closed the session with a text, or the network notified.
	Final End = "final"
	// Released: the network closed it without a text.
	Released End = "released"
	// Cancelled: the user hung up.
	Cancelled End = "cancelled"
	// UserTimeout: the user did not answer in time.
	UserTimeout End = "user-timeout"
	// HandlerTimeout: the handler took the request and did not answer in time.
	HandlerTimeout End = "handler-timeout"
	// SessionLimit: the session as a whole took too long.
	SessionLimit End = "session-limit"
	// NetworkError: the handler could not be reached or its reply was no reply.
	NetworkError End = "network-error"
	// NotSupported: nothing serves what was asked for.
	NotSupported End = "not-supported"
)

// Failure reports whether the end is one that no user and no handler wanted.
// Final, Released and Cancelled are not.
func (e End) Failure() bool {
	switch e {
	case Final, Released, Cancelled:
		return false
	case UserTimeout, HandlerTimeout, SessionLimit, NetworkError, NotSupported:
		return true
	default:
		return true
	}
}

// CauseKind is the true cause of an end, in one word or two.
type CauseKind string

// The causes. NoCause is for ends that say it all by themselves.
const (
	NoCause     CauseKind = ""
	Status      CauseKind = "status"
	Refused     CauseKind = "refused"
	Unreachable CauseKind = "unreachable"
	Cut         CauseKind = "cut"
	Timeout     CauseKind = "timeout"
	Empty       CauseKind = "empty"
	NotText     CauseKind = "not text"
	NotHTTP     CauseKind = "not http"
	TooLong     CauseKind = "too long"
	Redirect    CauseKind = "redirect"
	DoesNotFit  CauseKind = "does not fit"
	NoHandler   CauseKind = "no handler"
	Payment     CauseKind = "payment"
	Shutdown    CauseKind = "shutdown"
	// Weather: it was done on purpose.
	Weather CauseKind = "weather"
)

// Cause is why a session ended: a kind for scripts and a sentence for people,
// which may be empty.
type Cause struct {
	Kind   CauseKind
	Detail string
}

// NeverConnected reports whether the handler was not reached at all, so that
// it cannot have seen the request.
func (c Cause) NeverConnected() bool { return c.Kind == Refused || c.Kind == Unreachable }

// State is one of Quiet, Exchanging, Asking, Pushing and Over.
type State interface{ state() }

// Dialogue is what a session remembers from turn to turn.
type Dialogue struct {
	// ID is the session id, as the handler sees it.
	ID string
	// Code is what was dialled, its final # included.
	Code string
	// Inputs are the answers so far, oldest first.
	Inputs []string
	// Limits are the timers' lengths.
	Limits Limits
}

// Call is the sequence so far: the code without its final #, and each answer
// after a star. This is the form that iNoti documents (*6655*123*77).
func (d Dialogue) Call() string {
	call := strings.TrimSuffix(d.Code, "#")
	for _, input := range d.Inputs {
		call += "*" + input
	}
	return call
}

func (d Dialogue) answered(input string) Dialogue {
	d.Inputs = append(slices.Clip(d.Inputs), input)
	return d
}

// The states.
type (
	// Quiet is before anything was dialled.
	Quiet struct{}
	// Exchanging waits for the handler.
	Exchanging struct{ Dialogue }
	// Asking waits for the user.
	Asking struct{ Dialogue }
	// Pushing waits for the user to answer what the network asked by itself.
	Pushing struct{ ID string }
	// Over has ended.
	Over struct {
		ID    string
		End   End
		Cause Cause
	}
)

func (Quiet) state()      {}
func (Exchanging) state() {}
func (Asking) state()     {}
func (Pushing) state()    {}
func (Over) state()       {}

// ID is the id of the session that is open, or was last; empty before the
// first.
func ID(s State) string {
	switch s := s.(type) {
	case Exchanging:
		return s.ID
	case Asking:
		return s.ID
	case Pushing:
		return s.ID
	case Over:
		return s.ID
	case Quiet:
		return ""
	default:
		return ""
	}
}

// Timer is one of the session's timers.
type Timer string

// The timers. AnswerTimer runs in real time, since a real program answers; the
// others run on the phone's own clock.
const (
	AnswerTimer  Timer = "answer"
	UserTimer    Timer = "user"
	SessionTimer Timer = "session"
)

// Limits are how long a network waits.
type Limits struct {
	// Connect is for the connection to the handler.
	Connect time.Duration
	// Answer is for the handler's whole reply, connecting included.
	Answer time.Duration
	// Slow is from when on a reply deserves a warning: some carriers stop there.
	Slow time.Duration
	// User is for the user's answer.
	User time.Duration
	// Session is for the whole session.
	Session time.Duration
}
