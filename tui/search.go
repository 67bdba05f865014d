package tui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone/rtl"
)

// search looks for words in the records that are shown and in the exchanges behind
// them: addresses, headers and bodies, in capitals or not.
type search struct {
	entry entry
	// typing is true while the keys go into it.
	typing bool
	// from is the record that was chosen when it began.
	from int
	// hits are the records that have it, by their place among those shown. stale
	// asks for them anew.
	hits  []int
	stale bool
}

// words are what is looked for, or nothing.
func (s *search) words() string { return strings.ToLower(s.entry.value) }

func (s *search) isOn() bool { return s.typing || s.entry.value != "" }

// said is the row that stands at the inspector's end while it is on.
func (s *search) said(p *pen, in *inspector, width int) string {
	out := p.line(width).add(p.next, "/").add(p.strong, p.cutLeft(p.steady(s.entry.value), width-16))
	if s.typing {
		out.add(p.next, "▌")
	}
	count, style := "", p.quiet
	switch at := slices.Index(s.hits, in.chosen); {
	case s.entry.value == "":
		count = "in addresses and bodies"
	case len(s.hits) == 0:
		count, style = "nothing found", p.warn
		if in.filter != showAll {
			count += " in " + in.filter.String()
		}
	case at >= 0:
		count = fmt.Sprintf("%d of %d", at+1, len(s.hits))
	default:
		count = fmt.Sprintf("%d found", len(s.hits))
	}
	count = p.cut(count, max(0, out.room-1))
	return out.until(p.width(count)).add(style, count).done()
}

// find looks for the words where that was not done yet.
func (in *inspector) find() {
	s := &in.search
	if !s.stale {
		return
	}
	s.stale, s.hits = false, nil
	words := s.words()
	if words == "" {
		return
	}
	for i, r := range in.records {
		if has(r, words) {
			s.hits = append(s.hits, i)
		}
	}
}

// goTo chooses the next hit from a record on (+1), itself included, or back (-1),
// around the end.
func (in *inspector) goTo(from, way int) {
	hits := in.search.hits
	if len(hits) == 0 {
		return
	}
	at, found := slices.BinarySearch(hits, from)
	if way < 0 && !found {
		at--
	}
	in.pick(hits[(at+len(hits))%len(hits)])
}

// openSearch begins one; what was looked for before is gone.
func (m *model) openSearch() {
	m.inspector.search = search{typing: true, from: m.inspector.chosen}
	m.panel = showInspector
}

// closeSearch ends it; nothing is marked any more.
func (m *model) closeSearch() { m.inspector.search = search{} }

// searchKey is a key while something is looked for. It reports whether it was one
// of the search.
func (m *model) searchKey(msg tea.KeyPressMsg) bool {
	in, s, keys := &m.inspector, &m.inspector.search, &m.keys
	if m.panel != showInspector && m.panel != showExchange || !s.isOn() {
		return false
	}
	switch {
	case !s.typing && m.panel == showInspector && key.Matches(msg, keys.Inspector.Back):
		m.closeSearch()
	case !s.typing:
		return false
	case key.Matches(msg, keys.Inspector.Back):
		in.pick(min(s.from, max(0, len(in.records)-1)))
		m.closeSearch()
	case key.Matches(msg, keys.Inspector.Open):
		s.typing = false
		if s.entry.value == "" {
			m.closeSearch()
		}
	case key.Matches(msg, keys.Phone.Erase) && s.entry.value == "":
		m.closeSearch()
	case key.Matches(msg, keys.Phone.Erase):
		s.entry.erase()
		m.searchOn()
	case key.Matches(msg, keys.Phone.EraseAll):
		s.entry.clear()
		m.searchOn()
	case msg.Text != "":
		m.seek(msg.Text)
	}
	return true
}

// seek types text into the search.
func (m *model) seek(text string) {
	m.inspector.search.entry.insertFreely(typable(text))
	m.searchOn()
}

// searchOn looks for what is typed now, from where the search began.
func (m *model) searchOn() {
	in := &m.inspector
	in.search.stale = true
	in.find()
	in.goTo(in.search.from, +1)
}

// nextFound goes to the next hit (+1) or the one before (-1); in an exchange, to
// the next line that has one.
func (m *model) nextFound(way int) {
	in := &m.inspector
	if in.search.words() == "" {
		return
	}
	if m.panel == showExchange {
		m.exchange.seek(&m.pen, in.search.words(), way)
		return
	}
	in.find()
	in.goTo(in.chosen+way, way)
}

// seek scrolls to the next line that has the words.
func (g *pager) seek(p *pen, words string, way int) {
	for i := g.top + way; i >= 0 && i < len(g.lines); i += way {
		var whole strings.Builder
		for _, piece := range g.lines[i] {
			whole.WriteString(piece.text)
		}
		if said := strings.ToLower(whole.String()); strings.Contains(said, words) || strings.Contains(said, p.joined(words)) {
			g.top = max(0, min(i, len(g.lines)-g.rows))
			return
		}
	}
}

// marking draws with what is looked for marked.
func (p *pen) marking(sought string, draw func() []string) []string {
	p.sought = sought
	defer func() { p.sought = "" }()
	return draw()
}

// addMarked writes s with what is looked for marked. Text that goes from right to
// left is marked as a whole, since its letters come to stand elsewhere.
func (l *line) addMarked(style ink, s string) *line {
	lower, words := strings.ToLower(s), l.pen.joined(l.pen.sought)
	if len(lower) != len(s) || !strings.Contains(lower, words) {
		return l.write(style, s)
	}
	if rtl.Has(s) {
		return l.write(l.pen.found, s)
	}
	var pieces []string // every second one is found
	for {
		before, _, found := strings.Cut(lower, words)
		pieces = append(pieces, s[:len(before)])
		if !found {
			break
		}
		end := len(before) + len(words)
		pieces = append(pieces, s[len(before):end])
		s, lower = s[end:], lower[end:]
	}
	whole := 0
	for _, piece := range pieces {
		whole += l.pen.width(piece)
	}
	if all := strings.Join(pieces, ""); whole != l.pen.width(all) {
		return l.write(l.pen.found, all) // it would cut a cluster
	}
	for i, piece := range pieces {
		if i%2 == 1 {
			l.write(l.pen.found, piece)
			continue
		}
		l.write(style, piece)
	}
	return l
}

// sought is a record that can be found by what it says.
type sought interface {
	// says calls tell with each of its texts until one is it.
	says(tell func(string) bool) bool
}

// has reports whether a record says the words, which are in small letters.
func has(r record, words string) bool {
	s, ok := r.(sought)
	return ok && s.says(func(text string) bool { return strings.Contains(strings.ToLower(text), words) })
}

func (d *dialled) says(tell func(string) bool) bool {
	return tell(d.code) || tell(d.class) || tell(d.handler)
}

func (t *turn) says(tell func(string) bool) bool {
	if tell(t.call) || tell(t.address()) || saysHeaders(t.request.Headers, tell) {
		return true
	}
	if t.reply != nil && (tell(string(t.reply.Bytes)) || saysHeaders(t.reply.Headers, tell)) {
		return true
	}
	for _, w := range t.warnings {
		if tell(w.Rule) || tell(w.Text) || tell(w.Cure) {
			return true
		}
	}
	for _, w := range t.weather {
		if tell(w.Fault) {
			return true
		}
	}
	return false
}

func (r *resent) says(tell func(string) bool) bool { return r.as().says(tell) }

func (e *ended) says(tell func(string) bool) bool {
	return tell(string(e.how)) || tell(string(e.cause.Kind)) || tell(e.cause.Detail)
}

func (n *note) says(tell func(string) bool) bool { return tell(n.words) }

func (i *invoice) says(tell func(string) bool) bool {
	return tell(i.now.Yours) || tell(i.now.ID) || tell(i.state()) || tell(i.now.RRN)
}

func (s *step) says(tell func(string) bool) bool { return tell(s.words) }

func (c *charge) says(tell func(string) bool) bool {
	return tell(c.now.Provider) || tell(c.now.State) || tell(c.now.Reason)
}

func (d *doubt) says(tell func(string) bool) bool {
	return tell(d.warning.Rule) || tell(d.warning.Text) || tell(d.warning.Cure)
}

func (c *callback) says(tell func(string) bool) bool {
	return tell(c.told.URL) || tell(c.told.Sent) || tell(c.told.Body) || tell(c.told.Outcome) ||
		saysHeaders(c.told.Headers, tell) || saysHeaders(c.told.Answered, tell)
}

func (c *provided) says(tell func(string) bool) bool {
	return tell(c.call.Provider) || tell(c.call.Call) || tell(c.call.Request) || tell(c.call.Response)
}

func saysHeaders(headers http.Header, tell func(string) bool) bool {
	for name, values := range headers {
		for _, value := range values {
			if tell(name + ": " + value) {
				return true
			}
		}
	}
	return false
}
