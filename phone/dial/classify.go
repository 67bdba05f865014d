package dial

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/text"
)

// The notes of more than one row.
const (
	noteNoHash   = "missing final #"
	noteReserved = "TS 22.030 reserves this; Android sends it as USSD, do not use it for an application"
	noteShort    = "some countries have phones dial it as a call"
	notePIN      = "the phone refuses it: these begin with **"
	noteTooLong  = "too long for one USSD string of 160 octets"
)

// Classify tells what an idle phone makes of what was typed before the call key.
// Any string is something; classifying the Code of the answer gives the same
// answer.
func Classify(s string) Dialled {
	code := normalise(s)
	if code == "" {
		return Dialled{Class: Nothing, Name: "nothing"}
	}
	d := judge(code)
	d.Code = code
	return d
}

// judge asks the questions of the package comment in their order.
func judge(code string) Dialled {
	if code == "*#06#" {
		return Dialled{Class: Local, Name: "IMEI"}
	}
	if secretCode(code) {
		return Dialled{Class: Local, Name: "secret code"}
	}
	if p, ok := parseProcedure(code); ok {
		if d, ok := p.service(); ok {
			return d
		}
		if name, ok := p.identityCall(); ok {
			return Dialled{Class: Call, Name: name}
		}
	}
	switch {
	case !inAlphabet(code):
		return call(code)
	case strings.HasSuffix(code, "#") && code != "#":
		return ussd(code)
	case emergency(code):
		return Dialled{Class: Emergency, Name: "emergency call"}
	case short(code):
		return Dialled{Class: Short, Name: "USSD short string", Note: noteShort}
	default:
		return call(code)
	}
}

// normalise takes out what people write between digits and what comes along when
// a code is copied from a text: blanks, hyphens and invisible format characters,
// such as the U+200E that keeps a code in order in Persian. A phone's dialler
// drops all of these too. What cannot be printed becomes U+FFFD.
func normalise(s string) string {
	kept := strings.Map(func(r rune) rune {
		if text.IsSeparator(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text.LatinDigits(s))
	clean, _ := text.Clean(kept)
	return clean
}

// inAlphabet reports whether all of code is in the alphabet of which USSD is made.
func inAlphabet(code string) bool {
	_, _, _, outside := text.FirstOutside(code)
	return !outside
}

func ussd(code string) Dialled {
	d := Dialled{Class: USSD, Name: "USSD"}
	if !text.Measure(code).Fits() {
		d.Note = noteTooLong
	}
	return d
}

// secretCode reports whether code is *#*#digits#*#*, by which a phone's maker
// opens its service menus.
func secretCode(code string) bool {
	inner, opens := strings.CutPrefix(code, "*#*#")
	inner, closes := strings.CutSuffix(inner, "#*#*")
	return opens && closes && inner != "" && digits(inner)
}

func emergency(code string) bool { return code == "112" || code == "911" }

// short reports whether code is a short string: every character is taken for
// USSD when there are one or two, since 51.010-1 makes only 1X a call. A lone #
// is one too, for nothing stands before its #.
func short(code string) bool {
	switch utf8.RuneCountInString(code) {
	case 1:
		return true
	case 2:
		return code[0] != '1'
	default:
		return false
	}
}

// call is what is left. Its note names the likely mistake: a code without its
// final #, or a character that no keypad has; , and ; are the pauses of a call.
func call(code string) Dialled {
	d := Dialled{Class: Call, Name: "voice call"}
	odd := strings.IndexFunc(code, func(r rune) bool { return !strings.ContainsRune("0123456789*#+,;", r) })
	switch {
	case odd >= 0:
		r, _ := utf8.DecodeRuneInString(code[odd:])
		d.Note = fmt.Sprintf("%q cannot be dialled", r)
	case strings.ContainsAny(code, "*#"):
		d.Note = noteNoHash
	}
	return d
}
