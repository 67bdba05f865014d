package phone

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Skin is whose habits a handset has where handsets differ. It is one of Skins;
// the zero Skin means Feature.
//
// Both show the same texts of the network. They differ in what the phone itself
// does:
//
//	                         Feature                    Smartphone
//	while waiting            the end key hangs up       nothing can be pressed
//	an empty answer          is not sent                hangs up
//	over 160 characters      cannot be sent             hangs up
//	an end without a text    "Session expired."         the dialogue disappears
//	a second last text       above the first            above a line of dashes
//
// The smartphone is Android's, as its telephony sources have it; the feature
// phone is that of Firefox OS and of older handsets.
type Skin string

// The skins.
const (
	// Feature is a phone with a keypad and a small screen.
	Feature Skin = "feature"
	// Smartphone is one whose USSD is a dialog with the buttons CANCEL and SEND.
	Smartphone Skin = "smartphone"
)

// Skins are all of them, the usual one first.
func Skins() []Skin { return []Skin{Feature, Smartphone} }

// ParseSkin reads the name of a skin. The error lists those there are.
func ParseSkin(name string) (Skin, error) {
	for _, skin := range Skins() {
		if string(skin) == name {
			return skin, nil
		}
	}
	var names []string
	for _, skin := range Skins() {
		names = append(names, string(skin))
	}
	return "", fmt.Errorf("there is no skin %q: choose %s", name, strings.Join(names, " or "))
}

// Next is the skin after s, the first one after the last.
func (s Skin) Next() Skin {
	switch s {
	case Feature, "":
		return Smartphone
	case Smartphone:
		return Feature
	default:
		return Feature
	}
}

// Words are what a phone says by itself.
type Words struct {
	// Running stands while it waits, Failed after a session that broke.
	Running, Failed string
	// Expired stands after a session that the network ended without a text. Where
	// it is empty the phone says nothing and the dialogue disappears.
	Expired string
	// Length says why an answer was thrown away together with its session. It is
	// empty where that does not happen.
	Length string
	// separator stands between a second last text and the first, which are shown
	// together until the user puts them away.
	separator string
}

// Words are those of the skin.
func (s Skin) Words() Words {
	switch s {
	case Smartphone:
		return Words{
			Running: TextRunning, Failed: TextFailed,
			Length:    "USSD message must be between 1 and 160 characters. Please try again.",
			separator: "\n----------\n",
		}
	case Feature, "":
		return Words{Running: TextRunning, Failed: TextFailed, Expired: TextExpired, separator: "\n\n"}
	default:
		return Feature.Words()
	}
}

// LongestAnswer is how many characters, in units of UTF-16, the SEND button of a
// smartphone takes.
const LongestAnswer = 160

// ThrowsAway reports whether SEND ends the session instead of sending s: on a
// smartphone, where s is empty or too long. Android counts units of UTF-16, and
// does so before anybody asks how many octets they take.
func (s Skin) ThrowsAway(answer string) bool {
	switch s {
	case Smartphone:
		return answer == "" || Characters(answer) > LongestAnswer
	case Feature, "":
		return false
	default:
		return false
	}
}

// Characters counts units of UTF-16, which are what a smartphone takes for
// characters.
func Characters(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
