package tui

import (
	"image"
	"time"

	"candybar/phone"
	"candybar/phone/text"
)

// inbox is the phone's messages, as they are looked at. They are numbered as they
// came, so that one keeps its number when others come; the list has the newest
// first.
type inbox struct {
	messages []phone.SMS
	// gaveWay is how many there were before the first of them.
	gaveWay int
	// read are the numbers of those that were opened here.
	read map[int]bool
	view inboxView
	// chosen is the number of the message that is chosen, or read.
	chosen int
	// top is how many messages are newer than the first one in the list.
	top   int
	pager pager
	page  shownMessage
	// asks are the prompts that ask the same as the links of messages, by their
	// numbers, action which of the message's actions Enter does.
	asks   map[int]string
	action int
}

// inboxView is what of the inbox is on the screen.
type inboxView uint8

const (
	inboxClosed inboxView = iota
	inboxList
	inboxMessage
)

// shownMessage is what the pager's lines were made from.
type shownMessage struct {
	number, width int
	when          string
	by            ruler
}

// Rows of the list: its title with a gap, and those of a message.
const (
	titleRows   = 2
	messageRows = 2
)

// take takes what the phone has, and how many gave way to that. Numbers count from
// the oldest one that is there, so all of them change when that goes.
func (b *inbox) take(messages []phone.SMS, gaveWay int) {
	by := gaveWay - b.gaveWay
	b.messages, b.gaveWay = messages, gaveWay
	if by == 0 {
		return
	}
	b.read, b.asks = renumbered(b.read, by), renumbered(b.asks, by)
	if b.chosen < by && b.view == inboxMessage {
		b.view = inboxList // what was read is gone
	}
	b.chosen = max(0, b.chosen-by)
	b.page = shownMessage{}
}

// renumbered is what is known of messages, after so many of the oldest went.
func renumbered[T any](known map[int]T, by int) map[int]T {
	left := make(map[int]T, len(known))
	for number, what := range known {
		if number >= by {
			left[number-by] = what
		}
	}
	return left
}

func (b *inbox) unread() int { return len(b.messages) - len(b.read) }

func (b *inbox) isOpen() bool { return b.view != inboxClosed }

func (b *inbox) close() { b.view = inboxClosed }

// open shows the list, with the newest message chosen.
func (b *inbox) open() { b.view, b.chosen, b.top = inboxList, len(b.messages)-1, 0 }

// readChosen opens the chosen message.
func (b *inbox) readChosen() {
	if b.read == nil {
		b.read = make(map[int]bool)
	}
	b.read[b.chosen] = true
	b.view, b.action = inboxMessage, 0
	b.page, b.pager.top = shownMessage{}, 0
}

// back goes from a message to the list, from the list to the idle phone.
func (b *inbox) back() { b.view-- }

// move chooses a message so many further down, or scrolls the one that is read.
func (b *inbox) move(by int) {
	switch b.view {
	case inboxList:
		b.chosen = max(0, min(b.chosen-by, len(b.messages)-1))
	case inboxMessage:
		b.pager.scroll(by)
	case inboxClosed:
	}
}

// fit takes a place: the chosen message is kept in sight, the text broken.
func (b *inbox) fit(p *pen, area image.Rectangle, now time.Time) {
	switch b.view {
	case inboxList:
		fits := b.fits(area)
		at := len(b.messages) - 1 - b.chosen
		b.top = max(0, min(b.top, at, len(b.messages)-fits), at-fits+1)
	case inboxMessage:
		b.pager.rows = area.Dy()
		b.write(p, area.Dx(), now)
		b.pager.scroll(0)
	case inboxClosed:
	}
}

// fits is how many messages the list has room for.
func (b *inbox) fits(area image.Rectangle) int { return (area.Dy() - titleRows) / messageRows }

// write writes the lines of the message, where they are not there.
func (b *inbox) write(p *pen, width int, now time.Time) {
	m := b.messages[b.chosen]
	page := shownMessage{b.chosen, width, arrival(m.At, now), p.ruler}
	if page == b.page {
		return
	}
	b.page, b.pager.lines = page, nil
	from := p.cut(plain(m.From), width-p.width(page.when)-1)
	gap := blanks(width - p.width(from) - p.width(page.when))
	b.pager.lines = append(b.pager.lines, []words{{strongly, from}, {quietly, gap + page.when}}, nil)
	clean, _ := text.Clean(m.Text)
	b.pager.put(p, width, words{}, plainly, clean)
}

// rows are what of the inbox is on the screen.
func (b *inbox) rows(p *pen, area image.Rectangle, now time.Time) []string {
	if b.view == inboxMessage {
		return b.pager.draw(p, area.Dx())
	}
	title := p.line(area.Dx()).add(p.strong, p.say("Messages"))
	if n := b.unread(); n > 0 {
		count := p.count(n, "unread")
		title.until(p.width(count)).add(p.quiet, count)
	}
	rows := []string{title.done(), blanks(area.Dx())}
	newest := len(b.messages) - 1
	for i := b.top; i <= newest && i < b.top+b.fits(area); i++ {
		rows = append(rows, b.entry(p, newest-i, area.Dx(), now)...)
	}
	return rows
}

// entry is a message in the list: who and when, and how it begins.
func (b *inbox) entry(p *pen, number, width int, now time.Time) []string {
	m := b.messages[number]
	begin := func() *line {
		if number == b.chosen {
			return p.line(width).add(p.next, "▌")
		}
		return p.line(width).blank(1)
	}
	sign, style := "  ", p.plain
	if !b.read[number] {
		sign, style = "● ", p.strong
	}
	when := arrival(m.At, now)
	first := begin().add(p.next, sign)
	first.add(style, p.cut(plain(m.From), first.room-p.width(when)-1))
	first.until(p.width(when)).add(p.quiet, when)
	return []string{first.done(), begin().blank(2).flow(p.quiet, plain(m.Text)).done()}
}

// arrival is when a message came: the time, and the day where it is not today.
func arrival(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// mark is beside row i of the screen: whether there is more above or below.
func (b *inbox) mark(i int, area image.Rectangle) (above, below bool) {
	if b.view == inboxMessage {
		return i == 0 && b.pager.top > 0, i == b.pager.rows-1 && b.pager.top+b.pager.rows < len(b.pager.lines)
	}
	fits := b.fits(area)
	return i == titleRows && b.top > 0, i == titleRows+fits*messageRows-1 && b.top+fits < len(b.messages)
}

// under is the number of the message that stands in row i of the list, or -1.
func (b *inbox) under(i int, area image.Rectangle) int {
	at := (i - titleRows) / messageRows
	number := len(b.messages) - 1 - b.top - at
	if b.view != inboxList || i < titleRows || at >= b.fits(area) || number < 0 {
		return -1
	}
	return number
}
