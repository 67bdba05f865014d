package flow

import (
	"fmt"
	"maps"
	"slices"
)

// known is a name that has a value.
type known struct {
	// what says where the name is from: a var, a secret or a capture.
	what string
	at   Position
	used bool
}

// pending is the use of a name that nothing has given a value yet.
type pending struct {
	name  string
	fault Fault
}

// isName reports whether w can name a variable or a phone.
func (p *parser) isName(w piece) bool {
	if w.text == "" {
		p.fault(w, "a name is missing", `write {{name}}, or two braces that are text as \{{`)
		return false
	}
	for i, r := range w.text {
		letter := 'a' <= r && r <= 'z'
		if !letter && (i == 0 || r != '_' && (r < '0' || '9' < r)) {
			p.fault(w, quote(w.text)+" cannot be a name", "a name is of small letters, digits and _, and begins with a letter")
			return false
		}
	}
	return true
}

// declare gives the name a value. A name is given one once.
func (p *parser) declare(name piece, what string) bool {
	if earlier, twice := p.names[name.text]; twice {
		hint := "choose another name"
		if what == capture {
			hint += ", or compare with its value: {{" + name.text + "}}"
		}
		p.fault(name, fmt.Sprintf("%s is a %s already, in line %d", name.text, earlier.what, earlier.at.Line), hint)
		return false
	}
	p.names[name.text] = &known{what: what, at: p.at(name)}
	return true
}

// What a name can be.
const (
	variable = "var"
	secret   = "secret"
	capture  = "capture"
)

func (p *parser) capture(name piece) bool { return p.declare(name, capture) }

// use looks a name up.
func (p *parser) use(name piece) {
	if known, ok := p.names[name.text]; ok {
		known.used = true
		return
	}
	p.pending = append(p.pending, pending{name.text, p.faultAt(name, "", "")})
}

// checkNames reports the names that are unknown where they are used, and those
// that are never used.
func (p *parser) checkNames() {
	names := slices.Sorted(maps.Keys(p.names))
	for _, use := range p.pending {
		if p.full() {
			return
		}
		fault := use.fault
		if later, ok := p.names[use.name]; ok {
			later.used = true
			fault.Message = fmt.Sprintf("%s is not known yet, it is captured in line %d", use.name, later.at.Line)
			fault.Hint = "move this below, or give it a value with var"
		} else {
			fault.Message = "unknown variable " + use.name
			if near := nearest(use.name, names); near != "" {
				// It is what was meant: that nothing uses it is no fault of its own.
				p.names[near].used = true
			}
			fault.Hint = didYouMean(use.name, names, fmt.Sprintf("name it in a header: var %s VALUE", use.name))
		}
		p.report(fault)
	}
	for _, name := range names {
		if p.full() {
			return
		}
		if known := p.names[name]; !known.used && known.what != capture {
			p.faultThere(known.at, len(name), fmt.Sprintf("nothing uses the %s %s", known.what, name), "use it as {{"+name+"}}, or take it out")
		}
	}
}
