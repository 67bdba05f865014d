// Command candybar is a USSD handset in the terminal.
//
// main.go picks the command, and each command has a file of its own: flags,
// wiring and exit codes, nothing else. settings.go is what the commands that
// hold a phone share: flags, environment and config, in that order.
//
// # What goes where
//
// Results go to standard output, talk to standard error. An error is one line,
// "candybar: error: WHAT", and where something can be done a second one,
// "candybar: hint: WHAT TO DO"; a warning is "candybar: warning: WHAT". Exit
// codes are those of failure.go, the same for every command.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, streams{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(status)
}

// streams are what a command talks through.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

// command is one of candybar's commands.
type command struct {
	name    string
	summary string
	usage   string
	run     func(ctx context.Context, std streams, args []string) error
}

// commands are all there are, in the order of the help. The phone itself has
// no name.
func commands() []command {
	return []command{
		{"", "open the phone", phoneUsage, runPhone},
		{"dial", "hold one session without a screen", dialUsage, runDial},
		{"test", "replay flows", testUsage, runTest},
		{"fmt", "format flows", fmtUsage, runFmt},
		{"export", "draw or translate a flow", exportUsage, runExport},
		{"gateway", "run the gateway alone", gatewayUsage, runGateway},
		{"lint", "judge the text of one reply", lintUsage, runLint},
		{"init", "write a config", initUsage, runInit},
		{"doctor", "check what would not work", doctorUsage, runDoctor},
		{"version", "print the version", versionUsage, runVersion},
		{"help", "explain a command", helpUsage, runHelp},
		{"completion", "print a completion script for a shell", completionUsage, runCompletion},
	}
}

// planned are names that are kept for commands to come.
var planned = []string{"crawl", "load"}

// run runs a command line and returns the exit code.
func run(ctx context.Context, std streams, args []string) int {
	return explain(std.err, dispatch(ctx, std, args))
}

func dispatch(ctx context.Context, std streams, args []string) error {
	name, rest := "", args
	if len(args) > 0 && isName(args[0]) {
		name, rest = args[0], args[1:]
	}
	if command, known := find(name); known {
		return command.run(ctx, std, rest)
	}
	for _, later := range planned {
		if name == later {
			return usageError("the command %s is not in this version of candybar yet", name)
		}
	}
	return usageError("there is no command %s", name).hint("candybar help lists the commands")
}

func find(name string) (command, bool) {
	for _, command := range commands() {
		if command.name == name {
			return command, true
		}
	}
	return command{}, false
}

// isName tells a command from a flag and from a code to dial.
func isName(arg string) bool {
	return arg != "" && strings.Trim(arg, "abcdefghijklmnopqrstuvwxyz") == ""
}
