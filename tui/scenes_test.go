package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// hostile has everything in it that bends frames or drives terminals.
//
// What terminals count differently without saying so, Indic and Thai vowels, is in
// a scene of its own.
const hostile = "a\x1b[31mred\x1b]52;c;aGk=\x07\u009b2J \u202eevil\u2066\r\n\ttab\x00 \xff\n" +
	"👨‍👩‍👧 👍🏽 🇮🇷 ❤️ 1️⃣ e\u0301\u0301\u0301\u0301 \u0301\u200b\u200d\u2060 한국어テスト ﷽ \ufeff\u00ad\u2028x\n" +
	"\u0301\u200d\u200f\u061c\U000e0001 averyveryveryveryveryveryveryveryverylongword한한한한한한한한한한한한한한한한한한한한한한한한한한"

// play is a state that is drawn.
type play struct {
	name string
	play func(*scene)
}

// plays are all of them.
func plays() []play {
	return slices.Concat(scenes, moneyScenes, simScenes, recordingScenes, weatherScenes, inspectorScenes, phonesScenes, homeScenes, paletteScenes)
}

var scenes = []play{
	{"idle", func(*scene) {}},
	{"moved", func(s *scene) { s.model.moved = true }},
	{"dialling", func(s *scene) { s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#") }},
	{"dialling-no-hash", func(s *scene) { s.press("*", "6", "6", "5", "5") }},
	{"redial", func(s *scene) { s.press("*", "9", "#", "enter").is(phone.End{}).happens() }},
	{"waiting", func(s *scene) {
		s.press("*", "6", "6", "5", "5", "*", "1", "2", "3", "#", "enter")
		s.dial().happens(s.exchange("*6655*123", 0, "")[0])
	}},
	{"open", func(s *scene) { s.dial().ask("*6655*123", menu).press("2") }},
	{"open-empty", func(s *scene) { s.dial().ask("*6655*123", menu) }},
	{"open-meter", func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.send(tea.PasteMsg{Content: strings.Repeat("سلام ", 20)})
	}},
	{"long", func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong) }},
	{"long-scrolled", func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong).press("pgdown", "down") }},
	{"persian", func(s *scene) {
		s.dial().ask("*6655*123", "لطفا کد ثبت نام خود را وارد نمایید\n۱. بله\n۲. نمی‌شود").press("ب")
	}},
	{"hindi", func(s *scene) {
		s.dial().ask("*6655*123", "हिन्दी में मेनू\n1. क्षि\n2. กำ")
	}},
	{"hostile", func(s *scene) { s.dial().ask("*6655*123", hostile, slowly).press("한") }},
	{"final", func(s *scene) {
		s.dial().ask("*6655*123", menu).is(phone.Send{Text: "0"}, phone.Tell{Text: "Thank you for shopping."})
		s.happens(append(s.exchange("*6655*123*0", 200, "Thank you for shopping.[end]"),
			event.Screen{Text: "Thank you for shopping.", Coding: "gsm7", Units: 23, Octets: 21}, event.Ended{How: session.Final})...)
		s.press("enter").is(phone.Dismiss{}, phone.Call{Text: "*1#"}, phone.Tell{Text: "Thank you for shopping."}).happens()
	}},
	{"failure", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(append(s.exchange("*6655*123", 500, "<html>boom</html>"),
			event.Ended{How: session.NetworkError, Cause: session.Status, Detail: "the handler answered 500 Internal Server Error"})...)
	}},
	{"no-reply", func(s *scene) {
		s.dial().is(phone.Fail{}).happens(s.exchange("*6655*123", 0, "")[0],
			event.Ended{How: session.NetworkError, Cause: session.Refused, Detail: "nothing listens at the handler's address: connection refused"})
	}},
	{"late", func(s *scene) {
		late := s.dial().exchange("*6655*123", 200, "Here I am")
		reply := late[1].(event.Reply)
		reply.Late, reply.Milliseconds = true, 16200
		s.is(phone.Fail{}).happens(late[0], event.Ended{How: session.HandlerTimeout, Cause: session.Timeout, Detail: "the handler did not answer within 15s"}, reply,
			event.Warning{Rule: "late", Severity: event.SeverityWarning, Text: "the handler answered after 16.2 s, when the session had ended (the limit is 15s): nobody saw it", Cure: "answer first, and do slow work afterwards"})
	}},
	{"notice", func(s *scene) { s.is(phone.Call{Text: "*#06#"}).happens() }},
	{"refused", func(s *scene) {
		s.id = ""
		s.is(phone.Call{Text: "*21#"}).happens(event.Typed{Text: "*21#"}, event.Dialled{Class: "supplementary-service", Code: "*21#"})
	}},
	{"toast", func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.model.handset.toast = words{warning, phone.ErrSessionOpen.Error()}
	}},
	{"warnings", func(s *scene) {
		s.dial().ask("*6655*123", menu).ask("*6655*123*5", longScreen(), slowly, tooLong).press("tab", "up")
	}},
	{"exchange", func(s *scene) { s.dial().ask("*6655*123", menu, slowly).press("tab", "enter") }},
	{"exchange-hostile", func(s *scene) { s.dial().ask("*6655*123", hostile).press("tab", "enter", "end") }},
	{"message", func(s *scene) {
		s.is(phone.SMS{From: "iNoti", Text: "hello"}).happens(event.SMS{From: "iNoti", Text: "Pay here:\nhttp://127.0.0.1:6655/p/1"}, event.Subscriber{Changed: []string{"balance"}})
	}},
	{"help", func(s *scene) { s.press("f1") }},
	{"help-end", func(s *scene) { s.press("f1", "end") }},
	{"panel", func(s *scene) { s.press("tab") }},
}
