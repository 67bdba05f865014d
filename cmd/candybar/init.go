package main

import (
	"context"
	_ "embed" // the config
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const initUsage = `candybar init [FILE]

Writes a commented config, candybar.toml unless FILE is named. A file that is there
stays as it is.

Exit code: 0 when it was written; 2 when the file is there, or cannot be written.
`

// exampleConfig is what init writes: candybar.example.toml of the repository.
//
//go:embed init.toml
var exampleConfig []byte

func runInit(_ context.Context, std streams, args []string) error {
	flags := newFlags("init")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, initUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return usageError("init writes one file, not %d", flags.NArg())
	}
	name := configFile
	if flags.NArg() == 1 {
		name = flags.Arg(0)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usageError("%s is there already, and stays as it is", name).hint("candybar init OTHER writes another")
	case err != nil:
		return usageError("the config cannot be written: %w", err)
	}
	_, err = file.Write(exampleConfig)
	if err := errors.Join(err, file.Close()); err != nil {
		return failed(exitCannotRun, fmt.Errorf("the config cannot be written: %w", err))
	}
	fmt.Fprintf(std.err, "candybar: wrote %s\n", name)
	return nil
}
