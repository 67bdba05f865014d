package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/gateway/event"
	"candybar/phone/text"
)

// A body is shown as what it is: text with its lines numbered, or octets. Text can
// be shown as octets, too, and what is none as text.

// isText reports whether a body is one; a few octets that are no UTF-8 do not make
// it anything else.
func isText(body []byte) bool { return text.IsText(string(body)) }

// writeBody writes a body with the warnings at the places that they mean, as far
// as they mean any. It returns the others.
func (e *exchange) writeBody(p *pen, width int, body []byte, warnings []event.Warning) (others []event.Warning) {
	laid, layable := layOut(string(body))
	e.layable = e.layable || layable
	if layable && e.view == laidOut && len(warnings) == 0 {
		body = []byte(laid)
	}
	if isText(body) == (e.view == flipped) {
		e.writeOctets(p, width, body)
		return warnings
	}
	if len(body) == 0 {
		return warnings
	}
	lines := strings.Split(string(body), "\n")
	gutter := len(strconv.Itoa(len(lines))) + 2
	for i, line := range lines {
		var here []event.Warning
		for _, w := range warnings {
			if w.Line == i+1 {
				here = append(here, w)
			}
		}
		lead := words{quietly, fmt.Sprintf("%*d  ", gutter-2, i+1)}
		e.writeLine(p, width, lead, line, here)
	}
	return slices.DeleteFunc(slices.Clone(warnings), func(w event.Warning) bool { return w.Line >= 1 && w.Line <= len(lines) })
}

// writeLine writes a line of a body in as many rows as it takes, cut where the row
// ends and not at blanks, which count. Under the character that a warning means
// there is a caret, and the warning.
func (e *exchange) writeLine(p *pen, width int, lead words, line string, warnings []event.Warning) {
	gutter := p.width(lead.text)
	room := max(width-gutter, 1)
	rest, _ := exactLine(line, 0)
	means := make([]int, len(warnings))
	for i, w := range warnings {
		_, means[i] = exactLine(line, w.Column)
	}
	began := 0
	for first := true; first || rest != ""; first = false {
		part := p.head(rest, room)
		if part == "" && rest != "" { // wider than the row
			part, _, _ = p.first(rest)
		}
		rest = rest[len(part):]
		ended := began + len(part)
		e.lines = append(e.lines, []words{lead, {plainly, part}})
		lead.text = blanks(gutter)
		for i, w := range warnings {
			if at := means[i]; at >= began && (at < ended || rest == "") {
				e.writeCaret(p, width, gutter+p.under(part, at-began, room), w)
			}
		}
		began = ended
	}
}

// under is the cell, in a row so wide, of the character at an octet of s, which is
// the rest of that row.
func (r ruler) under(s string, at, width int) int {
	before := r.steady(s[:at])
	return r.underSteady(before+r.steady(s[at:]), len(before), width)
}

// writeCaret writes a warning under the cell that it means.
func (e *exchange) writeCaret(p *pen, width, cell int, w event.Warning) {
	_, t := warningSign(w.Severity)
	e.lines = append(e.lines, []words{{plainly, blanks(min(cell, width-1))}, {t, "^"}})
	e.writeWarning(p, width, w)
}

// offsetLeast is the least width of the number before a row of octets.
const offsetLeast = 3

// writeOctets writes a body as rows of octets, in hexadecimal and in ASCII. What is
// no ASCII is a dot; what is no text stands out.
func (e *exchange) writeOctets(p *pen, width int, body []byte) {
	offset := max(offsetLeast, len(fmt.Sprintf("%x", len(body))))
	row := octetsIn(width, offset)
	tones := octetTones(body)
	for from := 0; from < len(body); from += row {
		part := body[from:min(from+row, len(body))]
		pieces := []words{{quietly, fmt.Sprintf("%0*x ", offset, from)}}
		for i, octet := range part {
			pieces = joinWords(pieces, words{tones[from+i], fmt.Sprintf("%02x ", octet)})
		}
		pieces = joinWords(pieces, words{plainly, blanks((row - len(part)) * 3)})
		for i, octet := range part {
			sign := "·"
			if octet > ' '-1 && octet < 0x7F {
				sign = string(rune(octet))
			}
			pieces = joinWords(pieces, words{tones[from+i], sign})
		}
		e.lines = append(e.lines, pieces)
	}
	if len(body) == 0 {
		e.put(p, width, words{}, quietly, "no octets")
	}
}

// octetsIn is how many octets a row has: sixteen, or half as many and so on where
// they do not fit.
func octetsIn(width, offset int) int {
	n := 16
	for n > 1 && offset+1+n*4 > width {
		n /= 2
	}
	return n
}

// octetTones are the tones of all octets.
func octetTones(body []byte) []tone {
	tones := make([]tone, len(body))
	for i := 0; i < len(body); {
		r, wide := utf8.DecodeRune(body[i:])
		t := plainly
		switch {
		case r == utf8.RuneError && wide == 1, r == 0:
			t = failure
		case r == '\n':
			t = quietly
		case unicode.IsControl(r), isBidiControl(r):
			t = warning
		case wide > 1:
			t = strongly
		}
		for range wide {
			tones[i] = t
			i++
		}
	}
	return tones
}

// joinWords adds a piece, to the last one where that has its tone.
func joinWords(pieces []words, piece words) []words {
	if piece.text == "" {
		return pieces
	}
	if last := len(pieces) - 1; pieces[last].tone == piece.tone {
		pieces[last].text += piece.text
		return pieces
	}
	return append(pieces, piece)
}
