package record

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/number"
	"candybar/phone/text"
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

// numbers are the numbers in a text that a user would copy.
func numbers(text string) []hit {
	var found []hit
	for _, at := range manyDigits.FindAllStringIndex(text, -1) {
		h := hit{from: at[0], to: at[1], kind: flow.Digits}
		if isApart(text, h, isDigit) && isCopied(text, h) {
			found = append(found, h)
		}
	}
	return found
}

// isCopied reports whether a piece, if it is a number, is one that a user would
// copy: neither a part of a larger one nor an amount of money.
func isCopied(text string, h hit) bool {
	return !isDigits(text[h.from:h.to]) || !isGrouped(text, h) && !isMoney(text, h)
}

// isGrouped reports whether a number goes on beyond a separator: 50,000.
func isGrouped(text string, h hit) bool {
	before := strings.TrimRightFunc(text[:h.from], isGrouping)
	after := strings.TrimLeftFunc(text[h.to:], isGrouping)
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return len(before) < h.from && isDigit(last) || len(after) < len(text)-h.to && isDigit(first)
}

// isMoney reports whether a number has a currency beside it.
func isMoney(text string, h hit) bool {
	before, after := strings.ToLower(text[:h.from]), strings.ToLower(text[h.to:])
	return isCurrency(lastWord.FindString(before)) || isCurrency(firstWord.FindString(after))
}

func isCurrency(word string) bool {
	word = strings.Trim(word, " .")
	for _, country := range number.Countries() {
		money := country.Currency()
		if word == strings.ToLower(money.Code) || word == money.Name {
			return true
		}
	}
	return slices.Contains([]string{"rs", "rupee", "rials", "toman", "tomans", "franc", "ریال", "تومان", "₹", "$", "€"}, word)
}

var (
	manyDigits = regexp.MustCompile(`[0-9۰-۹٠-٩]{4,}`)
	lastWord   = regexp.MustCompile(`(?:\pL+\.?|\p{Sc}) ?$`)
	firstWord  = regexp.MustCompile(`^ ?(?:\pL+|\p{Sc})`)
	aDate      = regexp.MustCompile(`[0-9۰-۹٠-٩]{4}[-/]([0-9۰-۹٠-٩]{2})[-/]([0-9۰-۹٠-٩]{2})`)
	aTime      = regexp.MustCompile(`([0-9۰-۹٠-٩]{2}):([0-9۰-۹٠-٩]{2})(?::([0-9۰-۹٠-٩]{2}))?`)
	aUUID      = regexp.MustCompile(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
)

// moments are the dates and times in a text, and what looks like the id of a
// session, which is another one each time, too.
func moments(text string) []hit {
	var found []hit
	look := func(for_ *regexp.Regexp, kind flow.Type, belongs func(rune) bool, fits func([]string) bool) {
		for _, at := range for_.FindAllStringIndex(text, -1) {
			h := hit{from: at[0], to: at[1], kind: kind}
			if isApart(text, h, belongs) && fits(for_.FindStringSubmatch(text[h.from:h.to])) {
				found = append(found, h)
			}
		}
	}
	look(aDate, flow.Date, func(r rune) bool { return isDigit(r) || r == '-' || r == '/' }, isDate)
	look(aTime, flow.Time, func(r rune) bool { return isDigit(r) || r == ':' }, isTime)
	look(aUUID, flow.ID, isIDRune, func([]string) bool { return true })
	return found
}

// isDate reports whether there are such a month and such a day.
func isDate(parts []string) bool {
	month, day := latin(parts[1]), latin(parts[2])
	return "01" <= month && month <= "12" && "01" <= day && day <= "31"
}

func isTime(parts []string) bool {
	return latin(parts[1]) < "24" && latin(parts[2]) < "60" && latin(parts[3]) < "60"
}

func latin(digits string) string { return text.LatinDigits(digits) }

// isDigit and isIDRune are the characters of the types digits and id.
func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || 0x06F0 <= r && r <= 0x06F9 || 0x0660 <= r && r <= 0x0669
}

func isIDRune(r rune) bool {
	return isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == '-'
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isGrouping is what parts the digits of an amount.
func isGrouping(r rune) bool { return r == ',' || r == '.' || r == 0x066B || r == 0x066C }

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) < 0
}
