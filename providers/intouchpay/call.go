package intouchpay

import (
	"strconv"

	"candybar/phone/number"
)

// Name is the name of a call, as its path has it.
type Name string

// The calls.
const (
	RequestPayment       Name = "requestpayment"
	RequestDeposit       Name = "requestdeposit"
	GetBalance           Name = "getbalance"
	GetTransactionStatus Name = "gettransactionstatus"
)

// Call is what is asked: Payment, Deposit, Balance or Status. Every field is the
// text that was sent, as [Decide] is the one to judge it; a number of a JSON body
// is its digits. A field that is empty was not sent, or was sent in a way that it
// cannot be used (twice, or as neither text nor number).
type Call interface {
	// Name is which of the calls it is.
	Name() Name
	// Lookup is what a Book has to load for it.
	Lookup() Lookup
	// fields are the parameters that the call has besides its credentials.
	fields() []field
	// requestID is what a refusal repeats.
	requestID() string
}

type (
	// Payment asks a subscriber for money.
	Payment struct {
		// RequestID is the merchant's own id, requesttransactionid.
		RequestID string
		// Phone is the payer, as 250788123456.
		Phone string
		// Amount is in francs.
		Amount string
		// CallbackURL is where the outcome goes instead of the registered address.
		CallbackURL string
	}
	// Deposit sends money to a subscriber.
	Deposit struct {
		RequestID string
		Phone     string
		Amount    string
		// WithdrawCharge is "1" to send the charge for withdrawing along. It is
		// checked, but no such charge is known, so none is added.
		WithdrawCharge string
		Reason         string
		// ServiceID is sid, "1" for bulk payments.
		ServiceID string
		// CallbackURL is not documented here; it counts with Terms.DepositCallbacks.
		CallbackURL string
	}
	// Balance asks what the merchant's account holds.
	Balance struct{}
	// Status asks what became of a payment or deposit.
	Status struct {
		RequestID string
		// TransactionID is IntouchPay's id: a payment's transactionid or a
		// deposit's referenceid.
		TransactionID string
	}
)

// Lookup is what a Book has to load for a call.
type Lookup struct {
	// Kind is which requests RequestID counts among; empty for both, payments
	// first.
	Kind Kind
	// RequestID is the transaction's own id. It is empty where the call has none
	// that can be used: there is nothing to load then.
	RequestID string
	// TransactionID, where it is not 0, says which transaction is meant, before
	// RequestID does.
	TransactionID int64
	// Phone is the subscriber, zero where the call has none.
	Phone number.Number
}

// Name is RequestPayment.
func (Payment) Name() Name { return RequestPayment }

// Name is RequestDeposit.
func (Deposit) Name() Name { return RequestDeposit }

// Name is GetBalance.
func (Balance) Name() Name { return GetBalance }

// Name is GetTransactionStatus.
func (Status) Name() Name { return GetTransactionStatus }

// Lookup is the payment of that id, and the payer.
func (p Payment) Lookup() Lookup {
	phone, _ := readPhone(p.Phone)
	return Lookup{Kind: KindPayment, RequestID: usableID(p.RequestID), Phone: phone}
}

// Lookup is the deposit of that id, and who gets it.
func (d Deposit) Lookup() Lookup {
	phone, _ := readPhone(d.Phone)
	return Lookup{Kind: KindDeposit, RequestID: usableID(d.RequestID), Phone: phone}
}

// Lookup is nothing but the account.
func (Balance) Lookup() Lookup { return Lookup{} }

// Lookup is the transaction of either id.
func (s Status) Lookup() Lookup {
	id, err := strconv.ParseInt(s.TransactionID, 10, 64)
	if err != nil || id < 0 {
		id = 0
	}
	return Lookup{RequestID: usableID(s.RequestID), TransactionID: id}
}

func (p Payment) requestID() string { return p.RequestID }
func (d Deposit) requestID() string { return d.RequestID }
func (Balance) requestID() string   { return "" }
func (s Status) requestID() string  { return s.RequestID }

// field is one parameter of a call.
type field struct{ name, value string }

func (p Payment) fields() []field {
	return []field{
		{"amount", p.Amount},
		{"mobilephone", p.Phone},
		{"requesttransactionid", p.RequestID},
		{"callbackurl", p.CallbackURL},
	}
}

func (d Deposit) fields() []field {
	return []field{
		{"amount", d.Amount},
		{"withdrawcharge", d.WithdrawCharge},
		{"reason", d.Reason},
		{"sid", d.ServiceID},
		{"mobilephone", d.Phone},
		{"requesttransactionid", d.RequestID},
		{"callbackurl", d.CallbackURL},
	}
}

func (Balance) fields() []field { return nil }

func (s Status) fields() []field {
	return []field{{"requesttransactionid", s.RequestID}, {"transactionid", s.TransactionID}}
}
