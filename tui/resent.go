package tui

import (
	"bytes"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
)

// resent is a request that was sent again from here. It stands under the turn that
// it repeats.
type resent struct {
	at    time.Time
	event event.Resent
	// first is the turn that it repeats; nil where that is not kept any more.
	first *turn
}

// takeResent puts it behind its turn, and those that repeat it already. Where that
// is the chosen one the new one is, since whoever sent it waits for it.
func (in *inspector) takeResent(e event.Event, b event.Resent) {
	r := &resent{at: e.Time, event: b, first: in.turn(func(t *turn) bool { return t.request.ID == b.Of })}
	chosen := in.recordAt(in.chosen)
	last := -1
	for i := len(in.all) - 1; i >= 0; i-- {
		if repeats(in.all[i], b.Of) {
			last = i
			break
		}
	}
	if last < 0 {
		in.add(r)
		return
	}
	in.insert(last+1, r)
	if chosen != nil && repeats(chosen, b.Of) && in.filter.passes(r) {
		in.pick(in.shownBefore(last + 1))
	}
}

// repeats reports whether a record is a request, or one that repeats it.
func repeats(r record, request int64) bool {
	switch r := r.(type) {
	case *turn:
		return r.request.ID == request
	case *resent:
		return r.event.Of == request
	default:
		return false
	}
}

// as is the exchange as that of a turn.
func (r *resent) as() *turn {
	t := &turn{at: r.at, request: r.event.Request, call: callOf(r.event.Request), reply: r.event.Reply, over: r.event.Reply == nil}
	if r.first != nil {
		t.session = r.first.session
	}
	return t
}

func (r *resent) good() bool { return r.event.Outcome == answered }

// answered is the outcome of a request that went well.
const answered = "answered"

// compared says in a word whether the handler said the same as before.
func (r *resent) compared() string {
	switch {
	case r.first == nil || r.first.reply == nil && r.event.Reply == nil:
		return ""
	case r.first.reply == nil || r.event.Reply == nil:
		return "different"
	case r.first.reply.Status == r.event.Reply.Status && bytes.Equal(r.first.reply.Bytes, r.event.Reply.Bytes):
		return "same"
	default:
		return "different"
	}
}

func (r *resent) rows(p *pen, in *inspector, width int, chosen bool) []string {
	out := p.stamped(r.at, width, chosen).blank(historyIndent).add(p.next, "↻ ")
	took := duration(r.event.Milliseconds)
	if r.event.Reply == nil {
		return []string{out.add(p.fail, "✗ "+spaced(r.event.Outcome)).blank(1).add(p.quiet, took).done()}
	}
	status := p.strong
	if !r.good() {
		status = p.fail
	}
	out.add(status, fmt.Sprint(r.event.Reply.Status)).blank(1)
	if word := r.compared(); word == "different" {
		out.add(p.warn, word).blank(1)
	} else if word != "" {
		out.add(p.quiet, word).blank(1)
	}
	if wideTurn(width, p.width(took)) {
		out.until(width - trackColumn)
	}
	in.latency(p, out, time.Duration(r.event.Milliseconds)*time.Millisecond, took)
	return []string{out.done()}
}

func (r *resent) title() string { return fmt.Sprintf("exchange %d, sent again", r.event.Of) }
func (r *resent) parts() int    { return 0 }

func (r *resent) write(e *exchange, p *pen, width int) {
	t := r.as()
	e.writeRequest(p, width, t)
	if r.event.Reply == nil {
		e.put(p, width, words{failure, "✗ "}, failure, plain(spaced(r.event.Outcome)))
		e.put(p, width, words{quietly, "  "}, quietly, "after "+duration(r.event.Milliseconds))
	} else {
		e.writeReply(p, width, t)
	}
	e.gap()
	switch r.compared() {
	case "same":
		e.put(p, width, words{quietly, "↻ "}, quietly, "the same as the first time, to the octet")
	case "different":
		e.put(p, width, words{warning, "↻ "}, warning, "different from the first time")
		first := "no reply"
		if r.first.reply != nil {
			first = fmt.Sprintf("%d, %d octets", r.first.reply.Status, len(r.first.reply.Bytes))
		}
		e.put(p, width, words{quietly, "  "}, quietly, "then it was "+first)
	}
	e.put(p, width, words{quietly, "  "}, quietly, "no session, no phone and no invoice heard of it")
}

// sentAgain is what came of the key.
type sentAgain struct {
	sim *sim
	err error
}

// sendAgain sends the request that is chosen once more.
func (m *model) sendAgain() tea.Cmd {
	request := int64(0)
	switch r := m.subjectOf().(type) {
	case *turn:
		request = r.request.ID
	case *resent:
		request = r.event.Of
	default:
		m.said = words{warning, "⚠ only a request to a handler can be sent again"}
		return nil
	}
	at, resend := m.sim, m.options.Resend
	m.said = words{quietly, fmt.Sprintf("request %d is sent again, beside its session", request)}
	return func() tea.Msg { return sentAgain{at, resend(request)} }
}

// subjectOf is what a key is about: the exchange that is open, or the record that
// is chosen; nil where there is none.
func (m *model) subjectOf() opened {
	if m.panel == showExchange {
		return m.exchange.of
	}
	return m.inspector.chosenOpened()
}
