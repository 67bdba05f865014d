package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"candybar/gateway/event"
	"candybar/gateway/lint"
	"candybar/phone/text"
)

const lintUsage = `candybar lint [flags] [FILE|-]

Judges the text of one reply: how it is coded, what it takes of the 160 octets
that USSD carries, and what would go wrong on a real network. It reads standard
input where no file is named, and counts what comes, a final newline included.

      --json             print one JSON object
      --strict           warnings are errors

Exit code: 0 when all is well, 1 when the text does not fit or a warning is an
error, 2 when it was asked wrongly.

Example:
  printf 'Please enter your registration code' | candybar lint
`

// longestReply bounds what is judged, in octets: more than a gateway reads.
const longestReply = 64 << 10

func runLint(_ context.Context, std streams, args []string) error {
	flags := newFlags("lint")
	asJSON := flags.Bool("json", false, "")
	strict := flags.Bool("strict", false, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, lintUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return usageError("lint judges one reply, not %d files", flags.NArg())
	}
	body, err := readReply(std.in, flags.Arg(0))
	if err != nil {
		return err
	}
	report := lint.Reply(body)
	if *strict {
		report = report.Strict()
	}
	printReport := printWords
	if *asJSON {
		printReport = printJSON
	}
	if err := printReport(std.out, report); err != nil {
		return err
	}
	if report.Bad() {
		return failed(exitNo, nil)
	}
	return nil
}

func readReply(in io.Reader, name string) (string, error) {
	if name != "" && name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", usageError("the reply cannot be read: %w", err)
		}
		defer file.Close()
		in = file
	}
	body, err := io.ReadAll(io.LimitReader(in, longestReply+1))
	if err != nil {
		return "", usageError("the reply cannot be read: %w", err)
	}
	if len(body) > longestReply {
		return "", failed(exitNo, fmt.Errorf("the reply is longer than %d octets: no gateway reads it", longestReply))
	}
	return string(body), nil
}

func printJSON(out io.Writer, report lint.Report) error {
	warnings := report.Warnings
	if warnings == nil {
		warnings = []event.Warning{}
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(struct {
		Coding   string          `json:"coding"`
		Units    int             `json:"units"`
		Octets   int             `json:"octets"`
		Limit    int             `json:"limit"`
		Fits     bool            `json:"fits"`
		Warnings []event.Warning `json:"warnings"`
	}{report.Size.Coding.String(), report.Size.Units, report.Size.Octets, text.Limit, report.Size.Fits(), warnings})
}

func printWords(out io.Writer, report lint.Report) error {
	verdict := "fits"
	if !report.Size.Fits() {
		verdict = "does not fit"
	}
	unit := "septets"
	if report.Size.Coding == text.UCS2 {
		unit = "units"
	}
	if _, err := fmt.Fprintf(out, "%s: %d of %d %s, %d of %d octets: %s\n", report.Size.Coding,
		report.Size.Units, report.Size.Coding.Room(), unit, report.Size.Octets, text.Limit, verdict); err != nil {
		return err
	}
	for _, w := range report.Warnings {
		if _, err := fmt.Fprintf(out, "%d:%d: %s: %s (%s)\n     cure: %s\n", w.Line, w.Column, w.Severity, w.Text, w.Rule, w.Cure); err != nil {
			return err
		}
	}
	return nil
}
