package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/testflows/report"
)

// reports are those that were asked for. Their files are closed in the end.
func (t *trial) reports() (reports []report.Report, closeFiles func() error, err error) {
	var files []*os.File
	closeFiles = func() error {
		var all error
		for _, file := range files {
			all = errors.Join(all, file.Close())
		}
		return all
	}
	add := func(path string, made func(io.Writer) report.Report) {
		if path == "" || err != nil {
			return
		}
		file, failure := os.Create(path)
		if failure != nil {
			err = usageError("the report cannot be written: %w", failure)
			return
		}
		files = append(files, file)
		reports = append(reports, made(file))
	}
	if t.flags.json {
		reports = append(reports, report.NewJSONLines(t.std.out))
	} else {
		reports = append(reports, report.NewTerminal(t.std.out))
	}
	add(t.flags.junit, func(w io.Writer) report.Report { return report.NewJUnit(w) })
	add(t.flags.html, func(w io.Writer) report.Report { return report.NewHTML(w, time.Now()) })
	if err != nil {
		return nil, nil, errors.Join(err, closeFiles())
	}
	return reports, closeFiles, nil
}

// diffs is where --update prints what it changed.
func (t *trial) diffs() io.Writer {
	if t.flags.json {
		return t.std.err
	}
	return t.std.out
}

// keepLog writes the events to the file of --log, where there is one.
func (t *trial) keepLog(runner *replay.Runner) (stop func() error, err error) {
	if t.settings.log == "" {
		return func() error { return nil }, nil
	}
	file, err := os.Create(t.settings.log)
	if err != nil {
		return nil, usageError("the log cannot be written: %w", err)
	}
	written := keepLog(runner.Log(), file)
	return func() error { return errors.Join(written(), file.Close()) }, nil
}

// counting is the report that becomes the exit code.
type counting struct{ tally report.Tally }

func (c *counting) Add(result replay.Result) error {
	c.tally.Add(result)
	return nil
}

func (c *counting) Close() error { return nil }

// verdict is nil where all passed. The reports said why not.
func (c *counting) verdict(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return failed(exitInterrupted, nil)
	case c.tally.Failed > 0:
		return failed(exitNo, nil)
	case c.tally.CannotRun > 0:
		return failed(exitCannotRun, nil)
	default:
		return nil
	}
}

// updating rewrites the flows whose texts differ before others are told of them.
type updating struct {
	out     io.Writer
	reports []report.Report
}

// Add rewrites the flow of a result where it can. A flow that was played to its
// end and differs in nothing else passes from then on.
func (u *updating) Add(result replay.Result) error {
	var failure error
	if len(result.Corrections) > 0 {
		if failure = u.rewrite(result); failure == nil && result.Complete {
			result.Verdict, result.Failure = replay.Passed, flow.Drawing{}
		}
	}
	for _, r := range u.reports {
		failure = errors.Join(failure, r.Add(result))
	}
	return failure
}

func (u *updating) rewrite(result replay.Result) error {
	before, err := os.ReadFile(result.Flow.File)
	if err != nil {
		return fmt.Errorf("the flow cannot be read again: %w", err)
	}
	after, err := result.Flow.Rewrite(result.Corrections...)
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		return nil
	}
	if err := rewrite(result.Flow.File, after); err != nil {
		return err
	}
	_, err = fmt.Fprintf(u.out, "updated %s\n%s", result.Flow.File, report.Diff(before, after))
	return err
}

// Close closes the reports.
func (u *updating) Close() error {
	var all error
	for _, r := range u.reports {
		all = errors.Join(all, r.Close())
	}
	return all
}
