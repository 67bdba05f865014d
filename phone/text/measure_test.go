package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMeasure(t *testing.T) {
	t.Parallel()
	times := strings.Repeat
	tests := []struct {
		name, text string
		coding     Coding
		units      int
		octets     int
		fits       bool
	}{
		{"nothing", "", GSM7, 0, 0, true},
		{"one digit", "1", GSM7, 1, 1, true},
		{"short code", "*123#", GSM7, 5, 5, true},
		{"iNoti code", "*6655*123#", GSM7, 10, 9, true},
		{"question", "Please enter your registration code", GSM7, 35, 31, true},
		{"statement", "Your registration code has been stored successfully", GSM7, 51, 45, true},
		{"menu", "1. Balance\n2. Send\n0. Exit", GSM7, 26, 23, true},
		{"euro is two septets", "€", GSM7, 2, 2, true},
		{"brackets are two septets", "[1] {a} ~", GSM7, 14, 13, true},
		{"price", "Prix: 5€", GSM7, 9, 8, true},
		{"capital C cedilla is in", "Ç", GSM7, 1, 1, true},
		{"e acute is in", "é", GSM7, 1, 1, true},
		{"small c cedilla is out", "ç", UCS2, 1, 2, true},
		{"e circumflex is out", "ê", UCS2, 1, 2, true},
		{"backtick is out", "`", UCS2, 1, 2, true},
		{"tab is out", "\t", UCS2, 1, 2, true},
		{"curly quote", "don’t", UCS2, 5, 10, true},
		{"Persian", "سلام", UCS2, 4, 8, true},
		{"ZWNJ is a unit", "نمی\u200cشود", UCS2, 7, 14, true},
		{"Persian question", "لطفا کد ثبت نام خود را وارد نمایید", UCS2, 34, 68, true},
		{"Persian statement", "کد ثبت نام شما با موفقیت در سیستم ثبت شد", UCS2, 40, 80, true},
		{"emoji is two units", "😀", UCS2, 2, 4, true},
		{"160 a", times("a", 160), GSM7, 160, 140, true},
		{"182 a fill it", times("a", 182), GSM7, 182, 160, true},
		{"183 a", times("a", 183), GSM7, 183, 161, false},
		{"91 euro", times("€", 91), GSM7, 182, 160, true},
		{"92 euro", times("€", 92), GSM7, 184, 161, false},
		{"180 a and a euro", times("a", 180) + "€", GSM7, 182, 160, true},
		{"181 a and a euro", times("a", 181) + "€", GSM7, 183, 161, false},
		{"79 a and a Persian letter", times("a", 79) + "س", UCS2, 80, 160, true},
		{"81 a and a Persian letter", times("a", 81) + "س", UCS2, 82, 164, false},
		{"80 Persian letters", times("س", 80), UCS2, 80, 160, true},
		{"81 Persian letters", times("س", 81), UCS2, 81, 162, false},
		{"78 Persian letters and an emoji", times("س", 78) + "😀", UCS2, 80, 160, true},
		{"79 Persian letters and an emoji", times("س", 79) + "😀", UCS2, 81, 162, false},

		{"seven spare bits are padded for nothing", "1234567", GSM7, 7, 7, true},
		{"on an octet boundary", "12345678", GSM7, 8, 7, true},
		{"CR before the boundary", "123456\r", GSM7, 7, 7, true},
		{"CR on the boundary is doubled", "1234567\r", GSM7, 8, 8, true},
		{"LF on the boundary is not", "1234567\n", GSM7, 8, 7, true},
		{"a line break of CR LF is two septets", "a\r\nb", GSM7, 4, 4, true},
		{"byte order mark counts", "\ufeffa", UCS2, 2, 4, true},
		{"CR in UCS-2 is never doubled", "سسسسسسس\r", UCS2, 8, 16, true},
		{"each bad byte is a U+FFFD", "a\xff\xfe", UCS2, 3, 6, true},
		{"ESC is no character", "\x1b", UCS2, 1, 2, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := Size{Coding: test.coding, Units: test.units, Octets: test.octets}
			got := Measure(test.text)
			if got != want || got.Fits() != test.fits {
				t.Errorf("Measure(%q) = %+v, fits %t; want %+v, fits %t", test.text, got, got.Fits(), want, test.fits)
			}
		})
	}
}

func TestAlphabetIsComplete(t *testing.T) {
	t.Parallel()
	one, two := 0, 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		switch septets(r) {
		case 1:
			one++
		case 2:
			two++
		}
	}
	if one != 127 || two != 10 {
		t.Errorf("%d characters of one septet and %d of two, want 127 and 10", one, two)
	}
}

func TestCoding(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		coding Coding
		name   string
		room   int
	}{{GSM7, "gsm7", 182}, {UCS2, "ucs2", 80}, {Coding(9), "Coding(9)", 0}} {
		if test.coding.String() != test.name || test.coding.Room() != test.room {
			t.Errorf("%v has room %d, want %s and %d", test.coding, test.coding.Room(), test.name, test.room)
		}
	}
}

func TestFirstOutside(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text         string
		r            rune
		line, column int
		ok           bool
	}{
		{"", 0, 0, 0, false},
		{"plain {text} €5\n", 0, 0, 0, false},
		{"don’t", '’', 1, 4, true},
		{"éé\nàç", 'ç', 2, 2, true},
		{"a\rb\tc", '\t', 1, 4, true},
		{"ok\n\nکد", 'ک', 3, 1, true},
		{"a\xffb", utf8.RuneError, 1, 2, true},
	}
	for _, test := range tests {
		r, line, column, ok := FirstOutside(test.text)
		if r != test.r || line != test.line || column != test.column || ok != test.ok {
			t.Errorf("FirstOutside(%q) = %q %d:%d %t, want %q %d:%d %t",
				test.text, r, line, column, ok, test.r, test.line, test.column, test.ok)
		}
	}
}

func FuzzMeasure(f *testing.F) {
	for _, s := range []string{"", "1234567\r", "€{}", "سلام😀", "\xff\r\n", strings.Repeat("a", 183)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		size := Measure(s)
		characters := utf8.RuneCountInString(s)
		if size.Units < characters || size.Units > 2*characters {
			t.Errorf("%d characters take %d units", characters, size.Units)
		}
		_, _, _, outside := FirstOutside(s)
		if outside != (size.Coding == UCS2) {
			t.Errorf("coding is %v, a character outside GSM-7: %t", size.Coding, outside)
		}
		switch size.Coding {
		case GSM7:
			spare := 8*size.Octets - 7*size.Units
			doubled := spare == 8 && strings.HasSuffix(s, "\r")
			if spare < 0 || spare > 7 && !doubled {
				t.Errorf("%d septets in %d octets", size.Units, size.Octets)
			}
		case UCS2:
			if size.Octets != 2*size.Units {
				t.Errorf("%d units in %d octets", size.Units, size.Octets)
			}
		}
		if size.Units > size.Coding.Room() && size.Fits() {
			t.Errorf("%+v fits, above the room of %d", size, size.Coding.Room())
		}
	})
}

func BenchmarkMeasure(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"gsm7", strings.Repeat("1. Balance\n2. Send {a} €\n", 7)},
		{"ucs2", strings.Repeat("لطفا کد ثبت نام\n", 5)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.text)))
			for b.Loop() {
				Measure(bench.text)
			}
		})
	}
}
