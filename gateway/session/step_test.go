package session_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/session"
)

var limits = session.Limits{Answer: 15 * time.Second, User: 30 * time.Second, Session: 180 * time.Second}

const id = "3f2a"

var (
	began = session.Dialogue{ID: id, Code: "*6655*123#", Limits: limits}
	down  = session.Cause{Kind: session.Refused, Detail: "nothing listens there"}
)

func answered(inputs ...string) session.Dialogue {
	d := began
	d.Inputs = inputs
	return d
}

func start(t session.Timer, after time.Duration) session.Effect {
	return session.Start{ID: id, Timer: t, After: after}
}

func ending(turn session.Timer, show session.Effect, end session.End, cause session.Cause) []session.Effect {
	effects := []session.Effect{session.Stop{Timer: turn}, session.Stop{Timer: session.SessionTimer}}
	if show != nil {
		effects = append(effects, show)
	}
	return append(effects, session.Ended{ID: id, End: end, Cause: cause})
}

// TestEveryStateAndEvent is the whole machine: what each event does in each
// state. A state that a row leaves out must be left as it is, with no effect.
func TestEveryStateAndEvent(t *testing.T) {
	t.Parallel()
	type outcome struct {
		State   session.State
		Effects []session.Effect
	}
	var (
		quiet      = session.Quiet{}
		exchanging = session.Exchanging{Dialogue: began}
		asking     = session.Asking{Dialogue: began}
		pushing    = session.Pushing{ID: id}
		over       = session.Over{ID: "old", End: session.Final}
		states     = map[string]session.State{"quiet": quiet, "exchanging": exchanging, "asking": asking, "pushing": pushing, "over": over}
		dialled    = outcome{exchanging, []session.Effect{
			start(session.SessionTimer, limits.Session),
			start(session.AnswerTimer, limits.Answer),
			session.Request{ID: id, Call: "*6655*123", First: true},
		}}
	)
	ended := func(turn session.Timer, show session.Effect, end session.End, cause session.Cause) outcome {
		return outcome{session.Over{ID: id, End: end, Cause: cause}, ending(turn, show, end, cause)}
	}
	asked := outcome{pushing, []session.Effect{
		start(session.SessionTimer, limits.Session),
		session.Ask{Text: "Rate us"},
		start(session.UserTimer, limits.User),
	}}
	told := outcome{session.Over{ID: id, End: session.Final}, []session.Effect{
		session.Tell{Text: "Good news"},
		session.Ended{ID: id, End: session.Final},
	}}
	busy := func(s session.State) outcome { return outcome{s, []session.Effect{session.Busy{}}} }
	slow := session.Cause{Kind: session.Timeout, Detail: "the handler did not answer within 15s"}
	tests := []struct {
		name  string
		event session.Event
		want  map[string]outcome
	}{
		{"dialled", session.Dialled{ID: id, Code: "*6655*123#", Limits: limits}, map[string]outcome{"quiet": dialled, "over": dialled}},
		{"pushed request", session.Pushed{ID: id, Text: "Rate us", Reply: true, Limits: limits}, map[string]outcome{
			"quiet": asked, "over": asked, "exchanging": busy(exchanging), "asking": busy(asking), "pushing": busy(pushing),
		}},
		{"pushed notification", session.Pushed{ID: id, Text: "Good news", Limits: limits}, map[string]outcome{
			"quiet": told, "over": told, "exchanging": busy(exchanging), "asking": busy(asking), "pushing": busy(pushing),
		}},
		{"answered", session.Answered{Text: "77"}, map[string]outcome{
			"pushing": ended(session.UserTimer, session.Release{}, session.Released, session.Cause{}),
			"asking": {session.Exchanging{Dialogue: answered("77")}, []session.Effect{
				session.Stop{Timer: session.UserTimer},
				start(session.AnswerTimer, limits.Answer),
				session.Request{ID: id, Call: "*6655*123*77"},
			}},
		}},
		{"hung up", session.HungUp{}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, nil, session.Cancelled, session.Cause{}),
			"asking":     ended(session.UserTimer, nil, session.Cancelled, session.Cause{}),
			"pushing":    ended(session.UserTimer, nil, session.Cancelled, session.Cause{}),
		}},
		{"question", session.Replied{ID: id, Reply: session.Question{Text: "Which?"}}, map[string]outcome{
			"exchanging": {asking, []session.Effect{
				session.Stop{Timer: session.AnswerTimer},
				session.Ask{Text: "Which?"},
				start(session.UserTimer, limits.User),
			}},
		}},
		{"farewell", session.Replied{ID: id, Reply: session.Farewell{Text: "Goodbye"}}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Tell{Text: "Goodbye"}, session.Final, session.Cause{}),
		}},
		{"silence", session.Replied{ID: id, Reply: session.Silence{}}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Release{}, session.Released, session.Cause{}),
		}},
		{"failure", session.Replied{ID: id, Reply: session.Failure{End: session.NetworkError, Cause: down}}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Fail{}, session.NetworkError, down),
		}},
		{"no handler", session.Replied{ID: id, Reply: session.Failure{End: session.NotSupported}}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Fail{}, session.NotSupported, session.Cause{}),
		}},
		{"a reply to another session", session.Replied{ID: "old", Reply: session.Farewell{Text: "Goodbye"}}, nil},
		{"answer timer", session.Expired{ID: id, Timer: session.AnswerTimer}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Fail{}, session.HandlerTimeout, slow),
		}},
		{"user timer", session.Expired{ID: id, Timer: session.UserTimer}, map[string]outcome{
			"asking":  ended(session.UserTimer, session.Release{}, session.UserTimeout, session.Cause{}),
			"pushing": ended(session.UserTimer, session.Release{}, session.UserTimeout, session.Cause{}),
		}},
		{"session timer", session.Expired{ID: id, Timer: session.SessionTimer}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Release{}, session.SessionLimit, session.Cause{}),
			"asking":     ended(session.UserTimer, session.Release{}, session.SessionLimit, session.Cause{}),
			"pushing":    ended(session.UserTimer, session.Release{}, session.SessionLimit, session.Cause{}),
		}},
		{"a timer of another session", session.Expired{ID: "old", Timer: session.SessionTimer}, nil},
		{"closed", session.Closed{Cause: session.Cause{Kind: session.Shutdown}}, map[string]outcome{
			"exchanging": ended(session.AnswerTimer, session.Release{}, session.Released, session.Cause{Kind: session.Shutdown}),
			"asking":     ended(session.UserTimer, session.Release{}, session.Released, session.Cause{Kind: session.Shutdown}),
			"pushing":    ended(session.UserTimer, session.Release{}, session.Released, session.Cause{Kind: session.Shutdown}),
		}},
	}
	for _, test := range tests {
		for name, before := range states {
			t.Run(test.name+" when "+name, func(t *testing.T) {
				t.Parallel()
				want, listed := test.want[name]
				if !listed {
					want = outcome{State: before}
				}
				next, effects := session.Step(before, test.event)
				if diff := cmp.Diff(want, outcome{next, effects}); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

func TestCallGrows(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code   string
		inputs []string
		want   string
	}{
		{"*6655*123#", nil, "*6655*123"},
		{"*6655*123#", []string{"77"}, "*6655*123*77"},
		{"*6655*123*77#", nil, "*6655*123*77"},
		{"*6655*123#", []string{"1", "علی رضا", "7*7"}, "*6655*123*1*علی رضا*7*7"},
		{"#123#", []string{"1"}, "#123*1"},
		{"1#", nil, "1"},
	}
	for _, test := range tests {
		d := session.Dialogue{Code: test.code, Inputs: test.inputs}
		if got := d.Call(); got != test.want {
			t.Errorf("%s %q: call %q, want %q", test.code, test.inputs, got, test.want)
		}
	}
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	tests := map[string]session.Limits{
		"default":        {Connect: 10 * time.Second, Answer: 15 * time.Second, Slow: 5 * time.Second, User: 30 * time.Second, Session: 180 * time.Second},
		"strict":         {Connect: 4 * time.Second, Answer: 5 * time.Second, Slow: 5 * time.Second, User: 20 * time.Second, Session: 120 * time.Second},
		"africastalking": {Connect: 10 * time.Second, Answer: 15 * time.Second, Slow: 5 * time.Second, User: 30 * time.Second, Session: 180 * time.Second},
	}
	for name, want := range tests {
		profile, err := session.ParseProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, profile.Limits()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	if _, err := session.ParseProfile("lax"); err == nil {
		t.Error("an unknown profile was read")
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	failures := map[session.End]bool{
		session.Final: false, session.Released: false, session.Cancelled: false,
		session.UserTimeout: true, session.HandlerTimeout: true, session.SessionLimit: true,
		session.NetworkError: true, session.NotSupported: true,
	}
	for end, want := range failures {
		if end.Failure() != want {
			t.Errorf("%s: failure %t, want %t", end, !want, want)
		}
	}
}

// world is what surrounds a session in the fuzz test: the timers that run, the
// sessions that began and those of them that the network was to begin, and how
// often each ended.
type world struct {
	t       *testing.T
	state   session.State
	timers  map[session.Timer]string
	begun   map[string]bool
	pushed  map[string]bool
	open    string
	ended   map[string]int
	dialled int
}

func (w *world) step(e session.Event) {
	before := w.open
	next, effects := session.Step(w.state, e)
	w.state = next
	if pushed, ok := e.(session.Pushed); ok && before == "" {
		w.open = pushed.ID
		w.begun[pushed.ID] = true
	}
	for _, effect := range effects {
		switch effect := effect.(type) {
		case session.Start:
			if running, ok := w.timers[effect.Timer]; ok {
				w.t.Fatalf("timer %s started again while it runs for %s", effect.Timer, running)
			}
			w.timers[effect.Timer] = effect.ID
			w.open = effect.ID
		case session.Stop:
			delete(w.timers, effect.Timer)
		case session.Request:
			w.begun[effect.ID] = true
			if w.pushed[effect.ID] {
				w.t.Fatalf("a handler was asked in session %s, which the network began", effect.ID)
			}
		case session.Busy:
			if before == "" {
				w.t.Fatal("the phone is busy without a session")
			}
		case session.Ended:
			w.end(effect)
		case session.Ask, session.Tell, session.Release, session.Fail:
			if w.open == "" {
				w.t.Fatalf("%T without a session", effect)
			}
		}
	}
	w.check()
}

func (w *world) end(e session.Ended) {
	w.ended[e.ID]++
	switch {
	case w.ended[e.ID] > 1:
		w.t.Fatalf("session %s ended twice", e.ID)
	case e.ID != w.open:
		w.t.Fatalf("session %s ended while %s is open", e.ID, w.open)
	case len(w.timers) > 0:
		w.t.Fatalf("timers outlive session %s: %v", e.ID, w.timers)
	}
	switch e.End {
	case session.Final, session.Released, session.Cancelled, session.UserTimeout,
		session.HandlerTimeout, session.SessionLimit, session.NetworkError, session.NotSupported:
	default:
		w.t.Fatalf("session %s ended in no named way: %q", e.ID, e.End)
	}
	w.open = ""
}

// check holds what is true between events: at most one session, with exactly
// its two timers, or none with none.
func (w *world) check() {
	want := map[session.Timer]string{}
	switch s := w.state.(type) {
	case session.Exchanging:
		want[session.AnswerTimer], want[session.SessionTimer] = s.ID, s.ID
	case session.Asking:
		want[session.UserTimer], want[session.SessionTimer] = s.ID, s.ID
	case session.Pushing:
		want[session.UserTimer], want[session.SessionTimer] = s.ID, s.ID
	case session.Quiet, session.Over:
	}
	if diff := cmp.Diff(want, w.timers); diff != "" {
		w.t.Fatalf("timers in %T: -want +got:\n%s", w.state, diff)
	}
}

// event makes the event that a byte of the script stands for. Replies and
// timers may be those of any session so far.
func (w *world) event(b byte) session.Event {
	whose := fmt.Sprint(int(b>>4) % (w.dialled + 1))
	replies := []session.Reply{
		session.Question{Text: "Which?"}, session.Farewell{Text: "Goodbye"}, session.Silence{},
		session.Failure{End: session.NetworkError, Cause: down},
	}
	switch n := b & 15; {
	case n < 2:
		w.dialled++
		return session.Dialled{ID: fmt.Sprint(w.dialled), Code: "*1#", Limits: limits}
	case n < 3:
		w.dialled++
		w.pushed[fmt.Sprint(w.dialled)] = true
		return session.Pushed{ID: fmt.Sprint(w.dialled), Text: "Rate us", Reply: b>>4%2 == 0, Limits: limits}
	case n < 6:
		return session.Answered{Text: "1"}
	case n < 7:
		return session.HungUp{}
	case n < 8:
		return session.Closed{}
	case n < 12:
		return session.Replied{ID: whose, Reply: replies[n-8]}
	case n < 13:
		return session.Expired{ID: whose, Timer: session.AnswerTimer}
	case n < 14:
		return session.Expired{ID: whose, Timer: session.UserTimer}
	default:
		return session.Expired{ID: whose, Timer: session.SessionTimer}
	}
}

// FuzzStep drives sessions with random events: never two at once, never a
// panic, each ends once in a named way, and no timer outlives its session.
func FuzzStep(f *testing.F) {
	f.Add([]byte{0, 0x18, 3, 0x19})
	f.Add([]byte{0, 0x1c, 0, 0x28, 0x2d, 0, 0x3e, 6, 7})
	f.Add([]byte{2, 2, 3, 0x12, 0, 0x48, 0x12, 6, 2, 0x5d, 2, 6, 2, 0x7e, 2})
	f.Fuzz(func(t *testing.T, script []byte) {
		w := &world{t: t, timers: map[session.Timer]string{}, begun: map[string]bool{}, pushed: map[string]bool{}, ended: map[string]int{}}
		for _, b := range script {
			w.step(w.event(b))
		}
		w.step(session.Closed{})
		for id := range w.begun {
			if w.ended[id] != 1 {
				t.Fatalf("session %s ended %d times, want once", id, w.ended[id])
			}
		}
	})
}
