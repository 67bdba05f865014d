// Package dial is what a dial string is, decided before any request: only some of
// what people type before the call key is USSD, and only USSD reaches a handler.
//
// # The order
//
// [Classify] asks in this order, and the first yes decides. It is the order of
// 3GPP TS 22.030, 6.5.3.2, as Android follows it, for an idle phone:
//
//  1. What the phone answers itself ([Local]): *#06#, the secret codes
//     *#*#digits#*#*, and the PIN and PUK procedures **04* to **052*.
//  2. A supplementary service ([Supplementary]): one of * # *# ** ##, a service
//     code of TS 22.030, Annex B, up to four fields behind a * each, and #.
//  3. A call with a service code ([Call]): *31# or #31# and a number, which shows
//     or hides the caller's identity.
//  4. Anything else of the GSM 7-bit alphabet, a character or more and then #
//     ([USSD]). Other characters go out on no network's USSD, and no keypad has
//     them.
//  5. 112 and 911 ([Emergency]; TS 22.101, 10.1).
//  6. One or two characters ([Short]), but two that begin with 1, which are a
//     call (3GPP TS 51.010-1, 31.10).
//  7. A call.
//
// So without the final # nothing longer than two characters is USSD: *123*1 is
// dialled as a voice call.
//
// # What an application must not use
//
// Annex B reserves more codes than Android knows. Android sends the others, *76#
// or *300#, as USSD, while a phone that follows the standard asks the network for
// the service. They are Supplementary here, with a note that says so.
//
// # Secrets
//
// Some procedures carry a PIN, a PUK or the barring password. [Dialled.Masked]
// hides them; that form, not [Dialled.Code], is the one to print or log.
package dial

import "fmt"

// Class is what kind of thing a dial string is.
type Class uint8

// The classes. Only USSD is for a handler.
const (
	// Nothing: no character was left to dial.
	Nothing Class = iota
	// Local: the phone or its SIM answers, nothing is sent.
	Local
	// Supplementary: the phone and the network settle it between them.
	Supplementary
	// Call: a voice call, which this phone does not make.
	Call
	// USSD: goes to a handler.
	USSD
	// Emergency: an emergency call, which this phone refuses.
	Emergency
	// Short: a string of one or two characters, sent as USSD to the home network,
	// never to an application.
	Short
)

// String gives the class's name as events have it: "nothing", "phone-local",
// "supplementary-service", "call", "ussd", "emergency", "short-string".
func (c Class) String() string {
	switch c {
	case Nothing:
		return "nothing"
	case Local:
		return "phone-local"
	case Supplementary:
		return "supplementary-service"
	case Call:
		return "call"
	case USSD:
		return "ussd"
	case Emergency:
		return "emergency"
	case Short:
		return "short-string"
	default:
		return fmt.Sprintf("Class(%d)", uint8(c))
	}
}

// Dialled is a dial string and what it is.
type Dialled struct {
	Class Class
	// Code is the string as the phone takes it: without blanks, hyphens and
	// invisible marks, its digits Latin.
	Code string
	// Name says in words what it is: "IMEI", "call forwarding", "voice call".
	Name string
	// Note is what the user should know besides, such as "missing final #";
	// mostly empty.
	Note string
}

// Reserved reports whether d is a service code that TS 22.030 keeps and Android
// does not know: phones differ about it, so it is of no use to an application.
func (d Dialled) Reserved() bool { return d.Class == Supplementary && d.Note == noteReserved }

// Sentence says what was dialled, for a person, as in
// "*#06# is answered by the phone itself (IMEI): no handler sees it". Secrets are
// masked.
func (d Dialled) Sentence() string {
	sentence := d.verdict()
	if d.Note != "" {
		sentence += "; " + d.Note
	}
	return sentence
}

func (d Dialled) verdict() string {
	switch code := d.Masked(); d.Class {
	case Nothing:
		return "nothing was dialled"
	case Local:
		return code + " is answered by the phone itself (" + d.Name + "): no handler sees it"
	case Supplementary:
		return code + " is a supplementary service (" + d.Name + "), between phone and network: no handler sees it"
	case Call:
		return code + " is a " + d.Name + ", which this phone does not make: no handler sees it"
	case USSD:
		return code + " is USSD: its handler answers"
	case Emergency:
		return code + " is an emergency call, which this phone refuses: no handler sees it"
	case Short:
		return code + " is a USSD short string, for the network itself: no handler sees it"
	default:
		return code + " is of unknown class " + d.Class.String()
	}
}
