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
	// key is a key of the keypad.
	key ink
}

// ink is a style as what it writes around a text: most of what a lipgloss.Style
// does at every Render is the same at every Render.
type ink struct{ before, after string }

func newInk(style lipgloss.Style) ink {
	before, after, _ := strings.Cut(style.Render("x"), "x")
	return ink{before, after}
}

func (i ink) render(s string) string { return i.before + s + i.after }

// subdued are the styles of a phone that does not have the keys: nothing of it is
// what the user may do next, but what went wrong is seen all the same.
func (s styles) subdued() styles {
	s.strong, s.next, s.cap, s.key = s.plain, s.quiet, s.quiet, s.quiet
	return s
}

// newStyles picks colours that are readable on a dark or a light background, and
// that stay apart from each other when the terminal has only sixteen.
func newStyles(dark bool) styles {
	pick := lipgloss.LightDark(dark)
	colour := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	next := colour("#00775a", "#5fd7af")
	bold := lipgloss.NewStyle().Bold(true)
	return styles{
		strong: newInk(bold),
		quiet:  newInk(colour("#6c6c6c", "#8a8a8a")),
		frame:  newInk(colour("#b2b2b2", "#585858")),
		next:   newInk(next),
		cap:    newInk(next.Bold(true)),
		warn:   newInk(colour("#9a5b00", "#ffaf5f")),
		fail:   newInk(colour("#c4001d", "#ff6b6b")),
		key:    newInk(bold),
	}
}
