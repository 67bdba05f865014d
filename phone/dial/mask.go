package dial

import "strings"

// Masked is the code with its secret fields hidden: the PIN, the PUK or the
// barring password. "**04*1234*4321*4321#" is "**04*…#". Other codes are given as
// they are. A procedure is masked even where it is not well formed, since a
// forgotten # does not make a PIN public.
func (d Dialled) Masked() string {
	action, rest := cutAction(d.Code)
	service, fields, found := strings.Cut(rest, "*")
	if action == "" || !found || fields == "" || !carriesSecret(service) {
		return d.Code
	}
	masked := action + service + "*…"
	if strings.HasSuffix(fields, "#") {
		masked += "#"
	}
	return masked
}

// carriesSecret reports whether the service's fields hold a PIN, a PUK or a
// password (TS 22.030, Annex B: SIA is PW; 6.5.4; 6.6).
func carriesSecret(service string) bool {
	if _, sim := simProcedure(service); sim {
		return true
	}
	switch service {
	case "03", "33", "331", "332", "35", "351", "330", "333", "353", "591", "592", "593", "594":
		return true
	default:
		return false
	}
}
