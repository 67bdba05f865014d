package intouchpay_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

// settled is a payment of 1500 after the subscriber's answer.
func settled(d intouchpay.Decision) intouchpay.Callback {
	call := pay
	call.RequestID, call.CallbackURL = "4522233", "https://shop.example/cb?a=b"
	t := intouchpay.Decide(intouchpay.Transaction{}, false, call, rich()).Transaction
	c, _ := intouchpay.Resolve(t, d, rich()).Transaction.Callback()
	return c
}

func TestCallbackRequest(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		decision       intouchpay.Decision
		user, password string
		want           string
	}{
		{intouchpay.Approved, "", "", `{"jsonpayload":{"requesttransactionid":"4522233","transactionid":"1425","responsecode":"01","status":"Successfull","statusdesc":"Successfully Processed Transaction","referenceno":"312333883"}}`},
		{intouchpay.Declined, "me", "pass", `{"jsonpayload":{"requesttransactionid":"4522233","transactionid":"1425","responsecode":"2700","status":"Failed","statusdesc":"Failed to Complete Transaction","referenceno":""}}`},
	} {
		s := settings()
		s.CallbackUser, s.CallbackPassword = test.user, test.password
		r, err := s.CallbackRequest(context.Background(), settled(test.decision))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the body", string(body), test.want)
		same(t, "the method", r.Method, http.MethodPost)
		same(t, "the address", r.URL.String(), "https://shop.example/cb?a=b")
		same(t, "the type", r.Header.Get("Content-Type"), "application/json")
		same(t, "the length", r.ContentLength, int64(len(test.want)))
		same(t, "being sent again", r.GetBody != nil, false)
		user, password, sent := r.BasicAuth()
		same(t, "the user", user, test.user)
		same(t, "the password", password, test.password)
		same(t, "credentials", sent, test.user != "")
	}
}

func TestCallbackOnlyToHTTP(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "ftp://h/", "file:///etc/passwd", "javascript:x", "h/cb", "http://", "http://%zz/", ":"} {
		if r, err := settings().CallbackRequest(context.Background(), intouchpay.Callback{URL: address}); err == nil {
			t.Errorf("%q makes %v", address, r)
		}
	}
}

func TestDepositCallback(t *testing.T) {
	t.Parallel()
	view := rich()
	view.Terms.DepositCallbacks = true
	v := intouchpay.Decide(intouchpay.Transaction{}, false, dep, view)
	c, owed := v.Transaction.Callback()
	same(t, "owing", owed, true)
	same(t, "the code", c.Notice.Code, "2001")
	same(t, "the state", c.Notice.State(intouchpay.KindDeposit), intouchpay.Success)
	same(t, "the address", c.URL, "http://127.0.0.1:1/registered")
}

func TestJudgeAcknowledgement(t *testing.T) {
	t.Parallel()
	c := settled(intouchpay.Approved)
	tests := []struct {
		status int
		body   string
		ok     bool
		remark string
	}{
		{200, `{"message":"success","success":true,"request_id":"4522233"}`, true, ""},
		{200, `{"message":"success","success":true,"request_id":4522233}`, true, ""},
		{200, `{"success":true,"request_id":"1"}`, true, "request_id"},
		{200, `{"success":true}`, true, "request_id"},
		{200, `{"success":false,"request_id":"4522233"}`, true, "success false"},
		{200, `{"status":"failed"}`, true, "no success"},
		{200, `{"success":"yes"}`, true, "not the JSON object"},
		{200, ``, true, "not the JSON object"},
		{200, `OK`, true, "not the JSON object"},
		{201, `{"message":"success","success":true,"request_id":"4522233"}`, false, "HTTP 201"},
		{302, ``, false, "HTTP 302"},
		{500, ``, false, "HTTP 500"},
	}
	for _, test := range tests {
		got := intouchpay.JudgeAcknowledgement(c, test.status, []byte(test.body))
		if got.OK != test.ok || (got.Remark == "") != (test.remark == "") || !strings.Contains(got.Remark, test.remark) {
			t.Errorf("%d %s is judged %+v", test.status, test.body, got)
		}
	}
	w := httptest.NewRecorder()
	intouchpay.Acknowledge(w, "4522233")
	same(t, "our own", w.Body.String(), `{"message":"success","success":true,"request_id":"4522233"}`)
	same(t, "what we make of it", intouchpay.JudgeAcknowledgement(c, w.Code, w.Body.Bytes()), intouchpay.Acknowledgement{OK: true})
}

func TestReadCallback(t *testing.T) {
	t.Parallel()
	want := settled(intouchpay.Approved).Notice
	const bare = `{"requesttransactionid":4522233,"transactionid":1425,"responsecode":"01","status":"Successfull","statusdesc":"Successfully Processed Transaction","referenceno":312333883}`
	for _, body := range []string{string(settled(intouchpay.Approved).Body()), bare, `{"jsonpayload":` + bare + `}`} {
		got, err := intouchpay.ReadCallback(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		if err != nil || got != want {
			t.Errorf("%s is read as %+v, %v", body, got, err)
		}
	}
	for _, body := range []string{
		"", "null", "[]", "x", "{}", `{"jsonpayload":null}`, `{"jsonpayload":"x"}`, `{"jsonpayload":{}}`,
		`{"requesttransactionid":"1"}`, `{"requesttransactionid":true,"responsecode":"01"}`, bare + "x",
		`{"requesttransactionid":"1","responsecode":"01","status":"` + strings.Repeat("x", intouchpay.MaxBody) + `"}`,
	} {
		if got, err := intouchpay.ReadCallback(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))); err == nil {
			t.Errorf("%.80s is read as %+v", body, got)
		}
	}
	if got, err := intouchpay.ReadCallback(httptest.NewRequest(http.MethodGet, "/", strings.NewReader(bare))); err == nil {
		t.Errorf("a GET is read as %+v", got)
	}
}

func TestNoticeState(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind       intouchpay.Kind
		code, word string
		want       intouchpay.State
	}{
		{intouchpay.KindPayment, "01", "Successfull", intouchpay.Success},
		{intouchpay.KindPayment, "1", "", intouchpay.Success},
		{intouchpay.KindPayment, "1000", "Pending", intouchpay.Pending},
		{intouchpay.KindPayment, "1005", "Failed", intouchpay.Failed},
		{intouchpay.KindPayment, "527", "", intouchpay.Failed},
		{intouchpay.KindPayment, "9999", "cancelled", intouchpay.Failed},
		{intouchpay.KindPayment, "2001", "Successfull", ""},
		{intouchpay.KindPayment, "1110", "Successfull", ""},
		{intouchpay.KindPayment, "9999", "Successfull", ""},
		{intouchpay.KindDeposit, "2001", "", intouchpay.Success},
		{intouchpay.KindDeposit, "01", "Successfull", ""},
		{intouchpay.KindDeposit, "1110", "", intouchpay.Failed},
		{intouchpay.KindDeposit, "527", "", ""},
	}
	for _, test := range tests {
		same(t, string(test.kind)+" "+test.code, intouchpay.Notice{Code: test.code, Status: test.word}.State(test.kind), test.want)
	}
}
