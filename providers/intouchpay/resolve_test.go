package intouchpay_test

import (
	"reflect"
	"testing"

	"candybar/providers/intouchpay"
)

// Every state under every answer of the subscriber.
func TestResolve(t *testing.T) {
	t.Parallel()
	waiting := intouchpay.Decide(intouchpay.Transaction{}, false, pay, rich()).Transaction
	short, stranger, gone, late, lastMoment, faulty := rich(), rich(), rich(), rich(), rich(), rich()
	short.Subscriber.Balance = 1499
	stranger.Subscriber.Registered = false
	gone.Subscriber.Known = false
	late.Now = noon.Add(intouchpay.ConfirmWithin)
	lastMoment.Now = late.Now.Add(-1)
	faulty.Fault = intouchpay.PaymentUnknownException
	exact := rich()
	exact.Subscriber.Balance = 1500
	tests := []struct {
		name     string
		decision intouchpay.Decision
		view     intouchpay.View
		want     intouchpay.PaymentCode
	}{
		{"approved", intouchpay.Approved, rich(), intouchpay.PaymentSuccessful},
		{"approved with the last franc", intouchpay.Approved, exact, intouchpay.PaymentSuccessful},
		{"approved at the last moment", intouchpay.Approved, lastMoment, intouchpay.PaymentSuccessful},
		{"approved too late", intouchpay.Approved, late, intouchpay.PaymentNotCompleted},
		{"not enough", intouchpay.Approved, short, intouchpay.PaymentInsufficientFunds},
		{"not registered", intouchpay.Approved, stranger, intouchpay.PaymentNotRegistered},
		{"not on the network", intouchpay.Approved, gone, intouchpay.PaymentNotRegistered},
		{"a fault on purpose", intouchpay.Approved, faulty, intouchpay.PaymentUnknownException},
		{"declined", intouchpay.Declined, rich(), intouchpay.PaymentNotCompleted},
		{"declined and short", intouchpay.Declined, short, intouchpay.PaymentNotCompleted},
		{"unanswered", intouchpay.Expired, late, intouchpay.PaymentNotCompleted},
		{"no decision", 0, rich(), intouchpay.PaymentNotCompleted},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			v := intouchpay.Resolve(waiting, test.decision, test.view)
			paid := test.want == intouchpay.PaymentSuccessful
			want := waiting
			want.State, want.PaymentCode, want.Settled = intouchpay.Failed, test.want, test.view.Now
			move := intouchpay.Move{}
			if paid {
				want.State, want.Reference = intouchpay.Success, "312333883"
				move = intouchpay.Move{Subscriber: -1500, Account: 1500}
			}
			if !v.Changed || !reflect.DeepEqual(v.Transaction, want) {
				t.Errorf("the transaction is %+v, want %+v", v.Transaction, want)
			}
			same(t, "the move", v.Move, move)
			callback, owed := v.Transaction.Callback()
			if !owed || len(v.Effects) != 1 || v.Effects[0] != intouchpay.Effect(callback) {
				t.Errorf("the effects are %+v", v.Effects)
			}
			same(t, "the callback's state", callback.Notice.State(intouchpay.KindPayment), want.State)
			if again := intouchpay.Resolve(v.Transaction, intouchpay.Approved, rich()); again.Changed ||
				again.Move != (intouchpay.Move{}) || again.Effects != nil || !reflect.DeepEqual(again.Transaction, v.Transaction) {
				t.Errorf("a second answer gives %+v", again)
			}
		})
	}
	for _, kept := range []intouchpay.Transaction{
		{},
		intouchpay.Decide(intouchpay.Transaction{}, false, dep, rich()).Transaction,
		{Kind: intouchpay.KindDeposit, State: intouchpay.Pending},
	} {
		if v := intouchpay.Resolve(kept, intouchpay.Approved, rich()); v.Changed || v.Effects != nil || v.Move != (intouchpay.Move{}) {
			t.Errorf("%+v becomes %+v", kept, v)
		}
	}
}

func TestNobodyToTell(t *testing.T) {
	t.Parallel()
	view := rich()
	view.Terms.CallbackURL = ""
	waiting := intouchpay.Decide(intouchpay.Transaction{}, false, pay, view).Transaction
	if v := intouchpay.Resolve(waiting, intouchpay.Approved, view); v.Effects != nil || v.Move.Account != 1500 {
		t.Errorf("the verdict is %+v", v)
	}
	if c, owed := waiting.Callback(); owed {
		t.Errorf("a payment that waits owes %+v", c)
	}
}

func TestPrompt(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]string{
		"100": "Pay RWF 100 to Demo Shop?", "1500": "Pay RWF 1,500 to Demo Shop?", "10000": "Pay RWF 10,000 to Demo Shop?",
	} {
		call := pay
		call.Amount = amount
		v := intouchpay.Decide(intouchpay.Transaction{}, false, call, rich())
		prompt, ok := v.Effects[0].(intouchpay.Prompt)
		if !ok || !reflect.DeepEqual(prompt.Transaction, v.Transaction) {
			t.Fatalf("the effects are %+v", v.Effects)
		}
		same(t, "the question", prompt.Question(), want)
	}
	nameless := rich()
	nameless.Terms.Payee = ""
	prompt, _ := intouchpay.Decide(intouchpay.Transaction{}, false, pay, nameless).Effects[0].(intouchpay.Prompt)
	same(t, "the payee", prompt.Payee, "IntouchPay")
}
