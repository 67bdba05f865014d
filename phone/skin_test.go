package phone_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candybar/phone"
)

// wearing is the phone of a skin that a row of events leaves behind.
func wearing(skin phone.Skin, events ...phone.Event) phone.Phone {
	p := phone.New(skin)
	for _, e := range events {
		p, _ = phone.Step(p, e)
	}
	return p
}

// TestSkins is what phones do where they differ: rules P1 to P4 of what a phone's
// screen does.
func TestSkins(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Dialogue phone.Dialogue
		Notice   string
		Effects  []phone.Effect
	}
	var (
		hangUp   = []phone.Effect{phone.HangUp{}}
		open     = phone.Open{Text: "Which?"}
		length   = phone.Smartphone.Words().Length
		thrown   = outcome{phone.Idle{}, length, hangUp}
		tooLong  = outcome{open, "", refused(phone.ErrTooLong)}
		answered = func(s string) outcome {
			return outcome{phone.Waiting{}, "", []phone.Effect{phone.Answer{Text: s}}}
		}
		waits = []phone.Event{phone.Call{Text: code}}
		asked = append(waits, phone.Ask{Text: "Which?"})
		over  = append(waits, phone.Tell{Text: "First"})
		long  = strings.Repeat
	)
	tests := []struct {
		name                string
		before              []phone.Event
		event               phone.Event
		feature, smartphone outcome
	}{
		{"the end key while waiting", waits, phone.End{}, outcome{phone.Idle{}, "", hangUp}, outcome{phone.Waiting{}, "", refused(phone.ErrRunning)}},
		{"the end key under a question", asked, phone.End{}, outcome{phone.Idle{}, "", hangUp}, outcome{phone.Idle{}, "", hangUp}},
		{"nothing typed", asked, phone.Send{}, outcome{open, "", refused(phone.ErrEmpty)}, thrown},
		{"160 characters", asked, phone.Send{Text: long("7", 160)}, answered(long("7", 160)), answered(long("7", 160))},
		{"161 characters", asked, phone.Send{Text: long("7", 161)}, answered(long("7", 161)), thrown},
		{"80 Persian characters", asked, phone.Send{Text: long("س", 80)}, answered(long("س", 80)), answered(long("س", 80))},
		{"81 Persian characters", asked, phone.Send{Text: long("س", 81)}, tooLong, tooLong},
		{"161 Persian characters", asked, phone.Send{Text: long("س", 161)}, tooLong, thrown},
		{"80 of two units each", asked, phone.Send{Text: long("😀", 80)}, tooLong, tooLong},
		{"81 of two units each", asked, phone.Send{Text: long("😀", 81)}, tooLong, thrown},
		{"what no key types", asked, phone.Send{Text: "a\nb"}, outcome{open, "", refused(phone.ErrNotTypable)}, outcome{open, "", refused(phone.ErrNotTypable)}},
		{"no text while waiting", waits, phone.Release{}, outcome{phone.Ended{Text: phone.TextExpired, Own: true}, "", nil}, outcome{phone.Idle{}, "", nil}},
		{"no text while typing", asked, phone.Release{}, outcome{phone.Ended{Text: phone.TextExpired, Own: true}, "", nil}, outcome{phone.Idle{}, "", nil}},
		{"a failure", asked, phone.Fail{}, outcome{phone.Ended{Text: phone.TextFailed, Own: true}, "", nil}, outcome{phone.Ended{Text: phone.TextFailed, Own: true}, "", nil}},
		{"a second last text", over, phone.Tell{Text: "Second"},
			outcome{phone.Ended{Text: "Second\n\nFirst"}, "", nil}, outcome{phone.Ended{Text: "Second\n----------\nFirst"}, "", nil}},
	}
	for _, test := range tests {
		for skin, want := range map[phone.Skin]outcome{phone.Feature: test.feature, phone.Smartphone: test.smartphone} {
			t.Run(fmt.Sprintf("%s, %s", test.name, skin), func(t *testing.T) {
				t.Parallel()
				p, effects := phone.Step(wearing(skin, test.before...), test.event)
				got := outcome{p.Dialogue(), p.Notice(), effects}
				if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

// TestWear: a phone changes its skin between two sessions, and keeps the rest.
func TestWear(t *testing.T) {
	t.Parallel()
	for state, before := range dialogues {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			before, _ := phone.Step(before, phone.SMS{Text: "hello"})
			p, effects := phone.Step(before, phone.Wear{Skin: phone.Smartphone})
			want, refusal := phone.Smartphone, []phone.Effect(nil)
			if state == phone.StateWaiting || state == phone.StateOpen {
				want, refusal = phone.Feature, refused(phone.ErrSessionOpen)
			}
			if p.Skin() != want {
				t.Errorf("the skin is %s, want %s", p.Skin(), want)
			}
			if diff := cmp.Diff(refusal, effects, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if p.State() != before.State() || p.Screen() != before.Screen() || len(p.Inbox()) != 1 {
				t.Errorf("%s with %q became %s with %q and %d messages", before.State(), before.Screen(), p.State(), p.Screen(), len(p.Inbox()))
			}
		})
	}
}

func TestSkinNames(t *testing.T) {
	t.Parallel()
	if got := (phone.Phone{}).Skin(); got != phone.Feature {
		t.Errorf("the zero phone is a %s", got)
	}
	at := phone.Skins()[0]
	for _, skin := range phone.Skins() {
		if got, err := phone.ParseSkin(string(skin)); got != skin || err != nil {
			t.Errorf("%s is read as %q, %v", skin, got, err)
		}
		if at != skin {
			t.Errorf("%s comes where %s is due", at, skin)
		}
		at = at.Next()
	}
	if at != phone.Skins()[0] {
		t.Errorf("after the last one comes %s", at)
	}
	for _, name := range []string{"", "nokia", "Feature"} {
		if got, err := phone.ParseSkin(name); err == nil || !strings.Contains(err.Error(), "feature or smartphone") {
			t.Errorf("%q is read as %q, %v", name, got, err)
		}
	}
}
