package server

import (
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway/event"
)

// A request is kept as it was on the wire, but for what opens doors.
func TestTape(t *testing.T) {
	t.Parallel()
	const m = event.Mask
	tests := []struct{ body, want string }{
		{"a=1&password=hush&b=2", "a=1&password=" + m + "&b=2"},
		{"password=hush", "password=" + m},
		{`{"a":1,"password" : "hu\"sh","b":2}`, `{"a":1,"password" : "` + m + `","b":2}`},
		{"--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhush\r\n--x--", "--x\nContent-Disposition: form-data; name=\"password\"\n\n" + m + "\n--x--"},
		{"<s:Password>hush</s:Password>", "<s:Password>" + m + "</s:Password>"},
		{"callbackurl=http%3A%2F%2Fali%3Ahush%40h%2Fp&a=b%40c", "callbackurl=http%3A%2F%2F" + m + "%40h%2Fp&a=b%40c"},
		{"callbackurl=http%3A%2F%2Fh%2Fp%3Fa%3Db%40c", "callbackurl=http%3A%2F%2Fh%2Fp%3Fa%3Db%40c"},
		{`{"callbackurl":"http:\/\/ali:hush@h"}`, `{"callbackurl":"http:\/\/` + m + `@h"}`},
		{"token hush end \x1b", "token " + m + " end \ufffd"},
	}
	for _, test := range tests {
		r := httptest.NewRequest("POST", "http://h/api/?a=1", strings.NewReader(test.body))
		r.Header.Set("X-B", "2")
		r.SetBasicAuth("ali", "hush")
		kept := taped(r)
		if _, err := r.Body.Read(make([]byte, 1024)); err != nil {
			t.Fatal(err)
		}
		secret := ""
		if strings.HasPrefix(test.body, "token") {
			secret = "hush"
		}
		head := "POST /api/?a=1 HTTP/1.1\nHost: h\nAuthorization: " + m + "\nX-B: 2\n\n"
		if got := kept.request(secret); got != head+test.want {
			t.Errorf("%q is kept as\n%q, want\n%q", test.body, got, head+test.want)
		}
	}
}
