package report

import (
	"slices"

	"candybar/gateway/event"
	"candybar/testflows/replay"
)

// warningsOf are the warnings of a flow, each said once however often it came,
// with the flow's secrets masked.
func warningsOf(result replay.Result) []event.Warning {
	var warnings []event.Warning
	for _, e := range result.Events {
		warning, ok := e.Body.(event.Warning)
		if !ok {
			continue
		}
		warning.Text = result.Mask(warning.Text)
		if !slices.Contains(warnings, warning) {
			warnings = append(warnings, warning)
		}
	}
	return warnings
}
