package ipayy_test

import (
	"regexp"
	"testing"

	"candybar/providers/ipayy"
)

// TestBilling is every way in which it ends.
func TestBilling(t *testing.T) {
	t.Parallel()
	paid := func(change func(*ipayy.View)) (ipayy.Transaction, ipayy.Billed, []ipayy.Effect) {
		v := view()
		change(&v)
		after, answer, effects := rules.Decide(standing(ipayy.ConsentPending), calls["right"], v)
		billed, _ := answer.(ipayy.Billed)
		return after, billed, effects
	}
	check := func(failure ipayy.Failure, change func(*ipayy.View)) {
		t.Helper()
		after, billed, effects := paid(change)
		state, amount := ipayy.Charged, ipayy.Amount(100)
		if failure != "" {
			state, amount = ipayy.BillingFailed, 0
		}
		charge := ipayy.Charge{Phone: asha, Amount: 100, Failure: failure}
		if after.State != state || after.Failure != failure || after.ID != 12345678 || !after.BilledAt.Equal(noon) || len(effects) != 2 || effects[0] != charge {
			t.Errorf("%q: %+v, %v", failure, after, effects)
		}
		if billed.Charged != amount || billed.Failure != failure || billed.Success != (failure == "") || billed.TransactionID != "12345678" {
			t.Errorf("%q: %+v", failure, billed)
		}
	}
	check("", func(v *ipayy.View) { v.Subscriber.Balance = 100 })
	check(ipayy.LowBalance, func(v *ipayy.View) { v.Subscriber.Balance = 99 })
	check(ipayy.InvalidSubscriber, func(v *ipayy.View) { v.Subscriber.Registered = false })
	check(ipayy.InvalidSubscriber, func(v *ipayy.View) { v.Subscriber.Registered, v.Subscriber.Balance = false, 0 })
	for _, failure := range ipayy.Failures() {
		check(failure, func(v *ipayy.View) { v.Failure = failure })
		if read, err := ipayy.ParseFailure(string(failure)); read != failure || err != nil {
			t.Errorf("ParseFailure(%q) = %v, %v", failure, read, err)
		}
	}
	if _, err := ipayy.ParseFailure("low_balance"); err == nil {
		t.Error("a reason in small letters is read")
	}
}

// TestMessages is what the subscriber reads.
func TestMessages(t *testing.T) {
	t.Parallel()
	four := regexp.MustCompile(`[0-9]{4,8}`)
	given := ipayy.Texts{Success: "S 5555", Failure: "F", LowBalance: "L", InvalidSubscriber: "I"}
	consent := ipayy.Consent{RequestToken: "IZ71vZBE6t", Phone: asha, Item: ipayy.Item{ID: "1", Name: "99999", Price: 123456}, Texts: given}
	r := ipayy.Rules{Application: "88888888"}
	after, _, effects := r.Decide(ipayy.Transaction{}, consent, view())
	otp := effects[0].(ipayy.SMS)
	if four.FindString(otp.Text) != "4455" || otp.Secret != "4455" || otp.To != asha {
		t.Errorf("%+v", otp)
	}
	both := ipayy.Support{Phone: "917689023415", Email: "abc@gmail.com"}
	rows := []struct {
		texts   ipayy.Texts
		failure ipayy.Failure
		support ipayy.Support
		want    string
	}{
		{given, "", both, "S 5555\nSupport: 917689023415, abc@gmail.com"},
		{given, ipayy.LowBalance, ipayy.Support{Phone: "1"}, "L\nSupport: 1"},
		{given, ipayy.InvalidSubscriber, ipayy.Support{Email: "a@b"}, "I\nSupport: a@b"},
		{given, ipayy.NotProcessed, both, "F\nSupport: 917689023415, abc@gmail.com"},
		{ipayy.Texts{}, "", ipayy.Support{Phone: "1"}, "Paid Rs 1234.56 for 99999 to 88888888. Transaction 12345678.\nSupport: 1"},
		{ipayy.Texts{Failure: "F"}, ipayy.LowBalance, ipayy.Support{Phone: "1"}, "Payment of Rs 1234.56 for 99999 to 88888888 failed: your balance is too low. Transaction 12345678.\nSupport: 1"},
	}
	for _, row := range rows {
		after.Texts = row.texts
		v := view()
		v.Failure, v.Subscriber.Balance = row.failure, 1<<40
		_, _, effects := r.Decide(after, ipayy.Payment{RequestToken: "IZ71vZBE6t", OTP: "4455", Support: row.support}, v)
		last := effects[len(effects)-1].(ipayy.SMS)
		if last.Text != row.want || last.Secret != "" || last.To != asha {
			t.Errorf("%+v, want %q", last, row.want)
		}
	}
}
