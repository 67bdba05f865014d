package tui

import (
	"fmt"
	"image"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// TestLayout draws every rectangle with a letter of its own.
func TestLayout(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{40, 20}, {60, 24}, {80, 24}, {120, 40}, {160, 50}, {39, 20}, {40, 19}} {
		t.Run(fmt.Sprintf("%dx%d", size.X, size.Y), func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			phone, panel := newLayout(size.X, size.Y, phonePage), newLayout(size.X, size.Y, panelPage)
			draw(&out, &phone)
			if !reflect.DeepEqual(phone, panel) {
				draw(&out, &panel)
			}
			golden.RequireEqual(t, out.String())
		})
	}
}

func draw(out *strings.Builder, l *layout) {
	if l.small {
		fmt.Fprintf(out, "%d×%d is too small\n", l.width, l.height)
		return
	}
	cells := make([][]rune, l.height)
	for y := range cells {
		cells[y] = []rune(strings.Repeat("·", l.width))
	}
	fill := func(r image.Rectangle, letter rune) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				cells[y][x] = letter
			}
		}
	}
	fill(l.phone, 'P')
	fill(l.status, 's')
	fill(l.sim, 'n')
	fill(l.screen, ' ')
	fill(l.entry, 'e')
	fill(l.left, 'l')
	fill(l.right, 'r')
	for i, at := range l.keys {
		fill(at, []rune(keypadKeys()[i].types)[0])
	}
	fill(l.panel, 'I')
	fill(l.body, ' ')
	fill(l.foot, 'f')
	for _, row := range cells {
		out.WriteString(string(row) + "\n")
	}
}

// The phone stands in the same place whatever is shown, and nothing overlaps.
func TestLayoutHolds(t *testing.T) {
	t.Parallel()
	for width := range 200 {
		for height := range 80 {
			for _, shown := range []page{phonePage, panelPage} {
				l := newLayout(width, height, shown)
				if l.small != (width < leastWidth || height < leastHeight) {
					t.Fatalf("%d×%d: small is %t", width, height, l.small)
				}
				all := image.Rect(0, 0, width, height)
				for _, r := range []image.Rectangle{l.phone, l.panel, l.foot} {
					if !r.In(all) {
						t.Fatalf("%d×%d: %v sticks out", width, height, r)
					}
				}
				if l.phone.Overlaps(l.panel) || l.phone.Overlaps(l.foot) || l.panel.Overlaps(l.foot) {
					t.Fatalf("%d×%d: overlap", width, height)
				}
				inside := []image.Rectangle{l.status, l.sim, l.screen, l.left, l.right}
				inside = append(inside, l.keys[:]...)
				for i, r := range inside {
					if !r.In(l.phone.Inset(1)) {
						t.Fatalf("%d×%d: %v sticks out of the phone", width, height, r)
					}
					for _, other := range inside[:i] {
						if r.Overlaps(other) {
							t.Fatalf("%d×%d: %v overlaps %v", width, height, r, other)
						}
					}
				}
				if !l.entry.In(l.screen) || !l.phone.Empty() && l.screen.Dy()-l.entry.Dy() < 5 {
					t.Fatalf("%d×%d: no room for the text", width, height)
				}
			}
		}
	}
}
