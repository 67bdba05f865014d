package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway/event"
	"candybar/gateway/lint"
	"candybar/phone/text"
)

const lintUsage = `candybar lint [flags] [FILE|-]

Judges the text of one reply: how it is coded, which character made it so, what
it takes of the 160 octets that USSD carries, which narrower budgets it crosses,
and what would go wrong on a real network. It reads standard input where no file
is named, and counts what comes, a final newline included.

      --json             print one JSON object
      --strict           warnings are errors
      --config FILE      settings in TOML (default: candybar.toml here, if there): [lint]
                         says what each rule counts as, off, warning or error

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
	named := flags.String("config", "", "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, lintUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return usageError("lint judges one reply, not %d files", flags.NArg())
	}
	file, err := lintSettings(flags, named)
	if err != nil {
		return err
	}
	body, err := readReply(std.in, flags.Arg(0))
	if err != nil {
		return err
	}
	report := lint.Reply(body).As(file.severities)
	if *strict {
		report = report.Strict()
	}
	printReport := printWords
	if *asJSON {
		printReport = printJSON
	}
	if err := printReport(std.out, judgement{report, firstOutside(body)}); err != nil {
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

// lintSettings fills in from the environment and the config what the command line
// left open.
func lintSettings(flags *pflag.FlagSet, named *string) (config, error) {
	if err := fromEnvironment(flags); err != nil {
		return config{}, err
	}
	file, err := readConfig(*named, isSharedFlag)
	if err != nil {
		return config{}, err
	}
	return file, fromConfig(flags, file)
}

// isSharedFlag reports whether a key of the config is a flag, of other commands
// too.
func isSharedFlag(name string) bool {
	flags := newFlags("")
	new(sharedFlags).add(flags, freePort)
	return flags.Lookup(name) != nil
}

// judgement is what is printed.
type judgement struct {
	lint.Report
	// forcedBy is the character that made the text UCS-2; nil where it is GSM-7.
	forcedBy *outsider
}

// outsider is a character outside the GSM 7-bit alphabet, and where it stands.
type outsider struct {
	Character string `json:"character"`
	CodePoint string `json:"code_point"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
}

// firstOutside finds it. The mark [end], which nobody carries, is not one.
func firstOutside(body string) *outsider {
	r, line, column, found := text.FirstOutside(body)
	if !found {
		return nil
	}
	return &outsider{strings.Trim(strconv.QuoteRune(r), "'"), fmt.Sprintf("U+%04X", r), line, column}
}

// room is what is left of a budget.
type room struct {
	Name  string `json:"name"`
	Limit int    `json:"limit"`
	Units int    `json:"units"`
	Fits  bool   `json:"fits"`
}

func (j judgement) budgets() []room {
	var rooms []room
	for _, budget := range text.Budgets() {
		rooms = append(rooms, room{budget.String(), budget.Octets(), budget.Room(j.Size.Coding), budget.Holds(j.Size)})
	}
	return rooms
}

func printJSON(out io.Writer, j judgement) error {
	warnings := j.Warnings
	if warnings == nil {
		warnings = []event.Warning{}
	}
	return event.NewEncoder(out).Encode(struct {
		Coding   string          `json:"coding"`
		Units    int             `json:"units"`
		Octets   int             `json:"octets"`
		Limit    int             `json:"limit"`
		Fits     bool            `json:"fits"`
		Warnings []event.Warning `json:"warnings"`
		Budgets  []room          `json:"budgets"`
		ForcedBy *outsider       `json:"forced_by"`
	}{j.Size.Coding.String(), j.Size.Units, j.Size.Octets, text.Limit, j.Size.Fits(), warnings, j.budgets(), j.forcedBy})
}

func printWords(out io.Writer, j judgement) error {
	verdict := "fits"
	if !j.Size.Fits() {
		verdict = "does not fit"
	}
	words := fmt.Sprintf("%s: %d of %d %s, %d of %d octets: %s\n", j.Size.Coding,
		j.Size.Units, j.Size.Coding.Room(), lint.UnitsOf(j.Size.Coding), j.Size.Octets, text.Limit, verdict)
	for _, budget := range j.budgets() {
		if !budget.Fits {
			words += fmt.Sprintf("it crosses the %s budget: %d %s, %d octets\n", budget.Name, budget.Units, lint.UnitsOf(j.Size.Coding), budget.Limit)
		}
	}
	if by := j.forcedBy; by != nil {
		words += fmt.Sprintf("%d:%d: '%s' (%s) is the first character outside GSM-7: it makes all of it UCS-2\n", by.Line, by.Column, by.Character, by.CodePoint)
	}
	for _, w := range j.Warnings {
		words += fmt.Sprintf("%d:%d: %s: %s (%s)\n     cure: %s\n", w.Line, w.Column, w.Severity, w.Text, w.Rule, w.Cure)
	}
	_, err := io.WriteString(out, words)
	return err
}
