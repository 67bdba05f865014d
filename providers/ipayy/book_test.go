package ipayy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"candybar/phone/number"
	"candybar/providers/ipayy"
)

var (
	asha  = parsed("9876543210")
	ravi  = parsed("9876543219")
	noon  = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	shoes = ipayy.Item{ID: "voGi", Name: "Nike Air", Price: 100}
)

func parsed(form string) number.Number {
	n, err := number.Parse(form, number.India)
	if err != nil {
		panic(err)
	}
	return n
}

// memory is a book in memory: JSON rows, as a ledger's, under one lock.
type memory struct {
	mu          sync.Mutex
	now         time.Time
	rows        map[string][]byte
	subscribers map[number.Number]ipayy.Subscriber
	failure     ipayy.Failure
	fault       ipayy.Code
	broken      bool
	last        int64
	charges     []ipayy.Charge
	messages    []ipayy.SMS
}

func newBook() *memory {
	b := &memory{now: noon, rows: make(map[string][]byte), subscribers: make(map[number.Number]ipayy.Subscriber)}
	for _, phone := range []number.Number{asha, ravi, number.Iran.Example()} {
		b.subscribers[phone] = ipayy.Subscriber{Phone: phone, Operator: "Idea", Registered: true, Balance: 1000}
	}
	return b
}

var errBroken = errors.New("the store is full")

func (b *memory) Find(_ context.Context, matches func(number.Number, string) bool) (number.Number, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken {
		return number.Number{}, false, errBroken
	}
	for phone, s := range b.subscribers {
		if matches(phone, s.Operator) {
			return phone, true, nil
		}
	}
	return number.Number{}, false, nil
}

func (b *memory) Transact(_ context.Context, token string, phone number.Number, decide ipayy.Decision) (ipayy.Answer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken {
		return nil, errBroken
	}
	var t ipayy.Transaction
	if row, ok := b.rows[token]; ok {
		if err := json.Unmarshal(row, &t); err != nil {
			return nil, err
		}
	}
	if phone.IsZero() {
		phone = t.Phone
	}
	if _, known := b.subscribers[phone]; !known && !phone.IsZero() {
		b.subscribers[phone] = ipayy.Subscriber{Phone: phone, Operator: phone.Operator(), Registered: true, Balance: 1000}
	}
	b.last++
	t, answer, effects := decide(t, ipayy.View{
		Now: b.now, Subscriber: b.subscribers[phone], OTP: fmt.Sprintf("%04d", 7320+b.last), TransactionID: 10000000 + b.last,
		Failure: b.failure, Fault: b.fault,
	})
	if t.Exists() {
		row, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		b.rows[token] = row
	}
	for _, effect := range effects {
		switch e := effect.(type) {
		case ipayy.Charge:
			b.charges = append(b.charges, e)
			if s := b.subscribers[e.Phone]; e.Failure == "" {
				s.Balance -= e.Amount
				b.subscribers[e.Phone] = s
			}
		case ipayy.SMS:
			b.messages = append(b.messages, e)
		}
	}
	return answer, nil
}

// change sets a subscriber's state.
func (b *memory) change(phone number.Number, change func(*ipayy.Subscriber)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.subscribers[phone]
	change(&s)
	b.subscribers[phone] = s
}

// wait moves the clock.
func (b *memory) wait(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

// otp is the last one sent to a phone.
func (b *memory) otp(phone number.Number) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := len(b.messages) - 1; i >= 0; i-- {
		if m := b.messages[i]; m.To == phone && m.Secret != "" {
			return m.Secret
		}
	}
	return ""
}

var settings = ipayy.Settings{MerchantKey: "demo-merchant", ApplicationKey: "demo-app", Rules: ipayy.Rules{Application: "new app"}}

// post sends a body with the right credentials and gives what comes back.
func post(t *testing.T, handler http.Handler, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.SetBasicAuth("demo-merchant", "demo-app")
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

// codeOf gives the error code of an answer, or its root's name.
func codeOf(body string) string {
	if _, rest, found := strings.Cut(body, "<error-response-code>"); found {
		code, _, _ := strings.Cut(rest, "<")
		return code
	}
	root, _, _ := strings.Cut(strings.TrimPrefix(body, "<"), ">")
	return root
}
