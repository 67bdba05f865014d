package phone_test

import (
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candybar/phone"
	"candybar/phone/dial"
)

const code = "*6655*123#"

// after is the phone that a row of events leaves behind.
func after(events ...phone.Event) phone.Phone {
	var p phone.Phone
	for _, e := range events {
		p, _ = phone.Step(p, e)
	}
	return p
}

// dialogues are a phone in each state.
var dialogues = map[phone.State]phone.Phone{
	phone.StateIdle:    {},
	phone.StateWaiting: after(phone.Call{Text: code}),
	phone.StateOpen:    after(phone.Call{Text: code}, phone.Ask{Text: "Which?"}),
	phone.StateEnded:   after(phone.Call{Text: code}, phone.Tell{Text: "Goodbye"}),
}

func refused(err error) []phone.Effect { return []phone.Effect{phone.Refused{Err: err}} }

// TestEveryStateAndEvent is the whole machine: what each event does in each
// state of the dialogue.
func TestEveryStateAndEvent(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Dialogue phone.Dialogue
		Effects  []phone.Effect
	}
	var (
		idle    = phone.Idle{}
		waiting = phone.Waiting{}
		open    = phone.Open{Text: "Which?"}
		ended   = phone.Ended{Text: "Goodbye"}
		failed  = phone.Ended{Text: phone.TextFailed, Own: true}
		expired = phone.Ended{Text: phone.TextExpired, Own: true}
	)
	tests := []struct {
		event phone.Event
		want  map[phone.State]outcome
	}{
		{phone.Call{Text: code}, map[phone.State]outcome{
			phone.StateIdle:    {waiting, []phone.Effect{phone.Dial{Code: code}}},
			phone.StateWaiting: {waiting, refused(phone.ErrSessionOpen)},
			phone.StateOpen:    {open, refused(phone.ErrSessionOpen)},
			phone.StateEnded:   {waiting, []phone.Effect{phone.Dial{Code: code}}},
		}},
		{phone.Call{Text: "*123\n#"}, map[phone.State]outcome{
			phone.StateIdle:    {idle, refused(phone.ErrNotTypable)},
			phone.StateWaiting: {waiting, refused(phone.ErrSessionOpen)},
			phone.StateOpen:    {open, refused(phone.ErrSessionOpen)},
			phone.StateEnded:   {ended, refused(phone.ErrNotTypable)},
		}},
		{phone.Send{Text: "1"}, map[phone.State]outcome{
			phone.StateIdle:    {idle, refused(phone.ErrNothingOpen)},
			phone.StateWaiting: {waiting, refused(phone.ErrNothingOpen)},
			phone.StateOpen:    {waiting, []phone.Effect{phone.Answer{Text: "1"}}},
			phone.StateEnded:   {ended, refused(phone.ErrNothingOpen)},
		}},
		{phone.End{}, map[phone.State]outcome{
			phone.StateIdle:    {idle, refused(phone.ErrNothingOpen)},
			phone.StateWaiting: {idle, []phone.Effect{phone.HangUp{}}},
			phone.StateOpen:    {idle, []phone.Effect{phone.HangUp{}}},
			phone.StateEnded:   {idle, nil},
		}},
		{phone.Dismiss{}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {waiting, nil},
			phone.StateOpen:    {open, nil},
			phone.StateEnded:   {idle, nil},
		}},
		{phone.Ask{Text: "Which?"}, map[phone.State]outcome{
			phone.StateIdle:    {open, nil},
			phone.StateWaiting: {open, nil},
			phone.StateOpen:    {open, refused(phone.ErrSessionOpen)},
			phone.StateEnded:   {open, nil},
		}},
		{phone.Tell{Text: "Goodbye"}, map[phone.State]outcome{
			phone.StateIdle:    {ended, nil},
			phone.StateWaiting: {ended, nil},
			phone.StateOpen:    {ended, nil},
			phone.StateEnded:   {phone.Ended{Text: "Goodbye\n\nGoodbye"}, nil},
		}},
		{phone.Release{}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {expired, nil},
			phone.StateOpen:    {expired, nil},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.Fail{}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {failed, nil},
			phone.StateOpen:    {failed, nil},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.SMS{From: "iNoti", Text: "hello"}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {waiting, nil},
			phone.StateOpen:    {open, nil},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.Prompt{ID: "1"}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {waiting, nil},
			phone.StateOpen:    {open, nil},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.Withdraw{ID: "1"}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {waiting, nil},
			phone.StateOpen:    {open, nil},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.Wear{Skin: phone.Smartphone}, map[phone.State]outcome{
			phone.StateIdle:    {idle, nil},
			phone.StateWaiting: {waiting, refused(phone.ErrSessionOpen)},
			phone.StateOpen:    {open, refused(phone.ErrSessionOpen)},
			phone.StateEnded:   {ended, nil},
		}},
		{phone.Decide{ID: "1", Answer: phone.Decline{}}, map[phone.State]outcome{
			phone.StateIdle:    {idle, refused(phone.ErrNoPrompt)},
			phone.StateWaiting: {waiting, refused(phone.ErrNoPrompt)},
			phone.StateOpen:    {open, refused(phone.ErrNoPrompt)},
			phone.StateEnded:   {ended, refused(phone.ErrNoPrompt)},
		}},
	}
	for _, test := range tests {
		for state, before := range dialogues {
			t.Run(fmt.Sprintf("%T in %s", test.event, state), func(t *testing.T) {
				t.Parallel()
				want, listed := test.want[state]
				if !listed {
					t.Fatal("the table has no row for this state")
				}
				next, effects := phone.Step(before, test.event)
				got := outcome{next.Dialogue(), effects}
				if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

func TestNotUSSDIsRefusedAndSaid(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"*#06#", "*21#", "*6655*123", "7", "112", ""} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			p, effects := phone.Step(phone.Phone{}, phone.Call{Text: typed})
			if p.State() != phone.StateIdle {
				t.Errorf("state %s, want idle", p.State())
			}
			if len(effects) != 1 {
				t.Fatalf("%d effects, want one", len(effects))
			}
			var notUSSD phone.NotUSSD
			if r, ok := effects[0].(phone.Refused); !ok || !errors.As(r.Err, &notUSSD) || notUSSD.Dialled.Class == dial.USSD {
				t.Errorf("effect %#v, want a refusal that says what it is", effects[0])
			}
			if p.Notice() == "" {
				t.Error("the phone says nothing")
			}
			if p, _ = phone.Step(p, phone.Dismiss{}); p.Notice() != "" {
				t.Error("the notice outlives the next key")
			}
		})
	}
}

func TestIMEI(t *testing.T) {
	t.Parallel()
	if got, want := after(phone.Call{Text: "*#06#"}).Notice(), "IMEI\n"+phone.IMEI; got != want {
		t.Errorf("notice %q, want %q", got, want)
	}
}

func TestAnswersThatCannotBeSent(t *testing.T) {
	t.Parallel()
	long := make([]byte, 183)
	for i := range long {
		long[i] = 'a'
	}
	tests := map[string]error{
		"":           phone.ErrEmpty,
		"a\nb":       phone.ErrNotTypable,
		"a\x1b[31m":  phone.ErrNotTypable,
		"a\u202Eb":   phone.ErrNotTypable,
		"\xff":       phone.ErrNotTypable,
		string(long): phone.ErrTooLong,
	}
	for typed, want := range tests {
		t.Run(fmt.Sprintf("%.12q", typed), func(t *testing.T) {
			t.Parallel()
			p, effects := phone.Step(dialogues[phone.StateOpen], phone.Send{Text: typed})
			if diff := cmp.Diff(refused(want), effects, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if p.State() != phone.StateOpen {
				t.Errorf("state %s, want open", p.State())
			}
		})
	}
}

func TestInboxKeepsTheOrderAndItsOwnMemory(t *testing.T) {
	t.Parallel()
	base := after(phone.SMS{Text: "1"}, phone.SMS{Text: "2"})
	left, _ := phone.Step(base, phone.SMS{Text: "left"})
	right, _ := phone.Step(base, phone.SMS{Text: "right"})
	want := []phone.SMS{{Text: "1"}, {Text: "2"}, {Text: "left"}}
	if diff := cmp.Diff(want, left.Inbox()); diff != "" {
		t.Errorf("one future of the phone wrote into another (%v): -want +got:\n%s", right.Inbox(), diff)
	}
}

// TestInboxIsBounded: the oldest SMS gives way, and the phone as it was before keeps
// it.
func TestInboxIsBounded(t *testing.T) {
	t.Parallel()
	var p phone.Phone
	for n := range phone.MaxInbox {
		p, _ = phone.Step(p, phone.SMS{Text: strconv.Itoa(n)})
	}
	full := p
	p, _ = phone.Step(p, phone.SMS{Text: "new"})
	got := p.Inbox()
	if len(got) != phone.MaxInbox || got[0].Text != "1" || got[len(got)-1].Text != "new" || full.Inbox()[0].Text != "0" ||
		p.GaveWay() != 1 || full.GaveWay() != 0 {
		t.Errorf("%d messages, from %q to %q", len(got), got[0].Text, got[len(got)-1].Text)
	}
}

func TestPrompts(t *testing.T) {
	t.Parallel()
	two := []phone.Event{
		phone.Prompt{ID: "1", Kind: phone.PromptConfirm, Text: "Pay?"},
		phone.Prompt{ID: "2", Kind: phone.PromptOTP, Text: "OTP?"},
	}
	tests := []struct {
		name    string
		event   phone.Event
		left    []string
		effects []phone.Effect
	}{
		{"approve", phone.Decide{ID: "1", Answer: phone.Approve{PIN: "1234"}}, []string{"2"}, []phone.Effect{phone.Decided{ID: "1", Answer: phone.Approve{PIN: "1234"}}}},
		{"decline", phone.Decide{ID: "1", Answer: phone.Decline{}}, []string{"2"}, []phone.Effect{phone.Decided{ID: "1", Answer: phone.Decline{}}}},
		{"ignore", phone.Decide{ID: "2", Answer: phone.Ignore{}}, []string{"1"}, []phone.Effect{phone.Decided{ID: "2", Answer: phone.Ignore{}}}},
		{"otp", phone.Decide{ID: "2", Answer: phone.OTP{Code: "4711"}}, []string{"1"}, []phone.Effect{phone.Decided{ID: "2", Answer: phone.OTP{Code: "4711"}}}},
		{"resend keeps the prompt", phone.Decide{ID: "2", Answer: phone.Resend{}}, []string{"1", "2"}, []phone.Effect{phone.Decided{ID: "2", Answer: phone.Resend{}}}},
		{"unknown", phone.Decide{ID: "3", Answer: phone.Decline{}}, []string{"1", "2"}, refused(phone.ErrNoPrompt)},
		{"withdrawn", phone.Withdraw{ID: "1"}, []string{"2"}, nil},
		{"asked anew", phone.Prompt{ID: "1", Kind: phone.PromptConfirm, Text: "Again?"}, []string{"2", "1"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, effects := phone.Step(after(two...), test.event)
			var left []string
			for _, prompt := range p.Prompts() {
				left = append(left, prompt.ID)
			}
			if diff := cmp.Diff(test.left, left); diff != "" {
				t.Errorf("prompts: -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(test.effects, effects, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("effects: -want +got:\n%s", diff)
			}
		})
	}
}

func TestScreens(t *testing.T) {
	t.Parallel()
	want := map[phone.State]string{
		phone.StateIdle: "", phone.StateWaiting: phone.TextRunning,
		phone.StateOpen: "Which?", phone.StateEnded: "Goodbye",
	}
	for state, p := range dialogues {
		if p.State() != state || p.Screen() != want[state] {
			t.Errorf("%s: state %s with screen %q, want %q", state, p.State(), p.Screen(), want[state])
		}
	}
}

// FuzzStep drives a phone with anything, and holds what must always be true.
func FuzzStep(f *testing.F) {
	f.Add([]byte{0, 7, 4, 5, 6, 1, 8, 9})
	f.Add([]byte{14, 0, 5, 16, 0, 5, 7, 0, 2, 5, 15})
	f.Add([]byte{0, 5, 4, 5, 2, 0, 6, 0, 7})
	events := []phone.Event{
		phone.Call{Text: code}, phone.Call{Text: "*21#"}, phone.End{}, phone.Dismiss{}, phone.Send{Text: "1"},
		phone.Ask{Text: "Which?"}, phone.Tell{Text: "Goodbye"}, phone.Release{}, phone.Fail{},
		phone.SMS{Text: "hello"}, phone.Prompt{ID: "1"}, phone.Withdraw{ID: "1"},
		phone.Decide{ID: "1", Answer: phone.Approve{}}, phone.Decide{ID: "1", Answer: phone.Resend{}},
		phone.Wear{Skin: phone.Smartphone}, phone.Wear{Skin: phone.Feature}, phone.Send{},
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		var p phone.Phone
		for _, b := range script {
			before := p
			next, effects := phone.Step(p, events[int(b)%len(events)])
			p = next
			for _, effect := range effects {
				checkEffect(t, before, p, effect)
			}
			if (p.State() == phone.StateIdle) != (p.Screen() == "") {
				t.Fatalf("state %s with screen %q", p.State(), p.Screen())
			}
			if len(p.Inbox()) < len(before.Inbox()) || len(p.Inbox()) > phone.MaxInbox {
				t.Fatal("an SMS was lost, or one kept too many")
			}
		}
	})
}

func checkEffect(t *testing.T, before, next phone.Phone, effect phone.Effect) {
	t.Helper()
	session := before.State() == phone.StateWaiting || before.State() == phone.StateOpen
	switch effect.(type) {
	case phone.Dial:
		if session || next.State() != phone.StateWaiting {
			t.Fatalf("dialled from %s to %s: a second session", before.State(), next.State())
		}
	case phone.Answer:
		if before.State() != phone.StateOpen || next.State() != phone.StateWaiting {
			t.Fatalf("answered from %s to %s", before.State(), next.State())
		}
	case phone.HangUp:
		if before.Skin() == phone.Smartphone && before.State() == phone.StateWaiting {
			t.Fatal("a smartphone hung up while the code ran")
		}
		if !session || next.State() != phone.StateIdle {
			t.Fatalf("hung up from %s to %s", before.State(), next.State())
		}
	case phone.Refused:
		if next.State() != before.State() || next.Screen() != before.Screen() {
			t.Fatalf("a refusal changed %s to %s", before.State(), next.State())
		}
	case phone.Decided:
	default:
		t.Fatalf("unknown effect %T", effect)
	}
}
