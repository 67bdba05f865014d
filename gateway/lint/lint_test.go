package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/lint"
	"candybar/phone/text"
)

// brief is a warning in one word: "!" where it is an error, rule, line:column.
func brief(warnings []event.Warning) []string {
	var said []string
	for _, w := range warnings {
		mark := ""
		if w.Severity == event.SeverityError {
			mark = "!"
		}
		said = append(said, fmt.Sprintf("%s%s %d:%d", mark, w.Rule, w.Line, w.Column))
	}
	return said
}

func TestReply(t *testing.T) {
	t.Parallel()
	const farsi = "لطفا کد ثبت نام خود را وارد نمایید"
	times := strings.Repeat
	tests := []struct {
		name, body string
		want       []string
		fits       bool
	}{
		{"clean", "Please enter your registration code", nil, true},
		{"clean lines", "1. Balance\n2. Send\n\n0. Exit", nil, true},
		{"clean Persian", farsi, nil, true},
		{"clean Persian with its marks and a code", "کد \u200e*6655*123#\u200e را نمی\u200cشناسیم", nil, true},
		{"clean Persian digits", "۱۲۳", nil, true},
		{"clean Hindi", "अपना पिन डालें", nil, true},
		{"clean end", "Goodbye[end]", nil, true},
		{"clean silence", "[end]", nil, true},
		{"clean payment", "9900|55|50000", nil, true},
		{"clean GSM-7 beyond ASCII", "é ü Ç € ~ |", nil, true},

		{"it just fits", times("a", 182), []string{"budget-emnify 1:1", "budget-common 1:1"}, true},
		{"it does not", times("a", 183), []string{"!too-long 1:1"}, false},
		{"Persian just fits", times("س", 80), []string{"budget-emnify 1:1", "budget-common 1:1"}, true},
		{"Persian does not", times("س", 81), []string{"!too-long 1:1"}, false},
		{"one letter forces UCS-2", times("a", 69) + "س", nil, true},
		{"and it is too long then", times("a", 80) + "س", []string{"!too-long 1:1"}, false},
		{"[end] is not counted", times("a", 160) + "[end]", nil, true},
		{"a final newline is", times("a", 182) + "\n", []string{"!too-long 1:1", "white-space 1:183"}, false},
		{"a newline after [end] is", times("a", 182) + "[end]\n", []string{"!too-long 1:1", "white-space 1:188"}, false},
		{"a byte order mark is", "\ufeff" + times("س", 80), []string{"!too-long 1:1", "byte-order-mark 1:1"}, false},

		{"empty", "", []string{"!empty 1:1"}, true},
		{"white space alone", " \n", []string{"!empty 1:1"}, true},
		{"a byte order mark alone", "\ufeff", []string{"!empty 1:1", "byte-order-mark 1:1"}, true},

		{"byte order mark", "\ufeffok", []string{"byte-order-mark 1:1"}, true},
		{"byte order mark after a line", "\n\ufeffok", []string{"byte-order-mark 2:1", "white-space 1:1"}, true},
		{"white space after a byte order mark", "\ufeff ok", []string{"byte-order-mark 1:1", "white-space 1:2"}, true},
		{"white space between two", "\ufeff \ufeff ok", []string{"byte-order-mark 1:1", "white-space 1:2"}, true},

		{"white space before", "\n ok", []string{"white-space 1:1"}, true},
		{"white space after", "a\nok \n", []string{"white-space 2:3"}, true},
		{"blank lines after", "a\nok \n\n", []string{"blank-lines 2:3"}, true},
		{"white space at both ends speaks once", " ok ", []string{"white-space 1:1"}, true},
		{"white space before [end]", "bye\n[end]", []string{"white-space 1:4"}, true},
		{"blank lines before [end]", "bye\n\n[end]", []string{"blank-lines 1:4"}, true},
		{"white space before and blank lines after", " ok\r\n\r\n", []string{"white-space 1:1", "blank-lines 1:4", "carriage-return 1:4"}, true},
		{"white space around [end]", "bye [end] \n", []string{"white-space 1:4"}, true},
		{"white space inside", "a  b\n\nc", nil, true},

		{"an HTML tag", "ok\na<br/>b", []string{"html 2:2"}, true},
		{"a whole page", "<!DOCTYPE html><html>hi</html>", []string{"html 1:1"}, true},
		{"a comment", "hi<!-- no -->", []string{"html 1:3"}, true},
		{"an end tag with capitals", "hi</BODY >", []string{"html 1:3"}, true},
		{"no tag", "5 > 3, a >b, </ x", []string{"aggregator-character 1:14"}, true},

		{"a payment that ends", "9900|55|50000[end]", []string{"near-payment 1:1"}, true},
		{"a payment with a fraction", "\n9900|55|1.5", []string{"white-space 1:1", "near-payment 2:1"}, true},
		{"a payment with blanks", "9900 | 55 | 50000", []string{"near-payment 1:1"}, true},
		{"a number that is no payment", "9900 rial for 55|50000", nil, true},

		{"a curly quote", "I\ndon’t", []string{"ucs2 2:4"}, true},
		{"a small letter", "reçu et prêt", []string{"ucs2 1:3"}, true},
		{"a small letter alone", "ç", []string{"ucs2 1:1"}, true},
		{"no letters at all", "1–2", []string{"ucs2 1:2"}, true},
		{"a no-break space", "Pay\u00a05", []string{"ucs2 1:4"}, true},
		{"a menu with a second language", "1. Register – now\n2. فارسی", nil, true},
		{"Persian with a curly quote", "برای ثبت نام “OK” را بفرستید", nil, true},
		{"Persian digits with a dash", "۱–۲", nil, true},
		{"the first of two", "“don’t”", []string{"ucs2 1:1"}, true},

		{"an emoji", "Hi 😀😀", []string{"!above-ffff 1:4"}, true},
		{"an emoji in Persian", "سلام\n😀", []string{"!above-ffff 2:1"}, true},

		{"Arabic letters in Persian", "لطفا كد ثبت نام خود را وارد نماييد", []string{"arabic-letter 1:6"}, true},
		{"an Arabic yeh", "بله\nخوش آمديد", []string{"arabic-letter 2:8"}, true},
		{"Arabic, by its teh marbuta", "مكة", nil, true},
		{"Arabic, by its alef maksura", "كلى", nil, true},
		{"Arabic, by its hamza below", "إليكم", nil, true},

		{"no UTF-8", "ok \xff\xfe", []string{"invalid-utf8 1:4"}, true},
		{"a tab", "a\n1\t2", []string{"tab 2:2"}, true},
		{"a lone return", "a\rb", []string{"lone-cr 1:2"}, true},
		{"an escape", "\x1b[2Jhi", []string{"control 1:1"}, true},
		{"a return before a line feed", "a\r\nb\r\nc", []string{"carriage-return 1:2"}, true},
		{"a bidirectional control", "کد \u202e123", []string{"bidi-control 1:4"}, true},
		{"a flood of marks", "e" + strings.Repeat("\u0301", 40), []string{"ucs2 1:2", "mark-flood 1:32"}, true},
		{"faults in the table's order", "سل\u2066ام\r\n\x07\xff", []string{"control 2:1", "carriage-return 1:6", "bidi-control 1:3", "invalid-utf8 2:2"}, true},

		{"160 septets", times("a", 160), nil, true},
		{"161", times("a", 161), []string{"budget-common 1:1"}, true},
		{"164", times("a", 164), []string{"budget-common 1:1"}, true},
		{"170", times("a", 170), []string{"budget-emnify 1:1", "budget-common 1:1"}, true},
		{"70 units", times("س", 70), nil, true},
		{"72", times("س", 72), []string{"budget-common 1:1"}, true},
		{"75", times("س", 75), []string{"budget-emnify 1:1", "budget-common 1:1"}, true},

		{"a byte order mark inside", "a\n\ufeffb", []string{"byte-order-mark 2:1"}, true},
		{"a dollar", "Pay\n$5", []string{"aggregator-character 2:1"}, true},
		{"an ampersand", "Fish & chips", []string{"aggregator-character 1:6"}, true},
		{"less than", "5 < 6", []string{"aggregator-character 1:3"}, true},
		{"behind a tag", "a<b>$", []string{"html 1:2", "aggregator-character 1:5"}, true},
		{"more than", "6 > 5", nil, true},

		{"text after [end]", "bye[end]\nHave a nice day", []string{"text-after-end 1:4"}, true},
		{"[end] twice", "bye[end][end]", []string{"text-after-end 1:4"}, true},
		{"[end] inside", "a\n[end] b[end]", []string{"text-after-end 2:1"}, true},
		{"[END]", "bye\n[END]", []string{"near-end 2:1"}, true},
		{"[ end ]", "bye[ end ]", []string{"near-end 1:4"}, true},
		{"brackets", "[1] Balance [ending]", nil, true},

		{"a menu that ends", "Menu\n1. Balance\n2) Send[end]", []string{"closed-menu 2:1"}, true},
		{"a menu that ends, with a mark before it", "\ufeff1. Balance\n2. Send[end]", []string{"byte-order-mark 1:1", "closed-menu 1:2"}, true},
		{"a Persian menu that ends", "منو\n۱. بله\n ۲- خیر[end]", []string{"closed-menu 2:1"}, true},
		{"a menu that stays", "1. Balance\n2. Send", nil, true},
		{"one line with a number", "You paid\n1. Tea[end]", nil, true},
		{"twice the same number", "1. Tea\n1. Milk[end]", nil, true},
		{"dates and times", "21-11 12:30\n22-11 12:30[end]", nil, true},
		{"a tab behind a payment", "9900|55|50000\t", []string{"white-space 1:14", "tab 1:14"}, true},

		{"NUL and nothing else", "ok\na\x00<b>\x07" + times("a", 200), []string{"!not-text 2:2"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			report := lint.Reply(test.body)
			if diff := cmp.Diff(test.want, brief(report.Warnings)); diff != "" {
				t.Errorf("%q (-want +got)\n%s", test.body, diff)
			}
			if report.Size.Fits() != test.fits {
				t.Errorf("%q is %+v, which fits: %t", test.body, report.Size, report.Size.Fits())
			}
			checkWarnings(t, test.body, report.Warnings)
			bad := !test.fits || strings.Contains(strings.Join(test.want, " "), "!")
			if report.Bad() != bad {
				t.Errorf("%q is bad: %t", test.body, report.Bad())
			}
		})
	}
}

// What a warning says names what was seen.
func TestWarningText(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		strings.Repeat("a", 183):       "183 septets take 161 octets, and USSD carries 160 (182 septets)",
		strings.Repeat("س", 81):        "81 units take 162 octets, and USSD carries 160 (80 units)",
		"\r\n ok":                      `white space stands before the text ("\r\n ")`,
		strings.Repeat("a", 170):       "170 septets are more than the 160 that most aggregators advise (140 octets)",
		strings.Repeat("س", 75):        "75 units are more than the 72 that emnify guarantees to carry (144 octets)",
		"ok\n\n\n":                     "3 line breaks stand after the text",
		"a\rb":                         "a carriage return (U+000D) without a line feed stands in the text: it starts no line",
		"a\x1bb":                       "a control character (U+001B) stands in the text",
		"Pay $5":                       "'$' (U+0024) stands in the text: one aggregator drops it, or shows no menu at all",
		"bye[end]\nHi":                 "text stands after [end], which is therefore shown, and the session stays open",
		"bye[END]":                     `"[END]" is not the mark [end]: it is shown, and closes nothing`,
		"bye\n[end]":                   `white space stands before [end] ("\n")`,
		"ok" + strings.Repeat(" ", 25): `white space stands after the text ("                        …")`,
		"a<font\ncolor='red'\x1b>":     `an HTML tag ("<font\ncolor='red'` + "\ufffd" + `>") stands in the text`,
		"don’t":                        "'’' (U+2019) is not in the GSM 7-bit alphabet: the whole text takes UCS-2, with room for 80 units, not 182 septets",
		"Hi 😀":                         "'😀' (U+1F600) is above U+FFFF: UCS-2 has no such character, and many phones show two boxes",
		"1\t2\t3":                      "a tab (U+0009) stands in the text (2 times): it forces UCS-2",
		"كد":                           "'ك' (U+0643) is Arabic's: in Persian text it looks wrong on many phones, and no search finds it",
	} {
		warnings := lint.Reply(body).Warnings
		if len(warnings) == 0 {
			t.Errorf("%q is clean", body)
			continue
		}
		said := make([]string, 0, len(warnings))
		for _, w := range warnings {
			said = append(said, w.Text)
		}
		if !strings.Contains(strings.Join(said, "\x00")+"\x00", want+"\x00") {
			t.Errorf("%q: %q\nwant %q", body, said, want)
		}
	}
}

func TestStrict(t *testing.T) {
	t.Parallel()
	report := lint.Reply("\ufeff ok\t<b>")
	strict := report.Strict()
	if len(strict.Warnings) != len(report.Warnings) || strict.Size != report.Size {
		t.Errorf("strict it is %+v, was %+v", strict, report)
	}
	for i, w := range strict.Warnings {
		if w.Severity != event.SeverityError {
			t.Errorf("%s is no error", w.Rule)
		}
		if report.Warnings[i].Severity != event.SeverityWarning {
			t.Errorf("%s became an error in the report that was there before", w.Rule)
		}
		w.Severity = event.SeverityWarning
		if w != report.Warnings[i] {
			t.Errorf("%+v was %+v", w, report.Warnings[i])
		}
	}
	if report.Bad() || !strict.Bad() {
		t.Errorf("bad: %t, and strict: %t", report.Bad(), strict.Bad())
	}
	if clean := lint.Reply("ok").Strict(); clean.Bad() || len(clean.Warnings) != 0 {
		t.Errorf("a clean text is %+v", clean)
	}
}

// What does not fit is bad, whatever the rules say about it.
func TestBadWithoutAWarning(t *testing.T) {
	t.Parallel()
	for n, bad := range map[int]bool{182: false, 183: true} {
		if report := (lint.Report{Size: text.Measure(strings.Repeat("a", n))}); report.Bad() != bad {
			t.Errorf("%d septets are bad: %t", n, report.Bad())
		}
	}
}

// A long body of rubbish is a few warnings, however long it is.
func TestRubbishGivesFewWarnings(t *testing.T) {
	t.Parallel()
	const octets, few = 64 << 10, 15
	for name, one := range map[string]string{
		"controls": "\x1b", "returns": "\r", "line ends": "\r\n", "no UTF-8": "\xff", "bidirectional": "\u202e",
		"tags": "<b>", "angles": "<", "ranges": "א1-2 ", "codes": "س*1# ", "marks of the end": "[END", "choices": "1. a\n", "marks": "\ufeff", "blanks": " ", "all of it": "\x01\r\n\xff\u202e<br>😀’$يa",
	} {
		report := lint.Reply(strings.Repeat(one, octets/len(one)))
		if n := len(report.Warnings); n == 0 || n > few {
			t.Errorf("%s: %d warnings", name, n)
		}
		length := 0
		for _, w := range report.Warnings {
			length += len(w.Text)
		}
		if length > 2000 {
			t.Errorf("%s: the warnings say %d octets", name, length)
		}
	}
}

// checkWarnings: a warning is safe to print, whatever the body was, says
// something, and points into the body, or right behind it.
func checkWarnings(t *testing.T, body string, warnings []event.Warning) {
	t.Helper()
	lines := strings.Split(body, "\n")
	seen := make(map[string]bool)
	for _, w := range warnings {
		for _, words := range []string{w.Rule, w.Text, w.Cure} {
			clean, _ := text.Clean(words)
			if words == "" || clean != words || strings.Contains(words, "\n") {
				t.Errorf("%q: the warning says %q", body, words)
			}
		}
		if w.Severity != event.SeverityWarning && w.Severity != event.SeverityError {
			t.Errorf("%q: %s has severity %q", body, w.Rule, w.Severity)
		}
		if w.Line < 1 || w.Line > len(lines) || w.Column < 1 || w.Column > utf8.RuneCountInString(lines[w.Line-1])+1 {
			t.Errorf("%q: %s is at %d:%d", body, w.Rule, w.Line, w.Column)
		}
		if seen[w.Rule] {
			t.Errorf("%q: %s speaks twice", body, w.Rule)
		}
		seen[w.Rule] = true
	}
}

func FuzzReply(f *testing.F) {
	for _, body := range []string{
		"", "ok", "\ufeff \ufeffok \r\n", "<b \x1b\u202e>", "bye \n[end]\n", "9900|55|1.5", "😀’\xff\x00", "كد $",
		"a\r\nb\u2066\x9b", "<" + strings.Repeat("a", 30) + "\u202e>", " \t[end]", strings.Repeat("a", 183),
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		report := lint.Reply(body)
		checkWarnings(t, body, report.Warnings)
		if !report.Size.Fits() && !report.Bad() {
			t.Errorf("%q does not fit and is not bad", body)
		}
	})
}
