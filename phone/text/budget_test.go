package text

import (
	"slices"
	"strings"
	"testing"
)

func TestBudgets(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		budget         Budget
		name           string
		octets         int
		septets, units int
	}{
		{Standard, "standard", 160, 182, 80},
		{Emnify, "emnify", 144, 164, 72},
		{Common, "common", 140, 160, 70},
		{Budget(9), "Budget(9)", 0, 0, 0},
	} {
		b := test.budget
		if b.String() != test.name || b.Octets() != test.octets || b.Room(GSM7) != test.septets || b.Room(UCS2) != test.units || b.Room(Coding(9)) != 0 {
			t.Errorf("%v is %d octets, %d septets, %d units; want %+v", b, b.Octets(), b.Room(GSM7), b.Room(UCS2), test)
		}
	}
	if !slices.Equal(Budgets(), []Budget{Standard, Emnify, Common}) {
		t.Errorf("they are %v", Budgets())
	}
}

// T6: which budgets a text crosses.
func TestBudgetsHold(t *testing.T) {
	t.Parallel()
	tests := []struct {
		one   string
		count int
		want  []Budget
	}{
		{"a", 160, []Budget{Standard, Emnify, Common}},
		{"a", 161, []Budget{Standard, Emnify}},
		{"a", 164, []Budget{Standard, Emnify}},
		{"a", 165, []Budget{Standard}},
		{"a", 170, []Budget{Standard}},
		{"a", 182, []Budget{Standard}},
		{"a", 183, nil},
		{"€", 80, []Budget{Standard, Emnify, Common}},
		{"€", 81, []Budget{Standard, Emnify}},
		{"س", 70, []Budget{Standard, Emnify, Common}},
		{"س", 71, []Budget{Standard, Emnify}},
		{"س", 72, []Budget{Standard, Emnify}},
		{"س", 73, []Budget{Standard}},
		{"س", 75, []Budget{Standard}},
		{"س", 80, []Budget{Standard}},
		{"س", 81, nil},
	}
	for _, test := range tests {
		var held []Budget
		for _, b := range Budgets() {
			if b.Holds(Measure(strings.Repeat(test.one, test.count))) {
				held = append(held, b)
			}
		}
		if !slices.Equal(held, test.want) {
			t.Errorf("%d times %q is within %v, want %v", test.count, test.one, held, test.want)
		}
	}
}

// T8: only LF starts a line, and a CR before it costs a septet.
func TestLines(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]struct{ lines, septets int }{
		"a\rb":   {1, 3},
		"a\nb":   {2, 3},
		"a\r\nb": {2, 4},
		"a\n\rb": {2, 4},
	} {
		clean, _ := Clean(s)
		if lines := len(strings.Split(clean, "\n")); lines != want.lines || Measure(s).Units != want.septets {
			t.Errorf("%q is %d lines and %d septets, want %+v", s, lines, Measure(s).Units, want)
		}
	}
}
