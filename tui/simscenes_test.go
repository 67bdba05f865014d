package tui

import (
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

const hindi = "कोने की दुकान\n1. पंजीकरण\n2. टॉप-अप"

// The places of the SIMs in a scene.
const (
	iran = iota
	india
	rwanda
)

// simScenes are the states of a phone with several SIMs.
var simScenes = []play{
	{"sim", func(s *scene) { s.twoSessions() }},
	{"sim-idle", func(s *scene) { s.press("f2") }},
	{"sim-wallet", func(s *scene) { s.press("f2", "f2") }},
	{"sim-mark", func(s *scene) { s.twoSessions().missed() }},
	{"sim-mark-idle", func(s *scene) { s.press("f2").missed() }},
	{"sim-mark-many", func(s *scene) {
		s.press("f2")
		for range 120 {
			s.arrive("again")
		}
		s.at(india).arrive("mine")
	}},
	{"sim-back", func(s *scene) { s.twoSessions().press("f2", "f2") }},
	{"sim-ended", func(s *scene) { s.twoSessions().missed().press("f2", "f2") }},
	{"sim-inbox", func(s *scene) { s.missed().press("f2", "f2").wait().press("m") }},
	{"sim-prompt", func(s *scene) { s.at(rwanda).unseen(confirmFirst).press("f2", "f2").wait().press("4", "7") }},
	{"sim-refused", func(s *scene) {
		s.press("f2").at(india).asks(otpFirst).press("4", "7", "1", "1", "enter").is(phone.Withdraw{ID: otpFirst.ID}).happens(
			event.Answered{ID: otpFirst.ID, Answer: "otp"},
			event.Charge{ID: "1", Provider: "ipayy", Amount: 2_050, Currency: "INR", State: "refused", Reason: "not enough money"})
	}},
	{"sim-invoices", func(s *scene) {
		s.press("f2").at(india).dial().ask("*6655*123", menu).happens(
			event.Invoice{ID: "1", Yours: "F-1001", Price: 500, Currency: "INR", State: "paid"},
			event.Invoice{ID: "2", Yours: "a-very-long-id-of-a-handler", Price: 123_456, Currency: "INR", State: "link-sent"},
			event.Invoice{ID: "3", Yours: "F-1003", Price: 500, Currency: "RWF", State: "link-sent"})
	}},
	{"sim-inspector", func(s *scene) { s.twoSessions().press("tab").missed() }},
	{"sim-exchange", func(s *scene) { s.twoSessions().press("tab", "enter").missed() }},
	{"sim-help", func(s *scene) { s.press("f1", "end") }},
	{"sim-operator", func(s *scene) {
		view := s.of.handset.view
		view.Subscriber.Operator = hostile
		s.of.handset.show(view, s.now)
		s.arrive("message").at(rwanda).arrive("message")
	}},
}

// twoSessions is a session on the first SIM, with an answer half typed, and one on
// the second, which is chosen and has an answer half typed, too.
func (s *scene) twoSessions() *scene {
	s.dial().ask("*6655*123", menu).press("7", "7", "f2")
	return s.at(india).dial().ask("*6655*123", hindi).press("2")
}

// unseen is a question that came while another SIM was chosen.
func (s *scene) unseen(p phone.Prompt) *scene {
	return s.is(p).happens(event.Prompt{ID: p.ID, From: p.From, Wants: string(p.Kind), Text: p.Text}).wait()
}

// missed is what arrives on the two SIMs that are not chosen, while the second one
// is: a message, and the end of a session.
func (s *scene) missed() *scene {
	s.at(rwanda).arrive("Your code is 4711")
	s.at(iran).is(phone.Tell{Text: "Thank you for waiting."})
	s.happens(event.Screen{Text: "Thank you for waiting.", Coding: "gsm7", Units: 22, Octets: 20}, event.Ended{How: session.Final})
	return s.at(india)
}
