package intouchpay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candybar/providers/intouchpay"
)

func client(base string) intouchpay.Client {
	return intouchpay.Client{
		Base: base, Username: username, AccountNo: account, PartnerPassword: partner,
		Now: func() time.Time { return noon },
	}
}

// The two halves understand one another in every profile.
func TestClientAndServer(t *testing.T) {
	t.Parallel()
	for _, profile := range []intouchpay.Profile{intouchpay.Doc, intouchpay.Observed} {
		for _, status := range []intouchpay.HTTPStatus{intouchpay.HTTPDoc, intouchpay.HTTPPortal} {
			t.Run(string(profile)+" "+string(status), func(t *testing.T) {
				t.Parallel()
				s, b, ctx := settings(), newBook(), t.Context()
				s.Profile, s.HTTPStatus, s.Terms.Strict = profile, status, true
				c := client(service(t, s, b) + "/api/")
				progress := func(kind intouchpay.Kind, id string, want intouchpay.State, code intouchpay.Code) {
					t.Helper()
					p, err := c.Status(ctx, kind, intouchpay.Status{RequestID: "7", TransactionID: id})
					if err != nil || p.State != want || p.Code != code || p.Message == "" {
						t.Errorf("the status is %+v, %v", p, err)
					}
				}
				refused := func(err error, want intouchpay.Code) {
					t.Helper()
					if e, ok := errors.AsType[*intouchpay.Error](err); !ok || e.Code != want || e.Message != want.Text() {
						t.Errorf("the error is %v, want %s", err, want.Number())
					}
				}
				id, err := c.RequestPayment(ctx, pay)
				if id != "1425" || err != nil {
					t.Errorf("the payment is %q, %v", id, err)
				}
				progress(intouchpay.KindPayment, id, intouchpay.Pending, intouchpay.StatusPending)
				_, err = c.RequestPayment(ctx, pay)
				refused(err, intouchpay.PaymentDuplicate)
				b.resolve(1425, intouchpay.Approved)
				progress(intouchpay.KindPayment, id, intouchpay.Success, intouchpay.StatusPaymentSuccessful)
				if held, err := c.Balance(ctx); held != 6_500 || err != nil {
					t.Errorf("the balance is %d, %v", held, err)
				}
				id, err = c.RequestDeposit(ctx, dep)
				if id != "1426" || err != nil {
					t.Errorf("the deposit is %q, %v", id, err)
				}
				progress(intouchpay.KindDeposit, id, intouchpay.Success, intouchpay.StatusDepositSuccessful)
				if _, err := c.Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: "7", TransactionID: id}); err == nil {
					t.Error("a deposit's success is a payment's")
				}
				_, err = c.RequestDeposit(ctx, dep)
				refused(err, intouchpay.DepositDuplicate)
				second := pay
				second.RequestID = "7b"
				if _, err = c.RequestPayment(ctx, second); err != nil {
					t.Error(err)
				}
				b.resolve(1427, intouchpay.Declined)
				p, err := c.Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: "7b", TransactionID: "1427"})
				if err != nil || p.State != intouchpay.Failed || p.Code != intouchpay.PaymentNotCompleted {
					t.Errorf("the status is %+v, %v", p, err)
				}
				_, err = c.Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: "7", TransactionID: "1"})
				refused(err, intouchpay.StatusNoTransaction)
				_, err = c.Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: "7"})
				refused(err, intouchpay.StatusMissingTransactionID)
				c.PartnerPassword = "x"
				_, err = c.Balance(ctx)
				refused(err, intouchpay.AuthInvalidPassword)
				_, err = c.Status(ctx, intouchpay.KindPayment, intouchpay.Status{RequestID: "7", TransactionID: "1425"})
				refused(err, intouchpay.AuthInvalidPassword)
			})
		}
	}
}

// What a client makes of answers that are not ours.
func TestClientReads(t *testing.T) {
	t.Parallel()
	paying := func(c intouchpay.Client) (string, error) { return c.RequestPayment(context.Background(), pay) }
	depositing := func(c intouchpay.Client) (string, error) { return c.RequestDeposit(context.Background(), dep) }
	asking := func(c intouchpay.Client) (string, error) {
		p, err := c.Status(context.Background(), intouchpay.KindPayment, intouchpay.Status{RequestID: "7"})
		return string(p.State), err
	}
	holding := func(c intouchpay.Client) (string, error) {
		francs, err := c.Balance(context.Background())
		return strings.Repeat("I", int(francs%100)), err
	}
	tests := []struct {
		name   string
		call   func(intouchpay.Client) (string, error)
		status int
		body   string
		want   string
		says   string // a part of the error
		open   bool   // the error leaves the outcome open
	}{
		{"20 digits", paying, 200, `{"success":true,"responsecode":"1000","transactionid":14251234567890123456}`, "14251234567890123456", "", false},
		{"a code that is a number", paying, 200, `{"success":true,"responsecode":1000,"transactionid":"9"}`, "9", "", false},
		{"a deposit's success", paying, 200, `{"success":true,"responsecode":"2001","transactionid":"9"}`, "", "says nothing", true},
		{"success without a code", paying, 200, `{"success":true}`, "", "says nothing", true},
		{"refused without a code", paying, 400, `{"success":false}`, "", "without a code", false},
		{"an old code", paying, 200, `{"success":false,"responsecode":"527"}`, "", `"527"`, false},
		{"a payment's success", depositing, 200, `{"success":true,"responsecode":"01"}`, "", "says nothing", true},
		{"a deposit without message", depositing, 200, `{"requesttransactionid":"1201","success":false,"responsecode":"1108"}`, "", "Insufficient Account Balance", false},
		{"no JSON", paying, 502, `<html>`, "", "HTTP 502", true},
		{"null", paying, 200, `null`, "", "HTTP 200", true},
		{"an empty object", paying, 200, `{}`, "", "HTTP 200", true},
		{"an empty body", paying, 200, ``, "", "HTTP 200", true},
		{"success that is a word", paying, 200, `{"success":"true"}`, "", "HTTP 200", true},
		{"endless", paying, 200, `{"success":true,"message":"` + strings.Repeat("x", intouchpay.MaxBody) + `"}`, "", "longer than", true},
		{"a failed payment without success", asking, 200, `{"success":false,"responsecode":"1005"}`, "failed", "", false},
		{"success as a number", asking, 200, `{"success":true,"responsecode":1}`, "success", "", false},
		{"a code nobody knows", asking, 200, `{"success":true,"responsecode":"9999"}`, "", "says nothing", true},
		{"a transaction that is not there", asking, 200, `{"success":false,"responsecode":"3200","message":"Transaction Doesn't Exist"}`, "", "Doesn't Exist", false},
		{"a balance with cents", holding, 200, `{"balance":"3.99","success":true}`, "III", "", false},
		{"a balance as a number", holding, 200, `{"balance":2.5,"currency":"RWF","success":true}`, "II", "", false},
		{"no balance", holding, 200, `{"success":true}`, "", "no number", true},
		{"a balance in words", holding, 200, `{"balance":"much","success":true}`, "", "no number", true},
		{"a balance with an exponent", holding, 200, `{"balance":1e9999,"success":true}`, "", "no number", true},
		{"a balance beyond all", holding, 200, `{"balance":99999999999999999999,"success":true}`, "", "beyond", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(test.body))
			}))
			defer server.Close()
			got, err := test.call(client(server.URL))
			same(t, "the result", got, test.want)
			if test.says == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Fatalf("the error is %v, want %q", err, test.says)
			}
			_, refused := errors.AsType[*intouchpay.Error](err)
			same(t, "being refused", refused, !test.open)
		})
	}
}

// One call is one request, whatever the answer.
func TestClientFollowsNothing(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	c := client(server.URL)
	c.HTTP = server.Client()
	if _, err := c.RequestPayment(t.Context(), pay); err == nil || !strings.Contains(err.Error(), "HTTP 307") {
		t.Errorf("the error is %v", err)
	}
	same(t, "the number of requests", calls.Load(), 1)
	same(t, "the caller's own client", server.Client().CheckRedirect == nil, true)
	for _, base := range []string{"", "ftp://h", "intouchpay.co.rw/api"} {
		if _, err := client(base).Balance(t.Context()); err == nil {
			t.Errorf("%q is an address", base)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Balance(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
