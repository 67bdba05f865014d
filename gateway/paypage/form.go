package paypage

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// forms make and know the tokens of forms. A form acts once: its token is of one
// page, and nothing more can be decided there once it was used, since the ledger
// decides an invoice once. What comes after sees what became of it.
//
// A token is a random number and its signature, together with the page's, by a
// key that lives as long as the process: nothing has to be kept, and whoever did
// not read the page has no token for it.
type forms struct{ key [sha256.Size]byte }

func newForms() forms {
	var f forms
	// crypto/rand.Read never fails.
	_, _ = rand.Read(f.key[:])
	return f
}

// issue makes the token of a form on a page.
func (f forms) issue(page string) string {
	number := rand.Text()
	return number + "." + f.signature(page, number)
}

// issued reports whether a token was made for a form on a page.
func (f forms) issued(page, token string) bool {
	number, signature, _ := strings.Cut(token, ".")
	return hmac.Equal([]byte(signature), []byte(f.signature(page, number)))
}

func (f forms) signature(page, number string) string {
	signer := hmac.New(sha256.New, f.key[:])
	// Neither has a full stop: a page's token is hex, and number was cut at one.
	signer.Write([]byte(page + "." + number))
	return hex.EncodeToString(signer.Sum(nil))
}
