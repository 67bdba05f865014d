package record

import (
	"errors"
	"io"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/testflows/flow"
)

// Writer writes events as a conversation while it is held. What no part of a
// conversation is (requests, replies, warnings, what money did) it leaves out.
//
// What arrives while the handler has the turn is held back until the session's
// CON or END stands below what was typed.
type Writer struct {
	out io.Writer
	// begun is true once a step stands there, so that a blank line parts it
	// from the next.
	begun bool
	// waiting is true while what was typed has neither CON nor END.
	waiting bool
	held    []string
}

// NewWriter makes a writer to out.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out} }

// Write writes what e adds to the conversation. Its error is that of the
// writer below.
func (w *Writer) Write(e event.Event) error {
	switch body := e.Body.(type) {
	case event.Typed:
		err := w.Flush()
		w.waiting = true
		return errors.Join(err, w.step(typedLive(body)))
	case event.Dialled:
		if body.Class != classUSSD {
			// Nothing will come of it.
			return w.Flush()
		}
		return nil
	case event.Screen:
		return w.turn(screenOf(body).lines(flow.Quote))
	case event.Ended:
		if body.How == session.Final {
			// The screen said END.
			return nil
		}
		return w.turn([]string{"END " + string(body.How)})
	case event.SMS:
		return w.hold(append([]string{"sms from " + sender(flow.Inline(body.From))}, flow.Quote(body.Text)...))
	case event.Request, event.Reply, event.Subscriber, event.Weather, event.Warning,
		event.Prompt, event.Answered, event.Invoice, event.Charge, event.Provider, event.Callback,
		event.Verified, event.Unverified, event.Resent:
		return nil
	default:
		return nil
	}
}

// Flush writes what is held back still, because no CON or END came. Call it at
// the end. Its error is that of the writer below.
func (w *Writer) Flush() error {
	w.waiting = false
	for len(w.held) > 0 {
		next := w.held[0]
		w.held = w.held[1:]
		if err := w.step(next); err != nil {
			return err
		}
	}
	return nil
}

func typedLive(body event.Typed) string {
	switch {
	case body.Secret:
		return "> {{pin}}\n"
	case body.Text == "":
		return ">\n"
	default:
		return "> " + flow.Inline(body.Text) + "\n"
	}
}

// sender is a name behind sms or prompt, which must say something.
func sender(quoted string) string {
	if quoted == "" {
		return "{{: any}}"
	}
	return quoted
}

// turn writes what comes of what was typed, and what was held back for it.
func (w *Writer) turn(lines []string) error {
	if err := w.print(joined(lines)); err != nil {
		return err
	}
	return w.Flush()
}

// hold writes a step that comes by itself, or holds it back.
func (w *Writer) hold(lines []string) error {
	if w.waiting {
		w.held = append(w.held, joined(lines))
		return nil
	}
	return w.step(joined(lines))
}

func joined(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// step prints what begins a new step.
func (w *Writer) step(text string) error {
	if w.begun {
		text = "\n" + text
	}
	w.begun = true
	return w.print(text)
}

func (w *Writer) print(text string) error {
	_, err := io.WriteString(w.out, text)
	return err
}
