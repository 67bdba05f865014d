// Package gateway is the network between a phone and a handler.
//
// A [Gateway] has [Line]s, one for each phone that anybody named, a table of
// [Route]s from codes to handlers, and one event log (package gateway/event) in
// which everything that happens stands. A driver (the terminal phone, the dial
// command, the control API) says [Line.Do] with a key of the phone and reads
// events; it has no other part in a session.
//
// # A line
//
// A line owns the two pure machines, the handset (package phone) and the
// network's side of the session (package gateway/session). Whatever happens to
// it, a key, a reply, a timer, is one errand, and errands are done one at a time:
// step the machines, run their effects, write the events, and show the result as
// a [View]. Waiting is done elsewhere: each request to a handler has a goroutine
// of its own, which comes back with an errand.
//
// # The exchange
//
// One key press is one request: no retry of any kind, no redirect followed, no
// decompression, and no second delivery but in a weather that was asked for, or by
// [Gateway.Resend], which nothing but its own event comes of. A
// reply is read up to 64 KiB. The answer limit ends the session, not the exchange:
// a reply that comes up to 45 s later is still read and logged as late. The phone shows what a phone shows; what really went wrong
// is the cause in the ended event.
//
// # Weather
//
// What goes wrong between a phone and its handler on purpose is the phone's
// weather (package gateway/weather, applied in weather.go): delays, losses, cuts, a
// request that is delivered twice or looks odd. Each fault is an event. In a clear
// sky nothing of that happens.
//
// # Money
//
// A reply 9900|YourFactorId|Price becomes an invoice in the ledger (package
// gateway/ledger): the session closes, the phone gets an SMS with a link and a
// prompt with the same question, and whoever says yes first, on the page behind
// the link or on the phone, pays once. Then the handler is called back, as the
// invoice's outcome has it; see callbacks.go and audit.go.
//
// # Memory
//
// A gateway may run for months. What a session leaves behind is its events, of which
// the log keeps the last (package gateway/event), its SMS, of which a phone keeps
// phone.MaxInbox, and its money, which is the ledger's for good: some two KiB a payment,
// in memory or in the data folder, and besides, a dozen octets for what its handler
// asked about it. A phone stays from the moment it is named, since it has a wallet.
//
// # Routes
//
// The longest route that begins the dialled code, field by field, has it:
// *6655*123*77# goes to the handler of *6655*123#, as one request with
// call=*6655*123*77, since the network cannot tell it from an answer.
package gateway

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/lint"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// ErrClosed is what a line answers after its gateway was closed.
var ErrClosed = errors.New("the gateway is closed")

// Options are what a gateway is made of. The zero value of each has a meaning.
type Options struct {
	// Routes are the codes that have handlers.
	Routes []Route
	// CallForm is how call begins; empty is inoti.Star.
	CallForm inoti.CallForm
	// IDForm is how session ids look; empty is inoti.UUID.
	IDForm inoti.IDForm
	// Limits are the timers; zero is session.Default.
	Limits session.Limits
	// Severities are what the rules count as; nil is what lint.Rules says.
	Severities lint.Severities
	// Strict makes warnings errors, and refuses a text that does not fit.
	Strict bool
	// Seed fixes the ids.
	Seed uint64
	// Seeded is true where somebody chose the seed. Else what must not be
	// guessed, the tokens of payment links, does not come from it.
	Seeded bool
	// Ledger keeps the money; nil is a new one in memory.
	Ledger *ledger.Ledger
	// Address is where the gateway can be reached, http://127.0.0.1:6655: payment
	// links begin with it.
	Address string
	// Roots are whom handlers and providers that speak TLS must be certified by; nil
	// is the system's.
	Roots *x509.CertPool
	// PayBy is who takes the money that handlers ask for; empty is by the phone's
	// country, see ledger.ProviderOf.
	PayBy ledger.Provider
	// Merchants are how the other providers are asked for it.
	Merchants Merchants
	// Retry is how often a callback is tried; zero is once.
	Retry ledger.Retry
	// Outcome is what callbacks do unless told otherwise; empty is
	// ledger.OnTime.
	Outcome ledger.Outcome
	// Weather is what goes wrong on purpose for a phone of which nothing else is
	// known; empty is weather.Clear.
	Weather weather.Weather
	// Subscriber is what is known of a phone when it is first named; nil is
	// NewSubscriber.
	Subscriber func(number.Number) Subscriber
	// Skin is whose habits the phones have; empty is phone.Feature.
	Skin phone.Skin
	// KeepEvents is how many of the last events whoever comes late finds in the log;
	// 0 is event.DefaultKeep.
	KeepEvents int
	// Clock is the clock of a phone; nil is RealClock for all.
	Clock func(number.Number) Clock
}

func (o Options) withDefaults() Options {
	if o.CallForm == "" {
		o.CallForm = inoti.Star
	}
	if o.IDForm == "" {
		o.IDForm = inoti.UUID
	}
	if o.Limits == (session.Limits{}) {
		o.Limits = session.Default.Limits()
	}
	if o.Subscriber == nil {
		o.Subscriber = NewSubscriber
	}
	if o.Clock == nil {
		o.Clock = func(number.Number) Clock { return RealClock{} }
	}
	if o.Ledger == nil {
		o.Ledger = ledger.New(ledger.NewMemory())
	}
	if o.Outcome == "" {
		o.Outcome = ledger.OnTime
	}
	o.Routes = slices.Clone(o.Routes)
	return o
}

// Gateway is a network. It is safe for use by several goroutines.
type Gateway struct {
	options   Options
	transport *http.Transport
	log       event.Log
	requests  atomic.Int64
	// intouchPay is how IntouchPay's callbacks are sent; nil until it is served.
	intouchPay atomic.Pointer[intouchpay.Settings]

	// open ends when the gateway closes; the crew does the exchanges.
	open  context.Context
	close context.CancelFunc
	crew  *crew

	mu     sync.Mutex
	lines  map[number.Number]*Line
	closed bool
}

// New makes a gateway. Close it when done.
func New(options Options) *Gateway {
	options = options.withDefaults()
	open, closeAll := context.WithCancel(context.Background())
	return &Gateway{
		options:   options,
		log:       event.Log{Keep: options.KeepEvents},
		transport: newTransport(options.Limits.Connect, options.Roots),
		open:      open,
		close:     closeAll,
		crew:      newCrew(open),
		lines:     make(map[number.Number]*Line),
	}
}

// Log is everything that happened.
func (g *Gateway) Log() *event.Log { return &g.log }

// Limits are the timers that sessions are dialled with.
func (g *Gateway) Limits() session.Limits { return g.options.Limits }

// Line is the line of a phone, which exists from the moment that it is named.
func (g *Gateway) Line(phone number.Number) *Line {
	g.mu.Lock()
	defer g.mu.Unlock()
	line, known := g.lines[phone]
	if !known {
		line = newLine(g, phone, g.options)
		g.lines[phone] = line
		if g.closed {
			line.shutDown()
		}
	}
	return line
}

// Routes are the codes that have handlers.
func (g *Gateway) Routes() []Route { return slices.Clone(g.options.Routes) }

// Attach puts a phone on the network as if it had never been there: a session of
// the line that it had is closed, what it owed and was owed is forgotten, and its
// wallet is what options say. Of these Address, Ledger and Merchants do not
// count: they are the gateway's. The error is the ledger's.
func (g *Gateway) Attach(phone number.Number, options Options) (*Line, error) {
	options.Address, options.Ledger, options.Merchants = g.options.Address, g.options.Ledger, g.options.Merchants
	options = options.withDefaults()
	g.mu.Lock()
	defer g.mu.Unlock()
	if before, known := g.lines[phone]; known {
		before.shutDown()
	}
	if err := g.options.Ledger.Decide(func(books ledger.Books) error { return forget(books, phone) }); err != nil {
		return nil, fmt.Errorf("the phone %s cannot be put on the network anew: %w", phone, err)
	}
	line := newLine(g, phone, options)
	g.lines[phone] = line
	if g.closed {
		line.shutDown()
	}
	return line, nil
}

// forget takes all that was about a phone out of the books.
func forget(books ledger.Books, phone number.Number) error {
	if err := books.Forget(phone); err != nil {
		return err
	}
	if err := ledger.DropWhere(books, ledger.IPayyTransactions, func(t ipayy.Transaction) bool { return t.Phone == phone }, nil); err != nil {
		return err
	}
	return ledger.DropWhere(books, ledger.IntouchPayTransactions, func(t intouchpay.Transaction) bool { return t.Phone == phone }, nil)
}

// Views are all the phones that anybody named, as they are now.
func (g *Gateway) Views() []View {
	g.mu.Lock()
	lines := slices.Collect(maps.Values(g.lines))
	g.mu.Unlock()
	views := make([]View, 0, len(lines))
	for _, line := range lines {
		views = append(views, line.View())
	}
	return views
}

// Close ends every open session as released by the network, cuts the exchanges
// that are under way, and returns when all is quiet.
func (g *Gateway) Close() {
	g.mu.Lock()
	g.closed = true
	lines := slices.Collect(maps.Values(g.lines))
	g.mu.Unlock()
	for _, line := range lines {
		line.shutDown()
	}
	g.close()
	g.crew.wait()
	g.transport.CloseIdleConnections()
}
