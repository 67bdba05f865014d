package tui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
)

// Theme is how the phone is coloured. It is one of Themes; the zero Theme means
// ThemeModern.
type Theme string

// The themes.
const (
	// ThemeModern takes the terminal's own background, with one accent.
	ThemeModern Theme = "modern"
	// ThemeClassic has the green liquid crystal of older phones for a screen.
	ThemeClassic Theme = "classic"
	// ThemeContrast has no greys, and the most contrast that a terminal has.
	ThemeContrast Theme = "contrast"
)

// Themes are all of them, the usual one first.
func Themes() []Theme { return []Theme{ThemeModern, ThemeClassic, ThemeContrast} }

// ParseTheme reads the name of a theme. The error lists those there are.
func ParseTheme(name string) (Theme, error) {
	var names []string
	for _, theme := range Themes() {
		if string(theme) == name {
			return theme, nil
		}
		names = append(names, string(theme))
	}
	return "", fmt.Errorf("there is no theme %q: choose %s", name, strings.Join(names, ", "))
}

// next is the theme after t, the first one after the last.
func (t Theme) next() Theme {
	switch t {
	case ThemeModern, "":
		return ThemeClassic
	case ThemeClassic:
		return ThemeContrast
	case ThemeContrast:
		return ThemeModern
	default:
		return ThemeModern
	}
}

// tints are what the styles of a theme are made of. Colours are RGB as in
// "#5fd7af"; an empty one is the terminal's own.
type tints struct {
	text, ground string
	// quiet is for what is read when it is looked for, frame for lines, next for what
	// the user may do next.
	quiet, frame, next, warn, fail string
	// A cap of the keypad: what it types, its letters, its ground.
	capText, capQuiet, capGround string
}

// tints are those of the terminal, and of the phone's screen.
func (t Theme) tints(dark bool) (desk, screen tints) {
	switch t {
	case ThemeModern, "":
		desk = modernTints(dark)
		return desk, desk
	case ThemeClassic:
		return modernTints(dark), crystal
	case ThemeContrast:
		desk = contrastTints(dark)
		return desk, desk
	default:
		return ThemeModern.tints(dark)
	}
}

func modernTints(dark bool) tints {
	if dark {
		return tints{
			quiet: "#949494", frame: "#626262", next: "#5fd7af", warn: "#ffaf5f", fail: "#ff8787",
			capText: "#ffffff", capQuiet: "#b2b2b2", capGround: "#3a3a3a",
		}
	}
	return tints{
		quiet: "#626262", frame: "#a8a8a8", next: "#00705a", warn: "#875f00", fail: "#af0000",
		capText: "#000000", capQuiet: "#4e4e4e", capGround: "#dadada",
	}
}

// crystal is a screen that shines by itself: it is the same on every background.
// Of sixteen colours its ground becomes white, on which all of these can be read.
var crystal = tints{
	text: "#1c1c1c", ground: "#afd787",
	quiet: "#303030", frame: "#303030", next: "#00005f", warn: "#5f005f", fail: "#870000",
	capText: "#ffffff", capQuiet: "#b2b2b2", capGround: "#3a3a3a",
}

func contrastTints(dark bool) tints {
	if dark {
		return tints{frame: "#ffffff", next: "#ffff5f", warn: "#ffd75f", fail: "#ffafaf"}
	}
	return tints{frame: "#000000", next: "#0000af", warn: "#5f005f", fail: "#870000"}
}

// newPen is a pen in a theme, for a terminal with a dark or a light background.
func newPen(r ruler, theme Theme, dark bool) pen {
	desk, screen := theme.tints(dark)
	p := pen{ruler: r, styles: newStyles(desk)}
	p.screen.styles = newStyles(screen)
	if screen.ground != "" {
		p.screen.ground = newInk(inColours(screen.text, screen.ground))
	}
	return p
}

// dress makes the pen anew.
func (m *model) dress() { m.pen = newPen(m.pen.ruler, m.theme, m.dark) }

// inColours is a style in these colours, where they are given.
func inColours(text, ground string) lipgloss.Style {
	style := lipgloss.NewStyle()
	if text != "" {
		style = style.Foreground(lipgloss.Color(text))
	}
	if ground != "" {
		style = style.Background(lipgloss.Color(ground))
	}
	return style
}

// newStyles are the styles of these tints. What is bold in all of them tells itself
// from the rest where there are no colours.
func newStyles(c tints) styles {
	ink := func(colour string) lipgloss.Style { return inColours(colour, c.ground) }
	bold := ink(c.text).Bold(true)
	return styles{
		strong:  newInk(bold),
		quiet:   newInk(ink(c.quiet)),
		frame:   newInk(ink(c.frame)),
		next:    newInk(ink(c.next)),
		cap:     newInk(ink(c.next).Bold(true)),
		found:   newInk(lipgloss.NewStyle().Reverse(true)),
		warn:    newInk(ink(c.warn)),
		fail:    newInk(ink(c.fail)),
		key:     newInk(bold),
		capKey:  newInk(inColours(c.capText, c.capGround).Bold(true)),
		capRest: newInk(inColours(c.capQuiet, c.capGround)),
	}
}
