package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/testflows/flow"
)

// known are the variables of patternOf.
func known() flow.Values {
	return flow.Values{"x": {Text: "a.b"}, "blank": {Text: "q "}, "n": {Text: "12"}}
}

// linesOf reads lines of expected text, without bars.
func linesOf(t testing.TB, source string) flow.Lines {
	t.Helper()
	bars := "| " + strings.ReplaceAll(source, "\n", "\n| ")
	f := parse(t, "flow 1\nvar x _\nvar blank _\nvar n _\n> {{x}}{{blank}}{{n}}\nEND\n"+bars+"\n")
	return f.Steps[0].(*flow.Typed).Then.Text
}

type kept = map[string]string

func TestMatch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, line string
		want          kept // nil where it does not match
	}{
		{"", "", kept{}},
		{"", "  ", kept{}},
		{"", "a", nil},
		{"Welcome", "Welcome", kept{}},
		{"Welcome", "Welcome  ", kept{}},
		{"Welcome  ", "Welcome", kept{}},
		{"Welcome", " Welcome", nil},
		{"Welcome", "welcome", nil},
		{"  a  b", "  a  b", kept{}},
		{"  a  b", "a b", nil},
		{"a.*b", "a.*b", kept{}},
		{"a.*b", "axxb", nil},
		{"سلام", "سلام", kept{}},
		{"۱۲", "12", nil},

		{"{{x}}", "a.b", kept{}},
		{"{{x}}", "acb", nil},
		{"-{{blank}}", "-q", kept{}},
		{"-{{blank}}-", "-q -", kept{}},
		{"-{{blank}}-", "-q-", nil},

		{"{{v: any}}", "", kept{"v": ""}},
		{"{{v: any}}", "a b", kept{"v": "a b"}},
		{"Name: {{v: any}}", "Name:", kept{"v": ""}},
		{"Name: {{v: any}}", "Name: Ali  ", kept{"v": "Ali"}},
		{"{{v: digits}}", "0912", kept{"v": "0912"}},
		{"{{v: digits}}", "۰۹١٢3", kept{"v": "۰۹١٢3"}},
		{"{{v: digits}}", "", nil},
		{"{{v: digits}}", "1a", nil},
		{"{{v: digits}}", "१२", nil},
		{"{{v: id}}", "F-1_x۹", kept{"v": "F-1_x۹"}},
		{"{{v: id}}", "F.1", nil},
		{"{{v: id}}", "é", nil},
		{"{{v: word}} c", "a.b c", kept{"v": "a.b"}},
		{"{{v: word}}", "a b", nil},
		{"{{v: word}}", "a\u00a0b", kept{"v": "a\u00a0b"}},
		{"{{v: money}} rial", "50,000.00 rial", kept{"v": "50,000.00"}},
		{"{{v: money}} ریال", "۵۰٬۰۰۰ ریال", kept{"v": "۵۰٬۰۰۰"}},
		{"{{v: money}}.", "50.", kept{"v": "50"}},
		{"{{v: money}}", "5", kept{"v": "5"}},
		{"{{v: money}}", ",5", nil},
		{"{{v: money}}", "", nil},
		{"{{v: url}} now", "https://h/pay/x?a=b now", kept{"v": "https://h/pay/x?a=b"}},
		{"{{v: url}}", "http://h", kept{"v": "http://h"}},
		{"{{v: url}}", "http://", nil},
		{"{{v: url}}", "ftp://h", nil},
		{"{{v: phone}}", "09121234567", kept{"v": "09121234567"}},
		{"{{v: phone}}", "+۹۸۹۱۲۱۲۳۴۵۶۷", kept{"v": "+۹۸۹۱۲۱۲۳۴۵۶۷"}},
		{"{{v: phone}}", "1234567", nil},
		{"{{v: phone}}", "12345678", kept{"v": "12345678"}},
		{"{{v: phone}}", "1234567890123456", nil},
		{"{{v: phone}}6", "1234567890123456", kept{"v": "123456789012345"}},
		{"{{v: date}}", "2024-01/02", kept{"v": "2024-01/02"}},
		{"{{v: date}}", "۱۴۰۳/۰۱/۰۲", kept{"v": "۱۴۰۳/۰۱/۰۲"}},
		{"{{v: date}}", "24-01-02", nil},
		{"{{v: date}}", "2024:01:02", nil},
		{"{{v: time}}", "09:30", kept{"v": "09:30"}},
		{"{{v: time}}", "09:30:15", kept{"v": "09:30:15"}},
		{"{{v: time}}:15", "09:30:15", kept{"v": "09:30"}},
		{"{{v: time}}", "9:30", nil},
		{"{{v: time}}", "09-30", nil},

		{"{{v: /[a-f]{2}/}}", "ab", kept{"v": "ab"}},
		{"{{v: /[a-f]{2}/}}", "abc", nil},
		{"{{v: /a|ab/}}c", "abc", kept{"v": "ab"}},
		{"{{v: /a*?/}}{{w: any}}", "aab", kept{"v": "aa", "w": "b"}},
		{"{{v: /^a$/}}b", "ab", kept{"v": "a"}},
		{`{{v: /\w+\b/}}{{w: /\w*/}}!`, "abc!", kept{"v": "abc", "w": ""}},
		{`{{v: /a\/b/}}`, "a/b", kept{"v": "a/b"}},
		{"{{v: /a/b/}}", "a/b", kept{"v": "a/b"}},
		{`{{v: /a\/}}b/}}`, "a/}}b", kept{"v": "a/}}b"}},
		{"{{v: /(?i)ok/ }}", "OK", kept{"v": "OK"}},
		{"{{v: //}}", "", kept{"v": ""}},
		{"{{v: /(?P<n>a)/}}", "a", kept{"v": "a"}},
		{"{{: digits}}-{{ : id }}", "1-b", kept{}},

		{"{{v: any}}{{w: digits}}", "a12", kept{"v": "a1", "w": "2"}},
		{"{{v: digits}}{{w: digits}}", "1", nil},
		{"{{v: any}} {{v}}", "b c b c", kept{"v": "b c"}},
		{"{{v: any}} {{v}}", "b c b d", nil},
		{"{{v: any}}{{w: any}} {{v}}", "xy x", kept{"v": "x", "w": "y"}},
		{"{{v: word}}{{w: word}}{{v}}{{w}}!", "ababaab!", nil},
		{"{{v: digits}}:{{v}}{{n}}", "7:712", kept{"v": "7"}},
		{"{{{v: id}}}", "{a}", kept{"v": "a"}},
		{`\{{v: id}}`, "{{v: id}}", kept{}},
	}
	for _, test := range tests {
		t.Run(test.pattern+" "+test.line, func(t *testing.T) {
			t.Parallel()
			got, ok := linesOf(t, test.pattern)[0].Pattern.Match(test.line, known())
			if ok != (test.want != nil) {
				t.Fatalf("matches: %t, kept %v", ok, got)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMatchWithoutAValue(t *testing.T) {
	t.Parallel()
	if _, ok := linesOf(t, "{{x}}")[0].Pattern.Match("", nil); ok {
		t.Error("a variable without a value matches nothing at all")
	}
}

// TestMatchIsBounded has patterns and lines that a matcher could try for ever.
func TestMatchIsBounded(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ pattern, line string }{
		"many matchers":       {strings.Repeat("{{: any}}a", 20) + "b", strings.Repeat("a", 2000)},
		"words":               {strings.Repeat("{{: word}}", 30) + "!", strings.Repeat("a", 400)},
		"values of the line":  {"{{v: any}}{{w: any}}{{y: any}}{{z: any}}{{v}}{{w}}{{y}}{{z}}!", strings.Repeat("a", 300)},
		"regular expressions": {strings.Repeat(`{{: /(a|aa)*\b/}}`, 10) + "!", strings.Repeat("a", 2000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, ok := linesOf(t, test.pattern)[0].Pattern.Match(test.line, known()); ok {
				t.Error("it matches")
			}
		})
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, expected, text string
		want                 kept // nil where it differs
		at                   int  // the line that differs, from 0
		removed, added       []string
	}{
		{name: "the same", expected: "a\nb", text: "a\nb", want: kept{}},
		{name: "an empty text", expected: "", text: "", want: kept{}},
		{name: "an empty line", expected: "a\n\nb", text: "a\n\nb", want: kept{}},
		{name: "one line differs", expected: "a\nb\nc", text: "a\nx\nc", at: 1, removed: []string{"b"}, added: []string{"x"}},
		{name: "all differ", expected: "a\nb", text: "x", removed: []string{"a", "b"}, added: []string{"x"}},
		{name: "a line too many", expected: "a\nb", text: "a\nb\nc", at: 1, added: []string{"c"}},
		{name: "a line too many inside", expected: "a\nb", text: "a\nx\nb", at: 1, added: []string{"x"}},
		{name: "a line too few", expected: "a\nb\nc", text: "a\nc", at: 1, removed: []string{"b"}},
		{name: "a last empty line", expected: "a", text: "a\n", at: 0, added: []string{""}},
		{name: "matchers as they are written", expected: "{{v: id}} {{n}}", text: "f 13", removed: []string{"{{v: id}} {{n}}"}, added: []string{"f 13"}},

		{name: "any text", expected: "...", text: "a\nb", want: kept{}},
		{name: "any lines at the end", expected: "a\n...", text: "a", want: kept{}},
		{name: "any lines at the beginning", expected: "...\nb", text: "a\nb\nb", want: kept{}},
		{name: "any lines inside", expected: "a\n...\nb\n...\nc", text: "a\n1\n2\nb\nb\n3\nc", want: kept{}},
		{name: "any lines twice", expected: "...\n...\na", text: "a", want: kept{}},
		{name: "any lines do not match the end", expected: "...\nb", text: "a\nc", at: 1, removed: []string{"b"}, added: []string{"a", "c"}},
		{name: "dots that are text", expected: `\...` + "\n" + `\\...`, text: "...\n" + `\...`, want: kept{}},
		{name: "dots among text", expected: "... more ...", text: "... more ...", want: kept{}},
		{name: "dots behind blanks are text", expected: "  ...", text: "  ...", want: kept{}},
		{name: "any line takes as few as it can", expected: "...\n{{v: digits}}\n...", text: "a\n1\n2", want: kept{"v": "1"}},

		{name: "what a line keeps holds below", expected: "{{v: id}}\n{{v}}!\n{{w: id}}{{v}}", text: "a\na!\nba", want: kept{"v": "a", "w": "b"}},
		{name: "and must be the same", expected: "{{v: id}}\n{{v}}!", text: "a\nb!", at: 1, removed: []string{"{{v}}!"}, added: []string{"b!"}},
		{name: "what a line keeps behind any lines", expected: "...\n{{v: digits}}\n...\n{{v}}!", text: "x\n1\n2!\n1!", want: kept{"v": "1"}},
		{name: "another line keeps another value", expected: "...\n{{v: digits}}\n{{v}}!", text: "1\n2\n2!", want: kept{"v": "2"}},
		{name: "lines alike at the end by what was kept", expected: "{{v: id}}\nb\n{{v}}", text: "a\nx\na", at: 1, removed: []string{"b"}, added: []string{"x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			lines := linesOf(t, test.expected)
			got := lines.Compare(test.text, known())
			want := flow.Comparison{Same: true, Captured: test.want}
			if test.want == nil {
				want = flow.Comparison{At: lines[test.at].At, Removed: test.removed, Added: test.added}
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(sameLines)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// sameLines takes no lines and nothing for the same.
func sameLines(a, b []string) bool { return fmt.Sprintf("%q", a) == fmt.Sprintf("%q", b) }

func TestCompareScreen(t *testing.T) {
	t.Parallel()
	screens := map[string]*flow.Screen{}
	for _, written := range []string{"CON\n| a\n| b", "END\n| a", "END user-timeout"} {
		screens[written] = parse(t, step("> 1\n"+written)).Steps[1].(*flow.Typed).Then
	}
	tests := []struct {
		screen         string
		end            flow.End
		text           string
		same           bool
		line           int
		removed, added []string
	}{
		{screen: "CON\n| a\n| b", end: flow.Open, text: "a\nb", same: true},
		{screen: "CON\n| a\n| b", end: flow.Open, text: "a\nc", line: 10, removed: []string{"b"}, added: []string{"c"}},
		{screen: "CON\n| a\n| b", end: flow.Final, text: "a\nb", line: 8, removed: []string{"CON"}, added: []string{"END"}},
		{screen: "CON\n| a\n| b", end: flow.Final, text: "Closed", line: 8, removed: []string{"CON", "a", "b"}, added: []string{"END", "Closed"}},
		{screen: "CON\n| a\n| b", end: flow.NetworkError, text: "the phone's own", line: 8, removed: []string{"CON"}, added: []string{"END network-error"}},
		{screen: "END\n| a", end: flow.Final, text: "a", same: true},
		{screen: "END user-timeout", end: flow.UserTimeout, text: "the phone's own", same: true},
		{screen: "END user-timeout", end: flow.SessionLimit, line: 8, removed: []string{"END user-timeout"}, added: []string{"END session-limit"}},
		{screen: "END user-timeout", end: flow.Open, text: "a", line: 8, removed: []string{"END user-timeout"}, added: []string{"CON", "a"}},
	}
	for _, test := range tests {
		got := screens[test.screen].Compare(test.end, test.text, nil)
		if got.Same != test.same || got.At.Line != test.line || !sameLines(got.Removed, test.removed) || !sameLines(got.Added, test.added) {
			t.Errorf("%q and %q %q: %+v", test.screen, test.end, test.text, got)
		}
	}
}

// TestCompareIsBounded has a text that a comparison could try for ever.
func TestCompareIsBounded(t *testing.T) {
	t.Parallel()
	lines := linesOf(t, strings.Repeat("...\na\n", 40)+"b")
	if lines.Compare(strings.TrimSuffix(strings.Repeat("a\n", 1000), "\n"), nil).Same {
		t.Error("it is the same")
	}
}
