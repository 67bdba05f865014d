package ipayy

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"candybar/phone/number"
)

// tokenOctets is how much of a hash a user token shows: 48 characters, as long as
// the one in iPayy's samples.
const tokenOctets = 24

// UserToken is the ipayy-user-token of a phone at an operator: what iPayy's mobile
// number detection (step 1) gives a merchant instead of the number. It is the same
// for the same phone and operator, in whatever case the operator is written,
// reusable, and says nothing of either.
//
// It is a hash, so nothing can be read back from it: who has a token is found
// with [Book.Find]. A phone that changes its operator gets another token.
func UserToken(phone number.Number, operator string) string {
	hash := sha256.Sum256([]byte("ipayy-user-token\n" + phone.Digits() + "\n" + strings.ToUpper(operator)))
	return hex.EncodeToString(hash[:tokenOctets])
}

// CustomerCode is the hash that stands for a phone: SHA-256 of its MSISDN as the
// answers write it (919876543210), in URL-safe base64 without padding. iPayy's
// page only says "hashed value of msisdn"; the codes that it has been seen to give
// are 43 such characters.
func CustomerCode(phone number.Number) string { return hashOf(phone.Digits()) }

func hashOf(msisdn string) string {
	hash := sha256.Sum256([]byte(msisdn))
	return base64.RawURLEncoding.EncodeToString(hash[:])
}

// isCode reports whether code is the phone's. Merchants write an MSISDN with and
// without 91, so the hash of either will do.
func isCode(code string, phone number.Number) bool {
	code = strings.TrimRight(code, "=")
	return code == CustomerCode(phone) || code == hashOf(phone.National())
}
