package flow

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"candybar/phone/number"
)

// headerForms are how the headers are written, in the order of the manual.
func headerForms() []string {
	return []string{
		"name TEXT", "phone NUMBER", "handler URL", "pay-by PROVIDER", "balance N", "country CC", "dialect NAME",
		"call-form NAME", "timers NAME", "weather NAME", "outcome NAME", "skin NAME", "seed N", "var NAME VALUE", "secret NAME", "tag WORD",
	}
}

// rawPhone is a header phone whose number was not read yet.
type rawPhone struct {
	name   string
	number string
	// fault is what it is where the number is none.
	fault Fault
}

// header reads a header. It reports false where the word begins none.
func (p *parser) header(word, rest piece) bool {
	if !beginsOne(headerForms(), word.text) {
		if word.text == "flow" {
			p.fault(word, "the version of the language stands twice", "take this one out")
			return true
		}
		return false
	}
	p.step, p.lost = nil, false
	p.keep(headerLine, word.text, rest.text)
	if rest.text == "" {
		p.fault(word, word.text+" says nothing", "write: "+formOf(headerForms(), word.text))
		return true
	}
	switch word.text {
	case "phone":
		p.phone(rest)
	case "var":
		p.variable(word, rest)
	case "secret":
		p.secret(rest)
	case "tag":
		p.tag(rest)
	default:
		if p.once(word) {
			p.setting(word.text, rest)
		}
	}
	return true
}

// once reports whether the header stands there for the first time.
func (p *parser) once(word piece) bool {
	if earlier, twice := p.headed[word.text]; twice {
		p.fault(word, fmt.Sprintf("%s stands twice, first in line %d", word.text, earlier), "take one out")
		return false
	}
	p.headed[word.text] = p.number
	return true
}

// setting reads the value of a header that stands once.
func (p *parser) setting(name string, value piece) {
	f := p.flow
	switch name {
	case "name":
		f.Name = Setting[string]{p.at(value), value.text}
	case "handler":
		f.Handler = p.handler(value)
	case "pay-by":
		f.PayBy = choose(p, value, "provider", Providers())
	case "country":
		f.Country = choose(p, value, "country", number.Countries())
	case "dialect":
		f.Dialect = choose(p, value, "dialect", Dialects())
	case "call-form":
		f.CallForm = choose(p, value, "call form", CallForms())
	case "timers":
		f.Timers = choose(p, value, "timer profile", TimerProfiles())
	case "weather":
		f.Weather = choose(p, value, "weather", Weathers())
	case "outcome":
		f.Outcome = choose(p, value, "outcome", Outcomes())
	case "skin":
		f.Skin = choose(p, value, "skin", Skins())
	case "balance":
		f.Balance = p.balance(value)
	case "seed":
		f.Seed = p.seed(value)
	}
}

// choose reads a word of a closed set.
func choose[T any](p *parser, value piece, what string, set []T) Setting[T] {
	for _, known := range set {
		if fmt.Sprint(known) == value.text {
			return Setting[T]{p.at(value), known}
		}
	}
	if value.text != "" {
		p.unknown(value, what, texts(set))
	}
	return Setting[T]{}
}

func (p *parser) handler(value piece) Setting[string] {
	u, err := url.Parse(value.text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Contains(value.text, " ") {
		p.fault(value, "the handler is no http or https URL", "write it whole, for example http://127.0.0.1:8000/ussd")
	}
	return Setting[string]{p.at(value), value.text}
}

func (p *parser) balance(value piece) Setting[int64] {
	n, err := strconv.ParseUint(value.text, 10, 63)
	if err != nil && value.text != "" {
		p.fault(value, "the balance is no whole number", "write it in the smallest unit, in digits alone: 1000000")
	}
	return Setting[int64]{p.at(value), int64(n)}
}

func (p *parser) seed(value piece) Setting[uint64] {
	n, err := strconv.ParseUint(value.text, 10, 64)
	if err != nil {
		p.fault(value, "the seed is no whole number", "write it in digits alone, up to 18446744073709551615")
	}
	return Setting[uint64]{p.at(value), n}
}

func (p *parser) variable(word, rest piece) {
	name, value := rest.cut()
	p.keep(headerLine, word.text, strings.TrimSpace(name.text+" "+value.text))
	if !p.isName(name) {
		return
	}
	if value.text == "" {
		p.fault(name, "the var "+name.text+" has no value", "write: var "+name.text+" VALUE")
	}
	text := ""
	for _, part := range p.parts(value, false) {
		switch part := part.(type) {
		case Literal:
			text += string(part)
		case Use:
			p.faultThere(part.At, len(part.Name)+4, "a variable in the value of a var", `write the value itself; two braces that are text are \{{`)
		}
	}
	if p.declare(name, variable) {
		p.flow.Vars = append(p.flow.Vars, Var{p.at(name), name.text, text})
	}
}

func (p *parser) secret(rest piece) {
	name, value := rest.cut()
	if value.text != "" {
		p.fault(value, "a secret with its value", "take the value out: it is given when the flow is played, by --var "+name.text+"=VALUE")
		return
	}
	if p.isName(name) && p.declare(name, secret) {
		p.flow.Secrets = append(p.flow.Secrets, Secret{p.at(name), name.text})
	}
}

func (p *parser) tag(value piece) {
	if strings.Contains(value.text, " ") {
		p.fault(value, "a tag is one word", "write a line for each: tag WORD")
		return
	}
	if earlier, twice := p.headed["tag "+value.text]; twice {
		p.fault(value, fmt.Sprintf("the tag %s stands twice, first in line %d", quote(value.text), earlier), "take one out")
		return
	}
	p.headed["tag "+value.text] = p.number
	p.flow.Tags = append(p.flow.Tags, Tag{p.at(value), value.text})
}

// phone takes the header phone in. Its number is read when the country is known.
func (p *parser) phone(value piece) {
	name, number := piece{from: value.from}, value
	if first, rest := value.cut(); startsWithLetter(first.text) {
		name, number = first, rest
		p.keep(headerLine, "phone", strings.TrimSpace(name.text+" "+number.text))
		if !p.isName(name) {
			return
		}
		if number.text == "" {
			p.fault(name, "the phone "+name.text+" has no number", "write: phone "+name.text+" NUMBER")
			return
		}
	}
	for _, other := range p.phones {
		switch {
		case other.name == "" || name.text == "":
			p.fault(value, "several phones, and not all have names", "write each as: phone NAME NUMBER")
			return
		case other.name == name.text:
			p.fault(name, "two phones are called "+name.text, "choose another name")
			return
		}
	}
	if len(p.phones) == mostPhones {
		p.fault(value, "more phones than a flow may have", fmt.Sprintf("a flow has at most %d: make several of it", mostPhones))
		return
	}
	p.phones = append(p.phones, rawPhone{name.text, number.text, p.faultAt(number, "", "")})
}

// mostPhones is how many phones may take part.
const mostPhones = 100

func startsWithLetter(s string) bool {
	return s != "" && ('a' <= s[0]|0x20 && s[0]|0x20 <= 'z' || s[0] == '_')
}

// readPhones reads the numbers of the phones, as the home country writes them.
func (p *parser) readPhones() {
	f := p.flow
	f.Home = p.home()
	for _, raw := range p.phones {
		n, err := number.Parse(raw.number, f.Home)
		if err != nil {
			raw.fault.Message = err.Error()
			p.report(raw.fault)
		}
		for _, other := range f.Phones {
			if err == nil && other.Number == n {
				raw.fault.Message, raw.fault.Hint = "two phones have the number "+n.E164(), "each is a subscriber of its own"
				p.report(raw.fault)
			}
		}
		f.Phones = append(f.Phones, Phone{raw.fault.At, raw.name, n})
	}
	if len(f.Phones) == 0 {
		f.Phones = []Phone{{Number: f.Home.Example()}}
	}
	p.speaker = f.Phones[0].Name
}
