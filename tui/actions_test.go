package tui

import (
	"image"
	"reflect"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// TestEveryBindingIsAnAction: every binding of the key map is in one action, so
// the help has every key.
func TestEveryBindingIsAnAction(t *testing.T) {
	t.Parallel()
	m := newScene(t, 80, 24).model
	times := make(map[*key.Binding]int)
	for _, part := range m.sections() {
		for _, a := range part.actions {
			for _, b := range a.keys {
				times[b]++
			}
			if a.does == "" || a.written() == "" {
				t.Errorf("an action of %q has no words", part.title)
			}
		}
	}
	found := 0
	var walk func(name string, v reflect.Value)
	walk = func(name string, v reflect.Value) {
		if b, ok := v.Addr().Interface().(*key.Binding); ok {
			found++
			if times[b] != 1 {
				t.Errorf("%s is in %d actions, want 1", name, times[b])
			}
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if at := v.Field(i); field.IsExported() {
				walk(name+"."+field.Name, at)
			}
		}
	}
	walk("keyMap", reflect.ValueOf(&m.keys).Elem())
	if found != len(times) {
		t.Errorf("%d bindings were found, %d are in actions", found, len(times))
	}
}

// TestKeyNames: what a binding calls a key is what its press is called.
func TestKeyNames(t *testing.T) {
	t.Parallel()
	for _, part := range newScene(t, 80, 24).model.sections() {
		for _, a := range part.actions {
			for _, b := range a.keys {
				for _, name := range b.Keys() {
					if got := keyNamed(name); b.Enabled() && !key.Matches(got, *b) {
						t.Errorf("%q is pressed as %q", name, got)
					}
				}
			}
		}
	}
}

func TestPalette(t *testing.T) {
	t.Parallel()
	r := newRig(t).press("ctrl+p").write("*6655*123#").press("enter").until("screen Corner shop")
	if r.model.palette.open {
		t.Error("it stays open")
	}
	r.write("4").press("ctrl+p").write("send").press("enter").until("call=*6655*123*4")
	r.press("ctrl+p").write("hang up").press("enter").until("ended cancelled")
	r.press("ctrl+p").write("weather").press("enter")
	if r.model.panel != showWeathers {
		t.Error("the weathers were not opened")
	}
	r.press("esc", "ctrl+p", "esc")
	if r.model.palette.open {
		t.Error("esc did not close it")
	}
	r.press("ctrl+p").write("quit").press("enter")
	if !r.quit {
		t.Error("quit did not quit")
	}
}

// TestPaletteAndQuestion: a question that comes while the palette is open waits
// below and gets no key, not even the one behind that which closed it.
func TestPaletteAndQuestion(t *testing.T) {
	t.Parallel()
	r := newRig(t).open().write("5").press("enter", "ctrl+p").until("prompt ").pause()
	s := &r.model.handset.sheet
	if !s.stands() || !r.model.palette.open {
		t.Fatal("want a question below the palette")
	}
	r.press("r", "tab", "esc", "enter", "esc")
	r.catchUp()
	if !s.stands() || s.onLeft {
		t.Error("a key meant for the palette reached the question")
	}
	r.pause().press("enter").until("answered approve")
}

func TestIsIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sought, name string
		want         bool
	}{
		{"", "weather", true}, {"wthr", "Weather", true}, {"W E", "weather", true}, {"rw", "weather", false}, {"tt", "weather", false},
	} {
		if got := isIn(test.sought, test.name); got != test.want {
			t.Errorf("%q in %q: %t", test.sought, test.name, got)
		}
	}
}

// TestClickOnHints: every hint at the foot that names a key does what the key does.
func TestClickOnHints(t *testing.T) {
	t.Parallel()
	for _, sc := range plays() {
		s, with := newScene(t, 160, 50), newScene(t, 160, 50)
		sc.play(s)
		for i, hint := range s.model.placedHints() {
			name := keyOf(hint.key)
			if name == "" || name == "ctrl+c" {
				continue
			}
			s, with = newScene(t, 160, 50), newScene(t, 160, 50)
			sc.play(s)
			sc.play(with)
			at := s.model.placedHints()[i].area.Min
			s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
			with.send(keyNamed(name))
			if got, want := s.frame(), with.frame(); got != want {
				t.Errorf("%s: a click on %q %s\n%s\nthe key:\n%s", sc.name, hint.key.Help().Key, hint.key.Help().Desc, got, want)
			}
		}
	}
}

// TestClickInPalette: an entry does what it says, and beside it the palette closes.
func TestClickInPalette(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).press("ctrl+p")
	for i, e := range s.model.palette.found {
		if e.action.does == s.model.sections()[0].actions[len(s.model.sections()[0].actions)-1].does {
			continue // the line puts another skin on
		}
		s = newScene(t, 80, 24).press("ctrl+p")
		if i >= s.model.palette.rows() {
			break
		}
		before := s.frame()
		at := s.model.palette.area.Min.Add(image.Pt(4, paletteHead+i))
		s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
		if s.model.palette.open || s.frame() == before {
			t.Errorf("%q did nothing", e.name)
		}
	}
	s = newScene(t, 80, 24).press("ctrl+p")
	s.send(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
	if s.model.palette.open {
		t.Error("a click beside it did not close it")
	}
}
