package report

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"candybar/testflows/replay"
)

// Sequence gives results to reports in the order in which the flows were named,
// in whatever order the flows end. It is safe for use by several goroutines.
type Sequence struct {
	mu       sync.Mutex
	progress *Progress
	reports  []Report
	// failed is why a report could not be written, nil for one that can; one that
	// failed is not tried again.
	failed []error
	// early are the results that wait for one before them.
	early map[int]replay.Result
	next  int
	tally Tally
}

// NewSequence makes a sequence for the reports. Progress is told whenever a flow
// has ended; it may be nil.
func NewSequence(progress *Progress, reports ...Report) *Sequence {
	return &Sequence{
		progress: progress, reports: reports, failed: make([]error, len(reports)),
		early: make(map[int]replay.Result),
	}
}

// Done takes the result of the flow at a place, from 0, in the order in which
// the flows were named. Each place is told once.
func (s *Sequence) Done(place int, result replay.Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.early[place] = result
	s.tally.Add(result)
	s.progress.hide()
	for {
		result, came := s.early[s.next]
		if !came {
			break
		}
		delete(s.early, s.next)
		s.next++
		s.add(result)
	}
	s.progress.show(s.tally.Flows())
}

// add gives a result to every report that can still be written.
func (s *Sequence) add(result replay.Result) {
	for i, report := range s.reports {
		if s.failed[i] == nil {
			s.failed[i] = report.Add(result)
		}
	}
}

// Close gives the reports what still waits, as it does where a flow was never
// played, and closes them. The error tells of every report that could not be
// written.
func (s *Sequence) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.hide()
	for _, place := range slices.Sorted(maps.Keys(s.early)) {
		s.add(s.early[place])
	}
	clear(s.early)
	for i, report := range s.reports {
		if s.failed[i] == nil {
			s.failed[i] = report.Close()
		}
	}
	return errors.Join(s.failed...)
}

// Tally is how many flows have ended so far, and how.
func (s *Sequence) Tally() Tally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tally
}
