package main

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway/event"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/testflows/report"
	"candybar/tui/storyboard"
)

// The pictures of the README.
//
//go:generate sh -c "cd ../../testflows && go run ../cmd/candybar export --as svg examples/buy-airtime.ussd > examples/pictures/buy-airtime.svg"
//go:generate sh -c "cd ../../testflows && go run ../cmd/candybar export --as svg examples/farsi.ussd > examples/pictures/farsi.svg"

const exportUsage = `candybar export --as KIND [flags] FLOW

Replays a flow as candybar test does and draws what happened, or translates the
flow. What is made goes to stdout, secrets masked.

      --as KIND          svg: one picture, a phone for each screen
                         html: the same as one page
                         md: the same in Markdown, for documents
                         cast: an asciicast of it in the terminal phone; with --demo
                         the phone alone, and the keys as they are pressed
                         json: the flow itself as data, not replayed
      --var NAME=VALUE   gives a variable or a secret (also CANDYBAR_VAR_NAME)
      --schema           print the JSON Schema of json instead
` + sharedUsage + `
Ids and one-time passwords come from --seed, 1 unless told otherwise. A flow that
fails is drawn up to its failure, and the difference is printed on stderr.

Exit code: 0 when it was made and the flow passed; 1 when the flow failed; 2 when
it was asked wrongly or FLOW is no flow; 3 when it could not run, as nobody was
reached; 130 when interrupted.

Examples:
  candybar export --as svg buy-airtime.ussd > buy-airtime.svg
  candybar export --as cast buy-airtime.ussd > buy-airtime.cast
`

// storyWriters are the kinds that a flow is drawn as.
var storyWriters = map[string]func(io.Writer, storyboard.Story) error{
	"svg":  storyboard.SVG,
	"html": storyboard.HTML,
	"md":   storyboard.Markdown,
	"cast": storyboard.Cast,
}

func runExport(ctx context.Context, std streams, args []string) error {
	var shared sharedFlags
	flags := newFlags("export")
	shared.add(flags, freePort)
	as := flags.String("as", "", "")
	schema := flags.Bool("schema", false, "")
	variables := flags.StringArray("var", nil, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, exportUsage)
	} else if err != nil {
		return err
	}
	if *schema {
		_, err := io.WriteString(std.out, flow.Schema())
		return err
	}
	_, drawn := storyWriters[*as]
	kinds := "--as " + strings.Join(slices.Sorted(maps.Keys(storyWriters)), ", ") + " or json"
	switch {
	case *as == "":
		return usageError("export wants to know as what").hint("%s", kinds)
	case *as != "json" && !drawn:
		return usageError("a flow cannot be exported as %q", *as).hint("%s", kinds)
	case flags.NArg() != 1:
		return usageError("export wants one flow, not %d", flags.NArg())
	case *as == "json":
		return exportData(std, flags.Arg(0))
	default:
		return exportStory(ctx, std, flags, &shared, *variables, *as)
	}
}

// exportData writes a flow as data.
func exportData(std streams, file string) error {
	source, err := readFlow(file)
	if err != nil {
		return err
	}
	parsed, err := flow.Parse(file, source)
	if err != nil {
		return reportFaults(std, err)
	}
	encoder := event.NewEncoder(std.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(parsed)
}

// exportStory plays a flow and draws it.
func exportStory(ctx context.Context, std streams, flags *pflag.FlagSet, shared *sharedFlags, variables []string, as string) error {
	if flags.Changed("record") {
		return usageError("candybar export records nothing: it replays what was recorded")
	}
	if !flags.Changed("seed") {
		shared.seed = "1"
	}
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	t := trial{
		flags: testFlags{variables: variables}, std: std, settings: s,
		chosen: func(*flow.Flow) bool { return true },
	}
	if err := t.loadOne(flags.Arg(0)); err != nil {
		return err
	}
	runner, err := t.runner(shared.seed)
	if err != nil {
		return err
	}
	defer runner.Close()
	stopLog, err := t.keepLog(runner)
	if err != nil {
		return err
	}
	result := runner.Play(ctx, t.flows[0])
	if err := stopLog(); err != nil {
		return err
	}
	write := storyWriters[as]
	if as == "cast" && shared.demo {
		write = storyboard.DemoCast
	}
	if err := write(std.out, storyboard.Tell(taleOf(result, s, runner.URL()))); err != nil {
		return failed(exitCannotRun, err)
	}
	return t.tell(ctx, result)
}

// tell says on stderr why a flow did not pass.
func (t *trial) tell(ctx context.Context, result replay.Result) error {
	counted := &counting{}
	if err := counted.Add(result); err != nil {
		return err
	}
	verdict := counted.verdict(ctx)
	if verdict == nil {
		return nil
	}
	return errors.Join(verdict, report.NewTerminal(t.std.err).Add(result))
}
