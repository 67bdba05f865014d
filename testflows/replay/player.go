package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/phone/number"
	"candybar/testflows/flow"
)

// player plays one flow, once.
type player struct {
	runner *Runner
	flow   *flow.Flow
	clock  *gateway.SteppedClock
	values flow.Values
	log    *event.Cursor
	actors []*actor
	strict bool
	// after is what was typed last, as the flow writes it.
	after string
	// requests counts those to handlers.
	requests int
	result   Result
}

// actor is a phone of the flow.
type actor struct {
	name   string
	number number.Number
	line   *gateway.Line
	// untaken are the events that no step took yet, oldest first.
	untaken []event.Event
	// request and reply are the last of a handler's; reply is empty until it came.
	request event.Request
	reply   event.Reply
	// implied are how the charges end that the user's answers asked for.
	implied []string
}

// problem is why a flow fails: what is drawn of it.
type problem struct {
	title string
	at    flow.Position
	// length is how many characters of the line are underlined; 0 for none.
	length         int
	removed, added []string
	notes          []flow.Note
	// cannotRun is true where nobody was reached at all.
	cannotRun bool
}

func (p *problem) Error() string { return p.title }

// about is a problem with a step as a whole.
func about(step flow.Step, format string, args ...any) *problem {
	return &problem{title: fmt.Sprintf(format, args...), at: step.About().At}
}

func (p *problem) note(name, format string, args ...any) *problem {
	p.notes = append(p.notes, flow.Note{Name: name, Text: fmt.Sprintf(format, args...)})
	return p
}

// play does the steps in turn, until one fails.
func (p *player) play(ctx context.Context) {
	for i, step := range p.flow.Steps {
		err := p.step(ctx, step)
		p.remember(step, err != nil)
		if err == nil {
			continue
		}
		p.fail(step, err)
		if last := i == len(p.flow.Steps)-1; !last || !p.isCorrected(step) {
			return
		}
	}
	if err := p.account(ctx); err != nil {
		p.fail(p.flow.Steps[len(p.flow.Steps)-1], err)
		return
	}
	p.result.Complete = true
}

// isCorrected reports whether what differs in a step is known whole.
func (p *player) isCorrected(step flow.Step) bool {
	return slices.ContainsFunc(p.result.Corrections, func(c flow.Correction) bool { return c.Step == step })
}

// actor is the phone that a step is for.
func (p *player) actor(step flow.Step) *actor {
	name := step.About().Phone
	at := slices.IndexFunc(p.actors, func(a *actor) bool { return a.name == name })
	return p.actors[max(at, 0)]
}

// remember keeps how the phone looks after a step.
func (p *player) remember(step flow.Step, failed bool) {
	if _, ok := step.(*flow.Allow); ok {
		return
	}
	a := p.actor(step)
	p.result.Moments = append(p.result.Moments, Moment{
		Step: step, Name: a.name, Number: a.number, Handset: a.line.View().Phone, Failed: failed,
		Heard: len(p.result.Events),
	})
}

// fail draws what went wrong. The first failure is the one that is told.
func (p *player) fail(step flow.Step, err error) {
	var what *problem
	if !errors.As(err, &what) {
		what = about(step, "%s", err)
	}
	if p.result.Verdict == Passed {
		p.result.Verdict = Failed
		if what.cannotRun {
			p.result.Verdict = CannotRun
		}
		p.result.Failure = p.drawn(step, what)
	}
}

func (p *player) drawn(step flow.Step, what *problem) flow.Drawing {
	drawing := flow.Drawing{
		Title: p.values.Mask(what.title), File: p.flow.File, At: what.at, After: p.after,
		Source: p.flow.Line(what.at.Line), Length: what.length,
		Removed: what.removed, Added: p.masked(what.added), Notes: what.notes,
	}
	if request := p.lastRequest(p.actor(step)); request != "" {
		drawing.Notes = append(drawing.Notes, flow.Note{Name: "request", Text: request})
	}
	drawing.Notes = append(drawing.Notes, flow.Note{
		Name: "repeat", Text: fmt.Sprintf("candybar test %s --seed %d", p.flow.File, p.flow.Seed.Or(p.runner.options.Seed)),
	})
	for i, note := range drawing.Notes {
		drawing.Notes[i].Text = p.values.Mask(note.Text)
	}
	return drawing
}

func (p *player) masked(lines []string) []string {
	masked := make([]string, len(lines))
	for i, line := range lines {
		masked[i] = p.values.Mask(line)
	}
	return masked
}

// lastRequest is the phone's last request and what came of it, in a line.
func (p *player) lastRequest(a *actor) string {
	if a.request.ID == 0 {
		return ""
	}
	shown := a.request.URL
	if a.request.Masked != "" {
		shown = a.request.Masked
	}
	line := a.request.Method + " " + pathOf(shown)
	if a.reply.ID == a.request.ID {
		line += fmt.Sprintf(" -> %d, %d ms", a.reply.Status, a.reply.Milliseconds)
	}
	return line
}

// pathOf is a URL from its path on.
func pathOf(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	if at := strings.IndexAny(rest, "/?"); at >= 0 {
		return rest[at:]
	}
	return "/"
}

// patiently is a context that ends when the step has waited long enough.
func patiently(ctx context.Context, step flow.Step) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, step.About().Patience())
}

// rest lets everything that is under way on the flow's phones come to its end.
func (p *player) rest(ctx context.Context) error {
	for _, a := range p.actors {
		if err := a.line.Quiet(ctx); err != nil {
			return err
		}
	}
	return nil
}

// forward moves the clock by d, from timer to timer.
func (p *player) forward(ctx context.Context, d time.Duration) error {
	until := p.clock.Now().Add(d)
	for {
		if err := p.rest(ctx); err != nil {
			return err
		}
		if !p.clock.Step(until) {
			return nil
		}
	}
}
