package intouchpay

import (
	"fmt"
	"maps"
	"slices"
)

// PaymentFailures are all codes that a payment can fail with, in the order of
// their numbers. Each can be asked for with [View.Fault].
func PaymentFailures() []PaymentCode {
	return failures(paymentTable, PaymentPending, PaymentSuccessful)
}

// DepositFailures are all codes that a deposit can fail with, in the order of
// their numbers. Each can be asked for with [View.Fault].
func DepositFailures() []DepositCode { return failures(depositTable, DepositSuccessful) }

// failures are the codes of a table but for those that are none.
func failures[T ~string](table map[T]row, not ...T) []T {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(table)), func(code T) bool { return slices.Contains(not, code) })
}

// ParsePaymentFailure reads the number of a payment's failure, "1005".
func ParsePaymentFailure(number string) (PaymentCode, error) {
	return parseFailure("payment", number, PaymentFailures())
}

// ParseDepositFailure reads the number of a deposit's failure, "1108".
func ParseDepositFailure(number string) (DepositCode, error) {
	return parseFailure("deposit", number, DepositFailures())
}

func parseFailure[T ~string](call, number string, known []T) (T, error) {
	if slices.Contains(known, T(number)) {
		return T(number), nil
	}
	return "", fmt.Errorf("unknown code %.60q of an IntouchPay %s that fails: use one of %q", number, call, known)
}
