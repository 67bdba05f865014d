package report

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"

	"candybar/phone/text"
	"candybar/testflows/flow"
)

const ending = ".ussd"

// titleOf is what a report calls a flow: its name, else that of its file.
func titleOf(f *flow.Flow) string {
	file := fileOf(f)
	return cmp.Or(nameOf(f), strings.TrimSuffix(path.Base(file), ending), file)
}

// nameOf is the flow's own name; it may be empty.
func nameOf(f *flow.Flow) string { return oneLine(f.Name.Or("")) }

// fileOf is the flow's file, with slashes on every system.
func fileOf(f *flow.Flow) string { return oneLine(filepath.ToSlash(f.File)) }

// classOf is the flow's file as CI servers group by: flows/shop/buy.ussd is buy
// in the package flows.shop.
func classOf(f *flow.Flow) string {
	var parts []string
	for part := range strings.SplitSeq(strings.TrimSuffix(path.Clean(fileOf(f)), ending), "/") {
		if part != "" && part != "." && part != ".." {
			parts = append(parts, strings.ReplaceAll(part, ".", "_"))
		}
	}
	return cmp.Or(strings.Join(parts, "."), suiteName)
}

// oneLine is a text of anybody's as one line that is only shown.
func oneLine(s string) string {
	clean, _ := text.Clean(s)
	return strings.ReplaceAll(clean, "\n", " ")
}

// timeTaken is a time for a person: 12 ms, 3.4 s.
func timeTaken(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
