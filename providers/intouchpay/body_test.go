package intouchpay_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

const pending = `{"status":"Pending","requesttransactionid":"4522233","success":true,"responsecode":"1000","transactionid":1425,"message":"Transaction Pending"}`

// inMultipart writes a form as multipart.
func inMultipart(t *testing.T, form url.Values) (contentType, body string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for name, values := range form {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), out.String()
}

// inJSON writes a form as JSON, the fields named in raw without quotes.
func inJSON(form url.Values, raw ...string) string {
	var members []string
	for name, values := range form {
		for _, value := range values {
			text := strconv.Quote(value)
			for _, r := range raw {
				if r == name {
					text = value
				}
			}
			members = append(members, `"`+name+`":`+text)
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// One payment in every encoding.
func TestEncodings(t *testing.T) {
	t.Parallel()
	form := payment()
	multipartType, multipartBody := inMultipart(t, form)
	number := payment("mobilephoneno", phone, "mobilephone", "-", "ignored", "x")
	tests := []struct{ name, contentType, body string }{
		{"form", formType, form.Encode()},
		{"form with a charset", formType + "; charset=UTF-8", form.Encode()},
		{"form without a type", "", form.Encode()},
		{"mobilephoneno", formType, number.Encode()},
		{"both, alike", formType, payment("mobilephoneno", phone).Encode()},
		{"multipart", multipartType, multipartBody},
		{"JSON of strings", "application/json", inJSON(form)},
		{"JSON of numbers", "application/json; charset=utf-8", inJSON(form, "amount", "mobilephone", "requesttransactionid", "accountno", "timestamp")},
		{"JSON with null and more", "Application/JSON", strings.Replace(inJSON(form), "{", `{"callbackurl":null,"extra":[{"a":[1]}],`, 1)},
		{"a type that is not quite one", "application/json;", inJSON(form)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := serve(intouchpay.NewServer(settings(), newBook(), nil), "/api/requestpayment/", test.contentType, test.body)
			same(t, "the answer", w.Body.String(), pending)
		})
	}
}

// Bodies that cannot be read have no username, and the observer hears why.
func TestUnreadableBodies(t *testing.T) {
	t.Parallel()
	multipartType, multipartBody := inMultipart(t, payment())
	whole := inJSON(payment())
	tests := []struct{ name, contentType, body, problem string }{
		{"another type", "text/plain", "x", "its Content-Type is none of"},
		{"XML", "application/xml", "<a/>", "its Content-Type is none of"},
		{"a bad escape", formType, payment().Encode() + "&reason=%zz", "invalid URL escape"},
		{"too long", formType, payment().Encode() + "&reason=" + strings.Repeat("x", intouchpay.MaxBody), "longer than 65536 bytes"},
		{"multipart without boundary", "multipart/form-data", multipartBody, "no boundary"},
		{"multipart cut off", multipartType, multipartBody[:len(multipartBody)/2], "cannot be read"},
		{"JSON cut off", "application/json", whole[:len(whole)-1], "ends too early"},
		{"JSON cut off in a value", "application/json", whole[:len(whole)/2], "ends too early"},
		{"no JSON", "application/json", payment().Encode(), "is no JSON"},
		{"JSON with a comma too many", "application/json", strings.TrimSuffix(whole, "}") + ",}", "is no JSON"},
		{"empty JSON", "application/json", "", "ends too early"},
		{"a list", "application/json", "[" + whole + "]", "is no object"},
		{"null", "application/json", "null", "is no object"},
		{"two objects", "application/json", whole + whole, "something follows"},
		{"JSON called a form", formType, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var problems []string
			h := intouchpay.NewServer(settings(), newBook(), func(_ context.Context, e intouchpay.Exchange) { problems = e.Problems })
			w := serve(h, "/api/requestpayment/", test.contentType, test.body)
			same(t, "the answer", w.Body.String(), `{"requesttransactionid":"","success":false,"responsecode":"0002","message":"Missing Username Information"}`)
			if test.problem != "" && (len(problems) != 1 || !strings.Contains(problems[0], test.problem)) {
				t.Errorf("the problems are %q, want %q", problems, test.problem)
			}
		})
	}
}

// Each field missing, empty, twice, and of a type that is neither text nor number,
// in each encoding that can have it.
func TestSpoiltFields(t *testing.T) {
	t.Parallel()
	tests := []struct {
		call                   intouchpay.Name
		field, missing, spoilt string // the codes
	}{
		{intouchpay.RequestPayment, "username", "0002", "0002"},
		{intouchpay.RequestPayment, "password", "0003", "0003"},
		{intouchpay.RequestPayment, "timestamp", "0004", "0004"},
		{intouchpay.RequestPayment, "accountno", "1000", "0006"},
		{intouchpay.RequestPayment, "mobilephone", "1200", "1200"},
		{intouchpay.RequestPayment, "amount", "2100", "2100"},
		{intouchpay.RequestPayment, "requesttransactionid", "1008", "1008"},
		{intouchpay.RequestPayment, "callbackurl", "1000", "2600"},
		{intouchpay.RequestDeposit, "mobilephone", "1102", "1102"},
		{intouchpay.RequestDeposit, "amount", "2107", "2107"},
		{intouchpay.RequestDeposit, "requesttransactionid", "1100", "1100"},
		{intouchpay.RequestDeposit, "sid", "2001", "1101"},
		{intouchpay.RequestDeposit, "withdrawcharge", "2001", "1100"},
		{intouchpay.RequestDeposit, "reason", "2001", "2001"},
		{intouchpay.GetBalance, "username", "0002", "0002"},
		{intouchpay.GetTransactionStatus, "requesttransactionid", "3200", "3200"},
	}
	for _, test := range tests {
		t.Run(string(test.call)+" "+test.field, func(t *testing.T) {
			t.Parallel()
			path := "/api/" + string(test.call)
			check := func(how, contentType, body, want string) {
				t.Helper()
				w := serve(intouchpay.NewServer(settings(), newBook(), nil), path, contentType, body)
				if !strings.Contains(w.Body.String(), `"responsecode":"`+want+`"`) {
					t.Errorf("%s is answered %s, want %s", how, w.Body, want)
				}
			}
			const json = "application/json"
			without := payment(test.field, "-")
			check("missing", formType, without.Encode(), test.missing)
			check("missing in JSON", json, inJSON(without), test.missing)
			check("empty", formType, payment(test.field, "").Encode(), test.missing)
			check("null", json, inJSON(payment(test.field, "null"), test.field), test.missing)
			for _, value := range []string{"true", "[]", "{}", `["1"]`} {
				check(value, json, inJSON(payment(test.field, value), test.field), test.spoilt)
			}
			twice := payment()
			for len(twice[test.field]) < 2 {
				twice.Add(test.field, "1")
			}
			check("twice", formType, twice.Encode(), test.spoilt)
			check("twice in JSON", json, inJSON(twice), test.spoilt)
			contentType, body := inMultipart(t, twice)
			check("twice in multipart", contentType, body, test.spoilt)
			contentType, body = inMultipart(t, payment(test.field, "1"))
			body = strings.Replace(body, `name="`+test.field+`"`, `name="`+test.field+`"; filename="f"`, 1)
			check("a file", contentType, body, test.spoilt)
		})
	}
}

func TestPhonesThatDiffer(t *testing.T) {
	t.Parallel()
	got := answer(intouchpay.RequestPayment, payment("mobilephoneno", "250728123456"))
	same(t, "the answer", got, `{"requesttransactionid":"4522233","success":false,"responsecode":"1200","message":"Invalid Number"}`)
}
