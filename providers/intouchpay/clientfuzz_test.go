package intouchpay_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"candybar/phone/text/hostile"
	"candybar/providers/intouchpay"
)

// answers is a network on which every call gets one answer.
type answers struct {
	status int
	body   string
}

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{},
		Body: io.NopCloser(strings.NewReader(a.body)), Request: r,
	}, nil
}

// FuzzClient has IntouchPay answer anything. What is no answer is an error that
// harms no terminal, and nothing that says success false is ever one.
func FuzzClient(f *testing.F) {
	for _, body := range []string{
		`{"success":true,"responsecode":"1000","transactionid":"1425","status":"Pending"}`, `{"success":true,"responsecode":01,"status":"Successfully"}`,
		`{"success":false,"responsecode":2100,"message":"\u001b]0;x\u0007 \u202e"}`, `{"success":true,"balance":"1e400"}`, `{"success":true,"balance":-25000.50}`,
		"", "null", "{}", `{"success":"true"}`, `{"success":true,"responsecode":{}}`, strings.Repeat("[", 9999), "\xff", `{"success":true,"responsecode":"2001","message":"\ud800"}`,
	} {
		f.Add(200, body)
		f.Add(400, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		c := client("http://intouchpay.invalid/api/")
		c.HTTP = &http.Client{Transport: answers{status, body}}
		ctx, refuses := t.Context(), strings.Contains(body, `"success":false`) && strings.Count(strings.ToLower(body), "success") == 1
		_, asked := c.RequestPayment(ctx, pay)
		_, sent := c.RequestDeposit(ctx, intouchpay.Deposit{Amount: "100", Phone: phone, RequestID: "8"})
		_, balance := c.Balance(ctx)
		for _, err := range []error{asked, sent, balance} {
			if err == nil && refuses {
				t.Errorf("%q is taken for success", body)
			}
			checkHarmless(t, err)
		}
		for _, kind := range []intouchpay.Kind{intouchpay.KindPayment, intouchpay.KindDeposit} {
			progress, err := c.Status(ctx, kind, intouchpay.Status{RequestID: "7", TransactionID: "1425"})
			checkHarmless(t, err)
			switch progress.State {
			case intouchpay.Pending, intouchpay.Success, intouchpay.Failed:
			case "":
				if err == nil {
					t.Errorf("%q is the progress %+v", body, progress)
				}
			default:
				t.Errorf("%q is the state %q", body, progress.State)
			}
		}
	})
}

func checkHarmless(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if found := hostile.Found(err.Error()); found != "" {
		t.Errorf("the error has %s", found)
	}
}
