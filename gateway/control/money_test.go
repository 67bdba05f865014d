package control_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/control"
	"candybar/phone/number"
)

// till is the API of a gateway whose handler asks for 50,000 rial.
type till struct {
	t   *testing.T
	url string
}

func newTill(t *testing.T) *till {
	t.Helper()
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := "9900|F-1001|50000"
		if r.URL.Query().Get("RRN") != "" {
			answer = "thanks"
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(handler.Close)
	route, err := gateway.NewRoute("", handler.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}, Seed: 1, Seeded: true, Address: "http://gateway"})
	t.Cleanup(g.Close)
	api := httptest.NewServer(control.New(control.Options{Gateway: g, Home: number.Iran}))
	t.Cleanup(api.Close)
	return &till{t, api.URL + "/candybar/v1/"}
}

// call makes a call and reads its answer into a map or a list.
func (a *till) call(method, path, body string, want int, into any) {
	a.t.Helper()
	request, err := http.NewRequestWithContext(a.t.Context(), method, a.url+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	if response.StatusCode != want {
		a.t.Fatalf("%s %s %s: %s, want %d: %s", method, path, body, response.Status, want, got)
	}
	if err := json.Unmarshal(got, into); err != nil {
		a.t.Fatalf("%s: %v", got, err)
	}
}

type object = map[string]any

// bill dials, and returns the ids of the prompt and the invoice.
func (a *till) bill() (prompt, invoice string) {
	a.t.Helper()
	var phone object
	a.call("POST", "phones/09121234567/dial", `{"code":"*6655*123#"}`, 200, &phone)
	prompts := phone["prompts"].([]any)
	if len(prompts) != 1 || len(phone["inbox"].([]any)) != 1 {
		a.t.Fatalf("after dialling: %v", phone)
	}
	prompt = prompts[0].(object)["id"].(string)
	var invoices []object
	a.call("GET", "invoices", "", 200, &invoices)
	return prompt, invoices[len(invoices)-1]["id"].(string)
}

func TestPromptsAndInvoices(t *testing.T) {
	t.Parallel()
	a := newTill(t)
	var empty []object
	a.call("GET", "invoices", "", 200, &empty)
	a.call("GET", "charges", "", 200, &empty)
	if empty == nil || len(empty) != 0 {
		t.Errorf("at first there is %v", empty)
	}
	prompt, id := a.bill()
	var refused object
	a.call("POST", "invoices/"+id+"/replay", "", 409, &refused)
	var changed object
	a.call("PATCH", "invoices/"+id, `{"outcome":"lost"}`, 200, &changed)
	if changed["outcome"] != "lost" || changed["state"] != "link-sent" || changed["paidAt"] != nil || changed["yours"] != "F-1001" || changed["price"] != float64(50_000) {
		t.Errorf("invoice %v", changed)
	}
	var phone object
	a.call("POST", "phones/989121234567/prompts/"+prompt, `{"answer":"approve"}`, 200, &phone)
	if phone["balance"] != float64(gateway.DefaultBalance-50_000) || len(phone["prompts"].([]any)) != 0 || len(phone["inbox"].([]any)) != 2 {
		t.Errorf("after paying: %v", phone)
	}
	a.call("POST", "phones/09121234567/prompts/"+prompt, `{"answer":"approve"}`, 409, &refused)
	var charges []object
	a.call("GET", "charges", "", 200, &charges)
	if len(charges) != 1 || charges[0]["state"] != "succeeded" || charges[0]["amount"] != float64(50_000) || charges[0]["invoice"] != id {
		t.Errorf("charges %v", charges)
	}
	a.call("POST", "invoices/"+id+"/replay", "", 200, &changed)
	if len(changed["callbacks"].([]any)) != 1 || len(changed["rrn"].(string)) != 12 {
		t.Errorf("after a replay: %v", changed)
	}
}

func TestWhatMoneyCallsRefuse(t *testing.T) {
	t.Parallel()
	a := newTill(t)
	prompt, id := a.bill()
	tests := []struct {
		method, path, body string
		want               int
	}{
		{"POST", "phones/09121234567/prompts/" + prompt, `{"answer":"maybe"}`, 400},
		{"POST", "phones/09121234567/prompts/" + prompt, `{}`, 400},
		{"POST", "phones/09121234567/prompts/" + prompt, `not JSON`, 400},
		{"POST", "phones/09121234567/prompts/pay-1", `{"answer":"approve"}`, 409},
		{"POST", "phones/09121234567/prompts/x", `{"otp":"1234"}`, 409},
		{"POST", "phones/09351234567/prompts/" + prompt, `{"answer":"approve"}`, 409},
		{"PATCH", "invoices/" + id, `{"outcome":"never"}`, 400},
		{"PATCH", "invoices/" + id, `{}`, 400},
		{"PATCH", "invoices/1", `{"outcome":"lost"}`, 404},
		{"PATCH", "invoices/x", `{"outcome":"lost"}`, 400},
		{"POST", "invoices/1/replay", "", 404},
		{"DELETE", "invoices/" + id, "", 404},
	}
	for _, test := range tests {
		var refused object
		a.call(test.method, test.path, test.body, test.want, &refused)
		if refused["error"] == "" {
			t.Errorf("%s %s says nothing", test.method, test.path)
		}
	}
}

func TestDecliningAndIgnoringPrompts(t *testing.T) {
	t.Parallel()
	for answer, state := range map[string]string{"decline": "cancelled", "ignore": "link-sent"} {
		a := newTill(t)
		prompt, _ := a.bill()
		var phone object
		a.call("POST", "phones/09121234567/prompts/"+prompt, `{"answer":"`+answer+`"}`, 200, &phone)
		var invoices []object
		a.call("GET", "invoices", "", 200, &invoices)
		if invoices[0]["state"] != state || phone["balance"] != float64(gateway.DefaultBalance) {
			t.Errorf("%s: %v, %v", answer, invoices, phone)
		}
	}
}

func TestIPayyUserToken(t *testing.T) {
	t.Parallel()
	a := newTill(t)
	var one, same, other object
	a.call("GET", "phones/919876543210/ipayy-user-token", "", 200, &one)
	a.call("GET", "phones/+91-98765-43210/ipayy-user-token", "", 200, &same)
	a.call("PATCH", "phones/919876543210", `{"operator":"IDEA"}`, 200, &other)
	a.call("GET", "phones/919876543210/ipayy-user-token", "", 200, &other)
	if token, _ := one["token"].(string); len(token) != 48 || one["token"] != same["token"] || one["token"] == other["token"] {
		t.Errorf("tokens %v, %v, and of another operator %v", one, same, other)
	}
}
