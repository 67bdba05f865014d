package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, want string
		faults           []Fault
	}{
		{"nothing", "", "", nil},
		{"plain", "1. Balance\n2. Send", "1. Balance\n2. Send", nil},
		{"Persian with its marks stays", "کد \u200e*6655*123#\u200f نمی\u200cشود ه\u200d", "کد \u200e*6655*123#\u200f نمی\u200cشود ه\u200d", nil},
		{"byte order mark stays", "\ufeffok", "\ufeffok", nil},
		{"a written U+FFFD stays", "a\ufffdb", "a\ufffdb", nil},
		{"two lines", "a\nb", "a\nb", nil},
		{"a lone CR starts no line", "a\rb", "a\ufffdb", []Fault{{LoneReturn, 1, 2, 1, '\r'}}},
		{"a CR before LF goes", "a\r\nb", "a\nb", []Fault{{CarriageReturn, 1, 2, 1, '\r'}}},
		{"only the CR next to LF goes", "a\r\r\nb", "a\ufffd\nb",
			[]Fault{{LoneReturn, 1, 2, 1, '\r'}, {CarriageReturn, 1, 3, 1, '\r'}}},
		{"an override does not hide a CR", "\r\u202e\n", "\ufffd\n",
			[]Fault{{LoneReturn, 1, 1, 1, '\r'}, {BidiControl, 1, 2, 1, '\u202e'}}},
		{"every bad byte", "a\xff\xfeb", "a\ufffd\ufffdb", []Fault{{InvalidUTF8, 1, 2, 2, utf8.RuneError}}},
		{"a cut sequence", "ok \xd8", "ok \ufffd", []Fault{{InvalidUTF8, 1, 4, 1, utf8.RuneError}}},
		{"a surrogate is three bad bytes", "\xed\xa0\x80", "\ufffd\ufffd\ufffd", []Fault{{InvalidUTF8, 1, 1, 3, utf8.RuneError}}},
		{"NUL, tab, ESC, DEL, C1", "\x00\t\x1b\x7f\u0085\u009b", "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd",
			[]Fault{{Control, 1, 1, 5, 0}, {Tab, 1, 2, 1, '\t'}}},
		{"a terminal escape", "x\n\nab\x1b[2J", "x\n\nab\ufffd[2J", []Fault{{Control, 3, 3, 1, '\x1b'}}},
		{"no-break space is no control", "a\u00a0b", "a\u00a0b", nil},
		{"bidi controls go", "\u202a\u202b\u202c\u202d\u202ea\u2066\u2067\u2068\u2069", "a",
			[]Fault{{BidiControl, 1, 1, 9, '\u202a'}}},
		{"their neighbours stay", "\u2029\u202f\u2065\u206a", "\u2029\u202f\u2065\u206a", nil},
		{"the column counts characters", "سلام\u202e\x07", "سلام\ufffd",
			[]Fault{{BidiControl, 1, 5, 1, '\u202e'}, {Control, 1, 6, 1, '\a'}}},
		{"as many marks as there may be", "a" + strings.Repeat("\u0301", MostMarks) + "b", "a" + strings.Repeat("\u0301", MostMarks) + "b", nil},
		{"a flood of marks", "a" + strings.Repeat("\u0301", MostMarks+9) + "b", "a" + strings.Repeat("\u0301", MostMarks) + "b",
			[]Fault{{MarkFlood, 1, MostMarks + 2, 9, '\u0301'}}},
		{"a flood of what is not seen", "a" + strings.Repeat("\u200d", MostMarks) + "\U000e0041\ufe0f\u1160b", "a" + strings.Repeat("\u200d", MostMarks) + "b",
			[]Fault{{MarkFlood, 1, MostMarks + 2, 3, '\U000e0041'}}},
		{"each character has marks of its own", strings.Repeat("a"+strings.Repeat("\u0301", MostMarks), 2), strings.Repeat("a"+strings.Repeat("\u0301", MostMarks), 2), nil},
		{"an override does not part marks", strings.Repeat("\u0301", MostMarks) + "\u202e\u0301", strings.Repeat("\u0301", MostMarks),
			[]Fault{{BidiControl, 1, MostMarks + 1, 1, '\u202e'}, {MarkFlood, 1, MostMarks + 2, 1, '\u0301'}}},
		{"a control parts them", strings.Repeat("\u0301", MostMarks) + "\x07\u0301", strings.Repeat("\u0301", MostMarks) + "\ufffd\u0301",
			[]Fault{{Control, 1, MostMarks + 1, 1, '\a'}}},
		{"positions are those of the text as it came", "a\r\nb\r\nc\x01", "a\nb\nc\ufffd",
			[]Fault{{CarriageReturn, 1, 2, 2, '\r'}, {Control, 3, 2, 1, '\x01'}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, faults := Clean(test.text)
			if kept := CleanInPlace(test.text); utf8.RuneCountInString(kept) != utf8.RuneCountInString(test.text) {
				t.Errorf("CleanInPlace(%q) = %q is of another length", test.text, kept)
			}
			if got != test.want || !slices.Equal(faults, test.faults) {
				t.Errorf("Clean(%q) = %q, %v; want %q, %v", test.text, got, faults, test.want, test.faults)
			}
		})
	}
}

func TestFaultKindNames(t *testing.T) {
	t.Parallel()
	names := []string{"FaultKind(0)", "invalid-utf8", "control", "tab", "lone-cr", "carriage-return", "bidi-control", "mark-flood", "FaultKind(8)"}
	for k, want := range names {
		if got := FaultKind(k).String(); got != want {
			t.Errorf("kind %d is %q, want %q", k, got, want)
		}
	}
}

func TestIsText(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"": true, "سلام\n": true, "\xff\x1b": true, "a\x00b": false, "\x00": false} {
		if got := IsText(s); got != want {
			t.Errorf("IsText(%q) = %t", s, got)
		}
	}
}

// Not parallel: testing.AllocsPerRun counts every goroutine's allocations.
func TestCleanTextCostsNoAllocation(t *testing.T) {
	s := "1. کد \u200e*123#\n2. €"
	if n := testing.AllocsPerRun(100, func() { Clean(s); Measure(s); LatinDigits(s); FirstOutside(s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", "\r\r\n", "\u202e\xff\x00", "\xe2\x80\u202a\xae", "نمی\u200cشود", "\ufffd\n", "a" + strings.Repeat("\u0301", MostMarks) + "\u202e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, faults := Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not valid UTF-8", got)
		}
		if i := strings.IndexFunc(got, forbidden); i >= 0 {
			t.Errorf("%q holds a forbidden character at %d", got, i)
		}
		if again, more := Clean(got); again != got || more != nil {
			t.Errorf("cleaning %q again gives %q, %v", got, again, more)
		}
		if (len(faults) == 0) != (got == s) {
			t.Errorf("%q became %q with faults %v", s, got, faults)
		}
		if strings.Count(got, "\n") != strings.Count(s, "\n") {
			t.Errorf("%q and %q differ in lines", s, got)
		}
		if most := longestRun(got); most > MostMarks {
			t.Errorf("%q has %d marks after one another", got, most)
		}
		if !IsText(got) {
			t.Errorf("%q is no text", got)
		}
	})
}

// longestRun is how many marks follow one another at the most.
func longestRun(s string) int {
	most, run := 0, 0
	for _, r := range s {
		run++
		if !isMark(r) {
			run = 0
		}
		most = max(most, run)
	}
	return most
}

func forbidden(r rune) bool {
	switch {
	case r == '\n':
		return false
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	default:
		return strings.ContainsRune("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r)
	}
}

func BenchmarkClean(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"clean", strings.Repeat("1. Balance\n2. Send\n", 9)},
		{"clean Persian", strings.Repeat("لطفا کد ثبت نام\n", 5)},
		{"dirty", strings.Repeat("1. Balance\r\n2. \x1b[1mSend\u202e\r\n", 5)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.text)))
			for b.Loop() {
				Clean(bench.text)
			}
		})
	}
}
