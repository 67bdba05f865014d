package event

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Bounds on what the log keeps for those who come later.
const (
	// DefaultKeep is how many events: some three thousand sessions with a payment,
	// or a quarter of a minute of two hundred phones at full speed.
	DefaultKeep = 1 << 16
	// keepOctets bounds what the same events hold, in octets: a reply or a call of a
	// provider may have 64 KiB, and most events have a hundredth of that.
	keepOctets = 64 << 20
	// chunkSize is how many events stand in one chunk. A chunk is kept or let go
	// whole.
	chunkSize = 256
)

// Log is the append-only stream. The zero Log is empty and ready; it is safe
// for use by several goroutines.
type Log struct {
	// Keep is how many of the last events are there for those who come later; 0 is
	// DefaultKeep. It is not changed once the log is in use.
	Keep int

	mu sync.Mutex
	// kept are the chunks with the last events, each full but the last one. The
	// older ones are let go: whoever reads there still holds them.
	kept   []*chunk
	octets int
	length int64
	// grown is closed, and forgotten, when an event is appended; nil while
	// nobody waits.
	grown chan struct{}
}

// chunk is a run of events. Who holds one has all that comes behind it, and lets go
// of it by going on: so the log itself knows nothing of its readers.
type chunk struct {
	// before is how many events came before its first.
	before int64
	events []Event
	octets int
	// next is nil in the last chunk.
	next *chunk
}

// Append gives e the next sequence number, adds it, and returns it as added.
func (l *Log) Append(e Event) Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.length++
	e.Seq = l.length
	last, octets := l.last(), e.octets()
	last.events = append(last.events, e)
	last.octets += octets
	l.octets += octets
	l.letGo()
	if l.grown != nil {
		close(l.grown)
		l.grown = nil
	}
	return e
}

// last is the chunk that has room for one more event.
func (l *Log) last() *chunk {
	if n := len(l.kept); n > 0 && len(l.kept[n-1].events) < chunkSize {
		return l.kept[n-1]
	}
	added := &chunk{events: make([]Event, 0, chunkSize)}
	if n := len(l.kept); n > 0 {
		full := l.kept[n-1]
		full.next, added.before = added, full.before+chunkSize
	}
	l.kept = append(l.kept, added)
	return added
}

// letGo lets the oldest chunks go that are more than the log keeps.
func (l *Log) letGo() {
	keep := int64(cmp.Or(l.Keep, DefaultKeep))
	for len(l.kept) > 1 && (l.length-l.kept[1].before >= keep || l.octets > keepOctets) {
		l.octets -= l.kept[0].octets
		l.kept = slices.Delete(l.kept, 0, 1)
	}
}

// Since returns the kept events after seq, oldest first. They are not to be
// changed. Where the first is not that after seq, those between are gone.
func (l *Log) Since(seq int64) []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.from(seq).rest()
}

// Wait is Since that waits until there is one event at least. It returns nil
// events and the context's error when ctx ends first.
func (l *Log) Wait(ctx context.Context, seq int64) ([]Event, error) {
	return l.wait(ctx, func() []Event { return l.from(seq).rest() })
}

// wait returns what read reads, with mu held, once that is something.
func (l *Log) wait(ctx context.Context, read func() []Event) ([]Event, error) {
	for {
		events, grown := l.readOrGrown(read)
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

func (l *Log) readOrGrown(read func() []Event) ([]Event, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if events := read(); len(events) > 0 {
		return events, nil
	}
	if l.grown == nil {
		l.grown = make(chan struct{})
	}
	return nil, l.grown
}

// Cursor is one reader's place in a log. What comes behind it is kept for as long
// as there is the cursor, and gone with it where nobody else needs it. It is for
// one goroutine.
type Cursor struct {
	log *Log
	seq int64
	// chunk has the event after seq, or is the last one before it.
	chunk *chunk
}

// From makes a cursor that reads what comes after seq, of what the log has kept
// until now; 0 reads all of that.
func (l *Log) From(seq int64) *Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.from(seq)
}

// from is From with mu held.
func (l *Log) from(seq int64) *Cursor {
	c := &Cursor{log: l, seq: max(seq, 0), chunk: l.last()}
	first := l.kept[0]
	if at := (c.seq - first.before) / chunkSize; at < int64(len(l.kept)) {
		c.chunk = l.kept[max(at, 0)]
	}
	return c
}

// FromNow makes a cursor that reads what comes from now on.
func (l *Log) FromNow() *Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.from(l.length)
}

// Next waits for the next events and returns some of them, oldest first, each
// once. Its error is the context's.
func (c *Cursor) Next(ctx context.Context) ([]Event, error) { return c.log.wait(ctx, c.some) }

// Pending returns the events that are there already, oldest first, each once.
func (c *Cursor) Pending() []Event {
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	return c.rest()
}

// some reads the next events, up to the end of their chunk. The log's mu is held.
func (c *Cursor) some() []Event {
	for {
		at := max(c.seq-c.chunk.before, 0)
		if at < int64(len(c.chunk.events)) {
			// What stands in a chunk never changes, so nobody needs a copy of it.
			events := slices.Clip(c.chunk.events[at:])
			c.seq = events[len(events)-1].Seq
			return events
		}
		if c.chunk.next == nil {
			return nil
		}
		c.chunk = c.chunk.next
	}
}

// rest reads all events that there are. The log's mu is held.
func (c *Cursor) rest() []Event {
	events := c.some()
	left := c.log.length - c.seq
	if len(events) == 0 || left == 0 {
		return events
	}
	all := append(make([]Event, 0, int64(len(events))+left), events...)
	for more := c.some(); len(more) > 0; more = c.some() {
		all = append(all, more...)
	}
	return all
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
