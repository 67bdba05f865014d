package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"candybar/gateway"
	"candybar/gateway/authority"
	"candybar/gateway/event"
	"candybar/gateway/server"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/testflows/record"
)

const dialUsage = `candybar dial [flags] CODE [ANSWER...]

Dials CODE, answers each screen in turn, and prints the conversation. A session
that is still open when the answers run out is hung up. Answers that begin with
a dash follow --.

      --json             print the events instead, one a line
` + sharedUsage + `
Exit code: 0 when every answer was used; 1 when the session ended earlier or in a
failure, or CODE is not USSD; 2 when it was asked wrongly; 3 when the handler
could not be reached at all; 130 when interrupted.

Example:
  candybar dial --handler http://127.0.0.1:8000/ussd '*6655*123#' 4567
`

func runDial(ctx context.Context, std streams, args []string) error {
	var shared sharedFlags
	flags := newFlags("dial")
	shared.add(flags, freePort)
	asJSON := flags.Bool("json", false, "")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, dialUsage)
	} else if err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return usageError("there is no code to dial").hint("candybar dial '*6655*123#' dials the demo shop")
	}
	s, err := shared.settle(flags, std.err)
	if err != nil {
		return err
	}
	notation := record.NewWriter(std.out)
	write, flush := notation.Write, notation.Flush
	if *asJSON {
		write = func(e event.Event) error { return event.WriteJSON(std.out, e) }
		flush = func() error { return nil }
	}
	return withServer(s, func(running *server.Server) error {
		return recorded(std, s, running.Gateway().Log(), func(*recorder) error {
			c := conversation{std: std, line: running.Gateway().Line(s.mobile), events: running.Gateway().Log().From(0), write: write, settings: s}
			return errors.Join(c.hold(ctx, flags.Arg(0), flags.Args()[1:]), flush())
		})
	})
}

// conversation is one session that is being held.
type conversation struct {
	std      streams
	line     *gateway.Line
	events   *event.Cursor
	write    func(event.Event) error
	settings settings

	// requests counts those that went out.
	requests int
	// warned is true once there was a warning.
	warned bool
}

func (c *conversation) hold(ctx context.Context, code string, answers []string) error {
	view, err := c.press(ctx, phone.Call{Text: code})
	if err != nil {
		return c.refused(err)
	}
	for i, answer := range answers {
		if view.Phone.State() != phone.StateOpen {
			return c.endedEarly(view, len(answers)-i)
		}
		if view, err = c.press(ctx, phone.Send{Text: answer}); err != nil {
			return c.refused(err)
		}
	}
	if view.Phone.State() == phone.StateOpen {
		// Nobody asked for this end, so it is no part of what is printed.
		if err := c.line.Do(phone.End{}); err != nil {
			return err
		}
		return c.verdict()
	}
	if view.Ended.Failure() {
		return c.failure(view)
	}
	return c.verdict()
}

// press presses a key, waits for what the network makes of it and prints it.
func (c *conversation) press(ctx context.Context, key phone.Key) (gateway.View, error) {
	if err := c.line.Do(key); err != nil {
		return gateway.View{}, err
	}
	view, err := c.line.Settle(ctx)
	if err == nil && !view.Subscriber.Weather.IsClear() {
		// What is delivered twice is that before the next key, and before the end.
		err = c.line.Quiet(ctx)
	}
	if err != nil && ctx.Err() != nil {
		err = errors.Join(errInterrupted, c.line.Do(phone.End{}))
	}
	return view, errors.Join(err, c.print())
}

var errInterrupted = errors.New("interrupted")

func (c *conversation) print() error {
	for _, e := range c.events.Pending() {
		switch body := e.Body.(type) {
		case event.Request:
			c.requests++
		case event.Weather:
			fmt.Fprintf(c.std.err, "candybar: on purpose: %s (%s)\n", weather.Fault(body.Fault).Sentence(), body.Fault)
		case event.Warning:
			c.warned = true
			fmt.Fprintf(c.std.err, "candybar: %s: %s (%s)\n", body.Severity, body.Text, body.Rule)
			fmt.Fprintf(c.std.err, "candybar: hint: %s\n", body.Cure)
		}
		if err := c.write(e); err != nil {
			return fmt.Errorf("the conversation cannot be printed: %w", err)
		}
	}
	return nil
}

// refused is a key that the phone would not press.
func (c *conversation) refused(err error) error {
	var notUSSD phone.NotUSSD
	switch {
	case errors.Is(err, errInterrupted):
		return failed(exitInterrupted, nil)
	case errors.As(err, &notUSSD):
		return failed(exitNo, err).hint("nothing was sent; a USSD code ends in #, as '*6655*123#' does")
	default:
		return failed(exitNo, err)
	}
}

func (c *conversation) endedEarly(view gateway.View, left int) error {
	if view.Ended.Failure() {
		return c.failure(view)
	}
	return failed(exitNo, fmt.Errorf("the session ended (%s) before all answers were used: %d left", view.Ended, left))
}

// failure is a session that ended as nobody wanted.
func (c *conversation) failure(view gateway.View) error {
	code := exitNo
	if c.requests == 1 && view.Cause.NeverConnected() {
		code = exitCannotRun
	}
	f := failed(code, fmt.Errorf("the session ended in %s", view.Ended))
	if view.Cause.Detail != "" {
		f = failed(code, fmt.Errorf("the session ended in %s: %s", view.Ended, view.Cause.Detail))
	}
	if hint := hintFor(view.Cause.Kind); hint != "" {
		f = f.hint("%s", hint)
	}
	return f
}

// verdict is how a session that went well counts: with --strict a warning is
// an error.
func (c *conversation) verdict() error {
	if c.settings.server.Gateway.Strict && c.warned {
		return failed(exitNo, errors.New("there were warnings, and --strict makes them errors"))
	}
	return nil
}

// hintFor is what to do about a cause; empty where its own sentence says it.
func hintFor(kind session.CauseKind) string {
	switch kind {
	case session.Refused, session.Unreachable:
		return "start the handler, or check the address that --handler names"
	case session.NoHandler:
		return "name one with --handler URL; without any handler the demo shop answers at *6655*123#"
	case session.Empty:
		return "answer every call with a text; the log (--log FILE) has the exact request and reply"
	case session.Status, session.Cut, session.TooLong, session.NotText, session.NotHTTP:
		return "the log (--log FILE) has the exact request and reply"
	case session.Timeout:
		return "answer first and do slow work afterwards; --timers chooses the limits"
	case session.Redirect:
		return "name the address that it points to; a USSD gateway follows no redirect"
	case session.DoesNotFit:
		return "shorten the text, or leave --strict out to see it whole"
	case session.Weather:
		return "--weather clear has nothing go wrong on purpose"
	case session.NoCause, session.Payment, session.Shutdown:
		return ""
	default:
		return ""
	}
}

// withServer starts a gateway, writes its log where one is wanted, does what
// it is there for, and closes it.
func withServer(s settings, do func(*server.Server) error) (err error) {
	var file *os.File
	if s.log != "" {
		if file, err = os.Create(s.log); err != nil {
			return usageError("the log cannot be written: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
	}
	kept, err := s.openBooks()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.close()) }()
	running, err := server.Start(s.server)
	if err != nil {
		return notStarted(err)
	}
	if err := kept.listensOn(running.URL()); err != nil {
		running.Close()
		return failed(exitCannotRun, err)
	}
	if file == nil {
		defer running.Close()
		return do(running)
	}
	written := keepLog(running.Gateway().Log(), file)
	err = do(running)
	running.Close()
	return errors.Join(err, written())
}

// notStarted is why there is no gateway.
func notStarted(err error) error {
	var forbidden *authority.ForbiddenError
	if errors.As(err, &forbidden) {
		return failed(exitUsage, err).hint("with --tls, listen on an address of this machine or of a private network, or on 0.0.0.0")
	}
	return failed(exitCannotRun, err).hint("choose another address with --listen, or port 0 for any")
}

// keepLog writes events to file as they happen, until it is told to stop: then
// it writes those that are left, and says what went wrong.
func keepLog(log *event.Log, file *os.File) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- log.From(0).Follow(ctx, func(e event.Event) error { return event.WriteJSON(file, e) })
	}()
	return func() error {
		cancel()
		if err := <-done; err != nil {
			return failed(exitCannotRun, fmt.Errorf("the log could not be written whole: %w", err))
		}
		return nil
	}
}
