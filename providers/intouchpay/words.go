package intouchpay

import (
	"fmt"
	"strconv"
)

// Question is what the phone asks before a payment. No document has the words,
// which are the mobile network's: these are ours. Payee is the merchant's own
// name for itself.
func (p Prompt) Question() string {
	return fmt.Sprintf("Pay RWF %s to %s?", grouped(p.Transaction.Amount), p.Payee)
}

// grouped writes a number that is not negative with commas: 50,000.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
