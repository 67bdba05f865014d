package inoti

import (
	"fmt"

	"candybar/phone/text"
)

// Sender is who an SMS of iNoti's is from.
const Sender = "iNoti"

// What iNoti says to the caller. Its pages say that these messages exist and
// what is in them (a link and the payment's details; success and a tracking
// code), not how they read: the words are ours.

// LinkScreen is what the phone shows in place of a payment.
const LinkScreen = "We sent you a payment link."

// LinkMessage is the SMS with the link. Money names the price's currency: rial.
func LinkMessage(yourFactorID string, price int64, money, link string) string {
	return fmt.Sprintf("Invoice %s, %s %s: %s", yourFactorID, text.Grouped(price), money, link)
}

// PaidMessage is the SMS after a payment.
func PaidMessage(rrn int64) string { return fmt.Sprintf("Paid. Tracking code %d", rrn) }

// FailedMessage is the SMS after a payment that failed.
func FailedMessage(yourFactorID string) string {
	return fmt.Sprintf("The payment of invoice %s failed.", yourFactorID)
}

// PayQuestion is what the prompt for a payment asks. Money names the price's
// currency.
func PayQuestion(yourFactorID string, price int64, money string) string {
	return fmt.Sprintf("Pay %s %s for invoice %s?", text.Grouped(price), money, yourFactorID)
}
