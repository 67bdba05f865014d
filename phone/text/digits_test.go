package text

import "testing"

func TestLatinDigits(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":                      "",
		"*123#":                 "*123#",
		"۰۱۲۳۴۵۶۷۸۹":            "0123456789",
		"٠١٢٣٤٥٦٧٨٩":            "0123456789",
		"کد ۱۲٣ است\xff":        "کد 123 است\xff",
		"\u06ef\u06fa\u065f٪":   "\u06ef\u06fa\u065f٪",
		"*۶۶۵۵*۱۲۳#":            "*6655*123#",
		"१२३ stays: Devanagari": "१२३ stays: Devanagari",
	} {
		if got := LatinDigits(s); got != want {
			t.Errorf("LatinDigits(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestIsSeparator(t *testing.T) {
	t.Parallel()
	for _, r := range " \t\n\r\u00a0\u202f\u3000-\u2010\u2011" {
		if !IsSeparator(r) {
			t.Errorf("%q is no separator", r)
		}
	}
	for _, r := range "0a+*#.()/\u2013\u200e\u200c\ufffd" {
		if IsSeparator(r) {
			t.Errorf("%q is a separator", r)
		}
	}
}
