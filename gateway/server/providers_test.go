package server_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// bill is a consent for one rupee and a half.
func bill(token string) ipayy.Consent {
	price, err := ipayy.ParseAmount("1.50")
	if err != nil {
		panic(err)
	}
	return ipayy.Consent{
		RequestToken: token, Phone: number.India.Example(), Operator: "Airtel",
		Item: ipayy.Item{ID: "1", Name: "Song", Price: price},
	}
}

func (s *shop) ipayy() ipayy.Client {
	return ipayy.Client{Base: s.server.URL(), MerchantKey: server.DefaultMerchantKey, ApplicationKey: server.DefaultApplicationKey}
}

func (s *shop) on(n number.Number) *gateway.Line { return s.server.Gateway().Line(n) }

func lastSMS(t *testing.T, line *gateway.Line) string {
	t.Helper()
	inbox := line.View().Phone.Inbox()
	if len(inbox) == 0 {
		t.Fatal("there is no SMS")
	}
	return inbox[len(inbox)-1].Text
}

// TestIPayyEndToEnd: a merchant's own client has the OTP sent, the subscriber
// reads it from the phone, and the money moves once.
func TestIPayyEndToEnd(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	client, line := s.ipayy(), s.on(number.India.Example())
	if _, err := client.GenerateOTP(t.Context(), bill("token-0001")); err != nil {
		t.Fatal(err)
	}
	otp := regexp.MustCompile(`\d{4,8}`).FindString(lastSMS(t, line))
	pay := func(otp string) (ipayy.Billed, error) {
		return client.Pay(t.Context(), ipayy.Payment{RequestToken: "token-0001", OTP: otp, Support: ipayy.Support{Phone: "18001234"}})
	}
	var problem *ipayy.Problem
	if _, err := pay("0000"); !errors.As(err, &problem) || problem.Code != "ICR0201" {
		t.Errorf("a wrong OTP: %v", err)
	}
	billed, err := pay(otp)
	if err != nil || billed.Failure != "" {
		t.Fatalf("billed %+v, %v", billed, err)
	}
	if _, err := pay(otp); !errors.As(err, &problem) {
		t.Errorf("paid twice: %v", err)
	}
	if got := line.View().Subscriber.Balance; got != gateway.DefaultBalance-150 {
		t.Errorf("the wallet holds %d paisa", got)
	}
	s.await(event.KindProvider, 4)
	s.tellsNoSecret(otp)
}

// tellsNoSecret looks for secrets in all events so far, as they leave the
// process. The phone's own number is no place for one.
func (s *shop) tellsNoSecret(secrets ...string) {
	s.t.Helper()
	s.count("")
	for _, e := range s.seen {
		e.Phone = number.Number{}
		out, err := e.MarshalJSON()
		if err != nil {
			s.t.Fatal(err)
		}
		for _, secret := range secrets {
			if strings.Contains(strings.ReplaceAll(string(out), number.Rwanda.Example().Digits(), ""), secret) {
				s.t.Errorf("a secret leaves the process: %s", out)
			}
		}
	}
}

func TestIPayyPoorAndUnregistered(t *testing.T) {
	t.Parallel()
	none, unknown := int64(0), false
	for failure, change := range map[ipayy.Failure]gateway.Change{
		"LOW_BALANCE": {Balance: &none}, "INVALID_SUBSCRIBER": {Registered: &unknown},
	} {
		s := open(t, ledger.OnTime)
		client, line := s.ipayy(), s.on(number.India.Example())
		if err := line.Change(change); err != nil {
			t.Fatal(err)
		}
		if _, err := client.GenerateOTP(t.Context(), bill("token-0001")); err != nil {
			t.Fatal(err)
		}
		otp := regexp.MustCompile(`\d{4,8}`).FindString(lastSMS(t, line))
		billed, err := client.Pay(t.Context(), ipayy.Payment{RequestToken: "token-0001", OTP: otp, Support: ipayy.Support{Phone: "18001234"}})
		if err != nil || billed.Failure != failure {
			t.Errorf("%s: billed %+v, %v", failure, billed, err)
		}
		charges, err := s.server.Gateway().Ledger().Charges()
		if err != nil || len(charges) != 1 || charges[0].State != ledger.Refused || charges[0].Provider != ledger.IPayy {
			t.Errorf("%s: charges %+v, %v", failure, charges, err)
		}
	}
}

// merchant receives IntouchPay's callbacks.
type merchant struct {
	mu  sync.Mutex
	got []intouchpay.Notice
}

func (m *merchant) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	notice, err := intouchpay.ReadCallback(r)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, err.Error())
		return
	}
	m.mu.Lock()
	m.got = append(m.got, notice)
	m.mu.Unlock()
	intouchpay.Acknowledge(w, notice.RequestID)
}

func (m *merchant) notices() []intouchpay.Notice {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]intouchpay.Notice{}, m.got...)
}

func (s *shop) intouchpay() intouchpay.Client {
	return intouchpay.Client{
		Base: s.server.URL() + "/api", Username: server.DefaultIntouchUsername,
		AccountNo: server.DefaultAccountNo, PartnerPassword: server.DefaultPartnerPassword,
	}
}

// request asks for 500 francs and returns the prompt that it puts on the phone.
func (s *shop) request(m *merchant, id string) phone.Prompt {
	s.t.Helper()
	hook := httptest.NewServer(m)
	s.t.Cleanup(hook.Close)
	_, err := s.intouchpay().RequestPayment(s.t.Context(), intouchpay.Payment{
		Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: id,
		CallbackURL: strings.Replace(hook.URL, "http://", "http://ali:sesame@", 1),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	prompts := s.on(number.Rwanda.Example()).View().Phone.Prompts()
	if len(prompts) != 1 || prompts[0].Kind != phone.PromptConfirm || !strings.Contains(prompts[0].Text, "RWF 500") {
		s.t.Fatalf("prompts %+v", prompts)
	}
	return prompts[0]
}

// TestIntouchPayDecisions is what a subscriber may do about a payment, and what
// the merchant hears.
func TestIntouchPayDecisions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		decide  func(*shop, *gateway.Line, string) error
		code    string
		balance int64
	}{
		{"approved", func(_ *shop, l *gateway.Line, id string) error {
			return l.Do(phone.Decide{ID: id, Answer: phone.Approve{PIN: "738194"}})
		}, "01", gateway.DefaultBalance - 500},
		{"declined", func(_ *shop, l *gateway.Line, id string) error {
			return l.Do(phone.Decide{ID: id, Answer: phone.Decline{}})
		}, "2700", gateway.DefaultBalance},
		{"never answered", func(s *shop, _ *gateway.Line, _ string) error {
			s.clock.Advance(intouchpay.ConfirmWithin)
			return nil
		}, "2700", gateway.DefaultBalance},
		{"three wrong PINs", func(_ *shop, l *gateway.Line, id string) error {
			var err error
			for range 3 {
				err = errors.Join(err, l.Do(phone.Decide{ID: id, Answer: phone.Approve{PIN: "12"}}))
			}
			return err
		}, "2700", gateway.DefaultBalance},
		{"not enough money", func(_ *shop, l *gateway.Line, id string) error {
			none := int64(0)
			return errors.Join(l.Change(gateway.Change{Balance: &none}), l.Do(phone.Decide{ID: id, Answer: phone.Approve{PIN: "738194"}}))
		}, "1005", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, m := open(t, ledger.OnTime), &merchant{}
			line := s.on(number.Rwanda.Example())
			prompt := s.request(m, "4522233")
			if err := test.decide(s, line, prompt.ID); err != nil {
				t.Fatal(err)
			}
			s.await(event.KindCallback, 1)
			notices := m.notices()
			if len(notices) != 1 || notices[0].Code != test.code || notices[0].RequestID != "4522233" {
				t.Errorf("the merchant hears %+v, want %s", notices, test.code)
			}
			if got := line.View(); got.Subscriber.Balance != test.balance || len(got.Phone.Prompts()) != 0 {
				t.Errorf("the wallet holds %d, want %d; prompts %v", got.Subscriber.Balance, test.balance, got.Phone.Prompts())
			}
			charges, err := s.server.Gateway().Ledger().Charges()
			if err != nil || len(charges) != 1 || (charges[0].State == ledger.Succeeded) != (test.code == "01") || charges[0].Reference != "4522233" {
				t.Errorf("charges %+v, %v", charges, err)
			}
			// Of a PIN in four digits there would be a time of day that has them.
			s.tellsNoSecret("sesame", "738194")
			if err := line.Do(phone.Decide{ID: prompt.ID, Answer: phone.Approve{PIN: "738194"}}); !errors.Is(err, phone.ErrNoPrompt) {
				t.Errorf("answered again: %v", err)
			}
		})
	}
}

func TestIntouchPayDeposit(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OnTime)
	client, line := s.intouchpay(), s.on(number.Rwanda.Example())
	if _, err := client.RequestDeposit(t.Context(), intouchpay.Deposit{Amount: "700", Phone: number.Rwanda.Example().Digits(), RequestID: "1"}); err != nil {
		t.Fatal(err)
	}
	held, err := client.Balance(t.Context())
	if err != nil || held != gateway.DefaultAccount-700 || line.View().Subscriber.Balance != gateway.DefaultBalance+700 {
		t.Errorf("the account holds %d, the wallet %d, %v", held, line.View().Subscriber.Balance, err)
	}
}

// TestHundredAtOnce: whatever a hundred calls with one id do, one wins.
func TestHundredAtOnce(t *testing.T) {
	t.Parallel()
	s, m := open(t, ledger.OnTime), &merchant{}
	hook := httptest.NewServer(m)
	t.Cleanup(hook.Close)
	var calls sync.WaitGroup
	var mu sync.Mutex
	payments, consents := 0, 0
	won := func(counter *int, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			*counter++
		}
	}
	for range 100 {
		calls.Go(func() {
			_, err := s.intouchpay().RequestPayment(t.Context(), intouchpay.Payment{
				Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: "7", CallbackURL: hook.URL,
			})
			won(&payments, err)
		})
		calls.Go(func() {
			_, err := s.ipayy().GenerateOTP(t.Context(), bill("token-0001"))
			won(&consents, err)
		})
	}
	calls.Wait()
	prompts := s.on(number.Rwanda.Example()).View().Phone.Prompts()
	messages := s.on(number.India.Example()).View().Phone.Inbox()
	if payments != 1 || consents != 1 || len(prompts) != 1 || len(messages) != 1 {
		t.Errorf("%d payments with %d prompts, %d consents with %d messages", payments, len(prompts), consents, len(messages))
	}
}
