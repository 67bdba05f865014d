package record

import (
	"strings"
	"time"

	"candybar/phone/number"
	"candybar/testflows/flow"
)

// span is a time that has to pass in a flow, since it was a timer that brought
// about the step to.
type span struct {
	// from is the step that started the timer, since is when it did.
	from  *step
	since time.Time
	to    *step
	least time.Duration
}

// passed is the time between two moments in whole seconds, to the nearest. All
// timers run for whole seconds, and no event is half a second off.
func passed(from, to time.Time) time.Duration {
	return max(to.Sub(from).Round(time.Second), 0)
}

// pass moves the flow's clock. In a span it keeps up with the clock of the
// recording, so that whatever else ran out in between does so in its turn.
func pass(steps []*step, spans []span, user time.Duration) {
	c := passing{
		user: user, at: map[*step]time.Duration{}, starts: map[*step][]span{}, asking: map[number.Number]time.Duration{},
	}
	for _, s := range spans {
		c.starts[s.from] = append(c.starts[s.from], s)
	}
	for _, s := range steps {
		c.step(s)
	}
}

// passing is the clock of a flow that is being written.
type passing struct {
	// user is how long a user may take to answer.
	user time.Duration
	now  time.Duration
	// at is where the clock stood after each step.
	at map[*step]time.Duration
	// starts are the spans by their first steps, open those that have begun.
	starts map[*step][]span
	open   []span
	// asking is since when a phone's screen is open.
	asking map[number.Number]time.Duration
}

func (c *passing) step(s *step) {
	if !s.implied {
		s.wait = max(c.until(s)-c.now, 0)
		c.now += s.wait
	}
	if does, ok := s.does.(*typed); ok {
		c.now += does.held()
	}
	c.at[s] = c.now
	c.open = append(c.open, c.starts[s]...)
	c.follow(s)
}

// until is to where the clock moves before a step: where it must stand, or before
// that where a user would run out of time who did not.
func (c *passing) until(s *step) time.Duration {
	until := c.due(s)
	if _, isEnd := s.does.(*ran); isEnd {
		return until
	}
	for _, since := range c.asking {
		until = min(until, since+c.user-time.Second)
	}
	return until
}

// due is where the clock must stand before a step.
func (c *passing) due(s *step) time.Duration {
	due := c.now
	still := c.open[:0]
	for _, span := range c.open {
		if span.to == s {
			due = max(due, c.at[span.from]+span.least)
			continue
		}
		still = append(still, span)
		due = max(due, c.at[span.from]+s.began.Sub(span.since).Truncate(time.Second))
	}
	c.open = still
	return due
}

// follow notes whose screen is open.
func (c *passing) follow(s *step) {
	switch does := s.does.(type) {
	case *typed:
		delete(c.asking, s.phone)
		if does.then.end == flow.Open && !does.hungUp {
			c.asking[s.phone] = c.now
		}
	case *ran, hangup:
		delete(c.asking, s.phone)
	}
}

// longestWait is the longest that one step may wait.
const longestWait = 24 * time.Hour

// written is a length of time as people write it: 35s, 2m, 1m30s.
func written(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
