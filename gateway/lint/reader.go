package lint

import (
	"time"

	"candybar/gateway/event"
)

// Terms are what a phone's network holds a handler to.
type Terms struct {
	// Slow is from when on a reply is slow, Answer when the network stops
	// waiting for one.
	Slow, Answer time.Duration
	// Starred is true where every call begins with a star.
	Starred bool
}

// Reader judges what happens to one phone, event by event. It is for one
// goroutine.
type Reader struct {
	terms Terms
	// session is the one that is open, or was last.
	session string
	// first is the id of the session's first request, 0 before it.
	first int64
	// screen is what the session last showed, nil before; answered is true where
	// the user has answered that.
	screen   *event.Screen
	answered bool
}

// NewReader makes the reader of one phone's events.
func NewReader(terms Terms) *Reader { return &Reader{terms: terms} }

// Read takes the next event and says what is wrong with it, in the table's order,
// with the severities of the table. Of an event that it has nothing to say about,
// a warning among them, it gives nil.
func (r *Reader) Read(e event.Event) []event.Warning {
	var warnings []event.Warning
	said, readable := r.wordsOf(e)
	for _, rule := range table {
		if warning, found := rule.ofEvent(r, e); found {
			warnings = append(warnings, warning)
		}
		if !readable {
			continue
		}
		if warning, found := rule.ofWords(said); found {
			warnings = append(warnings, warning)
		}
	}
	r.note(e)
	return warnings
}

// wordsOf are the words of a reply that the session reads. An empty one has none:
// how the session ends says so.
func (r *Reader) wordsOf(e event.Event) (words, bool) {
	reply, ok := r.reply(e)
	if !ok {
		return words{}, false
	}
	said := read(string(reply.Bytes))
	return said, !said.isEmpty()
}

// reply is an event's reply to the open session, where it can be read.
func (r *Reader) reply(e event.Event) (event.Reply, bool) {
	reply, ok := e.Body.(event.Reply)
	return reply, ok && !reply.Late && !reply.Unreadable && e.Session == r.session
}

// note remembers what later events are judged by.
func (r *Reader) note(e event.Event) {
	if _, dialled := e.Body.(event.Dialled); dialled && e.Session != "" {
		*r = Reader{terms: r.terms, session: e.Session}
	}
	if e.Session != r.session {
		return
	}
	switch body := e.Body.(type) {
	case event.Request:
		if r.first == 0 {
			r.first = body.ID
		}
	case event.Typed:
		r.answered = true
	case event.Screen:
		r.screen, r.answered = &body, false
	}
}
