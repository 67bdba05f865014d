package lint

import (
	"fmt"
	"strings"

	"candybar/phone/text"
)

func notText(w words) (finding, bool) {
	at := strings.IndexByte(w.body, 0)
	if at < 0 {
		return nothing()
	}
	return w.at(at, "a NUL octet stands in the reply, so it is no text")
}

func tooLong(w words) (finding, bool) {
	if w.size.Fits() {
		return nothing()
	}
	return w.at(0, fmt.Sprintf("%d %s take %d octets, and USSD carries %d (%d %s)", w.size.Units, w.units(),
		w.size.Octets, text.Limit, w.size.Coding.Room(), w.units()))
}

func beyondEmnify(w words) (finding, bool) {
	return beyond(text.Emnify, "that emnify guarantees to carry", w)
}

func beyondCommon(w words) (finding, bool) {
	return beyond(text.Common, "that most aggregators advise", w)
}

// beyond judges a budget narrower than USSD's own. What does not fit at all is
// another rule's.
func beyond(budget text.Budget, whose string, w words) (finding, bool) {
	if !w.size.Fits() || budget.Holds(w.size) {
		return nothing()
	}
	return w.at(0, fmt.Sprintf("%d %s are more than the %d %s (%d octets)", w.size.Units, w.units(),
		budget.Room(w.size.Coding), whose, budget.Octets()))
}

// units is the word for what the coding counts.
func (w words) units() string { return UnitsOf(w.size.Coding) }

// UnitsOf is the word for what a coding counts: "septets" or "units".
func UnitsOf(coding text.Coding) string {
	if coding == text.GSM7 {
		return "septets"
	}
	return "units"
}
