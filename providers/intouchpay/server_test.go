package intouchpay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"candybar/providers/intouchpay"
)

// Every path by which clients call, none of them redirected.
func TestPaths(t *testing.T) {
	t.Parallel()
	const want = `{"balance":"5000.0","success":true}`
	for _, path := range []string{"/api/getbalance/", "/api/getbalance", "/api/v1/sandbox/getbalance/", "/api/v1/sandbox/getbalance"} {
		w := serve(intouchpay.NewServer(settings(), newBook(), nil), path, formType, signed().Encode())
		if w.Code != http.StatusOK || w.Body.String() != want || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s answers %d %s", path, w.Code, w.Body)
		}
	}
	for _, path := range []string{"/", "/api/", "/getbalance/", "/api/getbalance//", "/api//getbalance", "/api/GetBalance", "/api/v1/getbalance", "/api/getbalance/x"} {
		w := serve(intouchpay.NewServer(settings(), newBook(), nil), path, formType, signed().Encode())
		if w.Code != http.StatusNotFound || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s answers %d %s", path, w.Code, w.Body)
		}
	}
}

func TestOnlyPOST(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete} {
		r := httptest.NewRequest(method, "/api/getbalance/?"+signed().Encode(), nil)
		w := httptest.NewRecorder()
		intouchpay.NewServer(settings(), newBook(), nil).ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != http.MethodPost || w.Body.String() != `{"success":false,"message":"Use POST"}` {
			t.Errorf("%s is answered %d %s", method, w.Code, w.Body)
		}
	}
}

// What stands in the query is not part of the form.
func TestQueryDoesNotCount(t *testing.T) {
	t.Parallel()
	w := serve(intouchpay.NewServer(settings(), newBook(), nil), "/api/getbalance/?"+signed().Encode(), formType, "")
	same(t, "the answer", w.Body.String(), `{"success":false,"responsecode":"0002","message":"Missing Username Information"}`)
}

// A hundred at once with one id make one payment.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		call      intouchpay.Name
		duplicate string
		account   int64
	}{
		{intouchpay.RequestPayment, `"2400"`, 5_000},
		{intouchpay.RequestDeposit, `"1110"`, 3_500},
	} {
		b := newBook()
		address := service(t, settings(), b) + "/api/" + string(test.call) + "/"
		answers := make(chan string)
		for range 100 {
			go func() {
				response, err := http.Post(address, formType, strings.NewReader(payment().Encode()))
				if err != nil {
					answers <- err.Error()
					return
				}
				defer response.Body.Close()
				body, err := io.ReadAll(response.Body)
				if err != nil {
					body = []byte(err.Error())
				}
				answers <- string(body)
			}()
		}
		fine := 0
		for range 100 {
			switch a := <-answers; {
			case strings.Contains(a, `"success":true`):
				fine++
			case !strings.Contains(a, test.duplicate):
				t.Errorf("one is answered %s", a)
			}
		}
		same(t, "the number that were accepted", fine, 1)
		same(t, "the number kept", len(b.transactions), 1)
		same(t, "the account", b.account, test.account)
	}
}

// Ids of payments and of deposits do not meet; an id is free until a call with it
// was right.
func TestIDs(t *testing.T) {
	t.Parallel()
	b := newBook()
	h := intouchpay.NewServer(settings(), b, nil)
	for i, step := range []struct {
		call     intouchpay.Name
		amount   string
		contains string
	}{
		{intouchpay.RequestPayment, "0", `"2100"`},
		{intouchpay.RequestPayment, "1500", `"1000"`},
		{intouchpay.RequestPayment, "1500", `"2400"`},
		{intouchpay.RequestDeposit, "9999", `"1108"`},
		{intouchpay.RequestDeposit, "1500", `"2001"`},
		{intouchpay.RequestDeposit, "1500", `"1110"`},
	} {
		w := serve(h, "/api/"+string(step.call), formType, payment("amount", step.amount).Encode())
		if !strings.Contains(w.Body.String(), step.contains) {
			t.Errorf("step %d is answered %s, want %s", i, w.Body, step.contains)
		}
	}
	b.resolve(1425, intouchpay.Declined)
	w := serve(h, "/api/requestpayment", formType, payment().Encode())
	if !strings.Contains(w.Body.String(), `"2400"`) {
		t.Errorf("the id of a payment that failed is answered %s", w.Body)
	}
}

// running notes whether the call was answered when its effects began.
type running struct {
	*book
	w        *httptest.ResponseRecorder
	answered []bool
}

func (r *running) Run(_ context.Context, v intouchpay.Verdict) {
	for range v.Effects {
		r.answered = append(r.answered, r.w.Flushed && json.Valid(r.w.Body.Bytes()))
	}
}

func TestEffectsComeAfterTheAnswer(t *testing.T) {
	t.Parallel()
	b := &running{book: newBook(), w: httptest.NewRecorder()}
	r := httptest.NewRequest(http.MethodPost, "/api/requestpayment/", strings.NewReader(payment().Encode()))
	r.Header.Set("Content-Type", formType)
	intouchpay.NewServer(settings(), b, nil).ServeHTTP(b.w, r)
	if len(b.answered) != 1 || !b.answered[0] {
		t.Errorf("the effects ran with the answer %v", b.answered)
	}
}

func TestBrokenBook(t *testing.T) {
	t.Parallel()
	for call, want := range map[intouchpay.Name]string{
		intouchpay.RequestPayment:       `{"requesttransactionid":"4522233","success":false,"responsecode":"1008","message":"General Failure"}`,
		intouchpay.RequestDeposit:       `{"requesttransactionid":"4522233","success":false,"responsecode":"2000","message":"General Failure"}`,
		intouchpay.GetBalance:           `{"success":false,"message":"General Failure"}`,
		intouchpay.GetTransactionStatus: `{"success":false,"message":"General Failure"}`,
	} {
		b := newBook()
		b.broken = true
		var seen intouchpay.Exchange
		h := intouchpay.NewServer(settings(), b, func(_ context.Context, e intouchpay.Exchange) { seen = e })
		w := serve(h, "/api/"+string(call), formType, payment().Encode())
		if w.Code != http.StatusInternalServerError || w.Body.String() != want {
			t.Errorf("%s is answered %d %s", call, w.Code, w.Body)
		}
		if seen.Err == nil || seen.Answer != nil || string(seen.Body) != want {
			t.Errorf("the exchange is %+v", seen)
		}
	}
}

// What an observer hears has neither password.
func TestObserver(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen []intouchpay.Exchange
	h := intouchpay.NewServer(settings(), newBook(), func(_ context.Context, e intouchpay.Exchange) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, e)
	})
	w := serve(h, "/api/requestpayment/", formType, payment().Encode())
	serve(h, "/api/requestpayment/", formType, payment("password", partner).Encode())
	serve(h, "/api/requestpayment/", formType, payment("password", intouchpay.Password(username, "", partner, "20260501120000")).Encode())
	serve(h, "/api/requestpayment/", formType, payment("password", intouchpay.Password(username, account, partner, "")).Encode())
	serve(h, "/api/requestpayment/", formType, payment("password", "x").Encode())
	if len(seen) != 5 || !bytes.Equal(seen[0].Body, w.Body.Bytes()) || seen[0].Code != intouchpay.PaymentPending || len(seen[0].Problems) != 0 {
		t.Fatalf("the exchanges are %+v", seen)
	}
	for i, want := range []string{"in clear", "without the account number", "without the timestamp", "is not the SHA-256"} {
		e := seen[i+1]
		if e.Code != intouchpay.AuthInvalidPassword || len(e.Problems) != 1 || !strings.Contains(e.Problems[0], want) {
			t.Errorf("the problems are %q, want %q", e.Problems, want)
		}
	}
	all := fmt.Sprintf("%+v", seen)
	for _, secret := range []string{partner, intouchpay.Password(username, account, partner, "20260501120000")} {
		if strings.Contains(all, secret) {
			t.Errorf("%s is in the exchanges", secret)
		}
	}
}
