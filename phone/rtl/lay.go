package rtl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is one line in the order of a terminal's cells.
type Line struct {
	// Visual is what to write from left to right: joined, ordered, brackets
	// mirrored, marks behind their letters, without characters that only say how
	// the line goes.
	Visual string
	// RTL is true where the line goes from right to left: it belongs at the right.
	RTL bool
	// Cells is how wide Visual is.
	Cells int

	glyphs []glyph // from left to right
	length int     // of the logical text
}

// glyph is what stands in one place: a character with its marks.
type glyph struct {
	// from is where it begins in the logical text, to where the next one does.
	from, to int
	// shown is what is written, first what it was before mirroring.
	shown, first string
	cell, cells  int
	rtl          bool
	strong       bool
	blank        bool
}

// Lay orders one line. S is logical, joined or not; a line feed in it has no
// meaning.
func Lay(s string, measure Measure) Line {
	text := []rune(s)
	classes := classable(text)
	line := Line{RTL: Has(s) && rightToLeft(classes), length: len(s)}
	shown := join(text)
	var runs []run
	if len(text) > 0 {
		runs = ordered(classes, line.RTL)
	}
	at := offsets(s, len(text))
	for _, r := range runs {
		glyphs := r.glyphs(s[at[r.start]:at[r.end]], at[r.start], text, shown, measure)
		if r.rtl() {
			slices.Reverse(glyphs)
		}
		line.glyphs = append(line.glyphs, glyphs...)
	}
	line.place()
	return line
}

// place writes the glyphs one behind the other.
func (l *Line) place() {
	var out strings.Builder
	for i := range l.glyphs {
		g := &l.glyphs[i]
		g.cell = l.Cells
		l.Cells += g.cells
		out.WriteString(g.shown)
	}
	l.Visual = out.String()
}

// offsets are where the n characters of s begin, and where the last one ends.
func offsets(s string, n int) []int {
	all := make([]int, 0, n+1)
	for at := range s {
		all = append(all, at)
	}
	return append(all, len(s))
}

// glyphs are those of a run in logical order. S is what the run has of the line, in
// which it begins at the octet from.
func (r run) glyphs(s string, from int, text, shown []rune, measure Measure) []glyph {
	var all []glyph
	for at := r.start; s != ""; {
		cluster, _ := measure(s)
		s = s[len(cluster):]
		count := utf8.RuneCountInString(cluster)
		g := glyph{from: from, to: from + len(cluster), rtl: r.rtl()}
		g.show(text[at:at+count], shown[at:at+count])
		from = g.to
		if last := len(all) - 1; last >= 0 && shown[at] == gone {
			// What its neighbour took: its marks go there too.
			all[last].to = g.to
			all[last].shown += g.shown
			all[last].first += g.first
		} else {
			all = append(all, g)
		}
		at += count
	}
	for i := range all {
		all[i].cells = measure.cells(all[i].shown)
	}
	return all
}

// show makes of characters what is written for them.
func (g *glyph) show(text, shown []rune) {
	var first, drawn strings.Builder
	for i, r := range shown {
		switch {
		case r == gone, isMark(r), isExplicit(r):
			continue
		case isSeparator(r):
			r = ' '
		}
		first.WriteRune(r)
		if g.rtl {
			r = mirrored(r)
		}
		drawn.WriteRune(r)
		g.strong = g.strong || strengthOf(text[i]) >= rightToLeftLetter
		g.blank = g.blank || unicode.IsSpace(r)
	}
	g.first, g.shown = first.String(), drawn.String()
}

// Cell is the edge between two cells where a cursor stands that is before the
// octet at of the logical text: 0 is the left edge of the line, Cells the right
// one. An end cursor stands where the next letter of the last one's direction
// would be written.
func (l *Line) Cell(at int) int {
	if len(l.glyphs) == 0 {
		return 0
	}
	if at >= l.length {
		last := l.glyph(l.length - 1)
		if last.rtl {
			return last.cell
		}
		return last.cell + last.cells
	}
	g := l.glyph(max(at, 0))
	if g.rtl {
		return g.cell + g.cells
	}
	return g.cell
}

// Under is the first cell of the character that the octet at of the logical text
// belongs to; behind the text's end it is where an end cursor stands.
func (l *Line) Under(at int) int {
	if at >= l.length || len(l.glyphs) == 0 {
		return l.Cell(at)
	}
	return l.glyph(max(at, 0)).cell
}

// glyph is the one that an octet of the logical text belongs to.
func (l *Line) glyph(at int) glyph {
	i := slices.IndexFunc(l.glyphs, func(g glyph) bool { return g.from <= at && at < g.to })
	return l.glyphs[max(i, 0)]
}

// Words is Visual for a terminal that turns every word around by itself, as kitty
// does: the words stand in visual order, the letters of each in logical order.
func (l *Line) Words() string {
	var out strings.Builder
	for i := 0; i < len(l.glyphs); {
		end, strong := i, false
		for end < len(l.glyphs) && l.glyphs[end].rtl && !l.glyphs[end].blank {
			strong = strong || l.glyphs[end].strong
			end++
		}
		if !strong {
			end = max(end, i+1)
			for _, g := range l.glyphs[i:end] {
				out.WriteString(g.shown)
			}
			i = end
			continue
		}
		for at := end - 1; at >= i; at-- {
			out.WriteString(l.glyphs[at].first)
		}
		i = end
	}
	return out.String()
}
