package report

import (
	"fmt"
	"io"

	"candybar/testflows/replay"
)

// Terminal writes a line a flow, below it what differed, and last how many
// passed and failed. It is plain text, the same for a terminal and a file.
type Terminal struct {
	out   io.Writer
	tally Tally
}

// NewTerminal makes a report to out.
func NewTerminal(out io.Writer) *Terminal { return &Terminal{out: out} }

// Add writes the flow's line, what would go wrong on a real network, and the
// drawing of its failure.
func (t *Terminal) Add(result replay.Result) error {
	t.tally.Add(result)
	line := fmt.Sprintf("%-4s %s", terminalWord(result.Verdict), fileOf(result.Flow))
	if name := nameOf(result.Flow); name != "" {
		line += "  " + name
	}
	if result.Verdict != replay.Skipped {
		line += "  (" + timeTaken(result.Took) + ")"
	}
	line += "\n"
	for _, warning := range warningsOf(result) {
		line += fmt.Sprintf("     %s: %s (%s)\n", warning.Severity, oneLine(warning.Text), warning.Rule)
	}
	if differs(result.Verdict) {
		line += failureIn(result).String() + "\n"
	}
	return t.print(line)
}

// Close writes the last line.
func (t *Terminal) Close() error { return t.print(t.tally.String() + "\n") }

func (t *Terminal) print(text string) error {
	if _, err := io.WriteString(t.out, text); err != nil {
		return fmt.Errorf("the results cannot be printed: %w", err)
	}
	return nil
}

// differs reports whether a verdict comes with a drawing.
func differs(verdict replay.Verdict) bool {
	return verdict == replay.Failed || verdict == replay.CannotRun
}

func terminalWord(verdict replay.Verdict) string {
	switch verdict {
	case replay.Passed:
		return "ok"
	case replay.Failed:
		return "FAIL"
	case replay.CannotRun:
		return "ERROR"
	case replay.Skipped:
		return "skip"
	default:
		return "FAIL"
	}
}
