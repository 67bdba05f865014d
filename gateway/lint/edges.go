package lint

import (
	"fmt"
	"strings"

	"candybar/providers/inoti"
)

func empty(w words) (finding, bool) {
	if !w.isEmpty() {
		return nothing()
	}
	return w.at(0, "the text is empty")
}

func byteOrderMark(w words) (finding, bool) {
	at := strings.Index(w.body, "\uFEFF")
	switch {
	case at < 0:
		return nothing()
	case w.edges.ByteOrderMark:
		return w.at(at, "a byte order mark (U+FEFF) stands before the text: it costs a unit and forces UCS-2")
	default:
		return w.at(at, "a byte order mark (U+FEFF) stands in the text: it costs a unit and forces UCS-2")
	}
}

// gap is white space where none belongs.
type gap struct {
	at    int
	white string
	where string
}

// gaps are the white space around the text, and between it and [end], in order.
func (w words) gaps() []gap {
	if w.isEmpty() {
		return nil
	}
	var gaps []gap
	if before := w.edges.Before; before != "" {
		gaps = append(gaps, gap{strings.Index(w.body, before[:1]), before, "before the text"})
	}
	behind := len(w.body) - len(w.edges.After)
	if said, closing := strings.CutSuffix(w.inner, inoti.End); closing {
		if _, ofSaid := inoti.Trim(said); ofSaid.After != "" {
			gaps = append(gaps, gap{behind - len(inoti.End) - len(ofSaid.After), ofSaid.After, "before [end]"})
		}
	}
	if after := w.edges.After; after != "" {
		gaps = append(gaps, gap{behind, after, "after the text"})
	}
	return gaps
}

// isBlankLines reports whether the gap is empty lines at the end.
func (g gap) isBlankLines() bool {
	return g.where != "before the text" && strings.Count(g.white, "\n") > 1
}

func whiteSpace(w words) (finding, bool) {
	for _, g := range w.gaps() {
		if !g.isBlankLines() {
			return w.at(g.at, fmt.Sprintf("white space stands %s (%q)", g.where, short(g.white)))
		}
	}
	return nothing()
}

func blankLines(w words) (finding, bool) {
	for _, g := range w.gaps() {
		if g.isBlankLines() {
			return w.at(g.at, fmt.Sprintf("%d line breaks stand %s", strings.Count(g.white, "\n"), g.where))
		}
	}
	return nothing()
}
