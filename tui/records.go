package tui

import (
	"net/http"
	"net/url"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/dial"
	"candybar/providers/inoti"
)

// record is one thing in the inspector: *gone, *dialled, *turn, *resent, *ended or
// *note, or of money *invoice, *step, *charge, *callback, *doubt or *provided.
type record interface {
	// rows draws it, each row as wide as width.
	rows(p *pen, in *inspector, width int, chosen bool) []string
}

// opened is a record with an exact exchange behind it: *turn, *resent,
// *callback or *provided.
type opened interface {
	record
	title() string
	// parts grows when there is more to write.
	parts() int
	write(e *exchange, p *pen, width int)
}

// choosable reports whether a record can be chosen: to open it, or to do
// something with it.
func choosable(r record) bool {
	switch r.(type) {
	case opened, *invoice:
		return true
	default:
		return false
	}
}

// dialled is a dial string that was understood.
type dialled struct {
	at time.Time
	// parted is the session, in short, where others stand before it.
	parted string
	// code has its secrets masked.
	code, class, handler string
}

// turn is one exchange with the handler.
type turn struct {
	at time.Time
	// pause is how long the user took before it.
	pause   time.Duration
	session string
	request event.Request
	// call is the request's call parameter, secrets masked, as it may be shown.
	call  string
	reply *event.Reply
	// pays is true where the reply asks for a payment.
	pays bool
	// screen is what the reply put on the phone; nil where it did not.
	screen   *event.Screen
	warnings []event.Warning
	// weather is what was done to it on purpose.
	weather []event.Weather
	// over is true where the session ended before a reply came.
	over bool
}

// ended is a session's end.
type ended struct {
	at    time.Time
	how   session.End
	cause session.Cause
}

// note is anything else: a message, a change, a warning about no turn.
type note struct {
	at          time.Time
	sign, words string
	tone        tone
}

// current is the session that is open, or was last.
type current struct {
	id, code     string
	began, ended time.Time
	running      bool
	// turnSince is since when the handler, or the user where asked is true, has
	// the turn.
	turnSince time.Time
	asked     bool
}

// take takes in events of the line's phone, oldest first.
func (in *inspector) take(events []event.Event) {
	for _, e := range events {
		in.takeOne(e)
	}
	in.trim()
	if in.filter != showAll {
		// What happened may have made one of another kind of an earlier record.
		in.refilter()
	}
	in.search.stale = true
}

func (in *inspector) takeOne(e event.Event) {
	switch b := e.Body.(type) {
	case event.Dialled:
		in.takeDialled(e, b)
	case event.Request:
		in.begun(e, b)
	case event.Reply:
		if t := in.turn(func(t *turn) bool { return t.request.ID == b.ID }); t != nil {
			t.reply = &b
			_, t.pays = inoti.ReadReply(string(b.Bytes)).(inoti.Payment)
			if !t.isDouble() {
				in.replied = t
			}
		}
	case event.Screen:
		if in.current.id == e.Session {
			in.current.turnSince, in.current.asked = e.Time, true
		}
		if in.replied != nil && in.replied.session == e.Session {
			in.replied.screen = &b
		}
	case event.Warning:
		if in.doubted(b) {
			return
		}
		if in.replied != nil && in.replied.session == e.Session {
			in.replied.warnings = append(in.replied.warnings, b)
			return
		}
		sign, t := warningSign(b.Severity)
		in.add(&note{e.Time, sign, b.Rule + ": " + b.Text + "\ncure: " + b.Cure, t})
	case event.Ended:
		if t := in.turn(func(t *turn) bool { return t.session == e.Session }); t != nil && t.reply == nil {
			t.over = true
		}
		if in.current.id == e.Session {
			in.current.running, in.current.ended = false, e.Time
		}
		in.add(&ended{e.Time, b.How, session.Cause{Kind: b.Cause, Detail: b.Detail}})
	case event.SMS:
		in.add(&note{e.Time, "✉", b.From + ": " + b.Text, plainly})
	case event.Subscriber:
		for _, changed := range b.Changed {
			in.add(&note{e.Time, "·", "subscriber: " + changed + " changed", quietly})
		}
	case event.Weather:
		in.takeWeather(e, b)
	case event.Typed:
		// What was typed stands in the dial string or the call that it made.
	default:
		in.takeMoney(e)
	}
}

func (in *inspector) takeDialled(e event.Event, b event.Dialled) {
	parted := ""
	if in.current.id != "" && e.Session != "" {
		parted = shortly(e.Session)
	}
	in.add(&dialled{e.Time, parted, dial.Classify(b.Code).Masked(), b.Class, b.Handler})
	if b.Class == dial.USSD.String() {
		in.current = current{id: e.Session, code: b.Code, began: e.Time, running: true}
	}
}

// add adds a record at the end. A new turn is followed where the end was shown,
// and chosen where the last one was.
func (in *inspector) add(r record) {
	in.all = append(in.all, r)
	shown := in.filter.passes(r)
	if shown {
		in.records = append(in.records, r)
	}
	_, isTurn := r.(*turn)
	if _, isInvoice := r.(*invoice); !isTurn && !isInvoice {
		return
	}
	in.subject = r
	in.following = in.following || in.atEnd
	if !isTurn {
		return
	}
	in.newest = in.newest && in.atEnd
	if in.newest && shown {
		in.chosen = len(in.records) - 1
	}
}

// turn is the last turn of which is is true, or nil.
func (in *inspector) turn(is func(*turn) bool) *turn {
	for i := len(in.all) - 1; i >= 0; i-- {
		if t, ok := in.all[i].(*turn); ok && is(t) {
			return t
		}
	}
	return nil
}

// address is where the request went, secrets masked.
func (t *turn) address() string {
	if t.request.Masked != "" {
		return t.request.Masked
	}
	return t.request.URL
}

// silence says why there is no reply.
func (t *turn) silence() string {
	if t.over {
		return "no reply before the session ended"
	}
	return "waiting for the handler"
}

// good reports whether the reply is one that a gateway reads.
func (t *turn) good() bool { return t.reply != nil && t.reply.Status == http.StatusOK }

// callOf is what stands for a request in a list: its call parameter, else its
// address.
func callOf(r event.Request) string {
	address := r.URL
	if r.Masked != "" {
		address = r.Masked
	}
	u, err := url.Parse(address)
	if err != nil {
		return plain(exact(address))
	}
	call := u.Query().Get("call")
	if call == "" {
		return plain(exact(address))
	}
	return plain(exact("call=" + call))
}

func warningSign(s event.Severity) (string, tone) {
	if s == event.SeverityError {
		return "✗", failure
	}
	return "⚠", warning
}
