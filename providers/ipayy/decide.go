package ipayy

import (
	"crypto/subtle"
	"strconv"
	"strings"
	"time"
)

// Rules are how transactions are judged.
type Rules struct {
	// Application is the application-name of the answers and messages.
	Application string
	// Tries is how many wrong OTPs lock a transaction, Life how long an OTP is
	// good for. Zero stands for DefaultTries and DefaultLife.
	Tries int
	Life  time.Duration
	// RepeatAnswer answers a payment that comes again with the right OTP as the
	// first time, instead of BadTransaction. Money moves once in either case.
	RepeatAnswer bool
}

// What iPayy's page leaves open, and is assumed.
const (
	DefaultTries = 3
	DefaultLife  = 5 * time.Minute
)

// Decide judges a call: what becomes of the transaction, what is answered, and
// what else is to be done. It is pure.
func (r Rules) Decide(t Transaction, c Call, v View) (Transaction, Answer, []Effect) {
	if v.Fault != "" {
		return t, problem(v.Fault, ""), nil
	}
	switch c := c.(type) {
	case Consent:
		return r.consent(t, c, v)
	case Resend:
		return r.resend(t, c, v)
	case Payment:
		return r.pay(t, c, v)
	default:
		return t, problem(Unexpected, ""), nil
	}
}

func (r Rules) consent(t Transaction, c Consent, v View) (Transaction, Answer, []Effect) {
	switch {
	case t.Exists():
		return t, problem(AlreadyExists, "request-token-id"), nil
	case v.Subscriber.Phone.IsZero():
		return t, problem(UnknownCustomer, ""), nil
	}
	operator := c.Operator
	if operator == "" {
		operator = v.Subscriber.Operator
	}
	return r.send(Transaction{
		RequestToken: c.RequestToken,
		Phone:        v.Subscriber.Phone,
		Operator:     strings.ToUpper(operator),
		// The network's operator, not the merchant's: a token must be found again.
		UserToken: UserToken(v.Subscriber.Phone, v.Subscriber.Operator),
		Item:      c.Item,
		Texts:     c.Texts,
	}, v)
}

func (r Rules) resend(t Transaction, c Resend, v View) (Transaction, Answer, []Effect) {
	switch {
	case !t.Exists():
		return t, problem(NotFound, "request-token-id"), nil
	case t.State.Final():
		return t, problem(BadTransaction, "it was billed already"), nil
	case c.Item != t.Item:
		return t, problem(BadPaymentParam, "the item is not the consent's"), nil
	}
	return r.send(t, v)
}

// send gives a transaction a new OTP, with all its tries and its whole life.
func (r Rules) send(t Transaction, v View) (Transaction, Answer, []Effect) {
	t.State, t.OTP, t.SentAt, t.Wrong = ConsentPending, v.OTP, v.Now, 0
	return t, r.sent(t), []Effect{r.otpMessage(t)}
}

func (r Rules) pay(t Transaction, c Payment, v View) (Transaction, Answer, []Effect) {
	right := subtle.ConstantTimeCompare([]byte(c.OTP), []byte(t.OTP)) == 1
	switch {
	case !t.Exists():
		return t, problem(BadTransaction, "there is none with this request-token-id"), nil
	case t.State.Final() && right && r.RepeatAnswer:
		return t, r.billed(t), nil
	case t.State.Final():
		return t, problem(BadTransaction, "it was billed already"), nil
	case t.State == Locked:
		return t, &Problem{NotFound.status(), NotFound, triesExceeded}, nil
	case t.State == Expired || !v.Now.Before(t.SentAt.Add(r.life())):
		t.State = Expired
		return t, problem(OTPTimeout, ""), nil
	case !right:
		if t.Wrong++; t.Wrong >= r.tries() {
			t.State = Locked
		}
		return t, problem(WrongOTP, ""), nil
	}
	return r.bill(t, c.Support, v)
}

func (r Rules) bill(t Transaction, support Support, v View) (Transaction, Answer, []Effect) {
	t.ID, t.BilledAt, t.Failure = v.TransactionID, v.Now, v.Failure
	switch {
	case t.Failure != "":
	case !v.Subscriber.Registered:
		t.Failure = InvalidSubscriber
	case v.Subscriber.Balance < t.Item.Price:
		t.Failure = LowBalance
	}
	t.State = Charged
	if t.Failure != "" {
		t.State = BillingFailed
	}
	return t, r.billed(t), []Effect{Charge{t.Phone, t.Item.Price, t.Failure}, r.outcomeMessage(t, support)}
}

func (r Rules) tries() int {
	if r.Tries > 0 {
		return r.Tries
	}
	return DefaultTries
}

func (r Rules) life() time.Duration {
	if r.Life > 0 {
		return r.Life
	}
	return DefaultLife
}

func (r Rules) sent(t Transaction) Sent {
	return Sent{
		Operator: t.Operator, Item: t.Item, MSISDN: t.Phone.Digits(), Application: r.Application,
		UserToken: t.UserToken, RequestToken: t.RequestToken,
	}
}

func (r Rules) billed(t Transaction) Billed {
	b := Billed{
		Operator: t.Operator, MSISDN: t.Phone.Digits(), Application: r.Application,
		Charged: t.Item.Price, Success: true, UserToken: t.UserToken,
		TransactionID: strconv.FormatInt(t.ID, 10), RequestToken: t.RequestToken, CustomerCode: CustomerCode(t.Phone),
	}
	if t.State == BillingFailed {
		b.Charged, b.Success, b.Failure = 0, false, t.Failure
	}
	return b
}
