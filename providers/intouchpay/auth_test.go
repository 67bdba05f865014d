package intouchpay_test

import (
	"net/http"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

func TestPassword(t *testing.T) {
	t.Parallel()
	same(t, "the password", intouchpay.Password("bob", "250160000011", "secretpass", "20161231115242"),
		"373a584e0aceb02640e34ce8b024ce70ba5c09a7ec305b4c1e57139fc7429cea")
}

// at is a form signed with its own timestamp.
func at(timestamp string, pairs ...string) []string {
	return append([]string{"timestamp", timestamp, "password", intouchpay.Password(username, account, partner, timestamp)}, pairs...)
}

// Credentials are judged in one order by every call.
func TestCredentials(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		strict bool
		pairs  []string
		want   intouchpay.AuthCode // empty for right ones
	}{
		{"right", false, nil, ""},
		{"no account number", false, []string{"accountno", "-"}, ""},
		{"an empty account number", false, []string{"accountno", ""}, ""},
		{"no username", false, []string{"username", "-", "password", "-"}, intouchpay.AuthMissingUsername},
		{"an empty username", false, []string{"username", "", "accountno", "1"}, intouchpay.AuthMissingUsername},
		{"no password", false, []string{"password", "-", "timestamp", "-"}, intouchpay.AuthMissingPassword},
		{"no timestamp", false, []string{"timestamp", "-", "username", "eve"}, intouchpay.AuthMissingDate},
		{"another user", false, []string{"username", "eve", "accountno", "1"}, intouchpay.AuthNoSuchUser},
		{"a long username", false, []string{"username", strings.Repeat("b", 9999)}, intouchpay.AuthNoSuchUser},
		{"case counts", false, []string{"username", "BOB"}, intouchpay.AuthNoSuchUser},
		{"another account", false, []string{"accountno", "1", "password", "x"}, intouchpay.AuthNoAccount},
		{"a wrong password", false, []string{"password", "x"}, intouchpay.AuthInvalidPassword},
		{"a hash in capitals", false, []string{"password", strings.ToUpper(intouchpay.Password(username, account, partner, "20260501120000"))}, intouchpay.AuthInvalidPassword},
		{"another timestamp", false, []string{"timestamp", "20260501120001"}, intouchpay.AuthInvalidPassword},
		{"seconds since 1970", false, at("1777636800"), ""},
		{"a date with hyphens", false, at("2026-05-01 12:00:00"), ""},
		{"no date at all", false, at("x"), ""},
		{"strict, now", true, at("20260501120000"), ""},
		{"strict, a quarter of an hour ago", true, at("20260501114500"), ""},
		{"strict, a second more", true, at("20260501114459"), intouchpay.AuthFailed},
		{"strict, ahead", true, at("20260501121501"), intouchpay.AuthFailed},
		{"strict, seconds since 1970", true, at("1777636800"), intouchpay.AuthMissingDate},
		{"strict, no such day", true, at("20260231120000"), intouchpay.AuthMissingDate},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := settings()
			s.Terms.Strict = test.strict
			b := newBook()
			h := intouchpay.NewServer(s, b, nil)
			for _, call := range []intouchpay.Name{intouchpay.RequestPayment, intouchpay.RequestDeposit, intouchpay.GetBalance, intouchpay.GetTransactionStatus} {
				form := payment(append([]string{"transactionid", "1425"}, test.pairs...)...)
				got := serve(h, "/api/"+string(call)+"/", formType, form.Encode())
				same(t, "the status", got.Code, http.StatusOK)
				if test.want == "" {
					if !strings.Contains(got.Body.String(), `"success":true`) {
						t.Errorf("%s is answered %s", call, got.Body)
					}
					continue
				}
				want := `"success":false,"responsecode":"` + test.want.Number() + `","message":"` + test.want.Text() + `"}`
				if call == intouchpay.RequestPayment || call == intouchpay.RequestDeposit {
					want = `"requesttransactionid":"4522233",` + want
				}
				same(t, string(call), got.Body.String(), "{"+want)
			}
			same(t, "transactions", len(b.transactions) != 0, test.want == "")
		})
	}
}
