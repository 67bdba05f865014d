package event

import (
	"context"
	"slices"
	"sync"
)

// Log is the append-only stream. The zero Log is empty and ready; it is safe
// for use by several goroutines.
type Log struct {
	mu sync.Mutex
	// chunks are full, all but the last, so that nothing is copied as the log
	// grows.
	chunks [][]Event
	length int64
	// grown is closed, and forgotten, when an event is appended; nil while
	// nobody waits.
	grown chan struct{}
}

// chunkSize is how many events stand in one chunk.
const chunkSize = 256

// Append gives e the next sequence number, adds it, and returns it as added.
func (l *Log) Append(e Event) Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.length%chunkSize == 0 {
		l.chunks = append(l.chunks, make([]Event, 0, chunkSize))
	}
	l.length++
	e.Seq = l.length
	last := len(l.chunks) - 1
	l.chunks[last] = append(l.chunks[last], e)
	if l.grown != nil {
		close(l.grown)
		l.grown = nil
	}
	return e
}

// Since returns the events after seq, oldest first. They are not to be changed.
func (l *Log) Since(seq int64) []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.since(seq)
}

func (l *Log) since(seq int64) []Event {
	from := min(max(seq, 0), l.length)
	if from == l.length {
		return nil
	}
	first := from / chunkSize
	if first == int64(len(l.chunks)-1) {
		// What stands in a chunk never changes, so nobody needs a copy of it.
		return slices.Clip(l.chunks[first][from%chunkSize:])
	}
	events := make([]Event, 0, l.length-from)
	events = append(events, l.chunks[first][from%chunkSize:]...)
	for _, chunk := range l.chunks[first+1:] {
		events = append(events, chunk...)
	}
	return events
}

// Wait is Since that waits until there is one event at least. It returns nil
// events and the context's error when ctx ends first.
func (l *Log) Wait(ctx context.Context, seq int64) ([]Event, error) {
	for {
		events, grown := l.sinceOrGrown(seq)
		if len(events) > 0 {
			return events, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (l *Log) sinceOrGrown(seq int64) ([]Event, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if events := l.since(seq); len(events) > 0 {
		return events, nil
	}
	if l.grown == nil {
		l.grown = make(chan struct{})
	}
	return nil, l.grown
}

// Cursor is one reader's place in a log. It is for one goroutine.
type Cursor struct {
	log *Log
	seq int64
}

// From makes a cursor that reads what comes after seq; 0 reads all.
func (l *Log) From(seq int64) *Cursor { return &Cursor{log: l, seq: seq} }

// FromNow makes a cursor that reads what comes from now on.
func (l *Log) FromNow() *Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return &Cursor{log: l, seq: l.length}
}

// Next waits for the next events and returns them, oldest first, each once.
// Its error is the context's.
func (c *Cursor) Next(ctx context.Context) ([]Event, error) {
	events, err := c.log.Wait(ctx, c.seq)
	c.advance(events)
	return events, err
}

// Pending returns the events that are there already, oldest first, each once.
func (c *Cursor) Pending() []Event {
	events := c.log.Since(c.seq)
	c.advance(events)
	return events
}

func (c *Cursor) advance(events []Event) {
	if len(events) > 0 {
		c.seq = events[len(events)-1].Seq
	}
}

// Follow gives every event to read, oldest first, until ctx ends; then those
// that are there already, and returns. It stops at the first error of read and
// returns it.
func (c *Cursor) Follow(ctx context.Context, read func(Event) error) error {
	for {
		events, err := c.Next(ctx)
		if err != nil {
			events = c.Pending()
		}
		for _, e := range events {
			if err := read(e); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}
