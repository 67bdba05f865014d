package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
)

// network is a payment network behind a scene: the real phone machine takes the
// keys, and what the phone decides is answered as a network would.
type network struct {
	*scene
	prompt phone.Prompt
	// right is the PIN or code that is right.
	right string
	// answers are what the user said, oldest first; errs why keys were refused.
	answers []phone.PromptAnswer
	errs    []error
	// news are the events that the last key brought about.
	news []event.Body
	// tries counts wrong ones; balance is what can be paid.
	tries int
	poor  bool
	// frames are all the frames that were drawn.
	frames []string
}

// asksFor puts a question on the phone of a new scene, and waits until no key is
// in flight.
func asksFor(t *testing.T, prompt phone.Prompt, right string) *network {
	t.Helper()
	n := &network{scene: newScene(t, 80, 24), prompt: prompt, right: right}
	n.model.give = n.take
	n.asks(prompt)
	return n
}

// take is the line's Do.
func (n *network) take(key phone.Key) error {
	after, effects := phone.Step(n.phone, key)
	n.phone = after
	for _, e := range effects {
		switch e := e.(type) {
		case phone.Decided:
			n.answers = append(n.answers, e.Answer)
			n.judge(e.Answer)
		case phone.Refused:
			n.errs = append(n.errs, e.Err)
			return e.Err
		}
	}
	return nil
}

func (n *network) judge(answer phone.PromptAnswer) {
	said := func(word string) { n.news = append(n.news, event.Answered{ID: n.prompt.ID, Answer: word}) }
	switch a := answer.(type) {
	case phone.Approve:
		said("approve")
		n.secret(a.PIN)
	case phone.OTP:
		said("otp")
		n.secret(a.Code)
	case phone.Decline:
		said("decline")
		n.charge(ledger.Declined)
	case phone.Ignore:
		said("ignore")
	case phone.Resend:
		said("resend")
		n.news = append(n.news, event.SMS{From: n.prompt.From, Text: "The code is " + n.right})
	}
}

func (n *network) secret(typed string) {
	switch {
	case typed == n.right && n.poor:
		n.charge(ledger.NotEnough)
	case typed == n.right:
		n.charge("")
	case n.tries == 2:
		n.charge("wrong PIN")
	default:
		n.tries++
		again := n.prompt
		again.Text = "That was wrong. " + again.Text
		n.again(again)
	}
}

// again is a question that comes once more.
func (n *network) again(p phone.Prompt) {
	n.is(p)
	n.news = append(n.news, event.Prompt{ID: p.ID, From: p.From, Wants: string(p.Kind), Text: p.Text})
}

func (n *network) charge(refused string) {
	c := event.Charge{ID: "1", Provider: "intouchpay", Amount: 500, Currency: "RWF", State: string(ledger.Succeeded), Reason: refused}
	if refused != "" {
		c.State = string(ledger.Refused)
	}
	n.news = append(n.news, c)
}

// tell gives the model a message, runs what it wants done, and tells it what came
// of that: first what the line was like right after the key, then the events.
func (n *network) tell(msg tea.Msg) *network {
	n.t.Helper()
	command := n.model.advance(msg)
	n.draw()
	for command != nil {
		result := command()
		key, ok := result.(pressed)
		if !ok {
			break // a tick
		}
		n.seen++
		view := n.model.handset.view
		view.Phone = n.phone
		key.taken = snapshot{n.seen, view}
		command = n.model.advance(key)
		n.draw()
	}
	if news := n.news; len(news) > 0 {
		n.news = nil
		n.happens(news...)
		n.draw()
	}
	return n
}

func (n *network) draw() { n.frames = append(n.frames, n.model.frame()) }

func (n *network) keys(keys ...string) *network {
	n.t.Helper()
	for _, key := range keys {
		n.tell(keyPress(key))
	}
	return n
}

// write types s, a key for each character.
func (n *network) write(s string) *network {
	n.t.Helper()
	return n.keys(strings.Split(s, "")...)
}

func (n *network) pause() *network { n.wait(); return n }

func (n *network) sheet() *sheet { return &n.model.handset.sheet }

// said fails the test unless these answers were given, and no key refused.
func (n *network) said(want ...phone.PromptAnswer) *network {
	n.t.Helper()
	if !slices.Equal(n.answers, want) {
		n.t.Errorf("the user said %#v, want %#v", n.answers, want)
	}
	if len(n.errs) > 0 {
		n.t.Errorf("the phone refused: %v", n.errs)
	}
	return n
}

// shows fails the test unless the frame has want in it.
func (n *network) shows(want ...string) *network {
	n.t.Helper()
	for _, w := range want {
		if frame := n.frame(); !strings.Contains(frame, w) {
			n.t.Errorf("no %q in\n%s", w, frame)
		}
	}
	return n
}
