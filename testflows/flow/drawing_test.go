package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/testflows/flow"
)

func TestDrawing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		drawing flow.Drawing
		want    string
	}{
		{"a difference", flow.Drawing{
			Title: "screen differs", File: "buy-airtime.ussd", At: flow.Position{Line: 15, Column: 1}, After: "> 2",
			Source: "| Amount in rial?", Removed: []string{"Amount in rial?"}, Added: []string{"Service is closed"},
			Notes: []flow.Note{{"request", "GET /ussd?call=*6655*123*2 -> 200, 14 ms"}, {"repeat", "candybar test buy-airtime.ussd --seed 1"}},
		}, `error: screen differs
  --> buy-airtime.ussd:15:1, after > 2
   |
15 | | Amount in rial?
   |   -Amount in rial?
   |   +Service is closed
   |
   = request  GET /ussd?call=*6655*123*2 -> 200, 14 ms
   = repeat   candybar test buy-airtime.ussd --seed 1
`},
		{"nowhere", flow.Drawing{Title: "no handler", File: "a.ussd", Notes: []flow.Note{{"hint", "name one"}}},
			"error: no handler\n--> a.ussd\n = hint  name one\n"},
		{"a title alone", flow.Drawing{Title: "x", File: "a.ussd", At: flow.Position{Line: 1, Column: 1}},
			"error: x\n --> a.ussd:1:1\n  |\n1 |\n"},
		{"what a terminal would act on", flow.Drawing{
			Title: "a\nb\x1b[2J", File: "\u202ea", At: flow.Position{Line: 1, Column: 9}, After: "\r", Source: "x\x00", Length: 5,
			Removed: []string{"\xff"}, Added: []string{"a\tb", ""}, Notes: []flow.Note{{"n\n", "\u009b"}},
		}, "error: a�b�[2J\n --> �a:1:9, after �\n  |\n1 | x�\n  |   ^\n  |   -�\n  |   +a�b\n  |   +\n  |\n  = n�  �\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, test.drawing.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func FuzzDrawing(f *testing.F) {
	f.Add("t", "a | b", 3, 2, "n")
	f.Add("\x1b", "日本\u202e", -1, 1000, "")
	f.Fuzz(func(t *testing.T, title, source string, column, length int, note string) {
		if length > 1000 {
			return
		}
		d := flow.Drawing{Title: title, File: title, At: flow.Position{Line: 1, Column: column}, Source: source, Length: length, Notes: []flow.Note{{note, note}}}
		lines := 0
		for _, r := range d.String() {
			if r == '\n' {
				lines++
			} else if r < ' ' || r == 0x7f || 0x80 <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e {
				t.Errorf("%q is drawn with %U", source, r)
			}
		}
		want := 5
		if length > 0 {
			want++
		}
		if note != "" {
			want++
		}
		if lines != want {
			t.Errorf("%q is drawn in %d lines:\n%s", source, lines, d)
		}
	})
}
