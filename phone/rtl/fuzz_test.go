package rtl_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"candybar/phone/rtl"
)

func FuzzLay(f *testing.F) {
	for _, s := range []string{
		"سلام (12)", "نمی\u200cشود ok 5-10 %", "a ٤٥ لَا\u061c b", "\u200f\u200e\u202e\u2067x\u2069", "שלום 👨‍👩‍👧 🇮🇷 ❤️",
		"لا\u0301\u200dلا\u2029ب\xff\xd8", "\u0301\u200dا\u0600123",
	} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 1 + max(width, -width)%80
		for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			measure := func(s string) (string, int) { return ansi.FirstGraphemeCluster(s, method) }
			joined := rtl.Join(s)
			if again := rtl.Join(joined); again != joined {
				t.Errorf("joined again, %+q is %+q", joined, again)
			}
			line := rtl.Lay(s, measure)
			if got, want := characters(line.Visual), characters(joined); !maps.Equal(got, want) {
				t.Errorf("%+q is shown as %+q", joined, line.Visual)
			}
			if got, want := characters(line.Words()), characters(joined); !maps.Equal(got, want) {
				t.Errorf("%+q is shown as %+q by words", joined, line.Words())
			}
			if line.RTL != rtl.RightToLeft(s) {
				t.Errorf("%+q is laid the other way", s)
			}
			for at := -1; at <= len(s)+1; at++ {
				if cell := line.Cell(at); cell < 0 || cell > line.Cells {
					t.Errorf("%+q: octet %d is in cell %d of %d", s, at, cell, line.Cells)
				}
			}
			joined = strings.ToValidUTF8(joined, "\ufffd") // a byte may complete another one's character
			pieces := rtl.Wrap(joined, width, measure)
			if got, want := seen(strings.Join(pieces, "")), seen(joined); got != want {
				t.Errorf("%+q became %+q", want, got)
			}
			for _, piece := range pieces {
				if got := rtl.Lay(piece, measure); len(pieces) > 1 && got.RTL != rtl.RightToLeft(joined) {
					t.Errorf("%+q of %+q goes another way", piece, joined)
				}
			}
		}
	})
}

// characters counts the characters that are seen, a bracket and its mirror image
// as the same.
func characters(s string) map[rune]int {
	count := make(map[rune]int)
	for _, r := range seen(s) {
		if at := slices.Index(brackets, r); at >= 0 {
			r = brackets[at&^1]
		}
		count[r]++
	}
	return count
}

var brackets = []rune("()[]{}<>«»‹›≤≥≪≫⁅⁆⁽⁾₍₎⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫❨❩❪❫❬❭❮❯❰❱❲❳❴❵⦃⦄⦅⦆〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞﹤﹥（）＜＞［］｛｝｟｠｢｣")

// seen is s without blanks and without what only says which way others go.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(" \u200e\u200f\u061c\n\r\u0085\u2029\x1c\x1d\x1e", r),
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
