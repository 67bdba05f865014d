package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"

	"candybar/gateway"
	"candybar/gateway/demoshop"
	"candybar/gateway/ledger"
)

const doctorUsage = `candybar doctor [flags]

Checks what would not work and says what to do: the config, the handler's address,
the terminal with its colours, right-to-left text and mouse, the port and the data
folder. It asks no handler anything.
` + sharedUsage + `
Exit code: 0 when all is well or only doubtful; 1 when something would not work; 2
when it was asked wrongly.
`

// finding is what the doctor says of one thing.
type finding struct {
	// state is how it is.
	state findingState
	about string
	says  string
	// cure is what to do; empty where all is well.
	cure string
}

type findingState int

const (
	well findingState = iota
	doubtful
	broken
)

func (s findingState) String() string {
	switch s {
	case well:
		return "ok"
	case doubtful:
		return "hm"
	case broken:
		return "no"
	default:
		return "no"
	}
}

func runDoctor(_ context.Context, std streams, args []string) error {
	var shared sharedFlags
	flags := newFlags("doctor")
	shared.add(flags, defaultListen)
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, doctorUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usageError("the doctor takes no argument %q", flags.Arg(0))
	}
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	findings := append(s.handlers(), lookAtTerminal(os.Stdout)...)
	findings = append(findings, checkPort(s.server.Listen), checkData(s.data))
	if s.server.Authority != nil {
		findings = append(findings, finding{well, "tls", "clients have to trust " + s.server.Authority.Certificate(), ""})
	}
	sick := 0
	for _, f := range findings {
		fmt.Fprintf(std.out, "%s  %-9s %s\n", f.state, f.about, printable(f.says))
		if f.cure != "" {
			fmt.Fprintf(std.out, "              %s\n", f.cure)
		}
		if f.state == broken {
			sick++
		}
	}
	if sick > 0 {
		return failed(exitNo, fmt.Errorf("%d things would not work", sick))
	}
	return nil
}

// handlers says who answers what, and what is odd about an address.
func (s settings) handlers() []finding {
	if s.demo {
		return []finding{{well, "handler", "none is named: the demo shop answers " + demoshop.Code, ""}}
	}
	var findings []finding
	for _, route := range s.server.Gateway.Routes {
		findings = append(findings, checkHandler(route))
	}
	return findings
}

func checkHandler(route gateway.Route) finding {
	code := route.Code
	if code == "" {
		code = "every code"
	}
	says := code + " goes to " + route.Handler.Redacted()
	switch {
	case route.Handler.Fragment != "":
		return finding{doubtful, "handler", says, "what stands behind # in an address is never sent"}
	case takesParameter(route.Handler):
		return finding{doubtful, "handler", says, "mobile, sessionid, call and RRN are added to the address: it should not have them already"}
	case route.Handler.Scheme == "http" && !isLocal(route.Handler.Hostname()):
		return finding{doubtful, "handler", says, "http to another machine: anybody between can read PINs; use https where the handler has it"}
	default:
		return finding{well, "handler", says, ""}
	}
}

func takesParameter(address *url.URL) bool {
	query := address.Query()
	for _, name := range []string{"mobile", "sessionid", "call", "RRN"} {
		if query.Has(name) {
			return true
		}
	}
	return false
}

func isLocal(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsPrivate())
}

// checkPort sees whether the gateway could listen.
func checkPort(address string) finding {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return finding{doubtful, "port", err.Error(), "the phone takes a free port then and says so; a gateway does not: choose another with --listen"}
	}
	_ = listener.Close()
	return finding{well, "port", address + " is free", ""}
}

// checkData sees whether the data folder could be used.
func checkData(folder string) finding {
	if folder == "" {
		return finding{well, "data", "none is named: everything is forgotten at the end", ""}
	}
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(filepath.Clean(folder))); err != nil {
			return finding{broken, "data", err.Error(), "make the folder above it first"}
		}
		return finding{well, "data", folder + " will be made", ""}
	}
	store, err := ledger.Open(folder, "candybar doctor")
	if err != nil {
		return finding{broken, "data", err.Error(), "stop that process, or name another folder"}
	}
	if err := store.Close(); err != nil {
		return finding{broken, "data", err.Error(), "look at the folder's modes and its disk"}
	}
	return finding{well, "data", folder + " can be used", ""}
}
