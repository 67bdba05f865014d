package inoti_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/providers/inoti"
)

func parse(t *testing.T, address string) *url.URL {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func TestRequestURL(t *testing.T) {
	t.Parallel()
	const (
		plain = "http://127.0.0.1:8000/ussd"
		id    = "3f2a"
	)
	tests := []struct {
		name, handler, call, rrn, want string
	}{
		{"the documents' example", plain, "*6655*123", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*6655*123"},
		{"after a payment", plain, "*6655*123*55*9001", "123456789012",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*6655*123*55*9001&RRN=123456789012"},
		{"a bare call", plain, "6655*123*77", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=6655*123*77"},
		{"a blank", plain, "*6655*123*two words", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*6655*123*two%20words"},
		{"no hash stays raw", plain, "*6655*123*7#7", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*6655*123*7%237"},
		{"what has a meaning in a query", plain, "*1*&=+%#;?/", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*1*%26%3D%2B%25%23%3B%3F%2F"},
		{"a written %2A stays one", plain, "*1*%2A", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*1*%252A"},
		{"Persian", plain, "*1*سلام", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*1*%D8%B3%D9%84%D8%A7%D9%85"},
		{"the handler's query is kept", plain + "?a=b&c", "*1", "",
			plain + "?a=b&c&mobile=09121234567&sessionid=3f2a&call=*1"},
		{"as it is written", plain + "?c=%2A+%20&&d=/", "*1", "",
			plain + "?c=%2A+%20&&d=/&mobile=09121234567&sessionid=3f2a&call=*1"},
		{"a question mark with nothing after it", plain + "?", "*1", "",
			plain + "?mobile=09121234567&sessionid=3f2a&call=*1"},
		{"a fragment is dropped", plain + "?a=b#top%20", "*1", "",
			plain + "?a=b&mobile=09121234567&sessionid=3f2a&call=*1"},
		{"no path, a user", "https://me:secret@example.com", "*1", "",
			"https://me:secret@example.com?mobile=09121234567&sessionid=3f2a&call=*1"},
		{"an escaped path", "http://h/a%2Fb%20c", "*1", "",
			"http://h/a%2Fb%20c?mobile=09121234567&sessionid=3f2a&call=*1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			handler := parse(t, test.handler)
			request := inoti.Request{Mobile: "09121234567", SessionID: id, Call: test.call, RRN: test.rrn}
			if diff := cmp.Diff(test.want, request.URL(handler).String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if handler.String() != parse(t, test.handler).String() {
				t.Errorf("the handler's own address became %s", handler)
			}
		})
	}
}

func TestReadRequest(t *testing.T) {
	t.Parallel()
	const whole = "mobile=09121234567&sessionid=3f2a&call=*6655*123"
	request := inoti.Request{Mobile: "09121234567", SessionID: "3f2a", Call: "*6655*123"}
	paid := request
	paid.RRN = "123456789012"
	tests := []struct {
		query string
		want  inoti.Request
		// fault is what the error names; empty where there is none.
		fault string
	}{
		{whole, request, ""},
		{"call=%2A6655%2A123&a=b&sessionid=3f2a&a=c&mobile=09121234567", request, ""},
		{whole + "&RRN=123456789012", paid, ""},
		{whole + "&RRN=", request, ""},
		{whole + "&rrn=123456789012", request, ""},

		{"", inoti.Request{}, "mobile is missing"},
		{"sessionid=3f2a&call=*6655*123", inoti.Request{}, "mobile is missing"},
		{"mobile=09121234567&call=*6655*123", inoti.Request{}, "sessionid is missing"},
		{"mobile=09121234567&sessionid=3f2a", inoti.Request{}, "call is missing"},
		{"mobile=&sessionid=3f2a&call=*6655*123", inoti.Request{}, "mobile is missing"},
		{"mobile=09121234567&sessionid&call=*6655*123", inoti.Request{}, "sessionid is missing"},
		{"mobile=09121234567&sessionid=3f2a&call=", inoti.Request{}, "call is missing"},
		{"Mobile=09121234567&sessionid=3f2a&call=*6655*123", inoti.Request{}, "mobile is missing"},

		{whole + "&mobile=09121234567", inoti.Request{}, "mobile is there 2 times"},
		{whole + "&sessionid=&sessionid=4", inoti.Request{}, "sessionid is there 3 times"},
		{"call=&" + whole, inoti.Request{}, "call is there 2 times"},
		{whole + "&RRN=1&RRN=2", inoti.Request{}, "RRN is there 2 times"},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			query, err := url.ParseQuery(test.query)
			if err != nil {
				t.Fatal(err)
			}
			got, err := inoti.ReadRequest(query)
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if test.fault == "" && err != nil || test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)) {
				t.Errorf("error %v, want %q", err, test.fault)
			}
		})
	}
}

func TestInputs(t *testing.T) {
	t.Parallel()
	const code = "*6655*123#"
	tests := []struct {
		call, code string
		want       []string
		ok         bool
	}{
		{"*6655*123", code, nil, true},
		{"6655*123", code, nil, true},
		{"*6655*123*77", code, []string{"77"}, true},
		{"6655*123*77", code, []string{"77"}, true},
		{"*6655*123*1*علی*3", code, []string{"1", "علی", "3"}, true},
		{"*6655*123*77", "*6655*123", []string{"77"}, true},
		{"*6655*123*77", "6655*123#", []string{"77"}, true},
		{"#100*1", "#100#", []string{"1"}, true},

		// An answer may hold anything; a star in it parts it.
		{"*6655*123*7#7", code, []string{"7#7"}, true},
		{"*6655*123*#", code, []string{"#"}, true},
		{"*6655*123*7*7", code, []string{"7", "7"}, true},
		{"*6655*123*", code, []string{""}, true},
		{"*6655*123**", code, []string{"", ""}, true},
		{"*6655*123*6655*123", code, []string{"6655", "123"}, true},

		{"", code, nil, false},
		{"*", code, nil, false},
		{"*6655*12", code, nil, false},
		{"*6655*1234", code, nil, false},
		{"*6655*1234*1", code, nil, false},
		{"*6655*123#", code, nil, false},
		{"*6655", code, nil, false},
		{"**6655*123", code, nil, false},
		{"*77*6655*123", code, nil, false},
	}
	for _, test := range tests {
		t.Run(test.call+" of "+test.code, func(t *testing.T) {
			t.Parallel()
			got, ok := inoti.Inputs(test.call, test.code)
			if ok != test.ok {
				t.Errorf("ok is %t", ok)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// FuzzRequest: whatever a caller enters reaches the handler as it was entered.
func FuzzRequest(f *testing.F) {
	f.Add("09121234567", "3f2a", "77", "سلام", "")
	f.Add("989121234567", "123", "&=+%#", " two words ", "123456789012")
	f.Add("m", "s", "7*7", "\x00\xff\r\n", "a;b")
	f.Add("&call=1", "?", "%2A", "", "#")
	handlers := []*url.URL{
		{Scheme: "http", Host: "127.0.0.1:8000", Path: "/ussd"},
		{Scheme: "https", Host: "example.com", RawQuery: "a=b&c", Fragment: "top"},
	}
	f.Fuzz(func(t *testing.T, mobile, id, first, second, rrn string) {
		if mobile == "" || id == "" {
			t.Skip("a gateway sends neither empty")
		}
		for _, form := range []inoti.CallForm{inoti.Star, inoti.Bare, inoti.Mixed} {
			for _, handler := range handlers {
				call := form.Write("*6655*123*"+first+"*"+second, false)
				want := inoti.Request{Mobile: mobile, SessionID: id, Call: call, RRN: rrn}
				to := want.URL(handler).String()
				if strings.ContainsAny(to, "# \r\n") {
					t.Errorf("%q cannot stand in a request line", to)
				}
				parsed := parse(t, to)
				query, err := url.ParseQuery(parsed.RawQuery)
				if err != nil {
					t.Fatal(err)
				}
				got, err := inoti.ReadRequest(query)
				if err != nil || got != want {
					t.Errorf("%q became %+v, %v; want %+v", to, got, err, want)
				}
				checkInputs(t, got.Call, first, second)
			}
		}
	})
}

func checkInputs(t *testing.T, call, first, second string) {
	t.Helper()
	got, ok := inoti.Inputs(call, "*6655*123#")
	if !ok {
		t.Errorf("%q does not begin with the code", call)
	}
	if strings.Contains(first+second, "*") {
		return
	}
	if want := []string{first, second}; !slices.Equal(got, want) {
		t.Errorf("the inputs of %q are %q, want %q", call, got, want)
	}
}
