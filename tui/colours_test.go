package tui

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// The colours of one scene in every theme, so that a change of them is seen.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, theme := range Themes() {
		for ground, dark := range map[string]bool{"dark": true, "light": false} {
			t.Run(fmt.Sprintf("%s-%s", theme, ground), func(t *testing.T) {
				t.Parallel()
				s := newScene(t, 80, 24)
				s.model.theme, s.model.dark = theme, dark
				s.model.dress()
				s.dial().ask("*6655*123", menu).asks(confirmFirst).press("4", "7")
				golden.RequireEqual(t, s.model.frame()+"\n")
			})
		}
	}
}

// uncoloured is the frame as a terminal without colours gets it.
func uncoloured(t *testing.T, s *scene) string {
	t.Helper()
	var out bytes.Buffer
	w := colorprofile.Writer{Forward: &out, Profile: colorprofile.ASCII}
	if _, err := w.WriteString(s.model.frame() + "\n"); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestNoColour(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).asks(confirmFirst).press("4", "7")
	golden.RequireEqual(t, uncoloured(t, s))
}

// Where there are no colours, what is chosen is told by a mark: an answer, a record
// and the phone of several that has the keys.
func TestNoColourTellsTheChosen(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).asks(payFirst)
	shows := func(mark string, stands bool) {
		t.Helper()
		if frame := ansi.Strip(uncoloured(t, s)); strings.Contains(frame, mark) != stands {
			t.Errorf("%q stands: %t\n%s", mark, !stands, frame)
		}
	}
	shows("▸ approve", true)
	s.press("left")
	shows("▸ decline", true)
	shows("▸ approve", false)
	shows("│ ▌", false)
	s.press("shift+tab")
	shows("│ ▌", true)
	s.press("tab", "f8")
	shows("▸ IR", true)
	shows("▸ IN", false)
	if !strings.Contains(uncoloured(t, s), "\x1b[1m") {
		t.Error("nothing is bold")
	}
}
