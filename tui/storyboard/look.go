package storyboard

import (
	"unicode"

	"candybar/phone"
	"candybar/phone/text"
)

// look is a frame's phone as pictures and pages draw it.
type look struct {
	// Name is empty where there is one phone.
	Name, Number, Operator, Clock string
	// Messages is how many there are in the inbox; Card is the one that has just
	// come, none where it is zero.
	Messages int
	Card     card
	// State is the dialogue's, Text what it shows; Own is true where that is the
	// phone's own words.
	State, Text string
	Own         bool
	// Left and Right are the soft keys; Sheet has them while it stands.
	Left, Right string
	Sheet       sheet
}

// card is a message as it is announced.
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

func (s sheet) stands() bool { return s.Right != "" }

func (s Story) look(f Frame) look {
	of := s.Phones[f.Phone]
	l := look{
		Name: of.Name, Number: of.Number.National(), Operator: of.Operator, Clock: f.At.Format("15:04"),
		Messages: len(f.Handset.Inbox()), Card: card{cleaned(f.Announced.From), cleaned(f.Announced.Text)},
		State: string(f.Handset.State()), Text: cleaned(f.Handset.Screen()), Sheet: sheetOf(f.Handset.Prompts()),
	}
	switch d := f.Handset.Dialogue().(type) {
	case phone.Ended:
		l.Own, l.Right = d.Own, "OK"
	case phone.Waiting:
		l.Own = true
	case phone.Open:
		l.Left, l.Right = "cancel", "send"
	case phone.Idle:
		l.Text, l.Own = "no session", true
	}
	if notice := f.Handset.Notice(); notice != "" {
		l.State, l.Text, l.Own, l.Left, l.Right = "notice", cleaned(notice), true, "", "OK"
	}
	if l.Sheet.stands() {
		l.Left, l.Right = "", ""
	}
	return l
}

// sheetOf is the oldest open question, which is the one that is asked.
func sheetOf(prompts []phone.Prompt) sheet {
	if len(prompts) == 0 {
		return sheet{}
	}
	asked := prompts[0]
	s := sheet{From: cleaned(asked.From), Text: cleaned(asked.Text), Of: len(prompts), Left: "decline", Right: "approve"}
	switch asked.Kind {
	case phone.PromptOTP:
		s.Field, s.Left, s.Right = "code", "resend", "send"
	case phone.PromptConfirm:
		s.Field = "PIN"
	case phone.PromptPay:
	}
	return s
}

func cleaned(s string) string {
	clean, _ := text.Clean(s)
	return clean
}

// isRightToLeft reports whether a paragraph begins at the right: its first letter
// says.
func isRightToLeft(paragraph string) bool {
	for _, r := range paragraph {
		if unicode.IsLetter(r) {
			return unicode.In(r, rightToLeft...)
		}
	}
	return false
}

var rightToLeft = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam,
}
