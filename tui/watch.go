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

// batch is news: events, oldest first, and a snapshot that shows them.
type batch struct {
	events []event.Event
	taken  snapshot
}

// watcher looks at the line.
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

// follow sends the log's events as they come, until ctx ends.
func (w *watcher) follow(ctx context.Context, log *event.Log, send func(tea.Msg)) {
	cursor := log.From(0)
	for {
		news, err := w.next(ctx, cursor)
		if err != nil {
			return
		}
		send(news)
	}
}

// next waits for the next events of the line's phone, or of none; a gateway has
// others, whose business redraws nothing here. Its error is the context's.
func (w *watcher) next(ctx context.Context, cursor *event.Cursor) (batch, error) {
	own := w.line.View().Number
	var events []event.Event
	for len(events) == 0 {
		all, err := cursor.Next(ctx)
		if err != nil {
			return batch{}, err
		}
		for _, e := range all {
			if e.Phone == own || e.Phone.IsZero() {
				events = append(events, e)
			}
		}
	}
	return batch{events: events, taken: w.look()}, nil
}
