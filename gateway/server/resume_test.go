package server_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// left is what a gateway leaves behind when it ends: the books that the next one
// begins with, and an invoice of 50 in them.
type left struct {
	t       *testing.T
	books   *ledger.Ledger
	first   *shop
	invoice ledger.Invoice
	// callback is where IntouchPay tells what became of it; empty for nowhere.
	callback string
}

func (l *left) check(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// asked notes that the caller was asked to pay.
func (l *left) asked() {
	l.t.Helper()
	_, err := l.books.SendLink(l.invoice.ID, ledger.Receipt{})
	l.check(err)
}

// atIPayy has the money asked for at iPayy, which ends as failure has it; with
// "waits" it waits for the one-time password.
func (l *left) atIPayy(failure string) {
	l.t.Helper()
	client, line := l.first.ipayy(), l.first.on(l.invoice.Phone)
	item := ipayy.Item{ID: "123456789", Name: "Invoice F-1", Price: ipayy.Amount(l.invoice.Amount())}
	_, err := client.GenerateOTP(l.t.Context(), ipayy.Consent{RequestToken: l.invoice.Reference, Phone: l.invoice.Phone, Operator: "Airtel", Item: item})
	l.check(err)
	if failure == "waits" {
		return
	}
	l.check(line.Change(gateway.Change{Faults: gateway.FaultChange{IPayyFailure: (*ipayy.Failure)(&failure)}}))
	_, err = client.Pay(l.t.Context(), ipayy.Payment{
		RequestToken: l.invoice.Reference, OTP: otpIn(lastSMS(l.t, line)), Support: ipayy.Support{Phone: "18001234"},
	})
	l.check(err)
}

func otpIn(sms string) string {
	fields := strings.FieldsFunc(sms, func(r rune) bool { return r < '0' || r > '9' })
	for _, field := range fields {
		if len(field) == 6 {
			return field
		}
	}
	return ""
}

// atIntouchPay has the money asked for at IntouchPay, and the question answered
// unless answer is nil.
func (l *left) atIntouchPay(answer phone.PromptAnswer) {
	l.t.Helper()
	_, err := l.first.intouchpay().RequestPayment(l.t.Context(), intouchpay.Payment{
		RequestID: l.invoice.Reference, Phone: l.invoice.Phone.Digits(), Amount: "50", CallbackURL: l.callback,
	})
	l.check(err)
	line := l.first.on(l.invoice.Phone)
	if answer != nil {
		l.check(line.Do(phone.Decide{ID: line.View().Phone.Prompts()[0].ID, Answer: answer}))
	}
}

// TestResume is every state that a gateway can leave an invoice in, and what becomes
// of it when another one begins with its books and the subscriber pays where asked.
func TestResume(t *testing.T) {
	t.Parallel()
	iran, india, rwanda := number.Iran, number.India, number.Rwanda
	approve := phone.Approve{PIN: "1234"}
	pay := func(l *left) {
		_, _, err := l.books.Pay(l.invoice.ID, ledger.Receipt{RRN: 777, At: l.first.clock.Now()})
		l.check(err)
	}
	tests := []struct {
		name    string
		country number.Country
		leave   func(*left)
		// prompt is what the phone asks then; empty for nothing.
		prompt phone.PromptKind
		state  ledger.State
		spent  int64
		repeat bool
	}{
		{"iNoti, nobody was asked", iran, func(*left) {}, phone.PromptPay, ledger.Notified, 50, false},
		{"iNoti, asked", iran, func(l *left) { l.asked() }, phone.PromptPay, ledger.Notified, 50, false},
		{"iNoti, paid", iran, func(l *left) { l.asked(); pay(l) }, "", ledger.Notified, 50, false},
		{"iNoti, the callback was under way", iran, func(l *left) {
			l.asked()
			pay(l)
			_, err := l.books.Begin(1)
			l.check(err)
		}, "", ledger.Notified, 50, true},
		{"iNoti, declined", iran, func(l *left) {
			l.asked()
			_, _, err := l.books.Decline(l.invoice.ID, l.first.clock.Now())
			l.check(err)
		}, "", ledger.Cancelled, 0, false},

		{"iPayy, not asked", india, func(*left) {}, phone.PromptOTP, ledger.Notified, 5000, false},
		{"iPayy, asked, and nobody knows", india, func(l *left) { l.atIPayy("waits") }, phone.PromptOTP, ledger.Notified, 5000, false},
		{"iPayy, asked", india, func(l *left) { l.atIPayy("waits"); l.asked() }, phone.PromptOTP, ledger.Notified, 5000, false},
		{"iPayy, paid there", india, func(l *left) { l.asked(); l.atIPayy("") }, "", ledger.Notified, 5000, false},
		{"iPayy, paid there before the gateway knew that it asked", india, func(l *left) { l.atIPayy("") }, "", ledger.Notified, 5000, false},
		{"iPayy, failed there", india, func(l *left) { l.asked(); l.atIPayy("OPERATOR_SERVICE_FAILURE") }, "", ledger.Failed, 0, false},

		{"IntouchPay, not asked", rwanda, func(*left) {}, phone.PromptConfirm, ledger.Notified, 50, false},
		{"IntouchPay, asked, and nobody knows", rwanda, func(l *left) {
			// The next gateway has another address, and hears of it all the same.
			l.callback = l.first.server.URL() + gateway.IntouchPayCallbackPath
			l.atIntouchPay(nil)
		}, phone.PromptConfirm, ledger.Notified, 50, false},
		{"IntouchPay, paid there", rwanda, func(l *left) { l.asked(); l.atIntouchPay(approve) }, "", ledger.Notified, 50, false},
		{"IntouchPay, paid there before the gateway knew that it asked", rwanda, func(l *left) { l.atIntouchPay(approve) }, "", ledger.Notified, 50, false},
		{"IntouchPay, declined there", rwanda, func(l *left) { l.asked(); l.atIntouchPay(phone.Decline{}) }, "", ledger.Cancelled, 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			stall := &stall{}
			hook := httptest.NewServer(stall)
			t.Cleanup(hook.Close)
			books := ledger.New(ledger.NewMemory())
			l := &left{t: t, books: books, first: openWith(t, gateway.Options{Ledger: books}), invoice: ledger.Invoice{
				ID: 123_456_789, Yours: "F-1", Phone: test.country.Example(), Session: "3f2a", Call: "*1", Handler: hook.URL, Price: 50,
				PayBy: ledger.ProviderOf(test.country), Token: "token1", Outcome: ledger.OnTime,
			}}
			if l.invoice.PayBy != ledger.Inoti {
				l.invoice.Reference = "reference-0001"
			}
			l.first.on(l.invoice.Phone)
			_, err := books.Request(l.invoice)
			l.check(err)
			test.leave(l)
			l.first.server.Close()

			next := openWith(t, gateway.Options{Ledger: books})
			line := next.on(l.invoice.Phone)
			c := &customer{shop: next, stall: stall, phone: line, provider: line}
			view := c.settle()
			if asked := len(view.Phone.Prompts()); (asked == 1) != (test.prompt != "") || asked > 1 {
				t.Fatalf("the phone asks %+v, want %q", view.Phone.Prompts(), test.prompt)
			}
			if test.prompt != "" {
				c.paysAsAsked(test.prompt)
			}
			c.comesTo(test.state)
			c.checkResumed(test.spent, test.repeat)
		})
	}
}

// paysAsAsked pays by the one question on the phone.
func (c *customer) paysAsAsked(kind phone.PromptKind) {
	c.t.Helper()
	if got := c.prompt(c.phone).Kind; got != kind {
		c.t.Fatalf("the phone asks for %s, want %s", got, kind)
	}
	if kind != phone.PromptOTP {
		c.says(c.phone, phone.Approve{PIN: "1234"})
		return
	}
	// The SMS went with the gateway before.
	c.says(c.phone, phone.Resend{})
	c.says(c.phone, phone.OTP{Code: c.otp()})
}

// checkResumed looks for what was spent, and whether the callback is marked.
func (c *customer) checkResumed(spent int64, repeat bool) {
	c.t.Helper()
	held, err := c.server.Gateway().Ledger().Balance(c.phone.View().Number)
	if err != nil || held != gateway.DefaultBalance-spent || held != c.phone.View().Subscriber.Balance {
		c.t.Errorf("the wallet holds %d, %v, and the phone shows %d; want %d spent", held, err, c.phone.View().Subscriber.Balance, spent)
	}
	// The invoice is in its state a moment before that is in the log.
	if err := c.phone.Quiet(c.t.Context()); err != nil {
		c.t.Error(err)
	}
	told := 0
	for _, e := range c.server.Gateway().Log().From(0).Pending() {
		made, ok := e.Body.(event.Callback)
		if !ok || made.To != "123456789" {
			continue
		}
		if told++; made.Repeat != repeat {
			c.t.Errorf("the callback is %+v", made)
		}
	}
	if paid := spent > 0; told != len(c.stall.heard()) || (told == 1) != paid || told > 1 {
		c.t.Errorf("%d callbacks, and the handler heard %q", told, c.stall.heard())
	}
}

func (s *stall) heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.calls...)
}

// TestResumeAtARealProvider: one that may have been asked is not asked for money
// again, but for what became of it.
func TestResumeAtARealProvider(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		payBy ledger.Provider
		known bool
		state ledger.State
	}{
		{"iPayy", ledger.IPayy, false, ledger.Failed},
		{"IntouchPay, which does not know", ledger.IntouchPay, false, ledger.Failed},
		{"IntouchPay, which was paid", ledger.IntouchPay, true, ledger.Notified},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			real := open(t, ledger.OnTime)
			stall := &stall{}
			hook := httptest.NewServer(stall)
			t.Cleanup(hook.Close)
			books := ledger.New(ledger.NewMemory())
			mobile := number.Rwanda.Example()
			if test.payBy == ledger.IPayy {
				mobile = number.India.Example()
			}
			_, err := books.Open(mobile, gateway.DefaultBalance)
			if err == nil {
				_, err = books.Request(ledger.Invoice{
					ID: 123_456_789, Yours: "F-1", Phone: mobile, Session: "3f2a", Call: "*1", Handler: hook.URL, Price: 50,
					PayBy: test.payBy, Reference: "reference-0001", Token: "token1", Outcome: ledger.OnTime,
				})
			}
			if err != nil {
				t.Fatal(err)
			}
			if test.known {
				l := &left{t: t, first: real, invoice: ledger.Invoice{Phone: mobile, Reference: "reference-0001"}}
				l.atIntouchPay(phone.Approve{PIN: "1234"})
			}
			asked := real.count(event.KindProvider)
			merchants := gateway.Merchants{
				IPayy: ipayy.Client{Base: real.server.URL()}, IntouchPay: intouchpay.Client{Base: real.server.URL() + "/api"},
			}
			next := openWith(t, gateway.Options{Ledger: books, Merchants: merchants})
			c := &customer{shop: next, stall: stall, phone: next.on(mobile), provider: next.on(mobile)}
			c.settle()
			c.comesTo(test.state)
			want := 1
			if test.payBy == ledger.IPayy {
				want = 0
			}
			real.await(event.KindProvider, asked+want)
			if got := real.count(event.KindProvider) - asked; got != want {
				t.Errorf("the provider was asked %d times", got)
			}
		})
	}
}

// TestResumeOfMerchants: what merchants began with a gateway goes on with the next:
// the question stands again, the callback goes out, a user's token is known.
func TestResumeOfMerchants(t *testing.T) {
	t.Parallel()
	books := ledger.New(ledger.NewMemory())
	first := openWith(t, gateway.Options{Ledger: books})
	till := newTill(t, first, nil)
	for _, id := range []string{"settled", "waiting"} {
		if _, err := first.intouchpay().RequestPayment(t.Context(), intouchpay.Payment{
			Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: id, CallbackURL: till.url,
		}); err != nil {
			t.Fatal(err)
		}
	}
	first.on(number.India.Example())
	line := first.on(number.Rwanda.Example())
	if err := line.Do(phone.Decide{ID: line.View().Phone.Prompts()[0].ID, Answer: phone.Approve{PIN: "1234"}}); err != nil {
		t.Fatal(err)
	}
	first.await(event.KindCallback, 1)
	first.server.Close()

	next := openWith(t, gateway.Options{Ledger: books})
	prompts := next.on(number.Rwanda.Example()).View().Phone.Prompts()
	if len(prompts) != 1 {
		t.Fatalf("the phone asks %+v", prompts)
	}
	next.approveAll()
	next.await(event.KindCallback, 1)
	bodies, _ := till.heard()
	if len(bodies) != 2 || !strings.Contains(bodies[1], `"waiting"`) {
		t.Errorf("the merchant hears %q", bodies)
	}
	consent := bill("token-0001")
	consent.Phone = number.Number{}
	consent.UserToken = ipayy.UserToken(number.India.Example(), number.India.Example().Operator())
	if _, err := next.ipayy().GenerateOTP(t.Context(), consent); err != nil {
		t.Errorf("the token of a phone of before: %v", err)
	}
}
