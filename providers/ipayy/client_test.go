package ipayy_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"candybar/providers/ipayy"
)

// pair is a client and the book of the server that it calls.
func pair(t *testing.T) (ipayy.Client, *memory) {
	t.Helper()
	book := newBook()
	server := httptest.NewServer(ipayy.NewServer(settings, book, nil))
	t.Cleanup(server.Close)
	return ipayy.Client{Base: server.URL, MerchantKey: "demo-merchant", ApplicationKey: "demo-app"}, book
}

// TestClient goes through all calls with our own server.
func TestClient(t *testing.T) {
	t.Parallel()
	client, book := pair(t)
	awkward := ipayy.Item{ID: `<&>"'`, Name: "کفش ]]> 1", Price: 105}
	texts := ipayy.Texts{Success: "Paid <b>", LowBalance: "Poor"}
	for i, consent := range []ipayy.Consent{
		{Phone: asha, Operator: "Airtel", Item: awkward, Texts: texts},
		{CustomerCode: ipayy.CustomerCode(asha), Operator: "Airtel", Item: awkward},
		{UserToken: ipayy.UserToken(asha, "Idea"), Item: awkward, Texts: texts},
	} {
		consent.RequestToken = fmt.Sprintf("IZ71vZB-%d", i)
		operator := "AIRTEL"
		if consent.UserToken != "" {
			operator = "IDEA"
		}
		want := ipayy.Sent{
			Operator: operator, Item: awkward, MSISDN: "919876543210", Application: "new app",
			UserToken: ipayy.UserToken(asha, "Idea"), RequestToken: consent.RequestToken,
		}
		if sent, err := client.GenerateOTP(t.Context(), consent); sent != want || err != nil {
			t.Fatalf("%+v, %v", sent, err)
		}
		if sent, err := client.ResendOTP(t.Context(), ipayy.Resend{RequestToken: consent.RequestToken, Item: awkward}); sent != want || err != nil {
			t.Fatalf("%+v, %v", sent, err)
		}
		pay := ipayy.Payment{RequestToken: consent.RequestToken, OTP: book.otp(asha), Support: ipayy.Support{Phone: "917689023415", Email: "abc@gmail.com"}}
		billed, err := client.Pay(t.Context(), pay)
		if err != nil || !billed.Success || billed.Charged != 105 || billed.CustomerCode != ipayy.CustomerCode(asha) || billed.TransactionID == "" {
			t.Fatalf("%+v, %v", billed, err)
		}
		message := book.messages[len(book.messages)-1].Text
		if consent.Texts != (ipayy.Texts{}) && message != "Paid <b>\nSupport: 917689023415, abc@gmail.com" {
			t.Errorf("%q", message)
		}
	}
	if got := book.subscribers[asha].Balance; got != 1000-3*105 {
		t.Errorf("the wallet holds %v", got)
	}
}

// TestClientRefused is a refusal as an error with its code, and billing that
// failed as none.
func TestClientRefused(t *testing.T) {
	t.Parallel()
	client, book := pair(t)
	consent := ipayy.Consent{RequestToken: "IZ71vZBE6t", Phone: asha, Operator: "Airtel", Item: shoes}
	is := func(err error, code ipayy.Code, status int) {
		t.Helper()
		if p, ok := errors.AsType[*ipayy.Problem](err); !ok || p.Code != code || p.Status != status || p.Text == "" || !strings.Contains(err.Error(), string(code)) {
			t.Errorf("%v, want %s and %d", err, code, status)
		}
	}
	pay := ipayy.Payment{RequestToken: "IZ71vZBE6t", OTP: "0000", Support: ipayy.Support{Phone: "1"}}
	_, err := client.Pay(t.Context(), pay)
	is(err, ipayy.BadTransaction, 400)
	if _, err := client.GenerateOTP(t.Context(), consent); err != nil {
		t.Fatal(err)
	}
	_, err = client.GenerateOTP(t.Context(), consent)
	is(err, ipayy.AlreadyExists, 400)
	_, err = client.Pay(t.Context(), pay)
	is(err, ipayy.WrongOTP, 401)
	_, err = client.ResendOTP(t.Context(), ipayy.Resend{RequestToken: "nobody's", Item: shoes})
	is(err, ipayy.NotFound, 400)
	stranger := client
	stranger.ApplicationKey = "x"
	_, err = stranger.Pay(t.Context(), pay)
	is(err, ipayy.BadCredentials, 401)

	book.change(asha, func(s *ipayy.Subscriber) { s.Balance = 99 })
	pay.OTP = book.otp(asha)
	billed, err := client.Pay(t.Context(), pay)
	if err != nil || billed.Success || billed.Failure != ipayy.LowBalance || billed.Charged != 0 {
		t.Errorf("%+v, %v", billed, err)
	}
}

// TestClientAgainstAnything is a server that answers as it likes: an error, one
// request, and no secret in the message.
func TestClientAgainstAnything(t *testing.T) {
	t.Parallel()
	entries := func(token, status, amount, more string) string {
		return "<payment-response><response-parameter-map><entry><key>request-token-id</key><value>" + token + "</value></entry><entry><key>payment-status</key><value>" + status +
			"</value></entry><entry><key>amount-charged</key><value>" + amount + "</value></entry><entry><key>currency</key><value>INR</value></entry>" + more + "</response-parameter-map></payment-response>"
	}
	const mine = "IZ71vZBE6t"
	rows := map[string]struct {
		status     int
		body, says string
	}{
		"nothing":          {200, "", "no XML"},
		"HTML":             {502, "<html><p>Bad gateway</html>", "HTTP 502"},
		"a redirect":       {307, "", "HTTP 307"},
		"too much":         {200, strings.Repeat(" ", 64<<10+1), "64 KiB"},
		"a DTD":            {200, "<!DOCTYPE a><a/>", "DTD"},
		"another document": {200, "<consent-response/>", "no payment-response"},
		"no map":           {200, "<payment-response/>", "no payment-response"},
		"a status":         {500, entries(mine, "SUCCESS", "1.00", ""), "HTTP 500"},
		"another token":    {200, entries("another", "SUCCESS", "1.00", ""), "is about"},
		"another outcome":  {200, entries(mine, "PENDING", "1.00", ""), "PENDING"},
		"a wrong amount":   {200, entries(mine, "SUCCESS", "1e3", ""), "amount-charged"},
		"nothing charged":  {200, entries(mine, "SUCCESS", "0", ""), "0 was charged"},
		"a key twice":      {200, entries(mine, "SUCCESS", "1.00", "<entry><key>currency</key><value>USD</value></entry>"), "twice"},
		"an error in 200":  {200, "<error><error-response-code>IRQ0103</error-response-code><error-description> late\x7f</error-description></error>", "IRQ0103 (200): late"},
	}
	for what, row := range rows {
		var requests atomic.Int32
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			requests.Add(1)
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(row.status)
			fmt.Fprint(w, row.body)
		}))
		t.Cleanup(server.Close)
		client := ipayy.Client{Base: server.URL + "/", MerchantKey: "m", ApplicationKey: "very-secret", HTTP: &http.Client{}}
		_, err := client.Pay(t.Context(), ipayy.Payment{RequestToken: mine, OTP: "7321", Support: ipayy.Support{Phone: "1"}})
		if err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "7321") || strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%s: %v, want %q in it", what, err, row.says)
		}
		if requests.Load() != 1 {
			t.Errorf("%s: %d requests", what, requests.Load())
		}
	}
}

// TestClientCannot is where nothing is sent or nobody answers.
func TestClientCannot(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		requests.Add(1)
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(server.Close)
	resend := ipayy.Resend{RequestToken: "IZ71vZBE6t", Item: shoes}
	for _, base := range []string{"", "api.ipayy.com", "ftp://x", "http://", "http://x\n", "://"} {
		if _, err := (ipayy.Client{Base: base}).ResendOTP(t.Context(), resend); err == nil || !strings.Contains(err.Error(), "nothing was sent") {
			t.Errorf("%q: %v", base, err)
		}
	}
	client := ipayy.Client{Base: server.URL}
	if _, err := client.ResendOTP(t.Context(), resend); err == nil || requests.Load() != 1 {
		t.Errorf("aborted: %v after %d requests", err, requests.Load())
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.ResendOTP(cancelled, resend); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
