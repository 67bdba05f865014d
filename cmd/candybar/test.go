package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/testflows/report"
)

const testUsage = `candybar test [flags] PATH...

Replays flows, each a file, or all *.ussd files of a folder and below. It starts a
gateway of its own; a flow's handler is that of --handler, of its header, or of
the config, and else the demo shop. The phones are those of the flows.

      --run REGEXP       only flows whose file or name matches; the others are skipped
      --parallel N       how many at once (default 8); never two with one phone
      --var NAME=VALUE   gives a variable or a secret (also CANDYBAR_VAR_NAME)
      --update           rewrite expected texts that differ, and print what changed
      --junit FILE       write a JUnit XML report
      --html FILE        write one page that shows the phone at each step
      --json             print JSON Lines instead of words
` + sharedUsage + `
Ids and one-time passwords come from --seed, 1 unless told otherwise.

Exit code: 0 when all passed; 1 when one failed; 2 when it was asked wrongly or a
flow does not parse; 3 when one could not run, as nobody was reached; 130 when
interrupted.

Examples:
  candybar test flows
  candybar test --handler http://127.0.0.1:8000/ussd --junit report.xml flows
`

// testFlags are what candybar test is told besides what all commands share.
type testFlags struct {
	run, junit, html string
	variables        []string
	parallel         int
	update, json     bool
}

func runTest(ctx context.Context, std streams, args []string) error {
	var shared sharedFlags
	var own testFlags
	flags := newFlags("test")
	shared.add(flags, freePort)
	flags.StringVar(&own.run, "run", "", "")
	flags.StringVar(&own.junit, "junit", "", "")
	flags.StringVar(&own.html, "html", "", "")
	flags.StringArrayVar(&own.variables, "var", nil, "")
	flags.IntVar(&own.parallel, "parallel", 8, "")
	flags.BoolVar(&own.update, "update", false, "")
	flags.BoolVar(&own.json, "json", false, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, testUsage)
	} else if err != nil {
		return err
	}
	if shared.data != "" {
		return usageError("candybar test keeps no data: each flow begins anew")
	}
	if flags.Changed("record") {
		return usageError("candybar test records nothing: it replays what was recorded")
	}
	if flags.NArg() == 0 {
		return usageError("there is no flow to test").hint("candybar test FILE.ussd, or a folder of them")
	}
	if !flags.Changed("seed") {
		shared.seed = "1"
	}
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	t := trial{flags: own, std: std, settings: s}
	return t.test(ctx, shared.seed, flags.Args())
}

// trial is one call of candybar test.
type trial struct {
	flags    testFlags
	std      streams
	settings settings
	flows    []*flow.Flow
	chosen   func(*flow.Flow) bool
}

func (t *trial) test(ctx context.Context, seed string, paths []string) error {
	if t.flags.update && inCI() {
		return usageError("--update does not run in CI").hint("run it where the change is made, and commit what it writes")
	}
	if t.flags.parallel < 1 {
		return usageError("--parallel %d: at least one flow is played at a time", t.flags.parallel)
	}
	if err := t.choose(); err != nil {
		return err
	}
	if err := t.load(paths); err != nil {
		return err
	}
	runner, err := t.runner(seed)
	if err != nil {
		return err
	}
	return t.play(ctx, runner)
}

// runner starts what the flows are played through.
func (t *trial) runner(seed string) (*replay.Runner, error) {
	values, err := t.values()
	if err != nil {
		return nil, err
	}
	number, err := strconv.ParseUint(seed, 10, 64)
	if err != nil {
		return nil, usageError("--seed %q is no whole number", seed)
	}
	runner, err := replay.New(replay.Options{
		Server: t.settings.server, Handler: t.settings.handler, Values: values, Seed: number,
		Update: t.flags.update, Strict: t.settings.server.Gateway.Strict,
	})
	if err != nil {
		return nil, notStarted(err)
	}
	return runner, nil
}

// inCI reports whether this is a build server, by the variable that all of them
// set.
func inCI() bool { return slices.Contains([]string{"true", "1"}, os.Getenv("CI")) }

func (t *trial) choose() error {
	expression, err := regexp.Compile(t.flags.run)
	if err != nil {
		return usageError("--run: %w", err)
	}
	t.chosen = func(f *flow.Flow) bool {
		return expression.MatchString(filepath.ToSlash(f.File)) || expression.MatchString(f.Name.Or(""))
	}
	return nil
}

// load reads all flows, and says what is wrong with any of them.
func (t *trial) load(paths []string) error {
	var files []string
	for _, path := range paths {
		found, err := flowFiles(path)
		if err != nil {
			return err
		}
		files = append(files, found...)
	}
	var wrong error
	for _, file := range files {
		source, err := readFlow(file)
		if err != nil {
			return err
		}
		if err := t.parse(file, source); err != nil {
			wrong = err
		}
	}
	return wrong
}

// loadOne reads one flow.
func (t *trial) loadOne(file string) error {
	source, err := readFlow(file)
	if err != nil {
		return err
	}
	return t.parse(file, source)
}

func (t *trial) parse(file string, source []byte) error {
	parsed, err := flow.Parse(file, source)
	if err != nil {
		return reportFaults(t.std, err)
	}
	t.flows = append(t.flows, parsed)
	return nil
}

// flowFiles is a file, or the flows in a folder and below, by name.
func flowFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, usageError("the flow cannot be read: %w", err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(file, ".ussd") {
			files = append(files, file)
		}
		return err
	})
	switch {
	case err != nil:
		return nil, usageError("the folder cannot be read: %w", err)
	case len(files) == 0:
		return nil, usageError("there is no flow in %s", path).hint("flows are files that end in .ussd")
	default:
		return files, nil
	}
}

// values are the variables from the command line and the environment. Each
// secret of a chosen flow has to be among them.
func (t *trial) values() (map[string]string, error) {
	wanted := make(map[string]bool)
	for _, f := range t.flows {
		for _, v := range f.Vars {
			wanted[v.Name] = true
		}
		for _, secret := range f.Secrets {
			wanted[secret.Name] = true
		}
	}
	values := make(map[string]string)
	for name := range wanted {
		if value, found := os.LookupEnv("CANDYBAR_VAR_" + strings.ToUpper(name)); found {
			values[name] = value
		}
	}
	for _, said := range t.flags.variables {
		name, value, found := strings.Cut(said, "=")
		switch {
		case !found:
			return nil, usageError("--var %s has no value", name).hint("--var NAME=VALUE")
		case !wanted[name]:
			return nil, usageError("--var %s: no flow has a variable of that name", name).hint("they have %v", slices.Sorted(maps.Keys(wanted)))
		}
		values[name] = value
	}
	return values, t.missing(values)
}

func (t *trial) missing(values map[string]string) error {
	var all []error
	for _, f := range t.flows {
		if !t.chosen(f) {
			continue
		}
		for _, secret := range f.Secrets {
			if _, given := values[secret.Name]; !given {
				all = append(all, fmt.Errorf("%s:%d:%d: the secret %s was not given", f.File, secret.At.Line, secret.At.Column, secret.Name))
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return usageError("%w", errors.Join(all...)).hint("--var NAME=VALUE, or the environment variable CANDYBAR_VAR_NAME")
}

// play plays the flows and writes the reports.
func (t *trial) play(ctx context.Context, runner *replay.Runner) (err error) {
	defer runner.Close()
	reports, closeFiles, err := t.reports()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeFiles()) }()
	stopLog, err := t.keepLog(runner)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stopLog()) }()
	counted := &counting{}
	reports = append(reports, counted)
	if t.flags.update {
		reports = []report.Report{&updating{out: t.diffs(), reports: reports}}
	}
	progress := report.NewProgress(t.std.err, len(t.flows), isTerminal(t.std.err))
	sequence := report.NewSequence(progress, reports...)
	runner.PlayAll(ctx, t.flows, t.flags.parallel, t.chosen, sequence.Done)
	if err := sequence.Close(); err != nil {
		return failed(exitCannotRun, err)
	}
	return counted.verdict(ctx)
}

func isTerminal(w any) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}
