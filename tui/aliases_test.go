package tui

import (
	"testing"
)

// TestEveryNameOfAKey: a key that the help does not write, beside one that it
// does, such as ctrl+b beside the left arrow, does the same on a typed answer and
// in the inspector.
func TestEveryNameOfAKey(t *testing.T) {
	t.Parallel()
	typing := func() *scene { return newScene(t, 80, 24).dial().ask("*6655*123", menu).press("1", "2", "3", "left") }
	inspecting := func() *scene {
		s := newScene(t, 80, 24).dial()
		for range 30 {
			s.ask("*6655*123", menu)
		}
		return s.press("tab", "up", "up")
	}
	atTop := func() *scene { return inspecting().press("home") }
	for _, test := range []struct {
		from        func() *scene
		alias, main string
	}{
		{typing, "ctrl+h", "backspace"}, {typing, "ctrl+b", "left"}, {typing, "ctrl+f", "right"},
		{typing, "ctrl+a", "home"}, {typing, "ctrl+e", "end"},
		{inspecting, "k", "up"}, {inspecting, "j", "down"}, {inspecting, "g", "home"}, {inspecting, "G", "end"}, {atTop, "space", "pgdown"},
	} {
		before, got, want := test.from(), test.from().press(test.alias), test.from().press(test.main)
		if got.model.focus == phonePage {
			for _, s := range []*scene{before, got, want} {
				s.press("7") // shows where the cursor is
			}
		}
		if got.frame() != want.frame() {
			t.Errorf("%s is not %s:\n%s\n%s", test.alias, test.main, got.frame(), want.frame())
		}
		if got.frame() == before.frame() {
			t.Errorf("%s does nothing", test.alias)
		}
	}
}
