package ipayy_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"candybar/providers/ipayy"
)

// rules are the ones of the tables.
var rules = ipayy.Rules{Application: "new app"}

// view is a world in which all goes well.
func view() ipayy.View {
	return ipayy.View{
		Now: noon, OTP: "4455", TransactionID: 12345678,
		Subscriber: ipayy.Subscriber{Phone: asha, Operator: "Idea", Registered: true, Balance: 1000},
	}
}

// standing is a transaction in a state, an OTP 7321 behind it.
func standing(state ipayy.State) ipayy.Transaction {
	if state == "" {
		return ipayy.Transaction{}
	}
	t := ipayy.Transaction{
		RequestToken: "IZ71vZBE6t", State: state, Phone: asha, Operator: "IDEA", UserToken: ipayy.UserToken(asha, "Idea"),
		Item: shoes, OTP: "7321", SentAt: noon.Add(-time.Minute),
	}
	switch state {
	case ipayy.Locked:
		t.Wrong = 3
	case ipayy.Charged:
		t.ID, t.BilledAt = 11111111, noon
	case ipayy.BillingFailed:
		t.ID, t.BilledAt, t.Failure = 11111111, noon, ipayy.LowBalance
	}
	return t
}

// calls are one of each kind, the payment with the right and a wrong OTP.
var calls = map[string]ipayy.Call{
	"consent": ipayy.Consent{RequestToken: "IZ71vZBE6t", Phone: asha, Operator: "airtel", Item: shoes},
	"resend":  ipayy.Resend{RequestToken: "IZ71vZBE6t", Item: shoes},
	"right":   ipayy.Payment{RequestToken: "IZ71vZBE6t", OTP: "7321", Support: ipayy.Support{Phone: "917689023415"}},
	"wrong":   ipayy.Payment{RequestToken: "IZ71vZBE6t", OTP: "7322", Support: ipayy.Support{Phone: "917689023415"}},
}

// TestDecide is every state with every call: what it becomes, and the answer.
func TestDecide(t *testing.T) {
	t.Parallel()
	const none, pending, locked, expired, charged, failed = ipayy.State(""), ipayy.ConsentPending, ipayy.Locked, ipayy.Expired, ipayy.Charged, ipayy.BillingFailed
	rows := []struct {
		from   ipayy.State
		call   string
		to     ipayy.State
		answer string
	}{
		{none, "consent", pending, "sent"},
		{none, "resend", none, "IRQ0101"},
		{none, "right", none, "IRQ0116"},
		{none, "wrong", none, "IRQ0116"},
		{pending, "consent", pending, "IRQ0401"},
		{pending, "resend", pending, "sent"},
		{pending, "right", charged, "billed"},
		{pending, "wrong", pending, "ICR0201"},
		{locked, "consent", locked, "IRQ0401"},
		{locked, "resend", pending, "sent"},
		{locked, "right", locked, "IRQ0101"},
		{locked, "wrong", locked, "IRQ0101"},
		{expired, "consent", expired, "IRQ0401"},
		{expired, "resend", pending, "sent"},
		{expired, "right", expired, "IRQ0103"},
		{expired, "wrong", expired, "IRQ0103"},
		{charged, "consent", charged, "IRQ0401"},
		{charged, "resend", charged, "IRQ0116"},
		{charged, "right", charged, "IRQ0116"},
		{charged, "wrong", charged, "IRQ0116"},
		{failed, "consent", failed, "IRQ0401"},
		{failed, "resend", failed, "IRQ0116"},
		{failed, "right", failed, "IRQ0116"},
		{failed, "wrong", failed, "IRQ0116"},
	}
	if want := 6 * len(calls); len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	for _, row := range rows {
		before := standing(row.from)
		after, answer, effects := rules.Decide(before, calls[row.call], view())
		if got := nameOf(answer); after.State != row.to || got != row.answer {
			t.Errorf("%q and %s: %q and %s, want %q and %s", row.from, row.call, after.State, got, row.to, row.answer)
		}
		if _, refused := answer.(*ipayy.Problem); refused != (len(effects) == 0) {
			t.Errorf("%q and %s: %s with %v", row.from, row.call, nameOf(answer), effects)
		}
		// A refusal changes nothing but the count of wrong OTPs.
		if row.answer != "ICR0201" && row.from == row.to && row.call != "resend" && after != before {
			t.Errorf("%q and %s: %+v became %+v", row.from, row.call, before, after)
		}
	}
}

func nameOf(answer ipayy.Answer) string {
	switch a := answer.(type) {
	case ipayy.Sent:
		return "sent"
	case ipayy.Billed:
		return "billed"
	case *ipayy.Problem:
		return string(a.Code)
	default:
		return "nothing"
	}
}

// TestOTP is its life and its tries.
func TestOTP(t *testing.T) {
	t.Parallel()
	v := view()
	before := standing(ipayy.ConsentPending)
	for after, want := range map[time.Duration]string{5*time.Minute - 1: "billed", 5 * time.Minute: "IRQ0103", time.Hour: "IRQ0103"} {
		v.Now = before.SentAt.Add(after)
		if _, answer, _ := rules.Decide(before, calls["right"], v); nameOf(answer) != want {
			t.Errorf("after %v: %s, want %s", after, nameOf(answer), want)
		}
		short := ipayy.Rules{Life: after}
		if expired, answer, _ := short.Decide(before, calls["wrong"], v); nameOf(answer) != "IRQ0103" || expired.State != ipayy.Expired {
			t.Errorf("a life of %v: %s, %s", after, nameOf(answer), expired.State)
		}
	}
	for _, tries := range []int{0, 1, 3, 5} {
		last := tries
		if last == 0 {
			last = ipayy.DefaultTries
		}
		r := ipayy.Rules{Tries: tries}
		now := before
		for i := 1; i <= last; i++ {
			var answer ipayy.Answer
			now, answer, _ = r.Decide(now, calls["wrong"], view())
			if nameOf(answer) != "ICR0201" || now.Wrong != i || (now.State == ipayy.Locked) != (i == last) {
				t.Errorf("%d tries, the %d.: %s, %+v", tries, i, nameOf(answer), now)
			}
		}
		_, answer, _ := r.Decide(now, calls["right"], view())
		if p, ok := answer.(*ipayy.Problem); !ok || !strings.Contains(p.Text, "tries") {
			t.Errorf("locked: %v", answer)
		}
		now, _, effects := r.Decide(now, calls["resend"], view())
		if now.OTP != "4455" || now.Wrong != 0 || !now.SentAt.Equal(noon) || len(effects) != 1 {
			t.Errorf("unlocked: %+v, %v", now, effects)
		}
	}
}

// TestFault is each code on request, with nothing done.
func TestFault(t *testing.T) {
	t.Parallel()
	for _, code := range ipayy.Codes() {
		v := view()
		v.Fault = code
		for _, state := range []ipayy.State{"", ipayy.ConsentPending} {
			for name, call := range calls {
				after, answer, effects := rules.Decide(standing(state), call, v)
				if nameOf(answer) != string(code) || after != standing(state) || len(effects) > 0 {
					t.Errorf("%s at %s: %v, %+v, %v", code, name, answer, after, effects)
				}
			}
		}
		if read, err := ipayy.ParseCode(string(code)); read != code || err != nil {
			t.Errorf("ParseCode(%q) = %v, %v", code, read, err)
		}
	}
	if !slices.IsSorted(ipayy.Codes()) {
		t.Error("the codes have no order")
	}
	if _, err := ipayy.ParseCode("IRQ9999"); err == nil {
		t.Error("a code that is none is read")
	}
}

// TestRepeatAnswer gives the first answer again, to the right OTP only.
func TestRepeatAnswer(t *testing.T) {
	t.Parallel()
	r := ipayy.Rules{Application: "new app", RepeatAnswer: true}
	for _, failure := range []ipayy.Failure{"", ipayy.NotProcessed} {
		v := view()
		v.Failure = failure
		after, first, _ := r.Decide(standing(ipayy.ConsentPending), calls["right"], v)
		v.TransactionID++
		again, second, effects := r.Decide(after, calls["right"], v)
		if second != first || again != after || len(effects) > 0 {
			t.Errorf("%v, then %v with %v", first, second, effects)
		}
		if _, answer, _ := r.Decide(after, calls["wrong"], v); nameOf(answer) != "IRQ0116" {
			t.Errorf("a wrong OTP gives %v", answer)
		}
	}
}

// TestConsent is what a transaction begins with, and that it survives its JSON.
func TestConsent(t *testing.T) {
	t.Parallel()
	consent := ipayy.Consent{RequestToken: "IZ71vZBE6t", Phone: asha, Operator: "airtel", Item: shoes, Texts: ipayy.Texts{Success: "ok"}}
	after, answer, effects := rules.Decide(ipayy.Transaction{}, consent, view())
	token := ipayy.UserToken(asha, "idea")
	want := ipayy.Transaction{
		RequestToken: "IZ71vZBE6t", State: ipayy.ConsentPending, Phone: asha, Operator: "AIRTEL", UserToken: token,
		Item: shoes, Texts: consent.Texts, OTP: "4455", SentAt: noon,
	}
	sent := ipayy.Sent{Operator: "AIRTEL", Item: shoes, MSISDN: "919876543210", Application: "new app", UserToken: token, RequestToken: "IZ71vZBE6t"}
	if after != want || answer != sent || len(effects) != 1 {
		t.Errorf("%+v\n%+v\n%v", after, answer, effects)
	}
	written, err := json.Marshal(after)
	if err != nil {
		t.Fatal(err)
	}
	var read ipayy.Transaction
	if err := json.Unmarshal(written, &read); err != nil || read != after {
		t.Errorf("%s is read as %+v, %v", written, read, err)
	}
	v := view()
	v.Subscriber = ipayy.Subscriber{}
	if _, answer, _ := rules.Decide(ipayy.Transaction{}, consent, v); nameOf(answer) != "ISC0301" {
		t.Errorf("nobody: %v", answer)
	}
	// Any change of the item is another item.
	for _, item := range []ipayy.Item{{"voGi", "Nike Air", 101}, {"voGI", "Nike Air", 100}, {"voGi", "Nike", 100}} {
		same, answer, _ := rules.Decide(after, ipayy.Resend{RequestToken: "IZ71vZBE6t", Item: item}, view())
		if nameOf(answer) != "IRQ0606" || same != after {
			t.Errorf("%v: %v", item, answer)
		}
	}
}
