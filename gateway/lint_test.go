package gateway_test

import (
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/lint"
	"candybar/phone"
)

// A warning stands right behind the event that caused it.
func TestWarningsStandBehindTheirCause(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, says("1\t2"))
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	w.press(phone.Send{Text: "7*7"})
	w.press(phone.End{})
	want := []event.Kind{
		event.KindTyped, event.KindDialled, event.KindRequest, event.KindReply, event.KindWarning, event.KindScreen,
		event.KindTyped, event.KindWarning, event.KindRequest, event.KindReply, event.KindWarning, event.KindScreen, event.KindWarning,
		event.KindEnded,
	}
	if diff := cmp.Diff(want, kinds(w)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"tab", "ambiguous-call", "tab", "same-screen"}, rules(w)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, e := range w.seen {
		if e.Session != w.line.View().Session || e.Phone != w.line.View().Number {
			t.Errorf("the %s is of %s in session %q", e.Body.Kind(), e.Phone, e.Session)
		}
	}
}

// Severities are what the rules count as; with Strict all that is not off is an
// error.
func TestSeverities(t *testing.T) {
	t.Parallel()
	severities := lint.Severities{"tab": lint.Off, "html": event.SeverityError}
	for strict, want := range map[bool][]event.Severity{
		false: {event.SeverityWarning, event.SeverityError},
		true:  {event.SeverityError, event.SeverityError},
	} {
		address, _ := handler(t, says(" a\t<b>"))
		options := toHandler(t, address)
		options.Severities, options.Strict = severities, strict
		w := newWorld(t, options)
		w.press(phone.Call{Text: code})
		var got []event.Severity
		for _, warning := range bodies[event.Warning](w) {
			got = append(got, warning.Severity)
		}
		if !slices.Equal(got, want) || !slices.Equal(rules(w), []string{"white-space", "html"}) {
			t.Errorf("strict %t: %v %v, want %v", strict, rules(w), got, want)
		}
	}
}

// What a reply breaks off with is judged by how the session ends, and nothing else.
func TestNoRuleReadsABrokenReply(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<b>\t")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	if replies := bodies[event.Reply](w); len(replies) != 1 || !replies[0].Unreadable || len(rules(w)) != 0 {
		t.Errorf("%+v, and rules %v", replies, rules(w))
	}
}

// What the gateway sees by itself is a rule too.
func TestUnverifiedIsARule(t *testing.T) {
	t.Parallel()
	b := newBazaar(t, ledger.OnTime)
	b.approve(b.buy(code).ID)
	b.awaitCallback()
	b.clock.Advance(time.Minute)
	if !slices.Contains(rules(b.world), "unverified") {
		t.Errorf("rules %v", rules(b.world))
	}
}
