package intouchpay_test

import (
	"testing"

	"candybar/providers/intouchpay"
)

func TestDecideDeposit(t *testing.T) {
	t.Parallel()
	poor, unknown, broke, faulty := rich(), rich(), rich(), rich()
	poor.Subscriber.Registered = false
	unknown.Subscriber = intouchpay.Subscriber{}
	broke.Account = 1499
	faulty.Fault = intouchpay.DepositDailyLimit
	calling := rich()
	calling.Terms.DepositCallbacks = true
	with := func(change func(*intouchpay.Deposit)) intouchpay.Deposit {
		d := dep
		change(&d)
		return d
	}
	tests := []struct {
		name   string
		exists bool
		call   intouchpay.Deposit
		view   intouchpay.View
		want   intouchpay.DepositCode
		state  intouchpay.State
	}{
		{"fine", false, dep, rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"to the last franc", false, with(func(d *intouchpay.Deposit) { d.Amount = "5000" }), rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"the account is short", false, dep, broke, intouchpay.DepositInsufficientBalance, ""},
		{"no such phone", false, dep, unknown, intouchpay.DepositUnknownSubscriber, intouchpay.Failed},
		{"no mobile money", false, dep, poor, intouchpay.DepositNoMobileAccount, intouchpay.Failed},
		{"a used id", true, dep, rich(), intouchpay.DepositDuplicate, ""},
		{"a fault on purpose", false, dep, faulty, intouchpay.DepositDailyLimit, ""},
		{"no phone", false, with(func(d *intouchpay.Deposit) { d.Phone = "" }), rich(), intouchpay.DepositInvalidNumber, ""},
		{"Iran", false, with(func(d *intouchpay.Deposit) { d.Phone = "989121234567" }), rich(), intouchpay.DepositUnsupportedNetwork, ""},
		{"no amount", false, with(func(d *intouchpay.Deposit) { d.Amount = "" }), rich(), intouchpay.DepositAmountFormat, ""},
		{"a fraction", false, with(func(d *intouchpay.Deposit) { d.Amount = "150.5" }), rich(), intouchpay.DepositAmountFormat, ""},
		{"zero", false, with(func(d *intouchpay.Deposit) { d.Amount = "0" }), rich(), intouchpay.DepositInvalidAmount, ""},
		{"below zero", false, with(func(d *intouchpay.Deposit) { d.Amount = "-100" }), rich(), intouchpay.DepositInvalidAmount, ""},
		{"below the least", false, with(func(d *intouchpay.Deposit) { d.Amount = "99" }), rich(), intouchpay.DepositBelowMinimum, ""},
		{"above the most", false, with(func(d *intouchpay.Deposit) { d.Amount = "10001" }), rich(), intouchpay.DepositAboveMaximum, ""},
		{"service 1", false, with(func(d *intouchpay.Deposit) { d.ServiceID = "1" }), rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"service 0", false, with(func(d *intouchpay.Deposit) { d.ServiceID = "0" }), rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"service 9", false, with(func(d *intouchpay.Deposit) { d.ServiceID = "9" }), rich(), intouchpay.DepositUnknownService, ""},
		{"charge 1", false, with(func(d *intouchpay.Deposit) { d.WithdrawCharge = "1" }), rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"charge yes", false, with(func(d *intouchpay.Deposit) { d.WithdrawCharge = "yes" }), rich(), intouchpay.DepositErrorInRequest, ""},
		{"no id", false, with(func(d *intouchpay.Deposit) { d.RequestID = "" }), rich(), intouchpay.DepositErrorInRequest, ""},
		{"an address that does not count", false, with(func(d *intouchpay.Deposit) { d.CallbackURL = "ftp://h" }), rich(), intouchpay.DepositSuccessful, intouchpay.Success},
		{"an address that counts", false, with(func(d *intouchpay.Deposit) { d.CallbackURL = "ftp://h" }), calling, intouchpay.DepositNotPermitted, ""},
		{"a callback", false, dep, calling, intouchpay.DepositSuccessful, intouchpay.Success},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			v := intouchpay.Decide(intouchpay.Transaction{}, test.exists, test.call, test.view)
			same(t, "the state", v.Transaction.State, test.state)
			same(t, "keeping it", v.Changed, test.state != "")
			same(t, "what moves", v.Move.Account+v.Move.Subscriber, 0)
			same(t, "money moving", v.Move.Account < 0, test.want == intouchpay.DepositSuccessful)
			same(t, "calling back", len(v.Effects) == 1, v.Changed && test.view.Terms.DepositCallbacks)
			got := intouchpay.DepositSuccessful
			if refused, ok := v.Answer.(intouchpay.DepositRefused); ok {
				got = refused.Code
			}
			same(t, "the code", got, test.want)
			if v.Changed {
				same(t, "the transaction's code", v.Transaction.Code(), intouchpay.Code(test.want))
			}
		})
	}
}
