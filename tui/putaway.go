package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// A question that is put away is no answer: it stays open in the network, which
// hears nothing of it, and comes back when its user wants it, from the idle phone
// or from the message that came with it. Only this terminal knows of it.

// What the phone says of questions that were put away.
const (
	wordsPutAway     = "asks still:"
	wordsPutAwayMany = "questions still open:"
	wordsLater       = "put away, and still open"
)

// show takes the questions that are open. It reports whether another one, or
// none, is asked now.
func (s *sheet) show(prompts []phone.Prompt) (changed bool) {
	before := s.front()
	s.prompts, s.aside = nil, nil
	for _, p := range prompts {
		if slices.Contains(s.putAway, p.ID) {
			s.aside = append(s.aside, p)
		} else {
			s.prompts = append(s.prompts, p)
		}
	}
	s.putAway = slices.DeleteFunc(s.putAway, func(id string) bool { return !contains(s.aside, id) })
	return s.changed(before)
}

// changed reports whether another question is asked than before, or none, and
// begins it.
func (s *sheet) changed(before phone.Prompt) bool {
	if s.front() == before {
		return false
	}
	s.renew()
	s.resent = false
	return true
}

func contains(prompts []phone.Prompt, id string) bool {
	return slices.ContainsFunc(prompts, func(p phone.Prompt) bool { return p.ID == id })
}

// bring asks a question again that was put away, before any other.
func (s *sheet) bring(id string) {
	at := slices.IndexFunc(s.aside, func(p phone.Prompt) bool { return p.ID == id })
	if at < 0 {
		return
	}
	before := s.front()
	s.prompts = slices.Insert(s.prompts, 0, s.aside[at])
	s.forget(id)
	s.changed(before)
}

// forget is for a question that is asked anew, or that is gone: it is put away no
// more.
func (s *sheet) forget(id string) {
	s.putAway = slices.DeleteFunc(s.putAway, func(known string) bool { return known == id })
	s.aside = slices.DeleteFunc(slices.Clone(s.aside), func(p phone.Prompt) bool { return p.ID == id })
}

// later puts the question that is asked away, and asks the next one.
func (m *model) later() tea.Cmd {
	h := &m.handset
	s := &h.sheet
	s.putAway = append(s.putAway, s.front().ID)
	s.show(slices.Concat(s.prompts, s.aside))
	if s.stands() {
		// The same key once more is not meant for the next question.
		h.startGrace(m.options.Now())
		return nil
	}
	if m.mirror().putAwayKey().act == doNothing { // else the screen says so
		h.toast = words{quietly, wordsLater}
	}
	return nil
}

// bringBack asks a question again. The key that did it must not answer it when
// it comes twice.
func (m *model) bringBack(id string) tea.Cmd {
	m.handset.sheet.bring(id)
	m.handset.startGrace(m.options.Now())
	return nil
}

// putAwayKey brings the first question back that was put away, on an idle phone.
func (m *mirror) putAwayKey() softKey {
	s := &m.handset.sheet
	if len(s.aside) == 0 || !m.handset.isHome() {
		return softKey{}
	}
	return softKey{doBring, m.keys.Prompt.Bring, true}
}

// putAwayRow is the last row of an idle phone: whose question was put away, and the
// key that brings it back; empty where there is none.
func (m *mirror) putAwayRow() string {
	s, p := &m.handset.sheet, &m.pen
	soft := m.putAwayKey()
	if soft.act == doNothing {
		return ""
	}
	return p.centred(p.next, "◆ "+s.asideWords(p.ruler)+" "+soft.key.Help().Key, m.layout.screen.Dx())
}

func (s *sheet) asideWords(r ruler) string {
	if len(s.aside) > 1 {
		return r.say(wordsPutAwayMany)
	}
	return s.aside[0].From + " " + r.say(wordsPutAway)
}
