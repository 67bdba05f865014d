package gateway

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"candybar/gateway/ledger"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

// DefaultAccount is what the merchant's account at IntouchPay holds at first, in
// francs.
const DefaultAccount int64 = 1_000_000

// intouchPayBook keeps IntouchPay's transactions in the ledger. One about a
// subscriber is decided in an errand of that phone, and its prompt is on the
// phone before the call is answered.
type intouchPayBook struct{ gateway *Gateway }

// IntouchPayBook is what IntouchPay's server needs of the gateway. Settings say
// how its callbacks are sent. The error is the ledger's.
func (g *Gateway) IntouchPayBook(settings intouchpay.Settings) (intouchpay.Book, error) {
	err := g.options.Ledger.Decide(func(books ledger.Books) error {
		return books.OpenAccount(ledger.IntouchPay, number.Rwanda, DefaultAccount)
	})
	g.intouchPay.Store(&settings)
	return intouchPayBook{g}, err
}

type judgement func(intouchpay.Transaction, bool, intouchpay.View) intouchpay.Verdict

func (b intouchPayBook) Judge(_ context.Context, what intouchpay.Lookup, judge func(intouchpay.Transaction, bool, intouchpay.View) intouchpay.Verdict) (verdict intouchpay.Verdict, err error) {
	if what.Phone.IsZero() {
		verdict, _, err = b.gateway.judgeIntouchPay(what, intouchpay.View{Now: RealClock{}.Now()}, ledger.OnTime, judge)
		return verdict, err
	}
	line := b.gateway.Line(what.Phone)
	if !line.run(func() {
		if verdict, err = line.judgeIntouchPay(what, judge); err != nil || len(verdict.Effects) == 0 {
			return
		}
		line.money.unanswered[keyOfIntouchPay(verdict.Transaction)] = true
		line.promptIntouchPay(verdict)
	}) {
		return intouchpay.Verdict{}, ErrClosed
	}
	return verdict, err
}

// Run lets the callbacks of a transaction go. Its prompts are on the phone
// already.
func (b intouchPayBook) Run(_ context.Context, verdict intouchpay.Verdict) {
	line := b.gateway.Line(verdict.Transaction.Phone)
	line.run(func() {
		delete(line.money.unanswered, keyOfIntouchPay(verdict.Transaction))
		line.callBack()
	})
}

// judgeIntouchPay runs in an errand of the line.
func (l *Line) judgeIntouchPay(what intouchpay.Lookup, judge judgement) (intouchpay.Verdict, error) {
	view := intouchpay.View{
		Now:        l.clock.Now(),
		Subscriber: intouchpay.Subscriber{Known: true, Registered: l.subscriber.Registered, Balance: l.subscriber.Balance},
		Reference:  strconv.FormatInt(100_000_000+l.random.Int64N(900_000_000), 10),
		// The id is taken up to the next one that is free.
		TransactionID: 6_000_000_000 + l.random.Int64N(1_000_000_000),
		Fault:         l.subscriber.Faults.intouchPay(what.Kind),
	}
	verdict, charge, err := l.gateway.judgeIntouchPay(what, view, l.options.Outcome, judge)
	if err != nil {
		l.broken(err)
		return verdict, err
	}
	if charge != nil {
		l.showCharge(*charge)
	}
	if verdict.Changed && verdict.Move.Subscriber != 0 {
		l.subscriber.Balance += verdict.Move.Subscriber
	}
	return verdict, nil
}

// judgeIntouchPay loads, judges, moves the money and saves, all or nothing.
// Outcome is what the callbacks do. Charge is the attempt that came to its end;
// nil where none did.
func (g *Gateway) judgeIntouchPay(what intouchpay.Lookup, view intouchpay.View, outcome ledger.Outcome, judge judgement) (verdict intouchpay.Verdict, charge *ledger.Charge, err error) {
	err = g.options.Ledger.Decide(func(books ledger.Books) error {
		charge = nil
		known, found, err := loadIntouchPay(books, what)
		if err != nil {
			return err
		}
		if view.Account, err = books.Account(ledger.IntouchPay, number.Rwanda); err != nil {
			return err
		}
		if view.TransactionID, err = freeTransaction(books, view.TransactionID); err != nil {
			return err
		}
		if verdict = judge(known, found, view); !verdict.Changed {
			return nil
		}
		if err := keepIntouchPay(books, verdict); err != nil {
			return err
		}
		if charge, err = bookIntouchPay(books, verdict.Transaction); err != nil {
			return err
		}
		return g.oweIntouchPay(books, verdict, outcome, view.Now)
	})
	return verdict, charge, err
}

// freeTransaction is the first id from one on that no transaction has.
func freeTransaction(books ledger.Books, id int64) (int64, error) {
	for {
		_, taken, err := ledger.Load[string](books, ledger.IntouchPayIndex, strconv.FormatInt(id, 10))
		if err != nil || !taken {
			return id, err
		}
		id++
	}
}

func keyOfIntouchPay(t intouchpay.Transaction) string { return intouchPayKey(t.Kind, t.RequestID) }

func intouchPayKey(kind intouchpay.Kind, requestID string) string {
	return string(kind) + "/" + requestID
}

func loadIntouchPay(books ledger.Books, what intouchpay.Lookup) (found intouchpay.Transaction, exists bool, err error) {
	var keys []string
	switch {
	case what.TransactionID != 0:
		key, indexed, err := ledger.Load[string](books, ledger.IntouchPayIndex, strconv.FormatInt(what.TransactionID, 10))
		if err != nil || !indexed {
			return found, false, err
		}
		keys = []string{key}
	case what.RequestID == "":
		return found, false, nil
	case what.Kind != "":
		keys = []string{intouchPayKey(what.Kind, what.RequestID)}
	default:
		keys = []string{intouchPayKey(intouchpay.KindPayment, what.RequestID), intouchPayKey(intouchpay.KindDeposit, what.RequestID)}
	}
	for _, key := range keys {
		if found, exists, err = ledger.Load[intouchpay.Transaction](books, ledger.IntouchPayTransactions, key); err != nil || exists {
			return found, exists, err
		}
	}
	return found, false, nil
}

func keepIntouchPay(books ledger.Books, verdict intouchpay.Verdict) error {
	t := verdict.Transaction
	enough, err := books.Add(t.Phone, verdict.Move.Subscriber)
	if err != nil {
		return err
	}
	covered, err := books.AddAccount(ledger.IntouchPay, number.Rwanda, verdict.Move.Account)
	if err != nil {
		return err
	}
	if !enough || !covered {
		return fmt.Errorf("transaction %d would leave a balance below zero", t.ID)
	}
	key := keyOfIntouchPay(t)
	if err := ledger.Save(books, ledger.IntouchPayIndex, strconv.FormatInt(t.ID, 10), key); err != nil {
		return err
	}
	return ledger.Save(books, ledger.IntouchPayTransactions, key, t)
}

// bookIntouchPay writes down what came of a payment; nil where it still waits.
func bookIntouchPay(books ledger.Books, t intouchpay.Transaction) (*ledger.Charge, error) {
	if t.Kind != intouchpay.KindPayment || t.State == intouchpay.Pending {
		return nil, nil
	}
	charge := ledger.Charge{
		Provider: ledger.IntouchPay, Reference: t.RequestID, Phone: t.Phone, Amount: t.Amount,
		State: ledger.Succeeded, At: t.Settled,
	}
	if t.State != intouchpay.Success {
		charge.State, charge.Reason = ledger.Refused, strings.ToLower(t.Code().Text())
	}
	charge, err := books.Book(charge)
	return &charge, err
}
