package tui

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/dial"
)

// mostCalls is how many calls a SIM remembers.
const mostCalls = 100

// callLog is what was dialled from a SIM, oldest first, whoever pressed the keys.
// Only USSD is a call: what the phone answered by itself went nowhere.
type callLog struct{ calls []phoneCall }

// phoneCall is a session that was dialled.
type phoneCall struct {
	code, session string
	began, ended  time.Time
	// how is empty while the session is open.
	how session.End
}

// hear takes in what was dialled, and how sessions ended.
func (l *callLog) hear(events []event.Event) {
	for _, e := range events {
		switch b := e.Body.(type) {
		case event.Dialled:
			if b.Class != dial.USSD.String() {
				continue
			}
			l.calls = append(l.calls, phoneCall{code: b.Code, session: e.Session, began: e.Time})
			l.calls = l.calls[max(0, len(l.calls)-mostCalls):]
		case event.Ended:
			for i := range l.calls {
				if l.calls[i].session == e.Session && l.calls[i].how == "" {
					l.calls[i].how, l.calls[i].ended = b.How, e.Time
				}
			}
		}
	}
}

// newest is call i, counted from the newest one.
func (l *callLog) newest(i int) phoneCall { return l.calls[len(l.calls)-1-i] }

// endWords say how a call ended: a sign and a word or two.
func endWords(how session.End) (sign words, word string) {
	switch how {
	case session.Final:
		return words{nextly, "✓"}, "ended"
	case session.Released:
		return words{quietly, "·"}, "released"
	case session.Cancelled:
		return words{quietly, "·"}, "hung up"
	case session.UserTimeout:
		return words{failure, "✗"}, "no answer in time"
	case session.HandlerTimeout:
		return words{failure, "✗"}, "handler timeout"
	case session.SessionLimit:
		return words{failure, "✗"}, "session limit"
	case session.NetworkError:
		return words{failure, "✗"}, "network error"
	case session.NotSupported:
		return words{failure, "✗"}, "not supported"
	default:
		return words{nextly, "●"}, "open"
	}
}

// entry is a call in the list: the code and when, how it ended and how long it took.
func (c phoneCall) entry(now time.Time) shelfEntry {
	sign, word := endWords(c.how)
	e := shelfEntry{sign: sign, title: c.code, beside: arrival(c.began, now), under: word}
	if c.how != "" {
		e.underBeside = minutes(c.ended.Sub(c.began))
	}
	return e
}
