package tui

import (
	"strings"
	"time"

	"candybar/gateway"
	"candybar/phone"
	"candybar/phone/dial"
)

// A screen or a question that comes by itself, while the user was typing into
// another, must not be put away or answered by a key meant for that other. Keys are swallowed until there
// was a pause of graceQuiet, graceMost at most.
const (
	graceQuiet = 400 * time.Millisecond
	graceMost  = 1500 * time.Millisecond
)

// handset is the phone as it is shown: what the line says of it, and what only
// this terminal knows, such as what is half typed.
type handset struct {
	view gateway.View
	// dialogue is that of view, or what a key that is on its way to the line
	// makes of it.
	dialogue phone.Dialogue
	// dial is the dial string of an idle phone, reply the answer to a screen.
	dial, reply entry
	// kind is what the dial string is, so far.
	kind dial.Dialled
	// last was dialled last; code is what the phone waits for after dialling.
	last, code string
	// notice is what the phone says by itself, toast why a key did nothing or what
	// came of it. Both are there until the next key.
	notice string
	toast  words

	sheet  sheet
	inbox  inbox
	calls  callLog
	drawer drawer
	banner banner

	// lines are the text of the screen as broken, columns wide, top the first one
	// shown, and textRows how many can be; rows are those of the screen besides what
	// is typed.
	lines                  []string
	broken                 broken
	columns, top, textRows int
	rows                   int

	// mode is what the keypad types, tap the letter that it typed last.
	mode   inputMode
	tap    tap
	dialog dialog

	graceUntil, graceEnd time.Time
}

// broken is what the lines were made from.
type broken struct {
	words string
	width int
	by    ruler
}

// show takes what the line says. now is for the grace.
func (h *handset) show(view gateway.View, now time.Time) {
	if said := view.Phone.Notice(); said != h.view.Phone.Notice() {
		h.notice = said
	}
	h.view = view
	h.inbox.take(view.Phone.Inbox(), view.Phone.GaveWay())
	if h.sheet.show(view.Phone.Prompts()) {
		// It came, or went, by itself: a key in flight was meant for something else.
		h.startGrace(now)
	}
	before, after := h.dialogue, view.Phone.Dialogue()
	if before == after {
		return
	}
	_, wasOpen := before.(phone.Open)
	if _, isWaiting := after.(phone.Waiting); wasOpen && !isWaiting {
		h.startGrace(now)
	}
	h.become(after)
}

// startGrace swallows keys for a while; a question that stands looks new until then.
func (h *handset) startGrace(now time.Time) {
	h.graceUntil, h.graceEnd = now.Add(graceQuiet), now.Add(graceMost)
	h.sheet.freshUntil = h.graceEnd
}

// become makes d the dialogue. Whatever was typed into the one before is gone.
func (h *handset) become(d phone.Dialogue) {
	h.dialogue = d
	h.reply.clear()
	h.top = 0
	h.mode, h.tap, h.dialog = numeric, tap{}, dialog{}
	h.inbox.close()
	h.drawer = drawer{}
}

// swallows reports whether a key came too soon after a screen that came by
// itself.
func (h *handset) swallows(now time.Time) bool {
	if !now.Before(h.graceUntil) {
		return false
	}
	h.graceUntil = now.Add(graceQuiet)
	if h.graceUntil.After(h.graceEnd) {
		h.graceUntil = h.graceEnd
	}
	return true
}

// words is the text that the phone shows now; it may be longer than the screen.
func (h *handset) words() string {
	if h.notice != "" {
		return h.notice
	}
	switch d := h.dialogue.(type) {
	case phone.Open:
		return d.Text
	case phone.Ended:
		return d.Text
	case phone.Idle, phone.Waiting:
		return ""
	default:
		return ""
	}
}

// said is the text that the phone shows now, its own words in its language.
func (h *handset) said(r ruler) string {
	if about := h.view.Phone.NoticeAbout(); h.notice != "" && h.notice == about.Sentence() {
		return r.sentence(about)
	}
	if unpaid, ok := strings.CutPrefix(h.notice, wordsNotPaid); ok {
		reason, amount, _ := strings.Cut(unpaid, ".\n\n")
		return r.notPaid(reason, amount)
	}
	if d, ended := h.dialogue.(phone.Ended); h.notice != "" || ended && d.Own {
		return r.say(h.words())
	}
	return h.words()
}

// shownInbox reports whether the inbox is what the screen shows, below a sheet.
func (h *handset) shownInbox() bool { return h.notice == "" && h.inbox.isOpen() }

// move scrolls what the screen shows.
func (h *handset) move(by int) {
	switch {
	case h.sheet.stands():
		h.sheet.scroll(by)
	case h.shownInbox():
		h.inbox.move(by)
	default:
		h.scroll(by)
	}
}

// page is how far a page key moves.
func (h *handset) page() int {
	switch {
	case h.sheet.stands():
		return h.sheet.rows()
	case h.shownInbox() && h.inbox.view == inboxList, h.shownDrawer():
		return max(1, (h.rows-titleRows)/messageRows)
	case h.shownInbox():
		return h.rows
	default:
		return h.textRows
	}
}

// typing is the entry that the phone's keys type into, or nil.
func (h *handset) typing() *entry {
	switch h.dialogue.(type) {
	case phone.Idle:
		if h.isNaming() {
			return &h.drawer.name
		}
		return &h.dial
	case phone.Open:
		return &h.reply
	case phone.Waiting, phone.Ended:
		return nil
	default:
		return nil
	}
}

// hasEntry reports whether the entry is drawn: an idle phone has it only when
// something is dialled.
func (h *handset) hasEntry() bool {
	switch h.dialogue.(type) {
	case phone.Idle:
		return h.dial.value != "" || h.isNaming()
	case phone.Open:
		return h.notice == "" && !h.dialogStands()
	case phone.Waiting, phone.Ended:
		return false
	default:
		return false
	}
}

// fit breaks the text for the screen's place, and keeps the scrolling within it.
func (h *handset) fit(p *pen, l *phoneLayout, now time.Time) {
	r := p.ruler
	h.rows = l.screen.Dy()
	if h.hasEntry() {
		h.rows -= l.entry.Dy()
	}
	h.fitText(l)
	if now := (broken{h.said(r), h.columns, r}); now != h.broken {
		h.broken, h.lines = now, nil
		if now.words != "" {
			h.lines = r.wrap(now.words, now.width)
		}
	}
	h.fitDialog(r, l)
	h.scroll(0)
	h.sheet.fit(r, l)
	h.inbox.fit(p, l.screen, now)
}

func (h *handset) scroll(by int) {
	h.top = max(0, min(h.top+by, len(h.lines)-h.textRows))
}

// more reports whether there is more text above or below row i of it.
func (h *handset) more(i int) (above, below bool) {
	return i == 0 && h.top > 0, i == h.textRows-1 && h.top+h.textRows < len(h.lines)
}

// typed types s, which one key or one paste brought. It reports a dial string
// that the phone answers at its last character, such as *#06#, without a call key.
func (h *handset) typed(s string) (atOnce bool) {
	h.tap = tap{}
	switch h.dialogue.(type) {
	case phone.Idle:
		if h.isNaming() {
			h.drawer.typedName(s)
			return false
		}
		if dialable(s) != "" {
			h.inbox.close()
			h.drawer = drawer{}
		}
		h.dial.insert(dialable(s))
		h.kind = dial.Classify(h.dial.value)
		return h.kind.Class == dial.Local && dialable(s) != ""
	case phone.Open:
		if h.skin() == phone.Smartphone {
			h.reply.insertFreely(typable(s))
		} else {
			h.reply.insert(typable(s))
		}
	case phone.Waiting, phone.Ended:
	}
	return false
}

// edit changes the entry by one of its methods.
func (h *handset) edit(change func(*entry)) {
	h.tap = tap{}
	if e := h.typing(); e != nil {
		change(e)
		h.kind = dial.Classify(h.dial.value)
	}
}
