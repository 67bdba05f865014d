package report

import (
	"fmt"
	"slices"
	"strings"
)

// around is how many lines that stay are shown on each side of a change.
const around = 3

// mostCompared bounds how many pairs of lines are compared: what is larger is
// shown as all taken out and all put in.
const mostCompared = 1 << 22

// Diff is how a file changes, as a unified diff without names of files; empty
// where it does not change.
func Diff(before, after []byte) string {
	edits := editsOf(diffLines(before), diffLines(after))
	shown := func(i int) bool {
		near := edits[max(0, i-around):min(len(edits), i+around+1)]
		return slices.ContainsFunc(near, func(edit string) bool { return edit[0] != ' ' })
	}
	var out strings.Builder
	for i, oldAbove, newAbove := 0, 0, 0; i < len(edits); {
		end := i + 1
		for end < len(edits) && shown(end) == shown(i) {
			end++
		}
		oldSize, newSize := sides(edits[i:end])
		if shown(i) {
			fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", oldAbove+min(1, oldSize), oldSize, newAbove+min(1, newSize), newSize)
			out.WriteString(strings.Join(edits[i:end], ""))
		}
		i, oldAbove, newAbove = end, oldAbove+oldSize, newAbove+newSize
	}
	return out.String()
}

// diffLines are the lines, each with its end.
func diffLines(source []byte) []string {
	lines := slices.Collect(strings.Lines(string(source)))
	if last := len(lines) - 1; last >= 0 && !strings.HasSuffix(lines[last], "\n") {
		lines[last] += "\n\\ No newline at end of file\n"
	}
	return lines
}

// editsOf are all lines of a and b, marked: ' ' for one of both, '-' for one of
// a, '+' for one of b.
func editsOf(a, b []string) []string {
	var edits, tail []string
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		edits, a, b = append(edits, " "+a[0]), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail, a, b = append(tail, " "+a[len(a)-1]), a[:len(a)-1], b[:len(b)-1]
	}
	common := commonLengths(a, b)
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case common != nil && i < len(a) && j < len(b) && a[i] == b[j]:
			edits, i, j = append(edits, " "+a[i]), i+1, j+1
		case j == len(b) || i < len(a) && (common == nil || common[i+1][j] >= common[i][j+1]):
			edits, i = append(edits, "-"+a[i]), i+1
		default:
			edits, j = append(edits, "+"+b[j]), j+1
		}
	}
	slices.Reverse(tail)
	return append(edits, tail...)
}

// commonLengths says how long the longest common subsequence of each a[i:] and
// b[j:] is; nil where that is too much to compare.
func commonLengths(a, b []string) [][]int32 {
	if len(a)*len(b) > mostCompared {
		return nil
	}
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}

// sides is how many of the edits are lines of the old and of the new file.
func sides(edits []string) (before, after int) {
	for _, edit := range edits {
		if edit[0] != '+' {
			before++
		}
		if edit[0] != '-' {
			after++
		}
	}
	return before, after
}
