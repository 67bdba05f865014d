package server_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// fail changes the faults of a phone by their names.
func (s *shop) fail(n number.Number, names gateway.FaultNames) {
	s.t.Helper()
	faults, err := names.Read()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.on(n).Change(gateway.Change{Faults: faults}); err != nil {
		s.t.Fatal(err)
	}
}

// otp is the OTP of the phone's last SMS.
func (s *shop) otp() string {
	s.t.Helper()
	return regexp.MustCompile(`\d{4,8}`).FindString(lastSMS(s.t, s.on(number.India.Example())))
}

// pays pays with an OTP.
func (s *shop) pays(token, otp string) (ipayy.Billed, error) {
	return s.ipayy().Pay(s.t.Context(), ipayy.Payment{RequestToken: token, OTP: otp, Support: ipayy.Support{Phone: "18001234"}})
}

// charges are all charges.
func (s *shop) charges() []ledger.Charge {
	s.t.Helper()
	charges, err := s.server.Gateway().Ledger().Charges()
	if err != nil {
		s.t.Fatal(err)
	}
	return charges
}

// TestIPayyFailures: billing fails with each reason on request, until it is put
// back.
func TestIPayyFailures(t *testing.T) {
	t.Parallel()
	for _, failure := range ipayy.Failures() {
		t.Run(string(failure), func(t *testing.T) {
			t.Parallel()
			s, india := open(t, ledger.OnTime), number.India.Example()
			name, none := string(failure), ""
			s.fail(india, gateway.FaultNames{IPayyFailure: &name})
			for i, token := range []string{"token-0001", "token-0002", "token-0003"} {
				if i == 2 {
					s.fail(india, gateway.FaultNames{IPayyFailure: &none})
				}
				if _, err := s.ipayy().GenerateOTP(t.Context(), bill(token)); err != nil {
					t.Fatal(err)
				}
				want := failure
				if i == 2 {
					want = ""
				}
				if billed, err := s.pays(token, s.otp()); err != nil || billed.Failure != want {
					t.Errorf("%s: billed %+v, %v", token, billed, err)
				}
			}
			charges := s.charges()
			if len(charges) != 3 || charges[0].State != ledger.Refused || charges[0].Reason != strings.ToLower(name) || charges[2].State != ledger.Succeeded {
				t.Errorf("charges %+v", charges)
			}
			if held := s.on(india).View().Subscriber.Balance; held != gateway.DefaultBalance-150 {
				t.Errorf("the wallet holds %d", held)
			}
		})
	}
}

// TestIPayyErrors: each call ends in each error on request, with nothing done.
func TestIPayyErrors(t *testing.T) {
	t.Parallel()
	for _, code := range ipayy.Codes() {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			s, india := open(t, ledger.OnTime), number.India.Example()
			if _, err := s.ipayy().GenerateOTP(t.Context(), bill("token-0001")); err != nil {
				t.Fatal(err)
			}
			otp, name, none := s.otp(), string(code), ""
			s.fail(india, gateway.FaultNames{IPayyError: &name})
			_, asked := s.ipayy().GenerateOTP(t.Context(), bill("token-0002"))
			again, resent := s.ipayy().ResendOTP(t.Context(), ipayy.Resend{RequestToken: "token-0001", Item: bill("").Item})
			billed, paid := s.pays("token-0001", otp)
			for call, err := range map[string]error{"genotpwr": asked, "resendotp": resent, "dopayment": paid} {
				var problem *ipayy.Problem
				if !errors.As(err, &problem) || problem.Code != code || problem.Text == "" {
					t.Errorf("%s: %v (%+v, %+v)", call, err, again, billed)
				}
			}
			if got := len(s.on(india).View().Phone.Inbox()); got != 1 || len(s.charges()) != 0 {
				t.Errorf("%d messages, charges %+v", got, s.charges())
			}
			s.fail(india, gateway.FaultNames{IPayyError: &none})
			if billed, err := s.pays("token-0001", otp); err != nil || !billed.Success {
				t.Errorf("put back: %+v, %v", billed, err)
			}
		})
	}
}

// refusedWith is the code that a call of IntouchPay's was refused with.
func refusedWith(err error) string {
	var refused *intouchpay.Error
	if !errors.As(err, &refused) || refused.Code == nil {
		return ""
	}
	return refused.Code.Number()
}

// TestIntouchPayPaymentFailures: a payment fails with each code on request, when
// it is asked for and when it is confirmed.
func TestIntouchPayPaymentFailures(t *testing.T) {
	t.Parallel()
	for _, code := range intouchpay.PaymentFailures() {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			s, rwanda := open(t, ledger.OnTime), number.Rwanda.Example()
			m := newTill(t, s, nil)
			name, none := string(code), ""
			asked := intouchpay.Payment{Amount: "500", Phone: rwanda.Digits(), RequestID: "4522233", CallbackURL: m.url}

			s.fail(rwanda, gateway.FaultNames{IntouchPayPayment: &name})
			if _, err := s.intouchpay().RequestPayment(t.Context(), asked); refusedWith(err) != name {
				t.Errorf("asked for: %v", err)
			}
			if prompts := s.on(rwanda).View().Phone.Prompts(); len(prompts) != 0 || len(s.charges()) != 0 || len(s.owedNow()) != 0 {
				t.Errorf("a payment that was refused made prompts %v, charges %v", prompts, s.charges())
			}

			s.fail(rwanda, gateway.FaultNames{IntouchPayPayment: &none})
			if _, err := s.intouchpay().RequestPayment(t.Context(), asked); err != nil {
				t.Fatalf("the id was used up: %v", err)
			}
			s.fail(rwanda, gateway.FaultNames{IntouchPayPayment: &name})
			s.approveAll()
			s.await(event.KindCallback, 1)
			bodies, _ := m.heard()
			if len(bodies) != 1 || !strings.Contains(bodies[0], `"responsecode":"`+name+`","status":"Failed"`) {
				t.Errorf("the merchant hears %q", bodies)
			}
			charges := s.charges()
			if len(charges) != 1 || charges[0].State != ledger.Refused || charges[0].Reason != strings.ToLower(code.Text()) {
				t.Errorf("charges %+v", charges)
			}
			if held := s.on(rwanda).View().Subscriber.Balance; held != gateway.DefaultBalance {
				t.Errorf("the wallet holds %d", held)
			}
		})
	}
}

// TestIntouchPayDepositFailures: a deposit fails with each code on request.
func TestIntouchPayDepositFailures(t *testing.T) {
	t.Parallel()
	for _, code := range intouchpay.DepositFailures() {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			s, rwanda := open(t, ledger.OnTime), number.Rwanda.Example()
			name, none := string(code), ""
			deposit := intouchpay.Deposit{Amount: "700", Phone: rwanda.Digits(), RequestID: "1"}
			s.fail(rwanda, gateway.FaultNames{IntouchPayDeposit: &name})
			if _, err := s.intouchpay().RequestDeposit(t.Context(), deposit); refusedWith(err) != name {
				t.Errorf("asked for: %v", err)
			}
			held, err := s.intouchpay().Balance(t.Context())
			if err != nil || held != gateway.DefaultAccount || s.on(rwanda).View().Subscriber.Balance != gateway.DefaultBalance {
				t.Errorf("the account holds %d, %v", held, err)
			}
			// A payment's table is another one.
			if _, err := s.intouchpay().RequestPayment(t.Context(), intouchpay.Payment{Amount: "500", Phone: rwanda.Digits(), RequestID: "1"}); err != nil {
				t.Errorf("a payment: %v", err)
			}
			s.fail(rwanda, gateway.FaultNames{IntouchPayDeposit: &none})
			if _, err := s.intouchpay().RequestDeposit(t.Context(), deposit); err != nil {
				t.Errorf("put back: %v", err)
			}
		})
	}
}
