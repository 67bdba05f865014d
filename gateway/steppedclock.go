package gateway

import (
	"sync"
	"time"
)

// SteppedClock is a clock that stands still until it is told to move, so that
// half a minute of waiting takes no time. It is safe for use by several
// goroutines.
type SteppedClock struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*steppedTimer]bool
}

type steppedTimer struct {
	at time.Time
	f  func()
}

// NewSteppedClock makes a clock that stands at start.
func NewSteppedClock(start time.Time) *SteppedClock {
	return &SteppedClock{now: start, timers: make(map[*steppedTimer]bool)}
}

// Now is where the clock stands.
func (c *SteppedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc calls f in the goroutine of the Advance that reaches its time.
func (c *SteppedClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	timer := &steppedTimer{c.now.Add(d), f}
	c.timers[timer] = true
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.timers, timer)
	}
}

// Advance moves the clock by d, from one timer that is due to the next, and
// runs each at its own time. A timer that one of them starts runs too, where it
// is due on the way.
func (c *SteppedClock) Advance(d time.Duration) {
	for until := c.Now().Add(d); c.Step(until); {
	}
}

// Step moves the clock to the first timer that is due by an instant, and runs
// it. Where there is none it moves to the instant and reports false.
func (c *SteppedClock) Step(until time.Time) bool {
	due := c.next(until)
	if due == nil {
		return false
	}
	due.f()
	return true
}

// next takes the first timer that is due by end, and moves the clock to it; to
// end where there is none.
func (c *SteppedClock) next(end time.Time) *steppedTimer {
	c.mu.Lock()
	defer c.mu.Unlock()
	var first *steppedTimer
	for timer := range c.timers {
		if !timer.at.After(end) && (first == nil || timer.at.Before(first.at)) {
			first = timer
		}
	}
	if first == nil {
		if end.After(c.now) {
			c.now = end
		}
		return nil
	}
	delete(c.timers, first)
	if first.at.After(c.now) {
		c.now = first.at
	}
	return first
}

// Pending is how many timers run.
func (c *SteppedClock) Pending() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers)
}
