// Package lint says what of a handler's reply would go wrong on a real network.
//
// A rule has a name, a severity, what it saw and what to do. [Reply] judges the
// text of one reply; the others judge what only a session shows: how long it
// took, and when it was empty.
//
// # What fits
//
// A USSD string is at most 160 octets (3GPP TS 24.080): 182 septets of the GSM
// 7-bit alphabet, or 80 UTF-16 units as soon as one character is outside it
// (TS 23.038). What is counted is the reply as the handler wrote it, stray white
// space included, without iNoti's [end] mark.
package lint

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"candybar/gateway/event"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// Report is the judgement of one reply's text.
type Report struct {
	Size     text.Size
	Warnings []event.Warning
}

// Bad reports whether the text does not fit or a warning is an error.
func (r Report) Bad() bool {
	for _, warning := range r.Warnings {
		if warning.Severity == event.SeverityError {
			return true
		}
	}
	return !r.Size.Fits()
}

// Strict makes every warning an error.
func (r Report) Strict() Report {
	warnings := make([]event.Warning, len(r.Warnings))
	for i, warning := range r.Warnings {
		warning.Severity = event.SeverityError
		warnings[i] = warning
	}
	r.Warnings = warnings
	return r
}

// Reply judges the text of one reply, as its bytes were on the wire. Every
// rule speaks at most once, about the first place it saw.
func Reply(body string) Report {
	report := Report{Size: text.Measure(inoti.Carried(body))}
	if !text.IsText(body) {
		report.Warnings = []event.Warning{notText(body)}
		return report
	}
	_, paying := inoti.ReadReply(body).(inoti.Payment)
	for _, rule := range rules {
		if paying && !rule.edges {
			// No phone shows a payment, so only what is around it can be wrong.
			continue
		}
		if at, seen, found := rule.find(body, report.Size); found {
			line, column := place(body, at)
			report.Warnings = append(report.Warnings, event.Warning{
				Rule: rule.id, Severity: rule.severity, Line: line, Column: column, Text: seen, Cure: rule.cure,
			})
		}
	}
	_, faults := text.Clean(body)
	for _, fault := range faults {
		report.Warnings = append(report.Warnings, aboutFault(fault))
	}
	return report
}

// rule is one thing that may be wrong with a text: find returns the octet where
// it is, and says what was seen.
type rule struct {
	id       string
	severity event.Severity
	cure     string
	find     func(body string, size text.Size) (at int, seen string, found bool)
	// edges is true where the rule is about what stands around the text.
	edges bool
}

var rules = []rule{
	{"too-long", event.SeverityError, "shorten it, or page it with an entry for more", tooLong, false},
	{"empty", event.SeverityError, "answer every call with a text: a phone has no blank screen to show", empty, false},
	{"byte-order-mark", event.SeverityWarning, "save the handler's source without a byte order mark", byteOrderMark, true},
	{"white-space", event.SeverityWarning, "print the text alone: no blank or line break before or after it", whiteSpace, true},
	{"html", event.SeverityWarning, "answer in plain text: a phone shows the tags as they are", html, false},
	{"near-payment", event.SeverityWarning, "answer 9900|YourFactorId|Price and nothing else: an id without | and *, a price in whole rial from 1, no [end]", nearPayment, false},
	{"ucs2", event.SeverityWarning, "write it in the GSM 7-bit alphabet: ' for a curly quote, - for a dash, c for ç", oneForcesUCS2, false},
	{"above-ffff", event.SeverityError, "leave emoji and the like out", aboveFFFF, false},
	{"arabic-letter", event.SeverityWarning, "write ی (U+06CC) and ک (U+06A9), as Persian keyboards do", arabicLetter, false},
}

func tooLong(_ string, size text.Size) (int, string, bool) {
	if size.Fits() {
		return 0, "", false
	}
	seen := fmt.Sprintf("%d %s take %d octets, and USSD carries %d (%d %s)",
		size.Units, unitsOf(size.Coding), size.Octets, text.Limit, size.Coding.Room(), unitsOf(size.Coding))
	return 0, seen, true
}

// unitsOf is the word for what a coding counts.
func unitsOf(coding text.Coding) string {
	if coding == text.GSM7 {
		return "septets"
	}
	return "units"
}

func empty(body string, _ text.Size) (int, string, bool) {
	inner, _ := inoti.Trim(body)
	return 0, "the text is empty", inner == ""
}

func byteOrderMark(body string, _ text.Size) (int, string, bool) {
	_, edges := inoti.Trim(body)
	return strings.Index(body, "\uFEFF"), "a byte order mark (U+FEFF) stands before the text: it costs a unit and forces UCS-2", edges.ByteOrderMark
}

func whiteSpace(body string, _ text.Size) (int, string, bool) {
	inner, edges := inoti.Trim(body)
	words, closing := strings.CutSuffix(inner, inoti.End)
	_, ofWords := inoti.Trim(words)
	switch {
	case inner == "":
		return 0, "", false
	case edges.Before != "":
		return strings.Index(body, edges.Before[:1]), fmt.Sprintf("white space stands before the text (%q)", short(edges.Before)), true
	case closing && ofWords.After != "":
		return len(body) - len(edges.After) - len(inoti.End) - len(ofWords.After), fmt.Sprintf("white space stands before [end] (%q)", short(ofWords.After)), true
	case edges.After != "":
		return len(body) - len(edges.After), fmt.Sprintf("white space stands after the text (%q)", short(edges.After)), true
	default:
		return 0, "", false
	}
}

var tag = regexp.MustCompile(`(?i)<(!doctype|!--|/?[a-z][a-z0-9]*(\s[^<>]*)?/?>)`)

func html(body string, _ text.Size) (int, string, bool) {
	if !strings.Contains(body, "<") {
		return 0, "", false
	}
	found := tag.FindStringIndex(body)
	if found == nil {
		return 0, "", false
	}
	clean, _ := text.Clean(body[found[0]:found[1]])
	return found[0], fmt.Sprintf("an HTML tag (%q) stands in the text", short(clean)), true
}

// short is the beginning of s, for a sentence.
func short(s string) string {
	const most = 24
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// payment is how a payment begins, with the blanks that people put into it.
var payment = regexp.MustCompile(`^9900\s*\|`)

func nearPayment(body string, _ text.Size) (int, string, bool) {
	inner, _ := inoti.Trim(body)
	if !strings.HasPrefix(inner, "9900") {
		return 0, "", false
	}
	_, paying := inoti.ReadReply(body).(inoti.Payment)
	return strings.Index(body, inner), "this is nearly a payment (9900|YourFactorId|Price), and only a text", !paying && payment.MatchString(inner)
}

func notText(body string) event.Warning {
	line, column := place(body, strings.IndexByte(body, 0))
	return event.Warning{
		Rule: "not-text", Severity: event.SeverityError, Line: line, Column: column,
		Text: "a NUL octet stands in the reply, so it is no text",
		Cure: "answer in UTF-8 text: no binary, no UTF-16, no compression",
	}
}

func aboutFault(fault text.Fault) event.Warning {
	warning := event.Warning{Severity: event.SeverityWarning, Line: fault.Line, Column: fault.Column}
	times := ""
	if fault.Count > 1 {
		times = fmt.Sprintf(" (%d times)", fault.Count)
	}
	switch fault.Kind {
	case text.InvalidUTF8:
		warning.Rule = "invalid-utf8"
		warning.Text = "octets that are no UTF-8 stand in the text" + times
		warning.Cure = "answer in UTF-8"
	case text.Control:
		warning.Rule = "control"
		warning.Text = fmt.Sprintf("a control character (U+%04X) stands in the text%s", fault.Rune, times)
		warning.Cure = "leave out every control character but the line feed"
	case text.CarriageReturn:
		warning.Rule = "carriage-return"
		warning.Text = "a carriage return stands before a line feed" + times + ": it costs a septet, and phones show it differently"
		warning.Cure = `end lines with \n alone`
	case text.BidiControl:
		warning.Rule = "bidi-control"
		warning.Text = fmt.Sprintf("a bidirectional control (U+%04X) stands in the text%s; phones do not obey it alike", fault.Rune, times)
		warning.Cure = "leave it out, or use U+200E or U+200F"
	}
	return warning
}

// place is the line and column, in characters from 1, of the octet at.
func place(body string, at int) (line, column int) {
	before := body[:max(at, 0)]
	line = 1 + strings.Count(before, "\n")
	column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	return line, column
}

// Slow is a reply that came, but later than some carriers wait.
func Slow(took, from time.Duration) event.Warning {
	return event.Warning{
		Rule: "slow", Severity: event.SeverityWarning,
		Text: fmt.Sprintf("the handler took %s to answer; some carriers stop at %s", seconds(took), from),
		Cure: "answer first, and do slow work afterwards",
	}
}

// Late is a reply that came after the session had ended.
func Late(took, limit time.Duration) event.Warning {
	return event.Warning{
		Rule: "late", Severity: event.SeverityWarning,
		Text: fmt.Sprintf("the handler answered after %s, when the session had ended (the limit is %s): nobody saw it", seconds(took), limit),
		Cure: "answer first, and do slow work afterwards",
	}
}

// BareCall is an empty reply to a later call that began with a star.
func BareCall() event.Warning {
	return event.Warning{
		Rule: "bare-call", Severity: event.SeverityWarning,
		Text: "the handler had nothing to say to a later call that begins with a star; iNoti's PHP sample, which splits call on the star, knows later calls without it only",
		Cure: "let the handler accept both, or run candybar with --call-form mixed, which is what such a handler expects",
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
