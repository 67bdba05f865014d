package ipayy

import (
	"context"
	"time"

	"candybar/phone/number"
)

// State is where a transaction stands.
type State string

// The states. A transaction that is not there has none.
const (
	// ConsentPending: an OTP was sent, and the payment is waited for.
	ConsentPending State = "consent-pending"
	// Locked: too many wrong OTPs came; a new one unlocks it.
	Locked State = "locked"
	// Expired: the OTP came too late; a new one revives it.
	Expired State = "expired"
	// Charged: the money was taken. Final.
	Charged State = "charged"
	// BillingFailed: the operator did not bill. Final.
	BillingFailed State = "billing-failed"
)

// Final reports whether nothing can change any more.
func (s State) Final() bool { return s == Charged || s == BillingFailed }

// Transaction is one request-token-id and all that became of it. It can be
// written as JSON and compared. OTP is a secret.
type Transaction struct {
	RequestToken string        `json:"request_token"`
	State        State         `json:"state"`
	Phone        number.Number `json:"phone"`
	// Operator is as the answers write it: IDEA.
	Operator  string    `json:"operator"`
	UserToken string    `json:"user_token"`
	Item      Item      `json:"item"`
	Texts     Texts     `json:"texts"`
	OTP       string    `json:"otp"`
	SentAt    time.Time `json:"sent_at"`
	// Wrong counts the wrong OTPs since SentAt.
	Wrong int `json:"wrong"`
	// ID, Failure and BilledAt are of a final transaction.
	ID       int64     `json:"id,omitempty"`
	Failure  Failure   `json:"failure,omitempty"`
	BilledAt time.Time `json:"billed_at,omitzero"`
}

// Exists reports whether there is such a transaction.
func (t Transaction) Exists() bool { return t.State != "" }

// Subscriber is what the network knows of the owner of a phone.
type Subscriber struct {
	Phone    number.Number
	Operator string
	// Registered is false where nobody can be billed.
	Registered bool
	Balance    Amount
}

// View is what [Rules.Decide] sees of the world at the moment of a call.
type View struct {
	Now time.Time
	// Subscriber is the transaction's, for a new one the call's.
	Subscriber Subscriber
	// OTP is a fresh one, 4 to 8 digits, to be used where one is sent.
	OTP string
	// TransactionID is a fresh one, above 0, to be used where billing ends.
	TransactionID int64
	// Failure, where it is set, is how billing is to fail.
	Failure Failure
	// Fault, where it is set, is the error that the call is to end in, with
	// nothing done.
	Fault Code
}

// Effect is what a decision asks for besides its answer: [Charge] or [SMS].
type Effect interface{ effect() }

// Charge is one attempt to take money. It belongs into the transaction of the
// store: the amount leaves the wallet where Failure is empty, and nothing moves
// where it is not.
type Charge struct {
	Phone   number.Number
	Amount  Amount
	Failure Failure
}

// SMS is a message for the subscriber, to be delivered when the transaction of
// the store is done, and before the call is answered.
type SMS struct {
	To   number.Number
	Text string
	// Secret is the part of Text that nobody else may see; it may be empty.
	Secret string
}

func (Charge) effect() {}
func (SMS) effect()    {}

// Decision judges one call. The zero Transaction stands for none.
type Decision func(Transaction, View) (Transaction, Answer, []Effect)

// Book keeps the transactions. It is what the server needs of a ledger.
type Book interface {
	// Find gives the phone that matches, among those that the network knows.
	Find(ctx context.Context, matches func(phone number.Number, operator string) bool) (number.Number, bool, error)
	// Transact decides one call in one transaction of the store: it loads the
	// Transaction of the request token, makes the View, calls decide once, saves
	// the Transaction that comes back where it Exists, and moves the wallet's
	// money as its Charge says; all of it or nothing. Then it delivers each SMS.
	// Two calls with the same token are decided one after the other.
	//
	// Phone is whom a new transaction is for, and zero for a call that can only be
	// about one that exists; its Phone is then the one to look at.
	Transact(ctx context.Context, token string, phone number.Number, decide Decision) (Answer, error)
}
