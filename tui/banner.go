package tui

import (
	"image"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/phone"
)

// What arrives is noticed: a message is a banner over the first rows of the screen
// for a few seconds, a question has a heavy frame for as long as it may swallow keys,
// and where the user wants it the terminal's bell rings for both.

// A banner goes after bannerFor, and with a key before, but not within bannerLeast:
// that key was in flight.
const (
	bannerFor   = 5 * time.Second
	bannerLeast = time.Second
	bannerRows  = 3
)

const wordsNew = "new"

// banner is the message that arrived last, while it is drawn over the screen.
type banner struct {
	sms phone.SMS
	at  time.Time
}

// hear shows the last of the messages that arrived.
func (b *banner) hear(events []event.Event, now time.Time) {
	for _, e := range events {
		if sms, ok := e.Body.(event.SMS); ok {
			*b = banner{sms: phone.SMS{From: sms.From, Text: sms.Text, At: e.Time}, at: now}
		}
	}
}

// stands reports whether it is there to be drawn.
func (b *banner) stands(now time.Time) bool { return !b.at.IsZero() && now.Sub(b.at) < bannerFor }

// hush is the next key or click on the phone.
func (b *banner) hush(now time.Time) {
	if now.Sub(b.at) >= bannerLeast {
		*b = banner{}
	}
}

// bannerArea is where the banner stands: nowhere, where a question needs the room
// or the message is in the list that is open.
func (m *mirror) bannerArea() image.Rectangle {
	h, screen := &m.handset, m.layout.screen
	area := band(screen, screen.Min.Y, bannerRows)
	switch {
	case !h.banner.stands(m.now), screen.Empty(), h.shownInbox():
		return image.Rectangle{}
	case h.sheet.stands() && h.sheet.box.Overlaps(area):
		return image.Rectangle{}
	default:
		return area
	}
}

// overlayBanner draws the banner over the first rows of the screen.
func (m *mirror) overlayBanner(rows []string) []string {
	if m.bannerArea().Empty() {
		return rows
	}
	p, width, sms := &m.pen, m.layout.screen.Dx(), m.handset.banner.sms
	head := p.line(width).add(p.next, "✉ ")
	head.add(p.cap, p.cut(plain(sms.From), head.room-p.width(p.say(wordsNew))-1))
	head.until(p.width(p.say(wordsNew))).add(p.next, p.say(wordsNew))
	rows[0] = head.done()
	rows[1] = p.line(width).flow(p.plain, plain(sms.Text)).done()
	rows[2] = p.line(width).add(p.next, strings.Repeat("─", width)).done()
	return rows
}

// clickBanner opens the message of the banner, where the phone is idle.
func (m *model) clickBanner() tea.Cmd {
	h := &m.handset
	if h.swallows(m.options.Now()) {
		return nil
	}
	h.banner = banner{}
	if _, idle := h.dialogue.(phone.Idle); !idle || h.notice != "" || h.sheet.stands() {
		return nil
	}
	h.drawer = drawer{}
	h.dial.clear()
	h.inbox.open()
	return m.readMessage()
}

// isFresh reports whether the question has just come.
func (s *sheet) isFresh(now time.Time) bool { return s.stands() && now.Before(s.freshUntil) }

// edges are the pieces of the question's frame: heavy ones while it is fresh.
func (s *sheet) edges(now time.Time) (across, down string, corners [4]string) {
	if s.isFresh(now) {
		return "━", "┃", [4]string{"┏", "┓", "┗", "┛"}
	}
	return "─", "│", [4]string{"┌", "┐", "└", "┘"}
}

// arrivalTick comes when what arrived is no longer new.
type arrivalTick struct{}

// arrivalTicks starts the tick that is wanted, where none is under way that comes as
// early.
func (m *model) arrivalTicks() tea.Cmd {
	next := m.staleAt()
	if next.IsZero() || !m.arriving.IsZero() && !next.Before(m.arriving) {
		return nil
	}
	m.arriving = next
	return tea.Tick(next.Sub(m.now), func(time.Time) tea.Msg { return arrivalTick{} })
}

// staleAt is when the first of what is drawn as new no longer is; the zero Time where
// nothing is.
func (m *model) staleAt() (at time.Time) {
	earlier := func(than time.Time) {
		if at.IsZero() || than.Before(at) {
			at = than
		}
	}
	for _, s := range m.sims {
		h := &s.handset
		switch {
		case s != m.sim && !m.inSight(s):
			continue
		case h.sheet.isFresh(m.now):
			earlier(h.sheet.freshUntil)
		}
		if h.banner.stands(m.now) {
			earlier(h.banner.at.Add(bannerFor))
		}
	}
	return at
}

// bell is the terminal's bell. It rings while the terminal is not looked at, or
// where the terminal does not say whether it is.
type bell struct{ wanted, looked bool }

// rings is the bell for what has arrived, once for all of it.
func (b *bell) rings(events []event.Event) tea.Cmd {
	if !b.wanted || b.looked {
		return nil
	}
	for _, e := range events {
		switch e.Body.(type) {
		case event.SMS, event.Prompt:
			return tea.Raw("\a")
		}
	}
	return nil
}
