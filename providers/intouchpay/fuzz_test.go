package intouchpay_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"candybar/providers/intouchpay"
)

// Whatever is sent, the answer is one JSON object, and no money is made of it.
func FuzzServer(f *testing.F) {
	names := []intouchpay.Name{intouchpay.RequestPayment, intouchpay.RequestDeposit, intouchpay.GetBalance, intouchpay.GetTransactionStatus}
	f.Add(uint8(0), formType, payment().Encode())
	f.Add(uint8(1), "application/json", inJSON(payment(), "amount"))
	f.Add(uint8(0), "application/json", inJSON(payment("amount", "1e400"), "amount"))
	f.Add(uint8(2), "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nbob\r\n--x--\r\n")
	f.Add(uint8(3), "application/json", strings.Repeat("[", 9999))
	f.Add(uint8(3), "", "requesttransactionid=\xff&%")
	f.Fuzz(func(t *testing.T, call uint8, contentType, body string) {
		b := newBook()
		h := intouchpay.NewServer(settings(), b, nil)
		w := serve(h, "/api/"+string(names[int(call)%len(names)]), contentType, body)
		var object map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &object); err != nil || w.Code != http.StatusOK || !utf8.Valid(w.Body.Bytes()) {
			t.Fatalf("the answer is %d %q: %v", w.Code, w.Body, err)
		}
		if _, ok := object["success"].(bool); !ok {
			t.Errorf("the answer is %s", w.Body)
		}
		if b.account+b.subscriber[phone].Balance != 25_000 {
			t.Errorf("%d francs became %d", 25_000, b.account+b.subscriber[phone].Balance)
		}
	})
}

// A merchant reads any callback without harm.
func FuzzReadCallback(f *testing.F) {
	f.Add(string(settled(intouchpay.Approved).Body()))
	f.Add(`{"jsonpayload":[]}`)
	f.Add(`{"requesttransactionid":1e9,"responsecode":01}`)
	f.Fuzz(func(t *testing.T, body string) {
		n, err := intouchpay.ReadCallback(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		if (err == nil) != (n.RequestID != "" && n.Code != "") {
			t.Errorf("%q is read as %+v, %v", body, n, err)
		}
		_ = n.State(intouchpay.KindPayment)
		_ = intouchpay.JudgeAcknowledgement(intouchpay.Callback{Notice: n}, http.StatusOK, []byte(body))
	})
}
