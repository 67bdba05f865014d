package inoti_test

import (
	"testing"

	"candybar/providers/inoti"
)

func TestCallFormWrite(t *testing.T) {
	t.Parallel()
	const code, later = "*6655*123", "*6655*123*77"
	tests := []struct {
		form  inoti.CallForm
		call  string
		first bool
		want  string
	}{
		{inoti.Star, code, true, "*6655*123"},
		{inoti.Star, later, false, "*6655*123*77"},
		{inoti.Bare, code, true, "6655*123"},
		{inoti.Bare, later, false, "6655*123*77"},
		{inoti.Mixed, code, true, "*6655*123"},
		{inoti.Mixed, later, false, "6655*123*77"},
		{"", later, false, "*6655*123*77"},

		// One star only, and none at the end.
		{inoti.Bare, "**6655", true, "*6655"},
		{inoti.Bare, "#100", true, "#100"},
		{inoti.Mixed, "*6655*", false, "6655*"},
	}
	for _, test := range tests {
		if got := test.form.Write(test.call, test.first); got != test.want {
			t.Errorf("%q.Write(%q, %t) = %q, want %q", test.form, test.call, test.first, got, test.want)
		}
	}
}

func TestParseCallForm(t *testing.T) {
	t.Parallel()
	for _, want := range []inoti.CallForm{"star", "bare", "mixed"} {
		if got, err := inoti.ParseCallForm(string(want)); got != want || err != nil {
			t.Errorf("ParseCallForm(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "Star", "star ", "naked"} {
		if got, err := inoti.ParseCallForm(name); err == nil {
			t.Errorf("ParseCallForm(%q) = %q, want an error", name, got)
		}
	}
}
