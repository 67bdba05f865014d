package tui

import (
	"fmt"
	"image"
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
			for _, wanted := range wishes() {
				l := newLayout(size.X, size.Y, wanted)
				if l.small {
					fmt.Fprintf(&out, "%d×%d is too small\n", l.width, l.height)
					break
				}
				drawn := draw(&l)
				if strings.Contains(out.String(), drawn) {
					drawn = "as above\n"
				}
				fmt.Fprintf(&out, "%s\n%s", wanted.name(), drawn)
			}
			golden.RequireEqual(t, out.String())
		})
	}
}

// wishes are what can be asked for with four SIMs.
func wishes() []wish {
	var all []wish
	for n := range 4 {
		for _, shown := range []page{phonePage, panelPage} {
			all = append(all, wish{page: shown, phones: n + 1, sims: 4, chosen: 2})
		}
	}
	for n := range 2 {
		all = append(all, wish{phones: n + 1, sims: 4, chosen: 2, demo: true})
	}
	return all
}

func (w wish) name() string {
	name := fmt.Sprintf("%d phones", w.phones)
	if w.page == panelPage {
		name += ", the panel has the keys"
	}
	if w.demo {
		name += ", demo"
	}
	return name
}

func draw(l *layout) string {
	var out strings.Builder
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
	for i := range l.phones {
		p := &l.phones[i]
		letter := 'P'
		if p != l.phoneLayout {
			letter = 'p'
		}
		fill(p.phone, letter)
		fill(p.status, 's')
		fill(p.sim, 'n')
		fill(p.screen, ' ')
		fill(p.entry, 'e')
		fill(p.left, 'l')
		fill(p.right, 'r')
		for i, at := range p.keys {
			fill(at, []rune(keypadKeys()[i].types)[0])
		}
	}
	fill(l.caps, 'c')
	fill(l.panel, 'I')
	fill(l.body, ' ')
	fill(l.foot, 'f')
	for _, row := range cells {
		out.WriteString(string(row) + "\n")
	}
	return out.String()
}

// Every phone stands in the same place whatever is shown, the chosen one is there,
// and nothing overlaps.
func TestLayoutHolds(t *testing.T) {
	t.Parallel()
	for width := range 200 {
		for height := range 80 {
			for _, wanted := range wishes() {
				l := newLayout(width, height, wanted)
				if l.small != (width < leastWidth || height < leastHeight) {
					t.Fatalf("%d×%d: small is %t", width, height, l.small)
				}
				if l.small {
					continue
				}
				where := fmt.Sprintf("%d×%d, %s", width, height, wanted.name())
				parts := []image.Rectangle{l.panel, l.foot, l.caps}
				for i := range l.phones {
					parts = append(parts, l.phones[i].phone)
					holdsPhone(t, where, &l.phones[i])
				}
				apart(t, where, image.Rect(0, 0, width, height), parts)
				if at := wanted.chosen - l.first; len(l.phones) > 0 && (at < 0 || at >= len(l.phones) || l.phoneLayout != &l.phones[at]) {
					t.Fatalf("%s: the chosen phone cannot be seen", where)
				}
				if len(l.phones) == 0 && l.panel.Empty() {
					t.Fatalf("%s: nothing can be seen", where)
				}
			}
		}
	}
}

func holdsPhone(t *testing.T, where string, l *phoneLayout) {
	t.Helper()
	apart(t, where, l.phone.Inset(1), append(l.keys[:], l.status, l.sim, l.screen, l.left, l.right))
	if !l.entry.In(l.screen) || l.screen.Dy()-l.entry.Dy() < 5 || l.screen.Dx() < featureColumns {
		t.Fatalf("%s: no room for the text", where)
	}
}

func apart(t *testing.T, where string, in image.Rectangle, parts []image.Rectangle) {
	t.Helper()
	for i, r := range parts {
		if !r.In(in) {
			t.Fatalf("%s: %v sticks out", where, r)
		}
		for _, other := range parts[:i] {
			if r.Overlaps(other) {
				t.Fatalf("%s: %v overlaps %v", where, r, other)
			}
		}
	}
}

// The phones that are shown move only where the chosen one would be out of sight.
func TestFirstPhone(t *testing.T) {
	t.Parallel()
	first := 0
	for i, step := range []struct{ chosen, want int }{{0, 0}, {1, 0}, {2, 1}, {1, 1}, {3, 2}, {2, 2}, {0, 0}} {
		l := newLayout(80, 24, wish{phones: 2, sims: 4, chosen: step.chosen, first: first})
		if first = l.first; first != step.want {
			t.Errorf("step %d: the first is %d, want %d", i, first, step.want)
		}
	}
}
