package flow

import (
	"fmt"
	"slices"
	"strings"
)

// screen reads CON or END, which begins what is expected of a step.
func (p *parser) screen(word, rest piece) {
	p.keep(innerLine, "", strings.TrimRight(word.text+" "+rest.text, " "))
	end, known := p.end(word, rest)
	screen := &Screen{At: p.at(word), End: end}
	then := p.then()
	switch {
	case p.lost:
	case then == nil:
		p.fault(word, word.text+" belongs to what is typed, to wait or to hangup", "move it below one of these")
		p.step, p.lost = nil, true
	case *then != nil:
		p.fault(word, fmt.Sprintf("the step has its screen already, in line %d", (*then).At.Line), "a screen follows what is typed: write > above it")
	case !known:
		screen.Text, p.lost = Lines{{Any: true}}, true
		*then = screen
	default:
		*then = screen
	}
}

// then is where the current step has its screen, nil where it has none.
func (p *parser) then() **Screen {
	switch step := p.step.(type) {
	case *Typed:
		return &step.Then
	case *Wait:
		return &step.Then
	case *Hangup:
		return &step.Then
	default:
		return nil
	}
}

// end reads which end a screen is.
func (p *parser) end(word, rest piece) (end End, known bool) {
	switch {
	case word.text == "CON":
		if rest.text != "" {
			p.fault(rest, "CON stands alone in its line", "write the text below it, each line behind a bar: | Welcome")
		}
		return Open, true
	case rest.text == "":
		return Final, true
	case slices.Contains(namedEnds(), End(rest.text)):
		return End(rest.text), true
	case rest.text == string(Final):
		p.fault(rest, "the end final is END alone", "take final out")
		return Final, true
	default:
		p.unknown(rest, "end", texts(namedEnds()))
		return Final, false
	}
}

// text reads a line of expected text.
func (p *parser) text(whole piece) {
	p.keep(innerLine, "", strings.TrimRight(whole.text, " "))
	line := p.textLine(whole)
	switch step := p.step.(type) {
	case *SMS:
		step.Text = append(step.Text, line)
		return
	case *Prompt:
		step.Text = append(step.Text, line)
		return
	}
	then := p.then()
	switch {
	case p.lost:
	case then == nil || *then == nil:
		p.fault(whole.until(1), "text that belongs to no screen, sms or prompt", "write CON or END above it")
		p.lost = true
	case (*then).End != Open && (*then).End != Final:
		p.fault(whole.until(1), (*then).End.written()+" has no text of the handler", "take the text out: it is the phone's own")
	default:
		(*then).Text = append((*then).Text, line)
	}
}

func (p *parser) textLine(whole piece) Line {
	line := Line{At: p.at(whole)}
	text := piece{strings.TrimRight(whole.text, " "), 0}.after(1)
	if text.text != "" && text.text[0] != ' ' {
		p.fault(whole.until(1), "no blank behind the bar", "write: | "+text.text)
	} else if text.text != "" {
		text = text.after(1)
	}
	if text.text == anyLines {
		line.Any = true
		return line
	}
	if isDots(text.text) && text.text[0] == '\\' {
		line.Pattern = p.pattern(text.after(1))
		line.Pattern.Source = text.text
		line.Pattern.At = p.at(text)
		return line
	}
	line.Pattern = p.pattern(text)
	return line
}

// isDots reports whether the text is three dots, with any number of backslashes
// before them.
func isDots(text string) bool { return strings.TrimLeft(text, `\`) == anyLines }
