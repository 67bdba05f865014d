package flow

import "strings"

// nearest is which of the known words was probably meant, empty where none is
// near.
func nearest(word string, known []string) string {
	best := ""
	// A third of a word may be wrong, and one letter of a short one.
	least := max(1, min(len(word), 40)/3) + 1
	for _, candidate := range known {
		if apart := len(word) - len(candidate); apart >= least || -apart >= least {
			continue
		}
		if d := distance(strings.ToLower(word), strings.ToLower(candidate)); d < least && d < len(candidate) {
			best, least = candidate, d
		}
	}
	return best
}

// distance is how many letters must be put in, taken out, changed, or swapped
// with their neighbours to make b of a.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	var last, row [41]int
	before := last
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		before, last = last, row
		row[0] = i + 1
		for j := range len(b) {
			changed := last[j]
			if a[i] != b[j] {
				changed++
			}
			row[j+1] = min(changed, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
