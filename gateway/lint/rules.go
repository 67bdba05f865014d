package lint

import (
	"slices"

	"candybar/gateway/event"
)

// Rule is one thing that goes wrong on a real network, or nearly does.
type Rule struct {
	// ID is its name, as events, the config and reports have it.
	ID string
	// Severity is what it counts as unless somebody said otherwise.
	Severity event.Severity
	// Why says what is wrong with it, Cure what to do.
	Why, Cure string
}

// Rules is the table of all rules, in the order in which they speak.
func Rules() []Rule {
	rules := make([]Rule, len(table))
	for i, rule := range table {
		rules[i] = rule.Rule
	}
	return rules
}

// find is the rule of that id.
func find(id string) (Rule, bool) {
	at := slices.IndexFunc(table, func(r rule) bool { return r.ID == id })
	if at < 0 {
		return Rule{}, false
	}
	return table[at].Rule, true
}

// rule is a rule and how it reads: by words or by session, or by neither where
// the gateway alone sees it.
type rule struct {
	Rule
	// words judges the text of a reply.
	words func(words) (finding, bool)
	// always is true where it is about what stands around the text too, so that
	// a payment, which no phone shows, can be wrong in it.
	always bool
	// session judges an event by what went before it.
	session func(*Reader, event.Event) (finding, bool)
}

// finding is one thing that a rule saw.
type finding struct {
	// line and column say where, in characters from 1; 0 where it is no place.
	line, column int
	// seen says what, in one clean line.
	seen string
}

func (r rule) ofWords(w words) (event.Warning, bool) {
	if r.words == nil || w.skips(r) {
		return event.Warning{}, false
	}
	found, speaks := r.words(w)
	return r.about(found), speaks
}

func (r rule) ofEvent(reader *Reader, e event.Event) (event.Warning, bool) {
	if r.session == nil {
		return event.Warning{}, false
	}
	found, speaks := r.session(reader, e)
	return r.about(found), speaks
}

func (r rule) about(found finding) event.Warning {
	return event.Warning{
		Rule: r.ID, Severity: r.Severity, Line: found.line, Column: found.column, Text: found.seen, Cure: r.Cure,
	}
}

const (
	// notTextID is the one rule that speaks of what is no text.
	notTextID = "not-text"
	slowCure  = "answer first, and do slow work afterwards"
)

// table is all rules. Nothing here is ever written.
var table = []rule{
	{Rule: Rule{notTextID, event.SeverityError,
		"a NUL octet makes a reply no text: the session ends",
		"answer in UTF-8 text: no binary, no UTF-16, no compression"}, words: notText, always: true},
	{Rule: Rule{"slow", event.SeverityWarning,
		"some carriers stop at 5 s",
		slowCure}, session: slow},
	{Rule: Rule{"late", event.SeverityWarning,
		"the session had ended: nobody saw the answer",
		slowCure}, session: late},
	{Rule: Rule{"bare-call", event.SeverityWarning,
		"the handler knows a later call without its star alone, as iNoti's PHP sample does",
		"let the handler accept both, or run candybar with --call-form mixed, which is what such a handler expects"}, session: bareCall},
	{Rule: Rule{"ambiguous-call", event.SeverityWarning,
		"an answer that holds * or # reads in call like two answers, or like an end",
		"take the answers before it off call, and read all that is left as this one"}, session: ambiguousCall},
	{Rule: Rule{"same-screen", event.SeverityWarning,
		"an answer brought the very same screen again: nobody can tell whether it was taken",
		"say in the first line what was wrong with the answer"}, session: sameScreen},
	{Rule: Rule{"too-long", event.SeverityError,
		"USSD carries 160 octets: 182 septets, or 80 units",
		"shorten it, or page it with an entry for more"}, words: tooLong},
	{Rule: Rule{"budget-emnify", event.SeverityWarning,
		"emnify guarantees 144 octets: 164 septets, or 72 units",
		"shorten it, or page it with an entry for more"}, words: beyondEmnify},
	{Rule: Rule{"budget-common", event.SeverityWarning,
		"most aggregators advise 160 septets, or 70 units, and some cut what is longer",
		"shorten it, or page it with an entry for more"}, words: beyondCommon},
	{Rule: Rule{"empty", event.SeverityError,
		"a phone has no blank screen to show",
		"answer every call with a text: a phone has no blank screen to show"}, words: empty},
	{Rule: Rule{"byte-order-mark", event.SeverityWarning,
		"it costs a unit and forces UCS-2",
		"save the handler's source without a byte order mark"}, words: byteOrderMark, always: true},
	{Rule: Rule{"white-space", event.SeverityWarning,
		"it is carried, counted, and shown by some phones",
		"print the text alone: no blank or line break before or after it"}, words: whiteSpace, always: true},
	{Rule: Rule{"blank-lines", event.SeverityWarning,
		"empty lines at the end are carried and scrolled",
		"print the text alone: no line break after it"}, words: blankLines, always: true},
	{Rule: Rule{"html", event.SeverityWarning,
		"a phone shows tags as they are",
		"answer in plain text: a phone shows the tags as they are"}, words: html},
	{Rule: Rule{"aggregator-character", event.SeverityWarning,
		"$, < and & keep a menu from being shown at Wigal's gateway",
		"write it in words: USD, less than, and"}, words: aggregatorCharacter},
	{Rule: Rule{"near-payment", event.SeverityWarning,
		"what is only nearly 9900|YourFactorId|Price is a text",
		"answer 9900|YourFactorId|Price and nothing else: an id without | and *, a price in whole rial from 1, no [end]"}, words: nearPayment},
	{Rule: Rule{"text-after-end", event.SeverityWarning,
		"[end] closes a session only as the last thing of a reply",
		"print [end] once, behind all other text"}, words: textAfterEnd},
	{Rule: Rule{"near-end", event.SeverityWarning,
		"what is only nearly [end] is shown, and the session stays open",
		"write [end] in exactly these five characters"}, words: nearEnd},
	{Rule: Rule{"closed-menu", event.SeverityWarning,
		"a menu on a last screen has no field for an answer",
		"leave out [end] where an answer is wanted, and the choices where none is"}, words: closedMenu},
	{Rule: Rule{"ucs2", event.SeverityWarning,
		"one character outside GSM-7 leaves room for 80 units, not 182 septets",
		"write it in the GSM 7-bit alphabet: ' for a curly quote, - for a dash, c for ç"}, words: oneForcesUCS2},
	{Rule: Rule{"above-ffff", event.SeverityError,
		"UCS-2 has no character above U+FFFF: many phones show two boxes",
		"leave emoji and the like out"}, words: aboveFFFF},
	{Rule: Rule{"arabic-letter", event.SeverityWarning,
		"Arabic yeh and kaf look wrong in Persian, and no search finds them",
		"write ی (U+06CC) and ک (U+06A9), as Persian keyboards do"}, words: arabicLetter},
	{Rule: Rule{"rtl-order", event.SeverityWarning,
		"right-to-left text turns the parts of a code, a range or a percentage around",
		"put one U+200E (LRM) right before it"}, words: rightToLeftOrder},
	{Rule: Rule{"control", event.SeverityWarning,
		"phones do not show control characters alike",
		"leave out every control character but the line feed"}, words: control, always: true},
	{Rule: Rule{"tab", event.SeverityWarning,
		"a tab is outside GSM-7, and phones do not show it alike",
		"write blanks in its place"}, words: tab, always: true},
	{Rule: Rule{"lone-cr", event.SeverityWarning,
		"a carriage return alone starts no line: what follows is written over what was there",
		`end lines with \n`}, words: loneReturn, always: true},
	{Rule: Rule{"carriage-return", event.SeverityWarning,
		"a carriage return before a line feed costs a septet, and phones show it differently",
		`end lines with \n alone`}, words: returnBeforeFeed, always: true},
	{Rule: Rule{"bidi-control", event.SeverityWarning,
		"phones do not obey embeddings, overrides and isolates alike",
		"leave it out, or use U+200E or U+200F"}, words: bidiControl, always: true},
	{Rule: Rule{"mark-flood", event.SeverityWarning,
		"no language writes 30 marks over one character: phones show a smear, or none of it",
		"write at most 30 combining or invisible characters after one another"}, words: markFlood, always: true},
	{Rule: Rule{"invalid-utf8", event.SeverityWarning,
		"nobody can say what the octets mean",
		"answer in UTF-8"}, words: invalidUTF8, always: true},
	unverified,
	acknowledgement,
}

// The rules that the gateway alone sees, which says so itself.
var (
	unverified = rule{Rule: Rule{"unverified", event.SeverityWarning,
		"a callback was believed without asking GetPayments: anybody can call that page",
		"ask GetPayments for the invoice before booking it: anybody can call this page"}}
	acknowledgement = rule{Rule: Rule{"acknowledgement", event.SeverityWarning,
		"IntouchPay's callback was not answered as it documents",
		`answer 200 with {"message":"success","success":true,"request_id":"…"}`}}
)
