package demoshop

import (
	"encoding/json"
	"testing"
)

// TestRecordForms reads records as other serializers might write them.
func TestRecordForms(t *testing.T) {
	t.Parallel()
	o, by := order{id: "A-1", amount: 50_000}, payment{inotiFactorID: 9_007_199_254_740_993, rrn: 12345}
	tests := []struct {
		name, json string
		want       bool
	}{
		{"plain", `{"Mobile":"09121234567","Price":50000,"Result":"true","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, true},
		{"a double", `{"Mobile":"09121234567","Price":50000.0,"Result":"True","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, true},
		{"an exponent", `{"Mobile":"09121234567","Price":5E+4,"Result":true,"InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, true},
		{"all strings, another case", `{"mobile":"09121234567","price":"50000.0","result":"TRUE","iNotiFactorID":"9007199254740993","yourFactorID":"A-1","rrn":"012345"}`, true},

		{"a fraction", `{"Mobile":"09121234567","Price":50000.5,"Result":"true","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, false},
		{"a neighbour that a float cannot tell", `{"Mobile":"09121234567","Price":50000,"Result":"true","InotiFactorID":9007199254740992,"YourFactorID":"A-1","RRN":12345}`, false},
		{"a number that is none", `{"Mobile":"09121234567","Price":"NaN","Result":"true","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, false},
		{"too large a number", `{"Mobile":"09121234567","Price":1e400,"Result":"true","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, false},
		{"objects", `{"Mobile":{},"Price":[50000],"Result":{"true":true},"InotiFactorID":null,"YourFactorID":["A-1"],"RRN":false}`, false},
		{"success in another word", `{"Mobile":"09121234567","Price":50000,"Result":"1","InotiFactorID":9007199254740993,"YourFactorID":"A-1","RRN":12345}`, false},
		{"empty", `{}`, false},
		{"null", `null`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var r record
			if err := json.Unmarshal([]byte(test.json), &r); err != nil {
				t.Fatal(err)
			}
			if got := r.paid() && r.pays(o, "09121234567", by); got != test.want {
				t.Errorf("%+v: %t", r, got)
			}
		})
	}
}

func TestReadEnvelope(t *testing.T) {
	t.Parallel()
	const begin, end = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>`, `</s:Body></s:Envelope>`
	tests := []struct {
		name, answer, want string
		ok                 bool
	}{
		{"a result", begin + `<GetPaymentsResponse xmlns="http://tempuri.org/"><GetPaymentsResult>[&lt;"]</GetPaymentsResult></GetPaymentsResponse>` + end, `[<"]`, true},
		{"prefixes", begin + `<t:GetPaymentsResponse xmlns:t="http://tempuri.org/"><t:GetPaymentsResult>[]</t:GetPaymentsResult></t:GetPaymentsResponse>` + end, `[]`, true},
		{"null", begin + `<GetPaymentsResponse xmlns="http://tempuri.org/" />` + end, "", true},
		{"another method", begin + `<GetPollResponse xmlns="http://tempuri.org/"><GetPaymentsResult>[]</GetPaymentsResult></GetPollResponse>` + end, "", false},
		{"another service", begin + `<GetPaymentsResponse xmlns="http://example.com/"><GetPaymentsResult>[]</GetPaymentsResult></GetPaymentsResponse>` + end, "", false},
		{"a fault", begin + `<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>` + end, "", false},
		{"SOAP 1.2", `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetPaymentsResponse xmlns="http://tempuri.org/" /></s:Body></s:Envelope>`, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := readEnvelope([]byte(test.answer))
			if got != test.want || (err == nil) != test.ok {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}
