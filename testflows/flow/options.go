package flow

import (
	"fmt"
	"slices"
	"strings"
)

// The options that most steps have.
const (
	withinOption = "within"
	phoneOption  = "phone"
)

// optionsOf are the names of a step's options that are not parameters of a
// query, and whether it takes such parameters.
func optionsOf(step Step) (names []string, parameters bool) {
	switch step := step.(type) {
	case *Allow:
		return nil, false
	case *SetBalance, *SetWeather:
		return []string{phoneOption}, false
	case *Answer:
		if step.Verb == Approve {
			return []string{withinOption, phoneOption, "pin"}, false
		}
	case *Callback:
		return []string{withinOption, phoneOption, "method", "url", "status", "outcome", "attempt", "body", "to"}, true
	case *Request:
		return []string{withinOption, phoneOption, "method", "url", "status", "body"}, true
	case *Charge:
		return []string{withinOption, phoneOption, "provider", "amount", "currency", "reason"}, false
	}
	return []string{withinOption, phoneOption}, false
}

// option reads an option of the current step.
func (p *parser) option(whole piece) {
	name, value := whole.cut()
	p.keep(optionLine, name.text, value.text)
	if name.from == 1 && !p.current().tabbed {
		p.fault(whole.until(1), "one blank at the beginning of a line", "an option begins with two blanks, a text with a bar: | "+strings.TrimSpace(whole.text))
		return
	}
	switch {
	case p.lost:
		// Its captures count, or every use of them would be a fault too.
		p.parts(value, true)
		return
	case p.step == nil:
		p.fault(name, "an option of no step", "a header begins in the first column")
		return
	case value.text == "":
		p.fault(name, "the option "+quote(name.text)+" says nothing", "write its value behind it")
		return
	}
	if earlier, twice := p.options[name.text]; twice {
		p.fault(name, fmt.Sprintf("the option %s stands twice, first in line %d", quote(name.text), earlier), "take one out")
		return
	}
	if p.options == nil {
		p.options = map[string]int{}
	}
	p.options[name.text] = p.number
	p.setOption(name, value)
}

func (p *parser) setOption(name, value piece) {
	names, parameters := optionsOf(p.step)
	reserved := slices.Contains(names, name.text)
	if !reserved {
		if !parameters {
			p.noOption(name, names)
			return
		}
		if all, _ := optionsOf(&Callback{}); slices.Contains(all, name.text) {
			p.fault(name, "request has no "+name.text, "it is an option of callback; for a parameter of that name use url")
			return
		}
	}
	switch common := p.step.common(); name.text {
	case withinOption:
		common.Within = p.duration(value)
		return
	case phoneOption:
		p.setPhone(value)
		return
	}
	option := Option{At: p.at(name), Name: name.text, Parameter: !reserved}
	switch step := p.step.(type) {
	case *Answer:
		step.PIN = p.template(value)
	case *Callback:
		option.Value = p.pattern(value)
		step.Options = append(step.Options, option)
	case *Request:
		option.Value = p.pattern(value)
		step.Options = append(step.Options, option)
	case *Charge:
		option.Value = p.pattern(value)
		step.Options = append(step.Options, option)
	}
}

func (p *parser) noOption(name piece, names []string) {
	if len(names) == 0 {
		p.fault(name, "allow has no options", "it holds for the whole flow and all its phones")
		return
	}
	p.unknown(name, "option", names)
}

// setPhone says which phone the current step is for.
func (p *parser) setPhone(name piece) {
	step, at := p.step.common(), p.step.About().At
	if said := p.lines[at.Line-1].value; said[0] != '>' && strings.Contains(said, ">") {
		if _, types := p.step.(*Typed); types {
			p.fault(name, "the step says already whose it is", "take this out, or the name before >")
			return
		}
	}
	step.Phone = p.phoneNamed(name)
}
