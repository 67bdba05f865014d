package report

import (
	"fmt"
	"time"

	"candybar/testflows/replay"
)

// Tally counts flows by their verdict. The zero Tally has counted none.
type Tally struct {
	Passed, Failed, CannotRun, Skipped int
	// Took is the time that all of them took, one after the other.
	Took time.Duration
}

// Add counts a result.
func (t *Tally) Add(result replay.Result) {
	t.Took += result.Took
	switch result.Verdict {
	case replay.Passed:
		t.Passed++
	case replay.Failed:
		t.Failed++
	case replay.CannotRun:
		t.CannotRun++
	case replay.Skipped:
		t.Skipped++
	default:
		t.Failed++
	}
}

// Flows is how many were counted.
func (t Tally) Flows() int { return t.Passed + t.Failed + t.CannotRun + t.Skipped }

// String is the last line of candybar test: "2 passed, 1 failed", and
// ", 3 skipped" where any were. What could not run counts as failed.
func (t Tally) String() string {
	line := fmt.Sprintf("%d passed, %d failed", t.Passed, t.Failed+t.CannotRun)
	if t.Skipped > 0 {
		line += fmt.Sprintf(", %d skipped", t.Skipped)
	}
	return line
}
