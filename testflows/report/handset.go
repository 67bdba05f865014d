package report

import (
	"candybar/phone"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// handset is a phone as the page draws it. Handsets that look the same are
// equal.
type handset struct {
	// Name is empty where the flow has one phone.
	Name, Number string
	// Messages is how many there are in the inbox; Card is the one that a step
	// took last, since something was typed.
	Messages int
	Card     card
	// State is the dialogue's, with "notice" where the phone speaks by itself.
	State, Text string
	// Own is true where Text is the phone's own words.
	Own bool
	// Left and Right are the soft keys; Sheet has them while it stands.
	Left, Right string
	Sheet       sheet
}

// card is a message as it is announced; none where it is zero.
type card struct{ From, Text string }

// sheet is a question of the payment network over the screen; none where it is
// zero.
type sheet struct {
	From, Text string
	// Of is how many questions wait, this one included.
	Of int
	// Field is what is typed into it; it may be empty.
	Field, Left, Right string
}

// stateNotice is the one state that is no dialogue's.
const stateNotice = "notice"

// handsetOf is the phone after a step.
func handsetOf(moment replay.Moment, announced phone.SMS, mask func(string) string) handset {
	p := moment.Handset
	h := handset{
		Name: moment.Name, Number: moment.Number.National(), Messages: len(p.Inbox()),
		Card:  card{mask(announced.From), mask(announced.Text)},
		State: string(p.State()), Text: mask(p.Screen()), Sheet: sheetOf(p.Prompts(), mask),
	}
	switch d := p.Dialogue().(type) {
	case phone.Ended:
		h.Own, h.Right = d.Own, "OK"
	case phone.Waiting:
		h.Own = true
	case phone.Open:
		h.Left, h.Right = "cancel", "send"
	case phone.Idle:
	}
	if p.Notice() != "" {
		h.State, h.Text, h.Own, h.Left, h.Right = stateNotice, mask(p.Notice()), true, "", ""
	}
	return h
}

// sheetOf is the oldest open question, which is the one that is asked.
func sheetOf(prompts []phone.Prompt, mask func(string) string) sheet {
	if len(prompts) == 0 {
		return sheet{}
	}
	asked := prompts[0]
	s := sheet{From: mask(asked.From), Text: mask(asked.Text), Of: len(prompts), Left: "decline", Right: "approve"}
	switch asked.Kind {
	case phone.PromptOTP:
		s.Field, s.Left, s.Right = "code", "resend", "send"
	case phone.PromptConfirm:
		s.Field = "PIN"
	case phone.PromptPay:
	}
	return s
}

// announcing follows which message each phone announces while a flow is played.
type announcing struct {
	// taken is how many messages steps took, by the phone's name.
	taken map[string]int
	cards map[string]phone.SMS
}

func newAnnouncing() announcing { return announcing{make(map[string]int), make(map[string]phone.SMS)} }

// after is what a step leaves announced.
func (a announcing) after(moment replay.Moment) {
	switch moment.Step.(type) {
	case *flow.SMS:
		a.message(moment)
	case *flow.Typed, *flow.Hangup:
		a.typed(moment)
	default:
		// The rest leaves the message where it is.
	}
}

// message takes the message that a step of the flow took: the oldest that none
// took before.
func (a announcing) message(moment replay.Moment) {
	inbox := moment.Handset.Inbox()
	if at := a.taken[moment.Name]; at < len(inbox) {
		a.taken[moment.Name]++
		a.cards[moment.Name] = inbox[at]
	}
}

// typed puts the message away: the user does something else.
func (a announcing) typed(moment replay.Moment) { delete(a.cards, moment.Name) }

func (a announcing) card(moment replay.Moment) phone.SMS { return a.cards[moment.Name] }
