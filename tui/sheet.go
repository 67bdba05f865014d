package tui

import (
	"fmt"
	"image"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/text"
)

// sheet is the layer over the phone's screen on which the payment network asks,
// the oldest question first. While one stands it has the phone's keys; what is
// below stays as it is and comes back as it was.
type sheet struct {
	prompts []phone.Prompt
	// aside are the questions that were put away and are open still, putAway their
	// ids.
	aside   []phone.Prompt
	putAway []string
	// freshUntil is until when the question that is asked has just come, or come back.
	freshUntil time.Time
	// field is what was typed into the question that is asked.
	field field
	// onLeft is true where Enter gives the answer on the left: no, or another code.
	onLeft bool
	// hidden is true where not even a code that could be read is drawn.
	hidden bool
	// resent is true after another code was asked for, until one is typed.
	resent bool
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

// rows is how many lines of the question can be seen.
func (s *sheet) rows() int { return s.box.Dy() - sheetEdges }

// fit breaks the question for its place.
func (s *sheet) fit(r ruler, l *phoneLayout) {
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
	s.freshUntil = time.Time{}
	switch {
	case key.Matches(msg, keys.Answer):
		return m.answer()
	case key.Matches(msg, keys.Later):
		return m.later()
	case key.Matches(msg, keys.Other):
		s.onLeft = !s.onLeft
	case key.Matches(msg, keys.No):
		s.onLeft = true
	case key.Matches(msg, keys.Yes):
		s.onLeft = false
	case s.hasCode() && key.Matches(msg, keys.Resend):
		return m.decide(phone.Resend{})
	case key.Matches(msg, m.keys.Phone.Erase):
		s.field.erase()
	case key.Matches(msg, m.keys.Phone.EraseAll):
		s.field = field{}
	case m.scrollPhone(msg):
	case msg.Text != "":
		s.typed(msg.Text)
	}
	return nil
}

// answer gives the answer that is chosen, where it can be given.
func (m *model) answer() tea.Cmd {
	s := &m.handset.sheet
	switch {
	case s.onLeft:
		return m.decide(s.left())
	case s.complete():
		return m.decide(s.right())
	default:
		return nil
	}
}

// decide answers the question, and asks the next one.
func (m *model) decide(answer phone.PromptAnswer) tea.Cmd {
	s := &m.handset.sheet
	id := s.front().ID
	if _, again := answer.(phone.Resend); again {
		s.renew()
		s.resent = true
	} else {
		s.answered = id
		before := s.front()
		s.prompts = s.prompts[1:]
		s.changed(before)
	}
	if s.stands() {
		// The same key once more is not meant for the next question, nor for a
		// second new code.
		m.handset.startGrace(m.options.Now())
	}
	return m.press(phone.Decide{ID: id, Answer: answer})
}

// clickSheet answers with what was clicked.
func (m *model) clickSheet(hit string) tea.Cmd {
	if m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.handset.toast = words{}
	m.handset.sheet.onLeft = hit == hitNo
	return m.answer()
}

// overlaySheet draws the question over the last rows of the screen.
func (m *mirror) overlaySheet(rows []string) []string {
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
	across, down, corners := s.edges(m.now)
	inside := func(row, mark string) { put(p.next.render(down) + " " + row + " " + p.next.render(mark)) }

	count := ""
	if n := len(s.prompts); n > 1 {
		count = fmt.Sprintf(" 1 of %d ", n)
	}
	put(p.line(width).add(p.next, corners[0]+strings.Repeat(across, max(0, width-3-len(count)))).add(p.quiet, count).add(p.next, across+corners[1]).done())
	inside(p.line(s.textWidth).add(p.strong, s.front().From).done(), down)
	for i := range s.rows() {
		mark := down
		switch {
		case i == 0 && s.top > 0:
			mark = "▴"
		case i == s.rows()-1 && s.top+s.rows() < len(s.lines):
			mark = "▾"
		}
		inside(p.line(s.textWidth).flow(p.plain, s.lines[s.top+i]).done(), mark)
	}
	inside(s.fieldRow(p, m.focused), down)
	inside(s.answers(p), down)
	put(p.next.render(corners[2] + strings.Repeat(across, width-2) + corners[3]))
	return rows
}

// answers are the two answers, with a mark on the one that Enter gives. One that
// cannot be given yet has none.
func (s *sheet) answers(p *pen) string {
	wants := s.wants()
	left, right := p.plain, p.plain
	marks := [2]string{"  ", "  "}
	switch {
	case s.onLeft:
		left, marks[0] = p.cap, "▸ "
	case s.complete():
		right, marks[1] = p.cap, "▸ "
	}
	if !s.complete() {
		right = p.quiet
	}
	out := p.line(s.textWidth).add(p.next, marks[0]).add(left, p.say(wants.left))
	word := p.say(wants.right)
	return out.until(p.width(word)+2).add(p.next, marks[1]).add(right, word).done()
}
