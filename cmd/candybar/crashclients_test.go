package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// word is what clients were told of one payment.
type word struct{ accepted, paid, declined bool }

// told is what clients were told of each, by what a handler or merchant calls it,
// or by the prompt of IntouchPay's that was answered.
type told struct {
	mu    sync.Mutex
	words map[string]word
	last  atomic.Int64
}

func newTold() *told { return &told{words: make(map[string]word)} }

// next is a name that no payment had.
func (t *told) next(prefix string) string { return fmt.Sprintf("%s-%08d", prefix, t.last.Add(1)) }

func (t *told) note(name string, more func(*word)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known := t.words[name]
	more(&known)
	t.words[name] = known
}

func accepted(w *word) { w.accepted = true }
func paid(w *word)     { w.paid = true }
func declined(w *word) { w.declined = true }

// receipt is what was heard of one payment.
type receipt struct {
	// calls counts the callbacks, acknowledged those that were answered with 200.
	calls, acknowledged int
	// rrn is what the callbacks said, and other is true where they differ.
	rrn   string
	other bool
}

// shops are the handler and the merchant of all payments. A fifth of what they hear
// of they answer with 503 at first.
type shops struct {
	handler, merchant string
	tick              func()

	mu sync.Mutex
	// invoices are by iNoti's ids, payments by the merchant's.
	invoices, payments map[string]receipt
}

func newShops(t *testing.T, tick func()) *shops {
	t.Helper()
	s := &shops{tick: tick, invoices: make(map[string]receipt), payments: make(map[string]receipt)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ussd", s.serveHandler)
	mux.HandleFunc("POST /callback", s.serveMerchant)
	served := httptest.NewServer(mux)
	t.Cleanup(served.Close)
	s.handler, s.merchant = served.URL+"/ussd", served.URL+"/callback"
	return s
}

// serveHandler asks for 50 of whoever dials *1*NAME#, and hears of it.
func (s *shops) serveHandler(w http.ResponseWriter, r *http.Request) {
	fields := strings.Split(r.FormValue("call"), "*")
	if rrn := r.FormValue("RRN"); rrn != "" {
		s.hear(w, s.invoices, fields[len(fields)-1], rrn)
		return
	}
	_, _ = io.WriteString(w, "9900|F-"+fields[len(fields)-1]+"|50")
}

func (s *shops) serveMerchant(w http.ResponseWriter, r *http.Request) {
	notice, err := intouchpay.ReadCallback(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.hear(w, s.payments, notice.RequestID, notice.Code)
}

func (s *shops) hear(w http.ResponseWriter, about map[string]receipt, name, rrn string) {
	s.mu.Lock()
	heard := about[name]
	heard.calls++
	refuse := heard.calls == 1 && name[len(name)-1]%5 == 0
	if !refuse {
		heard.acknowledged++
	}
	heard.other = heard.other || heard.rrn != "" && heard.rrn != rrn
	heard.rrn = rrn
	about[name] = heard
	s.mu.Unlock()
	// A kill may come here: it was heard, and the gateway does not know.
	s.tick()
	if refuse {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	intouchpay.Acknowledge(w, name)
}

func (s *shops) heard(about map[string]receipt, name string) receipt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return about[name]
}

// client is who pays with one phone.
type client struct {
	*crash
	phone number.Number
	http  *http.Client
}

// clients are the customers and merchants, each with a phone of its own.
func (c *crash) clients() []func() {
	var all []func()
	for _, country := range number.Countries() {
		phones := phonesOf(country, c.each)
		for i, phone := range phones {
			one := c.client(phone)
			one.look(c.alive())
			pay := one.payByDialling
			if last := i == len(phones)-1; !last && country == number.India {
				pay = one.payIPayy
			} else if !last && country == number.Rwanda {
				pay = one.payIntouchPay
			}
			all = append(all, func() {
				for c.alive() != nil {
					pay()
				}
			})
		}
	}
	return all
}

func (c *crash) client(phone number.Number) *client {
	return &client{c, phone, &http.Client{Transport: c.transport}}
}

// known reports whether it is known what became of a call: it is not where the
// gateway was killed. Any other error of the wire is a mistake.
func (c *client) known(l *life, err error) bool {
	if err == nil {
		c.meter.tick()
		return true
	}
	if !l.isDying() {
		c.t.Errorf("%s: the gateway was not killed, and yet: %v", c.phone, err)
	}
	return false
}

// crashHandset is what the control API shows of a phone.
type crashHandset struct {
	Ended, Screen string
	Inbox         []struct{ From, Text string }
	Prompts       []crashPrompt
}

type crashPrompt struct{ ID, Kind, Text string }

func (h crashHandset) asks(id string) bool {
	for _, prompt := range h.Prompts {
		if prompt.ID == id {
			return true
		}
	}
	return false
}

// otp is the one-time password that came last.
func (h crashHandset) otp() string {
	for i := len(h.Inbox) - 1; i >= 0; i-- {
		if otp := otpDigits.FindString(h.Inbox[i].Text); h.Inbox[i].From == ipayy.Sender && otp != "" {
			return otp
		}
	}
	return ""
}

// call calls the control API about the phone; ok is false where it is not known
// what became of it.
func (c *client) call(l *life, method, path string, body any) (after crashHandset, ok bool) {
	sent, err := json.Marshal(body)
	if err != nil {
		c.t.Error(err)
		return after, false
	}
	request, err := http.NewRequest(method, c.url+"/candybar/v1/phones/"+c.phone.Digits()+path, bytes.NewReader(sent))
	if err != nil {
		c.t.Error(err)
		return after, false
	}
	request.Header.Set("Content-Type", "application/json")
	status, said := 0, []byte(nil)
	answer, err := c.http.Do(request)
	if err == nil {
		status = answer.StatusCode
		said, err = io.ReadAll(answer.Body)
		answer.Body.Close()
	}
	if !c.known(l, err) {
		return after, false
	}
	if err := json.Unmarshal(said, &after); status != http.StatusOK || err != nil {
		c.t.Errorf("%s %s %s: %d %s", c.phone, method, path, status, said)
		return after, false
	}
	return after, true
}

func (c *client) look(l *life) (crashHandset, bool) { return c.call(l, http.MethodGet, "", nil) }

// payByDialling dials a handler that asks for money, and answers what the phone is
// asked then. What is left of earlier payments is answered before: more and more of it
// would else wait, and some until it expires.
func (c *client) payByDialling() {
	l := c.alive()
	if l == nil || !c.answerAll(l, "") {
		return
	}
	name := c.told.next("F")
	after, ok := c.call(l, http.MethodPost, "/dial", map[string]string{
		"code": "*1*" + strings.TrimPrefix(name, "F-") + "#", "handler": c.shops.handler,
	})
	if !ok {
		return
	}
	if after.Ended != "final" {
		c.t.Errorf("%s: the session ended %q with %q", c.phone, after.Ended, after.Screen)
	}
	c.told.note(name, accepted)
	c.answerAll(l, name)
}

var crashName = regexp.MustCompile(`F-\d+`)

// answerAll answers every question on the phone, and reports whether it did. Fresh is
// the payment whose one-time password came last; empty for none.
func (c *client) answerAll(l *life, fresh string) bool {
	handset, ok := c.look(l)
	for _, prompt := range handset.Prompts {
		switch {
		case !ok:
			return false
		case prompt.Kind == "otp":
			ok = c.enterPassword(l, prompt, fresh)
		default:
			ok = c.decide(l, prompt)
		}
	}
	return ok
}

// decide approves, or declines one payment of six.
func (c *client) decide(l *life, prompt crashPrompt) bool {
	name := crashName.FindString(prompt.Text)
	if prompt.Kind == "confirm" {
		name = prompt.ID
	}
	answer, note := "approve", paid
	if (name[len(name)-1]+name[len(name)-2])%6 == 0 {
		answer, note = "decline", declined
	}
	after, ok := c.call(l, http.MethodPost, "/prompts/"+prompt.ID, map[string]string{"answer": answer, "pin": "1234"})
	if !ok {
		return false
	}
	if after.asks(prompt.ID) {
		c.t.Errorf("%s: %s was answered, and is asked again", c.phone, name)
	}
	c.told.note(name, note)
	return true
}

// enterPassword pays with the one-time password. After a restart the SMS is gone, and
// another is asked for.
func (c *client) enterPassword(l *life, prompt crashPrompt, fresh string) bool {
	name := crashName.FindString(prompt.Text)
	if name != fresh {
		if _, ok := c.call(l, http.MethodPost, "/prompts/"+prompt.ID, map[string]string{"answer": "resend"}); !ok {
			return false
		}
	}
	handset, ok := c.look(l)
	if !ok {
		return false
	}
	after, ok := c.call(l, http.MethodPost, "/prompts/"+prompt.ID, map[string]string{"otp": handset.otp()})
	switch {
	case !ok:
		return false
	case after.asks(prompt.ID):
		c.t.Errorf("%s: the right one-time password of %s did not do: %+v", c.phone, name, after)
		return false
	}
	c.told.note(name, paid)
	return true
}

// payIPayy pays as iPayy's merchants do, until it is known that it is paid.
func (c *client) payIPayy() {
	merchant := ipayy.Client{
		Base: c.url, HTTP: c.http, MerchantKey: server.DefaultMerchantKey, ApplicationKey: server.DefaultApplicationKey,
	}
	item := ipayy.Item{ID: "1", Name: "Song", Price: 150}
	token := c.told.next("iPayy")
	// asked and tried are true where a call was made and may have had its effect.
	asked, tried := false, false
	for l := c.alive(); l != nil; l = c.alive() {
		var err error
		if asked {
			_, err = merchant.ResendOTP(c.t.Context(), ipayy.Resend{RequestToken: token, Item: item})
		} else {
			_, err = merchant.GenerateOTP(c.t.Context(), ipayy.Consent{RequestToken: token, Phone: c.phone, Operator: "Airtel", Item: item})
		}
		var problem *ipayy.Problem
		switch {
		case asked && errors.As(err, &problem) && problem.Code == ipayy.NotFound && !c.wasAccepted(token):
			// It was cut before it had its effect.
			asked = false
			continue
		case tried && errors.As(err, &problem) && problem.Code == ipayy.BadTransaction:
			c.told.note(token, paid)
			return
		case !c.known(l, err):
			asked = true
			continue
		}
		asked = true
		c.told.note(token, accepted)
		handset, ok := c.look(l)
		if !ok {
			continue
		}
		billed, err := merchant.Pay(c.t.Context(), ipayy.Payment{RequestToken: token, OTP: handset.otp(), Support: ipayy.Support{Phone: "18001234"}})
		if !c.known(l, err) {
			tried = true
			continue
		}
		if !billed.Success {
			c.t.Errorf("%s: %s is billed %+v", c.phone, token, billed)
		}
		c.told.note(token, paid)
		return
	}
}

func (c *client) wasAccepted(name string) bool {
	c.told.mu.Lock()
	defer c.told.mu.Unlock()
	return c.told.words[name].accepted
}

// payIntouchPay asks for a payment as IntouchPay's merchants do, until it is known
// that it was asked for, and answers the question on the phone, after those of earlier
// payments.
func (c *client) payIntouchPay() {
	if l := c.alive(); l == nil || !c.answerAll(l, "") {
		return
	}
	merchant := intouchpay.Client{
		Base: c.url + "/api", HTTP: c.http, Username: server.DefaultIntouchUsername,
		AccountNo: server.DefaultAccountNo, PartnerPassword: server.DefaultPartnerPassword,
	}
	name := c.told.next("touch")
	// asked is true where a call was made and may have had its effect.
	asked := false
	for l := c.alive(); l != nil; l = c.alive() {
		var err error
		if asked {
			_, err = merchant.Status(c.t.Context(), intouchpay.KindPayment, intouchpay.Status{RequestID: name})
			var refused *intouchpay.Error
			if errors.As(err, &refused) && refused.Code == intouchpay.StatusNoTransaction {
				asked = false
				continue
			}
		} else {
			_, err = merchant.RequestPayment(c.t.Context(), intouchpay.Payment{
				Amount: "500", Phone: c.phone.Digits(), RequestID: name, CallbackURL: c.shops.merchant,
			})
		}
		if !c.known(l, err) {
			asked = true
			continue
		}
		c.told.note(name, accepted)
		c.answerAll(l, "")
		return
	}
}
