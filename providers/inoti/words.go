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

// LinkMessage is the SMS with the link.
func LinkMessage(yourFactorID string, price int64, link string) string {
	return fmt.Sprintf("Invoice %s, %s rial: %s", yourFactorID, text.Grouped(price), link)
}

// PaidMessage is the SMS after a payment.
func PaidMessage(rrn int64) string { return fmt.Sprintf("Paid. Tracking code %d", rrn) }

// PayQuestion is what the prompt for a payment asks.
func PayQuestion(yourFactorID string, price int64) string {
	return fmt.Sprintf("Pay %s rial for invoice %s?", text.Grouped(price), yourFactorID)
}
