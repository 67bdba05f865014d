package gateway

import "strings"

// secretWords are what screens that ask for a secret say, in English, Persian,
// French, Hindi, Swahili and Kinyarwanda, in lower case.
var secretWords = []string{
	"password", "passcode", "secret code",
	"رمز", "گذرواژه", "پین",
	"mot de passe", "code secret",
	"पिन", "पासवर्ड",
	"nenosiri", "namba ya siri", "neno la siri",
	"umubare w'ibanga", "ijambo ry'ibanga", "ijambobanga",
}

// asksForSecret reports whether what is typed after the screen is a PIN or a
// password. PIN is looked for as a word, since it begins others.
func asksForSecret(screen string) bool {
	lower := strings.ToLower(strings.ReplaceAll(screen, "’", "'"))
	for _, word := range secretWords {
		if strings.Contains(lower, word) {
			return true
		}
	}
	for _, word := range strings.FieldsFunc(lower, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if word == "pin" || word == "otp" {
			return true
		}
	}
	return false
}
