package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// homeScenes are what an idle phone keeps, and what arrives on one.
var homeScenes = []play{
	{"calls", func(s *scene) { s.called().press("c", "down") }},
	{"calls-full", func(s *scene) {
		for range 12 {
			s.call("*6655*123#", session.Final, time.Minute)
		}
		s.press("c", "pgdown", "down")
	}},
	{"calls-none", func(s *scene) { s.press("s", "tab") }},
	{"calls-hostile", func(s *scene) { s.call(hostile, session.End(hostile), 1<<40).press("c") }},
	{"codes", func(s *scene) { s.saved().press("s", "down", "down") }},
	{"codes-none", func(s *scene) { s.press("s") }},
	{"codes-hostile", func(s *scene) {
		s.model.book.given = []Code{{hostile, hostile}, {"", hostile}}
		s.press("s")
	}},
	{"code-naming", func(s *scene) {
		s.called().press("c", "s")
		s.send(tea.PasteMsg{Content: "فروشگاه"})
	}},
	{"code-naming-hostile", func(s *scene) {
		s.called().press("c", "s")
		s.send(tea.PasteMsg{Content: hostile})
	}},
	{"put-away-two", func(s *scene) {
		s.model.book.given = []Code{{"Shop", "*6655*123#"}}
		s.asks(confirmFirst, paySecond).press("esc").wait().press("esc")
	}},
	{"put-away-hostile", func(s *scene) { s.asks(phone.Prompt{ID: "u", From: hostile, Text: hostile}).press("esc") }},
	{"message-pay", func(s *scene) { s.payable().press("m", "enter") }},
	{"message-paying", func(s *scene) { s.payable().press("m", "enter", "enter") }},
	{"message-code", func(s *scene) {
		s.asks(otpFirst).press("esc").arrive("4711 is your OTP to pay Rs 20.00.").press("m", "enter", "tab")
	}},
	{"message-persian", func(s *scene) {
		s.arrive("رمز یکبار مصرف شما: ۴۷۱۱۰۸\nآن را به کسی ندهید").press("m", "enter", "enter")
	}},
	{"banner", func(s *scene) { s.arrive("Your balance is 12,345 rial, thank you.") }},
	{"banner-open", func(s *scene) {
		s.dial().ask("*6655*123", menu).press("2").arrive("سلام، بستهٔ شما فعال شد")
	}},
	{"banner-hostile", func(s *scene) {
		s.is(phone.SMS{From: hostile, Text: hostile, At: s.now}).happens(event.SMS{From: hostile, Text: hostile})
	}},
	{"prompt-fresh", func(s *scene) { s.dial().ask("*6655*123", menu).is(payFirst).happens() }},
	{"subscriber", func(s *scene) { s.press("f9") }},
	{"subscriber-operator", func(s *scene) { s.press("f9", "enter", " ", "2") }},
	{"subscriber-balance", func(s *scene) { s.press("f2", "f9", "down", "enter", "1", ".", ".", "enter") }},
	{"subscriber-pin", func(s *scene) { s.press("f9", "down", "down", "down", "enter", "4", "7", "1", "enter") }},
	{"subscriber-hostile", func(s *scene) {
		s.of.handset.view.Subscriber.Operator, s.of.handset.view.Subscriber.Weather = hostile, hostile
		s.press("f9", "enter")
		s.send(tea.PasteMsg{Content: hostile})
	}},
}

// call is a session that was dialled and ended.
func (s *scene) call(code string, how session.End, took time.Duration) *scene {
	s.id = fmt.Sprint("call ", s.seen)
	s.happens(event.Dialled{Class: "ussd", Code: code})
	s.now = s.now.Add(took)
	return s.happens(event.Ended{How: how})
}

// called is a phone with a call of every end.
func (s *scene) called() *scene {
	for i, how := range []session.End{
		session.Final, session.Released, session.Cancelled, session.UserTimeout, session.HandlerTimeout,
		session.SessionLimit, session.NetworkError, session.NotSupported,
	} {
		s.call(fmt.Sprintf("*6655*%d#", i), how, time.Duration(i)*7*time.Second)
	}
	return s
}

// saved is a phone with codes of the config's and of its user's.
func (s *scene) saved() *scene {
	s.model.book.given = []Code{{"Corner shop", "*6655*123#"}, {"", "*9*1#"}}
	s.model.book.own = []Code{{"فروشگاه", "*6655*7#"}}
	return s
}

// payable is a phone whose payment question was put away, with its message.
func (s *scene) payable() *scene {
	s.bill().press("esc", "enter").is(phone.Dismiss{}).happens()
	s.model.handset.inbox.know(linkKnown{of: s.of, after: 0, prompt: payFirst.ID})
	return s
}
