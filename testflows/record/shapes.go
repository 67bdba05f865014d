package record

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/number"
	"candybar/phone/text"
	"candybar/phone/text/pattern"
	"candybar/testflows/flow"
)

// numbers are the numbers in a text that a user would copy.
func numbers(text string) []hit {
	var found []hit
	for _, at := range manyDigits().FindAllStringIndex(text, -1) {
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
	return isCurrency(lastWord().FindString(before)) || isCurrency(firstWord().FindString(after))
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
	manyDigits = pattern.New(`[0-9۰-۹٠-٩]{4,}`)
	lastWord   = pattern.New(`(?:\pL+\.?|\p{Sc}) ?$`)
	firstWord  = pattern.New(`^ ?(?:\pL+|\p{Sc})`)
	aDate      = pattern.New(`[0-9۰-۹٠-٩]{4}[-/]([0-9۰-۹٠-٩]{2})[-/]([0-9۰-۹٠-٩]{2})`)
	aTime      = pattern.New(`([0-9۰-۹٠-٩]{2}):([0-9۰-۹٠-٩]{2})(?::([0-9۰-۹٠-٩]{2}))?`)
	aUUID      = pattern.New(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
)

// moments are the dates and times in a text, and what looks like the id of a
// session, which is another one each time, too.
func moments(text string) []hit {
	var found []hit
	look := func(shape func() *regexp.Regexp, kind flow.Type, belongs func(rune) bool, fits func([]string) bool) {
		for _, at := range shape().FindAllStringIndex(text, -1) {
			h := hit{from: at[0], to: at[1], kind: kind}
			if isApart(text, h, belongs) && fits(shape().FindStringSubmatch(text[h.from:h.to])) {
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
