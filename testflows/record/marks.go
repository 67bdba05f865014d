package record

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"candybar/testflows/flow"
)

// place is where a text stands.
type place uint8

const (
	// ours is a message of the gateway's, whose words are known.
	ours place = iota + 1
	// theirs is a text of the handler's, or of somebody else.
	theirs
	// keyed is what was typed.
	keyed
)

// hit is a piece of a text.
type hit struct {
	from, to int
	// word is what it is; nil for a date or a time, which only has its kind.
	word *word
	kind flow.Type
}

// hits are the pieces of a text that must not stand there as they are, from left
// to right. Of two that overlap the longer one goes first, as it covers the other,
// or a secret.
func (w *words) hits(text string, at place) []hit {
	var all []hit
	for _, known := range w.all {
		if at != keyed || known.known {
			all = append(all, known.in(text, at)...)
		}
	}
	if at != keyed {
		all = append(all, moments(text)...)
	}
	slices.SortStableFunc(all, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.to-b.from, a.to-a.from), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.from, b.from))
	})
	var kept []hit
	for _, h := range all {
		if !slices.ContainsFunc(kept, func(k hit) bool { return h.from < k.to && k.from < h.to }) {
			kept = append(kept, h)
		}
	}
	slices.SortFunc(kept, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return kept
}

func (h hit) rank() int {
	if h.word != nil && h.word.hidden {
		return 0
	}
	return 1
}

// in is where a word stands in a text.
func (v *word) in(text string, at place) []hit {
	var found []hit
	for from := 0; ; {
		i := strings.Index(text[from:], v.text)
		if i < 0 {
			return found
		}
		i += from
		h := hit{i, i + len(v.text), v, v.kind}
		if v.isAt(text, h, at) {
			found = append(found, h)
			from = h.to
			continue
		}
		_, width := utf8.DecodeRuneInString(text[i:])
		from = i + width
	}
}

// shortest is from how many characters on a word is looked for anywhere. What is
// shorter is mostly something else: 1 is a choice, 50 a price.
const shortest = 4

// isAt reports whether what looks like a word is one.
func (v *word) isAt(text string, h hit, at place) bool {
	short, whole := utf8.RuneCountInString(v.text) < shortest, h.to-h.from == len(text)
	if v.hidden && !short {
		return true
	}
	switch v.is {
	case secret:
		return at != keyed && isApart(text, h, isIDRune)
	case yours:
		if at == ours && strings.HasSuffix(strings.ToLower(text[:h.from]), "invoice ") {
			return isApart(text, h, isAlphanumeric)
		}
		return !short && (at != keyed || whole) && isDistinct(v.text) && isApart(text, h, isIDRune) && isCopied(text, h)
	case code:
		return (at != keyed || whole) && isApart(text, h, isDigit) && isCopied(text, h)
	case inotiID, rrn, otp, transaction:
		return !short && isApart(text, h, isDigit)
	case link, sessionID:
		return isApart(text, h, isAlphanumeric)
	default:
		return false
	}
}

// isDistinct reports whether a handler's id is no ordinary word, so that it is
// the id wherever it stands.
func isDistinct(id string) bool {
	return strings.IndexFunc(id, isDigit) >= 0 || utf8.RuneCountInString(id) >= leastUnusual
}

// leastUnusual is from how many letters on a word is no ordinary one.
const leastUnusual = 10

// isApart reports whether neither neighbour of a piece belongs to it.
func isApart(text string, h hit, belongs func(rune) bool) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:h.from])
	after, _ := utf8.DecodeRuneInString(text[h.to:])
	return (h.from == 0 || !belongs(before)) && (h.to == len(text) || !belongs(after))
}
