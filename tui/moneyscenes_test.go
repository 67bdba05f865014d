package tui

import (
	"net/url"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
)

// moneyScenes are the states of payments and messages.
var moneyScenes = []play{
	{"prompt", func(s *scene) { s.dial().ask("*6655*123", menu).press("7").asks(payFirst) }},
	{"prompt-decline", func(s *scene) { s.bill().press("left") }},
	{"prompt-two", func(s *scene) { s.asks(payFirst, paySecond) }},
	{"prompt-long", func(s *scene) {
		long := payFirst
		long.Text = longScreen()
		s.asks(long).press("pgdown", "up")
	}},
	{"prompt-hostile", func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.asks(phone.Prompt{ID: "pay-1", From: hostile, Kind: phone.PromptPay, Text: hostile}, paySecond)
	}},
	{"confirm", func(s *scene) { s.dial().ask("*6655*123", menu).press("7").asks(confirmFirst) }},
	{"confirm-typed", func(s *scene) {
		s.dial().ask("*6655*123", menu).press("7").asks(confirmFirst).press("4", "7", "1", "1")
	}},
	{"confirm-decline", func(s *scene) { s.asks(confirmFirst, paySecond).press("4", "7", "left") }},
	{"confirm-refused", func(s *scene) {
		s.asks(confirmFirst).press("4", "7", "1", "1", "enter").is(phone.Withdraw{ID: confirmFirst.ID}).happens(
			event.Answered{ID: confirmFirst.ID, Answer: "approve"},
			event.Charge{ID: "1", Provider: "intouchpay", Amount: 500, Currency: "RWF", State: "refused", Reason: ledger.NotEnough})
	}},
	{"confirm-long", func(s *scene) {
		long := confirmFirst
		long.Text = longScreen()
		s.asks(long).press("4", "7", "1", "1", "2", "2", "pgdown")
	}},
	{"confirm-hostile", func(s *scene) {
		s.asks(phone.Prompt{ID: "c", From: hostile, Kind: phone.PromptConfirm, Text: hostile}).press("۴", "٧")
	}},
	{"confirm-refused-hostile", func(s *scene) {
		s.asks(confirmFirst).press("4", "7", "1", "1", "enter").is(phone.Withdraw{ID: confirmFirst.ID}).happens(
			event.Answered{ID: confirmFirst.ID, Answer: "approve"},
			event.Charge{ID: hostile, Provider: hostile, Amount: 1 << 62, Currency: hostile, State: hostile, Reason: hostile})
	}},
	{"otp", func(s *scene) { s.dial().ask("*6655*123", menu).asks(otpFirst) }},
	{"otp-typed", func(s *scene) { s.dial().ask("*6655*123", menu).asks(otpFirst).press("4", "7", "1", "1", "0", "8") }},
	{"otp-resend", func(s *scene) { s.asks(otpFirst).press("4", "left") }},
	{"otp-resent", func(s *scene) { s.asks(otpFirst).press("4", "r") }},
	{"otp-hostile", func(s *scene) {
		s.asks(phone.Prompt{ID: "o", From: hostile, Kind: phone.PromptOTP, Text: hostile}).press("1", "2", "3", "4", "5", "6", "7", "8", "9")
	}},
	{"prompt-unknown", func(s *scene) { s.asks(phone.Prompt{ID: "u", Kind: "riddle", Text: "What has it in its pocket?"}) }},
	{"prompt-elsewhere", func(s *scene) { s.dial().ask("*6655*123", menu).press("tab").asks(payFirst) }},
	{"prompt-over-inbox", func(s *scene) { s.arrive("first", "second").press("m").asks(payFirst) }},
	{"not-enough", func(s *scene) {
		s.bill().press("enter").is(phone.Withdraw{ID: payFirst.ID}).happens(
			event.Answered{ID: payFirst.ID, Answer: "approve"},
			event.Charge{ID: "1", Amount: 50_000, Currency: "IRR", State: "refused", Reason: ledger.NotEnough, Invoice: "1"},
			s.invoice(ledger.Failed))
	}},
	{"declined", func(s *scene) {
		s.bill().press("left", "enter").is(phone.Withdraw{ID: payFirst.ID}).happens(
			event.Answered{ID: payFirst.ID, Answer: "decline"},
			event.Charge{ID: "1", Amount: 50_000, Currency: "IRR", State: "refused", Reason: ledger.Declined, Invoice: "1"},
			s.invoice(ledger.Cancelled))
	}},
	{"put-away", func(s *scene) {
		s.bill().press("esc", "enter").is(phone.Dismiss{}).happens()
	}},
	{"paid", func(s *scene) {
		s.paid(getPayments, event.Verified{Invoice: "1"}, s.callback(200, "ok"), s.invoice(ledger.Notified)).press("shift+tab", "home", "down", "down")
	}},
	{"unverified", func(s *scene) {
		s.paid(s.callback(0, ""), s.callback(500, "boom"), s.callback(200, "ok"), s.invoice(ledger.Notified), event.Unverified{Invoice: "1"}, unverified)
		s.press("shift+tab", "end")
	}},
	{"money-hostile", func(s *scene) {
		s.paid()
		bad := s.invoice(ledger.Notified)
		bad.ID, bad.Yours, bad.Price, bad.Currency, bad.RRN = "2", hostile, 1<<62, hostile, hostile
		call := s.callback(200, hostile)
		call.To, call.URL, call.Outcome = "2", "http://a/?call=1&RRN="+url.QueryEscape(hostile), hostile
		gone := call
		gone.Status, gone.URL = 0, "http://[2J/"+hostile
		s.happens(bad, call, gone, event.Verified{Invoice: "2"}, event.Unverified{Invoice: "2"},
			event.Warning{Rule: "unverified", Severity: event.SeverityError, Text: hostile, Cure: hostile},
			event.Provider{Provider: hostile, Call: hostile, Request: hostile, Response: hostile, Status: 500, Milliseconds: 1 << 40},
			event.Prompt{ID: "x", From: hostile, Wants: "otp", Text: hostile})
		s.press("shift+tab", "end")
	}},
	{"outcomes", func(s *scene) { s.paid().press("shift+tab", "end", "o", "down", "down") }},
	{"callback", func(s *scene) {
		s.paid(s.callback(200, `{"booked":true}`), s.invoice(ledger.Notified)).press("shift+tab", "end", "enter")
	}},
	{"callback-hostile", func(s *scene) {
		bad := s.callback(500, hostile)
		bad.Attempt = 2
		s.paid(bad).press("shift+tab", "end", "enter")
	}},
	{"callback-lost", func(s *scene) { s.paid(s.callback(0, "")).press("shift+tab", "end", "enter") }},
	{"provider", func(s *scene) { s.paid(getPayments).press("shift+tab", "end", "enter") }},
	{"provider-hostile", func(s *scene) {
		s.happens(event.Provider{Provider: hostile, Call: hostile, Request: hostile, Response: hostile, Status: 500}).press("tab", "enter")
	}},
	{"idle-messages", func(s *scene) { s.arrive("first", "second") }},
	{"inbox", func(s *scene) {
		s.arrive("Invoice F-1001, 50,000 rial: http://127.0.0.1:6655/pay/1", "Paid. Tracking code 620145123456", "third").press("m", "enter", "esc", "down")
	}},
	{"inbox-full", func(s *scene) {
		for range 12 {
			s.arrive("again and again and again and again")
			s.now = s.now.Add(7 * time.Hour)
		}
		s.press("m", "pgdown", "down")
	}},
	{"inbox-message", func(s *scene) {
		s.arrive("Invoice F-1001, 50,000 rial: http://127.0.0.1:6655/pay/8605d18dc03bbbb78903fe0f15a286cd").press("m", "enter")
	}},
	{"inbox-long", func(s *scene) { s.arrive(longScreen()).press("m", "enter", "pgdown", "up") }},
	{"inbox-copied", func(s *scene) { s.arrive("http://127.0.0.1:6655/pay/1").press("m", "enter", "enter") }},
	{"inbox-hostile", func(s *scene) {
		s.is(phone.SMS{From: hostile, Text: hostile, At: s.now}).happens(event.SMS{From: hostile, Text: hostile}).press("m")
	}},
	{"inbox-message-hostile", func(s *scene) {
		s.is(phone.SMS{From: hostile, Text: hostile + " http://127.0.0.1/" + hostile, At: s.now}).happens().press("m", "enter")
	}},
}
