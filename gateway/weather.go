package gateway

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

// What goes wrong on purpose, by the phone's weather, between the phone and its
// handler. Each fault that is applied stands in the log, right before what it
// changed; callbacks have outcomes of their own and no weather.
//
// What the network is slow with, or has lost, takes its time on the phone's own
// clock: a flow steps over it, and nobody sleeps. The time that the handler itself
// takes stays real.

// delivery is a request on its way to the handler.
type delivery struct {
	asks session.Request
	// request is what goes out, once; sent is that as it stands in the log.
	request *http.Request
	sent    event.Request
	fate    weather.Happening
}

// chance is what the weather of a phone is drawn from. It is apart from what the
// phone's ids come from, so that no weather shifts those.
func chance(seed uint64, phone number.Number) *rand.Rand {
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s weather", seed, phone.E164()))
	return rand.New(rand.NewChaCha8(key))
}

// newSession makes a session's id, and says what happens to its first request. A
// weather that reshapes the id has done all that it does then.
func (l *Line) newSession() (id string, first weather.Happening) {
	id = l.options.IDForm.New(l.random)
	first = l.subscriber.Weather.Next(l.chance)
	if !first.Fault.ReshapesID() {
		return id, first
	}
	id = l.reshapedID(first.Fault)
	l.recordIn(id, event.Weather{Fault: string(first.Fault)})
	return id, weather.Happening{}
}

func (l *Line) reshapedID(fault weather.Fault) string {
	if fault == weather.DigitsID {
		return inoti.Digits.New(l.chance)
	}
	var id strings.Builder
	for id.Len() < weather.LongIDLength {
		fmt.Fprintf(&id, "%016x", l.chance.Uint64())
	}
	return id.String()
}

// fateOf is what happens to a request. That of a first one, which has no answer
// that could be Persian, was drawn when the session got its id; one later is too
// late to reshape that.
func (l *Line) fateOf(r session.Request) weather.Happening {
	fate := l.turn.fate
	if !r.First {
		fate = l.subscriber.Weather.Next(l.chance)
	}
	if r.First && fate.Fault == weather.PersianCall || fate.Fault.ReshapesID() {
		return weather.Happening{}
	}
	return fate
}

// answered is a call of the open session, as a fault has it.
func (l *Line) answered(call string, fault weather.Fault) string {
	exchanging, open := l.session.(session.Exchanging)
	if !open || fault != weather.PersianCall {
		return call
	}
	code := strings.TrimSuffix(exchanging.Code, "#")
	return code + weather.Persian(strings.TrimPrefix(call, code))
}

// addressIn is the address of a request, with what a fault changes of it.
func addressIn(fault weather.Fault, request inoti.Request, handler *url.URL) *url.URL {
	if fault == weather.PersianMobile {
		request.Mobile = weather.Persian(request.Mobile)
	}
	to := request.URL(handler)
	if name := fault.Missing(); name != "" {
		to.RawQuery = without(to.RawQuery, name)
	}
	return to
}

// without is a query without the last parameter of a name: one of the handler's
// own, which stands before ours, stays.
func without(query, name string) string {
	parameters := strings.Split(query, "&")
	for i, parameter := range slices.Backward(parameters) {
		if strings.HasPrefix(parameter, name+"=") {
			return strings.Join(slices.Delete(parameters, i, i+1), "&")
		}
	}
	return query
}

// struck records what the weather did to a request in this session.
func (l *Line) struck(d delivery) {
	l.recordIn(d.asks.ID, event.Weather{
		Fault: string(d.fate.Fault), Request: d.sent.ID, Milliseconds: d.fate.For.Milliseconds(),
	})
}

// lose loses a request before the handler: the phone waits as long as a handler
// may take, and gives up.
func (l *Line) lose(r session.Request, fate weather.Happening) {
	l.struck(delivery{asks: r, fate: fate})
	l.hold(l.options.Limits.Answer, func() { l.giveUp(r, weather.DropBefore) })
}

// giveUp ends a session whose request or reply was lost.
func (l *Line) giveUp(r session.Request, fault weather.Fault) {
	l.advance(session.Replied{ID: r.ID, Reply: session.Failure{
		End: session.HandlerTimeout, Cause: onPurpose(fault),
	}})
}

func onPurpose(fault weather.Fault) session.Cause {
	return session.Cause{Kind: session.Weather, Detail: fmt.Sprintf("on purpose, by the weather %s: %s", fault, fault.Sentence())}
}

// hold puts the phone's own clock in the place of the answer timer, which stops
// with the handler's turn however that ends; after that long, then is done.
func (l *Line) hold(after time.Duration, then func()) {
	l.stopTimer(session.AnswerTimer)
	holding := &timer{held: true}
	l.timers[session.AnswerTimer] = holding
	holding.stop = l.clock.AfterFunc(after, func() {
		l.run(func() {
			if l.timers[session.AnswerTimer] == holding {
				delete(l.timers, session.AnswerTimer)
				then()
			}
		})
	})
}

// isHeld reports whether the phone waits for nothing but its own clock.
func (l *Line) isHeld() bool {
	running, ok := l.timers[session.AnswerTimer]
	return ok && running.held
}

// expect prepares for the reply of a request that goes out now.
func (l *Line) expect(d delivery) {
	if d.fate.Fault != weather.DropAfter {
		return
	}
	l.hold(l.options.Limits.Answer, func() {
		if l.turn.lost {
			l.giveUp(d.asks, weather.DropAfter)
			return
		}
		// It has not even come, which is the handler's doing.
		l.advance(session.Expired{ID: d.asks.ID, Timer: session.AnswerTimer})
	})
}

// exchange makes the request of a delivery, once.
func (d delivery) exchange(ctx context.Context, g *Gateway) reply {
	if d.fate.Fault == weather.Reset {
		return exchangeAndReset(ctx, newTransport(g.options.Limits.Connect, g.options.Roots), d.request)
	}
	return exchange(ctx, g.transport, d.request)
}

// exchangeAndReset makes a request and cuts its connection when the reply has
// begun. The connection is no other request's: nor is the transport.
func exchangeAndReset(ctx context.Context, transport *http.Transport, request *http.Request) reply {
	defer transport.CloseIdleConnections()
	dial := transport.DialContext
	var conn net.Conn
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled, err := dial(ctx, network, address)
		conn = dialled
		return dialled, err
	}
	began := time.Now()
	response, err := transport.RoundTrip(request.WithContext(ctx))
	if err != nil {
		return reply{took: time.Since(began), broken: whyBroken(err)}
	}
	defer response.Body.Close()
	if tcp, ok := conn.(*net.TCPConn); ok {
		// What is still to be read goes unread: the other side sees a reset, no end.
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
	return reply{
		status: response.StatusCode, header: response.Header, took: time.Since(began),
		broken: session.Cause{Kind: session.Cut, Detail: onPurpose(weather.Reset).Detail},
	}
}

// deliver brings what came of a request to the session, as far as the weather
// lets it.
func (l *Line) deliver(d delivery, came reply) {
	if came.status == 0 {
		// Nothing is on its way that anything could happen to.
		d.fate = weather.Happening{}
	}
	switch d.fate.Fault {
	case weather.DropAfter:
		l.turn.lost = true
	case weather.Delay:
		l.struck(d)
		l.hold(d.fate.For, func() { l.show(d.asks, came) })
	case weather.HangUp:
		l.struck(d)
		l.advance(session.Closed{Cause: onPurpose(weather.HangUp)})
	case weather.Idle:
		l.show(d.asks, came)
		if asking, open := l.session.(session.Asking); open && asking.ID == d.asks.ID {
			l.struck(d)
			l.advance(session.Expired{ID: d.asks.ID, Timer: session.UserTimer})
		}
	case weather.Duplicate:
		l.show(d.asks, came)
		l.duplicate(d)
	case weather.DropBefore, weather.Reset, weather.DigitsID, weather.LongID, weather.PersianCall,
		weather.PersianMobile, weather.MissingMobile, weather.MissingSessionID, weather.MissingCall:
		// It was done before.
		l.show(d.asks, came)
	default:
		l.show(d.asks, came)
	}
}

// spoils reports whether the weather takes the reply that came, so that what it
// did stands before the reply in the log.
func (d delivery) spoils(came reply) bool {
	return came.status != 0 && (d.fate.Fault == weather.DropAfter || d.fate.Fault == weather.Reset)
}

// duplicate delivers a request a second time, once the first is answered: the
// phone has its reply, and that of the second is nobody's.
func (l *Line) duplicate(d delivery) {
	g := l.gateway
	d.request, d.sent.ID = newRequest(d.request.URL), g.requests.Add(1)
	l.struck(d)
	l.recordIn(d.asks.ID, d.sent)
	l.await(g.options.Limits.Answer+lateLimit, func(ctx context.Context) func() {
		came := d.exchange(ctx, g)
		return func() { l.recordReply(d, came, false) }
	})
}
