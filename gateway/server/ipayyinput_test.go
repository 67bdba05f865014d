package server_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/providers/ipayy"
)

// The documents of three calls, each right where the consent was given.
const (
	itemOfBill = `<currency>INR</currency><item><item-details><price>1.50</price><item-id>1</item-id><item-name>Song</item-name></item-details></item>`
	consentXML = `<consent-generate-otp-request><request-token-id>token-0001</request-token-id><msisdn>9876543210</msisdn>` +
		`<operator-name>Airtel</operator-name>` + itemOfBill + `</consent-generate-otp-request>`
	resendXML  = `<consent-resend-otp-request><request-token-id>token-0001</request-token-id>` + itemOfBill + `</consent-resend-otp-request>`
	paymentXML = `<process-payment-request><request-token-id>token-0001</request-token-id><otp-code>000000</otp-code>` +
		`<support-phone-number>18001234</support-phone-number></process-payment-request>`
)

// errorCode finds the code of a refusal.
var errorCode = regexp.MustCompile(`<error-response-code>(.*)</error-response-code>`)

// refusal posts a document to a call of iPayy's, and returns the code that it is
// refused with; empty where it is not.
func (s *shop) refusal(path, document string) string {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.server.URL()+path, strings.NewReader(document))
	if err != nil {
		s.t.Fatal(err)
	}
	request.SetBasicAuth(server.DefaultMerchantKey, server.DefaultApplicationKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if code := errorCode.FindSubmatch(said); code != nil {
		return string(code[1])
	}
	if response.StatusCode != http.StatusOK {
		s.t.Fatalf("%s is answered %s %s", path, response.Status, said)
	}
	return ""
}

// with is a document whose element of a name is replaced.
func with(document, name, replaced string) string {
	begin, end := strings.Index(document, "<"+name+">"), strings.Index(document, "</"+name+">")
	return document[:begin] + replaced + document[end+len("</"+name+">"):]
}

func element(name, value string) string { return "<" + name + ">" + value + "</" + name + ">" }

// checkBooks: so many messages are on the phone, and no money moved.
func (s *shop) checkBooks(messages int) {
	s.t.Helper()
	view := s.on(number.India.Example()).View()
	held, err := s.server.Gateway().Ledger().Balance(number.India.Example())
	if err != nil || held != gateway.DefaultBalance || view.Subscriber.Balance != held || len(s.charges()) != 0 {
		s.t.Errorf("the wallet holds %d, %v, the charges are %+v", held, err, s.charges())
	}
	if got := len(view.Phone.Inbox()); got != messages {
		s.t.Errorf("%d messages, want %d", got, messages)
	}
}

// TestIPayyBadFields is every mandatory element missing, empty, too long, there
// twice and with more than text in it, each with its code. Nothing comes of any,
// and what was right before still is.
func TestIPayyBadFields(t *testing.T) {
	t.Parallel()
	type field struct{ name, missing, empty, long string }
	token := field{"request-token-id", "IRQ0201", "IRQ0601", "IRQ0601"}
	item := []field{
		{"currency", "IRQ0201", "IRQ0123", "IRQ0123"}, {"price", "IRQ0201", "IRQ0601", "IRQ0601"},
		{"item-id", "IRQ0201", "IRQ0601", "IRQ0601"}, {"item-name", "IRQ0201", "IRQ0601", "IRQ0601"},
	}
	tests := []struct {
		path, document string
		// messages are those on the phone before.
		messages int
		fields   []field
	}{
		{ipayy.PathUndiscovered, consentXML, 0, append([]field{
			token, {"msisdn", "IRQ0201", "ISC0401", "ISC0401"}, {"operator-name", "IRQ0201", "IRQ0109", "IRQ0109"},
		}, item...)},
		{ipayy.PathResend, resendXML, 1, append([]field{token}, item...)},
		{ipayy.PathPayment, paymentXML, 1, []field{
			token, {"otp-code", "IRQ0201", "ICR0301", "ICR0301"}, {"support-phone-number", "IRQ0201", "IRQ0201", "IRQ0601"},
		}},
	}
	for _, test := range tests {
		for _, f := range test.fields {
			t.Run(test.path+" "+f.name, func(t *testing.T) {
				t.Parallel()
				s := open(t, ledger.OnTime)
				if test.messages > 0 {
					if code := s.refusal(ipayy.PathUndiscovered, consentXML); code != "" {
						t.Fatal(code)
					}
				}
				document := test.document
				if test.path == ipayy.PathPayment {
					document = with(document, "otp-code", element("otp-code", s.otp()))
				}
				for what, row := range map[string][2]string{
					"missing":  {"", f.missing},
					"empty":    {element(f.name, ""), f.empty},
					"blank":    {element(f.name, " \n\t"), f.empty},
					"too long": {element(f.name, strings.Repeat("9", 1001)), f.long},
					"twice":    {strings.Repeat(element(f.name, "12345678"), 2), "IRQ0301"},
					"no text":  {element(f.name, "<a>12345678</a>"), "IRQ0301"},
				} {
					if got := s.refusal(test.path, with(document, f.name, row[0])); got != row[1] {
						t.Errorf("%s: %q, want %s", what, got, row[1])
					}
				}
				s.checkBooks(test.messages)
				if code := s.refusal(test.path, document); code != "" {
					t.Errorf("afterwards: %s", code)
				}
			})
		}
	}
}

// TestIPayyBadValues is what amounts, phones and tokens may not be.
func TestIPayyBadValues(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	for _, row := range []struct {
		name, want string
		values     []string
	}{
		{"price", "IRQ0601", []string{"0", "0.00", "-1", "-0.01", "1.005", "1e3", "1,50", "1000000000", "999999999999999999999999.99", "NaN", "one", "١"}},
		{"msisdn", "ISC0401", []string{
			"98765", "98765432100", "5876543210", "989121234567", "+989121234567", "250788123456", "+447700900123", "98765x3210", "tel:+919876543210", "me", "0", "+",
		}},
		{"request-token-id", "IRQ0601", []string{"1234567", strings.Repeat("x", 41), "1234 5678", "1234567\u202e"}},
		{"currency", "IRQ0123", []string{"inr", "USD", "RWF", "₹"}},
	} {
		for _, value := range row.values {
			if got := s.refusal(ipayy.PathUndiscovered, with(consentXML, row.name, element(row.name, value))); got != row.want {
				t.Errorf("%s %q: %q, want %s", row.name, value, got, row.want)
			}
		}
	}
	s.checkBooks(0)
}

// TestIPayyPhones is every way to write a phone that is taken: each names the same
// one.
func TestIPayyPhones(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	for i, written := range []string{"9876543210", "919876543210", "+919876543210", "00919876543210", "09876543210", " 98765 43210 ", "+91-98765-43210"} {
		document := with(consentXML, "msisdn", element("msisdn", written))
		document = with(document, "request-token-id", element("request-token-id", "token-000"+strings.Repeat("1", i+1)))
		if code := s.refusal(ipayy.PathUndiscovered, document); code != "" {
			t.Errorf("%q: %s", written, code)
		}
		s.checkBooks(i + 1)
	}
}

// TestIPayyRepeatedTokens: a token is used once, whatever became of it, and the
// money moves once.
func TestIPayyRepeatedTokens(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	again := func(call, path, document, want string) {
		t.Helper()
		if got := s.refusal(path, document); got != want {
			t.Errorf("%s: %q, want %q", call, got, want)
		}
	}
	other := with(consentXML, "msisdn", element("msisdn", "9876543211"))
	again("a consent", ipayy.PathUndiscovered, consentXML, "")
	again("the consent again", ipayy.PathUndiscovered, consentXML, "IRQ0401")
	again("another's consent", ipayy.PathUndiscovered, other, "IRQ0401")
	s.checkBooks(1)
	payment := with(paymentXML, "otp-code", element("otp-code", s.otp()))
	again("the payment", ipayy.PathPayment, payment, "")
	again("the payment again", ipayy.PathPayment, payment, "IRQ0116")
	again("a resend", ipayy.PathResend, resendXML, "IRQ0116")
	again("the consent again", ipayy.PathUndiscovered, consentXML, "IRQ0401")
	again("a payment that nobody asked for", ipayy.PathPayment, with(payment, "request-token-id", element("request-token-id", "token-0002")), "IRQ0116")
	if held := s.on(number.India.Example()).View().Subscriber.Balance; held != gateway.DefaultBalance-150 || len(s.charges()) != 1 {
		t.Errorf("the wallet holds %d, the charges are %+v", held, s.charges())
	}
}
