package report

import (
	"slices"
	"strings"

	"candybar/gateway/event"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// leastMasked is how long a secret of the network is at least: an OTP has four
// digits or more, a PIN too. What is shorter stands in too many places that
// have nothing to do with it.
const leastMasked = 4

// maskOf masks what the phones of a result showed: the flow's secrets, and those
// that the network knows to be secret.
func maskOf(result replay.Result) func(string) string {
	var pairs []string
	keep := func(secret string) {
		if len(secret) >= leastMasked {
			pairs = append(pairs, secret, event.Mask)
		}
	}
	for _, e := range result.Events {
		switch body := e.Body.(type) {
		case event.SMS:
			keep(body.Secret)
		case event.Typed:
			if body.Secret {
				keep(body.Text)
			}
		default:
			// Nothing else that a phone shows is a secret.
		}
	}
	network := strings.NewReplacer(pairs...)
	return func(text string) string { return network.Replace(result.Mask(text)) }
}

// failureIn is what went wrong, masked. Its source is the flow's own text, in
// which no secret is.
func failureIn(result replay.Result) flow.Drawing {
	mask, d := maskOf(result), result.Failure
	d.Title, d.After = mask(d.Title), mask(d.After)
	d.Removed, d.Added = maskAll(mask, d.Removed), maskAll(mask, d.Added)
	d.Notes = slices.Clone(d.Notes)
	for i, note := range d.Notes {
		d.Notes[i].Text = mask(note.Text)
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
