package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"candybar/gateway"
	"candybar/gateway/demoshop"
	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/tui"
)

const phoneUsage = `candybar [flags] [CODE [HANDLER-URL]]

Opens the phone; with CODE, dials it at once. With HANDLER-URL every code goes
to that handler, as with --handler. The phone has a SIM of each country, --mobile
or --country's first; where the config names phones, its SIMs are --mobile and
those.
` + sharedUsage + `
Enter calls and sends, Esc goes back and hangs up, F2 goes to the next SIM, F5
types letters with the keypad, F6 is the other skin, F7 the next theme, F8 shows
phones side by side, Ctrl+T adds one, F10 is demo mode: the phone alone, and the
keys. Ctrl+P has every action by its name, F1 shows every key, Ctrl+C quits at once.
`

func runPhone(ctx context.Context, std streams, args []string) error {
	var shared sharedFlags
	flags := newFlags("")
	shared.add(flags, defaultListen)
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, generalUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() > 2 {
		return usageError("the phone takes a code and a handler's address, not %d arguments", flags.NArg()).hint("candybar dial sends answers")
	}
	if handler := flags.Arg(1); handler != "" {
		if err := flags.Set("handler", handler); err != nil {
			return err
		}
	}
	go tui.WarmUp()
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	bidi, err := tui.ParseBidi(shared.bidi)
	if err != nil {
		return usageError("--bidi: %w", err)
	}
	language, err := tui.ParseLanguage(shared.language)
	if err != nil {
		return usageError("--language: %w", err)
	}
	theme, err := tui.ParseTheme(shared.theme)
	if err != nil {
		return usageError("--theme: %w", err)
	}
	if err := wantTerminal(); err != nil {
		return err
	}
	// The screen is the phone's.
	s.server.Complaints = nil
	// Where the usual port is taken any other does; one that was asked for must
	// be had.
	s.server.OrAnyPort = !flags.Changed("listen")
	return withServer(s, func(running *server.Server) error {
		return recorded(std, s, running.Gateway().Log(), func(r *recorder) error {
			options := phoneOptions(running, s, flags.Arg(0))
			options.Recorder, options.Recording = r, s.record
			options.Bidi, options.Theme, options.Language, options.Demo = bidi, theme, language, shared.demo
			options.Bell = shared.bell
			if err := s.saveCodes(&options); err != nil {
				return err
			}
			return tui.Run(ctx, options)
		})
	})
}

// phoneOptions are what the phone is made of; it dials code at once, unless that
// is empty.
func phoneOptions(running *server.Server, s settings, code string) tui.Options {
	g := running.Gateway()
	return tui.Options{
		SIMs:       lines(g, s.sims),
		Line:       g.Line,
		Log:        g.Log(),
		Limits:     g.Limits(),
		Address:    running.URL(),
		Moved:      running.Moved(),
		Hint:       hintLine(s),
		Dial:       code,
		SetOutcome: g.SetOutcome,
		Replay:     g.Replay,
		Resend:     g.Resend,
		Save:       saveExchange,
		PromptOf:   g.PromptOf,
		Outcome:    s.server.Gateway.Outcome,
	}
}

// lines are the lines of the phone's SIMs.
func lines(g *gateway.Gateway, sims []number.Number) []*gateway.Line {
	lines := make([]*gateway.Line, len(sims))
	for i, mobile := range sims {
		lines[i] = g.Line(mobile)
	}
	return lines
}

// hintLine is what the idle phone suggests.
func hintLine(s settings) string {
	if s.demo {
		return "dial " + demoshop.Code + " for the demo shop"
	}
	return "dial a code"
}

// wantTerminal fails where there is no terminal to draw a phone on.
func wantTerminal() error {
	screen := term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd())
	switch {
	case !screen:
		return usageError("there is no terminal to draw the phone on").hint("candybar dial CODE [ANSWER...] holds a session without one")
	case strings.EqualFold(os.Getenv("TERM"), "dumb"):
		return usageError("the terminal is dumb (TERM=dumb): no phone can be drawn on it").hint("candybar dial CODE [ANSWER...] holds a session without one")
	default:
		return nil
	}
}
