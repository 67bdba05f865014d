package report_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"candybar/testflows/replay"
	"candybar/testflows/report"
)

// heard keeps what a report is told.
type heard struct {
	files  []string
	closed int
	// fails is how many results are taken before none is any more.
	fails int
}

var errFull = errors.New("no space left")

func (h *heard) Add(result replay.Result) error {
	if h.files = append(h.files, result.Flow.File); len(h.files) == h.fails {
		return errFull
	}
	return nil
}

func (h *heard) Close() error {
	h.closed++
	return nil
}

// named are results whose flows are named by one letter each.
func named(t *testing.T, letters string) []replay.Result {
	t.Helper()
	var results []replay.Result
	for _, letter := range letters {
		result := notChosen(t)
		result.Flow.File = string(letter)
		results = append(results, result)
	}
	return results
}

func TestSequenceKeepsTheOrder(t *testing.T) {
	t.Parallel()
	results := named(t, "abcde")
	tests := []struct {
		name  string
		order []int
		// after is what the report was told of after each result.
		after []string
	}{
		{"as named", []int{0, 1, 2, 3, 4}, []string{"a", "ab", "abc", "abcd", "abcde"}},
		{"backwards", []int{4, 3, 2, 1, 0}, []string{"", "", "", "", "abcde"}},
		{"mixed", []int{1, 0, 4, 2, 3}, []string{"", "ab", "ab", "abc", "abcde"}},
	}
	for _, test := range tests {
		var h heard
		s := report.NewSequence(nil, &h)
		for i, place := range test.order {
			s.Done(place, results[place])
			if got := strings.Join(h.files, ""); got != test.after[i] {
				t.Errorf("%s: after %d results the report knows %q, want %q", test.name, i+1, got, test.after[i])
			}
		}
		if err := s.Close(); err != nil || h.closed != 1 {
			t.Errorf("%s: %v, closed %d times", test.name, err, h.closed)
		}
	}
}

func TestSequenceOfFlowsThatWereNeverPlayed(t *testing.T) {
	t.Parallel()
	var h heard
	s := report.NewSequence(nil, &h)
	results := named(t, "abcde")
	for _, place := range []int{3, 0, 2} {
		s.Done(place, results[place])
	}
	if err := s.Close(); err != nil || strings.Join(h.files, "") != "acd" {
		t.Errorf("%v, %v", err, h.files)
	}
}

func TestSequenceLeavesAReportThatFailed(t *testing.T) {
	t.Parallel()
	good, bad := &heard{}, &heard{fails: 2}
	s := report.NewSequence(nil, bad, good)
	for i, result := range named(t, "abcd") {
		s.Done(i, result)
	}
	if err := s.Close(); !errors.Is(err, errFull) {
		t.Errorf("the error is %v", err)
	}
	if len(bad.files) != 2 || bad.closed != 0 || len(good.files) != 4 || good.closed != 1 {
		t.Errorf("bad was told of %d and closed %d times, good of %d and %d", len(bad.files), bad.closed, len(good.files), good.closed)
	}
}

func TestSequenceOfManyAtOnce(t *testing.T) {
	t.Parallel()
	var h heard
	var line bytes.Buffer
	const letters = "abcdefghijklmnopqrstuvwxyz"
	s := report.NewSequence(report.NewProgress(&line, len(letters), true), &h)
	var flows sync.WaitGroup
	for i, result := range named(t, letters) {
		flows.Go(func() { s.Done(i, result) })
	}
	flows.Wait()
	if tally := s.Tally(); tally.Skipped != len(letters) || tally.Flows() != len(letters) {
		t.Errorf("the tally is %+v", tally)
	}
	if err := s.Close(); err != nil || strings.Join(h.files, "") != letters {
		t.Errorf("%v, %v", err, h.files)
	}
	if !slices.Equal(strings.Split(line.String(), "\r")[:3], []string{"1/26", "    ", "2/26"}) {
		t.Errorf("the line is %q", line.String())
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		total    int
		terminal bool
		done     int
		want     string
	}{
		{"no terminal", 200, false, 3, ""},
		{"few flows", 20, true, 3, ""},
		{"many flows", 21, true, 2, "1/21\r    \r2/21\r    \r"},
		{"all of them", 21, true, 21, ""},
	}
	for _, test := range tests {
		var out bytes.Buffer
		s := report.NewSequence(report.NewProgress(&out, test.total, test.terminal))
		result := notChosen(t)
		for i := range test.done {
			s.Done(i, result)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if test.name == "all of them" {
			if !strings.HasSuffix(out.String(), "20/21\r     \r") {
				t.Errorf("%s: at the end the line is %q", test.name, out.String())
			}
			continue
		}
		if out.String() != test.want {
			t.Errorf("%s: %q, want %q", test.name, out.String(), test.want)
		}
	}
}

// full takes some octets and then no more.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestReportsSayThatTheyCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, open := range reports {
		r := open(&full{})
		if err := errors.Join(r.Add(boughtAirtime(t)), r.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTally(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tally report.Tally
		want  string
	}{
		{report.Tally{}, "0 passed, 0 failed"},
		{report.Tally{Passed: 2, Failed: 1}, "2 passed, 1 failed"},
		{report.Tally{Passed: 2, Failed: 1, CannotRun: 1}, "2 passed, 2 failed"},
		{report.Tally{CannotRun: 1, Skipped: 3}, "0 passed, 1 failed, 3 skipped"},
	}
	for _, test := range tests {
		if got := test.tally.String(); got != test.want {
			t.Errorf("%+v is %q, want %q", test.tally, got, test.want)
		}
	}
}
