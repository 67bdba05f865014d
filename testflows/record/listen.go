package record

import (
	"slices"
	"unicode/utf8"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
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
	// skin is that of the phones.
	skin phone.Skin

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
func listen(events []event.Event, about About) *listener {
	l := &listener{
		events: events, limits: about.limits(), skin: phone.Skin(about.Skin),
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
	case event.Typed, event.Dialled, event.Request, event.Reply, event.Subscriber, event.Weather, event.Warning, event.Provider, event.Resent:
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
