package flow

import (
	"bytes"
	"fmt"
	"strings"

	"candybar/phone/number"
)

// version is the one version of the language.
const version = "1"

// Parse reads a flow. File is its name, for messages and for Flow.File; nothing
// is opened. The error is Faults: all that is wrong, up to a hundred things.
func Parse(file string, source []byte) (*Flow, error) {
	p := &parser{
		flow:   &Flow{File: file, source: bytes.Clone(source)},
		names:  map[string]*known{},
		headed: map[string]int{},
	}
	p.parse(source)
	if len(p.faults) > 0 {
		p.faults.sort()
		return nil, p.faults
	}
	p.flow.lines = p.lines
	return p.flow, nil
}

// parser reads one flow, line by line.
type parser struct {
	flow   *Flow
	lines  []line
	faults Faults
	// number is the number of the current line.
	number int

	// headed is where each header stands that may stand once.
	headed map[string]int
	// phones are the headers phone, whose numbers are read once the country
	// is known.
	phones []rawPhone
	// begun is true from the first step on, where no header may stand any more.
	begun bool

	// step is the current step, nil before the first one and after one that is
	// not understood.
	step Step
	// lost is true while lines belong to a step that is not understood.
	lost bool
	// speaker is the phone of the last Typed.
	speaker string
	// options is where the current step's options stand.
	options map[string]int
	// unanswered is the last Typed while it has no screen.
	unanswered *Typed

	names   map[string]*known
	pending []pending
	// regexps is the size of all regular expressions so far.
	regexps int
}

func (p *parser) parse(source []byte) {
	if len(source) > largestFile {
		p.report(Fault{
			At: Position{1, 1}, Message: fmt.Sprintf("a file of %d octets is larger than a flow may be", len(source)),
			Hint: fmt.Sprintf("a flow has at most %d octets: make several of it", largestFile),
		})
		return
	}
	p.read(source)
	if !p.full() && p.readVersion() {
		p.readLines()
	}
	if p.full() {
		p.faults = append(p.faults[:mostFaults], Fault{
			File: p.flow.File, At: Position{p.number, 1}, Source: p.current().text,
			Message: "too many faults", Hint: "what follows was not read",
		})
	}
}

// readVersion reads the first line that says something: flow 1.
func (p *parser) readVersion() bool {
	for p.number = 1; p.number <= len(p.lines); p.number++ {
		whole := piece{text: p.current().text}
		word, rest := whole.cut()
		switch {
		case p.quiet(whole):
			continue
		case word.text != "flow":
			p.fault(word, "the flow does not say which version of the language it is in", "begin with: flow "+version)
			p.number--
			return true
		case rest.text != version:
			if rest.text == "" {
				rest = word
			}
			p.fault(rest, fmt.Sprintf("version %s of the language is unknown", quote(rest.text)), "this version of candybar knows flow "+version)
			return false
		}
		p.keep(stepLine, "", "flow "+version)
		return true
	}
	if len(p.lines) == 0 {
		p.lines = append(p.lines, line{})
	}
	p.number = 1
	p.fault(piece{text: p.current().text}, "the flow is empty", "begin with: flow "+version)
	return false
}

// readLines reads what follows the version.
func (p *parser) readLines() {
	for p.number++; p.number <= len(p.lines); p.number++ {
		if p.full() {
			return
		}
		p.readLine(piece{text: p.current().text})
	}
	p.number = len(p.lines)
	p.begin()
	p.finish(nil)
	if !p.played() {
		p.fault(piece{text: p.current().text}, "the flow has no steps", "dial a code, for example: > *6655*123#")
	}
	p.checkNames()
}

// readLine reads one line. Column 1 decides what it is.
func (p *parser) readLine(whole piece) {
	if p.quiet(whole) {
		return
	}
	word, rest := whole.cut()
	switch {
	case whole.text[0] == '|':
		p.text(whole)
	case whole.text[0] == ' ':
		p.option(whole)
	case word.text == "CON", word.text == "END":
		p.screen(word, rest)
	case strings.Contains(word.text, ">"):
		p.typing(whole)
	default:
		p.word(word, rest)
	}
}

// quiet reads a line that says nothing: a blank one or a comment.
func (p *parser) quiet(whole piece) bool {
	text := strings.TrimRight(whole.text, " ")
	switch {
	case text == "":
		p.keep(blankLine, "", "")
	case text[0] == '#':
		p.keep(commentLine, "", text)
	default:
		return false
	}
	return true
}

// word reads a line that begins with a word: a header or a step.
func (p *parser) word(word, rest piece) {
	if !p.begun && p.header(word, rest) {
		return
	}
	step := p.stepOf(word, rest)
	switch {
	case step != nil:
		p.add(step, word)
	case beginsOne(headerForms(), word.text):
		p.fault(word, fmt.Sprintf("the header %s below a step", word.text), "move it above the first step")
		p.lose()
	default:
		p.unknown(word, "word", p.words())
		p.lose()
	}
}

// keep says what the current line is, for Format.
func (p *parser) keep(kind lineKind, key, value string) {
	l := p.current()
	l.kind, l.key, l.value = kind, key, value
}

// begin ends the headers.
func (p *parser) begin() {
	if p.begun {
		return
	}
	p.begun = true
	p.readPhones()
}

// home is the country that numbers are read in.
func (p *parser) home() number.Country {
	switch p.flow.PayBy.Value {
	case "ipayy":
		return p.flow.Country.Or(number.India)
	case "intouchpay":
		return p.flow.Country.Or(number.Rwanda)
	default:
		return p.flow.Country.Or(number.Iran)
	}
}

// played reports whether there is a step that is not only an Allow.
func (p *parser) played() bool {
	for _, step := range p.flow.Steps {
		if _, allows := step.(*Allow); !allows {
			return true
		}
	}
	return false
}
