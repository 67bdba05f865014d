package intouchpay

import (
	"context"
	"fmt"
	"math/big"
	"net/http"
	"time"
)

// Client is a merchant: it calls IntouchPay, or a service of this package. It
// never tries twice and follows no redirect.
type Client struct {
	// Base is the address above the calls' names: https://www.intouchpay.co.rw/api.
	Base string
	// Username, AccountNo and PartnerPassword are the merchant's.
	Username, AccountNo, PartnerPassword string
	// HTTP sends the requests; nil for a client that waits [AnswerWithin].
	HTTP *http.Client
	// Now is what timestamps are made of; nil for the clock.
	Now func() time.Time
}

// AnswerWithin is how soon IntouchPay answers by default.
const AnswerWithin = 60 * time.Second

// Error is a call that IntouchPay refused. After any other error of a call that
// was sent it is open whether it was carried out: ask [Client.Status].
type Error struct {
	Name Name
	// Status is the HTTP status.
	Status int
	// Code is of the call's table or an AuthCode. Its Text is empty where the
	// tables lack the number; nil where the answer had none.
	Code Code
	// Message is what the answer said, empty where it said nothing.
	Message string
}

// Error says what was refused and why.
func (e *Error) Error() string {
	why, number := e.Message, "without a code"
	if e.Code != nil {
		number = "with code " + fmt.Sprintf("%.20q", e.Code.Number())
		if why == "" {
			why = e.Code.Text()
		}
	}
	if why != "" {
		why = fmt.Sprintf(": %.200q", why)
	}
	return fmt.Sprintf("IntouchPay refused %s %s%s", e.Name, number, why)
}

// reply is every field that any answer has.
type reply struct {
	Success       bool     `json:"success"`
	Code          wireText `json:"responsecode"`
	Status        wireText `json:"status"`
	Message       wireText `json:"message"`
	TransactionID wireText `json:"transactionid"`
	ReferenceID   wireText `json:"referenceid"`
	Balance       wireText `json:"balance"`
}

// RequestPayment asks a subscriber for money. The transactionid that it gives
// back is for [Client.Status]; the payment is pending.
func (c Client) RequestPayment(ctx context.Context, p Payment) (transactionID string, err error) {
	answer, status, err := c.post(ctx, p)
	switch {
	case err != nil:
		return "", err
	case !answer.Success:
		return "", refusedWith(p.Name(), status, answer)
	case PaymentCode(answer.Code) != PaymentPending:
		return "", strange(p.Name(), answer)
	default:
		return string(answer.TransactionID), nil
	}
}

// RequestDeposit sends money to a subscriber. It is done when there is no error.
func (c Client) RequestDeposit(ctx context.Context, d Deposit) (referenceID string, err error) {
	answer, status, err := c.post(ctx, d)
	switch {
	case err != nil:
		return "", err
	case !answer.Success:
		return "", refusedWith(d.Name(), status, answer)
	case DepositCode(answer.Code) != DepositSuccessful:
		return "", strange(d.Name(), answer)
	default:
		return string(answer.ReferenceID), nil
	}
}

// Balance asks what the merchant's account holds, in whole francs, rounded down.
func (c Client) Balance(ctx context.Context) (francs int64, err error) {
	answer, status, err := c.post(ctx, Balance{})
	switch {
	case err != nil:
		return 0, err
	case !answer.Success:
		return 0, refusedWith(GetBalance, status, answer)
	}
	parts := amountForm().FindStringSubmatch(string(answer.Balance))
	if parts == nil || parts[3] != "" || len(parts[0]) > longestAmount {
		return 0, fmt.Errorf("IntouchPay answered a balance that is no number: %.40q", string(answer.Balance))
	}
	exact, _ := new(big.Rat).SetString(parts[0])
	whole := new(big.Int).Div(exact.Num(), exact.Denom())
	if !whole.IsInt64() {
		return 0, fmt.Errorf("IntouchPay answered a balance beyond all money: %.40q", parts[0])
	}
	return whole.Int64(), nil
}

// Progress is what [Client.Status] learns.
type Progress struct {
	State State
	// Code is a StatusCode, or the PaymentCode or DepositCode that it failed with.
	Code    Code
	Message string
}

// Status asks what became of a payment or a deposit. A transaction that failed is
// no error.
func (c Client) Status(ctx context.Context, kind Kind, s Status) (Progress, error) {
	answer, status, err := c.post(ctx, s)
	if err != nil {
		return Progress{}, err
	}
	number := padded(string(answer.Code))
	if noState(number) {
		return Progress{}, refusedWith(s.Name(), status, answer)
	}
	progress := Progress{
		State: stateOf(kind, number, string(answer.Status)), Code: StatusCode(number), Message: string(answer.Message),
	}
	switch {
	case progress.State == "":
		return Progress{}, strange(s.Name(), answer)
	case progress.State == Failed && kind == KindDeposit:
		progress.Code = DepositCode(number)
	case progress.State == Failed:
		progress.Code = PaymentCode(number)
	}
	return progress, nil
}

// noState reports whether gettransactionstatus answers with a code that is about
// the call, not about a transaction.
func noState(number string) bool {
	switch StatusCode(number) {
	case "", StatusMissingRequestID, StatusMissingTransactionID, StatusNoTransaction:
		return true
	default:
		return AuthCode(number).Text() != ""
	}
}
