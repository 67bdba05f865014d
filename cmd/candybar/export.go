package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"candybar/testflows/flow"
)

const exportUsage = `candybar export --as KIND [flags] FLOW

Translates a flow.

      --as KIND          json: the flow as data, for other programs
      --schema           print the JSON Schema of that instead

Exit code: 0 when it was written; 2 when it was asked wrongly or FLOW is no flow.

Example:
  candybar export --as json buy-airtime.ussd
`

// plannedExports are kinds that are kept for later.
var plannedExports = []string{"svg", "html", "md", "cast"}

func runExport(_ context.Context, std streams, args []string) error {
	flags := newFlags("export")
	as := flags.String("as", "", "")
	schema := flags.Bool("schema", false, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, exportUsage)
	} else if err != nil {
		return err
	}
	if *schema {
		_, err := io.WriteString(std.out, flow.Schema())
		return err
	}
	switch {
	case *as == "":
		return usageError("export wants to know as what").hint("--as json")
	case slices.Contains(plannedExports, *as):
		return usageError("--as %s is not in this version of candybar yet", *as)
	case *as != "json":
		return usageError("a flow cannot be exported as %q", *as).hint("--as json")
	case flags.NArg() != 1:
		return usageError("export wants one flow, not %d", flags.NArg())
	}
	source, err := readFlow(flags.Arg(0))
	if err != nil {
		return err
	}
	parsed, err := flow.Parse(flags.Arg(0), source)
	if err != nil {
		return reportFaults(std, err)
	}
	encoder := json.NewEncoder(std.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(parsed)
}
