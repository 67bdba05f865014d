package intouchpay_test

import (
	"net/http"
	"net/url"
	"testing"

	"candybar/providers/intouchpay"
)

// Every shape of answer, byte for byte, in both profiles, with its HTTP status in
// the portal's way. In the documents' way it is always 200.
func TestAnswersExactly(t *testing.T) {
	t.Parallel()
	const refused = `{"requesttransactionid":"4522233","success":false,`
	status := func(pairs ...string) url.Values {
		return signed(append([]string{"requesttransactionid", "4522233", "transactionid", "1425"}, pairs...)...)
	}
	begin := func(h http.Handler, _ *book) { serve(h, "/api/requestpayment", formType, payment().Encode()) }
	end := func(d intouchpay.Decision) func(http.Handler, *book) {
		return func(h http.Handler, b *book) { begin(h, b); b.resolve(1425, d) }
	}
	deposited := func(h http.Handler, _ *book) { serve(h, "/api/requestdeposit", formType, payment().Encode()) }
	tests := []struct {
		name          string
		before        func(http.Handler, *book)
		call          intouchpay.Name
		form          url.Values
		doc, observed string
		portal        int
	}{
		{"pending", nil, intouchpay.RequestPayment, payment(),
			`{"status":"Pending","requesttransactionid":"4522233","success":true,"responsecode":"1000","transactionid":1425,"message":"Transaction Pending"}`,
			`{"status":"Pending","requesttransactionid":"4522233","success":true,"responsecode":"1000","transactionid":"1425","message":"Transaction Pending"}`, 200},
		{"payment twice", begin, intouchpay.RequestPayment, payment(), refused + `"responsecode":"2400","message":"Duplicate Transaciton ID"}`, "", 409},
		{"payment of nothing", nil, intouchpay.RequestPayment, payment("amount", "0"), refused + `"responsecode":"2100","message":"Amount should be greater than 0"}`, "", 422},
		{"payment with no id", nil, intouchpay.RequestPayment, payment("requesttransactionid", "-"), `{"requesttransactionid":"","success":false,"responsecode":"1008","message":"General Failure"}`, "", 400},
		{"payment to nowhere", nil, intouchpay.RequestPayment, payment("callbackurl", "x"), refused + `"responsecode":"2600","message":"Operation Not Allowed"}`, "", 403},
		{"deposit", nil, intouchpay.RequestDeposit, payment(), `{"requesttransactionid":"4522233","referenceid":"1425","responsecode":"2001","success":true}`, "", 200},
		{"deposit twice", deposited, intouchpay.RequestDeposit, payment(), refused + `"responsecode":"1110","message":"Duplicate Remit ID"}`, "", 409},
		{"deposit of too much", nil, intouchpay.RequestDeposit, payment("amount", "9000"), refused + `"responsecode":"1108","message":"Insufficient Account Balance"}`, "", 422},
		{"deposit to nobody", nil, intouchpay.RequestDeposit, payment("mobilephone", "250728123456"), refused + `"responsecode":"2102","message":"Subscriber Could not be Identified"}`, "", 422},
		{"balance", nil, intouchpay.GetBalance, signed(), `{"balance":"5000.0","success":true}`, `{"balance":5000,"success":true}`, 200},
		{"balance of nobody", nil, intouchpay.GetBalance, signed("username", "eve"), `{"success":false,"responsecode":"0007","message":"No such user"}`, "", 401},
		{"status pending", begin, intouchpay.GetTransactionStatus, status(),
			`{"success":true,"responsecode":"1000","status":"Pending","message":"Pending"}`,
			`{"success":true,"responsecode":1000,"status":"Pending","message":"Pending"}`, 200},
		{"status paid", end(intouchpay.Approved), intouchpay.GetTransactionStatus, status(),
			`{"success":true,"responsecode":"01","status":"Successfull","message":"Transaction Successful for Payment Transaction"}`,
			`{"success":true,"responsecode":1,"status":"Successfull","message":"Transaction Successful for Payment Transaction"}`, 200},
		{"status declined", end(intouchpay.Declined), intouchpay.GetTransactionStatus, status(),
			`{"success":true,"responsecode":"2700","status":"Failed","message":"Failed to Complete Transaction"}`,
			`{"success":true,"responsecode":2700,"status":"Failed","message":"Failed to Complete Transaction"}`, 200},
		{"status deposited", deposited, intouchpay.GetTransactionStatus, status(),
			`{"success":true,"responsecode":"2001","status":"Successfull","message":"Transaction Successful for Deposit Transaction"}`,
			`{"success":true,"responsecode":2001,"status":"Successfull","message":"Transaction Successful for Deposit Transaction"}`, 200},
		{"status of nothing", nil, intouchpay.GetTransactionStatus, status(),
			`{"success":false,"responsecode":"3100","message":"Transaction Doesn't Exist"}`,
			`{"success":false,"responsecode":3100,"message":"Transaction Doesn't Exist"}`, 404},
		{"status without ids", nil, intouchpay.GetTransactionStatus, signed(),
			`{"success":false,"responsecode":"3200","message":"Missing Request Transaction ID Information"}`,
			`{"success":false,"responsecode":3200,"message":"Missing Request Transaction ID Information"}`, 400},
		{"status with a wrong password", nil, intouchpay.GetTransactionStatus, status("password", "x"),
			`{"success":false,"responsecode":"0005","message":"Invalid Password"}`,
			`{"success":false,"responsecode":5,"message":"Invalid Password"}`, 401},
		{"letters stay as they are", nil, intouchpay.RequestPayment, payment("requesttransactionid", `é<&>"\`, "amount", "0"),
			`{"requesttransactionid":"é<&>\"\\","success":false,"responsecode":"2100","message":"Amount should be greater than 0"}`, "", 422},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.observed == "" {
				test.observed = test.doc
			}
			for _, profile := range []intouchpay.Profile{intouchpay.Doc, intouchpay.Observed} {
				s, b, want, code := settings(), newBook(), test.doc, http.StatusOK
				s.Profile = profile
				if profile == intouchpay.Observed {
					s.HTTPStatus, want, code = intouchpay.HTTPPortal, test.observed, test.portal
				}
				h := intouchpay.NewServer(s, b, nil)
				if test.before != nil {
					test.before(h, b)
				}
				w := serve(h, "/api/"+string(test.call)+"/", formType, test.form.Encode())
				same(t, string(profile), w.Body.String(), want)
				same(t, "the HTTP status of "+string(profile), w.Code, code)
			}
		})
	}
}

func TestParseSettings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"doc", "observed"} {
		if p, err := intouchpay.ParseProfile(name); string(p) != name || err != nil {
			t.Errorf("%s is read as %q, %v", name, p, err)
		}
	}
	for _, name := range []string{"doc", "portal"} {
		if s, err := intouchpay.ParseHTTPStatus(name); string(s) != name || err != nil {
			t.Errorf("%s is read as %q, %v", name, s, err)
		}
	}
	if _, err := intouchpay.ParseProfile("Doc"); err == nil {
		t.Error("Doc is a profile")
	}
	if _, err := intouchpay.ParseHTTPStatus(""); err == nil {
		t.Error("nothing is an HTTP status")
	}
}

// One number has one meaning in each table, and the tables' codes are not equal.
func TestTablesAreApart(t *testing.T) {
	t.Parallel()
	for _, pair := range []struct{ a, b intouchpay.Code }{
		{intouchpay.PaymentUnsupportedNumber, intouchpay.DepositErrorInRequest},
		{intouchpay.PaymentNoRoute, intouchpay.DepositServiceFailure},
		{intouchpay.PaymentNotAllowed, intouchpay.DepositTimedOut},
		{intouchpay.DepositSuccessful, intouchpay.StatusDepositSuccessful},
	} {
		if pair.a.Number() != pair.b.Number() || pair.a.Text() == pair.b.Text() || pair.a == pair.b {
			t.Errorf("%s is %q and %q", pair.a.Number(), pair.a.Text(), pair.b.Text())
		}
	}
	if got := intouchpay.PaymentCode("2001").Text(); got != "" {
		t.Errorf("2001 is %q for a payment", got)
	}
}
