package report

import (
	"encoding/json"
	"fmt"
	"io"

	"candybar/gateway/event"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// JSONLines writes one JSON object a line: one for each flow as soon as it is
// told, and last the summary. Every key is always there.
//
//	{"kind":"flow","file":"shop/buy.ussd","name":"Buy airtime","tags":["money"],
//	 "verdict":"failed","ms":12,"steps":2,
//	 "failure":{"title":"screen differs","line":15,"column":1,"after":"> 2","drawing":"error: …"}}
//	{"kind":"summary","flows":4,"passed":1,"failed":1,"error":1,"skipped":1,"ms":40}
//
// The verdict is passed, failed, error or skipped, and the summary counts them
// by these names. Steps is how many were played, the one that failed included.
// Failure is null where there is none; its line and column are 0 where it has no
// place.
type JSONLines struct {
	out   *json.Encoder
	tally Tally
}

// NewJSONLines makes a report to out.
func NewJSONLines(out io.Writer) *JSONLines {
	return &JSONLines{out: event.NewEncoder(out)}
}

type jsonFlow struct {
	Kind         string       `json:"kind"`
	File         string       `json:"file"`
	Name         string       `json:"name"`
	Tags         []string     `json:"tags"`
	Verdict      string       `json:"verdict"`
	Milliseconds int64        `json:"ms"`
	Steps        int          `json:"steps"`
	Failure      *jsonFailure `json:"failure"`
	// Warnings are those of the rules about replies, each once.
	Warnings []event.Warning `json:"warnings"`
}

type jsonFailure struct {
	Title string `json:"title"`
	flow.Position
	After   string `json:"after"`
	Drawing string `json:"drawing"`
}

type jsonSummary struct {
	Kind         string `json:"kind"`
	Flows        int    `json:"flows"`
	Passed       int    `json:"passed"`
	Failed       int    `json:"failed"`
	Error        int    `json:"error"`
	Skipped      int    `json:"skipped"`
	Milliseconds int64  `json:"ms"`
}

// Add writes the flow's object.
func (j *JSONLines) Add(result replay.Result) error {
	j.tally.Add(result)
	one := jsonFlow{
		Kind: "flow", File: fileOf(result.Flow), Name: titleOf(result.Flow), Tags: []string{},
		Verdict: result.Verdict.String(), Milliseconds: result.Took.Milliseconds(), Steps: playedSteps(result),
	}
	one.Warnings = append([]event.Warning{}, warningsOf(result)...)
	for _, tag := range result.Flow.Tags {
		one.Tags = append(one.Tags, tag.Word)
	}
	if failure := failureIn(result); differs(result.Verdict) {
		one.Failure = &jsonFailure{
			Title: oneLine(failure.Title), Position: failure.At, After: oneLine(failure.After), Drawing: failure.String(),
		}
	}
	return j.write(one)
}

// Close writes the summary.
func (j *JSONLines) Close() error {
	t := j.tally
	return j.write(jsonSummary{
		Kind: "summary", Flows: t.Flows(), Passed: t.Passed, Failed: t.Failed, Error: t.CannotRun,
		Skipped: t.Skipped, Milliseconds: t.Took.Milliseconds(),
	})
}

func (j *JSONLines) write(object any) error {
	if err := j.out.Encode(object); err != nil {
		return fmt.Errorf("the JSON report cannot be written: %w", err)
	}
	return nil
}
