package lint_test

import (
	"strings"
	"testing"

	"candybar/gateway/lint"
)

func TestRightToLeftOrder(t *testing.T) {
	t.Parallel()
	const mark = "\u200e"
	tests := []struct {
		name, body string
		// shown is how a phone shows the part, empty where it is left alone.
		shown        string
		line, column int
	}{
		{"a code", "کد *6655*123# را", "#123*6655*", 1, 4},
		{"a code with Persian digits", "کد *۶۶۵۵*۱۲۳# را", "#۱۲۳*۶۶۵۵*", 1, 4},
		{"a number with dashes", "شماره 0912-345-6789", "6789-345-0912", 1, 7},
		{"a range", "قیمت 5-10 تومان", "10-5", 1, 6},
		{"a range with an en dash", "قیمت 5–10 تومان", "10–5", 1, 6},
		{"a percentage", "تخفیف 50%", "%50", 1, 7},
		{"a fraction of a percent", "تخفیف 2.5%", "%2.5", 1, 7},
		{"a Persian percentage", "تخفیف ۵۰٪", "٪۵۰", 1, 7},
		{"a pipe list", "کد 9900|12|5000", "5000|12|9900", 1, 4},
		{"on a later line", "Menu\nسلام\nکد *1#", "#1*", 3, 4},
		{"before the first letter a code", "*123# را بزنید", "123#*", 1, 1},
		{"in Hebrew", "קוד *123*4#", "4#*123*", 1, 5},

		{"a price", "مبلغ 10,000", "", 0, 0},
		{"a time", "ساعت 12:30", "", 0, 0},
		{"a date with slashes", "تاریخ 1403/05/12", "", 0, 0},
		{"a plain number", "شماره 09121234567", "", 0, 0},
		{"a marked code", "کد " + mark + "*6655*123#", "", 0, 0},
		{"a marked range", "قیمت " + mark + "5-10 تومان", "", 0, 0},
		{"behind a Latin letter", "کد A-5-10", "", 0, 0},
		{"before the first letter a range", "5-10 تومان", "", 0, 0},
		{"before the first letter a percentage", "50% تخفیف", "", 0, 0},
		{"in Hebrew a range", "מחיר 5-10", "", 0, 0},
		{"in Hebrew a percentage", "הנחה 50%", "", 0, 0},
		{"in left-to-right text", "Dial *6655*123# or pay 50%", "", 0, 0},
		{"in a left-to-right line of another script", "ok 5-10 سلام", "", 0, 0},
		{"a line without letters", "سلام\n*123#", "", 0, 0},
		{"a code that is none", "کد 12#", "", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			said := ""
			for _, w := range lint.Reply(test.body).Warnings {
				if w.Rule != "rtl-order" {
					continue
				}
				said = w.Text
				if w.Line != test.line || w.Column != test.column {
					t.Errorf("it stands at %d:%d, want %d:%d", w.Line, w.Column, test.line, test.column)
				}
			}
			if (said == "") != (test.shown == "") || !strings.Contains(said, test.shown) {
				t.Errorf("%q: %q, want %q", test.body, said, test.shown)
			}
		})
	}
}
