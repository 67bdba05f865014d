package tui

import (
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
)

var (
	payFirst     = phone.Prompt{ID: "pay-1", From: "iNoti", Kind: phone.PromptPay, Text: "Pay 50,000 rial for invoice F-1001?"}
	confirmFirst = phone.Prompt{ID: "confirm-1", From: "IntouchPay", Kind: phone.PromptConfirm, Text: "Pay RWF 500 to Corner shop?"}
	otpFirst     = phone.Prompt{ID: "otp-1", From: "iPayy", Kind: phone.PromptOTP, Text: "Type the code we sent you to pay INR 20 to Corner shop."}

	paySecond = phone.Prompt{ID: "pay-2", From: "iNoti", Kind: phone.PromptPay, Text: "Pay 7 rial for invoice F-1002?"}
)

// asks puts questions on the phone, and waits until no key is in flight.
func (s *scene) asks(prompts ...phone.Prompt) *scene {
	for _, p := range prompts {
		s.is(p)
	}
	return s.happens().wait()
}

// arrive puts messages on the phone, a minute apart.
func (s *scene) arrive(texts ...string) *scene {
	for _, words := range texts {
		s.is(phone.SMS{From: "iNoti", Text: words, At: s.now}).happens(event.SMS{From: "iNoti", Text: words})
		s.now = s.now.Add(time.Minute)
	}
	return s
}

// bill is a session that ends with a payment's question.
func (s *scene) bill() *scene {
	s.dial().ask("*6655*123", menu)
	s.is(phone.Send{Text: "2"}, phone.Tell{Text: "We sent you a payment link."})
	link := "Invoice F-1001, 50,000 rial: http://127.0.0.1:6655/pay/8605d18dc03bbbb78903fe0f15a286cd"
	s.is(phone.SMS{From: "iNoti", Text: link, At: s.now})
	bodies := append(s.exchange("*6655*123*2", 200, "9900|F-1001|50000"),
		event.Screen{Text: "We sent you a payment link.", Coding: "gsm7", Units: 27, Octets: 24},
		s.invoice(ledger.Requested), event.Ended{How: session.Final},
		event.SMS{From: "iNoti", Text: link}, s.invoice(ledger.LinkSent),
		event.Prompt{ID: payFirst.ID, From: payFirst.From, Wants: "pay", Text: payFirst.Text})
	return s.is(payFirst).happens(bodies...).wait()
}

func (s *scene) wait() *scene {
	s.now = s.now.Add(graceMost)
	s.of.handset.sheet.freshUntil = time.Time{}
	return s
}

func (s *scene) invoice(state ledger.State) event.Invoice {
	i := event.Invoice{ID: "1", Yours: "F-1001", Price: 50_000, Currency: "IRR", State: string(state)}
	if state.Settled() {
		i.RRN = "620145123456"
	}
	return i
}

func (s *scene) callback(status int, body string) event.Callback {
	c := event.Callback{
		ID: "1", To: "1", Attempt: 1, Status: status, Body: body, Milliseconds: 88, Outcome: "answered",
		URL: "http://127.0.0.1:8000/ussd?mobile=09121234567&sessionid=" + s.id + "&call=*6655*123*2*F-1001*1&RRN=620145123456",
	}
	if status != 200 {
		c.Outcome = "status"
	}
	if status == 0 {
		c.Outcome = "timeout"
	}
	return c
}

// paid is a payment and what followed it.
func (s *scene) paid(after ...event.Body) *scene {
	s.bill().press("enter").is(phone.Withdraw{ID: payFirst.ID})
	return s.happens(append([]event.Body{
		event.Answered{ID: payFirst.ID, Answer: "approve"},
		event.Charge{ID: "1", Provider: "inoti", Amount: 50_000, Currency: "IRR", State: "succeeded", Invoice: "1"},
		s.invoice(ledger.Paid),
	}, after...)...)
}

var getPayments = event.Provider{
	Provider: "iNoti", Call: "GetPayments", Status: 200, Milliseconds: 3,
	Request:  "POST /Service.asmx HTTP/1.1\nContent-Type: text/xml\n\n<GetPayments><UserName>shop</UserName><Password>••••</Password></GetPayments>",
	Response: "<GetPaymentsResult>[{\"RRN\":620145123456}]</GetPaymentsResult>",
}

var unverified = event.Warning{
	Rule: "unverified", Severity: event.SeverityWarning,
	Text: "the callback of invoice F-1001 was answered 200, and no GetPayments call asked about it before or in the 10 s after",
	Cure: "ask GetPayments for the invoice before booking it: anybody can call this page",
}
