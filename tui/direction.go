package tui

import (
	"github.com/charmbracelet/x/ansi"

	"candybar/phone/rtl"
)

// An override keeps its text in the order in which it is written. Text that came
// from outside has none: cleaning takes them away.
const (
	override    = "\u202d"
	overrideEnd = "\u202c"
)

// cluster measures for phone/rtl.
func (r ruler) cluster(s string) (cluster string, cells int) {
	return ansi.FirstGraphemeCluster(s, r.method)
}

// orders reports whether right-to-left text is ordered here, not by the terminal.
func (r ruler) orders() bool { return r.manner == BidiVisual || r.manner == BidiKitty }

// joined is s, which stays logical, with its letters in the forms that they will
// be written in; it is measured and broken so.
func (r ruler) joined(s string) string {
	if !r.orders() {
		return s
	}
	return rtl.Join(s)
}

// directed is one piece of a row as the terminal is to have it. This is the last
// step of drawing: nothing but the terminal ever gets what comes of it.
func (r ruler) directed(s string) string {
	if !r.orders() || !rtl.Has(s) {
		return s
	}
	laid := rtl.Lay(s, r.cluster)
	shown := override + laid.Visual + overrideEnd
	if r.manner == BidiKitty {
		shown = laid.Words()
	}
	if r.method.StringWidth(shown) > r.width(s) {
		// Clusters that came to stand beside each other count otherwise.
		return s
	}
	return shown
}

// cursor is the cell of a field so wide in which the cursor stands that is before
// the octet at of s. Right-to-left text stands at the field's right end.
func (r ruler) cursor(s string, at, width int) int { return r.cell(s, at, width, (*rtl.Line).Cell) }

// underSteady is the cell of the character at the octet at of s, in a row so wide
// that s is the rest of.
func (r ruler) underSteady(s string, at, width int) int {
	return r.cell(s, at, width, (*rtl.Line).Under)
}

// cell is where of finds the octet at of s once its letters have been ordered, in a row
// so wide that s is the rest of.
func (r ruler) cell(s string, at, width int, of func(laid *rtl.Line, at int) int) int {
	cell := r.width(s[:at])
	if r.orders() && rtl.Has(s) {
		laid := rtl.Lay(s, r.cluster)
		cell = of(&laid, at)
	}
	if rtl.RightToLeft(s) {
		cell += max(0, width-r.width(s))
	}
	return cell
}

// flow writes s as the rest of a row: at its right end where s goes from right to
// left.
func (l *line) flow(style ink, s string) *line {
	if rtl.RightToLeft(s) {
		l.until(l.pen.width(l.fitting(s)))
	}
	return l.add(style, s)
}
