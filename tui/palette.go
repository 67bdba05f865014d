package tui

import (
	"image"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/dial"
)

// palette is the list of everything that can be done, over the middle of the
// terminal. While it is open it has every key but Ctrl+C: a question that comes in
// the meantime stands below, where it can be seen, and gets none.
//
// The entries are those of the moment in which it was opened, so that none changes
// under the user's hand.
type palette struct {
	open    bool
	sought  entry
	entries []paletteEntry
	// found are the entries that match, chosen one of them, top the first one shown.
	found       []paletteEntry
	chosen, top int
	// area is the palette with its frame.
	area image.Rectangle
	// grace is what the phone's was: another one means that something came.
	grace time.Time
}

// paletteEntry is an action, or a code that is dialled.
type paletteEntry struct {
	name, key string
	action    action
	code      string
}

// paletteKeys are the keys of the palette.
type paletteKeys struct {
	Do, Up, Down, PageUp, PageDown, Erase, EraseAll, Close key.Binding
}

func newPaletteKeys(bind func(shown, does string, keys ...string) key.Binding) paletteKeys {
	return paletteKeys{
		Do:       bind("enter", "do it", "enter"),
		Up:       bind("↑", "up", "up"),
		Down:     bind("↓", "down", "down"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Erase:    bind("backspace", "erase", "backspace", "ctrl+h"),
		EraseAll: bind("ctrl+u", "erase all", "ctrl+u"),
		Close:    bind("esc", "close", "esc", "ctrl+p"),
	}
}

// The palette's rows besides its entries, and how wide and high it becomes.
const (
	paletteHead   = 3 // the frame, the field and a rule
	paletteEdges  = paletteHead + 1
	mostPalette   = 64
	mostFound     = 18
	paletteMargin = 2
)

// openPalette opens it with what can be done now.
func (m *model) openPalette() {
	m.palette = palette{open: true, grace: m.handset.graceEnd}
	c := &m.palette
	for i := range m.book.count() {
		if saved := m.book.at(i); m.canDial() {
			name := strings.TrimSpace("dial " + saved.Name)
			c.entries = append(c.entries, paletteEntry{name: name + " " + saved.Code, code: saved.Code})
		}
	}
	for _, part := range m.sections() {
		for _, a := range part.actions {
			if !a.enabled() || a.ready == nil || !a.ready(m) {
				continue
			}
			e := paletteEntry{name: a.does, key: a.keys[0].Help().Key, action: a}
			if a.name != nil {
				e.name = a.name(m)
			}
			c.entries = append(c.entries, e)
		}
	}
	c.seek(m.canDial())
}

// canDial reports whether the phone would take a code now.
func (m *model) canDial() bool {
	_, idle := m.handset.dialogue.(phone.Idle)
	return idle && !m.handset.sheet.stands()
}

// seek looks for what was typed. A code is an entry of its own.
func (c *palette) seek(dials bool) {
	c.found, c.chosen, c.top = nil, 0, 0
	sought := strings.TrimSpace(c.sought.value)
	if code := dialable(sought); dials && code != "" && utf8.RuneCountInString(sought) == len(code) {
		if kind := dial.Classify(code); kind.Class == dial.USSD || kind.Class == dial.Local {
			c.found = append(c.found, paletteEntry{name: "dial " + code, key: "enter", code: code})
		}
	}
	for _, e := range c.entries {
		if isIn(sought, e.name) && !(len(c.found) > 0 && c.found[0].code != "" && c.found[0].code == e.code) {
			c.found = append(c.found, e)
		}
	}
	if sought == "" {
		return
	}
	// What has the words themselves comes before what has their letters.
	slices.SortStableFunc(c.found, func(a, b paletteEntry) int { return a.rank(sought) - b.rank(sought) })
}

func (e paletteEntry) rank(sought string) int {
	name, sought := strings.ToLower(e.name), strings.ToLower(sought)
	switch {
	case e.code != "" && strings.Contains(name, sought), strings.HasPrefix(name, sought):
		return 0
	case strings.Contains(name, " "+sought):
		return 1
	case strings.Contains(name, sought):
		return 2
	default:
		return 3
	}
}

// isIn reports whether the characters of sought are in name, in their order;
// blanks and case do not count.
func isIn(sought, name string) bool {
	rest := []rune(strings.ToLower(name))
	for _, r := range strings.ToLower(sought) {
		if unicode.IsSpace(r) {
			continue
		}
		at := slices.Index(rest, r)
		if at < 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

// paletteKey is a key while it is open.
func (m *model) paletteKey(msg tea.KeyPressMsg) tea.Cmd {
	c, keys := &m.palette, &m.keys.InPalette
	page := max(1, c.rows()-1)
	switch {
	case key.Matches(msg, keys.Do):
		return m.doChosen()
	case key.Matches(msg, keys.Close):
		m.closePalette()
	case key.Matches(msg, keys.Up):
		c.move(-1)
	case key.Matches(msg, keys.Down):
		c.move(+1)
	case key.Matches(msg, keys.PageUp):
		c.move(-page)
	case key.Matches(msg, keys.PageDown):
		c.move(+page)
	case key.Matches(msg, keys.Erase):
		c.sought.erase()
		c.seek(m.canDial())
	case key.Matches(msg, keys.EraseAll):
		c.sought.clear()
		c.seek(m.canDial())
	case msg.Text != "":
		m.seekTyped(msg.Text)
	}
	return nil
}

func (m *model) seekTyped(s string) {
	m.palette.sought.insertFreely(typable(s))
	m.palette.seek(m.canDial())
}

func (c *palette) move(by int) { c.chosen = max(0, min(c.chosen+by, len(c.found)-1)) }

// closePalette closes it. What came by itself in the meantime takes no key that
// was meant for the palette.
func (m *model) closePalette() {
	came := m.palette.grace != m.handset.graceEnd
	m.palette = palette{}
	if came {
		m.handset.startGrace(m.options.Now())
	}
}

// doChosen does what is chosen, unless that cannot be done any more.
func (m *model) doChosen() tea.Cmd {
	c := &m.palette
	if c.chosen >= len(c.found) {
		return nil
	}
	chosen := c.found[c.chosen]
	m.closePalette()
	if chosen.code != "" {
		if !m.canDial() || m.handset.swallows(m.options.Now()) {
			return nil
		}
		m.focusPhone()
		m.handset.inbox.close()
		return m.dialAtPace(chosen.code)
	}
	a := chosen.action
	if !a.ready(m) || a.name != nil && a.name(m) != chosen.name {
		return nil
	}
	return m.perform(a)
}

// rows is how many entries have room.
func (c *palette) rows() int { return c.area.Dy() - paletteEdges }

// fit takes a place in the middle of a terminal, near its top so that a question
// below stays in sight.
func (c *palette) fit(width, height int) {
	w := min(mostPalette, width-2*paletteMargin)
	h := min(len(c.entries)+1, mostFound, height-1-2*paletteMargin-paletteEdges) + paletteEdges
	left := (width - w) / 2
	c.area = image.Rect(left, paletteMargin, left+w, paletteMargin+h)
	c.top = max(c.chosen-c.rows()+1, min(c.top, c.chosen))
	c.top = max(0, min(c.top, len(c.found)-c.rows()))
}

// paletteRows are the palette, with its frame.
func (m *model) paletteRows() []string {
	p, c := &m.pen, &m.palette
	width := c.area.Dx()
	side := p.next.render("│")
	inside := func(row string) string { return side + " " + row + " " + side }
	shown, _ := c.sought.window(p.ruler, width-4)
	field := p.line(width - 4)
	if c.sought.value == "" {
		field.blank(1).add(p.quiet, "what to do, or a code to dial")
	} else {
		field.add(p.plain, shown)
	}
	rows := []string{
		p.boxTop(p.next, "all actions", "", width),
		inside(field.done()),
		p.next.render("├") + p.next.render(strings.Repeat("─", width-2)) + p.next.render("┤"),
	}
	for i := range c.rows() {
		row := blanks(width - 4)
		switch at := c.top + i; {
		case at < len(c.found):
			row = p.paletteEntry(c.found[at], width-4, at == c.chosen)
		case i == 0:
			row = p.line(width-4).blank(2).add(p.quiet, "nothing is called so").done()
		}
		rows = append(rows, inside(row))
	}
	asks := ""
	if m.handset.sheet.stands() {
		asks = plain(m.handset.sheet.front().From) + " asks"
	}
	return append(rows, p.boxBottom(p.next, asks, c.where(), width))
}

func (p *pen) paletteEntry(e paletteEntry, width int, chosen bool) string {
	style := p.plain
	if chosen {
		style = p.strong
	}
	out := p.marked(width, chosen)
	out.add(style, p.cut(plain(e.name), out.room-p.width(e.key)-1))
	return out.until(p.width(e.key)).add(p.quiet, e.key).done()
}

// where says which entries are shown, where it is not all.
func (c *palette) where() string {
	g := pager{lines: make([][]words, len(c.found)), top: c.top, rows: c.rows()}
	return g.where()
}

// overlayPalette draws it over the frame.
func (m *model) overlayPalette(rows []string) []string {
	area := m.palette.area
	for i, row := range m.paletteRows() {
		y := area.Min.Y + i
		rows[y] = m.pen.cells(rows[y], 0, area.Min.X) + row + m.pen.cells(rows[y], area.Max.X, m.width)
	}
	return rows
}

// clickPalette is a click while it is open: beside it, it closes. The right button
// erases what is looked for.
func (m *model) clickPalette(at image.Point, long bool) tea.Cmd {
	c := &m.palette
	switch {
	case !at.In(c.area):
		m.closePalette()
		return nil
	case long:
		return m.pressBinding(m.keys.InPalette.Erase)
	}
	number := c.top + at.Y - c.area.Min.Y - paletteHead
	if at.Y < c.area.Min.Y+paletteHead || at.Y >= c.area.Max.Y-1 || number >= len(c.found) {
		return nil
	}
	c.chosen = number
	return m.doChosen()
}

// paletteCursor is where the next character goes.
func (m *model) paletteCursor() image.Point {
	_, at := m.palette.sought.window(m.pen.ruler, m.palette.area.Dx()-4)
	return m.palette.area.Min.Add(image.Pt(2+at, 1))
}
