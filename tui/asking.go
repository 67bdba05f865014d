package tui

import "candybar/phone"

// asking is what a kind of question wants: what is typed into it, and the words
// of its two answers. Enter gives the right one unless the left one was chosen.
type asking struct {
	field       fieldKind
	left, right string
}

// A PIN's digits.
const leastPIN, mostPIN = 4, 6

// askingOf is what a question of that kind wants. A kind that is not known is
// answered with yes or no, which needs nothing typed.
func askingOf(kind phone.PromptKind) asking {
	switch kind {
	case phone.PromptConfirm:
		return asking{fieldKind{label: "PIN", least: leastPIN, most: mostPIN, masked: true}, "decline", "approve"}
	case phone.PromptOTP:
		return asking{fieldKind{label: "code", least: 4, most: 8}, "resend", "send"}
	case phone.PromptPay:
		return asking{fieldKind{}, "decline", "approve"}
	default:
		return asking{fieldKind{}, "decline", "approve"}
	}
}

// wants is what the question that is asked wants.
func (s *sheet) wants() asking { return askingOf(s.front().Kind) }

// hasField reports whether something is typed into the question that is asked.
func (s *sheet) hasField() bool { return s.stands() && s.wants().field.exists() }

// hasCode reports whether a one-time password is asked for.
func (s *sheet) hasCode() bool { return s.front().Kind == phone.PromptOTP }

// complete reports whether the right answer can be given: whether what was typed
// is right, the network says.
func (s *sheet) complete() bool { return s.field.fits(s.wants().field) }

// ready reports whether the answer that is chosen can be given.
func (s *sheet) ready() bool { return s.onLeft || s.complete() }

// left and right are the answers themselves.
func (s *sheet) left() phone.PromptAnswer {
	if s.hasCode() {
		return phone.Resend{}
	}
	return phone.Decline{}
}

func (s *sheet) right() phone.PromptAnswer {
	if s.hasCode() {
		return phone.OTP{Code: s.field.digits}
	}
	return phone.Approve{PIN: s.field.digits}
}

// renew is for a question that is asked again: what was typed was wrong, or is no
// longer what is asked for.
func (s *sheet) renew() {
	s.field = field{}
	s.onLeft, s.top = false, 0
}
