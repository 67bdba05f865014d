package control_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway/control"
	"candybar/phone/number"
)

// TestGuard: on loopback a program of this machine may call, and a web page may
// not.
func TestGuard(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		headers []string
		status  int
		fault   string
	}{
		{"a program", nil, 200, ""},
		{"localhost", []string{"Host: localhost:6655"}, 200, ""},
		{"localhost without a port", []string{"Host: LocalHost"}, 200, ""},
		{"another loopback address", []string{"Host: 127.9.9.9:6655"}, 200, ""},
		{"loopback of IPv6", []string{"Host: [::1]:6655"}, 200, ""},
		{"loopback of IPv6 without a port", []string{"Host: [::1]"}, 200, ""},

		{"a foreign name", []string{"Host: evil.example"}, 403, "the host evil.example is not this machine"},
		{"a foreign name with our port", []string{"Host: evil.example:6655"}, 403, "not this machine"},
		{"a name that begins like ours", []string{"Host: localhost.evil.example"}, 403, "not this machine"},
		{"a name that begins like our address", []string{"Host: 127.0.0.1.evil.example"}, 403, "not this machine"},
		{"an address of the network", []string{"Host: 192.168.1.5:6655"}, 403, "not this machine"},
		{"every address", []string{"Host: 0.0.0.0"}, 403, "not this machine"},

		{"a page of another site", []string{"Sec-Fetch-Site: cross-site"}, 403, "another origin"},
		{"a page of a sister site", []string{"Sec-Fetch-Site: same-site"}, 403, "another origin"},
		{"a page of our own", []string{"Sec-Fetch-Site: same-origin"}, 200, ""},
		{"the address bar", []string{"Sec-Fetch-Site: none"}, 200, ""},
		{"an old browser's page", []string{"Origin: http://evil.example"}, 403, "another origin"},
		{"a page from nowhere", []string{"Origin: null"}, 403, "another origin"},
		{"a page of another port", []string{"Origin: http://127.0.0.1:1"}, 403, "another origin"},
		{"a page of our own in an old browser", []string{"Host: 127.0.0.1:6655", "Origin: http://127.0.0.1:6655"}, 200, ""},
		{"rebound", []string{"Host: evil.example", "Origin: http://evil.example", "Sec-Fetch-Site: same-origin"}, 403, "not this machine"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := serve(t, shop)
			got := a.call(t, "POST", "phones/"+me+"/dial", dialled.body, test.headers...)
			if got.status != test.status {
				t.Errorf("%+v, want %d", got, test.status)
			}
			if test.fault == "" {
				return
			}
			if fault := got.refusal(t); !strings.Contains(fault, test.fault) {
				t.Errorf("%q, want %q", fault, test.fault)
			}
			a.untouched(t)
		})
	}
}

// TestForeignPageMayNotLook: what a page of another origin may do without asking,
// a GET, makes no phone, and holds no connection.
func TestForeignPageMayNotLook(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header string
		status int
	}{
		{"Sec-Fetch-Site: cross-site", 403},
		{"Sec-Fetch-Site: same-site", 403},
		{"Origin: http://evil.example", 403},
		{"Origin: null", 403},
		{"Sec-Fetch-Site: same-origin", 200},
		{"Sec-Fetch-Site: none", 200},
		{"User-Agent: curl", 200},
	}
	for _, test := range tests {
		a := serve(t, shop)
		for _, path := range []string{"ready", "phones/" + me, "events", "invoices", "charges"} {
			got := a.call(t, "GET", path, "", test.header)
			if got.status != test.status {
				t.Errorf("%s, %s: %+v", test.header, path, got)
			}
			if test.status == 403 && !strings.Contains(got.refusal(t), "another origin") {
				t.Errorf("%s, %s: %s", test.header, path, got.body)
			}
		}
		if phones := len(a.gateway.Views()); test.status == 403 && phones != 0 {
			t.Errorf("%s: it made %d phones", test.header, phones)
		}
	}
}

// A foreign name may not even look.
func TestForeignHostMayNotLook(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for _, path := range []string{"ready", "phones/" + me, "events", "nothing"} {
		if got := a.call(t, "GET", path, "", "Host: evil.example"); got.status != http.StatusForbidden || got.refusal(t) == "" {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

func TestToken(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		headers []string
		status  int
	}{
		{"none", nil, 401},
		{"empty", []string{"Authorization: Bearer "}, 401},
		{"wrong", []string{"Authorization: Bearer s3cre7"}, 401},
		{"the beginning", []string{"Authorization: Bearer s3cr"}, 401},
		{"and more", []string{"Authorization: Bearer s3cret1"}, 401},
		{"another scheme", []string{"Authorization: Basic s3cret"}, 401},
		{"without a scheme", []string{"Authorization: s3cret"}, 401},
		{"right", []string{"Authorization: Bearer s3cret"}, 200},
		{"right, from elsewhere", []string{"Authorization: Bearer s3cret", "Host: candybar.example:6655"}, 200},
	}
	g := newGateway(t)
	server := httptest.NewServer(control.New(control.Options{Gateway: g, Home: number.Iran, Token: "s3cret"}))
	t.Cleanup(server.Close)
	a := api{g, server.URL + control.Prefix}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, path := range []string{"ready", "phones/" + me, "events"} {
				got := a.call(t, "GET", path, "", test.headers...)
				if got.status != test.status {
					t.Errorf("%s: %+v, want %d", path, got, test.status)
				}
				if got.status == http.StatusOK {
					continue
				}
				if got.refusal(t) == "" || got.header.Get("WWW-Authenticate") != "Bearer" || strings.Contains(got.body, "s3cret") {
					t.Errorf("%s: %+v", path, got)
				}
			}
		})
	}
}
