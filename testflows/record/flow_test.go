package record_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
	"candybar/testflows/record"
)

// recorded is one recording.
type recorded struct {
	name    string
	happens []any
	want    string
	// secrets are what it needs from outside.
	secrets []string
	// partial is true where not all that happened can be told.
	partial bool
}

func check(t *testing.T, tests []recorded) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			events := tape(test.happens...)
			got := record.Flow(events, record.About{})
			if diff := cmp.Diff("flow 1\n"+test.want, string(got)); diff != "" {
				t.Fatalf("(-want +got)\n%s", diff)
			}
			if test.partial {
				parsed(t, got)
				return
			}
			retold(t, got, events, test.secrets...)
		})
	}
}

func TestConversation(t *testing.T) {
	t.Parallel()
	final := ends(session.Final)
	check(t, []recorded{
		{name: "to its end", happens: []any{
			dials("*6655*123#"), event.Request{ID: 1}, event.Reply{ID: 1, Status: 200}, asks("Your name?"), event.Warning{Rule: "html"},
			types("Ali"), says("Hello Ali"), final,
		}, want: `
> *6655*123#
CON
| Your name?

> Ali
END
| Hello Ali
`},
		{name: "left open", happens: []any{dials("*1#"), asks("Which?")}, want: "\n> *1#\nCON\n| Which?\n"},
		{name: "the gateway was stopped", happens: []any{
			dials("*1#"), asks("Which?"), event.Ended{How: session.Released, Cause: session.Shutdown},
		}, want: "\n> *1#\nCON\n| Which?\n"},
		{name: "hung up, and dialled again", happens: []any{
			dials("*1#"), asks("Which?"), ends(session.Cancelled), dials("*2#"), says("Bye"), final,
		}, want: `
> *1#
CON
| Which?

hangup

> *2#
END
| Bye
`},
		{name: "hung up while the handler had the turn", happens: []any{
			dials("*1#"), asks("Which?"), types("1"), message("MCI", "Hello"), ends(session.Cancelled),
		}, want: `
> *1#
CON
| Which?

> 1

hangup

sms from MCI
| Hello
`},
		{name: "the recording stopped while the handler had the turn", happens: []any{
			dials("*1#"), asks("Which?"), types("1"), message("MCI", "Hello"),
		}, want: `
> *1#
CON
| Which?

> 1

hangup

sms from MCI
| Hello
`},
		{name: "other ends", happens: []any{
			dials("*1#"), ends(session.NetworkError),
			dials("*2#"), event.Ended{How: session.Released},
			dials("*3#"), ends(session.NotSupported),
		}, want: `
> *1#
END network-error

> *2#
END released

> *3#
END not-supported
`},
		{name: "slow answers", happens: []any{
			dials("*1#"), 2500 * time.Millisecond, asks("Which?"),
			types("1"), 4200 * time.Millisecond, asks("Which?"),
			types("1"), 15 * time.Second, ends(session.HandlerTimeout),
		}, want: `
> *1#
CON
| Which?

> 1
  within  10s
CON
| Which?

> 1
  within  32s
END handler-timeout
`},
		{name: "SMS while the handler answers", happens: []any{
			dials("*1#"), message("MCI", "One"), asks("Which?"), message("MCI", "Two"),
		}, want: `
> *1#
CON
| Which?

sms from MCI
| One

sms from MCI
| Two
`},
		{name: "a session from before the recording", partial: true, happens: []any{
			message("MCI", "Early"), types("2"), asks("Which?"), types("3"), says("Bye"), final,
			event.Answered{ID: "pay-" + ourID, Answer: "approve"}, charged("succeeded", ""), billed("paid"), receipt(), called(),
			dials("*1#"), asks("Which?"), called(), charged("refused", ""), event.Verified{Invoice: ourID}, event.Unverified{Invoice: ourID}, payPrompt(),
		}, want: "\n> *1#\nCON\n| Which?\n"},
		{name: "what is no USSD", happens: []any{
			types("*#06#"), event.Dialled{Class: "phone-local", Code: "*#06#"},
			dials("*1#"), says("Bye"), final,
			types("112"), event.Dialled{Class: "call", Code: "112"},
		}, want: "\n> *1#\nEND\n| Bye\n"},
		{name: "dialled without typing", partial: true, happens: []any{
			event.Dialled{Class: "ussd", Code: "*1#"}, says("Bye"), final,
		}, want: "\n> *1#\nEND\n| Bye\n"},
		{name: "what looks like notation", happens: []any{
			dials("*1#"), asks("...\n\\...\n\n| x\n{{a}} \\{{b}}\n  {\n# y"), types(" {{c}} "), says(""), final, message("", ""), message(" {{d}}", "..."),
		}, want: `
> *1#
CON
| \...
| \\...
|
| | x
| \{{a}} \\{{b}}
|   {
| # y

> {{\s}}\{{c}}{{\s}}
END
|

sms from {{: any}}
|

sms from {{\s}}\{{d}}
| \...
`},
		{name: "Persian", happens: []any{dials("*1#"), asks("۱. ثبت\u200cنام\n۲. خرید شارژ ۵۰٬۰۰۰"), types("۲"), says("باشد"), final}, want: "\n> *1#\nCON\n| ۱. ثبت\u200cنام\n| ۲. خرید شارژ ۵۰٬۰۰۰\n\n> ۲\nEND\n| باشد\n"},
	})
}

func TestNothingDialled(t *testing.T) {
	t.Parallel()
	for name, happens := range map[string][]any{
		"nothing":           nil,
		"a message":         {message("MCI", "Hello")},
		"no USSD":           {types("*#06#"), event.Dialled{Class: "phone-local"}},
		"an earlier answer": {types("1"), asks("Which?")},
		"nobody's":          {number.Number{}, dials("*1#"), asks("Which?")},
	} {
		if got := record.Flow(tape(happens...), record.About{Name: "x"}); got != nil {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	late := []any{29970 * time.Millisecond}
	check(t, []recorded{
		{name: "thinking is no wait", happens: []any{
			dials("*1#"), asks("Which?"), 29 * time.Second, types("1"), says("Bye"), ends(session.Final), time.Hour, dials("*1#"), asks("Which?"),
		}, want: `
> *1#
CON
| Which?

> 1
END
| Bye

> *1#
CON
| Which?
`},
		{name: "the user's time ran out", happens: []any{
			dials("*1#"), asks("Which?"), 20 * time.Second, types("1"), asks("Which?"),
			30*time.Second + 40*time.Millisecond, ends(session.UserTimeout),
		}, want: `
> *1#
CON
| Which?

> 1
CON
| Which?

wait 30s
END user-timeout
`},
		{name: "the session's time ran out", happens: []any{
			dials("*1#"), 100 * time.Millisecond, asks("1?"), 28 * time.Second, types("1"), 3 * time.Second, asks("2?"), 29 * time.Second,
			types("1"), asks("3?"), 29 * time.Second, types("1"), asks("4?"), 29 * time.Second, types("1"), asks("5?"), 29 * time.Second,
			types("1"), asks("6?"), 26 * time.Second, types("1"), asks("7?"), 6900 * time.Millisecond, ends(session.SessionLimit),
		}, want: `
> *1#
CON
| 1?

wait 28s

> 1
  within  8s
CON
| 2?

wait 29s

> 1
CON
| 3?

wait 29s

> 1
CON
| 4?

wait 29s

> 1
CON
| 5?

wait 29s

> 1
CON
| 6?

wait 29s

> 1
CON
| 7?

wait 7s
END session-limit
`},
		{name: "a late callback", happens: join(bill(), 5*time.Second, paid(), late, called(), billed("notified")), want: link + `
pay {{invoice}} approve

sms from iNoti
| Paid. Tracking code {{rrn: digits}}

wait 30s

callback
  call  *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN   {{rrn}}
`},
		{name: "a slow callback is not late", happens: join(bill(), paid(), 29*time.Second, slow(called(), 3*time.Second), billed("notified")), want: link + `
pay {{invoice}} approve

sms from iNoti
| Paid. Tracking code {{rrn: digits}}

callback
  within  8s
  call    *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN     {{rrn}}
`},
		{name: "a late callback, and a session meanwhile", happens: join(
			bill(), paid(), 7600*time.Millisecond, dials("*1#"), asks("Which?"), 9500*time.Millisecond, types("2"), says("Bye"), ends(session.Final), 12900*time.Millisecond, called(),
		), want: link + `
pay {{invoice}} approve

sms from iNoti
| Paid. Tracking code {{rrn: digits}}

wait 7s

> *1#
CON
| Which?

wait 10s

> 2
END
| Bye

wait 13s

callback
  call  *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN   {{rrn}}
`},
		{name: "nobody asked", happens: join(bill(), paid(), called(), 10*time.Second, event.Unverified{Invoice: ourID}), want: link + `
pay {{invoice}} approve

sms from iNoti
| Paid. Tracking code {{rrn: digits}}

callback
  call  *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN   {{rrn}}

wait 10s

unverified {{invoice}}
`},
	})
}

// slow is a callback that took longer.
func slow(body event.Callback, took time.Duration) event.Callback {
	body.Milliseconds = took.Milliseconds()
	return body
}

// link is what a tape's bill is in a flow.
const link = `
> *1#
END
| We sent you a payment link.

sms from iNoti
| Invoice {{invoice: id}}, 50,000 rial: {{link: url}}
`

const thanks = `
sms from iNoti
| Paid. Tracking code {{rrn: digits}}
`

const told = `
callback
  call  *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN   {{rrn}}
`

func TestMoney(t *testing.T) {
	t.Parallel()
	approved := event.Answered{ID: "pay-" + ourID, Answer: "approve"}
	declined := event.Answered{ID: "pay-" + ourID, Answer: "decline"}
	ignored := event.Answered{ID: "pay-" + ourID, Answer: "ignore"}
	gone := func(called event.Callback, status int, outcome string) event.Callback {
		called.Status, called.Outcome = status, outcome
		return called
	}
	check(t, []recorded{
		{name: "paid on the phone", happens: join(bill(), approved, paid(), event.Verified{Invoice: ourID}, called(), billed("notified")),
			want: link + "\npay {{invoice}} approve\n" + thanks + told + "\nverified {{invoice}}\n"},
		{name: "paid on the page", happens: join(bill(), paid(), called()),
			want: link + "\npay {{invoice}} approve\n" + thanks + told},
		{name: "put away, and paid on the page", happens: join(bill(), ignored, paid(), called()),
			want: link + "\nignore\n\npay {{invoice}} approve\n" + thanks + told},
		{name: "declined on the phone", happens: join(bill(), declined, charged("refused", "declined by the subscriber"), billed("cancelled")),
			want: link + "\npay {{invoice}} decline\n"},
		{name: "declined on the page", happens: join(bill(), charged("refused", "declined by the subscriber"), billed("cancelled")),
			want: link + "\npay {{invoice}} decline\n"},
		{name: "not enough money", happens: join(bill(), charged("refused", "not enough money"), billed("failed"), message("iNoti", "The payment of invoice F-1001 failed.")),
			want: link + `
pay {{invoice}} approve

charge refused
  reason  not enough money

sms from iNoti
| The payment of invoice {{invoice}} failed.
`},
		{name: "never answered", happens: bill(), want: link + `
prompt iNoti
| Pay 50,000 rial for invoice {{invoice}}?
`},
		{name: "put away", happens: join(bill(), ignored), want: link + "\nignore\n"},
		{name: "callbacks that fail", happens: join(bill(), paid(), gone(called(), 404, "status"), gone(called(), 0, "refused")), want: link + "\npay {{invoice}} approve\n" + thanks + `
callback
  call     *1*2*{{invoice}}*{{inoti_invoice: digits}}
  RRN      {{rrn}}
  status   404
  outcome  status

callback
  call     *1*2*{{invoice}}*{{inoti_invoice}}
  RRN      {{rrn}}
  outcome  refused
`},
		{name: "asked about without a callback", happens: join(bill(), paid(), event.Verified{Invoice: ourID}),
			want: link + "\npay {{invoice}} approve\n" + thanks + "\nverified {{invoice}}\n"},
		{name: "two invoices, the first one paid last", happens: join(
			bill(), dials("*1#"), billedAs("F-1002", "700000002", "", "requested"), says("We sent you a payment link."),
			message("iNoti", "Invoice F-1002, 50,000 rial: http://127.0.0.1:6655/pay/ffffffffffffffffffffffffffffffff"),
			event.Prompt{ID: "pay-700000002", From: "iNoti", Wants: "pay", Text: "Pay 50,000 rial for invoice F-1002?"},
			event.Answered{ID: "pay-700000002", Answer: "approve"}, withInvoice(charged("succeeded", ""), "700000002"), billedAs("F-1002", "700000002", "400000000008", "paid"),
			message("iNoti", "Paid. Tracking code 400000000008"), approved, paid(),
		), want: link + `
> *1#
END
| We sent you a payment link.

sms from iNoti
| Invoice {{invoice2: id}}, 50,000 rial: {{link2: url}}

pay {{invoice2}} approve

sms from iNoti
| Paid. Tracking code {{rrn: digits}}

pay {{invoice}} approve

sms from iNoti
| Paid. Tracking code {{rrn2: digits}}
`},
		{name: "a refusal after a payment", happens: join(bill(), approved, paid(), dials("*1#"), says("Bye"), withInvoice(charged("refused", "no money"), "")),
			want: link + "\npay {{invoice}} approve\n\ncharge succeeded\n" + thanks + `
> *1#
END
| Bye

charge refused
  reason  no money
`},
		{name: "another question before the answer", happens: join(bill(), confirms("6000000001", "Pay RWF 5 to X?"), approved, paid()), want: link + `
prompt iNoti
| Pay 50,000 rial for invoice {{invoice}}?

prompt IntouchPay
| Pay RWF 5 to X?

pay {{invoice}} approve
` + thanks},
		{name: "a program's own payments", happens: []any{
			dials("*1#"), asks("Which?"), event.Resent{Of: 1, Reply: &event.Reply{Status: 200, Bytes: []byte("9900|F-9|5")}, Outcome: "answered"}, event.Provider{Provider: "iPayy", Call: "consent"}, confirms("6000000001", "Pay RWF 5 to X?"),
			event.Answered{ID: "confirm-6000000001", Answer: "decline"}, withInvoice(charged("refused", "failed"), ""),
			event.Callback{ID: "6000000001", To: "order-1", Attempt: 1, URL: "http://h/paid", Status: 200, Outcome: "answered"},
			event.Callback{ID: "6000000002", To: "order-2", Attempt: 1, URL: "http://127.0.0.1:6655/callback/intouchpay", Status: 200, Outcome: "answered"},
			withInvoice(charged("succeeded", ""), ""),
		}, want: `
> *1#
CON
| Which?

prompt IntouchPay
| Pay RWF 5 to X?

decline

charge refused
  reason  failed

callback

charge succeeded
`},
	})
}

func confirms(id, text string) event.Prompt {
	return event.Prompt{ID: "confirm-" + id, From: "IntouchPay", Wants: "confirm", Text: text}
}

func withInvoice(body event.Charge, id string) event.Charge {
	body.Invoice = id
	if id == "" {
		body.Provider = "intouchpay"
	}
	return body
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	asked := event.Prompt{ID: "otp-" + ourID, From: "iPayy", Wants: "otp", Text: "Pay 50 rupees for invoice F-1001?"}
	again := func(notice string) event.Body {
		prompt := asked
		prompt.Text = notice + "\n" + asked.Text
		return prompt
	}
	tells := func(answer string) event.Body { return event.Answered{ID: "otp-" + ourID, Answer: answer} }
	otp := func(otp string) event.Body {
		return event.SMS{From: "iPayy", Text: otp + " is your OTP to pay Rs 50.00 for Invoice F-1001.", Secret: otp}
	}
	byIPayy := []any{
		dials("*1#"), billed("requested"), says("We are sending you a one-time password to pay with."), ends(session.Final),
		otp("123456"), billed("link-sent"), asked,
	}
	charge := charged("succeeded", "")
	charge.Provider = "ipayy"
	paidBy := []any{charge, message("iPayy", "Paid Rs 50.00 for Invoice F-1001. Transaction 10000004.\nSupport: 123"), billed("paid"), receipt()}
	const begins = `
> *1#
END
| We are sending you a one-time password to pay with.

sms from iPayy
| {{otp: digits}} is your OTP to pay Rs 50.00 for Invoice {{invoice: id}}.

prompt iPayy
| Pay 50 rupees for invoice {{invoice}}?
`
	const isPaid = `
sms from iPayy
| Paid Rs 50.00 for Invoice {{invoice}}. Transaction {{: digits}}.
| Support: 123
` + thanks

	confirm, wrong := confirms("6000000001", "Pay RWF 50 to X?"), confirms("6000000001", "Wrong PIN, 2 left. Pay RWF 50 to X?")
	last := confirms("6000000001", "Wrong PIN, 1 left. Pay RWF 50 to X?")
	approves := event.Answered{ID: "confirm-6000000001", Answer: "approve"}
	byIntouchPay := []any{
		dials("*1#"), billed("requested"), says("Please confirm the payment on your phone."), ends(session.Final), confirm, billed("link-sent"),
	}
	refused := charged("refused", "failed to complete transaction")
	refused.Provider = "intouchpay"
	confirmed := refused
	confirmed.State, confirmed.Reason = "succeeded", ""
	const toConfirm = `
> *1#
END
| Please confirm the payment on your phone.

prompt IntouchPay
| Pay RWF 50 to X?
`
	check(t, []recorded{
		{name: "a one-time password", happens: join(byIPayy, tells("otp"), paidBy), want: begins + "\notp {{otp}}\n" + isPaid},
		{name: "a wrong one, and another", happens: join(byIPayy, tells("otp"), again("Wrong one-time password."), 10*time.Second, tells("resend"), otp("654321"),
			again("Another one-time password was sent."), tells("otp"), paidBy), want: begins + `
otp 000000

prompt iPayy
| Wrong one-time password.
| Pay 50 rupees for invoice {{invoice}}?

resend

sms from iPayy
| {{otp2: digits}} is your OTP to pay Rs 50.00 for Invoice {{invoice}}.

prompt iPayy
| Another one-time password was sent.
| Pay 50 rupees for invoice {{invoice}}?

otp {{otp2}}
` + isPaid},
		{name: "too late", happens: join(byIPayy, 5*time.Minute, tells("otp"), again("The one-time password has expired. Ask for another."), tells("decline")), want: begins + `
wait 5m

otp 000000

prompt iPayy
| The one-time password has expired. Ask for another.
| Pay 50 rupees for invoice {{invoice}}?

decline
`},
		{name: "yes without it", happens: join(byIPayy, asked, tells("ignore")), want: begins + `
approve

prompt iPayy
| Pay 50 rupees for invoice {{invoice}}?

ignore
`},
		{name: "one that came to a real phone", secrets: []string{"any"}, happens: []any{
			dials("*1#"), billed("requested"), says("Sent."), ends(session.Final), billed("link-sent"), asked, tells("otp"), billed("paid"), receipt(),
		}, want: "secret  otp\n" + `
> *1#
END
| Sent.

prompt iPayy
| Pay 50 rupees for invoice {{invoice: id}}?

otp {{otp}}
` + thanks},
		{name: "a confirmation", happens: join(byIntouchPay, approves, confirmed, billed("paid"), receipt()), want: toConfirm + "\napprove\n" + thanks},
		{name: "a wrong PIN", happens: join(byIntouchPay, approves, wrong, approves, confirmed, billed("paid"), receipt()), want: toConfirm + `
approve
  pin  0

prompt IntouchPay
| Wrong PIN, 2 left. Pay RWF 50 to X?

approve
` + thanks},
		{name: "three wrong PINs", happens: join(byIntouchPay, approves, wrong, approves, last, approves, refused, billed("cancelled")), want: toConfirm + `
approve
  pin  0

prompt IntouchPay
| Wrong PIN, 2 left. Pay RWF 50 to X?

approve
  pin  0

prompt IntouchPay
| Wrong PIN, 1 left. Pay RWF 50 to X?

approve
  pin  0

charge refused
  reason  failed to complete transaction
`},
		{name: "a right PIN and no money", happens: join(byIntouchPay, approves, refused, billed("failed")), want: toConfirm + `
approve

charge refused
  reason  failed to complete transaction
`},
		{name: "no answer in time", happens: join(byIntouchPay, 2*time.Minute, refused, billed("cancelled")), want: toConfirm + `
wait 2m

charge refused
  reason  failed to complete transaction
`},
		{name: "answers to nothing", partial: true, happens: join(byIntouchPay, event.Answered{ID: "confirm-6", Answer: "approve"}, event.Answered{ID: "confirm-6000000001", Answer: "shout"}), want: toConfirm},
	})
}

func TestAbout(t *testing.T) {
	t.Parallel()
	money := int64(0)
	bob := national(t, "09351234567", number.Iran)
	tests := []struct {
		name    string
		phone   number.Number
		about   record.About
		headers string
	}{
		{"nothing", iranian, record.About{}, ""},
		{"all the defaults", iranian, record.About{PayBy: "inoti", CallForm: "star", Timers: "default", Outcome: "on-time", Skin: "feature"}, ""},
		{"nothing that is known", iranian, record.About{Name: " \n ", PayBy: "x", CallForm: "x", Timers: "x", Outcome: "x", Skin: "x", Handler: "x"}, ""},
		{"everything else", bob, record.About{
			Name: " Buy\nairtime ", Handler: "https://me:secret@h:8000/ussd?token=1#there", PayBy: "intouchpay", Balance: &money,
			CallForm: "bare", Timers: "strict", Outcome: "twice", Skin: "smartphone",
		}, `name       Buy airtime
phone      09351234567
handler    https://h:8000/ussd
pay-by     intouchpay
country    IR
balance    0
call-form  bare
timers     strict
outcome    twice
skin       smartphone
`},
		{"India", indian, record.About{PayBy: "ipayy"}, "country  IN\n"},
		{"India, by link", indian, record.About{PayBy: "inoti"}, "pay-by   inoti\ncountry  IN\n"},
		{"another Indian", national(t, "9876543211", number.India), record.About{}, "phone    9876543211\ncountry  IN\n"},
		{"Rwanda, by the other", rwandan, record.About{PayBy: "ipayy"}, "pay-by   ipayy\ncountry  RW\n"},
		{"Iran, by another", iranian, record.About{PayBy: "ipayy"}, "pay-by   ipayy\ncountry  IR\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			events := tape(test.phone, dials("*1#"), says("Bye"), ends(session.Final))
			got := record.Flow(events, test.about)
			want := "flow 1\n" + test.headers + "\n> *1#\nEND\n| Bye\n"
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Fatalf("(-want +got)\n%s", diff)
			}
			retold(t, got, events)
			if read := parsed(t, got).Phones[0].Number; read != test.phone {
				t.Errorf("its phone is %s, want %s", read, test.phone)
			}
		})
	}
}

func TestTimersOfAnotherNetwork(t *testing.T) {
	t.Parallel()
	events := tape(dials("*1#"), asks("Which?"), 20*time.Second, ends(session.UserTimeout))
	got := record.Flow(events, record.About{Timers: "strict"})
	if diff := cmp.Diff("flow 1\ntimers  strict\n\n> *1#\nCON\n| Which?\n\nwait 20s\nEND user-timeout\n", string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSeveralPhones(t *testing.T) {
	t.Parallel()
	check(t, []recorded{{name: "they come in between", happens: []any{
		dials("*1#"), indian, dials("*2#"), asks("Two?"), iranian, message("MCI", "While it answers"), asks("One?"),
		indian, message("MCI", "To the other"), iranian, types("1"), says("Bye"), ends(session.Final),
		indian, ends(session.Cancelled), iranian, dials("*1#"), asks("One?"), 30 * time.Second, ends(session.UserTimeout), indian, message("MCI", "Good night"),
	}, want: `phone  alice 09121234567
phone  bob +919876543210

alice> *1#
CON
| One?

bob> *2#
CON
| Two?

sms from MCI
  phone  alice
| While it answers

sms from MCI
| To the other

alice> 1
END
| Bye

hangup
  phone  bob

alice> *1#
CON
| One?

wait 30s
END user-timeout

sms from MCI
  phone  bob
| Good night
`}})
}
