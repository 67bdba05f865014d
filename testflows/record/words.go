package record

import (
	"slices"
	"strings"
	"unicode/utf8"

	"candybar/phone/text"
	"candybar/phone/text/pattern"
	"candybar/testflows/flow"
)

// word is a piece of text that does not stand in a flow as it is, since it is
// another one the next time, or nobody else's business.
type word struct {
	text string
	is   meaning
	// kind is what a matcher in its place must match.
	kind flow.Type
	// hidden is true for a secret, and for what was typed as one.
	hidden bool
	// count is how often it stands in what is being written, uses how often it
	// stood in what was written before. What stands there once has no name, unless
	// its meaning reads better with one.
	count, uses int
	// name is its variable, empty before it has one. It is known once the flow
	// has its value: a secret's from the beginning, another's from its capture on.
	name  string
	known bool
}

// meaning is what a word means.
type meaning uint8

const (
	// secret is a PIN or a password that was typed.
	secret meaning = iota + 1
	// yours is the handler's id of an invoice.
	yours
	// inotiID is iNoti's.
	inotiID
	// rrn is a bank's tracking number.
	rrn
	// otp is a one-time password that was sent.
	otp
	// link is a payment link.
	link
	// code is a number that the user copied from an earlier text.
	code
	// transaction is a provider's id of a payment.
	transaction
	// sessionID is the id of a session.
	sessionID
)

// base is what a word's variable is called; a number follows where the name is
// taken.
func (m meaning) base() string {
	switch m {
	case secret:
		return "pin"
	case yours:
		return "invoice"
	case inotiID:
		return "inoti_invoice"
	case rrn:
		return "rrn"
	case otp:
		return "otp"
	case link:
		return "link"
	case code:
		return "code"
	case transaction:
		return "transaction"
	case sessionID:
		return "session"
	default:
		return "value"
	}
}

// isNamed reports whether a word has a name even where it is not used again.
func (m meaning) isNamed() bool {
	switch m {
	case secret, yours, inotiID, rrn, otp, link, code:
		return true
	case transaction, sessionID:
		return false
	default:
		return false
	}
}

// words are all of a recording.
type words struct {
	all    []*word
	byText map[string]*word
	// hidden are the texts that were typed as secrets.
	hidden map[string]bool
}

// learn finds the words of a recording.
func learn(l *listener) *words {
	w := &words{byText: map[string]*word{}, hidden: map[string]bool{}}
	copied := w.typed(l.steps)
	for _, text := range l.secrets {
		if w.hidden[text] = true; !slices.Contains(copied, text) {
			w.add(text, secret, flow.Any)
		}
	}
	for _, of := range l.billed {
		w.add(of.id, inotiID, flow.Digits)
		w.add(of.yours, yours, kindOf(of.yours))
		for _, number := range of.rrns {
			w.add(number, rrn, flow.Digits)
		}
	}
	for _, s := range l.steps {
		switch does := s.does.(type) {
		case sms:
			w.message(does)
		case prompt:
			if id, ok := strings.CutPrefix(does.id, confirmPrefix); ok && isDigits(id) {
				w.add(id, transaction, flow.Digits)
			}
		}
	}
	w.sessions(l)
	for _, number := range copied {
		w.add(number, code, flow.Digits)
	}
	return w
}

// add learns a word. What a text means first it means to the end.
func (w *words) add(text string, is meaning, kind flow.Type) {
	if _, known := w.byText[text]; known || text == "" || is != secret && strings.Contains(text, "\n") {
		return
	}
	learnt := &word{text: text, is: is, kind: kind, hidden: is == secret || w.hidden[text]}
	w.byText[text] = learnt
	w.all = append(w.all, learnt)
}

// message learns what a message holds that no other has.
func (w *words) message(m sms) {
	if isDigits(m.secret) {
		w.add(m.secret, otp, flow.Digits)
	}
	w.add(m.secret, otp, kindOf(m.secret))
	for _, url := range payLink().FindAllString(m.text, -1) {
		w.add(url, link, flow.URL)
	}
	if !isProvider(m.from) {
		return
	}
	for _, found := range transactionID().FindAllStringSubmatch(m.text, -1) {
		w.add(found[1], transaction, flow.Digits)
	}
}

var (
	payLink       = pattern.New(`https?://\S+/pay/[0-9A-Za-z]{16,}`)
	transactionID = pattern.New(`(?i)\btransaction ([0-9]{5,})`)
)

// isProvider reports whether a message is one of the gateway's own, whose words
// are known.
func isProvider(from string) bool {
	return from == "iNoti" || from == "iPayy" || from == "IntouchPay"
}

// sessions learns the ids of sessions that stand in a text.
func (w *words) sessions(l *listener) {
	var all strings.Builder
	for _, s := range l.steps {
		for _, text := range s.texts() {
			all.WriteString(text + "\n")
		}
	}
	for _, id := range l.sessions {
		if len(id) >= shortestSession && strings.Contains(all.String(), id) {
			w.add(id, sessionID, kindOf(id))
		}
	}
}

// shortestSession is the least length of a session's id that is looked for.
const shortestSession = 12

// texts are what a step shows to the user.
func (s *step) texts() []string {
	switch does := s.does.(type) {
	case *typed:
		return []string{does.then.text}
	case sms:
		return []string{does.text}
	case prompt:
		return []string{does.text}
	default:
		return nil
	}
}

// typed learns what was a secret, and says what the user copied from an earlier
// text, to be captured there.
func (w *words) typed(steps []*step) (copied []string) {
	seen := map[string]bool{}
	for _, s := range steps {
		if does, ok := s.does.(*typed); ok && !does.dials {
			switch {
			case seen[does.text]:
				copied = append(copied, does.text)
			case does.isSecret():
				w.add(does.text, secret, flow.Any)
			}
		}
		for _, text := range s.texts() {
			for _, number := range numbers(text) {
				seen[text[number.from:number.to]] = true
			}
		}
	}
	return copied
}

// isSecret reports whether what was typed is a PIN or a password. A choice of the
// screen's is neither, even where the screen speaks of them: 1. Change PIN.
func (t *typed) isSecret() bool {
	if !t.secret || utf8.RuneCountInString(t.text) > longestChoice {
		return t.secret
	}
	chosen := text.LatinDigits(t.text)
	for line := range strings.SplitSeq(text.LatinDigits(t.shown), "\n") {
		rest, begins := strings.CutPrefix(strings.TrimSpace(line), chosen)
		if next, _ := utf8.DecodeRuneInString(rest); begins && !isAlphanumeric(next) {
			return false
		}
	}
	return true
}

// longestChoice is how long the key of a choice is at most.
const longestChoice = 2

// kindOf is the narrowest type that a word is of, but for digits: an id that has
// no other characters now may have some the next time.
func kindOf(text string) flow.Type {
	switch {
	case strings.IndexFunc(text, func(r rune) bool { return !isIDRune(r) }) < 0:
		return flow.ID
	case !strings.ContainsAny(text, "\t\n\f\r "):
		return flow.Word
	default:
		return flow.Any
	}
}
