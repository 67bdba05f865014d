package intouchpay_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

func rich() intouchpay.View {
	return intouchpay.View{
		Now: noon, Subscriber: intouchpay.Subscriber{Known: true, Registered: true, Balance: 20_000},
		Account: 5_000, TransactionID: 1425, Reference: "312333883", Terms: settings().Terms,
	}
}

var (
	pay = intouchpay.Payment{RequestID: "7", Phone: phone, Amount: "1500"}
	dep = intouchpay.Deposit{RequestID: "7", Phone: phone, Amount: "1500"}
)

// The code of every payment that is judged, and whether the id is used by it.
func TestDecidePayment(t *testing.T) {
	t.Parallel()
	poor, unknown := rich(), rich()
	poor.Subscriber.Registered = false
	unknown.Subscriber = intouchpay.Subscriber{}
	faulty, odd, fine := rich(), rich(), rich()
	faulty.Fault, odd.Fault, fine.Fault = intouchpay.PaymentNoRoute, intouchpay.DepositNotAllowed, intouchpay.PaymentSuccessful
	with := func(change func(*intouchpay.Payment)) intouchpay.Payment {
		p := pay
		change(&p)
		return p
	}
	phoneIs := func(s string) intouchpay.Payment { return with(func(p *intouchpay.Payment) { p.Phone = s }) }
	amountIs := func(s string) intouchpay.Payment { return with(func(p *intouchpay.Payment) { p.Amount = s }) }
	idIs := func(s string) intouchpay.Payment { return with(func(p *intouchpay.Payment) { p.RequestID = s }) }
	urlIs := func(s string) intouchpay.Payment { return with(func(p *intouchpay.Payment) { p.CallbackURL = s }) }
	tests := []struct {
		name   string
		exists bool
		call   intouchpay.Payment
		view   intouchpay.View
		want   intouchpay.PaymentCode // of the answer
		state  intouchpay.State       // empty where nothing is kept
	}{
		{"fine", false, pay, rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"no mobile money", false, pay, poor, intouchpay.PaymentPending, intouchpay.Failed},
		{"no such phone", false, pay, unknown, intouchpay.PaymentPending, intouchpay.Failed},
		{"a used id", true, pay, rich(), intouchpay.PaymentDuplicate, ""},
		{"a fault on purpose", false, pay, faulty, intouchpay.PaymentNoRoute, ""},
		{"a fault after the checks", true, pay, faulty, intouchpay.PaymentDuplicate, ""},
		{"a fault of another table", false, pay, odd, intouchpay.PaymentPending, intouchpay.Pending},
		{"a fault that is none", false, pay, fine, intouchpay.PaymentPending, intouchpay.Pending},
		{"a plus", false, phoneIs("+" + phone), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"a plus that a form ate", false, phoneIs(" " + phone), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"no phone", false, phoneIs(""), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"a national number", false, phoneIs("0788123456"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"a bare national number", false, phoneIs("788123456"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"00", false, phoneIs("00" + phone), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"blanks within", false, phoneIs("250 788 123 456"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"a digit short", false, phoneIs("25078812345"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"a digit more", false, phoneIs("2507881234567"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"no network's prefix", false, phoneIs("250708123456"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"words", false, phoneIs("my phone"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"Persian digits", false, phoneIs("۲۵۰۷۸۸۱۲۳۴۵۶"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"endless", false, phoneIs(strings.Repeat("2", 9999)), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"as JSON writes a float", false, phoneIs("2.50788123456e11"), rich(), intouchpay.PaymentInvalidNumber, ""},
		{"Iran", false, phoneIs("989121234567"), rich(), intouchpay.PaymentUnsupportedNumber, ""},
		{"India with a plus", false, phoneIs("+919876543210"), rich(), intouchpay.PaymentUnsupportedNumber, ""},
		{"a country not known here", false, phoneIs("447700900123"), rich(), intouchpay.PaymentUnsupportedNumber, ""},
		{"no amount", false, amountIs(""), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"zero", false, amountIs("0"), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"below zero", false, amountIs("-1500"), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"an amount in words", false, amountIs("ten"), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"an amount with a comma", false, amountIs("1,500"), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"a fraction", false, amountIs("1500.5"), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"a whole float", false, amountIs("1500.00"), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"an exponent", false, amountIs("15e2"), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"below the least", false, amountIs("99"), rich(), intouchpay.PaymentBelowMinimum, ""},
		{"the least", false, amountIs("100"), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"the most", false, amountIs("10000"), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"above the most", false, amountIs("10001"), rich(), intouchpay.PaymentAboveMaximum, ""},
		{"beyond 64 bits", false, amountIs("9223372036854775808"), rich(), intouchpay.PaymentAboveMaximum, ""},
		{"an exponent beyond all", false, amountIs("1e999999999999"), rich(), intouchpay.PaymentAboveMaximum, ""},
		{"one far below all", false, amountIs("-1e999999999999"), rich(), intouchpay.PaymentNotAboveZero, ""},
		{"no id", false, idIs(""), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"a blank id", false, idIs("  "), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"a long id", false, idIs(strings.Repeat("7", 101)), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"the longest id", false, idIs(strings.Repeat("7", 100)), rich(), intouchpay.PaymentPending, intouchpay.Pending},
		{"an id with a bell", false, idIs("7\a"), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"an id that is no UTF-8", false, idIs("7\xff"), rich(), intouchpay.PaymentGeneralFailure, ""},
		{"ftp", false, urlIs("ftp://example.com/"), rich(), intouchpay.PaymentNotAllowed, ""},
		{"no scheme", false, urlIs("example.com/cb"), rich(), intouchpay.PaymentNotAllowed, ""},
		{"no host", false, urlIs("http:///cb"), rich(), intouchpay.PaymentNotAllowed, ""},
		{"a long address", false, urlIs("http://h/" + strings.Repeat("a", 2048)), rich(), intouchpay.PaymentNotAllowed, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			v := intouchpay.Decide(intouchpay.Transaction{}, test.exists, test.call, test.view)
			if v.Move != (intouchpay.Move{}) {
				t.Errorf("money moves: %+v", v.Move)
			}
			same(t, "the state", v.Transaction.State, test.state)
			same(t, "keeping it", v.Changed, test.state != "")
			switch a := v.Answer.(type) {
			case intouchpay.Accepted:
				same(t, "the code", intouchpay.PaymentPending, test.want)
				same(t, "the number of effects", len(v.Effects), 1)
			case intouchpay.PaymentRefused:
				same(t, "the code", a.Code, test.want)
				same(t, "the number of effects", len(v.Effects), 0)
				same(t, "the id", a.RequestID, test.call.RequestID)
			default:
				t.Errorf("the answer is %#v", a)
			}
		})
	}
}

// A transaction of each kind and state, as it is told.
func TestDecideStatus(t *testing.T) {
	t.Parallel()
	strict := rich()
	strict.Terms.Strict = true
	held := func(kind intouchpay.Kind, s intouchpay.State, p intouchpay.PaymentCode, d intouchpay.DepositCode) intouchpay.Transaction {
		return intouchpay.Transaction{Kind: kind, RequestID: "7", ID: 1425, State: s, PaymentCode: p, DepositCode: d}
	}
	paid := held(intouchpay.KindPayment, intouchpay.Success, intouchpay.PaymentSuccessful, "")
	both := intouchpay.Status{RequestID: "7", TransactionID: "1425"}
	tests := []struct {
		name   string
		t      intouchpay.Transaction
		exists bool
		call   intouchpay.Status
		view   intouchpay.View
		want   intouchpay.Answer
	}{
		{"pending", held(intouchpay.KindPayment, intouchpay.Pending, intouchpay.PaymentPending, ""), true, both, rich(),
			intouchpay.Told{Code: intouchpay.StatusPending, State: intouchpay.Pending}},
		{"paid", paid, true, both, strict, intouchpay.Told{Code: intouchpay.StatusPaymentSuccessful, State: intouchpay.Success}},
		{"payment failed", held(intouchpay.KindPayment, intouchpay.Failed, intouchpay.PaymentInsufficientFunds, ""), true, both, rich(),
			intouchpay.Told{Code: intouchpay.PaymentInsufficientFunds, State: intouchpay.Failed}},
		{"deposited", held(intouchpay.KindDeposit, intouchpay.Success, "", intouchpay.DepositSuccessful), true, both, rich(),
			intouchpay.Told{Code: intouchpay.StatusDepositSuccessful, State: intouchpay.Success}},
		{"deposit failed", held(intouchpay.KindDeposit, intouchpay.Failed, "", intouchpay.DepositNoMobileAccount), true, both, rich(),
			intouchpay.Told{Code: intouchpay.DepositNoMobileAccount, State: intouchpay.Failed}},
		{"by the merchant's id", paid, true, intouchpay.Status{RequestID: "7"}, rich(), intouchpay.Told{Code: intouchpay.StatusPaymentSuccessful, State: intouchpay.Success}},
		{"by IntouchPay's id", paid, true, intouchpay.Status{TransactionID: "1425"}, rich(), intouchpay.Told{Code: intouchpay.StatusPaymentSuccessful, State: intouchpay.Success}},
		{"no transaction", intouchpay.Transaction{}, false, both, rich(), intouchpay.StatusRefused{Code: intouchpay.StatusNoTransaction}},
		{"another's request id", paid, true, intouchpay.Status{RequestID: "8", TransactionID: "1425"}, rich(), intouchpay.StatusRefused{Code: intouchpay.StatusNoTransaction}},
		{"another's transaction id", paid, true, intouchpay.Status{RequestID: "7", TransactionID: "9"}, rich(), intouchpay.StatusRefused{Code: intouchpay.StatusNoTransaction}},
		{"no number", paid, true, intouchpay.Status{RequestID: "7", TransactionID: "x"}, rich(), intouchpay.StatusRefused{Code: intouchpay.StatusNoTransaction}},
		{"neither id", paid, true, intouchpay.Status{}, rich(), intouchpay.StatusRefused{Code: intouchpay.StatusMissingRequestID}},
		{"strict, no request id", paid, true, intouchpay.Status{TransactionID: "1425"}, strict, intouchpay.StatusRefused{Code: intouchpay.StatusMissingRequestID}},
		{"strict, no transaction id", paid, true, intouchpay.Status{RequestID: "7"}, strict, intouchpay.StatusRefused{Code: intouchpay.StatusMissingTransactionID}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			v := intouchpay.Decide(test.t, test.exists, test.call, test.view)
			if v.Answer != test.want || v.Changed || v.Effects != nil || v.Move != (intouchpay.Move{}) {
				t.Errorf("the verdict is %+v, want only %+v", v, test.want)
			}
		})
	}
}

func TestDecideBalance(t *testing.T) {
	t.Parallel()
	v := intouchpay.Decide(intouchpay.Transaction{}, false, intouchpay.Balance{}, rich())
	same(t, "the answer", v.Answer, intouchpay.Answer(intouchpay.Held{Francs: 5_000}))
	if v := intouchpay.Decide(intouchpay.Transaction{}, false, nil, rich()); v.Changed || v.Answer != nil {
		t.Errorf("no call gives %+v", v)
	}
}

func TestTransactionIsKeptWhole(t *testing.T) {
	t.Parallel()
	kept := intouchpay.Decide(intouchpay.Transaction{}, false, pay, rich()).Transaction
	want := intouchpay.Transaction{
		Kind: intouchpay.KindPayment, RequestID: "7", ID: 1425, Phone: number.Rwanda.Example(), Amount: 1500,
		State: intouchpay.Pending, PaymentCode: intouchpay.PaymentPending, CallbackURL: "http://127.0.0.1:1/registered",
		Created: noon, Expires: noon.Add(intouchpay.ConfirmWithin),
	}
	if !reflect.DeepEqual(kept, want) {
		t.Errorf("the transaction is %+v, want %+v", kept, want)
	}
	written, err := json.Marshal(kept)
	var read intouchpay.Transaction
	if err != nil || json.Unmarshal(written, &read) != nil || !reflect.DeepEqual(read, kept) {
		t.Errorf("%s is read as %+v", written, read)
	}
}
