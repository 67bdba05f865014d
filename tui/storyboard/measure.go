package storyboard

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// A picture cannot ask how wide its letters will be: they are drawn in whatever
// face there is. So lines are broken by the widths of a wide one, in hundredths
// of the size of the letters, and what is drawn in another has room to spare.

// ems is the width of s in hundredths of the letters' size.
func ems(s string) int {
	sum := 0
	for s != "" {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		sum += emsOf(cluster, cells)
	}
	return sum
}

// emsOf is the width of a cluster that takes so many cells in a terminal.
func emsOf(cluster string, cells int) int {
	r := []rune(cluster)[0]
	switch {
	case cells == 0:
		return 0
	case cells > 1:
		return 130
	case strings.ContainsRune("ijl|'.,:;! ", r):
		return 33
	case strings.ContainsRune("ftr()[]{}-/\\\"`*I", r):
		return 42
	case strings.ContainsRune("mwMW@%&", r):
		return 98
	case unicode.IsUpper(r):
		return 72
	default:
		return 64
	}
}

// wrapped is a line of a text as it is drawn, with the direction of the paragraph
// that it is of.
type wrapped struct {
	text        string
	rightToLeft bool
}

// wrap breaks a text into lines of at most so many hundredths of the letters'
// size, at blanks where there are any.
func wrap(s string, room int) []wrapped {
	var lines []wrapped
	for paragraph := range strings.SplitSeq(s, "\n") {
		rtl := isRightToLeft(paragraph)
		for _, line := range wrapLine(paragraph, room) {
			lines = append(lines, wrapped{line, rtl})
		}
	}
	return lines
}

func wrapLine(s string, room int) []string {
	var lines []string
	// begin is where the line begins, blank where its last blank was seen.
	begin, blank, wide := 0, -1, 0
	for at := 0; at < len(s); {
		cluster, cells := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
		w := emsOf(cluster, cells)
		if wide+w > room && at > begin && cluster != " " {
			if blank > begin {
				lines, begin = append(lines, s[begin:blank]), blank+1
			} else {
				lines, begin = append(lines, s[begin:at]), at
			}
			blank, wide = -1, ems(s[begin:at])
			continue
		}
		if cluster == " " {
			blank = at
		}
		wide += w
		at += len(cluster)
	}
	return append(lines, s[begin:])
}

// atMost is the first lines of several, the last of which says that there were
// more.
func atMost(n int, lines []wrapped) []wrapped {
	if len(lines) <= n {
		return lines
	}
	cut := append([]wrapped(nil), lines[:n]...)
	cut[n-1].text += "…"
	return cut
}
