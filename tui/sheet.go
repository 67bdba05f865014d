package tui

import (
	"fmt"
	"image"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/text"
)

// sheet is the layer over the phone's screen on which the payment network asks,
// the oldest question first. While one stands it has the phone's keys; what is
// below stays as it is and comes back as it was.
type sheet struct {
	prompts []phone.Prompt
	// declines is true where Enter says no.
	declines bool
	// answered is the prompt that was answered here last; charging is true until it
	// is known what came of it.
	answered string
	charging bool

	// lines are the question as broken, top the first one shown.
	lines     []string
	broken    broken
	top       int
	box       image.Rectangle
	no, yes   image.Rectangle
	textWidth int
}

func (s *sheet) stands() bool { return len(s.prompts) > 0 }

// front is the question that is asked, the zero Prompt where none is.
func (s *sheet) front() phone.Prompt {
	if !s.stands() {
		return phone.Prompt{}
	}
	return s.prompts[0]
}

// show takes the questions that are open. It reports whether another one, or
// none, is asked now.
func (s *sheet) show(prompts []phone.Prompt) (changed bool) {
	before := s.front()
	s.prompts = prompts
	if s.front() == before {
		return false
	}
	s.declines, s.top = false, 0
	return true
}

// rows is how many lines of the question can be seen.
func (s *sheet) rows() int { return s.box.Dy() - sheetEdges }

// fit breaks the question for its place.
func (s *sheet) fit(r ruler, l *layout) {
	if !s.stands() {
		return
	}
	s.textWidth = l.screen.Dx() - 4
	if now := (broken{s.front().Text, s.textWidth, r}); now != s.broken {
		clean, _ := text.Clean(now.words)
		s.broken, s.lines = now, r.wrap(strings.TrimSpace(clean), now.width)
	}
	s.box, s.no, s.yes = l.sheet(len(s.lines))
	s.scroll(0)
}

func (s *sheet) scroll(by int) { s.top = max(0, min(s.top+by, len(s.lines)-s.rows())) }

// sheetKey is a key of the phone while a question stands.
func (m *model) sheetKey(msg tea.KeyPressMsg) tea.Cmd {
	s, keys := &m.handset.sheet, &m.keys.Prompt
	switch {
	case key.Matches(msg, keys.Answer):
		return m.answer()
	case key.Matches(msg, keys.Later):
		// The link in the message still works.
		return m.decide(phone.Ignore{})
	case key.Matches(msg, keys.Other):
		s.declines = !s.declines
	case key.Matches(msg, keys.No):
		s.declines = true
	case key.Matches(msg, keys.Yes):
		s.declines = false
	default:
		m.scrollPhone(msg)
	}
	return nil
}

// answer gives the answer that is chosen.
func (m *model) answer() tea.Cmd {
	if m.handset.sheet.declines {
		return m.decide(phone.Decline{})
	}
	return m.decide(phone.Approve{})
}

// decide answers the question, and asks the next one.
func (m *model) decide(answer phone.PromptAnswer) tea.Cmd {
	s := &m.handset.sheet
	id := s.front().ID
	s.answered = id
	s.show(s.prompts[1:])
	if s.stands() {
		// The same key once more is not meant for the next question.
		m.handset.startGrace(m.options.Now())
	}
	return m.press(func() error { return m.options.Line.Do(phone.Decide{ID: id, Answer: answer}) })
}

// clickSheet answers with what was clicked.
func (m *model) clickSheet(hit string) tea.Cmd {
	if m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.handset.toast = words{}
	switch hit {
	case hitNo:
		return m.decide(phone.Decline{})
	case hitYes:
		return m.decide(phone.Approve{})
	default:
		return nil
	}
}

// overlaySheet draws the question over the last rows of the screen.
func (m *model) overlaySheet(rows []string) []string {
	s, p := &m.handset.sheet, &m.pen
	if !s.stands() {
		return rows
	}
	width := m.layout.screen.Dx()
	at := s.box.Min.Y - m.layout.screen.Min.Y
	put := func(row string) {
		rows[at] = row
		at++
	}
	inside := func(row, mark string) { put(p.next.render("│") + " " + row + " " + p.next.render(mark)) }

	count := ""
	if n := len(s.prompts); n > 1 {
		count = fmt.Sprintf(" 1 of %d ", n)
	}
	put(p.line(width).add(p.next, "┌"+strings.Repeat("─", max(0, width-3-len(count)))).add(p.quiet, count).add(p.next, "─┐").done())
	inside(p.line(s.textWidth).add(p.strong, s.front().From).done(), "│")
	for i := range s.rows() {
		mark := "│"
		switch {
		case i == 0 && s.top > 0:
			mark = "▴"
		case i == s.rows()-1 && s.top+s.rows() < len(s.lines):
			mark = "▾"
		}
		inside(p.line(s.textWidth).text(s.lines[s.top+i]).done(), mark)
	}
	inside(blanks(s.textWidth), "│")
	inside(s.answers(p), "│")
	put(p.next.render("└" + strings.Repeat("─", width-2) + "┘"))
	return rows
}

// answers are the two answers, with a mark on the one that Enter gives.
func (s *sheet) answers(p *pen) string {
	no, yes := p.plain, p.cap
	marks := [2]string{"  ", "▸ "}
	if s.declines {
		no, yes = yes, no
		marks[0], marks[1] = marks[1], marks[0]
	}
	out := p.line(s.textWidth).add(p.next, marks[0]).add(no, "decline")
	return out.until(len("approve")+2).add(p.next, marks[1]).add(yes, "approve").done()
}

// hear takes in what came of an answer that was given here.
func (h *handset) hear(events []event.Event, now time.Time) {
	for _, e := range events {
		switch b := e.Body.(type) {
		case event.Answered:
			// What was put away is charged elsewhere, if at all.
			h.sheet.charging = b.ID == h.sheet.answered && b.Answer != "ignore"
		case event.Charge:
			if h.sheet.charging {
				h.sheet.charging = false
				h.charged(b, now)
			}
		}
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
		h.notice = "Not paid: " + charge.Reason + ".\n\n" + amount(charge.Amount, charge.Currency)
		h.startGrace(now)
	}
}
