package intouchpay

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"time"
)

// Credentials are what every call has.
type Credentials struct {
	Username  string
	Timestamp string
	// AccountNo is the merchant's own account. The documents' tables have it as
	// mandatory, their examples and most clients do without.
	AccountNo string
	// Password is that of [Password].
	Password string
}

// Password is how a call is signed: the SHA-256, in lower-case hexadecimal, of
// username, account number, partner password and timestamp, one after the other.
// The timestamp is the text exactly as it is sent.
func Password(username, accountNo, partnerPassword, timestamp string) string {
	sum := sha256.Sum256([]byte(username + accountNo + partnerPassword + timestamp))
	return hex.EncodeToString(sum[:])
}

// TimestampLayout is the documents' yyyymmddhhmmss, preferably UTC.
const TimestampLayout = "20060102150405"

// Skew is how far a strict timestamp may be from the time.
const Skew = 15 * time.Minute

// authenticate gives the code that wrong credentials are refused with, empty for
// right ones.
func (s Settings) authenticate(c Credentials, now time.Time) AuthCode {
	signed := Password(s.Username, s.AccountNo, s.PartnerPassword, c.Timestamp)
	switch {
	case c.Username == "":
		return AuthMissingUsername
	case c.Password == "":
		return AuthMissingPassword
	case c.Timestamp == "":
		return AuthMissingDate
	case !same(c.Username, s.Username):
		return AuthNoSuchUser
	case c.AccountNo != "" && !same(c.AccountNo, s.AccountNo):
		return AuthNoAccount
	case !same(c.Password, signed):
		return AuthInvalidPassword
	}
	if !s.Terms.Strict {
		return ""
	}
	at, err := time.Parse(TimestampLayout, c.Timestamp)
	switch {
	case err != nil:
		return AuthMissingDate
	case at.Sub(now).Abs() > Skew:
		return AuthFailed
	default:
		return ""
	}
}

// same compares two secrets in a time that says nothing of where they differ or
// how long they are.
func same(a, b string) bool {
	first, second := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(first[:], second[:]) == 1
}

// hint says what is likely wrong with a password that was refused.
func (s Settings) hint(c Credentials) string {
	switch {
	case same(c.Password, s.PartnerPassword):
		return "the password is the partner password in clear: send its hash"
	case same(c.Password, Password(s.Username, "", s.PartnerPassword, c.Timestamp)):
		return "the password was made without the account number"
	case same(c.Password, Password(s.Username, s.AccountNo, s.PartnerPassword, "")):
		return "the password was made without the timestamp"
	default:
		return "the password is not the SHA-256 of username, accountno, partnerpassword and timestamp"
	}
}
