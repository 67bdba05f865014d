package tui

import (
	"strings"
)

// pen is what drawing needs.
type pen struct {
	ruler
	styles
	// sought are words, in small letters, that are marked wherever they are written;
	// empty is none.
	sought string
	screen display
}

// onScreen is the pen for what stands on the phone's own screen.
func (p pen) onScreen() pen {
	p.styles = p.screen.styles
	return p
}

// subdued is the pen of a phone that does not have the keys.
func (p pen) subdued() pen {
	p.styles, p.screen.styles = p.styles.subdued(), p.screen.styles.subdued()
	return p
}

// line is a row under construction. What is added is cleaned, and cut where the
// row has no more room; so no row is ever wider than it may be.
type line struct {
	pen  *pen
	out  strings.Builder
	room int
}

func (p *pen) line(width int) *line {
	l := &line{pen: p, room: width}
	l.out.Grow(width + 96) // and a few colours
	return l
}

// add writes s in a style and cuts it where it does not fit.
func (l *line) add(style ink, s string) *line {
	s = l.fitting(s)
	if l.pen.sought != "" && s != "" {
		return l.addMarked(style, s)
	}
	return l.write(style, s)
}

// write writes s, which fits, in a style.
func (l *line) write(style ink, s string) *line {
	s = l.pen.directed(s)
	l.room -= l.pen.width(s)
	if s != "" {
		l.out.WriteString(style.before)
		l.out.WriteString(s)
		l.out.WriteString(style.after)
	}
	return l
}

// fitting is s as it has room, in logical order.
func (l *line) fitting(s string) string {
	return l.pen.cut(l.pen.joined(l.pen.steady(plain(s))), l.room)
}

func (l *line) text(s string) *line { return l.add(l.pen.plain, s) }

// blank writes n blanks, as far as there is room.
func (l *line) blank(n int) *line {
	n = min(n, l.room)
	if n > 0 {
		l.out.WriteString(blanks(n))
		l.room -= n
	}
	return l
}

// until writes blanks until room is left.
func (l *line) until(room int) *line { return l.blank(l.room - room) }

// done is the row, filled up with blanks.
func (l *line) done() string {
	l.blank(l.room)
	return l.out.String()
}

const someBlanks = "                                                                                "

func blanks(n int) string {
	if n <= len(someBlanks) {
		return someBlanks[:max(n, 0)]
	}
	return strings.Repeat(" ", n)
}

// centred is one row with s in its middle.
func (p *pen) centred(style ink, s string, width int) string {
	s = p.cut(plain(s), width)
	return p.line(width).blank((width-p.width(s))/2).add(style, s).done()
}
