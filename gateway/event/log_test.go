package event_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"weak"

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
	held := int64(0)
	if events := log.Since(0); len(events) > 0 {
		held = events[len(events)-1].Seq
	}
	for i := range int64(n) {
		log.Append(typed(strconv.FormatInt(held+i+1, 10)))
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

// chunk is how many events are kept or let go together.
const chunk = 256

// TestKeeps: who comes late finds the last events, and is told by their numbers
// where they begin; who was there before finds all.
func TestKeeps(t *testing.T) {
	t.Parallel()
	const keep, events = 1000, 5000
	log := &event.Log{Keep: keep}
	early, middle := log.From(0), log.From(events/2)
	fill(log, events)
	for _, seq := range []int64{0, 1, 2000} {
		late := log.Since(seq)
		if len(late) < keep || len(late) > keep+chunk {
			t.Errorf("%d are kept, want the last %d", len(late), keep)
		}
		checkRun(t, late, events-int64(len(late))+1, events)
		checkRun(t, log.From(seq).Pending(), late[0].Seq, events)
	}
	checkRun(t, log.Since(events-3), events-2, events)
	checkRun(t, early.Pending(), 1, events)
	checkRun(t, middle.Pending(), events/2+1, events)
	fill(log, events)
	checkRun(t, early.Pending(), events+1, 2*events)
}

// TestKeepsOctets: what is kept is bounded by what it holds, too.
func TestKeepsOctets(t *testing.T) {
	t.Parallel()
	const most = 64 << 20
	body := make([]byte, 64<<10)
	bodies := map[string]event.Body{
		"replies": event.Reply{Bytes: body}, "calls": event.Provider{Request: string(body)},
		"texts": event.Screen{Text: string(body)}, "callbacks": event.Callback{Body: string(body)},
	}
	for name, large := range bodies {
		log := new(event.Log)
		for range 2 * most / len(body) {
			log.Append(event.Event{Body: large})
		}
		if kept := len(log.Since(0)) * len(body); kept > most || kept < most/2 {
			t.Errorf("%s: %d octets are kept, want about %d", name, kept, most)
		}
	}
}

// TestLetsGo: an event is in memory for as long as somebody can read it.
func TestLetsGo(t *testing.T) {
	t.Parallel()
	log := &event.Log{Keep: 1}
	reader := log.From(0)
	body := make([]byte, 64<<10)
	first := weak.Make(&body[0])
	log.Append(event.Event{Body: event.Reply{Bytes: body}})
	body = nil
	fill(log, 3*chunk)
	runtime.GC()
	if first.Value() == nil {
		t.Error("it is gone, and a reader has not read it")
	}
	for range 2 {
		if _, err := reader.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	if first.Value() != nil {
		t.Error("it is there, and everybody has read it")
	}
	runtime.KeepAlive(reader)
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
