package replay

import (
	"context"
	"sync"

	"candybar/testflows/flow"
)

// PlayAll plays flows, at most parallel of them at once, and tells each result
// with its place among the flows, from 0, as it ends; done may be called by
// several goroutines. Chosen says which are played; the others are Skipped. When
// ctx ends those that have not begun are not told.
func (r *Runner) PlayAll(ctx context.Context, flows []*flow.Flow, parallel int, chosen func(*flow.Flow) bool, done func(place int, result Result)) {
	var work sync.WaitGroup
	slots := make(chan struct{}, max(1, parallel))
	for place, f := range flows {
		if !chosen(f) {
			done(place, Result{Flow: f, Verdict: Skipped})
			continue
		}
		work.Go(func() {
			if result, played := r.playIn(ctx, slots, f); played {
				done(place, result)
			}
		})
	}
	work.Wait()
}

// playIn plays a flow when its phones and a slot are free.
func (r *Runner) playIn(ctx context.Context, slots chan struct{}, f *flow.Flow) (Result, bool) {
	release := r.phones.take(numbers(f))
	defer release()
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return Result{}, false
	}
	return r.play(ctx, f), true
}
