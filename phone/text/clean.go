package text

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// FaultKind is one way in which a text was not fit to be shown.
type FaultKind uint8

// The kinds of fault, and what [Clean] does about each.
const (
	// InvalidUTF8 is a byte that is no UTF-8; it becomes U+FFFD.
	InvalidUTF8 FaultKind = iota + 1
	// Control is a C0 or C1 control character or DEL that is none of those
	// below, and not LF; it becomes U+FFFD.
	Control
	// Tab is a tab; it becomes U+FFFD.
	Tab
	// LoneReturn is a CR that no LF follows, which starts no line; it becomes
	// U+FFFD.
	LoneReturn
	// CarriageReturn is a CR right before an LF; it is dropped.
	CarriageReturn
	// BidiControl is an embedding, override or isolate (U+202A to U+202E,
	// U+2066 to U+2069), which could turn around what stands beside the text;
	// it is dropped.
	BidiControl
	// MarkFlood is a character without a cell of its own that stands behind
	// [MostMarks] others such, and would be drawn over the same one; it is dropped.
	MarkFlood
)

// String names the kind: "invalid-utf8", "control", "tab", "lone-cr",
// "carriage-return", "bidi-control", "mark-flood".
func (k FaultKind) String() string {
	switch k {
	case InvalidUTF8:
		return "invalid-utf8"
	case Control:
		return "control"
	case Tab:
		return "tab"
	case LoneReturn:
		return "lone-cr"
	case CarriageReturn:
		return "carriage-return"
	case BidiControl:
		return "bidi-control"
	case MarkFlood:
		return "mark-flood"
	default:
		return fmt.Sprintf("FaultKind(%d)", uint8(k))
	}
}

// Fault is every fault of one kind in a text.
type Fault struct {
	Kind FaultKind
	// Line and Column say where the first one stands in the text as it came,
	// both from 1, the column in characters.
	Line, Column int
	// Count is how many there are.
	Count int
	// Rune is the first one, U+FFFD for InvalidUTF8.
	Rune rune
}

const replacement = string(utf8.RuneError)

// Clean gives s as a screen may show it, and what was wrong with it: at most one
// Fault of each kind, in the order in which the kinds first occur. The result is
// valid UTF-8 whose only control character is LF, and cleaning it again changes
// nothing. A clean text comes back as it is, with no faults and no allocation.
//
// A NUL becomes U+FFFD as any control character does; whoever must tell a binary
// body from a text asks [IsText] before.
func Clean(s string) (string, []Fault) { return clean(s, FaultKind.cure) }

// CleanInPlace is Clean that drops nothing: all that was wrong becomes U+FFFD, so
// that every character keeps its column.
func CleanInPlace(s string) string {
	cleaned, _ := clean(s, func(FaultKind) string { return replacement })
	return cleaned
}

func clean(s string, cure func(FaultKind) string) (string, []Fault) {
	i, marks := firstFault(s)
	if i == len(s) {
		return s, nil
	}
	var out strings.Builder
	out.Grow(len(s) + len(replacement))
	var faults []Fault
	at, kept := end(s[:i]), 0
	for i < len(s) {
		r, width := utf8.DecodeRuneInString(s[i:])
		kind := faultOf(r, width, s[i+width:])
		if kind == 0 && marks.flood(r) {
			kind = MarkFlood
		}
		if kind != 0 {
			if cure(kind) != "" {
				marks = 0 // what is dropped does not part those on both sides of it
			}
			out.WriteString(s[kept:i])
			out.WriteString(cure(kind))
			kept = i + width
			faults = add(faults, Fault{Kind: kind, Line: at.line, Column: at.column, Count: 1, Rune: r})
		}
		at = at.after(r)
		i += width
	}
	out.WriteString(s[kept:])
	return out.String(), faults
}

// firstFault is where the first fault of s stands, len(s) where there is none,
// and the marks right before it.
func firstFault(s string) (at int, before marks) {
	for i := 0; i < len(s); {
		if printableASCII(s[i]) || s[i] == '\n' {
			i++
			before = 0
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		next := before
		if faultOf(r, width, s[i+width:]) != 0 || next.flood(r) {
			return i, before
		}
		before = next
		i += width
	}
	return len(s), before
}

func printableASCII(b byte) bool { return ' ' <= b && b <= '~' }

// faultOf judges one decoded character by what follows it: 0 where it may stay.
// A decoder gives U+FFFD of width 1 for a byte that is no UTF-8, and of width 3
// for a U+FFFD that somebody wrote.
func faultOf(r rune, width int, rest string) FaultKind {
	switch {
	case r == utf8.RuneError && width == 1:
		return InvalidUTF8
	case r == '\n':
		return 0
	case r == '\r' && strings.HasPrefix(rest, "\n"):
		return CarriageReturn
	case r == '\r':
		return LoneReturn
	case r == '\t':
		return Tab
	case r < ' ', 0x7F <= r && r <= 0x9F:
		return Control
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return BidiControl
	default:
		return 0
	}
}

// cure is what stands in the clean text for one fault of the kind.
func (k FaultKind) cure() string {
	switch k {
	case InvalidUTF8, Control, Tab, LoneReturn:
		return replacement
	case CarriageReturn, BidiControl, MarkFlood:
		return ""
	default:
		return ""
	}
}

// add counts f with the faults of its kind.
func add(faults []Fault, f Fault) []Fault {
	for i := range faults {
		if faults[i].Kind == f.Kind {
			faults[i].Count++
			return faults
		}
	}
	return append(faults, f)
}
