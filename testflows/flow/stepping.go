package flow

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// typing reads what the user types: >, or alice>.
func (p *parser) typing(whole piece) {
	end := strings.IndexByte(whole.text, '>')
	name, text := whole.until(end), whole.after(end+1)
	trimmed := piece{strings.TrimRight(text.text, " "), text.from}
	if trimmed.text != "" {
		if trimmed.text[0] == ' ' {
			trimmed = trimmed.after(1)
		} else {
			p.fault(whole.until(end+1), "no blank behind >", "write: > "+trimmed.text)
		}
	}
	p.keep(stepLine, "", strings.TrimRight(name.text+"> "+trimmed.text, " "))
	step := &Typed{Text: p.template(trimmed)}
	p.add(step, whole.until(len(strings.TrimRight(whole.text, " "))))
	if name.text != "" {
		step.Phone = p.phoneNamed(name)
	}
}

// phoneNamed is the name of a phone that takes part.
func (p *parser) phoneNamed(name piece) string {
	if _, ok := p.flow.Phone(name.text); ok && name.text != "" {
		return name.text
	}
	var names []string
	for _, phone := range p.flow.Phones {
		names = append(names, phone.Name)
	}
	p.fault(name, "no phone is called "+quote(name.text), didYouMean(name.text, names, "name it in a header: phone NAME NUMBER"))
	return p.speaker
}

// add begins a step, which ends the one before it.
func (p *parser) add(step Step, word piece) {
	_, allows := step.(*Allow)
	_, types := step.(*Typed)
	if !p.begun && !allows {
		if !types {
			p.fault(word, "the first step dials nothing", "begin with what the user dials, for example: > *6655*123#")
		}
		p.begin()
	}
	p.finish(step)
	if !p.begun {
		p.allowAbove()
	}
	*step.common() = Common{At: p.at(word), Phone: p.speaker}
	if allows {
		step.common().Phone = ""
	}
	p.step, p.lost, p.options = step, false, nil
	p.flow.Steps = append(p.flow.Steps, step)
}

// allowAbove lets a step allow stand among the headers, in their columns.
func (p *parser) allowAbove() {
	word, kind := piece{text: p.current().value}.cut()
	p.keep(headerLine, word.text, kind.text)
}

// lose makes what follows belong to no step.
func (p *parser) lose() {
	if !p.awaits() {
		p.finish(nil)
	}
	p.step, p.lost, p.unanswered = nil, true, nil
}

// awaits reports whether the step goes without a screen so far that has to come.
func (p *parser) awaits() bool {
	switch step := p.step.(type) {
	case *Typed:
		return step.Then == nil
	case *Wait:
		return p.unanswered != nil && step.Then == nil
	default:
		return false
	}
}

// finish looks at the step that is over, now that next begins.
func (p *parser) finish(next Step) {
	switch step := p.step.(type) {
	case *Typed:
		p.speaker = step.Phone
		p.checkTyped(step, next)
	case *Wait:
		p.checkWait(step, next)
	case *Hangup:
		p.checkHangup(step)
	case *SMS:
		p.checkText(step.At, step.Text, "sms")
	case *Prompt:
		p.checkText(step.At, step.Text, "prompt")
	case *Request:
		if len(step.Options) == 0 {
			p.faultThere(step.At, len("request"), "request looks at nothing", "write below it what it looks at, for example:   call  *6655*123")
		}
	}
	p.step = nil
}

func (p *parser) checkTyped(step *Typed, next Step) {
	switch {
	case step.Then != nil:
		p.checkScreen(step.Then)
	case mayAnswer(next):
		p.unanswered = step
	case !p.lost:
		p.nothingExpected(step)
	}
}

// mayAnswer reports whether the next step may stand in the place of a screen: the
// user hangs up, or waits for it.
func mayAnswer(next Step) bool {
	switch next.(type) {
	case *Hangup, *Wait:
		return true
	default:
		return false
	}
}

// checkWait looks whether what is waited for comes. It may take several waits.
func (p *parser) checkWait(step *Wait, next Step) {
	p.checkScreen(step.Then)
	typed := p.unanswered
	if typed == nil || typed.Phone == step.Phone && step.Then == nil && mayAnswer(next) {
		return
	}
	if typed.Phone != step.Phone || step.Then == nil {
		p.nothingExpected(typed)
	}
	p.unanswered = nil
}

// checkHangup looks whether it is the right user who hangs up.
func (p *parser) checkHangup(step *Hangup) {
	p.checkScreen(step.Then)
	if typed := p.unanswered; typed != nil && typed.Phone != step.Phone {
		p.nothingExpected(typed)
	}
	p.unanswered = nil
}

func (p *parser) nothingExpected(step *Typed) {
	source := p.lines[step.At.Line-1].text
	p.faultThere(step.At, utf8.RuneCountInString(strings.TrimRight(source, " ")),
		"nothing is expected after what is typed", "write below it CON or END with the text of the screen, or hangup, or wait")
}

func (p *parser) checkScreen(screen *Screen) {
	if screen != nil && (screen.End == Open || screen.End == Final) {
		p.checkText(screen.At, screen.Text, screen.End.written())
	}
}

func (p *parser) checkText(at Position, text Lines, word string) {
	if len(text) == 0 {
		p.faultThere(at, len(word), word+" without text", fmt.Sprintf("write the text below it, each line behind a bar: | Welcome. Any text is | %s", anyLines))
	}
}
