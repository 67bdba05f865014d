package demoshop

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"candybar/providers/inoti"
)

const (
	mobile  = "09121234567"
	session = "1c9b1f66-6f5e-4c80-9a3b-0d7c7f4b8a11"
	dialled = "*6655*123"
)

// call asks the shop as iNoti's gateway would.
func call(shop http.Handler, request inoti.Request) *httptest.ResponseRecorder {
	page := &url.URL{Path: "/ussd"}
	w := httptest.NewRecorder()
	shop.ServeHTTP(w, httptest.NewRequest(http.MethodGet, request.URL(page).String(), nil))
	return w
}

// say is one turn of mobile's session, which must be answered.
func say(t *testing.T, shop http.Handler, sequence string) string {
	t.Helper()
	return sayAs(t, shop, mobile, sequence)
}

// sayAs is one turn of a caller's session, which must be answered.
func sayAs(t *testing.T, shop http.Handler, caller, sequence string) string {
	t.Helper()
	w := call(shop, inoti.Request{Mobile: caller, SessionID: session, Call: sequence})
	if w.Code != http.StatusOK {
		t.Fatalf("mobile=%s&call=%s: status %d, %s", caller, sequence, w.Code, w.Body)
	}
	return w.Body.String()
}

func TestServedOverHTTP(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(New(Options{}))
	defer server.Close()
	response, err := http.Get(server.URL + "/ussd?mobile=09121234567&sessionid=123&call=*6655*123")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || string(body) != englishMenu {
		t.Errorf("got %s, %q", response.Status, body)
	}
	if got := response.Header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	if got := response.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("cache control %q", got)
	}
}

func TestEveryFormOfCall(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	for _, form := range []inoti.CallForm{inoti.Star, inoti.Bare, inoti.Mixed} {
		if got := say(t, shop, form.Write(dialled, true)); got != englishMenu {
			t.Errorf("%s, dialled: %q", form, got)
		}
		if got := say(t, shop, form.Write(dialled+"*1", false)); got != askCode {
			t.Errorf("%s, answered: %q", form, got)
		}
	}
}

func TestNotGET(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodHead, http.MethodPut} {
		w := httptest.NewRecorder()
		New(Options{}).ServeHTTP(w, httptest.NewRequest(method, "/?mobile=0912&sessionid=1&call=*6655*123", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET" {
			t.Errorf("%s: status %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestNotINoti(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, query string }{
		{"nothing", ""},
		{"no mobile", "sessionid=1&call=*6655*123"},
		{"no session", "mobile=0912&call=*6655*123"},
		{"no call", "mobile=0912&sessionid=1"},
		{"an empty call", "mobile=0912&sessionid=1&call="},
		{"call twice", "mobile=0912&sessionid=1&call=*6655*123&call=*6655*123*1"},
		{"another code", "mobile=0912&sessionid=1&call=*6655*124"},
		{"a longer code", "mobile=0912&sessionid=1&call=*6655*1234"},
		{"a shorter code", "mobile=0912&sessionid=1&call=*6655"},
		{"the final #", "mobile=0912&sessionid=1&call=*6655*123%23"},
		{"a mobile that is none", "sessionid=1&call=*6655*123&mobile=" + strings.Repeat("9", 65)},
		{"a session that is none", "mobile=0912&call=*6655*123&sessionid=" + strings.Repeat("9", 65)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			New(Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?"+test.query, nil))
			body := w.Body.String()
			if w.Code != http.StatusBadRequest || body == "" || strings.HasSuffix(body, "\n") {
				t.Errorf("got %d, %q", w.Code, body)
			}
			if got := w.Header().Get("Content-Type"); got != "text/plain; charset=utf-8" {
				t.Errorf("content type %q", got)
			}
		})
	}
}

// TestInOneGo dials conversations in one go and goes through them step by step:
// the last screen and what is stored must be the same.
func TestInOneGo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		inputs string
		want   customer
	}{
		{"3*9*0*0", customer{}},
		{"2*x*0", customer{}},
		{"1*x*12*34*4567", customer{mobile: mobile, code: "4567"}},
		{"5*1*۴۵۶۷", customer{mobile: mobile, code: "4567"}},
		{"4*Two eggs*0*دو نان*7*1", customer{mobile: mobile, notes: []note{{session, "دو نان"}}}},
	}
	for _, test := range tests {
		t.Run(test.inputs, func(t *testing.T) {
			t.Parallel()
			atOnce, stepwise := New(Options{}), New(Options{})
			want := say(t, atOnce, dialled+"*"+test.inputs)

			sequence := dialled
			got := say(t, stepwise, sequence)
			for _, input := range in(test.inputs) {
				sequence += "*" + input
				got = say(t, stepwise, sequence)
			}
			if got != want {
				t.Errorf("step by step %q\n   in one go %q", got, want)
			}
			c, _ := atOnce.store.of(mobile)
			if c.code != test.want.code || !slices.Equal(c.notes, test.want.notes) {
				t.Errorf("stored in one go: %+v, want %+v", c, test.want)
			}
		})
	}
}

// TestStoredAtTheEnd sees that a walk through a page does not do again what the
// page did in its own turn.
func TestStoredAtTheEnd(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	for _, inputs := range []string{"*1", "*2*x", "*2*50000*7", "*1*x", "*1*12*34", "*4*Two eggs", "*4*Two eggs*2", "*4*Two eggs*1*x"} {
		say(t, shop, dialled+inputs)
	}
	if c, known := shop.store.of(mobile); known {
		t.Errorf("stored too early: %+v", c)
	}
	for range 2 { // a network may deliver a turn twice
		say(t, shop, dialled+"*4*Two eggs*1")
	}
	if c, _ := shop.store.of(mobile); len(c.notes) != 1 {
		t.Errorf("stored %+v, want one note", c)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	var callers sync.WaitGroup
	for i := range 50 {
		callers.Go(func() {
			own := fmt.Sprintf("0912%07d", i)
			for _, inputs := range []string{"", "*1", "*1*" + own, "*4*hello*1"} {
				w := call(shop, inoti.Request{Mobile: own, SessionID: session, Call: dialled + inputs})
				if w.Code != http.StatusOK {
					t.Errorf("%s after %q: status %d", own, inputs, w.Code)
				}
			}
		})
	}
	callers.Wait()
	for i := range 50 {
		own := fmt.Sprintf("0912%07d", i)
		if c, _ := shop.store.of(own); c.code != own || len(c.notes) != 1 {
			t.Errorf("%s: stored %+v", own, c)
		}
	}
}

// buys reports whether inputs of a caller lead to a purchase.
func buys(caller string, inputs []string) bool {
	_, ok := walk(currencyOf(caller), inputs).outcome.(purchase)
	return ok
}

func FuzzCall(f *testing.F) {
	for _, seed := range []string{
		"", "*", "*6655*123", "6655*123*1*77", "*6655*123#", "1*12*34", "4*bye [end]*1", "4*9900|F-1|1000", "2*50000",
		"5*4*می\u200cخواهم*۱", "4*\xff\x00\u202e\ufeff\n*x", "3*9*9*0", strings.Repeat("*", 2*maxInputs),
	} {
		f.Add(seed)
	}
	shop := New(Options{})
	f.Fuzz(func(t *testing.T, sequence string) {
		for _, caller := range callers {
			// As it is, which seldom is a call to the shop, and as inputs to it.
			for _, sequence := range []string{sequence, dialled + "*" + sequence} {
				checkTurn(t, shop, inoti.Request{Mobile: caller, SessionID: session, Call: sequence})
			}
		}
	})
}

// checkTurn makes a turn of whatever call, and judges how it is answered.
func checkTurn(t *testing.T, shop http.Handler, turn inoti.Request) {
	w := call(shop, turn)
	switch body := w.Body.String(); w.Code {
	case http.StatusOK:
		if inputs, _ := inoti.Inputs(turn.Call, Code); buys(turn.Mobile, inputs) {
			body = strings.Replace(body, "9900|", "", 1)
		}
		if fault := wrongWith(body); fault != "" {
			t.Errorf("%+v: %s\n%s", turn, fault, body)
		}
	case http.StatusBadRequest:
		if body == "" || strings.HasPrefix(turn.Call, dialled+"*") {
			t.Errorf("%+v was refused: %q", turn, body)
		}
	default:
		t.Errorf("%+v: status %d", turn, w.Code)
	}
}

func BenchmarkEndlessCall(b *testing.B) {
	shop := New(Options{})
	endless := inoti.Request{Mobile: mobile, SessionID: session, Call: dialled + strings.Repeat("*3*0", 10_000)}
	for b.Loop() {
		call(shop, endless)
	}
}
