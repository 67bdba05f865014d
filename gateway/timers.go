package gateway

import "candybar/gateway/session"

// timer is a timer that runs. Its address tells it from an earlier one of the
// same name whose end is already on its way.
type timer struct {
	stop func()
	// held is true where the weather makes the phone wait.
	held bool
}

// clockOf is real time for what a real program has to keep, and the line's own
// clock for the rest.
func (l *Line) clockOf(t session.Timer) Clock {
	switch t {
	case session.AnswerTimer:
		return RealClock{}
	case session.UserTimer, session.SessionTimer:
		return l.clock
	default:
		return l.clock
	}
}

func (l *Line) startTimer(s session.Start) {
	running := &timer{}
	l.timers[s.Timer] = running
	running.stop = l.clockOf(s.Timer).AfterFunc(s.After, func() {
		l.run(func() {
			if l.timers[s.Timer] == running {
				l.advance(session.Expired{ID: s.ID, Timer: s.Timer})
			}
		})
	})
}

func (l *Line) stopTimer(t session.Timer) {
	if running, ok := l.timers[t]; ok {
		running.stop()
		delete(l.timers, t)
	}
}

func (l *Line) stopTimers() {
	for t := range l.timers {
		l.stopTimer(t)
	}
}
