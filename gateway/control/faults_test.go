package control_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
)

// TestFaults: each is set by its name, holds, and is put back by an empty one.
func TestFaults(t *testing.T) {
	t.Parallel()
	all := gateway.Faults{IPayyFailure: "LOW_BALANCE", IPayyError: "SER0201", IntouchPayPayment: "1005", IntouchPayDeposit: "2600"}
	tests := []struct {
		bodies  []string
		want    gateway.Faults
		changed []string
	}{
		{[]string{`{"ipayy_failure":"NOT_PROCESSED"}`}, gateway.Faults{IPayyFailure: "NOT_PROCESSED"}, []string{"ipayy_failure"}},
		{[]string{`{"ipayy_error":"UXE0001"}`}, gateway.Faults{IPayyError: "UXE0001"}, []string{"ipayy_error"}},
		{[]string{`{"intouchpay_payment":"2600"}`}, gateway.Faults{IntouchPayPayment: "2600"}, []string{"intouchpay_payment"}},
		{[]string{`{"intouchpay_deposit":"1100"}`}, gateway.Faults{IntouchPayDeposit: "1100"}, []string{"intouchpay_deposit"}},
		{[]string{`{"ipayy_failure":"LOW_BALANCE","ipayy_error":"SER0201","intouchpay_payment":"1005","intouchpay_deposit":"2600"}`, `{"balance":5}`, `{"ipayy_failure":null}`}, all,
			[]string{"ipayy_failure", "ipayy_error", "intouchpay_payment", "intouchpay_deposit", "balance"}},
		{[]string{`{"ipayy_failure":"LOW_BALANCE"}`, `{"ipayy_failure":""}`}, gateway.Faults{}, []string{"ipayy_failure", "ipayy_failure"}},
		{[]string{`{"intouchpay_payment":"1005","intouchpay_deposit":"2600"}`, `{"intouchpay_payment":""}`}, gateway.Faults{IntouchPayDeposit: "2600"},
			[]string{"intouchpay_payment", "intouchpay_deposit", "intouchpay_payment"}},
	}
	for _, test := range tests {
		t.Run(strings.Join(test.bodies, " "), func(t *testing.T) {
			t.Parallel()
			a := serve(t, shop)
			for _, body := range test.bodies {
				if got := a.call(t, "PATCH", "phones/"+me, body); got.status != http.StatusOK {
					t.Fatalf("%s: %d %s", body, got.status, got.body)
				}
			}
			var shown struct {
				IPayyFailure      string `json:"ipayy_failure"`
				IPayyError        string `json:"ipayy_error"`
				IntouchPayPayment string `json:"intouchpay_payment"`
				IntouchPayDeposit string `json:"intouchpay_deposit"`
			}
			if err := json.Unmarshal([]byte(a.call(t, "GET", "phones/"+me, "").body), &shown); err != nil {
				t.Fatal(err)
			}
			want := [4]string{string(test.want.IPayyFailure), string(test.want.IPayyError), string(test.want.IntouchPayPayment), string(test.want.IntouchPayDeposit)}
			if got := [4]string{shown.IPayyFailure, shown.IPayyError, shown.IntouchPayPayment, shown.IntouchPayDeposit}; got != want {
				t.Errorf("the phone shows %q, want %q", got, want)
			}
			if got := a.line().View().Subscriber.Faults; got != test.want {
				t.Errorf("the faults are %+v", got)
			}
			var changed []string
			for _, e := range a.gateway.Log().Since(0) {
				body, _ := e.Body.(event.Subscriber)
				changed = append(changed, body.Changed...)
			}
			if diff := cmp.Diff(test.changed, changed); diff != "" {
				t.Errorf("changed (-want +got)\n%s", diff)
			}
		})
	}
}

// TestUnknownFaults: a name that no provider has changes nothing, and the hint
// lists those that there are.
func TestUnknownFaults(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for body, want := range map[string]string{
		`{"ipayy_failure":"low_balance"}`:                 `use "" for none, or one of LOW_BALANCE, INVALID_SUBSCRIBER, `,
		`{"ipayy_failure":"SER0201"}`:                     "INTERNAL_SERVICE_FAILURE",
		`{"ipayy_error":"IRQ9999"}`:                       `use "" for none, or one of CFG0201, ICR0101, `,
		`{"ipayy_error":" "}`:                             "UXE0001",
		`{"intouchpay_payment":"01"}`:                     `use "" for none, or one of 1002, 1005, 1008, 1100, 1200, 1300, 2100, 2200, 2300, 2400, 2500, 2600, 2700`,
		`{"intouchpay_payment":"1000"}`:                   "1002",
		`{"intouchpay_deposit":"2001"}`:                   `use "" for none, or one of 1100, 1101, 1102, `,
		`{"balance":5,"intouchpay_deposit":"1005"}`:       "2800",
		`{"ipayy_error":"SER0201","ipayy_failure":"X\n"}`: "LOW_BALANCE",
	} {
		got := a.call(t, "PATCH", "phones/"+me, body)
		var refused struct{ Error, Hint string }
		if err := json.Unmarshal([]byte(got.body), &refused); err != nil {
			t.Fatal(err)
		}
		if got.status != http.StatusBadRequest || !strings.Contains(refused.Error, "there is no ") || !strings.Contains(refused.Hint, want) {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
	if got := a.call(t, "PATCH", "phones/"+me, `{"intouchpay_payment":1005}`); got.status != http.StatusBadRequest {
		t.Errorf("a number: %d %s", got.status, got.body)
	}
	a.untouched(t)
}
