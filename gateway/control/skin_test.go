package control_test

import (
	"net/http"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/phone/number"
)

// TestSkin: a phone's skin can be read, changed between two sessions, and does
// what it does whoever presses the keys.
func TestSkin(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	send := func(method, call, body string, status int, want string) {
		t.Helper()
		got := a.call(t, method, "phones/"+me+call, body)
		if got.status != status || !strings.Contains(got.body, want) {
			t.Errorf("%s %s %s: %d %s, want %d with %s", method, call, body, got.status, got.body, status, want)
		}
	}
	send("PATCH", "", `{"skin":"nokia"}`, http.StatusBadRequest, "feature or smartphone")
	send("PATCH", "", `{"skin":"smartphone","balance":-1}`, http.StatusBadRequest, "negative")
	send("GET", "", "", http.StatusOK, `"skin":"feature"`)
	send("PATCH", "", `{"skin":"smartphone","balance":5}`, http.StatusOK, `"balance":5,"registered":true,"skin":"smartphone"`)
	send("POST", "/dial", `{"code":"*6655*123#"}`, http.StatusOK, `"state":"open"`)
	send("PATCH", "", `{"skin":"feature"}`, http.StatusConflict, "a session is open")
	send("POST", "/send", `{"text":""}`, http.StatusOK, `"state":"idle","screen":"","ended":"cancelled"`)
	send("PATCH", "", `{"skin":"feature"}`, http.StatusOK, `"skin":"feature"`)
	if got := a.gateway.Line(number.Rwanda.Example()).View().Phone.Skin(); got != "feature" {
		t.Errorf("another phone is a %s", got)
	}
	if got := a.line().View().Subscriber.Balance; got == gateway.DefaultBalance {
		t.Errorf("the balance is %d", got)
	}
}
