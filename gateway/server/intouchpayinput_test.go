package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

const (
	formBody = "application/x-www-form-urlencoded"
	jsonBody = "application/json"
)

// request is a right call of either kind: what a deposit does not know means
// nothing in it.
func request(pairs ...string) url.Values {
	const timestamp = "20261121182400"
	form := url.Values{
		"username": {server.DefaultIntouchUsername}, "accountno": {server.DefaultAccountNo}, "timestamp": {timestamp},
		"password": {intouchpay.Password(server.DefaultIntouchUsername, server.DefaultAccountNo, server.DefaultPartnerPassword, timestamp)},
		"amount":   {"500"}, "mobilephone": {number.Rwanda.Example().Digits()}, "requesttransactionid": {"4522233"},
		"callbackurl": {"http://127.0.0.1:1/callback"},
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// code posts a body to a call of IntouchPay's and returns the code that it is
// answered with. The answer is JSON with HTTP 200.
func (s *shop) code(call, kind, body string) string {
	s.t.Helper()
	response, err := http.Post(s.server.URL()+"/api/"+call+"/", kind, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	var answer struct {
		Success bool   `json:"success"`
		Code    string `json:"responsecode"`
	}
	if err != nil || response.StatusCode != http.StatusOK || json.Unmarshal(said, &answer) != nil {
		s.t.Fatalf("%s is answered %s %s: %v", call, response.Status, said, err)
	}
	return answer.Code
}

// inJSON writes a form as JSON, one field raw.
func inJSON(form url.Values, name, raw string) string {
	members := []string{}
	for field := range form {
		value, err := json.Marshal(form.Get(field))
		if err != nil {
			panic(err)
		}
		if field == name {
			value = []byte(raw)
		}
		members = append(members, `"`+field+`":`+string(value))
	}
	return "{" + strings.Join(members, ",") + "}"
}

// checkUntouched: nothing was asked, taken, given or owed in Rwanda.
func (s *shop) checkUntouched() {
	s.t.Helper()
	line := s.on(number.Rwanda.Example())
	account, err := s.intouchpay().Balance(s.t.Context())
	if err != nil || account != gateway.DefaultAccount {
		s.t.Errorf("the merchant's account holds %d, %v", account, err)
	}
	if view := line.View(); view.Subscriber.Balance != gateway.DefaultBalance || len(view.Phone.Prompts()) != 0 || len(view.Phone.Inbox()) != 0 {
		s.t.Errorf("the wallet holds %d, the phone has %v and %v", view.Subscriber.Balance, view.Phone.Prompts(), view.Phone.Inbox())
	}
	if held, err := s.server.Gateway().Ledger().Balance(number.Rwanda.Example()); err != nil || held != gateway.DefaultBalance {
		s.t.Errorf("the books' wallet holds %d, %v", held, err)
	}
	if charges, owed := s.charges(), s.owedNow(); len(charges) != 0 || len(owed) != 0 {
		s.t.Errorf("charges %+v, callbacks %v", charges, owed)
	}
}

// TestIntouchPayBadFields is every mandatory field missing, empty, too long, there
// twice and of a type that is none, each with its code. Nothing comes of any, and
// the id is still free.
func TestIntouchPayBadFields(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("7", 9999)
	tests := []struct {
		field string
		// missing is the code of a payment and of a deposit where the field is
		// missing or cannot be used, long where it is too long.
		missing, long [2]string
	}{
		{"username", [2]string{"0002", "0002"}, [2]string{"0007", "0007"}},
		{"password", [2]string{"0003", "0003"}, [2]string{"0005", "0005"}},
		{"timestamp", [2]string{"0004", "0004"}, [2]string{"0005", "0005"}},
		{"mobilephone", [2]string{"1200", "1102"}, [2]string{"1200", "1102"}},
		{"amount", [2]string{"2100", "2107"}, [2]string{"2100", "2107"}},
		{"requesttransactionid", [2]string{"1008", "1100"}, [2]string{"1008", "1100"}},
	}
	for i, call := range []string{"requestpayment", "requestdeposit"} {
		for _, test := range tests {
			t.Run(call+" "+test.field, func(t *testing.T) {
				t.Parallel()
				s := open(t, ledger.OnTime)
				without := request()
				without.Del(test.field)
				twice := request()
				twice.Add(test.field, twice.Get(test.field))
				rows := map[string][3]string{
					"missing":         {formBody, without.Encode(), test.missing[i]},
					"missing in JSON": {jsonBody, inJSON(without, "", ""), test.missing[i]},
					"empty":           {formBody, request(test.field, "").Encode(), test.missing[i]},
					"null":            {jsonBody, inJSON(request(), test.field, "null"), test.missing[i]},
					"true":            {jsonBody, inJSON(request(), test.field, "true"), test.missing[i]},
					"a list":          {jsonBody, inJSON(request(), test.field, `["1"]`), test.missing[i]},
					"an object":       {jsonBody, inJSON(request(), test.field, `{"a":1}`), test.missing[i]},
					"twice":           {formBody, twice.Encode(), test.missing[i]},
					"too long":        {formBody, request(test.field, long).Encode(), test.long[i]},
				}
				for what, row := range rows {
					if got := s.code(call, row[0], row[1]); got != row[2] {
						t.Errorf("%s: %s, want %s", what, got, row[2])
					}
				}
				s.checkUntouched()
				want := [2]string{"1000", "2001"}[i]
				if got := s.code(call, formBody, request().Encode()); got != want {
					t.Errorf("afterwards: %s, want %s", got, want)
				}
			})
		}
	}
}

// TestIntouchPayBadValues is what amounts, phones and addresses may not be.
func TestIntouchPayBadValues(t *testing.T) {
	t.Parallel()
	tests := []struct {
		field            string
		payment, deposit string
		values           []string
	}{
		{"amount", "2100", "2522", []string{"0", "0.00", "-0", "-1", "-500", "-1e30"}},
		{"amount", "1008", "2107", []string{"0.5", "500.01", "1e-3"}},
		{"amount", "2300", "1103", []string{"10000001", "9223372036854775807", "9223372036854775808", "1e30", "1e999999999"}},
		{"amount", "2100", "2107", []string{"ten", "1,500", "0x10", "NaN", "Infinity", "5 00", "٥٠٠", "RWF 500"}},
		{"mobilephone", "1200", "1102", []string{
			"0788123456", "788123456", "00250788123456", "250 788 123 456", "250-788-123-456", "25078812345", "2507881234567", "250708123456",
			"tel:+250788123456", "۲۵۰۷۸۸۱۲۳۴۵۶", "me", "+", "250788123456,250788123457",
		}},
		{"mobilephone", "1100", "1105", []string{"989121234567", "+919876543210", "447700900123"}},
		{"requesttransactionid", "1008", "1100", []string{" ", "7\x00", "7\n", "7\xff", strings.Repeat("7", 101)}},
	}
	for i, call := range []string{"requestpayment", "requestdeposit"} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			s := open(t, ledger.OnTime)
			for _, test := range tests {
				want := [2]string{test.payment, test.deposit}[i]
				for _, value := range test.values {
					if got := s.code(call, formBody, request(test.field, value).Encode()); got != want {
						t.Errorf("%s %q: %s, want %s", test.field, value, got, want)
					}
				}
			}
			s.checkUntouched()
		})
	}
	t.Run("callbackurl", func(t *testing.T) {
		t.Parallel()
		s := open(t, ledger.OnTime)
		for _, address := range []string{
			"ftp://127.0.0.1/callback", "file:///etc/passwd", "javascript:alert(1)", "127.0.0.1:8000/callback", "callback", "http://", "http:///callback",
			"http://%zz/", "http://127.0.0.1/" + strings.Repeat("a", 2048),
		} {
			if got := s.code("requestpayment", formBody, request("callbackurl", address).Encode()); got != "2600" {
				t.Errorf("%.50s: %s, want 2600", address, got)
			}
		}
		s.checkUntouched()
	})
}

// TestIntouchPayPhones is every way to write a phone that is taken: each names the
// same one.
func TestIntouchPayPhones(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	for i, written := range []string{"250788123456", "+250788123456", " 250788123456 "} {
		id := strings.Repeat("1", i+1)
		if got := s.code("requestpayment", formBody, request("mobilephone", written, "requesttransactionid", id).Encode()); got != "1000" {
			t.Errorf("%q: %s", written, got)
		}
		if got := len(s.on(number.Rwanda.Example()).View().Phone.Prompts()); got != i+1 {
			t.Errorf("%q: %d prompts", written, got)
		}
	}
	if got := s.code("requestpayment", jsonBody, inJSON(request("requesttransactionid", "4"), "mobilephone", "250788123456")); got != "1000" {
		t.Errorf("a number of JSON: %s", got)
	}
}

// TestIntouchPayRepeatedIDs: an id is used once, whatever became of it, and the
// money moves once.
func TestIntouchPayRepeatedIDs(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.Lost)
	again := func(call, want string) {
		t.Helper()
		for _, body := range []string{request().Encode(), request("amount", "900").Encode(), request("mobilephone", "250728123456").Encode()} {
			if got := s.code(call, formBody, body); got != want {
				t.Errorf("%s again: %s, want %s", call, got, want)
			}
		}
	}
	for call, want := range map[string]string{"requestpayment": "1000", "requestdeposit": "2001"} {
		if got := s.code(call, formBody, request().Encode()); got != want {
			t.Fatalf("%s: %s, want %s", call, got, want)
		}
	}
	again("requestpayment", "2400")
	again("requestdeposit", "1110")
	s.approveAll()
	again("requestpayment", "2400")
	again("requestdeposit", "1110")
	account, err := s.intouchpay().Balance(t.Context())
	held := s.on(number.Rwanda.Example()).View().Subscriber.Balance
	if err != nil || account != gateway.DefaultAccount || held != gateway.DefaultBalance {
		t.Errorf("500 in and 500 out, and the account holds %d, the wallet %d: %v", account, held, err)
	}
	states := []ledger.ChargeState{}
	for _, charge := range s.charges() {
		states = append(states, charge.State)
	}
	if !slices.Equal(states, []ledger.ChargeState{ledger.Succeeded}) {
		t.Errorf("charges %v", states)
	}
}

// TestIntouchPayBadStatus is gettransactionstatus with ids that are none.
func TestIntouchPayBadStatus(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	id, err := s.intouchpay().RequestPayment(t.Context(), intouchpay.Payment{
		Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: "4522233", CallbackURL: "http://127.0.0.1:1/",
	})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(requestID, id string) string {
		return s.code("gettransactionstatus", formBody, request("requesttransactionid", requestID, "transactionid", id).Encode())
	}
	for _, row := range [][3]string{
		{"4522233", id, "1000"}, {"4522233", "", "1000"}, {"", id, "1000"}, {"", "", "3200"},
		{"4522233", "5999999999", "3100"}, {"4522234", id, "3100"}, {"4522234", "", "3100"}, {"", "-1", "3100"}, {"", "0", "3100"},
		{"", "99999999999999999999", "3100"}, {"", "one", "3100"}, {strings.Repeat("4", 9999), "", "3100"}, {"\x00", "", "3100"},
	} {
		if got := ask(row[0], row[1]); got != row[2] {
			t.Errorf("%.20q and %q: %s, want %s", row[0], row[1], got, row[2])
		}
	}
}
