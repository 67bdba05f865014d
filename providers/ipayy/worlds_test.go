package ipayy_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"candybar/providers/ipayy"
)

// here is our own server with a book in memory.
type here struct {
	url  string
	book *memory
}

func (h *here) base() (url, merchant, application string) {
	return h.url, settings.MerchantKey, settings.ApplicationKey
}

func (h *here) otp(*testing.T) string { return h.book.otp(asha) }

func (h *here) userToken(*testing.T) string { return ipayy.UserToken(asha, "Idea") }

func (h *here) balance(_ *testing.T, paisa int64) {
	h.book.change(asha, func(s *ipayy.Subscriber) { s.Balance = ipayy.Amount(paisa) })
}

func (h *here) unregister(*testing.T) {
	h.book.change(asha, func(s *ipayy.Subscriber) { s.Registered = false })
}

func (h *here) wait(_ *testing.T, d time.Duration) { h.book.wait(d) }

// elsewhere is a server that somebody runs, with candybar's control API or without.
type elsewhere struct{ url string }

func (e *elsewhere) base() (url, merchant, application string) {
	return e.url, cmp.Or(os.Getenv("CANDYBAR_IPAYY_MERCHANT_KEY"), "demo-merchant"), cmp.Or(os.Getenv("CANDYBAR_IPAYY_APPLICATION_KEY"), "demo-app")
}

// control makes a call about the phone, and skips the vector where it cannot.
func (e *elsewhere) control(t *testing.T, method, path, body string) string {
	t.Helper()
	status, answer := e.ask(t.Context(), t, method, path, body)
	if status != http.StatusOK {
		t.Skipf("%s of the phone%s is answered with HTTP %d: no control API", method, path, status)
	}
	return answer
}

func (e *elsewhere) ask(ctx context.Context, t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	url := strings.TrimRight(e.url, "/") + "/candybar/v1/phones/" + asha.Digits() + path
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

var (
	otpDigits = regexp.MustCompile(`[0-9]{4,8}`)
	longToken = regexp.MustCompile(`[0-9a-z]{48}`)
)

// otp is the first run of 4 to 8 digits of the last message with the OTP.
func (e *elsewhere) otp(t *testing.T) string {
	var phone struct{ Inbox []struct{ Text string } }
	if err := json.Unmarshal([]byte(e.control(t, http.MethodGet, "", "")), &phone); err != nil {
		t.Fatal(err)
	}
	for i := len(phone.Inbox) - 1; i >= 0; i-- {
		if text := phone.Inbox[i].Text; strings.Contains(text, "OTP") {
			if otp := otpDigits.FindString(text); otp != "" {
				return otp
			}
		}
	}
	t.Fatal("no OTP came")
	return ""
}

func (e *elsewhere) userToken(t *testing.T) string {
	return longToken.FindString(e.control(t, http.MethodGet, "/ipayy-user-token", ""))
}

// change changes the subscriber until the vector is over.
func (e *elsewhere) change(t *testing.T, to string) {
	e.control(t, http.MethodPatch, "", to)
	t.Cleanup(func() {
		e.ask(context.Background(), t, http.MethodPatch, "", `{"balance":1000000,"registered":true}`)
	})
}

func (e *elsewhere) balance(t *testing.T, paisa int64) {
	e.change(t, fmt.Sprintf(`{"balance":%d}`, paisa))
}

func (e *elsewhere) unregister(t *testing.T) { e.change(t, `{"registered":false}`) }

func (e *elsewhere) wait(t *testing.T, _ time.Duration) { t.Skip("time passes in tests only") }
