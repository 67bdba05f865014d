package record

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/testflows/flow"
)

// typed hears what the user typed: an answer where a screen of the recording is
// open, else a dial string that somebody has yet to understand.
func (l *listener) typed(on *line, e event.Event, body event.Typed) {
	words := cleaned(body.Text)
	if on.turn != nil {
		l.breakOff(on)
	}
	if on.asking == nil || e.Session != on.session {
		on.dialling = newStep(on, e, &typed{text: words, dials: true})
		return
	}
	answered, _ := on.asking.does.(*typed)
	on.dialling = nil
	l.begin(on, newStep(on, e, &typed{text: words, shown: answered.then.text, secret: body.Secret}))
}

// dialled hears that a dial string was understood. One that is no USSD goes
// nowhere.
func (l *listener) dialled(on *line, e event.Event, body event.Dialled) {
	dialling, coming := on.dialling, on.coming
	on.dialling, on.coming = nil, ""
	if body.Class != classUSSD {
		return
	}
	if dialling == nil {
		dialling = newStep(on, e, &typed{text: cleaned(body.Code), dials: true})
	}
	l.breakOff(on)
	if on.asking != nil {
		l.add(on, newStep(on, e, hangup{}))
		on.asking = nil
	}
	if !on.dialled {
		on.dialled = true
		l.phones = append(l.phones, on.number)
	}
	on.session, on.first = e.Session, dialling
	l.sessions = append(l.sessions, e.Session)
	l.begin(on, dialling)
	on.latest.fault = coming
}

// begin gives the turn to the handler.
func (l *listener) begin(on *line, s *step) {
	l.steps = append(l.steps, s)
	on.turn = s
	on.latest, _ = s.does.(*typed)
}

// end gives the turn back, and lets go what came meanwhile.
func (l *listener) end(on *line, at time.Time) {
	on.turn.done = at
	on.turn = nil
	l.steps = append(l.steps, on.held...)
	on.held = nil
}

// breakOff ends a turn of which nobody knows what came.
func (l *listener) breakOff(on *line) {
	if on.turn == nil {
		return
	}
	turn, _ := on.turn.does.(*typed)
	turn.hungUp = true
	on.asking = nil
	l.end(on, on.turn.done)
}

func (l *listener) screen(on *line, e event.Event, body event.Screen) {
	if on.turn == nil || e.Session != on.session {
		return
	}
	body.Text = cleaned(body.Text)
	turn, _ := on.turn.does.(*typed)
	turn.then = screenOf(body)
	on.asking = nil
	if body.Open {
		on.asking = on.turn
	}
	l.end(on, e.Time)
}

func (l *listener) ended(on *line, e event.Event, body event.Ended) {
	switch {
	case e.Session != on.session:
	case on.turn != nil:
		l.endedInTurn(on, e, body)
	case on.asking != nil:
		l.endedWhileAsking(on, e, body)
	}
}

// endedInTurn is an end in the place of a screen.
func (l *listener) endedInTurn(on *line, e event.Event, body event.Ended) {
	turn, _ := on.turn.does.(*typed)
	on.asking = nil
	switch {
	case body.How == session.Cancelled && !turn.dials && l.skin.ThrowsAway(turn.text):
		turn.then = screen{end: flow.Cancelled}
	case body.How == session.Cancelled, body.Cause == session.Shutdown:
		turn.hungUp = true
	default:
		turn.then = screen{end: flow.End(body.How)}
	}
	l.end(on, e.Time)
}

// endedWhileAsking is an end that the user's doing, or doing nothing, brought
// about. Where the network went away the session is left open.
func (l *listener) endedWhileAsking(on *line, e event.Event, body event.Ended) {
	asking := on.asking
	on.asking = nil
	switch body.How {
	case session.Cancelled:
		l.add(on, newStep(on, e, hangup{}))
	case session.UserTimeout:
		l.ran(on, e, span{from: asking, since: asking.done, least: l.limits.User}, flow.UserTimeout)
	case session.SessionLimit:
		l.ran(on, e, span{from: on.first, since: on.first.began, least: l.limits.Session}, flow.SessionLimit)
	case session.Released, session.Final, session.HandlerTimeout, session.NetworkError, session.NotSupported:
	}
}

// ran is a session whose time ran out.
func (l *listener) ran(on *line, e event.Event, s span, end flow.End) {
	s.to = l.add(on, newStep(on, e, &ran{end}))
	s.least = max(s.least, passed(s.since, e.Time))
	l.spans = append(l.spans, s)
}
