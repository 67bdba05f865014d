package intouchpay

import (
	"time"

	"candybar/phone/number"
)

// Kind parts payments from deposits. Their requesttransactionids do not meet.
type Kind string

// The kinds.
const (
	KindPayment Kind = "payment"
	KindDeposit Kind = "deposit"
)

// State is how far a transaction is.
type State string

// The states.
const (
	// Pending: the subscriber has not answered. Only payments are ever pending.
	Pending State = "pending"
	Success State = "success"
	Failed  State = "failed"
)

// ConfirmWithin is how long a subscriber may take to confirm a payment.
const ConfirmWithin = 120 * time.Second

// Transaction is one payment or deposit as a Book keeps it. Its JSON is a Book's
// to store.
type Transaction struct {
	Kind Kind `json:"kind"`
	// RequestID is the merchant's id, ID IntouchPay's.
	RequestID string        `json:"requesttransactionid"`
	ID        int64         `json:"transactionid"`
	Phone     number.Number `json:"phone"`
	// Amount is in francs.
	Amount int64 `json:"amount"`
	// Reason is the merchant's, clean enough to be shown.
	Reason string `json:"reason,omitempty"`
	State  State  `json:"state"`
	// PaymentCode is a payment's code and DepositCode a deposit's; the other is
	// empty.
	PaymentCode PaymentCode `json:"payment_code,omitempty"`
	DepositCode DepositCode `json:"deposit_code,omitempty"`
	// Reference is the network's receipt, where money moved.
	Reference string `json:"reference,omitempty"`
	// CallbackURL is where the outcome goes; empty where it goes nowhere.
	CallbackURL string    `json:"callback_url,omitempty"`
	Created     time.Time `json:"created"`
	// Expires is until when the payment can be confirmed; no time for a deposit.
	Expires time.Time `json:"expires,omitzero"`
	// Settled is when it got its final state; no time while it is pending.
	Settled time.Time `json:"settled,omitzero"`
}

// Code is the code that the transaction has now.
func (t Transaction) Code() Code {
	if t.Kind == KindDeposit {
		return t.DepositCode
	}
	return t.PaymentCode
}

// statusCode is how gettransactionstatus tells it. No code is documented for a
// transaction that failed: the failure's own is told.
func (t Transaction) statusCode() Code {
	switch {
	case t.State == Pending:
		return StatusPending
	case t.State == Failed:
		return t.Code()
	case t.Kind == KindDeposit:
		return StatusDepositSuccessful
	default:
		return StatusPaymentSuccessful
	}
}

// word is the state as the wire spells it.
func (s State) word() string {
	switch s {
	case Pending:
		return "Pending"
	case Success:
		return "Successfull"
	case Failed:
		return "Failed"
	default:
		return ""
	}
}

// View is what there is to know when a call or an answer is judged.
type View struct {
	Now        time.Time
	Subscriber Subscriber
	// Account is what the merchant's account holds, in francs.
	Account int64
	// TransactionID and Reference are the ids that a new transaction gets: numbers
	// that were never given before. The reference is digits.
	TransactionID int64
	Reference     string
	// Fault makes a call that would be accepted, or a confirmation, fail with a
	// code chosen on purpose; a code of another call's table has no effect.
	Fault Code
	// Terms are the merchant's. The server sets them.
	Terms Terms
}

// paymentFault is the failure that a payment is to have, if any.
func (v View) paymentFault() PaymentCode {
	code, _ := v.Fault.(PaymentCode)
	if code == PaymentPending || code == PaymentSuccessful {
		return ""
	}
	return code
}

// depositFault is the failure that a deposit is to have, if any.
func (v View) depositFault() DepositCode {
	code, _ := v.Fault.(DepositCode)
	if code == DepositSuccessful {
		return ""
	}
	return code
}

// Subscriber is whose phone a call names.
type Subscriber struct {
	// Known is true where there is such a phone on the network.
	Known bool
	// Registered is true where it has mobile money.
	Registered bool
	// Balance is what it holds, in francs.
	Balance int64
}

// Verdict is what [Decide] or [Resolve] said.
type Verdict struct {
	// Transaction is to be kept where Changed is true.
	Transaction Transaction
	Changed     bool
	// Move is the money that moves, in the same transaction of the store.
	Move Move
	// Answer is what the call gets; nil from Resolve.
	Answer Answer
	// Effects are to be run once all that was kept, and the call answered.
	Effects []Effect
}

// Move is what is added to the two balances, in francs. Neither falls below zero
// by it.
type Move struct{ Subscriber, Account int64 }

// Effect is what follows from a verdict: Prompt or Callback.
type Effect interface{ effect() }

// Prompt asks the subscriber to confirm a payment. What they answer goes to
// [Resolve]; where nothing comes by the transaction's Expires, [Expired] does.
type Prompt struct {
	Transaction Transaction
	// Payee is who gets the money, as the phone shows it.
	Payee string
}

func (Prompt) effect()   {}
func (Callback) effect() {}
