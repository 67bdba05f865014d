package control_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/control"
	"candybar/phone/number"
	"candybar/phone/text/hostile"
)

// longestCall bounds a call that would wait for something to happen.
const longestCall = 100 * time.Millisecond

// FuzzCall makes any call with any body. The answer is JSON, harmless to a
// terminal, of a documented status; a refusal is {"error","hint"}; and the phone
// that was called can be asked for afterwards.
func FuzzCall(f *testing.F) {
	asked := httptest.NewServer(http.HandlerFunc(shop))
	f.Cleanup(asked.Close)
	route, err := gateway.NewRoute(code, asked.URL)
	if err != nil {
		f.Fatal(err)
	}
	const mine = "phones/" + me
	for _, seed := range [][3]string{
		{"GET", "ready", ""}, {"GET", "events?after=0", ""}, {"GET", "events?after=-1&wait=1h", ""},
		{"GET", mine, ""}, {"PATCH", mine, `{"balance":5,"operator":"MCI","pin":"1234","registered":true,"skin":"smartphone","weather":"clear"}`},
		{"PATCH", mine, `{"balance":-1}`}, {"PATCH", mine, `{"operator":"\u001b[31m\u202e"}`}, {"PATCH", mine, `{"weather":"\u009b"}`},
		{"PATCH", mine, `{"ipayy_failure":"LOW_BALANCE","intouchpay_payment":"x"}`}, {"POST", mine + "/dial", `{"code":"*6655*123#"}`},
		{"POST", mine + "/dial", `{"code":"*6655*123#","handler":"\u001b"}`}, {"POST", mine + "/dial", `{"code":"\u202e*1#"}`},
		{"POST", mine + "/send", `{"text":"1"}`}, {"POST", mine + "/cancel", `{}`}, {"POST", mine + "/push", `{"text":"a\u0000","reply":true}`},
		{"POST", mine + "/push", `{"text":"\u001b]52;c;YQ==\u0007 e` + strings.Repeat(`\u0301`, 50) + `"}`},
		{"POST", mine + "/prompts/pay-1", `{"answer":"approve","otp":"1","pin":"2"}`}, {"GET", mine + "/ipayy-user-token", ""},
		{"GET", "invoices", ""}, {"GET", "charges", ""}, {"PATCH", "invoices/1", `{"outcome":"lost"}`}, {"POST", "invoices/9223372036854775808/replay", ""},
		{"GET", "phones/\u009b/x", ""}, {"DELETE", "phones//..%2f%1b", "["}, {"POST", mine + "/send", strings.Repeat("[", 20_000)},
		{"POST", mine + "/send", "{\"text\":\"\xff\xed\xa0\x80\"} {}"},
	} {
		f.Add(seed[0], seed[1], seed[2], "application/json")
	}
	f.Add("POST", mine+"/send", "{}", "text/html; \x1b")
	f.Fuzz(func(t *testing.T, method, path, body, contentType string) {
		if callsElsewhere(body) {
			t.Skip("it would ask another machine")
		}
		g := newGateway(t, route)
		api := control.New(control.Options{Gateway: g, Home: number.Iran})
		ctx, cancel := context.WithTimeout(t.Context(), longestCall)
		defer cancel()
		request, err := http.NewRequestWithContext(ctx, method, "http://127.0.0.1"+control.Prefix+path, strings.NewReader(body))
		if err != nil {
			t.Skip("no HTTP client sends it")
		}
		request.Header.Set("Content-Type", contentType)
		answer := httptest.NewRecorder()
		api.ServeHTTP(answer, request)
		checkAnswer(t, answer, ctx.Err() != nil)

		after := httptest.NewRecorder()
		api.ServeHTTP(after, httptest.NewRequest("GET", "http://127.0.0.1"+control.Prefix+"phones/"+me, nil))
		if checkAnswer(t, after, false); after.Code != http.StatusOK {
			t.Errorf("the phone is not there any more: %d %s", after.Code, after.Body)
		}
	})
}

// callsElsewhere reports whether a body names a handler that could be asked.
func callsElsewhere(body string) bool {
	var named struct{ Handler string }
	_ = json.NewDecoder(strings.NewReader(body)).Decode(&named)
	_, err := gateway.ParseHandler(named.Handler)
	return err == nil
}

func checkAnswer(t *testing.T, answer *httptest.ResponseRecorder, late bool) {
	t.Helper()
	body := answer.Body.String()
	var refusal map[string]string
	switch answer.Code {
	case http.StatusOK:
		if !json.Valid([]byte(body)) {
			t.Errorf("200 %q is no JSON", body)
		}
	case http.StatusTemporaryRedirect, http.StatusMovedPermanently:
		if to := answer.Header().Get("Location"); !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
			t.Errorf("sent to %q", to)
		}
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusServiceUnavailable:
		if err := json.Unmarshal([]byte(body), &refusal); err != nil || len(refusal) != 2 || refusal["error"] == "" {
			t.Errorf("%d %q is no refusal: %v", answer.Code, body, err)
		}
		if answer.Code == http.StatusServiceUnavailable && !late {
			t.Errorf("%d %s", answer.Code, body)
		}
	default:
		t.Errorf("%d %q", answer.Code, body)
	}
	if found := hostile.FoundInJSON(body); found != "" {
		t.Errorf("the answer has %s", found)
	}
	if len(body) > 1<<20 {
		t.Errorf("the answer has %d octets", len(body))
	}
}
