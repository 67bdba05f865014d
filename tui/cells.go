package tui

import "strings"

// cells are those of a finished row from one cell up to another, for what lies
// over the rest, with all of the row's colours. A character of which half would be
// left is blank, and an override that was cut is whole in what is left.
func (r ruler) cells(row string, from, to int) string {
	var out strings.Builder
	x, end := 0, from
	for row != "" {
		if strings.HasPrefix(row, "\x1b[") {
			length := strings.IndexByte(row, 'm') + 1
			out.WriteString(row[:length])
			row = row[length:]
			continue
		}
		cluster, rest, wide := r.first(row)
		if x >= from && x+wide <= to {
			out.WriteString(blanks(x - end))
			out.WriteString(cluster)
			end = x + wide
		}
		row, x = rest, x+wide
	}
	part := out.String()
	begins, ends := strings.Index(part, override), strings.Index(part, overrideEnd)
	if ends >= 0 && (begins < 0 || ends < begins) {
		part = override + part
	}
	if strings.LastIndex(part, override) > strings.LastIndex(part, overrideEnd) {
		part += overrideEnd
	}
	return part + blanks(to-end)
}
