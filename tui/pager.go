package tui

import (
	"fmt"
)

// tone is a style by its meaning, which outlives a change of the background.
type tone uint8

const (
	plainly tone = iota
	strongly
	quietly
	nextly
	warning
	failure
)

func (p *pen) tone(t tone) ink {
	switch t {
	case plainly:
		return p.plain
	case strongly:
		return p.strong
	case quietly:
		return p.quiet
	case nextly:
		return p.next
	case warning:
		return p.warn
	case failure:
		return p.fail
	default:
		return p.plain
	}
}

// words are a piece of text in one tone.
type words struct {
	tone tone
	text string
}

// pager is a long text of which a part is shown. Each of its lines is a few
// pieces one behind the other.
type pager struct {
	lines     [][]words
	top, rows int
}

// scroll moves by so many lines, as far as there are any.
func (g *pager) scroll(by int) { g.top = max(0, min(g.top+by, len(g.lines)-g.rows)) }

// put adds s in lines of at most width, the first after lead, the others
// indented as far.
func (g *pager) put(p *pen, width int, lead words, t tone, s string) {
	indent := p.width(lead.text)
	for i, part := range p.wrap(s, width-indent) {
		if i > 0 {
			lead.text = blanks(indent)
		}
		g.lines = append(g.lines, []words{lead, {t, part}})
	}
}

// draw are the lines that are scrolled to.
func (g *pager) draw(p *pen, width int) []string {
	shown := g.lines[g.top:min(g.top+g.rows, len(g.lines))]
	rows := make([]string, len(shown))
	for i, pieces := range shown {
		out := p.line(width)
		for i, piece := range pieces {
			if i == len(pieces)-1 {
				out.flow(p.tone(piece.tone), piece.text)
				break
			}
			out.add(p.tone(piece.tone), piece.text)
		}
		rows[i] = out.done()
	}
	return rows
}

// where says which part is shown, where it is not all.
func (g *pager) where() string {
	if len(g.lines) <= g.rows {
		return ""
	}
	return fmt.Sprintf("%d–%d of %d", g.top+1, min(g.top+g.rows, len(g.lines)), len(g.lines))
}
