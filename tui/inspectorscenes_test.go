package tui

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// inspectorScenes are what the inspector shows of a session and of an exchange.
var inspectorScenes = []play{
	{"timeline", func(s *scene) { s.parted().press("tab") }},
	{"filter-money", func(s *scene) {
		s.paid(getPayments, event.Verified{Invoice: "1"}, s.callback(200, "ok")).press("shift+tab", "f", "f")
	}},
	{"filter-nothing", func(s *scene) { s.dial().ask("*6655*123", menu).press("tab", "f", "f", "f") }},
	{"search", func(s *scene) { s.parted().press("tab", "/", "a", "i", "r", "t", "I", "m", "e") }},
	{"search-none", func(s *scene) { s.parted().press("tab", "/", "z", "z", "z") }},
	{"search-kept", func(s *scene) { s.parted().press("tab", "/", "2", "enter", "n") }},
	{"search-exchange", func(s *scene) { s.parted().press("tab", "/", "p", "a", "y", "enter", "enter") }},
	{"carets", func(s *scene) { s.judged().press("tab", "enter", "end") }},
	{"carets-persian", func(s *scene) {
		s.dial().ask("*6655*123", "سلام\u202e دنیا ok", event.Warning{
			Rule: "bidi-control", Severity: event.SeverityWarning, Line: 1, Column: 5, Text: "a bidirectional control", Cure: "leave it out",
		}, event.Warning{
			Rule: "ucs2", Severity: event.SeverityWarning, Line: 1, Column: 8, Text: "a Persian letter", Cure: "keep it short",
		}).press("tab", "enter", "end")
	}},
	{"octets", func(s *scene) {
		s.dial().ask("*6655*123", menu+"\nفارسی").press("tab", "enter", "x", "end")
	}},
	{"octets-binary", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(append(s.exchange("*6655*123", 200, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff"),
			event.Ended{How: session.NetworkError, Cause: session.NotText, Detail: "the body has a NUL octet, so it is no text"})...)
		s.press("tab", "enter", "end")
	}},
	{"resent", func(s *scene) { s.resent().press("tab", "up") }},
	{"resent-open", func(s *scene) { s.resent().press("tab", "up", "up", "enter", "end") }},
	{"copied", func(s *scene) { s.dial().ask("*6655*123", menu).press("tab", "c") }},
	{"charge", func(s *scene) {
		s.happens(event.Charge{ID: "7", Provider: "iPayy", Amount: 2_000, Currency: "INR", State: "refused", Reason: "not enough money"},
			event.Charge{ID: "8", Provider: "iPayy", Amount: 2_000, Currency: "INR", State: "succeeded"}).press("tab")
	}},
	{"callback-post", func(s *scene) {
		c := s.callback(200, "")
		c.Method, c.To, c.URL, c.Sent = "POST", "shop-1", "http://127.0.0.1:8000/paid", `{"jsonpayload":{"status":"Successfull"}}`
		c.Headers = map[string][]string{"Content-Type": {"application/json"}, "Authorization": {event.Mask}}
		c.Answered, c.Bytes, c.Body = map[string][]string{"Content-Type": {"text/plain"}}, []byte("ok\r\n"), "ok\n"
		s.happens(c).press("tab", "home", "enter")
	}},
	{"laid-out", func(s *scene) { s.paid(getPayments).press("shift+tab", "end", "enter", "x") }},
	{"gone", func(s *scene) {
		s.of.inspector.add(&gone{1_003})
		s.dial().ask("*6655*123", menu).press("tab")
	}},
}

// parted are one that ends well after a long pause, and another one.
func (s *scene) parted() *scene {
	s.dial().ask("*6655*123", menu)
	s.now = s.now.Add(42 * time.Second)
	s.ask("*6655*123*2", "Which airtime?\n1. 10,000")
	s.is(phone.Send{Text: "1"}, phone.Tell{Text: "Thank you."}).happens(append(s.exchange("*6655*123*2*1", 200, "Thank you.[end]"),
		event.Screen{Text: "Thank you.", Coding: "gsm7", Units: 10, Octets: 9}, event.Ended{How: session.Final})...)
	s.now = s.now.Add(3 * time.Minute)
	s.id = "77aa" + s.id[4:]
	s.is(phone.Dismiss{})
	return s.dial().ask("*6655*123", menu, slowly)
}

// judged is a reply with something to say about three of its places.
func (s *scene) judged() *scene {
	at := func(rule string, line, column int, severity event.Severity) event.Warning {
		return event.Warning{Rule: rule, Severity: severity, Line: line, Column: column, Text: "something stands here", Cure: "leave it out"}
	}
	return s.dial().ask("*6655*123", "Corner\tshop\r\n1. “Buy”, and a line that is longer than the room that the panel has for it\n",
		at("tab", 1, 7, event.SeverityWarning), at("carriage-return", 1, 12, event.SeverityError), at("ucs2", 2, 62, event.SeverityWarning), slowly)
}

// resent is a request that was sent again, twice.
func (s *scene) resent() *scene {
	s.dial().ask("*6655*123", menu).ask("*6655*123*1", "Your name?")
	again := func(body string, status int) event.Resent {
		made := s.exchange("*6655*123", status, body)
		request, _ := made[0].(event.Request)
		reply, _ := made[1].(event.Reply)
		r := event.Resent{Of: 1, Request: request, Reply: &reply, Outcome: "answered", Milliseconds: reply.Milliseconds}
		if status != 200 {
			r.Outcome = "status"
		}
		return r
	}
	refused := again("", 200)
	refused.Reply, refused.Outcome = nil, "refused"
	return s.happens(again(menu, 200), again("boom", 500), refused)
}
