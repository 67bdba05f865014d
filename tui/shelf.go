package tui

import (
	"image"
)

// shelf is a list over the idle phone's screen, with one entry chosen: a title with
// a gap, and two rows an entry, as messages have them.
type shelf struct{ chosen, top int }

// shelfEntry is what stands in the two rows of an entry.
type shelfEntry struct {
	sign               words
	title, beside      string
	under, underBeside string
}

// move chooses an entry so many further down, of so many.
func (s *shelf) move(by, count int) { s.chosen = max(0, min(s.chosen+by, count-1)) }

// fit keeps the chosen entry in sight.
func (s *shelf) fit(area image.Rectangle, count int) {
	fits := shelfFits(area)
	s.move(0, count)
	s.top = max(0, min(s.top, s.chosen, count-fits), s.chosen-fits+1)
}

// shelfFits is how many entries there is room for.
func shelfFits(area image.Rectangle) int { return max(1, (area.Dy()-titleRows)/messageRows) }

// under is the entry in row i of the screen, or -1.
func (s *shelf) under(i int, area image.Rectangle, count int) int {
	at := (i - titleRows) / messageRows
	if i < titleRows || at >= shelfFits(area) || s.top+at >= count {
		return -1
	}
	return s.top + at
}

// mark is beside row i of the screen: whether there is more above or below.
func (s *shelf) mark(i int, area image.Rectangle, count int) (above, below bool) {
	fits := shelfFits(area)
	return i == titleRows && s.top > 0, i == titleRows+fits*messageRows-1 && s.top+fits < count
}

// rows are the entries that can be seen.
func (s *shelf) rows(p *pen, area image.Rectangle, count int, entry func(int) shelfEntry) []string {
	var rows []string
	for i := s.top; i < count && i < s.top+shelfFits(area); i++ {
		rows = append(rows, entry(i).rows(p, area.Dx(), i == s.chosen)...)
	}
	return rows
}

func (e shelfEntry) rows(p *pen, width int, chosen bool) []string {
	style := p.plain
	if chosen {
		style = p.strong
	}
	first, second := p.marked(width, chosen), p.marked(width, chosen)
	if e.sign.text != "" {
		first.add(p.tone(e.sign.tone), e.sign.text).blank(1)
		second.blank(p.width(e.sign.text) + 1)
	}
	first.add(style, p.cut(plain(e.title), first.room-p.width(e.beside)-1))
	second.add(p.quiet, p.cut(plain(e.under), second.room-p.width(e.underBeside)-1))
	first.until(p.width(e.beside)).add(p.quiet, e.beside)
	second.until(p.width(e.underBeside)).add(p.quiet, e.underBeside)
	return []string{first.done(), second.done()}
}
