package flow_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candybar/phone/text"
	"candybar/testflows/flow"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		marks []flow.Mark
		want  string
	}{
		{"", nil, "|"},
		{"a\n\n b  \n", nil, "| a\n|\n|  b\n|"},
		{"...", nil, `| \...`},
		{`\\...  `, nil, `| \\\...`},
		{"a ...", nil, "| a ..."},
		{"{{x}} {{{ \\{{", nil, `| \{{x}} \{{{ \\{{`},
		{"a\x1b\nb\u202e", nil, "| a\ufffd\n| b"},
		{"Invoice F-1 of 5\nF-1", []flow.Mark{{15, 16, "", "digits"}, {8, 11, "invoice", "id"}, {17, 20, "invoice", ""}}, "| Invoice {{invoice: id}} of {{: digits}}\n| {{invoice}}"},
		{"...", []flow.Mark{{0, 3, "v", "/[.]+/"}}, `| {{v: /[.]+/}}`},
		{"...", []flow.Mark{{0, 9, "v", ""}}, `| \...`},
		{"a...", []flow.Mark{{0, 1, "v", "id"}}, "| {{v: id}}..."},
		{`\1`, []flow.Mark{{1, 2, "v", "id"}}, `| {{\\}}{{v: id}}`},
		{`\{1}`, []flow.Mark{{2, 3, "v", "id"}}, `| {{\\}}{{{v: id}}}`},
		{`{{1}}`, []flow.Mark{{2, 3, "v", "id"}}, `| \{{{{v: id}}}}`},
		{"ab", []flow.Mark{{0, 2, "v", "id"}, {1, 2, "w", "id"}, {5, 9, "x", ""}, {2, 1, "y", ""}}, "| {{v: id}}"},
		{"a\nb", []flow.Mark{{0, 3, "v", "any"}}, "| a\n| b"},
	}
	for _, test := range tests {
		if got := strings.Join(flow.Quote(test.text, test.marks...), "\n"); got != test.want {
			t.Errorf("%q %v is quoted as\n%s\nwant\n%s", test.text, test.marks, got, test.want)
		}
	}
}

func TestInline(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		marks []flow.Mark
		want  string
	}{
		{"", nil, ""},
		{"1", nil, "1"},
		{" ", nil, `{{\s}}`},
		{"  a  ", nil, `{{\s}} a {{\s}}`},
		{"a\nb\n", nil, `a{{\n}}b{{\n}}`},
		{`a\ `, nil, `a{{\\}}{{\s}}`},
		{`\` + "\n", nil, `{{\\}}{{\n}}`},
		{"*1*4321#", []flow.Mark{{3, 7, "pin", ""}}, "*1*{{pin}}#"},
		{"...", nil, "..."},
		{"a\tb", nil, "a\ufffdb"},
	}
	for _, test := range tests {
		if got := flow.Inline(test.text, test.marks...); got != test.want {
			t.Errorf("%q %v is written as %s, want %s", test.text, test.marks, got, test.want)
		}
	}
}

// FuzzQuote writes a text into a flow, at every place that takes one, and reads
// it back.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", " ", "a b ", "...", `\...`, `\{{`, "{{{", "}}", "a\n\nb ", "سلام\u200c", "\ufeff", "{{\\}}", "\\\n{{a}}\\ ", "\\\\ ", "\\{\\\n"} {
		f.Add(s, 1, 2)
	}
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		clean, faults := text.Clean(s)
		if faults != nil || len(clean) > 500 {
			return
		}
		mark := flow.Mark{From: from, To: to, Name: "v"}
		if from < 0 || to < from || to > len(clean) || clean[from:to] == "" ||
			!utf8.ValidString(clean[:from]) || !utf8.ValidString(clean[from:to]) || strings.Contains(clean[from:to], "\n") {
			mark = flow.Mark{From: -1}
		}
		inline := flow.Inline(clean, mark)
		source := "flow 1\nsecret v\n> {{v}}" + inline + "\nEND\n" + strings.Join(flow.Quote(clean, mark), "\n") + "\n\nsms from " + flow.Inline(clean+"!") + "\n| ...\n"
		values := flow.Values{}
		if mark.From >= 0 {
			values["v"] = flow.Value{Text: clean[from:to]}
		} else {
			values["v"] = flow.Value{}
		}
		read, err := flow.Parse("a.ussd", []byte(source))
		if err != nil {
			t.Fatalf("%q: %s", clean, err)
		}
		typed := read.Steps[0].(*flow.Typed)
		if got, err := typed.Text.Expand(values); err != nil || got != values["v"].Text+clean {
			t.Errorf("%q is typed as %q by %s", clean, got, typed.Text)
		}
		if c := typed.Then.Text.Compare(clean, values); !c.Same {
			t.Errorf("%q is expected as %+v", clean, c)
		}
		if _, ok := read.Steps[1].(*flow.SMS).From.Match(clean+"!", nil); !ok {
			t.Errorf("%q is no name in %s", clean, source)
		}
	})
}
