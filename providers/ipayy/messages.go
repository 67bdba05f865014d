package ipayy

import (
	"fmt"
	"strings"
)

// Sender is who an SMS of iPayy's is from.
const Sender = "iPayy"

// iPayy's page says that there is an SMS with the OTP, and after billing one with
// the merchant's text for the outcome and the support contact, not how they read:
// the words are ours.

// otpMessage is the SMS with the OTP. The OTP comes first, so that no digits of a
// merchant's stand before it.
func (r Rules) otpMessage(t Transaction) SMS {
	words := fmt.Sprintf("%s is your OTP to pay Rs %s for %s%s. Do not share it.", t.OTP, t.Item.Price, t.Item.Name, r.to())
	return SMS{To: t.Phone, Text: words, Secret: t.OTP}
}

// to names whom is paid.
func (r Rules) to() string {
	if r.Application == "" {
		return ""
	}
	return " to " + r.Application
}

// outcomeMessage is the SMS after billing.
func (r Rules) outcomeMessage(t Transaction, support Support) SMS {
	var contacts []string
	for _, contact := range []string{support.Phone, support.Email} {
		if contact != "" {
			contacts = append(contacts, contact)
		}
	}
	words := r.outcome(t) + "\nSupport: " + strings.Join(contacts, ", ")
	return SMS{To: t.Phone, Text: words}
}

// outcome is the merchant's text for how billing ended, or one of ours.
func (r Rules) outcome(t Transaction) string {
	what := fmt.Sprintf("Rs %s for %s%s", t.Item.Price, t.Item.Name, r.to())
	given, ours := t.Texts.Failure, "Payment of "+what+" failed."
	switch t.Failure {
	case "":
		given, ours = t.Texts.Success, "Paid "+what+"."
	case LowBalance:
		given, ours = t.Texts.LowBalance, "Payment of "+what+" failed: your balance is too low."
	case InvalidSubscriber:
		given, ours = t.Texts.InvalidSubscriber, "Payment of "+what+" failed: this number cannot be billed."
	}
	if given != "" {
		return given
	}
	return fmt.Sprintf("%s Transaction %d.", ours, t.ID)
}
