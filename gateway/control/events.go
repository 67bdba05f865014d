package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candybar/gateway/event"
)

const (
	// longestWait bounds a long poll.
	longestWait = 60 * time.Second
	// maxReaders is how many streams and long polls there are at once: they keep their
	// connections for as long as they like, and must leave some to all others.
	maxReaders = 256
)

// events answers with the events after a sequence number, waiting for one at
// least where asked to, or streams them from there.
func (a *api) events(w http.ResponseWriter, r *http.Request) {
	after, wait, err := readPoll(r)
	if err != nil {
		refuse(w, http.StatusBadRequest, err, "ask as events?after=0&wait=10s")
		return
	}
	select {
	case a.readers <- struct{}{}:
		defer func() { <-a.readers }()
	default:
		refuse(w, http.StatusServiceUnavailable, fmt.Errorf("%d programs read events already", maxReaders), "end a stream or a long poll that nobody needs")
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		a.stream(w, r, after)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	events, err := a.gateway.Log().Wait(ctx, after)
	if err != nil || events == nil {
		// Nothing happened in time: an empty list says so.
		events = []event.Event{}
	}
	if from, gone := missing(events, after); gone {
		refuse(w, http.StatusGone, errGone(after, from), hintGone)
		return
	}
	respond(w, http.StatusOK, events)
}

// missing reports whether the log no longer has all events after one that a program
// has read, and where it begins. A program that begins has read none, and gets what
// is there.
func missing(events []event.Event, after int64) (from int64, gone bool) {
	if after == 0 || len(events) == 0 {
		return 0, false
	}
	return events[0].Seq, events[0].Seq != after+1
}

func errGone(after, from int64) error {
	return fmt.Errorf("the events %d to %d are gone: the gateway keeps only the last ones", after+1, from-1)
}

const hintGone = "ask without after for those that are there, and more often or by a stream from then on; candybar --log FILE keeps all"

func readPoll(r *http.Request) (after int64, wait time.Duration, err error) {
	query := r.URL.Query()
	if value := query.Get("after"); value != "" {
		if after, err = strconv.ParseInt(value, 10, 64); err != nil || after < 0 {
			return 0, 0, errors.New("after is not a sequence number")
		}
	}
	// A browser or library that lost its stream asks for the same address again,
	// after and all, and says here how far it came.
	if value := r.Header.Get("Last-Event-ID"); value != "" {
		if after, err = strconv.ParseInt(value, 10, 64); err != nil || after < 0 {
			return 0, 0, errors.New("the header Last-Event-ID is not a sequence number")
		}
	}
	if value := query.Get("wait"); value != "" {
		if wait, err = time.ParseDuration(value); err != nil || wait < 0 || wait > longestWait {
			return 0, 0, fmt.Errorf("wait is not a duration up to %s", longestWait)
		}
	}
	return after, wait, nil
}

// stream sends events as they happen, until the client or the gateway goes. It has
// no cursor while it sends: a client that reads slowly must not make the gateway keep
// all that happens meanwhile, but is told what it has lost.
func (a *api) stream(w http.ResponseWriter, r *http.Request, after int64) {
	if from, gone := missing(a.gateway.Log().Since(after), after); gone {
		refuse(w, http.StatusGone, errGone(after, from), hintGone)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flusher := http.NewResponseController(w)
	for {
		if err := flusher.Flush(); err != nil {
			return
		}
		events, err := a.gateway.Log().From(after).Next(r.Context())
		if err != nil {
			return
		}
		if from, gone := missing(events, after); gone {
			sendGone(w, errGone(after, from))
			return
		}
		for _, e := range events {
			if !sendEvent(w, e) {
				return
			}
		}
		after = events[len(events)-1].Seq
	}
}

// sendGone is the last of a stream that a client did not keep up with. It has no id:
// who asks again from where he was is refused.
func sendGone(w http.ResponseWriter, why error) {
	// A refusal has strings alone, and the client may be gone.
	said, _ := json.Marshal(refusal{why.Error(), hintGone})
	_, _ = fmt.Fprintf(w, "event: gone\ndata: %s\n\n", said)
}

func sendEvent(w http.ResponseWriter, e event.Event) bool {
	// Not json.Marshal, which would write <, > and & in another way than the log.
	data, err := e.MarshalJSON()
	if err != nil {
		return false
	}
	_, err = fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", e.Seq, e.Body.Kind(), data)
	return err == nil
}
