package tui

import (
	"sort"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"candybar/phone/rtl"
	"candybar/phone/text"
)

// ruler measures text in cells the way the terminal does. Most terminals add up
// characters; those with mode 2027 count grapheme clusters, as lipgloss.Width
// does. Bubble Tea places cells by what the terminal reported, so a frame that is
// measured otherwise would bend at the first Hindi syllable or joined emoji.
//
// The manner says how wide right-to-left text will be: lam with alef is one cell
// where it is joined here.
type ruler struct {
	method ansi.Method
	manner Bidi
	// language is that of the handset's own words.
	language Language
}

func (r ruler) width(s string) int { return r.method.StringWidth(r.joined(s)) }

// first splits the first cluster off s, with its width.
func (r ruler) first(s string) (cluster, rest string, width int) {
	cluster, width = ansi.FirstGraphemeCluster(s, r.method)
	return cluster, s[len(cluster):], width
}

// head is the longest beginning of s that is at most width wide.
func (r ruler) head(s string, width int) string {
	kept := 0
	for kept < len(s) {
		cluster, _, wide := r.first(s[kept:])
		if wide > width {
			break
		}
		width -= wide
		kept += len(cluster)
	}
	return s[:kept]
}

// cut is s where it fits, else its beginning and an ellipsis.
func (r ruler) cut(s string, width int) string {
	if r.width(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	return r.head(s, width-1) + "…"
}

// cutLeft is s where it fits, else an ellipsis and its end.
func (r ruler) cutLeft(s string, width int) string {
	if r.width(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	wide := r.method.StringWidth(s)
	// Joining halves a text at most.
	most := width - 1
	if r.joined(s) != s {
		most *= 2
	}
	for s != "" && (wide > most || r.width(s) > width-1) {
		var gone int
		_, s, gone = r.first(s)
		wide -= gone
	}
	return "…" + s
}

// wrap breaks s into lines that are at most width wide, at blanks where there
// are any. Line feeds start a line; so an empty s is one empty line.
func (r ruler) wrap(s string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, rtl.Wrap(r.joined(paragraph), max(width, 1), r.cluster)...)
	}
	return lines
}

// wrapEvenly wraps s in lines of about the same length, no more than it takes.
func (r ruler) wrapEvenly(s string, width int) []string {
	lines := r.wrap(s, width)
	narrow := sort.Search(width, func(w int) bool { return len(r.wrap(s, w)) <= len(lines) })
	return r.wrap(s, min(narrow, width))
}

// steady is s without what a terminal may or may not join into one emoji, skin
// tones and the like, where the terminal did not say that it counts clusters: it
// may still draw them so, and then everything behind would stand elsewhere.
func (r ruler) steady(s string) string {
	if r.method == ansi.GraphemeWidth || !strings.ContainsFunc(s, joinsEmoji) {
		return s
	}
	var before rune
	return strings.Map(func(now rune) rune {
		last := before
		before = now
		switch {
		case now == zeroWidthJoiner && !unicode.Is(unicode.So, last) && !joinsEmoji(last):
			return now // it joins letters
		case joinsEmoji(now):
			before = last
			return -1
		default:
			return now
		}
	}, s)
}

const zeroWidthJoiner = '\u200d'

// joinsEmoji reports whether r changes the emoji before it: a joiner, a variation
// selector, a keycap, a skin tone.
func joinsEmoji(r rune) bool {
	return r == zeroWidthJoiner || r == '\ufe0e' || r == '\ufe0f' || r == '\u20e3' || r >= 0x1F3FB && r <= 0x1F3FF
}

// plain is s as one row may show it: clean, without line feeds.
func plain(s string) string {
	clean, _ := text.Clean(s)
	if strings.Contains(clean, "\n") {
		return strings.ReplaceAll(clean, "\n", " ")
	}
	return clean
}
