package tui

import (
	"bytes"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// What a change writes to the terminal, with the renderer of Bubble Tea. A whole
// frame has at least an octet a cell; a redraw of what did not change would flicker.
func TestRedrawsAreSmall(t *testing.T) {
	t.Parallel()
	for _, theme := range Themes() {
		for _, size := range [][2]int{{80, 24}, {160, 50}} {
			s := newScene(t, size[0], size[1])
			s.model.theme, s.model.dark = theme, true
			s.model.dress()
			r := newRedraws(size[0], size[1])
			whole := r.draws(s)
			if whole < size[0]*size[1]/4 {
				t.Fatalf("%s %v: the first frame has %d octets: nothing is measured", theme, size, whole)
			}
			step := func(what string, most int, change func()) {
				t.Helper()
				change()
				got := r.draws(s)
				t.Logf("%s %v: %s writes %d octets of %d", theme, size, what, got, whole)
				if got == 0 || got > most {
					t.Errorf("%s %v: %s writes %d octets, want 1 to %d (a frame has %d)", theme, size, what, got, most, whole)
				}
				if got := r.draws(s); got != 0 {
					t.Errorf("%s %v: nothing happens after %s, and %d octets are written", theme, size, what, got)
				}
			}
			// The clock of the status bar, and the big one of three rows.
			step("the minute's clock", 240, func() { s.now = s.now.Add(time.Minute); s.send(minuteTick{}) })
			s.press("*", "9")
			r.draws(s)
			// A digit and the meaning of what is typed: a few cells and their colours.
			step("a key", 192, func() { s.press("1") })
			s.press("enter")
			s.dial().happens(s.exchange("*6655*123", 0, "")[0])
			r.draws(s)
			// One cell, and where it is seen again.
			step("a spinner tick", 64, func() { s.send(spinTick{}) })
			// A screen of the phone and some rows of the inspector: two fifths of a frame.
			step("a screen", whole*2/5, func() { s.ask("*6655*123", menu) })
		}
	}
}

type redraws struct {
	out      bytes.Buffer
	renderer *uv.TerminalRenderer
	buffer   uv.ScreenBuffer
}

func newRedraws(width, height int) *redraws {
	r := &redraws{buffer: uv.NewScreenBuffer(width, height)}
	r.renderer = uv.NewTerminalRenderer(&r.out, []string{"TERM=xterm-256color"})
	r.renderer.SetColorProfile(colorprofile.TrueColor)
	r.renderer.SetFullscreen(true)
	r.renderer.SetRelativeCursor(false)
	return r
}

// draws draws the scene as it is, and returns how many octets that took.
func (r *redraws) draws(s *scene) int {
	r.out.Reset()
	uv.NewStyledString(s.model.frame()).Draw(r.buffer, r.buffer.Bounds())
	r.renderer.Render(r.buffer.RenderBuffer)
	_ = r.renderer.Flush()
	return r.out.Len()
}
