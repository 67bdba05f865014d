package gateway_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSteppedClock(t *testing.T) {
	t.Parallel()
	clock := newClock()
	start := clock.Now()
	var ran []time.Duration
	at := func(d time.Duration, then func()) func() {
		return clock.AfterFunc(d, func() {
			ran = append(ran, clock.Now().Sub(start))
			if then != nil {
				then()
			}
		})
	}
	at(3*time.Second, nil)
	at(time.Second, func() { at(time.Second, nil) })
	at(5*time.Second, nil)
	stop := at(2*time.Second, nil)
	stop()
	clock.Advance(4 * time.Second)
	if diff := cmp.Diff([]time.Duration{time.Second, 2 * time.Second, 3 * time.Second}, ran); diff != "" {
		t.Errorf("timers ran at -want +got:\n%s", diff)
	}
	if got := clock.Now().Sub(start); got != 4*time.Second || clock.Pending() != 1 {
		t.Errorf("the clock is at %s, with %d timers", got, clock.Pending())
	}
}
