package gateway

import (
	"context"
	"fmt"
	"net/url"

	"candybar/gateway/event"
)

// Resend sends the request with an ID once more, as it was on the wire, and
// records what comes of it as an event.Resent. That is all: the session, the phone
// and the books do not hear of it, and no weather touches it. It returns when the
// request is on its way. The error is that there is no such request, or ErrClosed.
func (g *Gateway) Resend(request int64) error {
	first, sent, found := g.findRequest(request)
	if !found {
		return fmt.Errorf("request %d is not in the log, so it cannot be sent again", request)
	}
	to, err := url.Parse(sent.URL)
	if err != nil {
		return fmt.Errorf("request %d cannot be sent again: %w", request, err)
	}
	to.User = sent.User
	line := g.Line(first.Phone)
	if !line.run(func() { line.resend(first.Session, sent, to) }) {
		return ErrClosed
	}
	return nil
}

// findRequest is the request with an ID, and the event that tells of it.
func (g *Gateway) findRequest(id int64) (event.Event, event.Request, bool) {
	for _, e := range g.log.Since(0) {
		if sent, ok := e.Body.(event.Request); ok && sent.ID == id {
			return e, sent, true
		}
	}
	return event.Event{}, event.Request{}, false
}

// resend runs in an errand of the line. A handler has as long as with any request.
func (l *Line) resend(session string, sent event.Request, to *url.URL) {
	g := l.gateway
	again := event.Resent{Of: sent.ID, Request: sent}
	again.Request.ID = g.requests.Add(1)
	l.await(g.options.Limits.Answer+lateLimit, func(ctx context.Context) func() {
		came := exchange(ctx, g.transport, newRequest(to))
		return func() {
			again.Outcome, again.Milliseconds = outcomeOf(came), came.took.Milliseconds()
			if came.status != 0 {
				again.Reply = &event.Reply{
					ID: again.Request.ID, Status: came.status, Headers: came.header, Bytes: came.body,
					Milliseconds: again.Milliseconds,
				}
			}
			l.recordIn(session, again)
		}
	})
}
