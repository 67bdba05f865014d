package main

import (
	"context"
	"errors"
	"io"
)

const helpUsage = `candybar help [COMMAND]

Explains a command, or candybar itself.
`

const generalUsage = `candybar is a USSD handset in your terminal.

  candybar [flags] [CODE [HANDLER-URL]]    open the phone; with CODE, dial it at once
  candybar dial [flags] CODE [ANSWER...]   one session without a screen
  candybar test [flags] PATH...            replay flows: files, or folders of *.ussd
  candybar fmt [FILE...]                   put flows in their one form
  candybar export --as KIND [flags] FLOW   a flow as svg, html, md, cast or json
  candybar gateway [flags]                 the gateway alone, until SIGINT or SIGTERM
  candybar lint [flags] [FILE|-]           judge the text of one reply
  candybar init [FILE]                     write a commented config
  candybar doctor [flags]                  check what would not work, and say what to do
  candybar version                         print the version
  candybar help [COMMAND]                  explain a command
  candybar completion SHELL                print a completion script: bash, zsh or fish

With no handler given, the built-in demo shop answers at *6655*123#.
` + sharedUsage + `
Exit codes: 0 it did what was asked; 1 the answer is no; 2 it was asked wrongly;
3 it could not run; 130 it was interrupted.

Examples:
  candybar
  candybar '*6655*123#' http://127.0.0.1:8000/ussd
  candybar dial --handler http://127.0.0.1:8000/ussd '*6655*123#' 4567
  printf 'Welcome' | candybar lint
`

func runHelp(_ context.Context, std streams, args []string) error {
	flags := newFlags("help")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, helpUsage)
	} else if err != nil {
		return err
	}
	name := flags.Arg(0)
	if name == "" {
		return printUsage(std, generalUsage)
	}
	command, known := find(name)
	if !known {
		return usageError("there is no command %s", name).hint("candybar help lists the commands")
	}
	return printUsage(std, command.usage)
}

func printUsage(std streams, usage string) error {
	_, err := io.WriteString(std.out, usage)
	return err
}
