package report

import (
	"fmt"
	"io"
	"strings"
)

// fewFlows is up to how many flows need no progress: their lines come soon
// enough.
const fewFlows = 20

// Progress is one line that says how many flows have ended, written again and
// again in its place. A nil Progress says nothing.
type Progress struct {
	out   io.Writer
	total int
	// width is how much of the line is written now.
	width int
}

// NewProgress makes the progress of total flows. It says something only where
// out is a terminal, which the caller knows, and where there are more than
// twenty flows. What out fails to write is lost: nobody reads it later.
func NewProgress(out io.Writer, total int, terminal bool) *Progress {
	if !terminal || total <= fewFlows {
		return nil
	}
	return &Progress{out: out, total: total}
}

// show writes the line; once all flows have ended there is none.
func (p *Progress) show(ended int) {
	if p == nil || ended >= p.total {
		return
	}
	line := fmt.Sprintf("%d/%d", ended, p.total)
	p.width = len(line)
	_, _ = io.WriteString(p.out, line)
}

// hide takes the line away, so that a report can write where it stood.
func (p *Progress) hide() {
	if p == nil || p.width == 0 {
		return
	}
	_, _ = io.WriteString(p.out, "\r"+strings.Repeat(" ", p.width)+"\r")
	p.width = 0
}
