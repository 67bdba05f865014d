package intouchpay_test

import (
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

// What nothing else brings about, a fault on purpose does: every failure of the
// tables of payments and deposits can be had.
func TestFaults(t *testing.T) {
	t.Parallel()
	view := rich()
	for _, code := range []intouchpay.PaymentCode{"2100", "2200", "2300", "2400", "2500", "2600", "2700", "1005", "1002", "1008", "1200", "1100", "1300"} {
		view.Fault = code
		answer, ok := intouchpay.Decide(intouchpay.Transaction{}, false, pay, view).Answer.(intouchpay.PaymentRefused)
		if !ok || answer.Code != code || code.Text() == "" {
			t.Errorf("the fault %s gives %+v", code, answer)
		}
	}
	for _, code := range []intouchpay.DepositCode{
		"1100", "1101", "1102", "1103", "1104", "1105", "1106", "1107", "1108", "1110", "2003", "2102", "2105", "2106", "2107",
		"2108", "2109", "2110", "2111", "2000", "2500", "2510", "2518", "2520", "2522", "2525", "2600", "2800",
	} {
		view.Fault = code
		answer, ok := intouchpay.Decide(intouchpay.Transaction{}, false, dep, view).Answer.(intouchpay.DepositRefused)
		if !ok || answer.Code != code || code.Text() == "" {
			t.Errorf("the fault %s gives %+v", code, answer)
		}
	}
	view.Fault = intouchpay.DepositSuccessful
	if v := intouchpay.Decide(intouchpay.Transaction{}, false, dep, view); v.Transaction.State != intouchpay.Success {
		t.Errorf("success as a fault gives %+v", v)
	}
}

func TestDefaultLimits(t *testing.T) {
	t.Parallel()
	view := rich()
	view.Account = 100_000_000
	view.Terms = intouchpay.Terms{}
	for _, test := range []struct {
		amount  string
		payment intouchpay.PaymentCode
		deposit intouchpay.DepositCode
	}{
		{"1", "", intouchpay.DepositBelowMinimum},
		{"99", "", intouchpay.DepositBelowMinimum},
		{"100", "", ""},
		{"10000000", "", ""},
		{"10000001", intouchpay.PaymentAboveMaximum, intouchpay.DepositAboveMaximum},
	} {
		p, d := pay, dep
		p.Amount, d.Amount = test.amount, test.amount
		refusedPayment, _ := intouchpay.Decide(intouchpay.Transaction{}, false, p, view).Answer.(intouchpay.PaymentRefused)
		same(t, "a payment of "+test.amount, refusedPayment.Code, test.payment)
		refusedDeposit, _ := intouchpay.Decide(intouchpay.Transaction{}, false, d, view).Answer.(intouchpay.DepositRefused)
		same(t, "a deposit of "+test.amount, refusedDeposit.Code, test.deposit)
	}
	view.Terms.Payments.Max = 1 << 62
	huge := pay
	huge.Amount = "1000000000000001"
	refused, _ := intouchpay.Decide(intouchpay.Transaction{}, false, huge, view).Answer.(intouchpay.PaymentRefused)
	same(t, "a payment beyond all limits", refused.Code, intouchpay.PaymentAboveMaximum)
}

// A reason is shown to people: it is clean by the time it is kept.
func TestReasonIsClean(t *testing.T) {
	t.Parallel()
	d := dep
	d.Reason = "pay\x1b[2J\u202eday"
	kept := intouchpay.Decide(intouchpay.Transaction{}, false, d, rich()).Transaction.Reason
	same(t, "the reason", kept, "pay\uFFFD[2Jday")
}

// An error is one short line, whatever the other side wrote.
func TestErrorIsShort(t *testing.T) {
	t.Parallel()
	err := &intouchpay.Error{
		Name: intouchpay.RequestPayment, Code: intouchpay.PaymentCode(strings.Repeat("9", 9999)),
		Message: strings.Repeat("no\n\x1b", 9999),
	}
	if says := err.Error(); len(says) > 1200 || strings.ContainsAny(says, "\n\x1b") {
		t.Errorf("the error is %d bytes: %s", len(says), says)
	}
	err = &intouchpay.Error{Name: intouchpay.GetBalance, Code: intouchpay.AuthInvalidPassword}
	same(t, "the error", err.Error(), `IntouchPay refused getbalance with code "0005": "Invalid Password"`)
}
