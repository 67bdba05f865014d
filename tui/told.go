package tui

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/text"
)

// hear takes in what came of an answer that was given here.
func (h *handset) hear(events []event.Event, now time.Time) {
	for _, e := range events {
		switch b := e.Body.(type) {
		case event.Answered:
			h.sheet.charging = b.ID == h.sheet.answered && charges(b.Answer)
		case event.Prompt:
			h.askedAgain(b.ID, now)
		case event.Charge:
			if h.sheet.charging {
				h.sheet.charging = false
				h.charged(b, now)
			}
		}
	}
}

// charges reports whether a charge is to be expected after an answer, refused or
// not. What was put away is charged elsewhere, if at all.
func charges(answer string) bool { return answer != "ignore" && answer != "resend" }

// askedAgain is for a question that comes anew. After a wrong PIN or code there is
// no charge to wait for. The question may stand here in the same words; then the
// snapshot says nothing of it.
func (h *handset) askedAgain(id string, now time.Time) {
	s := &h.sheet
	if id == s.answered {
		s.charging = false
	}
	s.forget(id)
	if s.stands() && id == s.front().ID {
		s.renew()
		h.startGrace(now)
	}
}

// charged says whether the money moved. That there was too little has to be put
// away; the rest is said in passing.
func (h *handset) charged(charge event.Charge, now time.Time) {
	switch {
	case charge.State == string(ledger.Succeeded):
		h.toast = words{quietly, "paid"}
	case charge.Reason == ledger.Declined:
		h.toast = words{quietly, "declined"}
	default:
		// Other networks give reasons of their own.
		reason, _ := text.Clean(charge.Reason)
		h.notice = wordsNotPaid + reason + ".\n\n" + amount(charge.Amount, currencyOf(charge.Currency))
		h.startGrace(now)
	}
}
