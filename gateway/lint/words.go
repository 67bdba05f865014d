package lint

import (
	"strings"
	"unicode/utf8"

	"candybar/phone/text"
	"candybar/providers/inoti"
)

// words are one reply as the rules read it.
type words struct {
	// body is the reply as its bytes were on the wire.
	body string
	size text.Size
	// inner is body without what stands around it, which is edges.
	inner   string
	edges   inoti.Edges
	meaning inoti.Reply
	faults  []text.Fault
}

func read(body string) words {
	w := words{body: body, size: text.Measure(inoti.Carried(body)), meaning: inoti.ReadReply(body)}
	w.inner, w.edges = inoti.Trim(body)
	_, w.faults = text.Clean(body)
	return w
}

// skips reports whether a rule has nothing to say about these words: no text has
// any other fault than that it is none, and no phone shows a payment, so only what
// is around it can be wrong.
func (w words) skips(r rule) bool {
	if !text.IsText(w.body) {
		return r.ID != notTextID
	}
	_, paying := w.meaning.(inoti.Payment)
	return paying && !r.always
}

// isEmpty reports whether there is nothing to show, and no [end] either.
func (w words) isEmpty() bool { return w.inner == "" }

// at is a finding at an octet of the body.
func (w words) at(octet int, seen string) (finding, bool) {
	before := w.body[:max(octet, 0)]
	return finding{
		line:   1 + strings.Count(before, "\n"),
		column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]),
		seen:   seen,
	}, true
}

func nothing() (finding, bool) { return finding{}, false }

// short is the beginning of s, for a sentence.
func short(s string) string {
	const most = 24
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
