package rtl

import (
	"unicode"
)

// Wrap breaks the line s, which is logical and joined, into lines that are at most
// width wide, at blanks where there are any. One cluster that is wider than that
// is a line by itself. An empty s is one empty line. Text that goes from left to
// right is broken the same way.
//
// Each line is laid by itself. One that would go another way than it did in s
// begins with a mark, which is not seen, that says so.
func Wrap(s string, width int, measure Measure) []string {
	var lines []string
	directed, way := Has(s), RightToLeft(s)
	// last is the last strong character before told.
	told, last := 0, weak
	add := func(from, to int) {
		piece := s[from:to]
		if directed && (from > 0 || RightToLeft(piece) != way) {
			last = lastStrength(last, s[told:from])
			told = from
			piece = context(last, piece, way) + piece
		}
		lines = append(lines, piece)
	}
	// begin is where the line begins, blank where its last blank was seen.
	begin, blank, wide := 0, -1, 0
	for at := 0; at < len(s); {
		cluster, cells := measure(s[at:])
		if wide+cells > width && at > begin {
			switch {
			case cluster == " ":
				add(begin, at)
				begin = at + 1
				at++
			case blank > begin:
				add(begin, blank)
				begin = blank + 1
			default:
				add(begin, at)
				begin = at
			}
			blank, wide = -1, measure.cells(s[begin:at])
			continue
		}
		if cluster == " " {
			blank = at
		}
		wide += cells
		at += len(cluster)
	}
	add(begin, len(s))
	return lines
}

// context are the marks that a piece of a line must begin with to go as it does
// behind what stands before it, of which last was the last strong character: first
// the way of the line, then that of last. A piece that begins with a letter of the line's own way needs
// none.
func context(last strength, piece string, rtl bool) string {
	if first := firstStrength(piece); first != weak && (first == leftToRight) != rtl {
		return ""
	}
	marks := string(leftMark)
	if rtl {
		marks = string(rightMark)
	}
	switch {
	case last == arabicLetter && rtl:
		return string(arabicMark)
	case last == arabicLetter:
		return marks + string(arabicMark)
	case last == leftToRight && rtl:
		return marks + string(leftMark)
	case last == rightToLeftLetter && !rtl:
		return marks + string(rightMark)
	default:
		return marks
	}
}

// firstStrength is that of the first character that is not blank.
func firstStrength(s string) strength {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return strengthOf(r)
		}
	}
	return weak
}

// lastStrength is that of the last strong character of s, last where it has none.
func lastStrength(last strength, s string) strength {
	for _, r := range s {
		if now := strengthOf(r); now != weak {
			last = now
		}
	}
	return last
}
