package gateway

import (
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/session"
)

// warnAboutAnswer says so where the answer to a handler holds what call is made
// of: after 7*7 it is asked ...*7*7, as after 7 and 7. It runs in an errand of the
// line. The answer itself is not quoted, since it may be a secret.
func (l *Line) warnAboutAnswer(typed string) {
	if _, asked := l.session.(session.Asking); !asked || !strings.ContainsAny(typed, "*#") {
		return
	}
	l.warnIn(session.ID(l.session), event.Warning{
		Rule: "ambiguous-answer", Severity: event.SeverityWarning,
		Text: "the answer holds * or #, which call is made of: a handler that splits call takes it for more than one answer",
		Cure: "keep in the handler what was asked in this session, and read call by that instead of by its stars alone",
	})
}
