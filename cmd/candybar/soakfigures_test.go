package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"runtime/pprof"
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
	until := time.Now().Add(crashPatience)
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for range ticks.C {
		after := footprint{goroutines: runtime.NumGoroutine(), descriptors: descriptors(t)}
		if after.goroutines <= before.goroutines && after.descriptors <= before.descriptors {
			return after
		}
		if time.Now().After(until) {
			var left bytes.Buffer
			_ = pprof.Lookup("goroutine").WriteTo(&left, 1)
			t.Fatalf("goroutines %d before, %d after; descriptors %d before, %d after; these run:\n%s",
				before.goroutines, after.goroutines, before.descriptors, after.descriptors, left.String())
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
	cancel context.CancelFunc
	done   chan tally
}

func follow(log *event.Log) reader {
	ctx, cancel := context.WithCancel(context.Background())
	r := reader{cancel, make(chan tally, 1)}
	cursor := log.From(0)
	go func() {
		seen := tally{kinds: make(map[event.Kind]int)}
		_ = cursor.Follow(ctx, func(e event.Event) error {
			seen.events++
			seen.gaps += int(e.Seq) - seen.events - seen.gaps
			seen.kinds[e.Body.Kind()]++
			said, err := e.MarshalJSON()
			seen.octets += int64(len(said))
			return err
		})
		r.done <- seen
	}()
	return r
}

// stop ends the reader when it has read what there is.
func (r reader) stop() tally {
	r.cancel()
	return <-r.done
}
