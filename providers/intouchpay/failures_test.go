package intouchpay_test

import (
	"slices"
	"testing"

	"candybar/providers/intouchpay"
)

// Every failure of the tables can be named, and nothing that is none.
func TestFailureNames(t *testing.T) {
	t.Parallel()
	same(t, "payments' failures", len(intouchpay.PaymentFailures()), 13)
	same(t, "deposits' failures", len(intouchpay.DepositFailures()), 28)
	for _, code := range intouchpay.PaymentFailures() {
		if read, err := intouchpay.ParsePaymentFailure(code.Number()); read != code || err != nil || code.Text() == "" {
			t.Errorf("%s is read as %s, %v", code, read, err)
		}
	}
	for _, code := range intouchpay.DepositFailures() {
		if read, err := intouchpay.ParseDepositFailure(code.Number()); read != code || err != nil || code.Text() == "" {
			t.Errorf("%s is read as %s, %v", code, read, err)
		}
	}
	if !slices.IsSorted(intouchpay.PaymentFailures()) || !slices.IsSorted(intouchpay.DepositFailures()) {
		t.Error("the failures have no order")
	}
	for _, number := range []string{"", "01", "1000", "1108", "9999", "0005", " 2100"} {
		if read, err := intouchpay.ParsePaymentFailure(number); err == nil {
			t.Errorf("a payment's %q is read as %s", number, read)
		}
	}
	for _, number := range []string{"", "2001", "1005", "9999", "0005"} {
		if read, err := intouchpay.ParseDepositFailure(number); err == nil {
			t.Errorf("a deposit's %q is read as %s", number, read)
		}
	}
}
