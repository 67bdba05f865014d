package dial

import "strings"

// procedure is a string of the shape that TS 22.030, 6.5.2, gives to
// supplementary services: an action, a service code of two or three digits, up to
// four fields, #, and perhaps a number behind it.
type procedure struct {
	action string // *, #, *#, ** or ##
	code   string
	number string // what follows the #
}

// maxFields is how many fields the shape allows; a string with more is none.
const maxFields = 4

// parseProcedure reads code as a procedure; ok is false where it has not the
// shape.
func parseProcedure(code string) (p procedure, ok bool) {
	action, rest := cutAction(code)
	body, number, closed := strings.Cut(rest, "#")
	if action == "" || !closed {
		return procedure{}, false
	}
	service, fields, _ := strings.Cut(body, "*")
	if !serviceCode(service) || strings.Count(fields, "*") >= maxFields {
		return procedure{}, false
	}
	return procedure{action: action, code: service, number: number}, true
}

// cutAction splits off what a procedure starts with, empty where it is none.
func cutAction(code string) (action, rest string) {
	for _, action := range []string{"**", "*#", "##", "*", "#"} {
		if rest, found := strings.CutPrefix(code, action); found {
			return action, rest
		}
	}
	return "", code
}

func serviceCode(s string) bool { return (len(s) == 2 || len(s) == 3) && digits(s) }

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || '9' < r }) < 0
}

// service is the procedure as one of the SIM or a supplementary service; ok is
// false where its code is not reserved or something follows it.
func (p procedure) service() (d Dialled, ok bool) {
	if p.number != "" {
		return Dialled{}, false
	}
	if name, ok := simProcedure(p.code); ok {
		d := Dialled{Class: Local, Name: name}
		if p.action != "**" {
			d.Note = notePIN
		}
		return d, true
	}
	if name, ok := androidService(p.code); ok {
		return Dialled{Class: Supplementary, Name: name}, true
	}
	if name, ok := otherService(p.code); ok {
		return Dialled{Class: Supplementary, Name: name, Note: noteReserved}, true
	}
	return Dialled{}, false
}

// identityCall is the procedure as a call with the caller's identity shown or
// hidden for this once (TS 22.030, Annex B, CLIR in temporary mode). A number
// that ends in # is none: Android takes such a string for USSD, as it does
// *400#1234567890123456#, an Indian operator's recharge.
func (p procedure) identityCall() (name string, ok bool) {
	if p.code != "31" || p.number == "" || strings.HasSuffix(p.number, "#") {
		return "", false
	}
	switch p.action {
	case "*":
		return "voice call, caller identity shown", true
	case "#":
		return "voice call, caller identity hidden", true
	default:
		return "", false
	}
}
