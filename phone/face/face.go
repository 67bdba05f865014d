// Package face is what a phone shows, as a value: for those who draw a phone that
// stands still, on a page or in a picture, each in its own way. What a phone shows
// and what its keys say is decided here; where it stands and in what colour is the
// drawing's.
//
// The terminal phone is another thing: it is typed into, and shows what is half
// typed.
package face

import "candybar/phone"

// Face is a phone as it is seen. Phones that look the same are equal.
type Face struct {
	// Messages is how many there are in the inbox; Card is the one that is
	// announced, none where it is zero.
	Messages int
	Card     Card
	// State is what is seen first, Text what the screen shows; Own is true where that
	// is the phone's own words.
	State State
	Text  string
	Own   bool
	// Left and Right are the soft keys; Sheet has them while it stands.
	Left, Right string
	Sheet       Sheet
}

// State is the dialogue's, or Notice where the phone speaks by itself.
type State string

// The states.
const (
	Idle    = State(phone.StateIdle)
	Waiting = State(phone.StateWaiting)
	Open    = State(phone.StateOpen)
	Ended   = State(phone.StateEnded)
	Notice  = State("notice")
)

// Card is a message as it is announced.
type Card struct{ From, Text string }

// Sheet is a question of the payment network over the screen; none where it is
// zero.
type Sheet struct {
	From, Text string
	// Of is how many questions wait, this one included.
	Of int
	// Field is what is typed into it; it may be empty.
	Field, Left, Right string
}

// Stands reports whether there is a question.
func (s Sheet) Stands() bool { return s.Right != "" }

// Of is the face of a phone that announces a message; the zero SMS is none. show
// makes of a text from outside what may be shown of it: it cleans, or masks.
func Of(p phone.Phone, announced phone.SMS, show func(string) string) Face {
	f := Face{
		Messages: len(p.Inbox()), Card: Card{show(announced.From), show(announced.Text)},
		State: State(p.State()), Text: show(p.Screen()), Sheet: sheetOf(p.Prompts(), show),
	}
	switch d := p.Dialogue().(type) {
	case phone.Ended:
		f.Own, f.Right = d.Own, "OK"
	case phone.Waiting:
		f.Own = true
	case phone.Open:
		f.Left, f.Right = "cancel", "send"
	case phone.Idle:
	}
	if notice := p.Notice(); notice != "" {
		f.State, f.Text, f.Own, f.Left, f.Right = Notice, show(notice), true, "", "OK"
	}
	if f.Sheet.Stands() {
		f.Left, f.Right = "", ""
	}
	return f
}

// sheetOf is the oldest open question, which is the one that is asked.
func sheetOf(prompts []phone.Prompt, show func(string) string) Sheet {
	if len(prompts) == 0 {
		return Sheet{}
	}
	asked := prompts[0]
	s := Sheet{From: show(asked.From), Text: show(asked.Text), Of: len(prompts), Left: "decline", Right: "approve"}
	switch asked.Kind {
	case phone.PromptOTP:
		s.Field, s.Left, s.Right = "code", "resend", "send"
	case phone.PromptConfirm:
		s.Field = "PIN"
	case phone.PromptPay:
	}
	return s
}
