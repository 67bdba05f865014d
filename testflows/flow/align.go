package flow

import "maps"

// pair says what becomes of an expected line.
type pair struct {
	how      fate
	expected int
	// got is the first line of the text that it is paired with, next the one
	// behind the last; they are the same where there is none.
	got, next int
}

// fate is what becomes of an expected line.
type fate uint8

const (
	kept fate = iota
	replaced
	dropped
)

// mostPairs is up to how many pairs of lines are looked at, to keep any.
const mostPairs = 1 << 20

// The costs of what is done to lines. Keeping is free, so that as many lines as
// possible are kept; to lose one is worse than to add one.
const (
	costOfLosing = 2
	costOfAdding = 1
)

// align pairs the expected lines, in their order, with those of the text, at
// the least cost. Without keep none is kept.
func align(expected Lines, got []string, values Values, keep bool) []pair {
	keep = keep && len(expected)*len(got) <= mostPairs
	a := aligning{expected: expected, got: got, values: values, keep: keep}
	if keep {
		a.known = expected.guess(got, values)
	}
	a.weigh()
	return a.trace()
}

// guess is what the lines would keep of the first line of the text that each
// matches, for the lines below that are compared with it.
func (l Lines) guess(got []string, values Values) map[string]string {
	known := map[string]string{}
	for _, line := range l {
		for _, text := range got {
			if captured, ok := line.Pattern.match(text, values, known); ok && !line.Any {
				maps.Copy(known, captured)
				break
			}
		}
	}
	return known
}

// aligning is one alignment. costs[i][j] is the least cost of the expected lines
// from i on and the text from j on, alike[i][j] whether line i matches line j.
type aligning struct {
	expected Lines
	got      []string
	values   Values
	keep     bool
	known    map[string]string
	costs    [][]int
	alike    [][]bool
}

func (a *aligning) weigh() {
	n, m := len(a.expected), len(a.got)
	a.costs, a.alike = make([][]int, n+1), make([][]bool, n)
	a.costs[n] = make([]int, m+1)
	for j := range m {
		a.costs[n][j] = (m - j) * costOfAdding
	}
	for i := n - 1; i >= 0; i-- {
		a.costs[i], a.alike[i] = make([]int, m+1), make([]bool, m)
		for j := m; j >= 0; j-- {
			a.costs[i][j] = a.least(i, j)
		}
	}
}

// any reports whether line i takes any number of lines.
func (a *aligning) any(i int) bool { return a.keep && a.expected[i].Any }

func (a *aligning) least(i, j int) int {
	below := a.costs[i+1]
	switch {
	case a.any(i) && j == len(a.got):
		return below[j]
	case a.any(i):
		return min(below[j], a.costs[i][j+1])
	case j == len(a.got):
		return costOfLosing + below[j]
	}
	least := min(costOfLosing+below[j+1], costOfAdding+a.costs[i][j+1], costOfLosing+below[j])
	if a.keep {
		_, a.alike[i][j] = a.expected[i].Pattern.match(a.got[j], a.values, a.known)
	}
	if a.alike[i][j] {
		least = min(least, below[j+1])
	}
	return least
}

// trace follows the least costs. Of several ways it takes the one that keeps a
// line, then the one that replaces it.
func (a *aligning) trace() []pair {
	var pairs []pair
	i, j := 0, 0
	for i < len(a.expected) {
		cost, below := a.costs[i][j], a.costs[i+1]
		open := j < len(a.got)
		switch {
		case a.any(i):
			from := j
			for a.costs[i][j] != below[j] {
				j++
			}
			pairs = append(pairs, pair{kept, i, from, j})
			i++
		case open && a.alike[i][j] && cost == below[j+1]:
			pairs = append(pairs, pair{kept, i, j, j + 1})
			i, j = i+1, j+1
		case open && cost == costOfLosing+below[j+1]:
			pairs = append(pairs, pair{replaced, i, j, j + 1})
			i, j = i+1, j+1
		case open && cost == costOfAdding+a.costs[i][j+1]:
			j++
		default:
			pairs = append(pairs, pair{dropped, i, j, j})
			i++
		}
	}
	return pairs
}
