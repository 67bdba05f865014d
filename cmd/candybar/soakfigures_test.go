package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"testing"
	"time"

	"candybar/gateway/event"
)

// footprint is what the process has.
type footprint struct {
	goroutines int
	// descriptors is 0 where the system does not tell.
	descriptors int
	// heap is in octets, without what nobody holds any more.
	heap int64
}

func footprintNow(t *testing.T) footprint {
	t.Helper()
	return footprint{runtime.NumGoroutine(), descriptors(t), heap()}
}

func heap() int64 {
	// A pool lets go of what it has at the second collection.
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int64(memory.HeapAlloc)
}

// descriptors counts the open ones, where the system has a folder of them.
func descriptors(t *testing.T) int {
	t.Helper()
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return len(open)
}

// settled waits until the process has no more goroutines and descriptors than before,
// since connections end when their other sides do, and fails where that does not come.
func settled(t *testing.T, before footprint) footprint {
	t.Helper()
	return await(t, before, func(now footprint) bool {
		return now.goroutines <= before.goroutines && now.descriptors <= before.descriptors
	})
}

// await waits until the process is as it should be. What it had before is for who has
// to find out why it never is.
func await(t *testing.T, before footprint, is func(footprint) bool) footprint {
	t.Helper()
	until := time.Now().Add(crashPatience)
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for range ticks.C {
		now := footprint{goroutines: runtime.NumGoroutine(), descriptors: descriptors(t)}
		if is(now) {
			return now
		}
		if time.Now().After(until) {
			var left bytes.Buffer
			_ = pprof.Lookup("goroutine").WriteTo(&left, 1)
			t.Fatalf("goroutines %d before, %d now; descriptors %d before, %d now; these run:\n%s",
				before.goroutines, now.goroutines, before.descriptors, now.descriptors, left.String())
		}
	}
	panic("a ticker does not end")
}

// weigh is what is let go of, in octets.
func weigh(t *testing.T, letGo func()) int64 {
	t.Helper()
	before := heap()
	letGo()
	return before - heap()
}

func perSession(octets int64, sessions int) int64 { return octets / int64(sessions) }

// tally is what a reader of events saw.
type tally struct {
	events, gaps int
	kinds        map[event.Kind]int
	// octets are those of the events as JSON.
	octets int64
}

// reader reads every event, as a log file does.
type reader struct {
	log    *event.Log
	cancel context.CancelFunc
	done   chan tally

	mu   sync.Mutex
	more *sync.Cond
	seen tally
}

func follow(log *event.Log) *reader {
	ctx, cancel := context.WithCancel(context.Background())
	r := &reader{log: log, cancel: cancel, done: make(chan tally, 1), seen: tally{kinds: make(map[event.Kind]int)}}
	r.more = sync.NewCond(&r.mu)
	cursor := log.From(0)
	go func() {
		_ = cursor.Follow(ctx, r.read)
		r.done <- r.seen
	}()
	return r
}

func (r *reader) read(e event.Event) error {
	said, err := e.MarshalJSON()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen.events++
	r.seen.gaps += int(e.Seq) - r.seen.events - r.seen.gaps
	r.seen.kinds[e.Body.Kind()]++
	r.seen.octets += int64(len(said))
	r.more.Broadcast()
	return err
}

// catchUp waits until all that happened is read: what is not is still in memory.
func (r *reader) catchUp() {
	kept := r.log.Since(0)
	last := int(kept[len(kept)-1].Seq)
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.seen.events+r.seen.gaps < last {
		r.more.Wait()
	}
}

// stop ends the reader when it has read what there is.
func (r *reader) stop() tally {
	r.cancel()
	r.log = nil
	return <-r.done
}
