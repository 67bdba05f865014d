// Package replay plays flows (package testflows/flow) against handlers and says
// whether what happened is what they expect.
//
// # A flow is played
//
// A [Runner] has one gateway on a port, which all flows share, since a handler
// knows one address for GetPayments. Each flow puts its phones on that network
// anew: their wallets, clocks and ids are those of the flow alone, so that what
// it sends depends on nothing but the flow, the seed and the handler. Flows are
// played at once, but never two with the same phone, as the handler would mix
// them up.
//
// A step does what the user does through the line's keys, as every driver does,
// and then takes from the event stream what it expects: the oldest event of its
// kind that no step took. See step.go for what each does, events.go for the
// taking and books.go for what must be accounted for in the end.
//
// # Time
//
// A flow's clock stands at the same instant at first and moves by the step wait
// alone, from timer to timer, with all that a timer began brought to its end
// before the next. Real programs answer in real time: for them a step waits as
// long as its option within says. What the weather holds up or loses takes its time
// on the flow's clock: a screen that comes late stands below a wait.
package replay

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
	"candybar/testflows/flow"
)

// start is where the clock of every flow stands at first.
var start = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// Options are how flows are played.
type Options struct {
	// Server is the gateway that they are played through. What its Gateway says of
	// phones holds where a flow says nothing.
	Server server.Options
	// Handler has every code, whatever a flow says; nil leaves it to the flow.
	Handler *url.URL
	// Values are the variables that were given from outside, by name.
	Values map[string]string
	// Seed is that of flows that have none.
	Seed uint64
	// Update plays on where a text differs, so that all that differs is found.
	Update bool
	// Strict makes every warning a failure.
	Strict bool
}

// Runner plays flows. It is safe for use by several goroutines.
type Runner struct {
	options Options
	server  *server.Server
	phones  *phones
}

// New starts a gateway to play through. Close it when done. The error is
// server.Start's.
func New(options Options) (*Runner, error) {
	running, err := server.Start(options.Server)
	if err != nil {
		return nil, err
	}
	return &Runner{options: options, server: running, phones: newPhones()}, nil
}

// Log is everything that happened.
func (r *Runner) Log() *event.Log { return r.server.Gateway().Log() }

// URL is the gateway's address.
func (r *Runner) URL() string { return r.server.URL() }

// Close stops the gateway.
func (r *Runner) Close() { r.server.Close() }

// Play plays a flow, when its phones are free. A context that ends makes it fail.
func (r *Runner) Play(ctx context.Context, f *flow.Flow) Result {
	release := r.phones.take(numbers(f))
	defer release()
	return r.play(ctx, f)
}

// play plays a flow whose phones are free.
func (r *Runner) play(ctx context.Context, f *flow.Flow) Result {
	began := time.Now()
	p, err := r.newPlayer(f)
	if err != nil {
		return Result{Flow: f, Verdict: CannotRun, Failure: flow.Drawing{Title: err.Error(), File: f.File}}
	}
	p.play(ctx)
	p.result.Took, p.result.values = time.Since(began), p.values
	return p.result
}

func numbers(f *flow.Flow) []number.Number {
	var all []number.Number
	for _, phone := range f.Phones {
		all = append(all, phone.Number)
	}
	return all
}

// newPlayer puts a flow's phones on the network.
func (r *Runner) newPlayer(f *flow.Flow) (*player, error) {
	clock := gateway.NewSteppedClock(start)
	g := r.server.Gateway()
	p := &player{
		runner: r, flow: f, clock: clock, values: r.values(f),
		result: Result{Flow: f}, strict: r.options.Strict,
	}
	options := r.gatewayOptions(f, clock)
	for _, phone := range f.Phones {
		line, err := r.server.Attach(phone.Number, options)
		if err != nil {
			return nil, err
		}
		p.actors = append(p.actors, &actor{name: phone.Name, line: line, number: phone.Number})
	}
	// What became of the lines that the phones had before is no part of the flow.
	p.log = g.Log().FromNow()
	return p, nil
}

// gatewayOptions are what the flow's phones live by.
func (r *Runner) gatewayOptions(f *flow.Flow, clock gateway.Clock) gateway.Options {
	options := r.options.Server.Gateway
	options.Clock = func(number.Number) gateway.Clock { return clock }
	options.Seed, options.Seeded = seedOf(f, r.options.Seed), true
	if len(options.Routes) == 0 {
		options.Routes = r.server.Gateway().Routes()
	}
	if f.Handler.Said() {
		if to, err := url.Parse(f.Handler.Value); err == nil {
			options.Routes = []gateway.Route{{Handler: to}}
		}
	}
	if r.options.Handler != nil {
		options.Routes = []gateway.Route{{Handler: r.options.Handler}}
	}
	if f.PayBy.Said() {
		options.PayBy = ledger.Provider(f.PayBy.Value)
	}
	if f.Outcome.Said() {
		options.Outcome = ledger.Outcome(f.Outcome.Value)
	}
	if f.Skin.Said() {
		options.Skin = phone.Skin(f.Skin.Value)
	}
	if f.CallForm.Said() {
		options.CallForm = inoti.CallForm(f.CallForm.Value)
	}
	if f.Weather.Said() {
		options.Weather = weather.Weather(f.Weather.Value)
	}
	if f.Timers.Said() {
		options.Limits = session.Profile(f.Timers.Value).Limits()
	}
	if f.Balance.Said() {
		known := options.Subscriber
		if known == nil {
			known = gateway.NewSubscriber
		}
		options.Subscriber = func(n number.Number) gateway.Subscriber {
			subscriber := known(n)
			subscriber.Balance = f.Balance.Value
			return subscriber
		}
	}
	return options
}

// seedOf is what a flow's ids come from: the seed, and which flow it is.
func seedOf(f *flow.Flow, seed uint64) uint64 {
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s", f.Seed.Or(seed), filepath.ToSlash(filepath.Clean(f.File))))
	return binary.LittleEndian.Uint64(key[:])
}

// values are the variables that a flow has before its first step.
func (r *Runner) values(f *flow.Flow) flow.Values {
	values := make(flow.Values)
	for _, v := range f.Vars {
		values[v.Name] = flow.Value{Text: v.Value}
		if given, ok := r.options.Values[v.Name]; ok {
			values[v.Name] = flow.Value{Text: given}
		}
	}
	for _, secret := range f.Secrets {
		values[secret.Name] = flow.Value{Text: r.options.Values[secret.Name], Secret: true}
	}
	return values
}
