package storyboard

import (
	"unicode"

	"candybar/phone/face"
	"candybar/phone/text"
)

// look is a frame's phone as pictures and pages draw it.
type look struct {
	// Name is empty where there is one phone.
	Name, Number, Operator, Clock string
	face.Face
}

func (s Story) look(f Frame) look {
	of := s.Phones[f.Phone]
	l := look{
		Name: of.Name, Number: of.Number.National(), Operator: of.Operator, Clock: f.At.Format("15:04"),
		Face: face.Of(f.Handset, f.Announced, cleaned),
	}
	if l.State == face.Idle {
		l.Text, l.Own = "no session", true
	}
	return l
}

func cleaned(s string) string {
	clean, _ := text.Clean(s)
	return clean
}

// isRightToLeft reports whether a paragraph begins at the right: its first letter
// says.
func isRightToLeft(paragraph string) bool {
	for _, r := range paragraph {
		if unicode.IsLetter(r) {
			return unicode.In(r, rightToLeft...)
		}
	}
	return false
}

var rightToLeft = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam,
}
