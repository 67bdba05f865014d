package server_test

import (
	"net/http"
	"strings"
	"testing"

	"candybar/gateway/server"
)

// TestGuarded: on loopback a provider's API is for this machine, under its own
// names and the provider's, and for no web page.
func TestGuarded(t *testing.T) {
	t.Parallel()
	s, err := server.Start(server.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	const (
		soap    = "/_services/ExternalUssdPay.asmx"
		ipayy   = "/v001/c/pay/dopayment"
		intouch = "/api/getbalance/"
		shop    = "/demoshop?mobile=09121234567&sessionid=1&call=*6655*123"
	)
	// 0 is anything but a refusal of the guard's.
	tests := []struct {
		method, path, header string
		status               int
	}{
		{"POST", soap, "", 0},
		{"POST", ipayy, "", 0},
		{"POST", intouch, "", 0},
		{"GET", shop, "", 0},
		{"POST", intouch, "Host: localhost:6655", 0},
		{"POST", intouch, "Host: [::1]:6655", 0},
		{"POST", intouch, "Host: host.docker.internal:6655", 0},

		{"POST", soap, "Host: login.inoti.com", 0},
		{"GET", soap, "Host: login.inoti.com:6655", 0},
		{"POST", ipayy, "Host: api.ipayy.com", 0},
		{"POST", intouch, "Host: www.intouchpay.co.rw", 0},
		{"POST", intouch, "Host: developer.intouchpay.co.rw", 0},
		{"POST", intouch, "Host: WWW.IntouchPay.co.rw", 0},
		{"POST", soap, "Host: api.ipayy.com", 421},
		{"POST", ipayy, "Host: login.inoti.com", 421},
		{"POST", intouch, "Host: api.ipayy.com", 421},
		{"GET", shop, "Host: login.inoti.com", 421},

		{"POST", soap, "Host: evil.example", 421},
		{"GET", soap, "Host: evil.example:6655", 421},
		{"POST", ipayy, "Host: evil.example", 421},
		{"POST", intouch, "Host: evil.example", 421},
		{"POST", intouch, "Host: www.intouchpay.co.rw.evil.example", 421},
		{"POST", intouch, "Host: localhost.evil.example", 421},
		{"POST", intouch, "Host: docker.internal.evil.example", 421},
		{"GET", shop, "Host: evil.example", 421},

		{"POST", soap, "Sec-Fetch-Site: cross-site", 403},
		{"POST", ipayy, "Origin: http://evil.example", 403},
		{"POST", intouch, "Origin: null", 403},
		{"POST", intouch, "Sec-Fetch-Site: same-site", 403},
		{"GET", soap, "Sec-Fetch-Site: cross-site", 0},
		{"POST", soap, "Sec-Fetch-Site: same-origin", 0},
	}
	for _, test := range tests {
		request, err := http.NewRequest(test.method, s.URL()+test.path, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		name, value, _ := strings.Cut(test.header, ": ")
		if name == "Host" {
			request.Host = value
		} else if name != "" {
			request.Header.Set(name, value)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		refused := response.StatusCode == 421 || response.StatusCode == 403
		if test.status == 0 && refused || test.status != 0 && response.StatusCode != test.status {
			t.Errorf("%s %s, %s: %d, want %d", test.method, test.path, test.header, response.StatusCode, test.status)
		}
	}
}

// TestGuardedBeyondLoopback: there anybody's programs may call, under any name, but
// still no web page.
func TestGuardedBeyondLoopback(t *testing.T) {
	t.Parallel()
	s, err := server.Start(server.Options{Listen: "0.0.0.0:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for header, refused := range map[string]bool{
		"Host: candybar:6655": false, "Host: 192.168.1.5:6655": false, "Origin: http://evil.example": true, "Sec-Fetch-Site: cross-site": true,
	} {
		request, err := http.NewRequest(http.MethodPost, s.URL()+"/api/getbalance/", strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
		if name == "Host" {
			request.Host = value
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if got := response.StatusCode == http.StatusForbidden; got != refused {
			t.Errorf("%s: %d", header, response.StatusCode)
		}
	}
}
