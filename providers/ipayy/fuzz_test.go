package ipayy_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"candybar/phone/text/hostile"
	"candybar/providers/ipayy"
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

// FuzzClient has iPayy answer anything. The client either takes it for what was
// asked, whole and about this token, or says in a clean error what is wrong; it
// never takes a failure for money.
func FuzzClient(f *testing.F) {
	const token = "IZ71vZB-1"
	entry := func(key, value string) string {
		return "<entry><key>" + key + "</key><value>" + value + "</value></entry>"
	}
	billed := "<payment-response><response-parameter-map>" + entry("request-token-id", token) + entry("payment-status", "SUCCESS") +
		entry("currency", "INR") + entry("amount-charged", "1.05") + entry("transaction-id", "7") + "</response-parameter-map></payment-response>"
	sent := "<consent-response><response-parameter-map>" + entry("request-token-id", token) + entry("status", "SUCCESS") +
		entry("price", "1.05") + entry("item-name", "&#x9b;31m\u202e") + "</response-parameter-map></consent-response>"
	for _, body := range []string{
		billed, sent, "", "<a", billed[:90], strings.Replace(billed, "SUCCESS", "FAILURE", 1), strings.Replace(billed, "1.05", "-1", 1),
		"<error><error-response-code>IRQ0301</error-response-code><error-description>\u202e&#x85;</error-description></error>", "<!DOCTYPE a>" + sent, "\xff\xfe<a/>",
	} {
		f.Add(200, body)
		f.Add(400, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		client := ipayy.Client{Base: "http://ipayy.invalid", MerchantKey: "m", ApplicationKey: "a", HTTP: &http.Client{Transport: answers{status, body}}}
		got, err := client.Pay(t.Context(), ipayy.Payment{RequestToken: token, OTP: "1234"})
		checkClean(t, err, got.Operator, got.MSISDN, got.Application, string(got.Failure), got.UserToken, got.TransactionID, got.CustomerCode)
		if got.Charged < 0 || err == nil && got.Success != (got.Charged > 0) {
			t.Errorf("%q is %+v", body, got)
		}
		sent, err := client.GenerateOTP(t.Context(), ipayy.Consent{Phone: asha, Operator: "Airtel", Item: ipayy.Item{ID: "1", Name: "a", Price: 105}, RequestToken: token})
		checkClean(t, err, sent.Operator, sent.Item.ID, sent.Item.Name, sent.MSISDN, sent.Application, sent.UserToken)
		if err == nil && sent.RequestToken != token {
			t.Errorf("%q is about %q", body, sent.RequestToken)
		}
	})
}

func checkClean(t *testing.T, err error, fields ...string) {
	t.Helper()
	if problem := (*ipayy.Problem)(nil); errors.As(err, &problem) {
		fields = append(fields, problem.Text, string(problem.Code))
	}
	if err != nil {
		fields = append(fields, err.Error())
	}
	for _, field := range fields {
		if found := hostile.Found(field); found != "" {
			t.Error(found)
		}
	}
}
