package tui

import (
	"image"
	"strings"

	"candybar/phone/text"
)

// fieldKind is what can be typed into a question: so many digits, that can be
// read or not. The zero fieldKind is no field.
type fieldKind struct {
	label       string
	least, most int
	masked      bool
}

func (k fieldKind) exists() bool { return k.most > 0 }

// field is what was typed into a question. It is typed and erased at its end
// only, since dots do not say where one is. It is gone as soon as the question is
// answered, put away, withdrawn or asked anew.
type field struct{ digits string }

// insert types the digits of s, of any of three scripts, as far as there is room.
// Everything else is left out: a message's "47 11" is 4711.
func (f *field) insert(s string, k fieldKind) {
	f.digits += onlyDigits(s)
	f.digits = f.digits[:min(len(f.digits), k.most)]
}

// onlyDigits are the digits of s, of any of three scripts, shown Latin.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, text.LatinDigits(s))
}

func (f *field) erase() {
	if f.digits != "" {
		f.digits = f.digits[:len(f.digits)-1]
	}
}

// fits reports whether enough was typed, which where there is no field it always
// was.
func (f *field) fits(k fieldKind) bool { return len(f.digits) >= k.least }

// shown is what may be seen of it: of a PIN how long it is.
func (f *field) shown(k fieldKind) string {
	if k.masked {
		return dots(len(f.digits))
	}
	return f.digits
}

// dots are what is seen of n digits that nobody may see.
func dots(n int) string { return strings.Repeat("•", n) }

// typed types words into the question, if anything is typed into it. The answer
// that is chosen stays chosen: who declines must not approve by a digit.
func (s *sheet) typed(words string) {
	s.field.insert(words, s.wants().field)
	s.resent = s.resent && s.field.digits == ""
}

// fieldRow is the row before the answers: the field, and how much is wanted until
// that is there. Without a field it is a gap. live is whether the keys go there:
// an empty field is known by its mark alone.
func (s *sheet) fieldRow(p *pen, live bool) string {
	if !s.hasField() {
		return blanks(s.textWidth)
	}
	k := s.wants().field
	k.masked = k.masked || s.hidden
	out := p.line(s.textWidth).add(p.quiet, p.say(k.label)).blank(1).add(p.strong, s.field.shown(k))
	if live {
		out.add(p.next, "▌")
	}
	hint := ""
	switch {
	case s.resent:
		hint = p.say("asked again")
	case !s.complete():
		hint = p.digits(k.least, k.most)
	}
	return out.until(p.width(hint)).add(p.quiet, hint).done()
}

// fieldCells are the row of the field, empty where the question has none.
func (s *sheet) fieldCells() image.Rectangle {
	if !s.hasField() {
		return image.Rectangle{}
	}
	return band(s.box, s.box.Max.Y-3, 1)
}

// cursor is where the next digit goes: the terminal's own stands on the mark.
func (s *sheet) cursor(r ruler) image.Point {
	k := s.wants().field
	return image.Pt(s.box.Min.X+2+r.width(r.say(k.label))+1+len(s.field.digits), s.box.Max.Y-3)
}
