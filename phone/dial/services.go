package dial

// simProcedure names the PIN and PUK procedures of the SIM (TS 22.030, 6.6).
func simProcedure(code string) (name string, ok bool) {
	switch code {
	case "04":
		return "SIM PIN change", true
	case "042":
		return "SIM PIN2 change", true
	case "05":
		return "SIM PUK, new PIN", true
	case "052":
		return "SIM PUK2, new PIN2", true
	default:
		return "", false
	}
}

// androidService names the service codes of TS 22.030, Annex B, that Android acts
// on, and the password of 6.5.4.
func androidService(code string) (name string, ok bool) {
	switch code {
	case "21", "67", "61", "62", "002", "004":
		return "call forwarding", true
	case "43":
		return "call waiting", true
	case "33", "331", "332", "35", "351", "330", "333", "353":
		return "call barring", true
	case "30", "31":
		return "line identification", true
	case "03":
		return "barring password", true
	default:
		return "", false
	}
}

// otherService names the service codes of Annex B that Android does not know.
func otherService(code string) (name string, ok bool) {
	switch code {
	case "66":
		return "call deflection", true
	case "75", "750", "751", "752", "753", "754":
		return "call priority", true
	case "76", "77":
		return "connected line identification", true
	case "360", "361", "362", "363":
		return "user-to-user signalling", true
	case "96":
		return "explicit call transfer", true
	case "37", "371", "372", "373", "374", "375":
		return "call completion to a busy subscriber", true
	case "214":
		return "follow me", true
	case "300":
		return "calling name presentation", true
	case "591", "592", "593", "594":
		return "multiple subscriber profile", true
	case "88":
		return "multicall", true
	default:
		return "", false
	}
}
