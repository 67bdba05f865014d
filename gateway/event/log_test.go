package event_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candybar/gateway/event"
)

func typed(text string) event.Event { return event.Event{Body: event.Typed{Text: text}} }

// filled is a log that holds n events, typed "1" to "n".
func filled(n int) *event.Log {
	log := new(event.Log)
	fill(log, n)
	return log
}

func fill(log *event.Log, n int) {
	for range n {
		log.Append(typed(strconv.Itoa(len(log.Since(0)) + 1)))
	}
}

// checkRun fails unless events are those numbered from to to, typed as filled
// types them.
func checkRun(t *testing.T, events []event.Event, from, to int64) {
	t.Helper()
	if int64(len(events)) != to-from+1 {
		t.Fatalf("%d events, want %d to %d", len(events), from, to)
	}
	for i, e := range events {
		want := typed(strconv.FormatInt(from+int64(i), 10))
		if e.Seq != from+int64(i) || e.Body != want.Body {
			t.Errorf("at %d: %+v, want %d", i, e, from+int64(i))
		}
	}
}

func TestAppendNumbers(t *testing.T) {
	t.Parallel()
	var log event.Log
	for want := int64(1); want <= 3; want++ {
		e := happened(event.SMS{From: "iNoti"})
		e.Seq = 99
		got := log.Append(e)
		e.Seq = want
		if got.Seq != want || got.Body != e.Body || got.Time != e.Time || got.Phone != e.Phone || got.Session != e.Session {
			t.Errorf("appended as %+v, want %+v", got, e)
		}
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	log := filled(5)
	for seq, from := range map[int64]int64{-1: 1, 0: 1, 1: 2, 4: 5, 5: 6, 6: 6, 1 << 62: 6} {
		checkRun(t, log.Since(seq), from, 5)
	}
	if got := new(event.Log).Since(0); len(got) != 0 {
		t.Errorf("an empty log holds %v", got)
	}
}

// What a reader holds is not changed by what is appended later, even where the
// reader appends to it himself.
func TestReadEventsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	log := filled(3)
	held := log.Since(0)
	mine := append(held, typed("mine"))
	fill(log, 2)
	checkRun(t, held, 1, 3)
	checkRun(t, log.Since(0), 1, 5)
	if got := mine[3].Body; got != typed("mine").Body {
		t.Errorf("the reader's own event became %v", got)
	}
}

func TestWaitWakes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, got := filled(2), make(chan []event.Event, 1)
		go func() {
			events, err := log.Wait(t.Context(), 3)
			if err != nil {
				t.Error(err)
			}
			got <- events
		}()
		for range 2 {
			synctest.Wait()
			if len(got) > 0 {
				t.Fatal("Wait did not wait for an event after 3")
			}
			fill(log, 1)
		}
		checkRun(t, <-got, 4, 4)
	})
}

func TestWaitDoesNotWaitForWhatIsThere(t *testing.T) {
	t.Parallel()
	ended, end := context.WithCancel(t.Context())
	end()
	events, err := filled(3).Wait(ended, 1)
	if err != nil {
		t.Error(err)
	}
	checkRun(t, events, 2, 3)
}

func TestWaitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const wait = 10 * time.Second
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		defer cancel()
		events, err := filled(3).Wait(ctx, 3)
		if events != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, %v", events, err)
		}
		if took := time.Since(began); took != wait {
			t.Errorf("it took %s, want %s", took, wait)
		}
	})
}

func TestCursor(t *testing.T) {
	t.Parallel()
	log := filled(3)
	cursor := log.From(1)
	events, err := cursor.Next(t.Context())
	if err != nil {
		t.Error(err)
	}
	checkRun(t, events, 2, 3)
	checkRun(t, cursor.Pending(), 4, 3)
	fill(log, 2)
	checkRun(t, cursor.Pending(), 4, 5)
	ended, end := context.WithCancel(t.Context())
	end()
	if events, err := cursor.Next(ended); events != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", events, err)
	}
	fill(log, 1)
	checkRun(t, cursor.Pending(), 6, 6)
}

// A slow reader loses nothing and holds nobody up: while it is in the middle
// of the first event, all the others are appended.
func TestSlowReaderLosesNothing(t *testing.T) {
	t.Parallel()
	const events = 10_000
	log := filled(1)
	ctx, stop := context.WithCancel(t.Context())
	var seen []event.Event
	err := log.From(0).Follow(ctx, func(e event.Event) error {
		if e.Seq == 1 {
			fill(log, events-1)
			stop()
		}
		seen = append(seen, e)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	checkRun(t, seen, 1, events)
}

func TestFollowDrainsAfterItsContextEnded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, done := new(event.Log), make(chan error)
		ctx, stop := context.WithCancel(t.Context())
		var seen []event.Event
		go func() {
			done <- log.From(0).Follow(ctx, func(e event.Event) error {
				seen = append(seen, e)
				return nil
			})
		}()
		fill(log, 2)
		synctest.Wait()
		checkRun(t, seen, 1, 2)
		stop()
		fill(log, 3)
		if err := <-done; err != nil {
			t.Error(err)
		}
		checkRun(t, seen, 1, 5)
	})
}

func TestFollowStopsAtAnError(t *testing.T) {
	t.Parallel()
	full := errors.New("the disk is full")
	ended, end := context.WithCancel(t.Context())
	end()
	for name, ctx := range map[string]context.Context{"while it follows": t.Context(), "while it drains": ended} {
		log := filled(5)
		var seen []event.Event
		err := log.From(0).Follow(ctx, func(e event.Event) error {
			seen = append(seen, e)
			if e.Seq == 3 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) {
			t.Errorf("%s: %v, want %v", name, err, full)
		}
		checkRun(t, seen, 1, 3)
	}
}

// TestManyWritersAndReaders is for the race detector, too: every reader sees
// every event once, in the order of the log, and each writer's in his own.
func TestManyWritersAndReaders(t *testing.T) {
	t.Parallel()
	const (
		writers = 8
		readers = 8
		each    = 500
	)
	var (
		log     event.Log
		reading sync.WaitGroup
		writing sync.WaitGroup
		seen    [readers][]event.Event
	)
	ctx, stop := context.WithCancel(t.Context())
	for reader := range readers {
		reading.Go(func() {
			err := log.From(0).Follow(ctx, func(e event.Event) error {
				seen[reader] = append(seen[reader], e)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	for writer := range writers {
		writing.Go(func() {
			for n := range each {
				log.Append(event.Event{Session: strconv.Itoa(writer), Body: event.Reply{ID: int64(n)}})
			}
		})
	}
	writing.Wait()
	stop()
	reading.Wait()
	for reader, events := range seen {
		if len(events) != writers*each {
			t.Errorf("reader %d saw %d events, want %d", reader, len(events), writers*each)
		}
		checkOrder(t, events)
		if !slices.EqualFunc(events, seen[0], func(a, b event.Event) bool { return a.Seq == b.Seq && a.Session == b.Session }) {
			t.Errorf("reader %d saw another order than reader 0", reader)
		}
	}
}

func checkOrder(t *testing.T, events []event.Event) {
	t.Helper()
	next := make(map[string]int64)
	for i, e := range events {
		reply, _ := e.Body.(event.Reply)
		if e.Seq != int64(i)+1 || reply.ID != next[e.Session] {
			t.Fatalf("at %d: seq %d, event %d of writer %s, want its %d", i, e.Seq, reply.ID, e.Session, next[e.Session])
		}
		next[e.Session]++
	}
}

func BenchmarkAppend(b *testing.B) {
	var log event.Log
	e := happened(event.Typed{Text: "1"})
	b.ReportAllocs()
	for b.Loop() {
		log.Append(e)
	}
}

// BenchmarkAppendFollowed has a reader that waits for every event.
func BenchmarkAppendFollowed(b *testing.B) {
	var log event.Log
	e := happened(event.Typed{Text: "1"})
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error)
	go func() { done <- log.From(0).Follow(ctx, func(event.Event) error { return nil }) }()
	b.ReportAllocs()
	for b.Loop() {
		log.Append(e)
	}
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
}
