package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
)

const versionUsage = `candybar version

Prints the version.
`

// version is the release that this is, or will be.
const version = "0.1.0-dev"

func runVersion(_ context.Context, std streams, args []string) error {
	flags := newFlags("version")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, versionUsage)
	} else if err != nil {
		return err
	}
	_, err := fmt.Fprintf(std.out, "candybar %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
