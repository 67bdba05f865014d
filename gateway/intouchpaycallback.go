package gateway

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"candybar/gateway/ledger"
	"candybar/gateway/lint"
	"candybar/providers/intouchpay"
)

// oweIntouchPay books the callbacks of a verdict, within the ledger's transaction
// that settles the payment. Outcome is what they do on purpose.
func (g *Gateway) oweIntouchPay(books ledger.Books, verdict intouchpay.Verdict, outcome ledger.Outcome, now time.Time) error {
	for _, effect := range verdict.Effects {
		callback, ok := effect.(intouchpay.Callback)
		if !ok {
			continue
		}
		t := verdict.Transaction
		// There is one merchant, whatever addresses it names.
		about := ledger.Callback{
			Provider: ledger.IntouchPay, Reference: keyOfIntouchPay(t), Phone: t.Phone, Told: string(ledger.IntouchPay),
		}
		// The gateway may have had another address when it asked for the money.
		ours, err := books.IsReference(ledger.IntouchPay, t.RequestID)
		if err != nil {
			return err
		}
		does := outcome
		if ours || g.IsOwnCallback(callback.URL) {
			// The merchant is the gateway itself. It is the handler behind it that
			// has to survive the outcomes.
			about.Told, does = callback.URL, ledger.OnTime
		}
		if err := books.Owe(about, does, now); err != nil {
			return err
		}
	}
	return nil
}

// PaymentOf is what a merchant calls the payment at IntouchPay that a callback tells
// of; ok is false where it tells of none.
func PaymentOf(callback ledger.Callback) (requestID string, ok bool) {
	if callback.Provider != ledger.IntouchPay {
		return "", false
	}
	return strings.CutPrefix(callback.Reference, intouchPayKey(intouchpay.KindPayment, ""))
}

// transactionTelling tells a merchant what became of a transaction.
type transactionTelling struct {
	transaction intouchpay.Transaction
	callback    intouchpay.Callback
	settings    intouchpay.Settings
}

func (l *Line) tellingOfTransaction(callback ledger.Callback) (telling, error) {
	told := transactionTelling{}
	if settings := l.gateway.intouchPay.Load(); settings != nil {
		told.settings = *settings
	}
	found, owed := false, false
	err := l.options.Ledger.Look(func(books ledger.Books) (err error) {
		told.transaction, found, err = ledger.Load[intouchpay.Transaction](books, ledger.IntouchPayTransactions, callback.Reference)
		return err
	})
	if err != nil {
		return nil, err
	}
	if told.callback, owed = told.transaction.Callback(); !found || !owed {
		return nil, fmt.Errorf("a callback of IntouchPay's transaction %s is owed, which has none", printable(callback.Reference))
	}
	if callback.Told != string(ledger.IntouchPay) {
		// It is for the gateway itself, which may have had another address then.
		told.callback.URL = l.options.Address + IntouchPayCallbackPath
	}
	return told, nil
}

func (t transactionTelling) request() (*http.Request, error) {
	return t.settings.CallbackRequest(context.Background(), t.callback)
}

func (transactionTelling) session() string { return "" }

func (t transactionTelling) shown() (to, address, sent string) {
	return printableID(t.transaction.RequestID), redacted(t.callback.URL), string(t.callback.Body())
}

// redacted is an address without a password, as it may stand in the log.
func redacted(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Redacted()
}

func (t transactionTelling) ended(l *Line, _ ledger.Callback, _ bool, came reply) {
	judged := intouchpay.JudgeAcknowledgement(t.callback, came.status, came.body)
	if judged.Remark == "" || came.status == 0 {
		return
	}
	l.warnIn("", lint.Acknowledgement("the callback of "+printable(t.transaction.RequestID)+": "+judged.Remark))
}
