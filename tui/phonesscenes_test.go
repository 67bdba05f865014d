package tui

import (
	"errors"
	"strings"
	"time"

	"candybar/phone"
)

// phonesScenes are the states of several phones side by side, as far as there is
// room for them.
var phonesScenes = []play{
	{"phones", func(s *scene) { s.sideBySide() }},
	{"phones-mark", func(s *scene) { s.sideBySide().missed() }},
	{"phones-three", func(s *scene) { s.twoSessions().press("f8", "f8") }},
	{"phones-prompt", func(s *scene) { s.sideBySide().at(iran).unseen(confirmFirst) }},
	{"phones-asked", func(s *scene) { s.sideBySide().at(india).asks(otpFirst).press("4", "7") }},
	{"phones-dialog", func(s *scene) {
		s.at(iran).wears(phone.Smartphone)
		s.sideBySide().missed()
	}},
	{"phones-inspector", func(s *scene) { s.sideBySide().press("tab") }},
	{"phones-failure", func(s *scene) { s.sideBySide().at(iran).is(phone.Fail{}).happens() }},
	{"phones-hostile", func(s *scene) { s.sideBySide().at(iran).ask("*6655*123", hostile, slowly) }},
	{"phones-added", func(s *scene) { s.add().press("*", "6") }},
	{"phones-crowd", func(s *scene) { s.add().add().add().at(0).arrive("hello") }},
	{"demo", func(s *scene) { s.press("f10") }},
	{"demo-open", func(s *scene) { s.press("f10").dial().ask("*6655*123", menu).watched("2").watched("a", "up", "enter") }},
	{"demo-dialling", func(s *scene) {
		s.press("f10").watched("*", "6", "6").watched("5", "5").watched("*", "1", "2", "3", "#")
	}},
	{"demo-pin", func(s *scene) { s.press("f10").asks(confirmFirst).wait().watched("4", "7", "1", "1") }},
	{"demo-dialog", func(s *scene) {
		s.wears(phone.Smartphone).press("f10").dial().ask("*6655*123", longScreen()).watched("2")
	}},
	{"demo-phones", func(s *scene) {
		s.sideBySide().press("f10").at(iran).unseen(confirmFirst).watched("5", "backspace", "5")
	}},
	{"demo-inspector", func(s *scene) { s.press("f10").dial().ask("*6655*123", menu).press("tab") }},
	{"demo-recording", func(s *scene) { s.recorder("shop.ussd").press("f10") }},
	{"demo-said", func(s *scene) { s.press("f10").came(recorded{err: errors.New(strings.Repeat("no room ", 30))}) }},
	{"tabs-alike", func(s *scene) { s.add().press("f8").at(0).arrive("hello") }},
}

// sideBySide is a session on the first phone, and one on the second, which is chosen.
func (s *scene) sideBySide() *scene { return s.twoSessions().press("f8") }

// add adds a phone of the chosen one's country.
func (s *scene) add() *scene {
	command := s.model.advance(keyPress("ctrl+t"))
	s.send(command())
	s.seen++
	return s
}

// watched is keys that are pressed in demo mode, a second before what comes next.
func (s *scene) watched(keys ...string) *scene {
	s.press(keys...)
	s.now = s.now.Add(time.Second)
	s.send(fadeTick{})
	return s
}
