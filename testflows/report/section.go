package report

import (
	"fmt"
	"slices"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// section is one flow on the page.
type section struct {
	// Number counts the flows from 1; links go by it.
	Number     int
	Name, File string
	Verdict    string
	// Steps and Took are empty where nothing was played.
	Steps, Took string
	// Open is true where the reader should see the steps at once.
	Open bool
	Rows []row
}

// row is steps beside the phone as it was after the last of them.
type row struct {
	Steps []pageStep
	// Phone is nil where no phone was there to be drawn.
	Phone *handset
}

// pageStep is one step as the flow writes it.
type pageStep struct {
	Lines []notationLine
	// Played is false for what comes behind a failure.
	Played bool
	// Failure is nil for all steps but the one that failed.
	Failure *failure
}

func sectionOf(number int, result replay.Result) section {
	s := section{
		Number: number, Name: titleOf(result.Flow), File: fileOf(result.Flow),
		Verdict: result.Verdict.String(), Open: differs(result.Verdict),
	}
	if result.Verdict == replay.Skipped {
		return s
	}
	played := playedSteps(result)
	s.Took, s.Steps = timeTaken(result.Took), plural(played, "step")
	if all := len(result.Flow.Steps); played < all {
		s.Steps = fmt.Sprintf("%d of %s", played, plural(all, "step"))
	}
	s.Rows = rowsOf(result, played)
	return s
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// playedSteps is how many steps of the flow were played, from the first one on,
// the one that failed included.
func playedSteps(result replay.Result) int {
	steps := result.Flow.Steps
	if result.Verdict == replay.Passed || result.Complete {
		return len(steps)
	}
	if len(result.Moments) == 0 {
		return 0
	}
	played := slices.Index(steps, result.Moments[len(result.Moments)-1].Step) + 1
	isAllow := func(step flow.Step) bool { _, ok := step.(*flow.Allow); return ok }
	if !slices.ContainsFunc(steps[played:], func(step flow.Step) bool { return !isAllow(step) }) {
		// Nothing is left to be played: allow counts in the end.
		return len(steps)
	}
	return played
}

// rowsOf puts the steps of a flow beside its phones.
func rowsOf(result replay.Result, played int) []row {
	var rows []row
	f, moments, failed := result.Flow, result.Moments, failedStep(result, played)
	announced := newAnnouncing()
	for i, step := range f.Steps {
		drawn := pageStep{Lines: stepLines(f, i), Played: i < played}
		if i == failed {
			drawn.Failure = failureOf(failureIn(result))
			for n := range drawn.Lines {
				drawn.Lines[n].Differs = drawn.Lines[n].Number == result.Failure.At.Line
			}
		}
		var phone *handset
		if len(moments) > 0 && moments[0].Step == step {
			moment := moments[0]
			moments = moments[1:]
			announced.after(moment)
			now := handsetOf(moment, announced.card(moment), result.Mask)
			phone = &now
		}
		rows = place(rows, drawn, phone)
	}
	return rows
}

// place puts a step beside the phone of the last row, where that looks the same,
// or in a new row. A step without a phone of its own, such as allow, changes
// none.
func place(rows []row, step pageStep, phone *handset) []row {
	if len(rows) > 0 {
		last := &rows[len(rows)-1]
		lastStep := last.Steps[len(last.Steps)-1]
		alike := phone == nil || last.Phone != nil && *phone == *last.Phone
		if alike && lastStep.Played == step.Played && lastStep.Failure == nil {
			last.Steps = append(last.Steps, step)
			return rows
		}
	}
	return append(rows, row{[]pageStep{step}, phone})
}

// failedStep is the step that holds the place of the failure, the last one that
// was played where it has no place, and -1 where nothing failed.
func failedStep(result replay.Result, played int) int {
	if !differs(result.Verdict) {
		return -1
	}
	line, failed := result.Failure.At.Line, max(0, played-1)
	if line == 0 {
		return failed
	}
	for i, step := range result.Flow.Steps {
		if i == 0 || step.About().At.Line <= line {
			failed = i
		}
	}
	return failed
}
