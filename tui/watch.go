package tui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
)

// snapshot is the line as it was at one moment. The higher number is the later
// one: snapshots are taken in several goroutines and may overtake one another on
// their way to the model.
type snapshot struct {
	number int
	view   gateway.View
}

// batch is news of a SIM: events, oldest first, and a snapshot that shows them.
type batch struct {
	of     *sim
	events []event.Event
	taken  snapshot
}

// watcher looks at the line of a SIM.
type watcher struct {
	line *gateway.Line

	mu    sync.Mutex
	taken int
}

func (w *watcher) look() snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.taken++
	return snapshot{number: w.taken, view: w.line.View()}
}

// own are those of all events that are of the line's number, or of none.
func (w *watcher) own(all []event.Event) []event.Event {
	number := w.line.View().Number
	var events []event.Event
	for _, e := range all {
		if e.Phone == number || e.Phone.IsZero() {
			events = append(events, e)
		}
	}
	return events
}

// follow sends the log's events as they come, until ctx ends. It and next look at
// nothing of the SIM but its watcher: the rest is the model's.
func (s *sim) follow(ctx context.Context, log *event.Log, send func(tea.Msg)) {
	cursor := log.From(0)
	for {
		news, err := s.next(ctx, cursor)
		if err != nil {
			return
		}
		send(news)
	}
}

// next waits for the next events of the SIM's number, or of none; a gateway has
// others, whose business redraws nothing here. Its error is the context's.
func (s *sim) next(ctx context.Context, cursor *event.Cursor) (batch, error) {
	for {
		all, err := cursor.Next(ctx)
		if err != nil {
			return batch{}, err
		}
		if events := s.watch.own(all); len(events) > 0 {
			return batch{of: s, events: events, taken: s.watch.look()}, nil
		}
	}
}
