package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"candybar/testflows/flow"
)

const fmtUsage = `candybar fmt [flags] [FILE...]

Writes flows in their one form: the files are changed in place, and the names of
those that were are printed. Without a file it formats standard input to standard
output.

      --check            change nothing; exit 1 if a file is not in that form

Exit code: 0 when all are in form; 1 with --check when one is not; 2 when one is
no flow.

Example:
  candybar fmt flows/*.ussd
`

// largestInput bounds what is read of standard input: more than a flow may be.
const largestInput = 2 << 20

func runFmt(_ context.Context, std streams, args []string) error {
	flags := newFlags("fmt")
	check := flags.Bool("check", false, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, fmtUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return formatInput(std)
	}
	return formatFiles(std, flags.Args(), *check)
}

func formatInput(std streams) error {
	source, err := io.ReadAll(io.LimitReader(std.in, largestInput))
	if err != nil {
		return usageError("standard input cannot be read: %w", err)
	}
	formatted, err := formatFlow("standard input", source)
	if err != nil {
		return reportFaults(std, err)
	}
	_, err = std.out.Write(formatted)
	return err
}

func formatFiles(std streams, files []string, check bool) error {
	var wrong error
	unlike := 0
	for _, file := range files {
		source, err := readFlow(file)
		if err != nil {
			return err
		}
		formatted, err := formatFlow(file, source)
		if err != nil {
			wrong = reportFaults(std, err)
			continue
		}
		if bytes.Equal(source, formatted) {
			continue
		}
		unlike++
		fmt.Fprintln(std.out, printable(file))
		if check {
			continue
		}
		if err := rewrite(file, formatted); err != nil {
			return err
		}
	}
	switch {
	case wrong != nil:
		return wrong
	case check && unlike > 0:
		return failed(exitNo, fmt.Errorf("%d flows are not in form", unlike)).hint("candybar fmt puts them in it")
	default:
		return nil
	}
}

func formatFlow(file string, source []byte) ([]byte, error) {
	parsed, err := flow.Parse(file, source)
	if err != nil {
		return nil, err
	}
	return parsed.Format(), nil
}

// readFlow reads a file, or a little more of it than a flow may have.
func readFlow(file string) ([]byte, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, usageError("the flow cannot be read: %w", err)
	}
	defer opened.Close()
	source, err := io.ReadAll(io.LimitReader(opened, largestInput))
	if err != nil {
		return nil, usageError("the flow cannot be read: %w", err)
	}
	return source, nil
}

// reportFaults draws all that is wrong with a flow. The faults say it all: what
// is returned has the exit code alone.
func reportFaults(std streams, err error) error {
	var faults flow.Faults
	if !errors.As(err, &faults) {
		return usageError("%w", err)
	}
	fmt.Fprint(std.err, faults.Error())
	return failed(exitUsage, nil)
}
