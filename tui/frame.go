package tui

import (
	"fmt"
	"image"
	"strings"
)

// frame is the whole terminal as text, one row a line, each as wide as the
// terminal.
func (m *model) frame() string {
	l := &m.layout
	if l.width == 0 || l.height == 0 {
		return ""
	}
	if l.small {
		return m.smallFrame()
	}
	if m.picker.open {
		return m.pickerFrame()
	}
	blocks := m.blocks()
	var out strings.Builder
	out.Grow(l.width * l.height * 2)
	foot := m.footRows()
	for y := range l.height - len(foot) {
		x := 0
		for _, b := range blocks {
			if y < b.at.Min.Y || y >= b.at.Max.Y {
				continue
			}
			out.WriteString(blanks(b.at.Min.X - x))
			out.WriteString(b.rows[y-b.at.Min.Y])
			x = b.at.Max.X
		}
		out.WriteString(blanks(l.width - x))
		out.WriteByte('\n')
	}
	out.WriteString(strings.Join(foot, "\n"))
	if !m.palette.open {
		return out.String()
	}
	return strings.Join(m.overlayPalette(strings.Split(out.String(), "\n")), "\n")
}

// block is a part of the terminal with what stands in it, as many rows as it has,
// each as wide as it is.
type block struct {
	at   image.Rectangle
	rows []string
}

// blocks are what stands above the foot, from left to right.
func (m *model) blocks() []block {
	var all []block
	for _, phone := range m.mirrors() {
		all = append(all, block{phone.layout.phone, phone.phoneRows()})
	}
	if !m.layout.caps.Empty() {
		all = append(all, block{m.layout.caps, m.capsRows()})
	}
	if !m.layout.panel.Empty() {
		all = append(all, block{m.layout.panel, m.panelRows()})
	}
	return all
}

// smallFrame says that the terminal is too small, in the words that fit.
func (m *model) smallFrame() string {
	words := []string{
		"candybar needs more room",
		fmt.Sprintf("this terminal: %d×%d", m.width, m.height),
		fmt.Sprintf("wanted: %d×%d or more", leastWidth, leastHeight),
		"ctrl+c quits",
	}
	rows := make([]string, len(words))
	for i, s := range words {
		style := m.pen.quiet
		if i == 0 {
			style = m.pen.strong
		}
		rows[i] = m.pen.centred(style, s, m.width)
	}
	return m.middle(rows, m.width)
}

// middle is a terminal with nothing but rows, each so wide, in its middle.
func (m *model) middle(rows []string, width int) string {
	all := make([]string, m.height)
	top, left := max(0, (m.height-len(rows))/2), (m.width-width)/2
	for y := range all {
		all[y] = blanks(m.width)
		if i := y - top; i >= 0 && i < len(rows) {
			all[y] = blanks(left) + rows[i] + blanks(m.width-width-left)
		}
	}
	if m.recording.runs {
		all[m.height-1] = m.pen.line(m.width).blank(1).add(m.pen.fail, recordingMark).done()
	}
	return strings.Join(all, "\n")
}

// boxTop is the upper edge of a frame, with a title in it and something at its
// right end, boxBottom the lower one.
func (p *pen) boxTop(frame ink, title, right string, width int) string {
	return p.boxEdge(frame, "╭", "╮", title, right, width)
}

func (p *pen) boxBottom(frame ink, title, right string, width int) string {
	return p.boxEdge(frame, "╰", "╯", title, right, width)
}

// edgeAround is what an edge has around what stands at its right end, titleAround
// around its title.
const (
	edgeAround  = len("-  -")
	titleAround = len("-  ")
)

func (p *pen) boxEdge(frame ink, from, to, title, right string, width int) string {
	out := p.line(width-1).add(frame, from)
	room := width - 2
	if right = p.cut(plain(right), max(0, room-2*edgeAround)); right != "" {
		room -= p.width(right) + edgeAround
	}
	if title = p.cut(plain(title), max(0, room-titleAround)); title != "" {
		out.add(frame, "─ ").add(p.strong, title).add(frame, " ")
		room -= p.width(title) + titleAround
	}
	out.add(frame, strings.Repeat("─", max(0, room)))
	if right != "" {
		out.add(frame, "─ ").add(p.quiet, right).add(frame, " ─")
	}
	return out.done() + frame.render(to)
}
