package gateway

import (
	"fmt"
	"strings"

	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// Faults are what goes wrong for a subscriber on purpose, at the providers that
// take the money. They hold until they are changed; the zero value has none.
type Faults struct {
	// IPayyFailure is how billing ends, whatever the wallet holds: a dopayment
	// with the right OTP is answered with it as failure-reason.
	IPayyFailure ipayy.Failure
	// IPayyError is the error that every call of iPayy's about the phone ends in,
	// with nothing done.
	IPayyError ipayy.Code
	// IntouchPayPayment is the code of a requestpayment that would be accepted,
	// which leaves its id unused, and of a payment that is confirmed.
	IntouchPayPayment intouchpay.PaymentCode
	// IntouchPayDeposit is the code of a requestdeposit that would be made.
	IntouchPayDeposit intouchpay.DepositCode
}

// The names of faults, in the control API and the config.
const (
	ipayyFailure      = "ipayy_failure"
	ipayyError        = "ipayy_error"
	intouchPayPayment = "intouchpay_payment"
	intouchPayDeposit = "intouchpay_deposit"
)

// intouchPay is the fault of a call about transactions of a kind; none for other
// calls.
func (f Faults) intouchPay(kind intouchpay.Kind) intouchpay.Code {
	switch kind {
	case intouchpay.KindPayment:
		return f.IntouchPayPayment
	case intouchpay.KindDeposit:
		return f.IntouchPayDeposit
	default:
		return nil
	}
}

// FaultChange is a change of faults; nil fields stay as they are, and an empty
// one is put back.
type FaultChange struct {
	IPayyFailure      *ipayy.Failure
	IPayyError        *ipayy.Code
	IntouchPayPayment *intouchpay.PaymentCode
	IntouchPayDeposit *intouchpay.DepositCode
}

// to is f after the change.
func (c FaultChange) to(f Faults) Faults {
	assign(&f.IPayyFailure, c.IPayyFailure)
	assign(&f.IPayyError, c.IPayyError)
	assign(&f.IntouchPayPayment, c.IntouchPayPayment)
	assign(&f.IntouchPayDeposit, c.IntouchPayDeposit)
	return f
}

// assign sets a field to what is said of it, if anything is.
func assign[T any](field, said *T) {
	if said != nil {
		*field = *said
	}
}

// FaultNames are a change of faults as somebody wrote it: nil stays as it is, and
// "" puts it back.
type FaultNames struct{ IPayyFailure, IPayyError, IntouchPayPayment, IntouchPayDeposit *string }

// Read is the change that the names ask for. The error is an [*UnknownFault].
func (n FaultNames) Read() (change FaultChange, err error) {
	if change.IPayyFailure, err = readFault(ipayyFailure, n.IPayyFailure, ipayy.ParseFailure, ipayy.Failures()); err != nil {
		return FaultChange{}, err
	}
	if change.IPayyError, err = readFault(ipayyError, n.IPayyError, ipayy.ParseCode, ipayy.Codes()); err != nil {
		return FaultChange{}, err
	}
	if change.IntouchPayPayment, err = readFault(intouchPayPayment, n.IntouchPayPayment, intouchpay.ParsePaymentFailure, intouchpay.PaymentFailures()); err != nil {
		return FaultChange{}, err
	}
	change.IntouchPayDeposit, err = readFault(intouchPayDeposit, n.IntouchPayDeposit, intouchpay.ParseDepositFailure, intouchpay.DepositFailures())
	if err != nil {
		return FaultChange{}, err
	}
	return change, nil
}

func readFault[T ~string](key string, name *string, parse func(string) (T, error), known []T) (*T, error) {
	var none T
	if name == nil {
		return nil, nil
	}
	if *name == "" {
		return &none, nil
	}
	read, err := parse(*name)
	if err == nil {
		return &read, nil
	}
	unknown := &UnknownFault{Key: key, Name: *name}
	for _, one := range known {
		unknown.Known = append(unknown.Known, string(one))
	}
	return nil, unknown
}

// UnknownFault is a fault that no provider has.
type UnknownFault struct {
	// Key is which fault it was to be, ipayy_failure; Name what it was called.
	Key, Name string
	// Known are those that there are.
	Known []string
}

// Error names the fault.
func (u *UnknownFault) Error() string { return fmt.Sprintf("%s: there is no %.60q", u.Key, u.Name) }

// Hint says which there are.
func (u *UnknownFault) Hint() string {
	return `use "" for none, or one of ` + strings.Join(u.Known, ", ")
}
