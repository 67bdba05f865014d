package rtl_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"candybar/phone/rtl"
)

// measure counts as most terminals do.
func measure(s string) (string, int) {
	return ansi.FirstGraphemeCluster(s, ansi.WcWidth)
}

// visual is text by its code points from left to right: hexadecimal numbers, SP,
// or a character itself.
func visual(points string) string {
	var out strings.Builder
	for point := range strings.FieldsSeq(points) {
		var r rune
		switch {
		case point == "SP":
			out.WriteByte(' ')
		case len(point) == 4 && point != "6789":
			fmt.Sscanf(point, "%04X", &r)
			out.WriteRune(r)
		default:
			out.WriteString(point)
		}
	}
	return out.String()
}

func TestLay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		logical, points string
		cells           int
	}{
		{"سلام", "FEE1 FEFC FEB3", 3},
		{"لا", "FEFB", 1},
		{"نمی\u200cشود", "FEA9 FEEE FEB7 FBFD FEE4 FEE7", 6},
		{"پژوهش", "FEB6 FEEB FEED FB8B FB58", 5},
		{"کد 123", "1 2 3 SP FEAA FB90", 6},
		{"کد *6655*123#", "# 1 2 3 * 6 6 5 5 * SP FEAA FB90", 13},
		{"مبلغ 10,000 ریال", "FEDD FE8E FBFE FEAD SP 1 0 , 0 0 0 SP FECE FEE0 FE92 FEE3", 16},
		{"(45) کد", "FEAA FB90 SP ( 4 5 )", 7},
		{"۱. بله", "FEEA FEE0 FE91 SP . 06F1", 6},
		{"ok سلام", "o k SP FEE1 FEFC FEB3", 6},
		{"شماره 0912-345-6789", "6789 - 345 - 0 912 SP FEE9 FEAD FE8E FEE4 FEB7", 19},
		{"تخفیف 50%", "% 5 0 SP FED2 FBFF FED4 FEA8 FE97", 9},

		// What a code's cure does: one U+200E before it.
		{"کد \u200e*6655*123#", "* 6 6 5 5 * 1 2 3 # SP FEAA FB90", 13},
		{"قیمت 5-10", "1 0 - 5 SP FE96 FEE4 FBFF FED7", 9},
		{"12:30 و 1403/05/12", "1 4 0 3 / 0 5 / 1 2 SP FEED SP 1 2 : 3 0", 18},
		// Numbers among words, in a line of either direction.
		{"a سلام 123 b", "a SP 1 2 3 SP FEE1 FEFC FEB3 SP b", 11},
		{"a ٤٥ لا b", "a SP FEFB SP 0664 0665 SP b", 8},
		{"a (ا) 1-2", "a SP ( FE8D ) SP 2 - 1", 9},
		// Marks stay behind their letter, and letters join across them.
		{"بَب", "FE90 FE91 064E", 2},
		{"لَا", "FEFB 064E", 1},
		{"لـا", "FE8E 0640 FEDF", 3},
		// A joiner gives a form, and goes.
		{"ه\u200d", "FEEB", 1},
		{"ل\u200cا", "FE8D FEDD", 2},
		// Hebrew has no forms.
		{"שלום!", "! 05DD 05D5 05DC 05E9", 5},
		{"a\u200cb क्\u200dष", "a \u200c b SP क्\u200dष", 0},
		{"", "", 0},
		{"plain", "p l a i n", 5},
	}
	for _, test := range tests {
		t.Run(test.logical, func(t *testing.T) {
			t.Parallel()
			want := visual(test.points)
			got := rtl.Lay(test.logical, measure)
			if got.Visual != want || rtl.Has(test.logical) && got.Cells != test.cells {
				t.Errorf("%+q in %d cells, want %+q in %d", got.Visual, got.Cells, want, test.cells)
			}
			if again := rtl.Lay(rtl.Join(test.logical), measure); again.Visual != want {
				t.Errorf("joined first %+q, want %+q", again.Visual, want)
			}
		})
	}
}

func TestRightToLeft(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"1. ثبت نام": true, "۱. بله": true, "ok سلام": false, "http://a.ir را": false,
		"": false, "123": false, "٤٥": false, "*123#": false, "\u200e سلام": false, "\u200f ok": true,
		"\u0301سلام": true, "\u202aسلام\u2029": true, "«ok» سلام": false,
	} {
		if got := rtl.RightToLeft(s); got != want {
			t.Errorf("%q: %t", s, got)
		}
		if got := rtl.Lay(s, measure).RTL; got != want {
			t.Errorf("laid, %q: %t", s, got)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	const asks, done = "لطفا کد ثبت نام خود را وارد نمایید", "کد ثبت نام شما با موفقیت در سیستم ثبت شد"
	tests := []struct {
		text  string
		width int
		cells []int
	}{
		{asks, 20, []int{19, 14}}, {asks, 22, []int{22, 11}}, {asks, 24, []int{22, 11}},
		{done, 20, []int{17, 19, 2}}, {done, 22, []int{17, 22}}, {done, 24, []int{24, 15}},
		{"لالالالا", 2, []int{2, 2}},
		{"", 5, []int{0}},
	}
	for _, test := range tests {
		var cells []int
		lines := rtl.Wrap(rtl.Join(test.text), test.width, measure)
		for _, line := range lines {
			cells = append(cells, rtl.Lay(line, measure).Cells)
		}
		if !slices.Equal(cells, test.cells) {
			t.Errorf("%q in %d: lines of %d, want %d", test.text, test.width, cells, test.cells)
		}
		if back := strings.Join(lines, " "); test.width > 2 && back != rtl.Join(test.text) {
			t.Errorf("%q became %q", rtl.Join(test.text), back)
		}
	}
}

// A line that is broken goes on as it went.
func TestWrappedLinesKeepTheirWay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		width int
		want  []string // what is seen, each as the line it must look like
		rtl   bool
	}{
		{"نام http://a.ir/xyz 12 کد", 15, []string{"نام", "\u200fhttp://a.ir/xyz", "\u200f\u200e12 کد"}, true},
		{"شماره 0912-345 678-90", 14, []string{"شماره 0912-345", "\u061c678-90"}, true},
		{"shop سلام سلام 12 x", 10, []string{"shop سلام", "\u200eسلام 12 x"}, false},
		{"נא 12-34 56-78", 9, []string{"נא 12-34", "\u200f56-78"}, true},
	}
	for _, test := range tests {
		lines := rtl.Wrap(test.text, test.width, measure)
		if len(lines) != len(test.want) {
			t.Errorf("%q is %q", test.text, lines)
			continue
		}
		for i, line := range lines {
			got, want := rtl.Lay(line, measure), rtl.Lay(test.want[i], measure)
			if got.Visual != want.Visual || got.RTL != test.rtl {
				t.Errorf("%q: line %q is shown as %q, want %q", test.text, line, got.Visual, want.Visual)
			}
		}
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		cells []int // of each character of it, and of its end
	}{
		{"", []int{0}},
		{"abc", []int{0, 1, 2, 3}},
		{"بله", []int{3, 2, 1, 0}},
		{"کد 12", []int{5, 4, 3, 0, 1, 2}},
		{"ab بله", []int{0, 1, 2, 6, 5, 4, 3}},
		{"سلام", []int{3, 2, 2, 1, 0}}, // alef is where its lam is
	}
	for _, test := range tests {
		line := rtl.Lay(test.text, measure)
		var got []int
		for at := range test.text {
			got = append(got, line.Cell(at))
		}
		if got = append(got, line.Cell(len(test.text))); !slices.Equal(got, test.cells) {
			t.Errorf("%q: %d, want %d", test.text, got, test.cells)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for text, points := range map[string]string{
		"بله کد":  "FB90 FEAA SP FE91 FEE0 FEEA",
		"(بله) 5": "5 SP ( FE91 FEE0 FEEA )",
		"ok سلام": "o k SP FEB3 FEFC FEE1",
		"plain":   "p l a i n",
		"(45) کد": "FB90 FEAA SP ( 4 5 )",
	} {
		line := rtl.Lay(text, measure)
		if got := line.Words(); got != visual(points) {
			t.Errorf("%q: %+q, want %+q", text, got, visual(points))
		}
	}
}
