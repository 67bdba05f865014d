// Package lint says what of a handler's replies would go wrong on a real network.
//
// # Rules
//
// There is one table of rules, [Rules]: each has an id, what it counts as, why
// it is one, and what to do. A rule reads either the words of a reply or what
// happened in a session, and speaks at most once about each.
//
// [Reply] judges the text of one reply by itself, as candybar lint does. A
// [Reader] is given the events of a phone one by one and judges every reply, and
// besides what only a session shows: how long it took, that an answer brought the
// same screen again, that an answer makes call ambiguous. It holds no clock and
// does nothing but answer with warnings, so whoever records events puts them
// right behind the event that caused them.
//
// What a rule counts as can be told otherwise: see [Severities].
//
// # What fits
//
// A USSD string is at most 160 octets (3GPP TS 24.080): 182 septets of the GSM
// 7-bit alphabet, or 80 UTF-16 units as soon as one character is outside it
// (TS 23.038). What is counted is the reply as the handler wrote it, stray white
// space included, without iNoti's [end] mark.
package lint

import (
	"candybar/gateway/event"
	"candybar/phone/text"
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

// As gives every warning the severity that it was told to have, and leaves out
// those that are off.
func (r Report) As(severities Severities) Report {
	var warnings []event.Warning
	for _, warning := range r.Warnings {
		if warning, speaks := severities.Judge(warning); speaks {
			warnings = append(warnings, warning)
		}
	}
	r.Warnings = warnings
	return r
}

// Reply judges the text of one reply, as its bytes were on the wire. Every
// rule speaks at most once, about the first place it saw, in the table's order.
func Reply(body string) Report {
	w := read(body)
	report := Report{Size: w.size}
	for _, rule := range table {
		if warning, found := rule.ofWords(w); found {
			report.Warnings = append(report.Warnings, warning)
		}
	}
	return report
}
