package gateway

import (
	"cmp"
	"context"
	"math/rand/v2"
	"net/url"
	"sync"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/lint"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/phone/text"
)

// Line is one phone attached to the gateway. It is safe for use by several
// goroutines.
type Line struct {
	gateway *Gateway
	number  number.Number
	clock   Clock
	// options are the gateway's, unless the phone was attached with others.
	options Options

	// held is held by who does an errand; what follows is theirs alone.
	held   sync.Mutex
	closed bool
	random *rand.Rand
	// chance is what the weather is drawn from.
	chance     *rand.Rand
	subscriber Subscriber
	handset    phone.Phone
	session    session.State
	// turn is what the open session is about beyond its state.
	turn   turn
	timers map[session.Timer]*timer
	money  money
	// rules judge the line's events as they are recorded.
	rules *lint.Reader
	// news are the events of the errand that is being done, begin the exchanges
	// that are to begin once they stand in the log.
	news  []event.Event
	begin []func()

	// mu holds view and the events that led to it together: who sees an event
	// sees a view that shows what it did.
	mu   sync.Mutex
	view View
	// away counts what was begun elsewhere and has not come back, unanswered the
	// providers' calls that something waits for to be answered.
	away, unanswered int
	// changed is closed, and forgotten, when view or away changes; nil while nobody
	// waits.
	changed chan struct{}
}

// turn is what a line remembers of its session, besides the two machines.
type turn struct {
	handler *url.URL
	// payBy takes the money that the handler asks for.
	payBy ledger.Provider
	// secrets are the positions among the inputs that were secret.
	secrets map[int]bool
	// screen is the text on its way to the phone, as it was counted.
	screen event.Screen
	// fate is what happens to the first request; lost is true once a reply was.
	fate weather.Happening
	lost bool
}

// View is what can be seen of a line at one moment.
type View struct {
	Number     number.Number
	Subscriber Subscriber
	Phone      phone.Phone
	// Session is the id of the session that is open, or was last; empty before.
	Session string
	// Ended and Cause are how the last session ended; empty while one is open
	// and before the first.
	Ended session.End
	Cause session.Cause
	// Paying is true while a provider is being asked for or about money, and
	// something of that will come to the phone.
	Paying bool
	// Held is true while the network holds up or has lost what the phone waits for:
	// its own clock has to move before anything comes.
	Held bool
}

func newLine(g *Gateway, n number.Number, options Options) *Line {
	l := &Line{
		gateway:    g,
		number:     n,
		clock:      options.Clock(n),
		options:    options,
		random:     randomness(options.Seed, n),
		chance:     chance(options.Seed, n),
		subscriber: options.Subscriber(n),
		handset:    phone.New(options.Skin),
		session:    session.Quiet{},
		timers:     make(map[session.Timer]*timer),
		money:      newMoney(),
		rules:      newReader(options),
	}
	l.subscriber.Weather = cmp.Or(l.subscriber.Weather, options.Weather)
	l.openWallet()
	l.view = l.look()
	return l
}

// run does an errand while nobody else does one on this line, shows what it
// did, and begins what waited for that. It reports whether it was done; it was
// not where the gateway has closed.
func (l *Line) run(do func()) bool {
	l.held.Lock()
	defer l.held.Unlock()
	if l.closed {
		return false
	}
	do()
	l.publish()
	l.beginAll()
	return true
}

// Do presses a key of the phone. It returns when the phone has taken the key,
// not when the network has answered: see Settle. The error is why nothing was
// done: phone.ErrSessionOpen, phone.ErrNothingOpen, phone.ErrNoPrompt,
// phone.ErrNotTypable, phone.ErrEmpty, phone.ErrTooLong, phone.ErrRunning, a
// phone.NotUSSD, or ErrClosed.
func (l *Line) Do(key phone.Key) error { return l.press(key, nil) }

// DialTo dials code to a handler of its own, whatever the routes say. Errors
// are those of Do.
func (l *Line) DialTo(code string, handler *url.URL) error {
	return l.press(phone.Call{Text: code}, handler)
}

func (l *Line) press(key phone.Key, handler *url.URL) error {
	var err error
	if !l.run(func() { err = l.pressed(key, handler) }) {
		return ErrClosed
	}
	return err
}

// Change changes the subscriber. The error is that of Change.Check, of the
// ledger, or ErrClosed.
func (l *Line) Change(change Change) error {
	if err := change.Check(); err != nil {
		return err
	}
	var kept error
	done := l.run(func() {
		if change.Balance != nil {
			if kept = l.options.Ledger.SetBalance(l.number, *change.Balance); kept != nil {
				return
			}
		}
		l.subscriber = change.To(l.subscriber)
		if names := change.names(); len(names) > 0 {
			l.record(event.Subscriber{Changed: names})
		}
	})
	if !done {
		return ErrClosed
	}
	return kept
}

// Deliver puts an SMS on the phone. The text is cleaned. The error is ErrClosed.
func (l *Line) Deliver(from, words string) error {
	done := l.run(func() {
		from, _ := text.Clean(from)
		words, _ := text.Clean(words)
		l.message(session.ID(l.session), from, words)
	})
	if !done {
		return ErrClosed
	}
	return nil
}

// View is what can be seen of the line now.
func (l *Line) View() View {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.view
}

// Settle waits until the phone waits for nothing from the network, nor from a
// provider that takes its money, and returns what can be seen then. Its error is the context's, or ErrClosed.
func (l *Line) Settle(ctx context.Context) (View, error) {
	return l.waitFor(ctx, func() bool { return l.view.Phone.State() != phone.StateWaiting && !l.view.Paying })
}

// SettleOrHeld is Settle, but for a phone that nothing can come to until its own
// clock moves: see View.Held.
func (l *Line) SettleOrHeld(ctx context.Context) (View, error) {
	return l.waitFor(ctx, func() bool {
		settled := l.view.Phone.State() != phone.StateWaiting && !l.view.Paying
		return settled || l.view.Held && l.away == 0
	})
}

// Quiet waits until nothing is under way for the line: no request, no callback,
// no question to a provider. Its error is the context's, or ErrClosed.
func (l *Line) Quiet(ctx context.Context) error {
	_, err := l.waitFor(ctx, func() bool { return l.away == 0 && l.unanswered == 0 })
	return err
}

// waitFor waits until the line is as it should be, which is looked at with mu
// held.
func (l *Line) waitFor(ctx context.Context, done func() bool) (View, error) {
	for {
		view, changed := l.viewOrChange(done)
		if changed == nil {
			return view, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return view, ctx.Err()
		case <-l.gateway.open.Done():
			return view, ErrClosed
		}
	}
}

// viewOrChange is the view, and, where the line is not as it should be, what is
// closed when it changes.
func (l *Line) viewOrChange(done func() bool) (View, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if done() {
		return l.view, nil
	}
	if l.changed == nil {
		l.changed = make(chan struct{})
	}
	return l.view, l.changed
}

// publish writes the errand's events and shows what they did.
func (l *Line) publish() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.view = l.look()
	for _, e := range l.news {
		l.gateway.log.Append(e)
	}
	l.news = l.news[:0]
	l.away += len(l.begin)
	l.unanswered = len(l.money.unanswered)
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}

// await has something done away from the line, within limit, and comes back with
// an errand. It begins when the events so far are in the log: a request stands
// there before the handler can have seen it.
func (l *Line) await(limit time.Duration, do func(context.Context) (then func())) {
	ctx, cancel := context.WithTimeout(l.gateway.open, limit)
	l.begin = append(l.begin, func() {
		then := do(ctx)
		cancel()
		l.run(then)
		l.cameBack()
	})
}

func (l *Line) cameBack() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away--
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}

// beginAll begins what waited for the events to be in the log.
func (l *Line) beginAll() {
	for _, exchange := range l.begin {
		l.gateway.crew.do(exchange)
	}
	l.begin = l.begin[:0]
}

func (l *Line) look() View {
	view := View{Number: l.number, Subscriber: l.subscriber, Phone: l.handset, Session: session.ID(l.session), Paying: l.money.paying > 0, Held: l.isHeld()}
	if over, ended := l.session.(session.Over); ended {
		view.Ended, view.Cause = over.End, over.Cause
	}
	return view
}

// shutDown ends an open session, since the network goes away, and lets nothing
// happen on this line any more.
func (l *Line) shutDown() {
	l.run(func() {
		l.advance(session.Closed{Cause: session.Cause{Kind: session.Shutdown, Detail: "the gateway was stopped"}})
		l.stopTimers()
		l.money.stop()
		l.closed = true
	})
}
