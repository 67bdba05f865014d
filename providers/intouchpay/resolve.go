package intouchpay

import "strconv"

// Decision is what a subscriber did about a Prompt.
type Decision uint8

// The decisions.
const (
	// Approved: the payment was confirmed.
	Approved Decision = iota + 1
	Declined
	// Expired: nothing was done until the transaction's Expires.
	Expired
)

// Resolve judges the subscriber's answer to a Prompt. A transaction that waits for
// none comes back unchanged, so money moves once however often it is answered. An
// approval at or after the transaction's Expires comes too late.
func Resolve(t Transaction, d Decision, v View) Verdict {
	if t.Kind != KindPayment || t.State != Pending {
		return Verdict{Transaction: t}
	}
	settled := Verdict{Changed: true}
	switch {
	case d != Approved, !v.Now.Before(t.Expires):
		t = t.settle(Failed, PaymentNotCompleted, v)
	case !v.Subscriber.Known || !v.Subscriber.Registered:
		t = t.settle(Failed, PaymentNotRegistered, v)
	case v.paymentFault() != "":
		t = t.settle(Failed, v.paymentFault(), v)
	case v.Subscriber.Balance < t.Amount:
		t = t.settle(Failed, PaymentInsufficientFunds, v)
	default:
		t = t.settle(Success, PaymentSuccessful, v)
		t.Reference = v.Reference
		settled.Move = Move{Subscriber: -t.Amount, Account: t.Amount}
	}
	settled.Transaction, settled.Effects = t, t.outcome()
	return settled
}

func (t Transaction) settle(s State, code PaymentCode, v View) Transaction {
	t.State, t.PaymentCode, t.Settled = s, code, v.Now
	return t
}

// outcome is the callback of a settled transaction, if it has one.
func (t Transaction) outcome() []Effect {
	if callback, owed := t.Callback(); owed {
		return []Effect{callback}
	}
	return nil
}

// wireID is IntouchPay's id as text.
func (t Transaction) wireID() string { return strconv.FormatInt(t.ID, 10) }
