package intouchpay

import (
	"fmt"

	"candybar/phone/text"
)

// Question is what the phone asks before a payment. No document has the words,
// which are the mobile network's: these are ours. Payee is the merchant's own
// name for itself.
func (p Prompt) Question() string {
	return fmt.Sprintf("Pay RWF %s to %s?", text.Grouped(p.Transaction.Amount), p.Payee)
}
