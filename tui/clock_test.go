package tui

import (
	"slices"
	"sync"
	"time"
)

// clock is the line's clock: its timers run out when a test says so.
type clock struct {
	mu     sync.Mutex
	timers []*timer
}

type timer struct {
	after   time.Duration
	run     func()
	stopped bool
}

func (c *clock) Now() time.Time { return morning }

func (c *clock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &timer{after: d, run: f}
	c.timers = append(c.timers, t)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		t.stopped = true
	}
}

// expire lets the timers of that length run out.
func (c *clock) expire(after time.Duration) {
	c.mu.Lock()
	timers := slices.Clone(c.timers)
	c.mu.Unlock()
	for _, t := range timers {
		c.mu.Lock()
		due := !t.stopped && t.after == after
		c.mu.Unlock()
		if due {
			t.run()
		}
	}
}
