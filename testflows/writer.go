package testflows

import (
	"fmt"
	"io"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/session"
)

// Writer writes events as a conversation. What no part of a conversation is
// (requests, replies, warnings, what money did) it leaves out.
type Writer struct {
	out io.Writer
	// begun is true once a step stands there, so that a blank line parts it
	// from the next.
	begun bool
}

// NewWriter makes a writer to out.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out} }

// Write writes what e adds to the conversation. Its error is that of the
// writer below.
func (w *Writer) Write(e event.Event) error {
	switch body := e.Body.(type) {
	case event.Typed:
		return w.step(typed(body))
	case event.Screen:
		return w.print(screen(body))
	case event.Ended:
		if body.How == session.Final {
			// The screen said END.
			return nil
		}
		return w.print(fmt.Sprintf("END %s\n", body.How))
	case event.SMS:
		return w.step("sms from " + escape(oneLine(body.From)) + "\n" + quoted(body.Text))
	case event.Dialled, event.Request, event.Reply, event.Subscriber, event.Warning,
		event.Prompt, event.Answered, event.Invoice, event.Charge, event.Provider, event.Callback,
		event.Verified, event.Unverified:
		return nil
	default:
		return nil
	}
}

func typed(body event.Typed) string {
	switch {
	case body.Secret:
		return "> {{pin}}\n"
	case body.Text == "":
		return ">\n"
	default:
		return "> " + escape(body.Text) + "\n"
	}
}

func screen(body event.Screen) string {
	if body.Open {
		return "CON\n" + quoted(body.Text)
	}
	return "END\n" + quoted(body.Text)
}

// quoted is a text as "|" lines.
func quoted(text string) string {
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		out.WriteString("|")
		if line != "" {
			out.WriteString(" " + escape(line))
		}
		out.WriteString("\n")
	}
	return out.String()
}

func escape(text string) string { return strings.ReplaceAll(text, "{{", `\{{`) }

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

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
