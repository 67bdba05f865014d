package session

import "time"

// Event is one thing that happened to the session.
type Event interface{ event() }

// The events.
type (
	// Dialled begins a session. An ID is never used twice.
	Dialled struct {
		ID     string
		Code   string
		Limits Limits
	}
	// Pushed is a text of the network's own. With Reply it is a question, else a
	// notification. An ID is never used twice.
	Pushed struct {
		ID     string
		Text   string
		Reply  bool
		Limits Limits
	}
	// Answered is the user's answer to the screen.
	Answered struct{ Text string }
	// HungUp is the user's end key.
	HungUp struct{}
	// Replied is what came of the request of session ID.
	Replied struct {
		ID    string
		Reply Reply
	}
	// Expired is a timer of session ID that ran out.
	Expired struct {
		ID    string
		Timer Timer
	}
	// Closed is the network closing down.
	Closed struct{ Cause Cause }
)

func (Dialled) event()  {}
func (Pushed) event()   {}
func (Answered) event() {}
func (HungUp) event()   {}
func (Replied) event()  {}
func (Expired) event()  {}
func (Closed) event()   {}

// Reply is what came of a request: Question, Farewell, Silence or Failure.
type Reply interface{ reply() }

// The replies.
type (
	// Question is a screen that wants an answer.
	Question struct{ Text string }
	// Farewell is a last screen.
	Farewell struct{ Text string }
	// Silence closes the session without a text.
	Silence struct{}
	// Failure is no reply at all, or none that a phone could show.
	Failure struct {
		End   End
		Cause Cause
	}
)

func (Question) reply() {}
func (Farewell) reply() {}
func (Silence) reply()  {}
func (Failure) reply()  {}

// Effect is something that the session wants done.
type Effect interface{ effect() }

// The effects, to be run in the order given.
type (
	// Request asks the handler. First is true for the dialled code itself.
	Request struct {
		ID    string
		Call  string
		First bool
	}
	// Ask shows a question on the phone.
	Ask struct{ Text string }
	// Tell shows a last text on the phone.
	Tell struct{ Text string }
	// Release takes the dialogue off the phone.
	Release struct{}
	// Fail shows the phone's own error text.
	Fail struct{}
	// Start starts a timer, which is not running.
	Start struct {
		ID    string
		Timer Timer
		After time.Duration
	}
	// Stop stops a timer, which is running or has just run out.
	Stop struct{ Timer Timer }
	// Busy refuses what was pushed, since a session is open: USSD-Busy.
	Busy struct{}
	// Ended says how it ended; it is a session's last effect.
	Ended struct {
		ID    string
		End   End
		Cause Cause
	}
)

func (Request) effect() {}
func (Ask) effect()     {}
func (Tell) effect()    {}
func (Release) effect() {}
func (Fail) effect()    {}
func (Start) effect()   {}
func (Stop) effect()    {}
func (Busy) effect()    {}
func (Ended) effect()   {}

// Step is the session after e, and what it wants done. An event that has no
// meaning in the state, or belongs to another session, changes nothing.
func Step(s State, e Event) (State, []Effect) {
	switch s := s.(type) {
	case Exchanging:
		return exchanging(s, e)
	case Asking:
		return asking(s, e)
	case Pushing:
		return pushing(s, e)
	case Quiet, Over:
		return closed(s, e)
	default:
		return closed(Quiet{}, e)
	}
}

func closed(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case Dialled:
		d := Dialogue{ID: e.ID, Code: e.Code, Limits: e.Limits}
		next, effects := request(d)
		return next, append([]Effect{Start{d.ID, SessionTimer, d.Limits.Session}}, effects...)
	case Pushed:
		return pushed(e)
	case Answered, HungUp, Replied, Expired, Closed:
		return s, nil
	default:
		return s, nil
	}
}

// pushed begins a session in which there is no handler; a notification is its
// beginning and its end.
func pushed(e Pushed) (State, []Effect) {
	if !e.Reply {
		return Over{ID: e.ID, End: Final}, []Effect{Tell{e.Text}, Ended{ID: e.ID, End: Final}}
	}
	return Pushing{e.ID}, []Effect{
		Start{e.ID, SessionTimer, e.Limits.Session},
		Ask{e.Text},
		Start{e.ID, UserTimer, e.Limits.User},
	}
}

func request(d Dialogue) (State, []Effect) {
	return Exchanging{d}, []Effect{
		Start{d.ID, AnswerTimer, d.Limits.Answer},
		Request{ID: d.ID, Call: d.Call(), First: len(d.Inputs) == 0},
	}
}

func exchanging(s Exchanging, e Event) (State, []Effect) {
	switch e := e.(type) {
	case Replied:
		if e.ID != s.ID {
			return s, nil
		}
		return replied(s, e.Reply)
	case HungUp:
		return over(s.ID, AnswerTimer, nil, Cancelled, Cause{})
	case Expired:
		if e.ID != s.ID {
			return s, nil
		}
		return exchangeExpired(s, e.Timer)
	case Closed:
		return over(s.ID, AnswerTimer, Release{}, Released, e.Cause)
	case Pushed:
		return s, []Effect{Busy{}}
	case Dialled, Answered:
		return s, nil
	default:
		return s, nil
	}
}

func replied(s Exchanging, r Reply) (State, []Effect) {
	switch r := r.(type) {
	case Question:
		return Asking(s), []Effect{
			Stop{AnswerTimer},
			Ask(r),
			Start{s.ID, UserTimer, s.Limits.User},
		}
	case Farewell:
		return over(s.ID, AnswerTimer, Tell(r), Final, Cause{})
	case Silence:
		return over(s.ID, AnswerTimer, Release{}, Released, Cause{})
	case Failure:
		return over(s.ID, AnswerTimer, Fail{}, r.End, r.Cause)
	default:
		return s, nil
	}
}

func exchangeExpired(s Exchanging, t Timer) (State, []Effect) {
	switch t {
	case AnswerTimer:
		cause := Cause{Timeout, "the handler did not answer within " + s.Limits.Answer.String()}
		return over(s.ID, AnswerTimer, Fail{}, HandlerTimeout, cause)
	case SessionTimer:
		return over(s.ID, AnswerTimer, Release{}, SessionLimit, Cause{})
	case UserTimer:
		return s, nil
	default:
		return s, nil
	}
}

func asking(s Asking, e Event) (State, []Effect) {
	if answer, ok := e.(Answered); ok {
		next, effects := request(s.answered(answer.Text))
		return next, append([]Effect{Stop{UserTimer}}, effects...)
	}
	return thinking(s, s.ID, e)
}

// pushing takes the answer and closes: nobody but the network asked.
func pushing(s Pushing, e Event) (State, []Effect) {
	if _, ok := e.(Answered); ok {
		return over(s.ID, UserTimer, Release{}, Released, Cause{})
	}
	return thinking(s, s.ID, e)
}

// thinking is what happens while the user has the turn, but for the answer.
func thinking(s State, id string, e Event) (State, []Effect) {
	switch e := e.(type) {
	case HungUp:
		return over(id, UserTimer, nil, Cancelled, Cause{})
	case Expired:
		if e.ID != id {
			return s, nil
		}
		return thinkingExpired(s, id, e.Timer)
	case Closed:
		return over(id, UserTimer, Release{}, Released, e.Cause)
	case Pushed:
		return s, []Effect{Busy{}}
	case Dialled, Answered, Replied:
		return s, nil
	default:
		return s, nil
	}
}

func thinkingExpired(s State, id string, t Timer) (State, []Effect) {
	switch t {
	case UserTimer:
		return over(id, UserTimer, Release{}, UserTimeout, Cause{})
	case SessionTimer:
		return over(id, UserTimer, Release{}, SessionLimit, Cause{})
	case AnswerTimer:
		return s, nil
	default:
		return s, nil
	}
}

// over ends the session: both timers that run stop, the phone is told by show
// (nil where the user hung up and the phone knows), and the end is named.
func over(id string, turn Timer, show Effect, end End, cause Cause) (State, []Effect) {
	effects := []Effect{Stop{turn}, Stop{SessionTimer}}
	if show != nil {
		effects = append(effects, show)
	}
	return Over{ID: id, End: end, Cause: cause}, append(effects, Ended{ID: id, End: end, Cause: cause})
}
