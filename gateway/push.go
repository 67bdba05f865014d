package gateway

import (
	"errors"
	"slices"

	"candybar/gateway/event"
	"candybar/gateway/lint"
	"candybar/gateway/session"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// Why nothing was pushed, besides a text that does not fit.
var (
	// ErrBusy is what a phone with an open session answers (3GPP TS 24.090, 5).
	ErrBusy = errors.New("USSD-Busy: a session is open on this phone, and a phone holds one at a time")
	// ErrNoText is a text of white space at the most.
	ErrNoText = errors.New("there is no text to push: a phone has no blank screen to show")
	// ErrNotText is a text with a NUL in it.
	ErrNotText = errors.New("what was pushed has a NUL character, so it is no text")
)

// Push puts a text of the network's own on the phone, with a session of its own
// that nobody dialled (3GPP TS 24.090, 5): with reply a request, which asks for
// one answer, else a notification, which only shows it. The text is cleaned, and
// warned about as a handler's would be. Nobody but the log hears the answer: iNoti
// documents no call for it. The error is ErrBusy, ErrNoText, ErrNotText, of a text
// that does not fit where the network is strict, or ErrClosed; then nothing was
// shown.
func (l *Line) Push(words string, reply bool) error {
	var err error
	if !l.run(func() { err = l.pushed(words, reply) }) {
		return ErrClosed
	}
	return err
}

// pushed gives the text to the session. It runs in an errand of the line.
func (l *Line) pushed(words string, reply bool) error {
	size := text.Measure(words)
	if err := l.checkPushed(words, size); err != nil {
		return err
	}
	clean, _ := text.Clean(words)
	id := l.options.IDForm.New(l.random)
	next, effects := session.Step(l.session, session.Pushed{ID: id, Text: clean, Reply: reply, Limits: l.options.Limits})
	if slices.Contains(effects, session.Effect(session.Busy{})) {
		l.perform(effects)
		return ErrBusy
	}
	l.turn = turn{secrets: make(map[int]bool), screen: event.Screen{
		Text: clean, Open: reply, Coding: size.Coding.String(), Units: size.Units, Octets: size.Octets,
	}}
	for _, warning := range lint.Reply(words).Warnings {
		l.warnIn(id, warning)
	}
	l.session = next
	l.perform(effects)
	return nil
}

// checkPushed fails where no network would send the text.
func (l *Line) checkPushed(words string, size text.Size) error {
	if !text.IsText(words) {
		return ErrNotText
	}
	if inner, _ := inoti.Trim(words); inner == "" {
		return ErrNoText
	}
	if l.options.Strict && !size.Fits() {
		return errors.New(overflow(size))
	}
	return nil
}

// busy says that a pushed text came to nothing.
func busy() event.Warning {
	return event.Warning{
		Rule: "ussd-busy", Severity: event.SeverityWarning,
		Text: "the network pushed a text while a session was open: the phone answered USSD-Busy, and nobody saw it",
		Cure: "push it again when the session has ended",
	}
}
