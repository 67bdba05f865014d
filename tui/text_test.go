package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"candybar/phone/text"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two", 7, []string{"one two"}},
		{"one two", 6, []string{"one", "two"}},
		{"one two", 3, []string{"one", "two"}},
		{"one  two", 4, []string{"one ", "two"}},
		{"abcdef", 4, []string{"abcd", "ef"}},
		{"a bcdefgh", 4, []string{"a", "bcde", "fgh"}},
		{"a\n\nb\n", 4, []string{"a", "", "b", ""}},
		{"한국어", 4, []string{"한국", "어"}},
		{"한국어", 1, []string{"한", "국", "어"}},
		{"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
	}
	for _, test := range tests {
		for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			if got := (ruler{method: method}).wrap(test.text, test.width); !slices.Equal(got, test.want) {
				t.Errorf("%q in %d is %q, want %q", test.text, test.width, got, test.want)
			}
		}
	}
}

// rulers are all there are.
func rulers() []ruler {
	var all []ruler
	for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
		for _, manner := range []Bidi{BidiVisual, BidiKitty, BidiTerminal, BidiOff} {
			all = append(all, ruler{method: method, manner: manner})
		}
	}
	return all
}

// marks takes away what a broken line may begin with.
var marks = strings.NewReplacer("\u200e", "", "\u200f", "", "\u061c", "")

func FuzzRuler(f *testing.F) {
	f.Add("one two three", 5)
	f.Add(hostile, 11)
	f.Add("हिन्दी में क्षि กำ", 3)
	f.Add("سلام، لا 12 نمی\u200cشود (ok)", 4)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 2 + max(width, -width)%80
		s, _ = text.Clean(s)
		for _, r := range rulers() {
			lines := r.wrap(s, width)
			for _, line := range lines {
				line = marks.Replace(line)
				// One cluster may be wider than any line.
				if cluster, _, _ := r.first(line); r.width(line) > width && cluster != line {
					t.Errorf("%q is %d wide in %d", line, r.width(line), width)
				}
			}
			glyphs := func(s string) string { return marks.Replace(strings.NewReplacer(" ", "", "\n", "").Replace(s)) }
			if got, want := glyphs(strings.Join(lines, "")), glyphs(r.joined(s)); got != want {
				t.Errorf("%q became %q", want, got)
			}
			for _, cut := range []string{r.cut(s, width), r.cutLeft(s, width)} {
				if r.width(cut) > width {
					t.Errorf("%q is %d wide in %d", cut, r.width(cut), width)
				}
			}
			p := newPen(r, ThemeModern, true)
			row := p.line(width).add(p.warn, s).add(p.quiet, s).done()
			if got := r.method.StringWidth(row); got != width {
				t.Errorf("row %q is %d wide in %d", row, got, width)
			}
			if got := r.method.StringWidth(p.line(width).blank(1).flow(p.warn, s).done()); got != width {
				t.Errorf("row %q is %d wide in %d", row, got, width)
			}
			if bad := outlaw(unstyled(row)); bad >= 0 {
				t.Errorf("row %q has U+%04X", row, bad)
			}
		}
	})
}

func TestEntry(t *testing.T) {
	t.Parallel()
	var e entry
	r := ruler{method: ansi.GraphemeWidth}
	check := func(value string, width int, shown string, cursor int) {
		t.Helper()
		gotShown, gotCursor := e.window(r, width)
		if e.value != value || gotShown != shown || gotCursor != cursor {
			t.Errorf("%q shown as %q with the cursor in %d, want %q as %q in %d", e.value, gotShown, gotCursor, value, shown, cursor)
		}
	}
	e.left()
	e.erase()
	e.right()
	check("", 5, "", 0)
	e.insert("ae\u0301한👨‍👩‍👧")
	check("ae\u0301한👨‍👩‍👧", 10, "ae\u0301한👨‍👩‍👧", 6)
	check("ae\u0301한👨‍👩‍👧", 4, "…👨‍👩‍👧", 3)
	e.left()
	e.left()
	check("ae\u0301한👨‍👩‍👧", 4, "ae\u0301한", 2)
	e.erase()
	check("a한👨‍👩‍👧", 10, "a한👨‍👩‍👧", 1)
	e.end()
	e.erase()
	e.erase()
	check("a", 10, "a", 1)
	e.home()
	e.insert("\u0301")
	check("\u0301a", 10, "\u0301a", 0)
}

// A reply is full when one USSD string is; a letter that would make too much of
// what is there is not taken.
func TestEntryIsFull(t *testing.T) {
	t.Parallel()
	var e entry
	e.insert(strings.Repeat("x", 500))
	if len(e.value) != text.GSM7.Room() || !e.full {
		t.Errorf("%d septets, full %t", len(e.value), e.full)
	}
	e.insert("ی")
	if len(e.value) != text.GSM7.Room() || !e.full {
		t.Errorf("a Persian letter was taken")
	}
	e.erase()
	if e.full {
		t.Error("still full")
	}
}

func TestExact(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"plain\nسلام":          "plain\nسلام",
		"a\r\nb\tc\x00\x1b[2J": "a␍\nb␉c␀␛[2J",
		"\x7f\u0085\u202e\xff": "␡⟨U+0085⟩⟨U+202E⟩\ufffd",
	} {
		if got := exact(s); got != want {
			t.Errorf("exact(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestSteady(t *testing.T) {
	t.Parallel()
	r := ruler{method: ansi.WcWidth}
	for s, want := range map[string]string{
		"👨‍👩‍👧 👍🏽 ❤️ 1️⃣":      "👨👩👧 👍 ❤ 1",
		"نمی\u200cشود ه\u200d": "نمی\u200cشود ه\u200d",
		"क्\u200dष":            "क्\u200dष",
	} {
		got := r.steady(s)
		if got != want {
			t.Errorf("steady(%q) = %q, want %q", s, got, want)
		}
		if again := (ruler{method: ansi.GraphemeWidth}).steady(s); again != s {
			t.Errorf("where clusters count, %q became %q", s, again)
		}
	}
}
