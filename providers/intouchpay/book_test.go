package intouchpay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

const (
	username = "bob"
	account  = "250160000011"
	partner  = "secretpass"
	phone    = "250788123456"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// book is a Book in memory.
type book struct {
	mu           sync.Mutex
	now          time.Time
	subscriber   map[string]intouchpay.Subscriber
	account      int64
	fault        intouchpay.Code
	broken       bool
	last         int64
	transactions map[int64]intouchpay.Transaction
	ran          []intouchpay.Effect
}

func newBook() *book {
	return &book{
		now:          noon,
		subscriber:   map[string]intouchpay.Subscriber{phone: {Known: true, Registered: true, Balance: 20_000}},
		account:      5_000,
		transactions: make(map[int64]intouchpay.Transaction),
		last:         1424,
	}
}

func (b *book) find(what intouchpay.Lookup) (intouchpay.Transaction, bool) {
	if what.TransactionID != 0 {
		t, found := b.transactions[what.TransactionID]
		return t, found
	}
	for _, kind := range []intouchpay.Kind{intouchpay.KindPayment, intouchpay.KindDeposit} {
		for _, t := range b.transactions {
			if what.RequestID != "" && t.RequestID == what.RequestID && t.Kind == kind && (what.Kind == "" || what.Kind == kind) {
				return t, true
			}
		}
	}
	return intouchpay.Transaction{}, false
}

func (b *book) view(n number.Number) intouchpay.View {
	return intouchpay.View{
		Now: b.now, Subscriber: b.subscriber[n.Digits()], Account: b.account,
		TransactionID: b.last + 1, Reference: "31233388" + strconv.FormatInt(b.last, 10), Fault: b.fault,
	}
}

func (b *book) Judge(_ context.Context, what intouchpay.Lookup, judge func(intouchpay.Transaction, bool, intouchpay.View) intouchpay.Verdict) (intouchpay.Verdict, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken {
		return intouchpay.Verdict{}, errors.New("the disk is full")
	}
	t, found := b.find(what)
	return b.keep(judge(t, found, b.view(what.Phone))), nil
}

func (b *book) keep(v intouchpay.Verdict) intouchpay.Verdict {
	if v.Changed {
		b.transactions[v.Transaction.ID] = v.Transaction
		b.last = max(b.last, v.Transaction.ID)
		digits := v.Transaction.Phone.Digits()
		s := b.subscriber[digits]
		s.Balance += v.Move.Subscriber
		b.subscriber[digits] = s
		b.account += v.Move.Account
	}
	return v
}

func (b *book) Run(_ context.Context, v intouchpay.Verdict) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ran = append(b.ran, v.Effects...)
}

// resolve is what a gateway does with a subscriber's answer.
func (b *book) resolve(id int64, d intouchpay.Decision) {
	b.mu.Lock()
	t := b.transactions[id]
	v := b.keep(intouchpay.Resolve(t, d, b.view(t.Phone)))
	b.mu.Unlock()
	b.Run(context.Background(), v)
}

func settings() intouchpay.Settings {
	return intouchpay.Settings{
		Username: username, AccountNo: account, PartnerPassword: partner,
		Terms: intouchpay.Terms{
			Payee:    "Demo Shop",
			Payments: intouchpay.Limits{Min: 100, Max: 10_000}, Deposits: intouchpay.Limits{Min: 100, Max: 10_000},
			CallbackURL: "http://127.0.0.1:1/registered",
		},
		Now: func() time.Time { return noon },
	}
}

// service is a server on loopback.
func service(t *testing.T, s intouchpay.Settings, b intouchpay.Book) string {
	t.Helper()
	server := httptest.NewServer(intouchpay.NewServer(s, b, nil))
	t.Cleanup(server.Close)
	return server.URL
}

// signed are the credentials of a call, with more fields as name, value pairs. A
// value of "-" takes the field away.
func signed(pairs ...string) url.Values {
	const timestamp = "20260501120000"
	form := url.Values{
		"username": {username}, "accountno": {account}, "timestamp": {timestamp},
		"password": {intouchpay.Password(username, account, partner, timestamp)},
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "-" {
			form.Del(pairs[i])
		}
	}
	return form
}

func payment(pairs ...string) url.Values {
	return signed(append([]string{"amount", "1500", "mobilephone", phone, "requesttransactionid", "4522233"}, pairs...)...)
}

const formType = "application/x-www-form-urlencoded"

// serve gives the answer of a handler without a network between.
func serve(h http.Handler, path, contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// answer is the body that a call gets of a fresh service.
func answer(call intouchpay.Name, form url.Values) string {
	h := intouchpay.NewServer(settings(), newBook(), nil)
	return serve(h, "/api/"+string(call)+"/", formType, form.Encode()).Body.String()
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is\n%v\nwant\n%v", what, got, want)
	}
}
