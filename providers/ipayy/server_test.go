package ipayy_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"candybar/providers/ipayy"
)

// The requests of iPayy's page, its template's blanks included in one.
const (
	askItem    = "<currency>INR</currency><item><item-details><price>1.00</price><item-id>voGi</item-id><item-name>Nike Air</item-name></item-details></item>"
	askByPhone = "<consent-generate-otp-request>\n<request-token-id>IZ71vZBE6t</request-token-id> <msisdn> 9876543219 </msisdn><operator-name>Airtel</operator-name>" + askItem + "</consent-generate-otp-request>"
	askAgain   = "<consent-resend-otp-request><request-token-id>IZ71vZBE6t</request-token-id>" + askItem + "</consent-resend-otp-request>"
)

func askByToken(token string) string {
	return "<consent-generate-otp-discovery><request-token-id>IZ71vZBE6t</request-token-id><ipayy-user-token>" + token + "</ipayy-user-token>" + askItem + "</consent-generate-otp-discovery>"
}

func askToPay(otp string) string {
	return "<process-payment-request><request-token-id>IZ71vZBE6t</request-token-id><otp-code>" + otp + "</otp-code><support-phone-number>917689023415</support-phone-number></process-payment-request>"
}

// TestBytes is every answer as it goes over the wire.
func TestBytes(t *testing.T) {
	t.Parallel()
	book := newBook()
	handler := ipayy.NewServer(settings, book, nil)
	expect := func(path, body string, status int, want string) {
		t.Helper()
		got := post(t, handler, path, body)
		if got.Code != status || got.Body.String() != want || got.Header().Get("Content-Type") != "application/xml" {
			t.Errorf("%s: %d %v\n%s\nwant %d\n%s", path, got.Code, got.Header(), got.Body, status, want)
		}
	}
	userToken := ipayy.UserToken(ravi, "Idea")
	entry := func(key, value string) string {
		return "<entry><key>" + key + "</key><value>" + value + "</value></entry>"
	}
	sent := "<consent-response><response-parameter-map>" + entry("operator-name", "AIRTEL") + entry("item-name", "Nike Air") + entry("item-id", "voGi") +
		entry("price", "1.00") + entry("status", "SUCCESS") + entry("msisdn", "919876543219") + entry("application-name", "new app") +
		entry("ipayy-user-token", userToken) + entry("request-token-id", "IZ71vZBE6t") + "</response-parameter-map></consent-response>"
	rest := entry("ipayy-user-token", userToken) + entry("transaction-id", "10000004") + entry("request-token-id", "IZ71vZBE6t") +
		entry("customer-code", ipayy.CustomerCode(ravi)) + entry("currency", "INR") + "</response-parameter-map></payment-response>"
	first := "<payment-response><response-parameter-map>" + entry("operator-name", "AIRTEL") + entry("msisdn", "919876543219") + entry("application-name", "new app")
	expect(ipayy.PathUndiscovered, askByPhone, 200, sent)
	expect(ipayy.PathResend+"/", askAgain, 200, sent)
	expect(ipayy.PathPayment, askToPay("0000"), 401,
		"<error><http-status-code>401</http-status-code><error-response-code>ICR0201</error-response-code><error-description>The iPayy PIN / OTP token did not match.</error-description></error>")
	expect(ipayy.PathPayment+"/", askToPay(book.otp(ravi)), 200, first+entry("amount-charged", "1.00")+entry("payment-status", "SUCCESS")+rest)
	if got := book.subscribers[ravi].Balance; got != 900 {
		t.Errorf("the wallet holds %v", got)
	}

	poor := newBook()
	poor.change(ravi, func(s *ipayy.Subscriber) { s.Balance = 0 })
	handler = ipayy.NewServer(settings, poor, nil)
	expect(ipayy.PathDiscovered, askByToken(userToken), 200, strings.Replace(sent, "AIRTEL", "IDEA", 1))
	expect(ipayy.PathPayment, askToPay(poor.otp(ravi)), 200, strings.Replace(first, "AIRTEL", "IDEA", 1)+
		entry("amount-charged", "0")+entry("payment-status", "FAILURE")+entry("failure-reason", "LOW_BALANCE")+strings.Replace(rest, "04<", "02<", 1))
	expect("/v001/c/nothing", "", 404,
		"<error><http-status-code>404</http-status-code><error-response-code>IRQ0101</error-response-code><error-description>A required resource could not be found with the specified parameters</error-description></error>")
}

// TestOneCharge is a hundred calls at once, of each kind, with one token.
func TestOneCharge(t *testing.T) {
	t.Parallel()
	book := newBook()
	server := httptest.NewServer(ipayy.NewServer(settings, book, nil))
	t.Cleanup(server.Close)
	// every makes a hundred calls and counts the answers.
	every := func(path, body string) map[string]int {
		var mu sync.Mutex
		counts := make(map[string]int)
		var group sync.WaitGroup
		for range 100 {
			group.Go(func() {
				answer := post(t, server.Config.Handler, path, body)
				mu.Lock()
				defer mu.Unlock()
				counts[codeOf(answer.Body.String())]++
			})
		}
		group.Wait()
		return counts
	}
	if got := every(ipayy.PathUndiscovered, askByPhone); got["consent-response"] != 1 || got["IRQ0401"] != 99 {
		t.Errorf("consents: %v", got)
	}
	if len(book.rows) != 1 || len(book.messages) != 1 {
		t.Errorf("%d transactions, %d messages", len(book.rows), len(book.messages))
	}
	if got := every(ipayy.PathPayment, askToPay(book.otp(ravi))); got["payment-response"] != 1 || got["IRQ0116"] != 99 {
		t.Errorf("payments: %v", got)
	}
	if len(book.charges) != 1 || book.subscribers[ravi].Balance != 900 || len(book.messages) != 2 {
		t.Errorf("charges %v, balance %v, %d messages", book.charges, book.subscribers[ravi].Balance, len(book.messages))
	}
}

// TestTransport is what the HTTP side refuses.
func TestTransport(t *testing.T) {
	t.Parallel()
	book := newBook()
	handler := ipayy.NewServer(settings, book, nil)
	call := func(method, path, user, password string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(method, path, strings.NewReader(askByPhone))
		if user != "" {
			request.SetBasicAuth(user, password)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		return answer
	}
	for _, keys := range [][2]string{{"", ""}, {"demo-merchant", ""}, {"demo-merchant", "demo-ap"}, {"demo-app", "demo-merchant"}, {"Demo-merchant", "demo-app"}} {
		got := call("POST", ipayy.PathUndiscovered, keys[0], keys[1])
		if got.Code != 401 || codeOf(got.Body.String()) != "ICR0101" || got.Header().Get("WWW-Authenticate") == "" {
			t.Errorf("%q: %d %s", keys, got.Code, got.Body)
		}
	}
	for _, method := range []string{"GET", "PUT", "DELETE", "OPTIONS"} {
		got := call(method, ipayy.PathUndiscovered, "demo-merchant", "demo-app")
		if got.Code != 405 || codeOf(got.Body.String()) != "IRQ0301" || got.Header().Get("Allow") != "POST" {
			t.Errorf("%s: %d %s", method, got.Code, got.Body)
		}
	}
	for _, path := range []string{"/", "/v001/c/", "/v001/c/consent/genotp", "/v001/c/consent/genotpwr//", "/V001/c/consent/genotpwr"} {
		if got := call("POST", path, "demo-merchant", "demo-app"); got.Code != 404 || codeOf(got.Body.String()) != "IRQ0101" {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	if len(book.rows) > 0 {
		t.Errorf("%d transactions", len(book.rows))
	}
	for _, kind := range []string{"application/xml", "text/xml; charset=utf-8", "application/x-www-form-urlencoded", "a b;;"} {
		request := httptest.NewRequest("POST", ipayy.PathPayment, strings.NewReader(askToPay("1")))
		request.SetBasicAuth("demo-merchant", "demo-app")
		request.Header.Set("Content-Type", kind)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if codeOf(answer.Body.String()) != "IRQ0116" {
			t.Errorf("%s: %s", kind, answer.Body)
		}
	}
}

// TestSettings is the switch for the HTTP status, a broken book, and the observer.
func TestSettings(t *testing.T) {
	t.Parallel()
	book := newBook()
	always := settings
	always.AlwaysOK = true
	var seen []ipayy.Exchange
	handler := ipayy.NewServer(always, book, func(_ context.Context, e ipayy.Exchange) { seen = append(seen, e) })
	book.broken = true
	for _, body := range []string{askByPhone, strings.ReplaceAll(askByPhone, "msisdn>", "customer-code>")} {
		if got := post(t, handler, ipayy.PathUndiscovered, body); got.Code != 200 || !strings.Contains(got.Body.String(), "<http-status-code>500</http-status-code><error-response-code>UXE0001<") {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	}
	book.broken = false
	seen = nil
	post(t, handler, ipayy.PathUndiscovered+"/", askByPhone)
	post(t, handler, ipayy.PathPayment, askToPay("7777"))
	post(t, handler, ipayy.PathPayment, askToPay("<![CDATA[8888]]>"))
	post(t, handler, ipayy.PathPayment, strings.ReplaceAll(askToPay(" 9999\n"), "</process", "</broken"))
	if len(seen) != 4 {
		t.Fatalf("%d calls seen", len(seen))
	}
	consent, wrong, broken := seen[0], seen[1], seen[3]
	if consent.Path != ipayy.PathUndiscovered || consent.Request != askByPhone || consent.Status != http.StatusOK || consent.Call.Token() != "IZ71vZBE6t" ||
		nameOf(consent.Answer) != "sent" || !strings.HasPrefix(consent.Response, "<consent-response>") || len(consent.Secrets) > 0 {
		t.Errorf("%+v", consent)
	}
	if nameOf(wrong.Answer) != "ICR0201" || !slices.Equal(wrong.Secrets, []string{"7777"}) {
		t.Errorf("%+v", wrong)
	}
	if !slices.Equal(seen[2].Secrets, []string{"8888"}) {
		t.Errorf("%+v", seen[2])
	}
	if nameOf(broken.Answer) != "IRQ0301" || broken.Call != nil || !slices.Equal(broken.Secrets, []string{"9999"}) {
		t.Errorf("%+v", broken)
	}
}
