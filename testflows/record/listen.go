package record

import (
	"slices"
	"time"
	"unicode/utf8"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone/number"
	"candybar/phone/text"
	"candybar/testflows/flow"
)

// classUSSD is the class of a dial string that opens a session, in phone/dial's
// words.
const classUSSD = "ussd"

// listener makes steps of events, one after the other.
type listener struct {
	events []event.Event
	// at is the current event.
	at     int
	limits session.Limits

	steps []*step
	spans []span
	// phones take part, in the order in which they dialled.
	phones []number.Number
	lines  map[number.Number]*line
	// invoices are by iNoti's ids; billed are the same in their order.
	invoices map[string]*invoice
	billed   []*invoice
	// sessions are the ids of those that were dialled, secrets what was typed as
	// one, in any session.
	sessions, secrets []string
}

// line is what is known of one phone.
type line struct {
	number number.Number
	// session is the id of the newest session that was dialled in the recording;
	// dialled is true once there was one.
	session string
	dialled bool
	// dialling is a dial string that nobody has understood yet; nil for none.
	dialling *step
	// turn is what was typed and has nothing come of it yet; nil for none.
	turn *step
	// asking is the turn whose screen is open, first that of the dial string; nil
	// while no session is open.
	asking, first *step
	// latest is what was typed last; nil before anything was. Coming is the weather
	// of what is dialled next.
	latest *typed
	coming weather.Fault
	// held came while the handler had the turn.
	held []*step
	// prompts are the questions on the phone, by their ids.
	prompts map[string]*question
	// implied are how the charges end that the user's answers stand for.
	implied []flow.ChargeState
	// otp is the newest one-time password that was sent, in the step sent.
	otp  string
	sent *step
}

// listen makes steps of events.
func listen(events []event.Event, limits session.Limits) *listener {
	l := &listener{
		events: events, limits: limits,
		lines: map[number.Number]*line{}, invoices: map[string]*invoice{},
	}
	for l.at = range events {
		l.hear(events[l.at])
	}
	for _, phone := range l.phones {
		l.breakOff(l.lines[phone])
	}
	l.restore()
	return l
}

// line is what is known of the phone of an event.
func (l *listener) line(e event.Event) *line {
	known, ok := l.lines[e.Phone]
	if !ok {
		known = &line{number: e.Phone, prompts: map[string]*question{}}
		l.lines[e.Phone] = known
	}
	return known
}

func (l *listener) hear(e event.Event) {
	l.overhear(e)
	if e.Phone.IsZero() {
		return
	}
	on := l.line(e)
	switch body := e.Body.(type) {
	case event.Typed:
		l.typed(on, e, body)
		return
	case event.Dialled:
		l.dialled(on, e, body)
		return
	case event.Weather:
		l.struck(on, body)
		return
	}
	if !on.dialled {
		// It is of a time before the recording.
		return
	}
	switch body := e.Body.(type) {
	case event.Screen:
		l.screen(on, e, body)
	case event.Ended:
		l.ended(on, e, body)
	case event.SMS:
		l.sms(on, e, body)
	case event.Prompt:
		l.prompt(on, e, body)
	case event.Answered:
		l.answered(on, e, body)
	case event.Invoice:
		l.invoice(on, e, body)
	case event.Charge:
		l.charge(on, e, body)
	case event.Callback:
		l.callback(on, e, body)
	case event.Verified:
		l.verified(on, e, body)
	case event.Unverified:
		l.unverified(on, e, body)
	case event.Typed, event.Dialled, event.Request, event.Reply, event.Subscriber, event.Weather, event.Warning, event.Provider:
		// What programs said to each other, and what is said of it, is no step.
	}
}

// overhear notes what was typed as a secret, whoever it was and whenever.
func (l *listener) overhear(e event.Event) {
	body, ok := e.Body.(event.Typed)
	if words := cleaned(body.Text); ok && body.Secret && utf8.RuneCountInString(words) >= shortest {
		l.secrets = append(l.secrets, words)
	}
}

// newStep makes a step of what an event tells.
func newStep(on *line, e event.Event, does action) *step {
	return &step{began: e.Time, done: e.Time, phone: on.number, does: does}
}

// add puts a step behind the others, or behind the turn that is under way.
func (l *listener) add(on *line, s *step) *step {
	if on.turn != nil {
		on.held = append(on.held, s)
	} else {
		l.steps = append(l.steps, s)
	}
	return s
}

// last is the last step of a phone.
func (l *listener) last(on *line) *step {
	if n := len(on.held); n > 0 {
		return on.held[n-1]
	}
	for _, s := range slices.Backward(l.steps) {
		if s.phone == on.number {
			return s
		}
	}
	return nil
}

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

func (l *listener) sms(on *line, e event.Event, body event.SMS) {
	arrived := l.add(on, newStep(on, e, sms{cleaned(body.From), cleaned(body.Text), cleaned(body.Secret)}))
	if body.Secret != "" {
		on.otp, on.sent = cleaned(body.Secret), arrived
	}
}

// restore writes what was implied after all, where leaving it out would change
// what a later step takes: each takes the oldest of its kind.
func (l *listener) restore() {
	for i, s := range slices.Backward(l.steps) {
		if s.implied && slices.ContainsFunc(l.steps[i+1:l.until(i)], s.isTakenBy) {
			s.implied = false
		}
	}
}

// until is the place of the step that accounts for step i, else the end.
func (l *listener) until(i int) int {
	if at := slices.Index(l.steps[i:], l.steps[i].by); at > 0 {
		return i + at
	}
	return len(l.steps)
}

// isTakenBy reports whether a later step would take what s did not.
func (s *step) isTakenBy(later *step) bool {
	if later.implied || later.phone != s.phone {
		return false
	}
	switch s.does.(type) {
	case prompt:
		_, same := later.does.(prompt)
		return same
	case charge:
		_, same := later.does.(charge)
		return same
	default:
		return false
	}
}

func cleaned(s string) string {
	clean, _ := text.Clean(s)
	return clean
}
