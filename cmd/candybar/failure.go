package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"candybar/phone/text"
)

// The exit codes, one table for all commands; 0 is "it did what was asked".
const (
	// exitNo: an expectation failed, a session ended in a failure, a rule found
	// an error, the dial string is not USSD.
	exitNo = 1
	// exitUsage: it was asked wrongly.
	exitUsage = 2
	// exitCannotRun: the very first request could not connect, the port is taken.
	exitCannotRun = 3
	// exitInterrupted: somebody pressed Ctrl+C.
	exitInterrupted = 130
)

// failure is why a command does not exit with 0.
type failure struct {
	code int
	// err is what happened; nil where everything was said already.
	err error
	// hints are what to do about it.
	hints []string
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit %d", f.code)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// hint adds what to do.
func (f *failure) hint(format string, args ...any) *failure {
	f.hints = append(f.hints, fmt.Sprintf(format, args...))
	return f
}

func failed(code int, err error) *failure { return &failure{code: code, err: err} }

func usageError(format string, args ...any) *failure {
	return failed(exitUsage, fmt.Errorf(format, args...))
}

// explain says on w what went wrong, and returns the exit code.
func explain(w io.Writer, err error) int {
	if err == nil {
		return 0
	}
	var f *failure
	if !errors.As(err, &f) {
		f = failed(exitCannotRun, err)
	}
	if f.err != nil {
		say(w, "error", f.err.Error())
	}
	for _, hint := range f.hints {
		say(w, "hint", hint)
	}
	return f.code
}

// say talks to the user in lines that all begin with what they are, whatever the
// words quote: the command line, the environment and the names of files are from
// outside, too.
func say(w io.Writer, what, words string) {
	for line := range strings.Lines(printable(words)) {
		fmt.Fprintf(w, "candybar: %s: %s\n", what, strings.TrimSuffix(line, "\n"))
	}
}

// printable is a text as a terminal may show it.
func printable(s string) string {
	clean, _ := text.Clean(s)
	return clean
}
