package gateway_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/phone/text"
)

// push has the network begin.
func (w *world) push(words string, reply bool) gateway.View {
	w.t.Helper()
	if err := w.line.Push(words, reply); err != nil {
		w.t.Fatalf("push %q: %v", words, err)
	}
	return w.line.View()
}

// pushable is a world whose phone's clock stands still, with no handler.
func pushable(t *testing.T) (*world, *gateway.SteppedClock) {
	t.Helper()
	clock := newClock()
	return newWorld(t, gateway.Options{Seed: 1, Clock: func(number.Number) gateway.Clock { return clock }}), clock
}

// A notification is a text and an end (S9): there is no field, and nothing runs.
func TestPushedNotification(t *testing.T) {
	t.Parallel()
	w, clock := pushable(t)
	view := w.push("Your bundle is used up\x07", false)
	if _, ended := view.Phone.Dialogue().(phone.Ended); !ended || view.Phone.Screen() != "Your bundle is used up\uFFFD" {
		t.Errorf("the phone is %s with %q", view.Phone.State(), view.Phone.Screen())
	}
	if view.Session == "" || view.Ended != session.Final || view.Cause != (session.Cause{}) {
		t.Errorf("session %q ended %q, %v", view.Session, view.Ended, view.Cause)
	}
	if err := w.line.Do(phone.Send{Text: "1"}); !errors.Is(err, phone.ErrNothingOpen) {
		t.Errorf("an answer to a notification: %v", err)
	}
	if diff := cmp.Diff([]event.Kind{event.KindWarning, event.KindScreen, event.KindEnded}, kinds(w)); diff != "" {
		t.Errorf("events: -want +got:\n%s", diff)
	}
	for _, e := range w.seen {
		if e.Session != view.Session {
			t.Errorf("%s is of session %q, want %q", e.Body.Kind(), e.Session, view.Session)
		}
	}
	if n := clock.Pending(); n != 0 {
		t.Errorf("%d timers run", n)
	}
	if view = w.press(phone.Dismiss{}); view.Phone.State() != phone.StateIdle {
		t.Errorf("after OK the phone is %s", view.Phone.State())
	}
}

// A second last text before OK stands above the first (P3).
func TestPushedNotificationsStack(t *testing.T) {
	t.Parallel()
	w, _ := pushable(t)
	first := w.push("First", false).Session
	view := w.push("Second", false)
	if got, want := view.Phone.Screen(), "Second\n\nFirst"; got != want {
		t.Errorf("screen %q, want %q", got, want)
	}
	if view.Session == first {
		t.Error("two sessions have one id")
	}
	view = w.push("Which?", true)
	if view.Phone.State() != phone.StateOpen || view.Phone.Screen() != "Which?" {
		t.Errorf("a request over them: %s with %q", view.Phone.State(), view.Phone.Screen())
	}
}

// A request ends by the user, by the network or by the clock.
func TestPushedRequest(t *testing.T) {
	t.Parallel()
	after := func(d time.Duration) func(*world, *gateway.SteppedClock) {
		return func(_ *world, clock *gateway.SteppedClock) { clock.Advance(d) }
	}
	press := func(key phone.Key) func(*world, *gateway.SteppedClock) {
		return func(w *world, _ *gateway.SteppedClock) { w.press(key) }
	}
	tests := []struct {
		name  string
		do    func(*world, *gateway.SteppedClock)
		ended session.End
		cause session.CauseKind
		state phone.State
		typed []event.Typed
	}{
		{"nothing yet", after(30*time.Second - 1), "", "", phone.StateOpen, nil},
		{"answered", press(phone.Send{Text: "7*7"}), session.Released, "", phone.StateEnded, []event.Typed{{Text: "7*7"}}},
		{"hung up", press(phone.End{}), session.Cancelled, "", phone.StateIdle, nil},
		{"nobody there", after(30 * time.Second), session.UserTimeout, "", phone.StateEnded, nil},
		{"the gateway stops", func(w *world, _ *gateway.SteppedClock) { w.gateway.Close() }, session.Released, session.Shutdown, phone.StateEnded, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w, clock := pushable(t)
			view := w.push("Rate us, 1 to 5", true)
			if view.Phone.State() != phone.StateOpen || view.Phone.Screen() != "Rate us, 1 to 5" || view.Ended != "" {
				t.Fatalf("the phone is %s with %q, ended %q", view.Phone.State(), view.Phone.Screen(), view.Ended)
			}
			test.do(w, clock)
			after := w.line.View()
			if after.Session != view.Session || after.Ended != test.ended || after.Cause.Kind != test.cause || after.Phone.State() != test.state {
				t.Errorf("session %q ended %q by %q, the phone is %s", after.Session, after.Ended, after.Cause.Kind, after.Phone.State())
			}
			if test.state == phone.StateEnded && after.Phone.Screen() != phone.TextExpired {
				t.Errorf("screen %q", after.Phone.Screen())
			}
			if diff := cmp.Diff(test.typed, bodies[event.Typed](w)); diff != "" {
				t.Errorf("typed: -want +got:\n%s", diff)
			}
			if len(bodies[event.Request](w)) != 0 || len(rules(w)) != 0 {
				t.Errorf("requests %v, warnings %v", bodies[event.Request](w), rules(w))
			}
			if n := clock.Pending(); test.ended != "" && n != 0 {
				t.Errorf("%d timers outlive the session", n)
			}
		})
	}
}

// The session limit ends a pushed request too, where it is the shorter one.
func TestPushedRequestAndTheSessionLimit(t *testing.T) {
	t.Parallel()
	clock := newClock()
	limits := session.Default.Limits()
	limits.Session = 20 * time.Second
	w := newWorld(t, gateway.Options{Limits: limits, Clock: func(number.Number) gateway.Clock { return clock }})
	w.push("Which?", true)
	clock.Advance(20 * time.Second)
	if got := w.line.View().Ended; got != session.SessionLimit {
		t.Errorf("ended %q", got)
	}
}

// A phone with a session open is USSD-Busy to the network, whoever has the turn and
// whoever began (S1); the open session goes on as if nothing had been.
func TestPushDuringASession(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	address, asked := handler(t, func(w http.ResponseWriter, r *http.Request) {
		<-release
		echo(w, r)
	})
	w := newWorld(t, toHandler(t, address))
	busy := func(when string) {
		t.Helper()
		before := w.line.View()
		for _, reply := range []bool{true, false} {
			if err := w.line.Push("Good news", reply); !errors.Is(err, gateway.ErrBusy) {
				t.Errorf("%s, reply %t: %v", when, reply, err)
			}
		}
		after := w.line.View()
		if after.Session != before.Session || after.Ended != "" || after.Phone.Screen() != before.Phone.Screen() {
			t.Errorf("%s: session %q with %q became %q with %q", when, before.Session, before.Phone.Screen(), after.Session, after.Phone.Screen())
		}
	}
	if err := w.line.Do(phone.Call{Text: code}); err != nil {
		t.Fatal(err)
	}
	busy("while the handler has the turn")
	close(release)
	w.settle()
	busy("while the user has the turn")
	if got := w.press(phone.Send{Text: "1"}).Phone.Screen(); got != "*6655*123*1" {
		t.Errorf("the open session went on with %q", got)
	}
	w.press(phone.End{})
	w.push("Which?", true)
	busy("while the user has to answer the network")
	if err := w.line.Do(phone.Call{Text: code}); !errors.Is(err, phone.ErrSessionOpen) {
		t.Errorf("dialling meanwhile: %v", err)
	}
	if got, want := rules(w), slices.Repeat([]string{"ussd-busy"}, 6); !slices.Equal(got, want) {
		t.Errorf("warnings %v, want %v", got, want)
	}
	if got := asked.Load(); got != 2 {
		t.Errorf("asked %d times, want 2", got)
	}
	w.press(phone.Send{Text: "1"})
	if got := w.press(phone.Call{Text: code}).Phone.Screen(); got != "*6655*123" {
		t.Errorf("after it the phone dials, and shows %q", got)
	}
}

func TestPushRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("س", 81)
	tests := []struct {
		name   string
		words  string
		strict bool
		is     error
		says   string
	}{
		{"nothing", "", false, gateway.ErrNoText, ""},
		{"white space", " \r\n\t\uFEFF", false, gateway.ErrNoText, ""},
		{"NUL", "a\x00b", false, gateway.ErrNotText, ""},
		{"too long, strict", long, true, nil, "162 octets, and USSD carries 160"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, gateway.Options{Strict: test.strict})
			err := w.line.Push(test.words, true)
			if err == nil || test.is != nil && !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("pushed with %v", err)
			}
			if events := kinds(w); len(events) != 0 || w.line.View().Phone.State() != phone.StateIdle {
				t.Errorf("the phone is %s after %v", w.line.View().Phone.State(), events)
			}
		})
	}
}

// What is pushed is counted and warned about as what a handler says.
func TestPushedTextIsCounted(t *testing.T) {
	t.Parallel()
	w, _ := pushable(t)
	w.push(strings.Repeat("س", 81), false)
	want := []event.Screen{{Text: strings.Repeat("س", 81), Coding: text.UCS2.String(), Units: 81, Octets: 162}}
	if diff := cmp.Diff(want, bodies[event.Screen](w)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !slices.Contains(rules(w), "too-long") {
		t.Errorf("warnings %v, want too-long", rules(w))
	}
}

// What is typed after a question for a PIN leaves the process masked.
func TestPushedRequestForASecret(t *testing.T) {
	t.Parallel()
	w, _ := pushable(t)
	w.push("Enter your PIN", true)
	w.press(phone.Send{Text: "4711"})
	kinds(w)
	for _, e := range w.seen {
		out, err := e.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "4711") {
			t.Errorf("the PIN leaves the process: %s", out)
		}
	}
}

func TestPushAfterClose(t *testing.T) {
	t.Parallel()
	w, _ := pushable(t)
	w.gateway.Close()
	if err := w.line.Push("Hello", false); !errors.Is(err, gateway.ErrClosed) {
		t.Errorf("pushed with %v", err)
	}
}
