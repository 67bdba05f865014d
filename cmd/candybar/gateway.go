package main

import (
	"context"
	"errors"
	"fmt"

	"candybar/gateway/server"
)

const gatewayUsage = `candybar gateway [flags]

Runs the gateway alone, until SIGINT or SIGTERM. Once it accepts it prints its
address on standard error. One port serves the control API below
/candybar/v1/ and the demo shop.
` + sharedUsage + `
It listens on 127.0.0.1:6655 unless told otherwise. Beyond loopback the control
API wants the token that is printed: Authorization: Bearer TOKEN.

With --tls it speaks https alone, as this machine and as the three providers'
hosts, and prints how clients come to trust it and the line for the hosts file.
`

func runGateway(ctx context.Context, std streams, args []string) error {
	var shared sharedFlags
	flags := newFlags("gateway")
	shared.add(flags, defaultListen)
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, gatewayUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usageError("the gateway takes no argument %q", flags.Arg(0)).hint("candybar help gateway lists the flags")
	}
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	return withServer(s, func(running *server.Server) error {
		fmt.Fprintf(std.err, "candybar: gateway on %s\n", running.URL())
		if shared.token == "" && running.Token() != "" {
			fmt.Fprintf(std.err, "candybar: token %s\n", running.Token())
		}
		if s.server.Authority != nil {
			tellTrust(std.err, running, s.server.Authority)
		}
		return recorded(std, s, running.Gateway().Log(), func(*recorder) error {
			<-ctx.Done()
			return nil
		})
	})
}
