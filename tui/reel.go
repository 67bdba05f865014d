package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
)

// ReelOptions are what a Reel is made of.
type ReelOptions struct {
	// Width and Height are the terminal's, in cells.
	Width, Height int
	// SIMs are the phone's SIMs as they are at first, at least one.
	SIMs []gateway.View
	// Demo is demo mode.
	Demo bool
	// Limits are the gateway's timers, Address is where it listens, Hint what an
	// idle phone suggests.
	Limits        session.Limits
	Address, Hint string
	// At is the clock at first.
	At time.Time
}

// Reel draws the terminal phone for what happened earlier, or elsewhere: it is
// the phone that Run shows, with the same keys, but it is told events that were
// kept and a time that is made up, and no gateway is behind it. It is for one
// goroutine.
type Reel struct {
	model *model
	now   time.Time
	taken int
}

// NewReel makes a reel on which nothing has happened yet.
func NewReel(options ReelOptions) *Reel {
	r := &Reel{now: options.At}
	var sims []*sim
	for _, view := range options.SIMs {
		s := emptySIM(options.Limits)
		s.handset.sheet.hidden = true
		s.see(r.snapshot(view), r.now)
		sims = append(sims, s)
	}
	r.model = modelOf(Options{
		Limits: options.Limits, Address: options.Address, Hint: options.Hint, Demo: options.Demo,
		Now: func() time.Time { return r.now },
	}, sims)
	r.model.advance(tea.WindowSizeMsg{Width: options.Width, Height: options.Height})
	return r
}

func (r *Reel) snapshot(view gateway.View) snapshot {
	r.taken++
	return snapshot{r.taken, view}
}

// Happened tells the SIM of the view's number that something happened at a time,
// and how it then is.
func (r *Reel) Happened(at time.Time, view gateway.View, events ...event.Event) {
	r.now = at
	if s := r.sim(view.Number); s != nil {
		r.model.advance(batch{of: s, events: events, taken: r.snapshot(view)})
	}
}

// Choose brings the SIM with a number forward.
func (r *Reel) Choose(of number.Number) {
	s := r.sim(of)
	for s != nil && r.model.sim != s {
		r.model.advance(tea.KeyPressMsg{Code: tea.KeyF2})
	}
}

func (r *Reel) sim(of number.Number) *sim {
	for _, s := range r.model.sims {
		if s.handset.view.Number == of {
			return s
		}
	}
	return nil
}

// Press presses a key of the keyboard at a time. What it asks of the network has
// to be told by Happened.
func (r *Reel) Press(at time.Time, key tea.KeyPressMsg) {
	r.now = at
	// Nothing here comes so soon that a key could be meant for something else.
	r.model.handset.graceUntil = time.Time{}
	r.model.advance(key)
	r.model.onTheWay = nil
}

// Pass lets time pass until at.
func (r *Reel) Pass(at time.Time) {
	r.now = at
	r.model.advance(nil)
}

// IsAsked reports whether a question of the payment network has the keys.
func (r *Reel) IsAsked() bool { return r.model.handset.sheet.stands() }

// Frame is the whole terminal, one row a line, each as wide as the terminal, with
// its colours.
func (r *Reel) Frame() string { return r.model.frame() }

// Cursor is the cell in which the terminal's cursor stands, from 0; shown is
// false where it is hidden.
func (r *Reel) Cursor() (x, y int, shown bool) {
	cursor := r.model.cursor()
	if cursor == nil {
		return 0, 0, false
	}
	return cursor.X, cursor.Y, true
}
