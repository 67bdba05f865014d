package gateway_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// The rules S3 to S6 of a session's time, each limit tried just before and just
// after it, with the profiles as they are.

const tenth = 100 * time.Millisecond

// always answers every turn after d.
func always(d time.Duration) handlerSpeaks {
	return func(int64) (time.Duration, string) { return d, "Which?" }
}

// S4: a handler's answer within the answer limit is shown, a later one is not;
// from 5 s on it is warned about.
func TestAnswerLimit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		profile session.Profile
		after   time.Duration
		ended   session.End
		rules   []string
	}{
		{session.Default, 5*time.Second - tenth, "", []string{}},
		{session.Default, 5 * time.Second, "", []string{"slow"}},
		{session.Default, 5*time.Second + tenth, "", []string{"slow"}},
		{session.Default, 15*time.Second - tenth, "", []string{"slow"}},
		{session.Default, 15*time.Second + tenth, session.HandlerTimeout, []string{"late"}},
		{session.AfricasTalking, 15*time.Second - tenth, "", []string{"slow"}},
		{session.AfricasTalking, 15*time.Second + tenth, session.HandlerTimeout, []string{"late"}},
		{session.Strict, 5*time.Second - tenth, "", []string{}},
		{session.Strict, 5*time.Second + tenth, session.HandlerTimeout, []string{"late"}},
	}
	for _, test := range tests {
		t.Run(string(test.profile)+" "+test.after.String(), func(t *testing.T) {
			t.Parallel()
			inBubble(t, test.profile.Limits(), always(test.after), func(t *testing.T, b *bubble) {
				view := b.press(phone.Call{Text: code})
				want := phone.TextFailed
				if test.ended == "" {
					want = "Which?"
				}
				if view.Ended != test.ended || view.Phone.Screen() != want {
					t.Errorf("ended %q with %q, want %q with %q", view.Ended, view.Phone.Screen(), test.ended, want)
				}
				pass(time.Second)
				if got := rules(b.world); !slices.Equal(got, test.rules) {
					t.Errorf("warnings %v, want %v", got, test.rules)
				}
				if got := b.line.View().Phone.Screen(); got != want {
					t.Errorf("later the screen is %q", got)
				}
			})
		})
	}
}

// S3: what comes after the end is logged with how late it was, and changes nothing.
func TestLateAnswerIsLogged(t *testing.T) {
	t.Parallel()
	inBubble(t, session.Default.Limits(), always(16200*time.Millisecond), func(t *testing.T, b *bubble) {
		b.press(phone.Call{Text: code})
		b.press(phone.Dismiss{})
		pass(2 * time.Second)
		replies, warnings := bodies[event.Reply](b.world), bodies[event.Warning](b.world)
		if len(replies) != 1 || !replies[0].Late || replies[0].Milliseconds != 16200 || string(replies[0].Bytes) != "Which?" {
			t.Errorf("replies %+v", replies)
		}
		want := "the handler answered after 16.2 s, when the session had ended (the limit is 15s): nobody saw it"
		if len(warnings) != 1 || warnings[0].Text != want {
			t.Errorf("warnings %+v", warnings)
		}
		if view := b.line.View(); view.Phone.State() != phone.StateIdle || view.Ended != session.HandlerTimeout {
			t.Errorf("the phone is %s, ended %q", view.Phone.State(), view.Ended)
		}
		if ends := bodies[event.Ended](b.world); len(ends) != 1 {
			t.Errorf("ended %d times", len(ends))
		}
	})
}

// S4: a user's answer within the user limit is sent, a later one is not.
func TestUserLimit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		profile session.Profile
		thinks  time.Duration
		sent    bool
	}{
		{session.Default, 30*time.Second - tenth, true},
		{session.Default, 31 * time.Second, false},
		{session.AfricasTalking, 30*time.Second - tenth, true},
		{session.AfricasTalking, 31 * time.Second, false},
		{session.Strict, 20*time.Second - tenth, true},
		{session.Strict, 20*time.Second + tenth, false},
	}
	for _, test := range tests {
		t.Run(string(test.profile)+" "+test.thinks.String(), func(t *testing.T) {
			t.Parallel()
			inBubble(t, test.profile.Limits(), always(0), func(t *testing.T, b *bubble) {
				b.press(phone.Call{Text: code})
				pass(test.thinks)
				err := b.line.Do(phone.Send{Text: "1"})
				view := b.settle()
				if test.sent {
					if err != nil || view.Ended != "" || b.asked.Load() != 2 {
						t.Errorf("%v, ended %q, asked %d times", err, view.Ended, b.asked.Load())
					}
					return
				}
				if !errors.Is(err, phone.ErrNothingOpen) || view.Ended != session.UserTimeout || b.asked.Load() != 1 {
					t.Errorf("%v, ended %q, asked %d times", err, view.Ended, b.asked.Load())
				}
			})
		})
	}
}

// S5: the session limit runs whoever has the turn.
func TestSessionLimit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		profile session.Profile
		// thinks is each of the user's turns, answers each of the handler's.
		thinks, answers time.Duration
		limit           time.Duration
		// turn is the phone's state when the limit comes.
		turn phone.State
	}{
		{"default, the user has the turn", session.Default, 29 * time.Second, 0, 180 * time.Second, phone.StateOpen},
		{"default, the handler has the turn", session.Default, 20 * time.Second, 14 * time.Second, 180 * time.Second, phone.StateWaiting},
		{"strict, the user has the turn", session.Strict, 19 * time.Second, 0, 120 * time.Second, phone.StateOpen},
		{"strict, the handler has the turn", session.Strict, 19 * time.Second, 4900 * time.Millisecond, 120 * time.Second, phone.StateWaiting},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, test.profile.Limits(), always(test.answers), func(t *testing.T, b *bubble) {
				began := time.Now()
				press := func(key phone.Key) {
					if err := b.line.Do(key); err != nil {
						t.Fatal(err)
					}
				}
				press(phone.Call{Text: code})
				turns := int64(1)
				for ; time.Since(began)+test.answers+test.thinks+tenth < test.limit; turns++ {
					pass(test.answers + test.thinks)
					press(phone.Send{Text: "1"})
				}
				pass(time.Until(began.Add(test.limit - tenth)))
				if view := b.line.View(); view.Ended != "" || view.Phone.State() != test.turn {
					t.Fatalf("just before the limit the phone is %s, ended %q", view.Phone.State(), view.Ended)
				}
				pass(2 * tenth)
				if view := b.line.View(); view.Ended != session.SessionLimit || view.Phone.Screen() != phone.TextExpired {
					t.Errorf("ended %q with %q", view.Ended, view.Phone.Screen())
				}
				pass(5 * time.Minute)
				if got := b.asked.Load(); got != turns {
					t.Errorf("asked %d times, want %d", got, turns)
				}
			})
		})
	}
}

// S6: however a session ends, the handler is not told.
func TestNoRequestAfterTheEnd(t *testing.T) {
	t.Parallel()
	thinks := func(b *bubble) { b.settle() }
	tests := []struct {
		name    string
		answers time.Duration
		do      func(*bubble)
		ended   session.End
	}{
		{"the user hangs up", 0, func(b *bubble) { thinks(b); b.press(phone.End{}) }, session.Cancelled},
		{"the user hangs up on the handler", 10 * time.Second, func(b *bubble) { b.press(phone.End{}) }, session.Cancelled},
		{"the user is not there", 0, thinks, session.UserTimeout},
		{"the handler is slow", 20 * time.Second, thinks, session.HandlerTimeout},
		{"the network stops", 0, func(b *bubble) { thinks(b); b.gateway.Close() }, session.Released},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, session.Default.Limits(), always(test.answers), func(t *testing.T, b *bubble) {
				if err := b.line.Do(phone.Call{Text: code}); err != nil {
					t.Fatal(err)
				}
				pass(tenth)
				test.do(b)
				pass(5 * time.Minute)
				if view := b.line.View(); view.Ended != test.ended {
					t.Errorf("ended %q, want %q", view.Ended, test.ended)
				}
				if got := b.asked.Load(); got != 1 {
					t.Errorf("asked %d times, want once", got)
				}
			})
		})
	}
}
