package rtl

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
)

// run is a piece of a line that goes one way: characters start to end.
type run struct {
	start, end int
	level      int
}

func (r run) rtl() bool { return r.level%2 == 1 }

// ordered are the runs of a line from left to right, by rule L2 of the algorithm:
// from the highest level down to the lowest odd one, every stretch of at least
// that level is turned around. What is in a run is not turned here.
func ordered(line []rune, rtl bool) []run {
	runs := resolve(line, rtl)
	highest := 0
	for _, r := range runs {
		highest = max(highest, r.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			end := i
			for end < len(runs) && runs[end].level >= level {
				end++
			}
			slices.Reverse(runs[i:end])
			i = max(i, end-1)
		}
	}
	return runs
}

// resolve are the runs of a line in logical order.
func resolve(line []rune, rtl bool) []run {
	var p bidi.Paragraph
	direction := bidi.LeftToRight
	if rtl {
		direction = bidi.RightToLeft
	}
	found := p.Segment(line, direction)
	var runs []run
	for i := range found.NumRuns() {
		r := found.Run(i)
		whole := run{r.Start, r.End, int(r.Level)}
		if rtl || whole.rtl() {
			runs = append(runs, whole)
			continue
		}
		runs = append(runs, apart(line, whole)...)
	}
	return runs
}

// apart takes the numbers at the edges of a run off it. In a line that goes from
// left to right a number among right-to-left words belongs to those, two levels
// up; but the library begins a run only where the direction changes, and so has it
// in one with the words on its other side.
func apart(line []rune, whole run) []run {
	first, last := whole.start, whole.end
	if whole.level == 2 {
		first = leadingNumber(line, whole)
	}
	for last > first && isNumberAmongRTL(line, last-1) {
		last--
	}
	var runs []run
	for _, r := range []run{{whole.start, first, 2}, {first, last, 0}, {last, whole.end, 2}} {
		if r.start < r.end {
			runs = append(runs, r)
		}
	}
	return runs
}

// leadingNumber is where the number ends with which a run begins.
func leadingNumber(line []rune, whole run) int {
	end := whole.start
	for at := whole.start; at < whole.end; at++ {
		switch r := line[at]; {
		case unicode.IsNumber(r), unicode.Is(unicode.Mn, r):
			end = at + 1
		case !strings.ContainsRune(numberSigns, r):
			return end
		}
	}
	return end
}

// numberSigns are what stands in a number, between its digits.
const numberSigns = "+-,./:#$%\u00a0\u066a\u066b\u066c"

// isNumberAmongRTL reports whether the character in place i is a digit that
// belongs to right-to-left words: an Arabic one does everywhere, another one
// behind such a word.
func isNumberAmongRTL(line []rune, i int) bool {
	if r := line[i]; r >= 0x0660 && r <= 0x066C && r != 0x066A {
		return true
	} else if !unicode.IsNumber(r) {
		return false
	}
	for i--; i >= 0; i-- {
		if now := strengthOf(line[i]); now != weak {
			return now != leftToRight
		}
	}
	return false
}
