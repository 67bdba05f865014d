package gateway

import "time"

// Clock is a line's own time: the user's and the session's timers run on it,
// and every date that the phone sees comes from it. How long a handler may take
// is always real time, since a real program answers.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f, in a goroutine of its own, once d has gone by. Stop
	// prevents that where it has not happened yet.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// RealClock is the time of the world.
type RealClock struct{}

// Now is the time in the machine's zone.
func (RealClock) Now() time.Time { return time.Now() }

// AfterFunc is time.AfterFunc.
func (RealClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}
