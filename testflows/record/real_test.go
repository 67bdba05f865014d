package record_test

import (
	"context"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/testflows/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// patience bounds a wait for a state that a broken test would never reach.
const patience = 20 * time.Second

// street is a gateway with a phone on it, and a clock that stands still.
type street struct {
	t      *testing.T
	server *server.Server
	line   *gateway.Line
	clock  *gateway.SteppedClock
	events *event.Cursor
	seen   []event.Event
}

// onStreet takes a phone out to the demo shop, or to handler where there is one.
func onStreet(t *testing.T, n number.Number, options gateway.Options, handler http.HandlerFunc) *street {
	t.Helper()
	clock := gateway.NewSteppedClock(noon)
	options.Seed, options.Seeded = 1, true
	options.Clock = func(number.Number) gateway.Clock { return clock }
	if handler != nil {
		hook := httptest.NewServer(handler)
		t.Cleanup(hook.Close)
		route, err := gateway.NewRoute("", hook.URL)
		if err != nil {
			t.Fatal(err)
		}
		options.Routes = []gateway.Route{route}
	}
	s, err := server.Start(server.Options{
		Listen: "127.0.0.1:0", Gateway: options, IntouchPay: intouchpay.Settings{Terms: intouchpay.Terms{Payee: "Corner shop"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	g := s.Gateway()
	return &street{t: t, server: s, line: g.Line(n), clock: clock, events: g.Log().From(0)}
}

// do presses keys, one after the other, and lets the network answer each.
func (s *street) do(keys ...phone.Key) {
	s.t.Helper()
	for _, key := range keys {
		if err := s.line.Do(key); err != nil {
			s.t.Fatalf("%#v: %v", key, err)
		}
		s.settle()
	}
}

func (s *street) settle() gateway.View {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	view, err := s.line.Settle(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	return view
}

// types dials, and answers.
func (s *street) types(dial string, answers ...string) {
	s.t.Helper()
	s.do(phone.Call{Text: dial})
	for _, answer := range answers {
		s.do(phone.Send{Text: answer})
	}
}

// says answers the one question on the phone.
func (s *street) says(answer phone.PromptAnswer) {
	s.t.Helper()
	prompts := s.line.View().Phone.Prompts()
	if len(prompts) != 1 {
		s.t.Fatalf("prompts %+v", prompts)
	}
	s.do(phone.Decide{ID: prompts[0].ID, Answer: answer})
}

// otp is the newest one-time password.
func (s *street) otp() string {
	s.t.Helper()
	inbox := s.line.View().Phone.Inbox()
	return regexp.MustCompile(`\d{4,8}`).FindString(inbox[len(inbox)-1].Text)
}

// await waits until n events of a kind have happened in all.
func (s *street) await(kind event.Kind, n int) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	for {
		have := 0
		for _, e := range s.seen {
			if e.Body.Kind() == kind {
				have++
			}
		}
		if have >= n {
			return
		}
		events, err := s.events.Next(ctx)
		if err != nil {
			s.t.Fatalf("%d events %s, want %d", have, kind, n)
		}
		s.seen = append(s.seen, events...)
	}
}

// page pays or declines the newest invoice at its page.
func (s *street) page(approve bool) {
	s.t.Helper()
	inbox := s.line.View().Phone.Inbox()
	_, token, _ := strings.Cut(inbox[len(inbox)-1].Text, gateway.PayPath)
	if _, err := s.server.Gateway().Settle(token, approve); err != nil {
		s.t.Fatal(err)
	}
}

func (s *street) change(c gateway.Change) {
	s.t.Helper()
	if err := s.line.Change(c); err != nil {
		s.t.Fatal(err)
	}
}

// seller asks for 50 of the caller's money, and is not careful.
func seller(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("RRN") == "" {
		_, _ = io.WriteString(w, "9900|F-1|50")
		return
	}
	_, _ = io.WriteString(w, "Thank you[end]")
}

// bank asks for a PIN, repeats it, and wants to be asked for ever.
func bank(w http.ResponseWriter, r *http.Request) {
	call := r.FormValue("call")
	inputs := strings.Split(call, "*")
	switch last := inputs[len(inputs)-1]; {
	case len(inputs) == 2:
		_, _ = io.WriteString(w, "1. Change your PIN\n2. Balance")
	case len(inputs) == 3:
		_, _ = io.WriteString(w, "Your PIN?")
	case last == "0":
		_, _ = io.WriteString(w, "Bye[end]")
	default:
		_, _ = io.WriteString(w, "You typed "+inputs[3]+" at 18:24:00.\nMore?")
	}
}

// TestRealConversations records what a real gateway tells.
func TestRealConversations(t *testing.T) {
	t.Parallel()
	none := int64(0)
	pays := func(callbacks int) func(*street) {
		return func(s *street) {
			s.types("*1#")
			s.page(true)
			s.await(event.KindCallback, callbacks)
		}
	}
	tests := []struct {
		name    string
		of      number.Country
		options gateway.Options
		handler http.HandlerFunc
		about   record.About
		does    func(*street)
	}{
		{"buys airtime", number.Iran, gateway.Options{}, nil, record.About{Name: "Buy airtime"}, func(s *street) {
			s.types("*6655*123#", "2", "50000")
			s.says(phone.Approve{})
			s.await(event.KindCallback, 1)
			s.types("*6655*123#", "2")
		}},
		{"pays late", number.Iran, gateway.Options{Outcome: ledger.Late}, seller, record.About{Outcome: "late"}, func(s *street) {
			s.types("*1#")
			s.page(true)
			s.clock.Advance(30 * time.Second)
			s.await(event.KindCallback, 1)
			s.clock.Advance(10 * time.Second)
			s.await(event.KindUnverified, 1)
		}},
		{"pays by iPayy", number.India, gateway.Options{}, seller, record.About{}, func(s *street) {
			s.types("*1#")
			s.says(phone.OTP{Code: "1"})
			s.says(phone.Resend{})
			s.says(phone.OTP{Code: s.otp()})
			s.await(event.KindCallback, 1)
		}},
		{"pays by IntouchPay", number.Rwanda, gateway.Options{}, seller, record.About{}, func(s *street) {
			s.types("*1#")
			s.says(phone.Approve{PIN: "1"})
			s.says(phone.Approve{PIN: "1234"})
			s.await(event.KindCallback, 2)
		}},
		{"sends nothing", number.Iran, gateway.Options{Skin: phone.Smartphone}, nil, record.About{Skin: "smartphone"}, func(s *street) {
			s.types("*6655*123#", "")
			s.types("*6655*123#", strings.Repeat("7", 161))
			s.types("*6655*123#", "4")
		}},
		{"cannot pay", number.Rwanda, gateway.Options{}, seller, record.About{Balance: &none}, func(s *street) {
			s.change(gateway.Change{Balance: &none})
			s.types("*1#")
			s.says(phone.Approve{PIN: "1234"})
			s.await(event.KindSMS, 1)
			s.types("*1#")
			s.says(phone.Decline{})
			s.await(event.KindInvoice, 6)
			s.types("*1#")
			s.clock.Advance(2 * time.Minute)
			s.await(event.KindInvoice, 9)
		}},
		{"mistypes the PIN", number.Rwanda, gateway.Options{}, seller, record.About{}, func(s *street) {
			s.types("*1#")
			for range 3 {
				s.says(phone.Approve{PIN: "1"})
			}
			s.await(event.KindInvoice, 3)
		}},
		{"is too late", number.India, gateway.Options{}, seller, record.About{}, func(s *street) {
			s.types("*1#")
			s.clock.Advance(5 * time.Minute)
			s.says(phone.OTP{Code: s.otp()})
			s.says(phone.Approve{})
			s.says(phone.Ignore{})
		}},
		{"hears twice", number.Iran, gateway.Options{Outcome: ledger.Twice}, seller, record.About{Outcome: "twice"}, pays(2)},
		{"hears nothing", number.Iran, gateway.Options{Outcome: ledger.Lost}, seller, record.About{Outcome: "lost"}, pays(0)},
		{"hears of a payment that nobody made", number.Iran, gateway.Options{Outcome: ledger.Forged}, seller, record.About{Outcome: "forged"}, func(s *street) {
			s.types("*1#")
			s.await(event.KindCallback, 1)
		}},
		{"puts it away and declines", number.Iran, gateway.Options{}, seller, record.About{}, func(s *street) {
			s.types("*1#")
			s.says(phone.Ignore{})
			s.page(false)
			s.types("*1#")
			s.says(phone.Decline{})
			s.types("*1#")
			s.types("*1#")
		}},
		{"types a PIN", number.Iran, gateway.Options{}, bank, record.About{}, func(s *street) {
			s.types("*1#", "1", "47114", "1")
			s.clock.Advance(12 * time.Second)
			s.do(phone.End{})
			s.types("*1#", "2", "47114", "0")
		}},
		{"runs out of time", number.Iran, gateway.Options{}, bank, record.About{}, func(s *street) {
			s.types("*1#")
			s.clock.Advance(30 * time.Second)
			s.types("*1#", "1", "47114")
			for range 6 {
				s.clock.Advance(29 * time.Second)
				s.do(phone.Send{Text: "5"})
			}
			s.clock.Advance(6 * time.Second)
		}},
		{"reaches nobody", number.Iran, gateway.Options{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, record.About{}, func(s *street) {
			s.types("*1#")
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := onStreet(t, test.of.Example(), test.options, test.handler)
			test.does(s)
			s.seen = append(s.seen, s.events.Pending()...)
			got := record.Flow(s.seen, test.about)
			retold(t, got, s.seen, "47114")
			golden(t, got)
		})
	}
}

// golden compares with a file in testdata.
func golden(t *testing.T, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(t.Name())+".ussd")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
