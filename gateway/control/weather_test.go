package control_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"candybar/gateway/event"
)

// weatherOf is the weather that the API shows for the phone.
func weatherOf(t *testing.T, a api) string {
	t.Helper()
	var shown struct {
		Weather string `json:"weather"`
	}
	if err := json.Unmarshal([]byte(a.call(t, "GET", "phones/"+me, "").body), &shown); err != nil {
		t.Fatal(err)
	}
	return shown.Weather
}

// TestWeather: it is shown, set by its name, holds, and nothing else changes it.
func TestWeather(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	if got := weatherOf(t, a); got != "clear" {
		t.Errorf("at first it is %q", got)
	}
	for _, step := range []struct{ body, want string }{
		{`{"weather":"hang-up"}`, "hang-up"}, {`{"balance":5}`, "hang-up"}, {`{"weather":null}`, "hang-up"},
		{`{"weather":"clear"}`, "clear"}, {`{"weather":"hang-up"}`, "hang-up"},
	} {
		if got := a.call(t, "PATCH", "phones/"+me, step.body); got.status != http.StatusOK {
			t.Fatalf("%s: %d %s", step.body, got.status, got.body)
		}
		if got := weatherOf(t, a); got != step.want {
			t.Errorf("after %s it is %q", step.body, got)
		}
	}
	if got := a.call(t, "POST", "phones/"+me+"/dial", `{"code":"*6655*123#"}`); got.status != http.StatusOK || !strings.Contains(got.body, `"ended":"released"`) {
		t.Errorf("dialled: %d %s", got.status, got.body)
	}
	var happened []string
	for _, e := range a.gateway.Log().Since(0) {
		if body, ok := e.Body.(event.Weather); ok {
			happened = append(happened, body.Fault)
		}
	}
	if strings.Join(happened, " ") != "hang-up" {
		t.Errorf("what happened is %v", happened)
	}
}

// TestUnknownWeather changes nothing, and the hint lists those that there are.
func TestUnknownWeather(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for _, body := range []string{`{"weather":"rain"}`, `{"weather":""}`, `{"balance":5,"weather":"Storm"}`} {
		got := a.call(t, "PATCH", "phones/"+me, body)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "there is no weather ") || !strings.Contains(got.body, "use one of clear, slow, 2g, flaky, storm, delay, ") {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
	a.untouched(t)
}
