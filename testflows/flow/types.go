package flow

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Type is what a matcher stands for, within one line. Digits are Latin, Persian
// or Arabic.
type Type string

// The types.
const (
	// Any: .*
	Any Type = "any"
	// Digits: [0-9]+
	Digits Type = "digits"
	// ID: [A-Za-z0-9_-]+
	ID Type = "id"
	// Word: \S+
	Word Type = "word"
	// Money: [0-9][0-9,.]*, with Persian separators (U+066B, U+066C) too.
	Money Type = "money"
	// URL: https?://\S+
	URL Type = "url"
	// PhoneNumber: \+?[0-9]{8,15}
	PhoneNumber Type = "phone"
	// Date: [0-9]{4}[-/][0-9]{2}[-/][0-9]{2}
	Date Type = "date"
	// Time: [0-9]{2}:[0-9]{2}(:[0-9]{2})?
	Time Type = "time"
	// Regexp is a regular expression of the flow's own, in RE2's syntax. It is
	// written between slashes and has no word.
	Regexp Type = "regexp"
)

// namedTypes are the types that are written as a word.
func namedTypes() []Type {
	return []Type{Any, Digits, ID, Word, Money, URL, PhoneNumber, Date, Time}
}

// lengths are the lengths of what the type can stand for at the beginning of s,
// the longest first. A Regexp is not one of those that know it by themselves.
func (t Type) lengths(s string) iter.Seq[int] {
	switch t {
	case Any:
		return down(s, 0, len(s))
	case Digits:
		return down(s, max(1, run(s, 1, isDigit)), run(s, len(s), isDigit))
	case ID:
		return down(s, max(1, run(s, 1, isID)), run(s, len(s), isID))
	case Word:
		return down(s, max(1, run(s, 1, isWord)), run(s, len(s), isWord))
	case Money:
		first := run(s, 1, isDigit)
		if first == 0 {
			return either()
		}
		return down(s, first, first+run(s[first:], len(s), isMoney))
	case URL:
		from := scheme(s)
		if from == 0 {
			return either()
		}
		return down(s, from+max(1, run(s[from:], 1, isWord)), from+run(s[from:], len(s), isWord))
	case PhoneNumber:
		return phoneLengths(s)
	case Date:
		return either(shape(s, "0000-00-00"))
	case Time:
		return either(shape(s, "00:00:00"), shape(s, "00:00"))
	case Regexp:
		return either()
	default:
		return either()
	}
}

// down yields most, and what is a character shorter, down to least; nothing
// where most is less.
func down(s string, least, most int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := most; n >= least && yield(n) && n > 0; {
			_, width := utf8.DecodeLastRuneInString(s[:n])
			n -= width
		}
	}
}

// either yields those of the lengths that are not 0.
func either(lengths ...int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, n := range lengths {
			if n > 0 && !yield(n) {
				return
			}
		}
	}
}

// run is the length of the characters at the beginning of s that are of a kind,
// most of them at most.
func run(s string, most int, is func(rune) bool) int {
	for i, r := range s {
		if most == 0 || !is(r) {
			return i
		}
		most--
	}
	return len(s)
}

func phoneLengths(s string) iter.Seq[int] {
	plus := 0
	if strings.HasPrefix(s, "+") {
		plus = 1
	}
	digits := s[plus:]
	least := run(digits, 8, isDigit)
	if utf8.RuneCountInString(digits[:least]) < 8 {
		return either()
	}
	return down(s, plus+least, plus+run(digits, 15, isDigit))
}

// scheme is the length of the http:// or https:// that s begins with.
func scheme(s string) int {
	for _, scheme := range []string{"https://", "http://"} {
		if strings.HasPrefix(s, scheme) {
			return len(scheme)
		}
	}
	return 0
}

// shape is the length of the beginning of s that has the shape, 0 where it has
// not. In a shape 0 is any digit, - is a hyphen or a slash, : is itself.
func shape(s, shape string) int {
	at := 0
	for i := range len(shape) {
		r, width := utf8.DecodeRuneInString(s[at:])
		switch shape[i] {
		case '0':
			if !isDigit(r) {
				return 0
			}
		case '-':
			if r != '-' && r != '/' {
				return 0
			}
		default:
			if r != rune(shape[i]) {
				return 0
			}
		}
		at += width
	}
	return at
}

func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || 0x06F0 <= r && r <= 0x06F9 || 0x0660 <= r && r <= 0x0669
}

func isID(r rune) bool {
	return isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == '-'
}

func isMoney(r rune) bool {
	return isDigit(r) || r == ',' || r == '.' || r == 0x066B || r == 0x066C
}

// isWord is \S of RE2.
func isWord(r rune) bool { return !strings.ContainsRune("\t\n\f\r ", r) }
