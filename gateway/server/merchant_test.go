package server_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// stall is a handler that asks for 50 of the caller's money, and counts the
// callbacks.
type stall struct {
	mu    sync.Mutex
	calls []string
}

func (s *stall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("RRN") == "" {
		_, _ = io.WriteString(w, "9900|F-1|50")
		return
	}
	s.mu.Lock()
	s.calls = append(s.calls, r.FormValue("call"))
	s.mu.Unlock()
	_, _ = io.WriteString(w, "Thank you[end]")
}

// customer is a phone that is asked to pay.
type customer struct {
	*shop
	stall *stall
	phone *gateway.Line
	// provider is the line where the provider's messages arrive: the same phone,
	// unless the provider is another server.
	provider *gateway.Line
}

func newCustomer(t *testing.T, s *shop, n number.Number) *customer {
	t.Helper()
	c := &customer{shop: s, stall: &stall{}, phone: s.on(n), provider: s.on(n)}
	hook := httptest.NewServer(c.stall)
	t.Cleanup(hook.Close)
	route, err := gateway.NewRoute("", hook.URL)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.phone.DialTo("*1#", route.Handler); err != nil {
		t.Fatal(err)
	}
	c.settle()
	return c
}

func (c *customer) settle() gateway.View {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	view, err := c.phone.Settle(ctx)
	if err != nil {
		c.t.Fatal(err)
	}
	return view
}

// prompt is the one question on a line.
func (c *customer) prompt(line *gateway.Line) phone.Prompt {
	c.t.Helper()
	prompts := line.View().Phone.Prompts()
	if len(prompts) != 1 {
		c.t.Fatalf("prompts %+v, inbox %+v", prompts, line.View().Phone.Inbox())
	}
	return prompts[0]
}

// says answers the one question on a line, and waits for what comes of it.
func (c *customer) says(line *gateway.Line, answer phone.PromptAnswer) {
	c.t.Helper()
	if err := line.Do(phone.Decide{ID: c.prompt(line).ID, Answer: answer}); err != nil {
		c.t.Fatal(err)
	}
	c.settle()
}

func (c *customer) otp() string {
	c.t.Helper()
	inbox := c.provider.View().Phone.Inbox()
	for i := len(inbox) - 1; i >= 0; i-- {
		if inbox[i].From == ipayy.Sender {
			return regexp.MustCompile(`\d{4,8}`).FindString(inbox[i].Text)
		}
	}
	c.t.Fatal("there is no OTP")
	return ""
}

// comesTo waits until the invoice is in a state.
func (c *customer) comesTo(state ledger.State) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	for {
		invoices := c.invoices()
		if len(invoices) == 1 && invoices[0].State == state {
			return
		}
		if _, err := c.events.Next(ctx); err != nil {
			c.t.Fatalf("the invoice does not come to %s: %+v", state, invoices)
		}
	}
}

func (c *customer) change(change gateway.Change) {
	c.t.Helper()
	if err := c.phone.Change(change); err != nil {
		c.t.Fatal(err)
	}
}

func wrong(otp string) string {
	if otp == "123456" {
		return "654321"
	}
	return "123456"
}

// TestPayByIPayy is a 9900 that an Indian phone pays with a one-time password.
func TestPayByIPayy(t *testing.T) {
	t.Parallel()
	none, unknown := int64(0), false
	tests := []struct {
		name  string
		does  func(*customer)
		state ledger.State
		spent int64
	}{
		{"pays", func(c *customer) { c.says(c.phone, phone.OTP{Code: c.otp()}) }, ledger.Notified, 5000},
		{"mistypes first", func(c *customer) {
			c.says(c.phone, phone.OTP{Code: wrong(c.otp())})
			if got := c.prompt(c.phone).Text; !strings.Contains(got, "Wrong") {
				c.t.Errorf("after a wrong password it asks %q", got)
			}
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Notified, 5000},
		{"mistypes until it is locked, and has another sent", func(c *customer) {
			for range 4 {
				c.says(c.phone, phone.OTP{Code: wrong(c.otp())})
			}
			if got := c.prompt(c.phone).Text; !strings.Contains(got, "Too many") {
				c.t.Errorf("when it is locked it asks %q", got)
			}
			c.says(c.phone, phone.Resend{})
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Notified, 5000},
		{"is too late, and has another sent", func(c *customer) {
			c.clock.Advance(10 * time.Minute)
			c.says(c.phone, phone.OTP{Code: c.otp()})
			if got := c.prompt(c.phone).Text; !strings.Contains(got, "expired") {
				c.t.Errorf("when it has expired it asks %q", got)
			}
			c.says(c.phone, phone.Resend{})
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Notified, 5000},
		{"says yes without the password", func(c *customer) {
			c.says(c.phone, phone.Approve{})
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Notified, 5000},
		{"declines", func(c *customer) { c.says(c.phone, phone.Decline{}) }, ledger.Cancelled, 0},
		{"puts it away", func(c *customer) { c.says(c.phone, phone.Ignore{}) }, ledger.LinkSent, 0},
		{"has no money", func(c *customer) {
			c.change(gateway.Change{Balance: &none})
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Failed, gateway.DefaultBalance},
		{"is no subscriber", func(c *customer) {
			c.change(gateway.Change{Registered: &unknown})
			c.says(c.phone, phone.OTP{Code: c.otp()})
		}, ledger.Failed, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCustomer(t, open(t, ledger.OnTime), number.India.Example())
			if got := c.prompt(c.phone); got.Kind != phone.PromptOTP || got.From != ipayy.Sender || !strings.Contains(got.Text, "50 rupees") {
				t.Fatalf("the prompt is %+v", got)
			}
			otp := c.otp()
			test.does(c)
			c.checks(test.state, test.spent)
			c.tellsNoSecret(otp)
		})
	}
}

// checks compares what everybody's books say in the end.
func (c *customer) checks(state ledger.State, spent int64) {
	c.t.Helper()
	c.comesTo(state)
	if got := c.provider.View().Subscriber.Balance; got != gateway.DefaultBalance-spent {
		c.t.Errorf("the wallet holds %d, want %d", got, gateway.DefaultBalance-spent)
	}
	c.stall.mu.Lock()
	defer c.stall.mu.Unlock()
	if called := state == ledger.Notified; len(c.stall.calls) == 1 != called {
		c.t.Errorf("the handler was called back %d times (%s)", len(c.stall.calls), state)
	}
	charges, err := c.server.Gateway().Ledger().Charges()
	switch {
	case err != nil:
		c.t.Error(err)
	case state == ledger.LinkSent:
	case len(charges) != 1 || charges[0].Invoice != c.invoices()[0].ID || (charges[0].State == ledger.Succeeded) != (state == ledger.Notified):
		c.t.Errorf("charges %+v", charges)
	}
	if left := len(c.phone.View().Phone.Prompts()); left != 0 {
		c.t.Errorf("%d prompts are left", left)
	}
}

// TestPayByIntouchPay is a 9900 that a Rwandan phone confirms.
func TestPayByIntouchPay(t *testing.T) {
	t.Parallel()
	none, unknown := int64(0), false
	tests := []struct {
		name   string
		before gateway.Change
		does   func(*customer)
		state  ledger.State
		spent  int64
	}{
		{"pays", gateway.Change{}, func(c *customer) { c.says(c.provider, phone.Approve{PIN: "1234"}) }, ledger.Notified, 50},
		{"mistypes first", gateway.Change{}, func(c *customer) {
			c.says(c.provider, phone.Approve{PIN: "12"})
			c.says(c.provider, phone.Approve{PIN: "1234"})
		}, ledger.Notified, 50},
		{"declines", gateway.Change{}, func(c *customer) { c.says(c.provider, phone.Decline{}) }, ledger.Cancelled, 0},
		{"never answers", gateway.Change{}, func(c *customer) { c.clock.Advance(intouchpay.ConfirmWithin) }, ledger.Cancelled, 0},
		{"has no money", gateway.Change{Balance: &none}, func(c *customer) { c.says(c.provider, phone.Approve{PIN: "1234"}) }, ledger.Failed, gateway.DefaultBalance},
		{"is no subscriber", gateway.Change{Registered: &unknown}, func(*customer) {}, ledger.Failed, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, ledger.OnTime)
			if err := s.on(number.Rwanda.Example()).Change(test.before); err != nil {
				t.Fatal(err)
			}
			c := newCustomer(t, s, number.Rwanda.Example())
			test.does(c)
			c.checks(test.state, test.spent)
		})
	}
}

// TestOutcomesOfAnyProvider: what a callback does on purpose does not depend on
// who took the money.
func TestOutcomesOfAnyProvider(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.Twice)
	c := newCustomer(t, s, number.Rwanda.Example())
	c.says(c.phone, phone.Approve{PIN: "1234"})
	c.await(event.KindCallback, 3)
	c.stall.mu.Lock()
	defer c.stall.mu.Unlock()
	if len(c.stall.calls) != 2 {
		t.Errorf("the handler was called back %q", c.stall.calls)
	}
}

// TestRefusedByItsProvider: an Iranian phone cannot pay by the others.
func TestRefusedByItsProvider(t *testing.T) {
	t.Parallel()
	for _, provider := range []ledger.Provider{ledger.IPayy, ledger.IntouchPay} {
		s := openWith(t, gateway.Options{PayBy: provider})
		c := newCustomer(t, s, number.Iran.Example())
		c.checks(ledger.Failed, 0)
		if got := lastSMS(t, c.phone); !strings.Contains(got, "failed") {
			t.Errorf("%s: the phone hears %q", provider, got)
		}
		if c.count(event.KindWarning) == 0 {
			t.Errorf("%s: nobody is told why", provider)
		}
	}
}

// TestLinkInEveryCountry: iNoti's link, where it is asked for, takes any money.
func TestLinkInEveryCountry(t *testing.T) {
	t.Parallel()
	for country, spent := range map[number.Country]int64{number.India: 5000, number.Rwanda: 50} {
		c := newCustomer(t, openWith(t, gateway.Options{PayBy: ledger.Inoti}), country.Example())
		c.says(c.phone, phone.Approve{})
		c.checks(ledger.Notified, spent)
	}
}

// TestRealProviders has another server in the place of the real providers: their
// books and phones are their own.
func TestRealProviders(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		of   number.Country
		pays func(*customer)
	}{
		{"iPayy", number.India, func(c *customer) { c.says(c.phone, phone.OTP{Code: c.otp()}) }},
		{"IntouchPay", number.Rwanda, func(c *customer) { c.says(c.provider, phone.Approve{PIN: "1234"}) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			provider := open(t, ledger.OnTime)
			s := openWith(t, gateway.Options{Merchants: gateway.Merchants{
				IPayy: ipayy.Client{Base: provider.server.URL()}, IntouchPay: intouchpay.Client{Base: provider.server.URL() + "/api"},
				PollEvery: time.Millisecond,
			}})
			c := newCustomer(t, s, test.of.Example())
			c.provider = provider.on(test.of.Example())
			test.pays(c)
			c.checks(ledger.Notified, test.of.Currency().Smallest(50))
			if got := c.phone.View().Subscriber.Balance; got != gateway.DefaultBalance {
				t.Errorf("the wallet here holds %d", got)
			}
		})
	}
}

// TestForgedReport: nobody but IntouchPay can say that a payment was made.
func TestForgedReport(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	c := newCustomer(t, s, number.Rwanda.Example())
	report := func(id string) int {
		t.Helper()
		body := `{"jsonpayload":{"requesttransactionid":"` + id + `","transactionid":"6000000001","responsecode":"01","status":"Successfull","statusdesc":"","referenceno":"1"}}`
		answer, err := http.Post(s.server.URL()+gateway.IntouchPayCallbackPath, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	if got := report("nobody's"); got != http.StatusNotFound {
		t.Errorf("an unknown payment is answered %d", got)
	}
	if got := report(c.invoices()[0].Reference); got != http.StatusOK {
		t.Errorf("a forged report is answered %d", got)
	}
	c.await(event.KindProvider, 2)
	c.says(c.phone, phone.Decline{})
	c.checks(ledger.Cancelled, 0)
}

// TestPricesBeyondMoney: what cannot be counted in paisa is no invoice.
func TestPricesBeyondMoney(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "9900|F-1|922337203685477580")
	}))
	t.Cleanup(hook.Close)
	route, err := gateway.NewRoute("", hook.URL)
	if err != nil {
		t.Fatal(err)
	}
	line := s.on(number.India.Example())
	if err := line.DialTo("*1#", route.Handler); err != nil {
		t.Fatal(err)
	}
	view, err := line.Settle(t.Context())
	if err != nil || view.Cause.Kind != "payment" || len(s.invoices()) != 0 {
		t.Errorf("ended %q by %+v, %v, invoices %v", view.Ended, view.Cause, err, s.invoices())
	}
}

// fullDisk is a store that writes nothing once it is full.
type fullDisk struct {
	ledger.Store
	full atomic.Bool
}

func (d *fullDisk) Update(do func(ledger.Tx) error) error {
	if d.full.Load() {
		return errors.New("no space left")
	}
	return d.Store.Update(do)
}

// TestPaidButNotWritten: where the books cannot be kept, what a provider said is
// not lost in silence.
func TestPaidButNotWritten(t *testing.T) {
	t.Parallel()
	provider := open(t, ledger.OnTime)
	disk := &fullDisk{Store: ledger.NewMemory()}
	s := openWith(t, gateway.Options{
		Ledger:    ledger.New(disk),
		Merchants: gateway.Merchants{IPayy: ipayy.Client{Base: provider.server.URL()}},
	})
	c := newCustomer(t, s, number.India.Example())
	c.provider = provider.on(number.India.Example())
	disk.full.Store(true)
	c.says(c.phone, phone.OTP{Code: c.otp()})
	c.count("")
	told := slices.ContainsFunc(c.seen, func(e event.Event) bool {
		warning, ok := e.Body.(event.Warning)
		return ok && warning.Rule == "ledger" && strings.Contains(warning.Text, "no space left")
	})
	if !told {
		t.Error("nobody is told that the payment is not in the books")
	}
}
