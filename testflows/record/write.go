package record

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"candybar/gateway/weather"
	"candybar/phone/number"
	"candybar/testflows/flow"
)

// writing is a flow that is being written.
type writing struct {
	words *words
	// draft is true while it is only counted what is used again.
	draft bool
	// names are what the phones are called, all empty where there is one.
	names   map[number.Number]string
	speaker number.Number
	// taken are how many variables have the same base.
	taken map[string]int
	// secrets are the variables whose values are given from outside.
	secrets []string
	// weather is that of each phone so far; of those that are not in it, first.
	weather map[number.Number]weather.Fault
	first   weather.Fault
	// found is true where a word was found to be needed from outside.
	found bool
	out   []string
}

// write writes the steps, and says which secrets they need. Drafts go before, to
// learn which words are used again, and which can be captured nowhere.
func write(steps []*step, callers []caller, w *words) (lines, secrets []string) {
	for draft := true; ; {
		p := &writing{words: w, draft: draft, names: map[number.Number]string{}, speaker: callers[0].number, taken: map[string]int{}, weather: map[number.Number]weather.Fault{}, first: firstWeather(steps)}
		for _, c := range callers {
			p.names[c.number] = c.name
		}
		w.forget()
		for _, s := range steps {
			p.step(s)
		}
		switch {
		case !draft:
			return p.out, p.secrets
		case !p.found:
			draft = false
		}
	}
}

// forget takes from each word what writing gave it, but for how often it was
// used.
func (w *words) forget() {
	for _, known := range w.all {
		known.uses, known.count = known.count, 0
		known.name, known.known = "", known.is == secret
	}
}

// begin adds the first line of a step, line another one.
func (p *writing) begin(line string) { p.out = append(p.out, "", line) }

func (p *writing) line(line string) { p.out = append(p.out, line) }

func (p *writing) step(s *step) {
	if ends, ok := s.does.(*ran); ok {
		p.begin("wait " + written(min(max(s.wait, time.Second), longestWait)))
		p.options(s)
		p.line("END " + string(ends.end))
		return
	}
	for left := s.wait; left > 0; left -= longestWait {
		p.begin("wait " + written(min(left, longestWait)))
	}
	if s.implied {
		return
	}
	switch does := s.does.(type) {
	case *typed:
		p.typed(s, does)
	case hangup:
		p.begin("hangup")
		p.options(s)
	case sms:
		p.begin("sms from " + sender(p.inline(does.from, theirs)))
		p.options(s)
		p.text(does.text, placeOf(does.from))
	case prompt:
		p.begin("prompt " + sender(p.inline(does.from, theirs)))
		p.options(s)
		p.text(does.text, placeOf(does.from))
	case answer:
		p.answer(s, does)
	case pay:
		p.begin("pay " + p.value(does.yours) + " " + string(verbOf(does.approve)))
		p.options(s)
	case callback:
		p.callback(s, does)
	case checked:
		p.begin(checkedWord(does.verified) + " " + p.value(does.yours))
		p.options(s)
	case charge:
		p.begin("charge " + does.State)
		p.options(s)
		p.option("reason", p.inline(cleaned(does.Reason), theirs))
	}
}

// placeOf is where the texts of a sender stand.
func placeOf(from string) place {
	if isProvider(from) {
		return ours
	}
	return theirs
}

func verbOf(approve bool) flow.Verb {
	if approve {
		return flow.Approve
	}
	return flow.Decline
}

func checkedWord(verified bool) string {
	if verified {
		return "verified"
	}
	return "unverified"
}

// options says whose a step is, where that is not the one who typed last. Where
// it took long, it may take twice as long again.
func (p *writing) options(s *step) {
	if s.phone != p.speaker {
		p.option("phone", p.names[s.phone])
	}
	if took := s.done.Sub(s.began); took > flow.DefaultWithin/2 {
		p.option("within", written(min(2*(took.Truncate(time.Second)+time.Second), longestWait)))
	}
}

func (p *writing) option(name, value string) {
	if value != "" {
		p.line("  " + name + "  " + value)
	}
}

func (p *writing) typed(s *step, does *typed) {
	p.changeWeather(s, does)
	p.speaker = s.phone
	p.begin(strings.TrimRight(p.names[s.phone]+"> "+p.keyed(does), " "))
	if held := does.held(); held > 0 {
		p.begin("wait " + written(held))
	} else {
		p.options(s)
	}
	if does.hungUp {
		p.begin("hangup")
		return
	}
	for _, line := range does.then.lines(func(text string, _ ...flow.Mark) []string { return p.quoted(text, theirs) }) {
		p.line(line)
	}
}

// keyed is what was typed, as a template.
func (p *writing) keyed(does *typed) string {
	v := p.words.byText[does.text]
	if does.dials || !does.isSecret() || v == nil {
		return p.inline(does.text, keyed)
	}
	if !v.known {
		p.give(v)
	}
	return p.mark(hit{to: len(does.text), word: v, kind: v.kind}).String()
}

// give makes a word a secret that is given from outside, since it is needed where
// no earlier text has it: it stands there as a part of something else, say.
func (p *writing) give(v *word) { v.is, v.known, p.found = secret, true, true }

func (p *writing) answer(s *step, does answer) {
	switch does.verb {
	case flow.OTP:
		p.begin("otp " + p.password(does))
		p.options(s)
	case flow.Approve:
		p.begin(string(does.verb))
		p.options(s)
		if does.wrong {
			p.option("pin", wrongPIN)
		}
	case flow.Decline, flow.Ignore, flow.Resend:
		p.begin(string(does.verb))
		p.options(s)
	}
}

// What is never right: a PIN has four digits at least, and no password begins
// with a zero.
const (
	wrongPIN      = "0"
	wrongPassword = "000000"
)

// password is what was typed to a question for a one-time password. Where the
// message with it came to another phone, a real one, it is given from outside.
func (p *writing) password(does answer) string {
	v := p.words.byText[does.otp]
	switch {
	case does.wrong:
		return wrongPassword
	case v != nil && v.known:
		return p.mark(hit{to: len(v.text), word: v, kind: v.kind}).String()
	default:
		name := p.free(otp.base())
		p.secrets = append(p.secrets, name)
		return "{{" + name + "}}"
	}
}

func (p *writing) callback(s *step, does callback) {
	p.begin("callback")
	p.options(s)
	if to, err := url.Parse(does.URL); err == nil {
		query := to.Query()
		p.option("call", p.call(cleaned(query.Get("call")), does.invoice))
		p.option("RRN", p.inline(cleaned(query.Get("RRN")), theirs))
	}
	if does.Status != http.StatusOK && does.Status != 0 {
		p.option("status", strconv.Itoa(does.Status))
	}
	if does.Outcome != "answered" {
		p.option("outcome", p.inline(cleaned(does.Outcome), theirs))
	}
}

// call is the parameter of a callback, at whose end both ids of the invoice
// stand.
func (p *writing) call(call string, of *invoice) string {
	if of == nil {
		return p.inline(call, theirs)
	}
	rest, ends := strings.CutSuffix(call, "*"+of.yours+"*"+of.id)
	if !ends {
		return p.inline(call, theirs)
	}
	marks := p.marks(rest, theirs)
	from := len(rest) + 1
	for _, id := range []string{of.yours, of.id} {
		if v := p.words.byText[id]; v != nil {
			marks = append(marks, p.mark(hit{from, from + len(id), v, v.kind}))
		}
		from += len(id) + 1
	}
	return flow.Inline(call, marks...)
}

// value is an invoice's id of the handler's, as a template.
func (p *writing) value(id string) string {
	if v := p.words.byText[id]; v != nil && v.known {
		return p.mark(hit{to: len(id), word: v, kind: v.kind}).String()
	}
	return p.inline(id, keyed)
}
