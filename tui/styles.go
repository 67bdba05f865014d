package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// styles are all the styles there are, made once for a background.
type styles struct {
	plain, strong, quiet, frame ink
	// next is what the user may do next, cap the same on a soft key.
	next, cap  ink
	warn, fail ink
	// key is what a key of the keypad types; capKey is the same on a cap, capRest the
	// rest of the cap.
	key, capKey, capRest ink
	// found is what was looked for.
	found ink
}

// display is what the phone's own screen is drawn with, which may have a ground
// that the terminal has not.
type display struct {
	styles styles
	ground ink
}

// ink is a style as what it writes around a text: most of what a lipgloss.Style
// does at every Render is the same at every Render.
type ink struct{ before, after string }

func newInk(style lipgloss.Style) ink {
	before, after, _ := strings.Cut(style.Render("x"), "x")
	return ink{before, after}
}

// paint puts a row that is done on a ground. Whatever is drawn in a style ends in
// the same reset, behind which the ground goes on.
func (i ink) paint(row string) string {
	if i.before == "" {
		return row
	}
	return i.before + strings.ReplaceAll(row, i.after, i.after+i.before) + i.after
}

func (i ink) render(s string) string { return i.before + s + i.after }

// subdued are the styles of a phone that does not have the keys: nothing of it is
// what the user may do next, but what went wrong is seen all the same.
func (s styles) subdued() styles {
	s.strong, s.next, s.cap, s.key, s.capKey = s.plain, s.quiet, s.quiet, s.quiet, s.capRest
	return s
}
