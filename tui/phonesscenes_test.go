package tui

import (
	tea "charm.land/bubbletea/v2"

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

// click is a click of the left mouse button.
func (s *scene) click(x, y int) *scene {
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	return s
}
