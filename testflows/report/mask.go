package report

import (
	"slices"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// failureIn is what went wrong, masked. Its source is the flow's own text, in
// which no secret is.
func failureIn(result replay.Result) flow.Drawing {
	d := result.Failure
	d.Title, d.After = result.Mask(d.Title), result.Mask(d.After)
	d.Removed, d.Added = maskAll(result.Mask, d.Removed), maskAll(result.Mask, d.Added)
	d.Notes = slices.Clone(d.Notes)
	for i, note := range d.Notes {
		d.Notes[i].Text = result.Mask(note.Text)
	}
	return d
}

func maskAll(mask func(string) string, lines []string) []string {
	masked := make([]string, len(lines))
	for i, line := range lines {
		masked[i] = mask(line)
	}
	return masked
}
