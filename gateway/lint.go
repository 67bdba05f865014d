package gateway

import (
	"candybar/gateway/event"
	"candybar/gateway/lint"
	"candybar/providers/inoti"
)

// newReader makes what judges the events of a phone by the rules.
func newReader(options Options) *lint.Reader {
	return lint.NewReader(lint.Terms{
		Slow:    options.Limits.Slow,
		Answer:  options.Limits.Answer,
		Starred: options.CallForm == inoti.Star,
	})
}

// remarkOn records what the rules say about an event, right behind it.
func (l *Line) remarkOn(e event.Event) {
	for _, warning := range l.rules.Read(e) {
		l.warnIn(e.Session, warning)
	}
}

// warnIn records a warning as it counts here, unless its rule is off.
func (l *Line) warnIn(id string, warning event.Warning) {
	warning, speaks := l.options.Severities.Judge(warning)
	if !speaks {
		return
	}
	if l.options.Strict {
		warning.Severity = event.SeverityError
	}
	l.recordIn(id, warning)
}
