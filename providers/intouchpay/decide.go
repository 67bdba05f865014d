package intouchpay

import "candybar/phone/text"

// Decide judges a call whose credentials are right. T is the transaction that the
// call's [Lookup] names, if it exists. What it says of a subscriber, a balance and
// new ids is v's.
func Decide(t Transaction, exists bool, call Call, v View) Verdict {
	switch c := call.(type) {
	case Payment:
		return decidePayment(exists, c, v)
	case Deposit:
		return decideDeposit(exists, c, v)
	case Balance:
		return Verdict{Answer: Held{Francs: v.Account}}
	case Status:
		return decideStatus(t, exists, c, v)
	default:
		return Verdict{}
	}
}

func decidePayment(exists bool, p Payment, v View) Verdict {
	t := Transaction{
		Kind: KindPayment, RequestID: usableID(p.RequestID), ID: v.TransactionID,
		State: Pending, PaymentCode: PaymentPending, Created: v.Now, Expires: v.Now.Add(ConfirmWithin),
	}
	if code := t.payment(exists, p, v); code != "" {
		return Verdict{Answer: PaymentRefused{RequestID: p.RequestID, Code: code}}
	}
	verdict := Verdict{Transaction: t, Changed: true, Answer: Accepted{RequestID: t.RequestID, TransactionID: t.ID}}
	if v.Subscriber.Known && v.Subscriber.Registered {
		verdict.Effects = []Effect{Prompt{Transaction: t, Payee: v.Terms.payee()}}
		return verdict
	}
	// There is nobody to ask. The merchant hears of it as of any other outcome.
	verdict.Transaction = t.settle(Failed, PaymentNotRegistered, v)
	verdict.Effects = verdict.Transaction.outcome()
	return verdict
}

// payment fills in what the call says, or gives the code that it is refused with.
func (t *Transaction) payment(exists bool, p Payment, v View) PaymentCode {
	limits := v.Terms.Payments.or(leastPayment)
	phone, phoneFault := readPhone(p.Phone)
	amount, amountFault := readAmount(p.Amount)
	callback, callbackOK := v.Terms.callback(p.CallbackURL)
	t.Phone, t.Amount, t.CallbackURL = phone, amount, callback
	switch {
	case phoneFault == phoneInvalid:
		return PaymentInvalidNumber
	case phoneFault == phoneForeign:
		return PaymentUnsupportedNumber
	case amountFault == amountFraction:
		return PaymentGeneralFailure
	case amountFault == amountUnreadable, amount <= 0:
		return PaymentNotAboveZero
	case amount < limits.Min:
		return PaymentBelowMinimum
	case amount > limits.Max:
		return PaymentAboveMaximum
	case t.RequestID == "":
		return PaymentGeneralFailure
	case !callbackOK:
		return PaymentNotAllowed
	case exists:
		return PaymentDuplicate
	}
	return v.paymentFault()
}

func decideDeposit(exists bool, d Deposit, v View) Verdict {
	t := Transaction{
		Kind: KindDeposit, RequestID: usableID(d.RequestID), ID: v.TransactionID,
		State: Success, DepositCode: DepositSuccessful, Reference: v.Reference, Created: v.Now, Settled: v.Now,
	}
	if code := t.deposit(exists, d, v); code != "" {
		return Verdict{Answer: DepositRefused{RequestID: d.RequestID, Code: code}}
	}
	verdict := Verdict{Changed: true, Answer: Deposited{RequestID: t.RequestID, ReferenceID: t.ID}}
	switch {
	case !v.Subscriber.Known:
		t.DepositCode = DepositUnknownSubscriber
	case !v.Subscriber.Registered:
		t.DepositCode = DepositNoMobileAccount
	default:
		verdict.Move = Move{Subscriber: t.Amount, Account: -t.Amount}
	}
	if t.DepositCode != DepositSuccessful {
		t.State, t.Reference = Failed, ""
		verdict.Answer = DepositRefused{RequestID: t.RequestID, Code: t.DepositCode}
	}
	verdict.Transaction, verdict.Effects = t, t.outcome()
	return verdict
}

// deposit fills in what the call says, or gives the code that it is refused with.
func (t *Transaction) deposit(exists bool, d Deposit, v View) DepositCode {
	limits := v.Terms.Deposits.or(leastDeposit)
	phone, phoneFault := readPhone(d.Phone)
	amount, amountFault := readAmount(d.Amount)
	t.Phone, t.Amount = phone, amount
	t.Reason, _ = text.Clean(d.Reason)
	callbackOK := true
	if v.Terms.DepositCallbacks {
		t.CallbackURL, callbackOK = v.Terms.callback(d.CallbackURL)
	}
	switch {
	case phoneFault == phoneInvalid:
		return DepositInvalidNumber
	case phoneFault == phoneForeign:
		return DepositUnsupportedNetwork
	case amountFault != amountFine:
		return DepositAmountFormat
	case amount <= 0:
		return DepositInvalidAmount
	case amount < limits.Min:
		return DepositBelowMinimum
	case amount > limits.Max:
		return DepositAboveMaximum
	case !flag(d.ServiceID):
		return DepositUnknownService
	case t.RequestID == "", !flag(d.WithdrawCharge):
		return DepositErrorInRequest
	case !callbackOK:
		return DepositNotPermitted
	case exists:
		return DepositDuplicate
	}
	if fault := v.depositFault(); fault != "" {
		return fault
	}
	if v.Account < amount {
		return DepositInsufficientBalance
	}
	return ""
}

// flag reports whether an optional field is 0, 1 or absent. These are all the
// service ids that are known of, too.
func flag(value string) bool { return value == "" || value == "0" || value == "1" }

func decideStatus(t Transaction, exists bool, s Status, v View) Verdict {
	refused := func(code StatusCode) Verdict { return Verdict{Answer: StatusRefused{Code: code}} }
	switch {
	case s.RequestID == "" && (v.Terms.Strict || s.TransactionID == ""):
		return refused(StatusMissingRequestID)
	case s.TransactionID == "" && v.Terms.Strict:
		return refused(StatusMissingTransactionID)
	case !exists, s.RequestID != "" && s.RequestID != t.RequestID, s.TransactionID != "" && s.TransactionID != t.wireID():
		return refused(StatusNoTransaction)
	default:
		return Verdict{Transaction: t, Answer: Told{Code: t.statusCode(), State: t.State}}
	}
}
