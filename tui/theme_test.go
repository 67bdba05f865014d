package tui

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// luminance and contrast are those of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Every text can be read on what it stands on, with the colours that a terminal of
// fewer makes of them. A frame is no text. The sixteen are those of xterm.
func TestThemesCanBeRead(t *testing.T) {
	t.Parallel()
	profiles := []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI}
	for _, theme := range Themes() {
		for _, dark := range []bool{true, false} {
			around, phone := theme.tints(dark)
			for where, c := range map[string]tints{"phone": phone, "around": around} {
				own, ink := "#ffffff", "#000000"
				if dark {
					own, ink = ink, own
				}
				for _, profile := range profiles {
					as := func(colour, otherwise string) color.Color {
						if colour == "" {
							return lipgloss.Color(otherwise)
						}
						return profile.Convert(lipgloss.Color(colour))
					}
					ground := as(c.ground, own)
					for name, pair := range map[string]struct {
						colour string
						least  float64
					}{"plain": {c.text, 4.5}, "next": {c.next, 4.5}, "warn": {c.warn, 4.5}, "fail": {c.fail, 4.5}, "quiet": {c.quiet, 3}} {
						if got := contrast(as(pair.colour, ink), ground); got < pair.least {
							t.Errorf("%s dark=%t %s %v: %s has %.2f, want %.1f", theme, dark, where, profile, name, got, pair.least)
						}
					}
					capGround := as(c.capGround, own)
					if got := contrast(as(c.capText, ink), capGround); got < 4.5 {
						t.Errorf("%s dark=%t %v: a key has %.2f", theme, dark, profile, got)
					}
					if got := contrast(as(c.capQuiet, ink), capGround); got < 3 {
						t.Errorf("%s dark=%t %v: the letters of a key have %.2f", theme, dark, profile, got)
					}
				}
			}
		}
	}
}

// Where the screen has a ground all behind the glass stands on it, and nothing
// beside.
func TestGroundIsWhole(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {80, 24}, {160, 50}} {
		for _, sc := range plays() {
			t.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1], sc.name), func(t *testing.T) {
				t.Parallel()
				s := newScene(t, size[0], size[1])
				sc.play(s)
				s.model.theme = ThemeClassic
				s.model.dress()
				screen := vt.NewEmulator(size[0], size[1])
				_, _ = screen.WriteString(strings.ReplaceAll(s.model.frame(), "\n", "\r\n"))
				l := &s.model.layout
				var glasses, phones []image.Rectangle
				for _, of := range l.phones {
					phones = append(phones, of.phone)
					glasses = append(glasses, image.Rect(of.phone.Min.X+1, of.phone.Min.Y+1, of.phone.Max.X-1, of.left.Max.Y))
				}
				isIn := func(at image.Point, places []image.Rectangle) bool {
					return slices.ContainsFunc(places, at.In)
				}
				foot := size[1] - len(s.model.footRows())
				for y, row := range strings.Split(ansi.Strip(s.model.frame()), "\n")[:foot] {
					if ansi.StringWidth(row) != ansi.StringWidthWc(row) {
						continue // the emulator counts these clusters in its own way
					}
					for x := range size[0] {
						cell := screen.CellAt(x, y)
						if cell == nil || cell.Width == 0 { // the right half of a wide one
							continue
						}
						at := image.Pt(x, y)
						if s.model.palette.open && at.In(s.model.palette.area) {
							continue // it stands above the phone
						}
						inside := isIn(at, glasses)
						keypad := isIn(at, phones) && y > l.phones[0].left.Max.Y // caps have one of their own
						if (cell.Style.Bg != nil) != inside && !keypad {
							t.Fatalf("cell %d,%d (%q): has a ground: %t, is on the screen: %t", x, y, cell.Content, cell.Style.Bg != nil, inside)
						}
					}
				}
			})
		}
	}
}

// The theme key goes through all themes and moves nothing.
func TestThemeKey(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).press("2")
	words, coloured := s.frame(), s.model.frame()
	for i := range Themes() {
		s.press("f7")
		if s.frame() != words {
			t.Errorf("%s moved something", s.model.theme)
		}
		if back := i == len(Themes())-1; (s.model.frame() == coloured) != back {
			t.Errorf("after %d keys the theme is %s", i+1, s.model.theme)
		}
	}
}
