package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"candybar/gateway/event"
)

// The caret stands under the character that a warning means, however its line is
// ordered, joined, widened or broken.
func TestCaret(t *testing.T) {
	t.Parallel()
	tests := []struct {
		line   string
		column int
		want   string // what stands over the caret
	}{
		{"abcdef", 1, "a"}, {"abcdef", 6, "f"}, {"abcdef", 7, ""}, {"abcdef", 99, ""},
		{"a\tb", 2, "␉"}, {"a\u202eb", 2, "⟨"}, {"a\u202eb", 3, "b"}, {"한국어", 3, "어"}, {"a한\xffb", 3, "\ufffd"},
		{"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxq", 61, "q"},
		{"ok 12 سدر", 7, "\ufeb3"}, {"سدر ok", 1, "\ufeb3"}, {"سدر ok", 5, "o"}, {"۱. بله", 4, "\ufe91"},
	}
	for _, test := range tests {
		for _, by := range rulers() {
			p := testPen(by)
			e := &exchange{}
			const width = 40
			e.rows = far
			others := e.writeBody(p, width, []byte(test.line), []event.Warning{{Rule: "r", Line: 1, Column: test.column}})
			rows := e.draw(p, width)
			caret := slices.IndexFunc(rows, func(row string) bool { return strings.TrimSpace(ansi.Strip(row)) == "^" })
			if caret < 1 || len(others) != 0 {
				t.Fatalf("%q: no caret in %q", test.line, rows)
			}
			if !by.orders() && strings.ContainsAny(test.line, "سب") {
				continue // the terminal puts it where it will
			}
			if by.manner == BidiKitty && strings.ContainsAny(test.line, "سب") {
				continue // kitty turns every word around by itself
			}
			cell := strings.IndexByte(ansi.Strip(rows[caret]), '^')
			if over := glyphAt(by, rows[caret-1], cell); over != test.want {
				t.Errorf("%q, column %d, %v: the caret stands under %q, want %q\n%s\n%s", test.line, test.column, by, over, test.want, ansi.Strip(rows[caret-1]), ansi.Strip(rows[caret]))
			}
		}
	}
}

// glyphAt is what stands in a cell of a row; empty where that is blank.
func glyphAt(by ruler, row string, cell int) string {
	row = strings.NewReplacer(override, "", overrideEnd, "").Replace(ansi.Strip(row))
	for x := 0; row != ""; {
		cluster, rest, wide := by.first(row)
		if x == cell {
			return strings.TrimSpace(cluster)
		}
		x, row = x+wide, rest
	}
	return ""
}

// Warnings that mean no place that is there stand behind the body, none is lost.
func TestWarningsWithoutAPlace(t *testing.T) {
	t.Parallel()
	p := testPen(ruler{method: ansi.WcWidth})
	warnings := []event.Warning{{Rule: "a", Line: 3, Column: 1}, {Rule: "b"}, {Rule: "c", Line: 2, Column: 9}, {Rule: "d", Line: 1, Column: -1}}
	for view, want := range map[view]int{asIs: 2, laidOut: 2, flipped: 4} {
		e := &exchange{view: view}
		if others := e.writeBody(p, 40, []byte("one\ntwo"), warnings); len(others) != want {
			t.Errorf("%d are left, want %d", len(others), want)
		}
	}
}

func TestOctets(t *testing.T) {
	t.Parallel()
	p := testPen(ruler{method: ansi.WcWidth})
	body := []byte("Hi\n\x00\xff\x1bé~1234567")
	for width, want := range map[int]string{
		100: "000 48 69 0a 00 ff 1b c3 a9 7e 31 32 33 34 35 36 37 Hi······~1234567",
		36:  "000 48 69 0a 00 ff 1b c3 a9 Hi······\n008 7e 31 32 33 34 35 36 37 ~1234567",
	} {
		e := &exchange{}
		e.rows = far
		e.writeOctets(p, width, body)
		rows := e.draw(p, width)
		for i := range rows {
			rows[i] = strings.TrimRight(ansi.Strip(rows[i]), " ")
		}
		if got := strings.Join(rows, "\n"); got != want {
			t.Errorf("in %d it is\n%s, want\n%s", width, got, want)
		}
	}
	tones := octetTones(body)
	want := []tone{plainly, plainly, quietly, failure, failure, warning, strongly, strongly, plainly}
	if !slices.Equal(tones[:len(want)], want) {
		t.Errorf("the tones are %v, want %v", tones[:len(want)], want)
	}
}

func TestLayOut(t *testing.T) {
	t.Parallel()
	tests := []struct{ body, want string }{
		{"1. Buy", ""}, {"", ""}, {"<a", ""}, {"<a><b></a>", ""}, {"{", ""}, {"[end]", ""},
		{strings.Repeat("<a>", 9_000) + strings.Repeat("</a>", 9_000), ""}, {strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), ""},
		{`{"a":[1,2.50],"b":"<&>"}`, "{\n \"a\": [\n  1,\n  2.50\n ],\n \"b\": \"<&>\"\n}"},
		{`<?xml version="1.0"?><s:A x='1'> <b>t &amp; u</b><c/><D></D>` + "\n</s:A>", "<?xml version=\"1.0\"?>\n<s:A x='1'>\n <b>t &amp; u</b>\n <c/>\n <D></D>\n</s:A>"},
	}
	for _, test := range tests {
		got, ok := layOut(test.body)
		if !ok {
			got = ""
		}
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%q is laid out as\n%s, want\n%s", test.body, got, test.want)
		}
	}
	s := newScene(t, 160, 50).paid(getPayments).press("shift+tab", "end", "enter", "x")
	if frame := s.frame(); !strings.Contains(frame, "2   <UserName>shop</UserName>") {
		t.Errorf("the call is\n%s", frame)
	}
	s.press("x", "x")
	if s.model.exchange.view != asIs {
		t.Errorf("the view is %d", s.model.exchange.view)
	}
}

// Whatever a body is, and wherever a warning points, rows stay straight and nothing
// gets out.
func FuzzBody(f *testing.F) {
	f.Add([]byte(hostile), 43, 2, 3, uint8(0), "red")
	f.Add([]byte(`<a b="c"><d>سلام`+"\u202e</d></a>"), 36, 1, 9, uint8(1), "d")
	f.Add([]byte("{\"a\":[1,2]}\n\n\x00\xff"), 7, 0, -1, uint8(2), "")
	f.Add([]byte("İIı ﷽"), 12, 1, 1, uint8(0), "ı")
	f.Fuzz(func(t *testing.T, body []byte, width, line, column int, way uint8, sought string) {
		if width < 1 || width > 200 || len(body) > 4096 {
			t.Skip()
		}
		for _, by := range rulers() {
			p := testPen(by)
			p.sought = strings.ToLower(typable(sought))
			e := &exchange{view: view(way % 3)}
			e.rows = far
			warning := event.Warning{Rule: "r", Line: line, Column: column, Text: "t", Cure: "c"}
			for _, w := range e.writeBody(p, width, body, []event.Warning{warning}) {
				e.writeWarning(p, width, w)
			}
			said := 0
			for _, row := range e.draw(p, width) {
				if got := by.method.StringWidth(row); got != width {
					t.Fatalf("%v: a row is %d wide, not %d: %q", by, got, width, row)
				}
				if bad := outlaw(unstyled(row)); bad >= 0 {
					t.Fatalf("%v: U+%04X gets out: %q", by, bad, row)
				}
				said += strings.Count(ansi.Strip(row), "cure: ")
			}
			if width >= 12 && said < 1 && !strings.Contains(string(body), "cure: ") && p.sought == "" {
				t.Fatalf("%v: the warning is lost", by)
			}
		}
	})
}

func testPen(by ruler) *pen {
	p := newPen(by, ThemeModern, true)
	return &p
}
