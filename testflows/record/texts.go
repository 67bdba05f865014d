package record

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"candybar/testflows/flow"
)

func (p *writing) text(text string, at place) {
	for _, line := range p.quoted(text, at) {
		p.line(line)
	}
}

// quoted is a text as lines that expect it.
func (p *writing) quoted(text string, at place) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, flow.Quote(line, p.marks(line, at)...)...)
	}
	return lines
}

// inline is a text behind a word.
func (p *writing) inline(text string, at place) string {
	return flow.Inline(text, p.marks(text, at)...)
}

// marks are what stands in the place of pieces of a text.
func (p *writing) marks(text string, at place) []flow.Mark {
	var marks []flow.Mark
	cut := boundary(text, longestText)
	if at == keyed {
		cut = len(text)
		p.hide(text)
	}
	for _, h := range p.words.hits(text[:cut], at) {
		marks = append(marks, p.mark(h))
	}
	if cut < len(text) {
		marks = append(marks, flow.Mark{From: cut, To: len(text), Type: string(flow.Any)})
	}
	return marks
}

// hide gives from outside what is typed before an earlier text could have it.
func (p *writing) hide(text string) {
	for _, v := range p.words.all {
		if v.hidden && !v.known && utf8.RuneCountInString(v.text) >= shortest && strings.Contains(text, v.text) {
			p.give(v)
		}
	}
}

// longestText is how many octets of a text are written: written in the longest
// way they fit into a line of a flow.
const longestText = 2000

// boundary is the last place up to most where a character of s ends.
func boundary(s string, most int) int {
	if len(s) <= most {
		return len(s)
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return most
}

// mark is what stands in the place of a piece.
func (p *writing) mark(h hit) flow.Mark {
	m := flow.Mark{From: h.from, To: h.to, Type: string(h.kind)}
	v := h.word
	if v == nil {
		return m
	}
	v.count++
	switch {
	case v.is == secret && v.name == "":
		v.name = p.free(v.is.base())
		p.secrets = append(p.secrets, v.name)
	case v.known:
	case p.draft, v.is.isNamed(), v.uses > 1:
		v.name, v.known = p.free(v.is.base()), true
		m.Name = v.name
		return m
	default:
		return m
	}
	m.Name, m.Type = v.name, ""
	return m
}

// free is the first name with that base that no variable has yet.
func (p *writing) free(base string) string {
	p.taken[base]++
	if n := p.taken[base]; n > 1 {
		return base + strconv.Itoa(n)
	}
	return base
}
