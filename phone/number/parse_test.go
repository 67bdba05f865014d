package number

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		home       Country
		want       string
	}{
		{"Persian digits", "۰۹۱۲۱۲۳۴۵۶۷", Iran, "+989121234567"},
		{"Arabic digits", "٠٩١٢١٢٣٤٥٦٧", Iran, "+989121234567"},
		{"national", "09121234567", Iran, "+989121234567"},
		{"national without trunk 0", "9121234567", Iran, "+989121234567"},
		{"digits", "989121234567", Iran, "+989121234567"},
		{"plus", "+989121234567", Iran, "+989121234567"},
		{"00", "00989121234567", Iran, "+989121234567"},
		{"Persian digits and 00", "۰۰۹۸۹۱۲۱۲۳۴۵۶۷", Iran, "+989121234567"},
		{"grouped", " +98 912-123\u00a045\u201067\t", Iran, "+989121234567"},
		{"00 grouped", "0 0-98 9121234567", Iran, "+989121234567"},
		{"prefix 900", "09001234567", Iran, "+989001234567"},
		{"prefix 923", "09231234567", Iran, "+989231234567"},
		{"prefix 999", "09991234567", Iran, "+989991234567"},

		{"India", "9876543210", India, "+919876543210"},
		{"India with a leading 0", "09876543210", India, "+919876543210"},
		{"India's digits", "919876543210", India, "+919876543210"},
		{"India that begins like its calling code", "9198765432", India, "+919198765432"},
		{"India that is Iranian at home in Iran", "9121234567", India, "+919121234567"},
		{"India with 00", "00919876543210", India, "+919876543210"},
		{"India from 6", "6000000000", India, "+916000000000"},

		{"Rwanda", "0788123456", Rwanda, "+250788123456"},
		{"Rwanda without trunk 0", "788123456", Rwanda, "+250788123456"},
		{"Rwanda's digits", "250788123456", Rwanda, "+250788123456"},
		{"Rwanda 72", "0728123456", Rwanda, "+250728123456"},

		{"plus is E.164 whatever the home", "+250788123456", India, "+250788123456"},
		{"00 is E.164 whatever the home", "00919876543210", Rwanda, "+919876543210"},
		{"foreign digits", "989121234567", Rwanda, "+989121234567"},
		{"foreign digits at home in India", "250788123456", India, "+250788123456"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(test.text, test.home)
			if err != nil || got.E164() != test.want {
				t.Errorf("Parse(%q, %v) = %v, %v; want %s", test.text, test.home, got, err, test.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		home       Country
		says       string // a part of the error
	}{
		{"letters", "0912xxxxxxx", Iran, "'x'"},
		{"letters before anything else", "0912abc", Iran, "'a'"},
		{"Persian letters", "۰۹۱۲کد", Iran, "'ک'"},
		{"brackets", "+98(0)9121234567", Iran, "'('"},
		{"invisible characters by their number", "\u200e09121234567", Iran, `'\u200e'`},
		{"star", "*123#", Iran, "'*'"},
		{"bad UTF-8", "0912\xff", Iran, "'�'"},
		{"plus in the middle", "0912+1234567", Iran, "'+'"},
		{"two plus", "++989121234567", Iran, "'+'"},
		{"other digits", "०९१२१२३४५६७", Iran, "'०'"},
		{"nothing", "", Iran, "such as 09121234567"},
		{"blanks only", " - ", Rwanda, "such as 0788123456"},
		{"plus only", "+", India, "such as 9876543210"},
		{"00 only", "00", India, "such as 9876543210"},
		{"one digit short", "0912123456", Iran, "10 digits after +98 or 0, this has 9"},
		{"one digit long", "091212345678", Iran, "this has 11"},
		{"unassigned in Iran", "09411234567", Iran, "prefix 941"},
		{"unassigned in Rwanda", "0718123456", Rwanda, "prefix 71"},
		{"fixed line in India", "2212345678", India, "prefix 2"},
		{"unassigned with plus", "+250718123456", Iran, "prefix 71"},
		{"trunk 0 behind the calling code", "+9809121234567", Iran, "this has 11"},
		{"plus before 00", "+00989121234567", Iran, "none of the countries IR, IN, RW"},
		{"another country", "+447700900123", Iran, "none of the countries IR, IN, RW"},
		{"Rwandan at home in Iran", "0788123456", Iran, "write it as +250788123456"},
		{"Iranian at home in Rwanda", "09121234567", Rwanda, "write it as +989121234567"},
		{"endless", strings.Repeat("9", 10000), India, "this has 10000"},
		{"home that is none", "0", Country(9), "wrong"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(test.text, test.home)
			if err == nil {
				t.Fatalf("Parse(%q, %v) = %v, want an error", test.text, test.home, got)
			}
			if !got.IsZero() {
				t.Errorf("Parse(%q, %v) gives %v beside its error", test.text, test.home, got)
			}
			if message := err.Error(); !strings.Contains(message, test.says) || len(message) > 300 {
				t.Errorf("Parse(%q, %v): %s; want %q in it", test.text, test.home, message, test.says)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"09121234567", "+919876543210", "00250788123456", "۹۱۲-۱۲۳ ۴۵۶۷", "0912xxxxxxx", "\xff+", "0"} {
		for _, home := range Countries() {
			f.Add(s, uint8(home))
		}
	}
	f.Add("0", uint8(9))
	f.Fuzz(func(t *testing.T, s string, home uint8) {
		n, err := Parse(s, Country(home))
		if (err == nil) == n.IsZero() {
			t.Fatalf("Parse(%q, %v) = %v, %v", s, Country(home), n, err)
		}
		if err != nil {
			return
		}
		for _, form := range []string{n.E164(), n.Digits(), n.National()} {
			if again, err := Parse(form, n.Country()); again != n || err != nil {
				t.Errorf("%q, a form of %v, is read as %v, %v", form, n, again, err)
			}
		}
		if n.Operator() == "" {
			t.Errorf("%v has no operator", n)
		}
	})
}
