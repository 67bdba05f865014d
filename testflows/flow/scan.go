package flow

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// anyLines is the line that stands for any number of lines.
const anyLines = "..."

// The largest regular expressions that a flow may have, together, in
// instructions.
const largestRegexps = 50_000

// template reads a text with variables.
func (p *parser) template(w piece) Template {
	return Template{At: p.at(w), Source: w.text, Parts: p.parts(w, false)}
}

// pattern reads a text with matchers.
func (p *parser) pattern(w piece) Pattern {
	return Pattern{At: p.at(w), Source: w.text, Parts: p.parts(w, true)}
}

// parts reads what stands in and between braces.
func (p *parser) parts(w piece, matchers bool) []Part {
	var parts []Part
	literal := ""
	flush := func() {
		if literal != "" {
			parts, literal = append(parts, Literal(literal)), ""
		}
	}
	for {
		open := strings.Index(w.text, "{{")
		switch {
		case open < 0:
			literal += w.text
			flush()
			return parts
		case open > 0 && w.text[open-1] == '\\':
			literal += w.text[:open-1] + "{{"
			w = w.after(open + 2)
			continue
		}
		// Of more than two braces the last two open a matcher.
		for strings.HasPrefix(w.text[open+2:], "{") {
			open++
		}
		literal += w.text[:open]
		w = w.after(open)
		inside, rest, closed := p.braces(w)
		if !closed {
			literal += w.text
			flush()
			return parts
		}
		if escaped, ok := p.escaped(inside); ok {
			literal += escaped
		} else if part := p.part(inside.trimmed(), w, matchers); part != nil {
			flush()
			parts = append(parts, part)
		}
		w = rest
	}
}

// braces is what stands between the braces that w begins with, and behind them.
func (p *parser) braces(w piece) (inside, rest piece, closed bool) {
	body := w.after(2)
	end := strings.Index(body.text, "}}")
	colon := strings.IndexByte(body.text, ':')
	if colon >= 0 && (end < 0 || colon < end) {
		if slash := body.after(colon + 1).trimmed(); strings.HasPrefix(slash.text, "/") {
			end = regexpEnd(body.text, slash.from-body.from)
			if end < 0 {
				p.fault(w, "a regular expression without its end", "write {{name: /regexp/}}, and / inside it before }} as \\/")
				return piece{}, piece{}, false
			}
		}
	}
	if end < 0 {
		p.fault(w.until(2), "{{ without }}", `write two braces that are text as \{{`)
		return piece{}, piece{}, false
	}
	return body.until(end), body.after(end + 2), true
}

// regexpEnd is where the braces close behind the regular expression whose first
// slash stands at from, -1 where they do not.
func regexpEnd(s string, from int) int {
	for i := from + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '/':
			rest := strings.TrimLeft(s[i+1:], " ")
			if strings.HasPrefix(rest, "}}") {
				return len(s) - len(rest)
			}
		}
	}
	return -1
}

// escaped is the character that stands in braces because it could not stand
// there by itself.
func (p *parser) escaped(inside piece) (string, bool) {
	switch inside.text {
	case `\s`:
		return " ", true
	case `\n`:
		return "\n", true
	case `\\`:
		return `\`, true
	}
	if strings.HasPrefix(inside.text, `\`) {
		p.fault(inside, fmt.Sprintf("unknown escape %s", inside.text), `write {{\s}} for a blank, {{\n}} for a line's end, {{\\}} for a backslash`)
		return "", true
	}
	return "", false
}

// part reads what stands between braces, nil where it is faulty. Whole is it
// with its braces and what follows.
func (p *parser) part(inside, whole piece, matchers bool) Part {
	colon := strings.IndexByte(inside.text, ':')
	if colon < 0 {
		if !p.isName(inside) {
			return nil
		}
		p.use(inside)
		return Use{At: p.at(whole), Name: inside.text}
	}
	name, kind := inside.until(colon).trimmed(), inside.after(colon+1).trimmed()
	if !matchers {
		p.fault(inside, "a matcher in a text that is not compared with anything", "write {{name}}, the value of a variable")
		return nil
	}
	matcher := Matcher{At: p.at(whole), Name: name.text}
	ok := p.matcherType(&matcher, kind)
	if name.text != "" && !(p.isName(name) && p.capture(name)) {
		return nil
	}
	if !ok {
		return nil
	}
	return matcher
}

func (p *parser) matcherType(m *Matcher, kind piece) bool {
	if len(kind.text) > 1 && strings.HasPrefix(kind.text, "/") {
		m.Type, m.Expr = Regexp, kind.text[1:len(kind.text)-1]
		return p.compile(m, piece{m.Expr, kind.from + 1})
	}
	for _, known := range namedTypes() {
		if kind.text == string(known) {
			m.Type = known
			return true
		}
	}
	if kind.text == "" {
		p.fault(kind, "a matcher without its type", "write {{name: type}}, or {{name}} for the value of a variable")
		return false
	}
	p.unknown(kind, "type", texts(namedTypes()))
	return false
}

// compile makes the machines of a regular expression.
func (p *parser) compile(m *Matcher, expr piece) bool {
	tree, err := syntax.Parse(m.Expr, syntax.Perl)
	if err != nil {
		p.badRegexp(expr, err)
		return false
	}
	size, looksAhead := weigh(tree)
	before := p.regexps
	if p.regexps += size; p.regexps > largestRegexps {
		if before <= largestRegexps {
			p.fault(expr, "the regular expressions of the flow are too large", "repeat less, or match with a type")
		}
		return false
	}
	m.exact, err = regexp.Compile(`\A(?:` + m.Expr + `)\z`)
	if err != nil {
		p.badRegexp(expr, err)
		return false
	}
	if !looksAhead {
		m.longest = regexp.MustCompile(`\A(?:` + m.Expr + `)`)
		m.longest.Longest()
	}
	return true
}

// badRegexp reports what RE2 says, at the part of expr that it says it of.
func (p *parser) badRegexp(expr piece, err error) {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		p.fault(expr, err.Error(), "")
		return
	}
	if at := strings.Index(expr.text, bad.Expr); at >= 0 {
		expr = expr.after(at).until(len(bad.Expr))
	}
	p.fault(expr, "in a regular expression: "+bad.Code.String(), "the syntax is RE2's: https://github.com/google/re2/wiki/Syntax")
}

// weigh is about how many instructions a regular expression takes, and whether
// it matches a text depends on what follows the text.
func weigh(tree *syntax.Regexp) (size int, looksAhead bool) {
	size = 1 + len(tree.Rune)
	for _, sub := range tree.Sub {
		inner, looks := weigh(sub)
		size, looksAhead = size+inner, looksAhead || looks
	}
	switch tree.Op {
	case syntax.OpRepeat:
		size *= max(tree.Min, tree.Max, 1)
	case syntax.OpEndLine, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		looksAhead = true
	}
	return size, looksAhead
}
