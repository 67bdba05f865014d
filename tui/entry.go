package tui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"candybar/phone/text"
)

// entry is one line of text that is being typed. It moves and erases by whole
// grapheme clusters, so that no accent or joiner is ever left alone.
type entry struct {
	value string
	// cursor is an octet offset into value, at the beginning of a cluster.
	cursor int
	// full is true after something did not fit any more.
	full bool
}

// insert types s at the cursor. What does not fit one USSD string is left out,
// as a phone leaves it out.
func (e *entry) insert(s string) {
	e.put(s, func(grown string) bool { return text.Measure(grown).Fits() })
}

// mostTyped bounds what is typed into a field that takes more than can be sent,
// in octets.
const mostTyped = 1024

// insertFreely types s at the cursor, whether it can be sent or not.
func (e *entry) insertFreely(s string) {
	e.put(s, func(grown string) bool { return len(grown) <= mostTyped })
}

func (e *entry) put(s string, fits func(grown string) bool) {
	e.full = false
	for s != "" {
		cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		grown := e.value[:e.cursor] + cluster + e.value[e.cursor:]
		if !fits(grown) {
			e.full = true
			return
		}
		e.value = grown
		e.cursor += len(cluster)
	}
}

func (e *entry) set(s string) { *e = entry{value: s, cursor: len(s)} }

func (e *entry) clear() { *e = entry{} }

// erase takes out the cluster before the cursor.
func (e *entry) erase() {
	from := e.before()
	e.value = e.value[:from] + e.value[e.cursor:]
	e.cursor, e.full = from, false
}

func (e *entry) left() { e.cursor = e.before() }

func (e *entry) right() {
	if rest := e.value[e.cursor:]; rest != "" {
		cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		e.cursor += len(cluster)
	}
}

func (e *entry) home() { e.cursor = 0 }
func (e *entry) end()  { e.cursor = len(e.value) }

// before is where the cluster before the cursor begins.
func (e *entry) before() int {
	last := 0
	for at := 0; at < e.cursor; {
		cluster, _ := ansi.FirstGraphemeCluster(e.value[at:], ansi.GraphemeWidth)
		last = at
		at += len(cluster)
	}
	return last
}

// window is the part of the value that a field of width cells shows, with a cell
// left for the cursor, and the cell in which the cursor stands.
func (e *entry) window(r ruler, width int) (shown string, cursor int) {
	head, tail := e.parts(r, width)
	shown = head + tail
	return shown, r.cursor(shown, len(head), width)
}

// parts are what the field shows before the cursor and behind it.
func (e *entry) parts(r ruler, width int) (head, tail string) {
	head = r.steady(e.value[:e.cursor])
	if r.width(head) > width-1 {
		head = r.cutLeft(head, width-1)
	}
	return head, r.head(r.steady(e.value[e.cursor:]), width-r.width(head))
}

// typable is what of s a phone can type into a reply: a line break is a blank,
// and nothing is left that cleaning would have to take away.
func typable(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		default:
			return r
		}
	}, strings.TrimRight(strings.ReplaceAll(s, "\r", "\n"), "\n"))
	clean, _ := text.Clean(s)
	return clean
}

// dialable is what of s can be dialled: digits of any of three scripts, shown
// Latin, and * # +.
func dialable(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == '*' || r == '#' || r == '+' {
			return r
		}
		return -1
	}, text.LatinDigits(s))
}
