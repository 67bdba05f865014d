package record_test

import (
	"strings"
	"testing"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/testflows/record"
)

// TestWhatIsAnotherOneNextTime has a text shown after an invoice was asked for
// and paid, and what of it is written.
func TestWhatIsAnotherOneNextTime(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"the handler's id", "Order F-1001 is paid.", "Order {{invoice}} is paid."},
		{"as a part of another", "F-10011, AF-1001, F-1001-2", "F-10011, AF-1001, F-1001-2"},
		{"iNoti's id", "No. 700000001", "No. {{inoti_invoice: digits}}"},
		{"as a part of another number", "1700000001 7000000012", "1700000001 7000000012"},
		{"the tracking number", "Thanks: 400000000007!", "Thanks: {{rrn}}!"},
		{"the link", "Pay at " + itsLink + ", please", "Pay at {{link}}, please"},
		{"a price", "It costs 50,000 rial, or 50000.", "It costs 50,000 rial, or 50000."},
		{"choices", "1. Yes\n2. No", "1. Yes\n2. No"},
		{"dates", "2026-11-21, 1405/08/30, ۱۴۰۵/۰۸/۳۰", "{{: date}}, {{: date}}, {{: date}}"},
		{"no dates", "2026-13-01 2026-11-32 12026-11-21 2026-11-211 2026-11-21-3", "2026-13-01 2026-11-32 12026-11-21 2026-11-211 2026-11-21-3"},
		{"times", "At 09:30, ۱۲:۰۰:۵۹ or 23:59.", "At {{: time}}, {{: time}} or {{: time}}."},
		{"no times", "24:00 12:60 1:30 112:30 12:30:60 12:30:1", "24:00 12:60 1:30 112:30 12:30:60 12:30:1"},
		{"a day and its hour", "2026-11-21T18:24:00Z", "{{: date}}T{{: time}}Z"},
		{"what looks like a session's id", "(45a0861d-e204-4913-9d9f-9ed38687be80)", "({{: id}})"},
		{"its own session's id", "Session session-0-of-989121234567.", "Session {{: id}}."},
		{"braces beside", "{F-1001} {{F-1001}} \\F-1001", `{{{invoice}}} \{{{{invoice}}}} {{\\}}{{invoice}}`},
		{"all on one line", "F-1001 400000000007 F-1001", "{{invoice}} {{rrn}} {{invoice}}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			events := tape(join(bill(), paid(), dials("*2#"), says(test.text), ends(session.Final))...)
			got := record.Flow(events, record.About{})
			_, screen, _ := strings.Cut(string(got), "> *2#\nEND\n| ")
			screen = strings.ReplaceAll(strings.TrimSuffix(screen, "\n"), "\n| ", "\n")
			if screen != test.want {
				t.Errorf("it is written as\n%s\nwant\n%s", screen, test.want)
			}
			retold(t, got, events)
		})
	}
}

// TestHandlersIDs has ids of every kind, and a screen before that has them.
func TestHandlersIDs(t *testing.T) {
	t.Parallel()
	tests := []struct{ yours, screen, want, sms string }{
		{"F-1001", "Order F-1001?", "Order {{invoice: id}}?", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"1001", "Order 1001? It costs 1001 rial.", "Order {{invoice: id}}? It costs 1001 rial.", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"7", "7. Pay 7 rial", "7. Pay 7 rial", "Invoice {{invoice: id}}, 50,000 rial: {{link: url}}"},
		{"airtime", "1. Buy airtime", "1. Buy airtime", "Invoice {{invoice: id}}, 50,000 rial: {{link: url}}"},
		{"QWERTYUIOP", "Order QWERTYUIOP", "Order {{invoice: id}}", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"a/b.1", "Order a/b.1.", "Order {{invoice: word}}.", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"order 12", "Your order 12 is here", "Your {{invoice: any}} is here", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"سفارش ۱۲", "سفارش ۱۲?", "{{invoice: any}}?", "Invoice {{invoice}}, 50,000 rial: {{link: url}}"},
		{"50", "50", "50", "Invoice {{invoice: id}}, 50,000 rial: {{link: url}}"},
	}
	for _, test := range tests {
		t.Run(test.yours, func(t *testing.T) {
			t.Parallel()
			callback := called()
			callback.URL = strings.ReplaceAll(callback.URL, "F-1001", escapes(test.yours))
			events := tape(
				dials("*1#"), asks(test.screen), types("1"),
				billedAs(test.yours, ourID, "", "requested"), says("Link"), ends(session.Final),
				message("iNoti", "Invoice "+test.yours+", 50,000 rial: "+itsLink), billedAs(test.yours, ourID, "", "link-sent"),
				charged("succeeded", ""), billedAs(test.yours, ourID, itsRRN, "paid"), receipt(), callback, event.Verified{Invoice: ourID},
			)
			got := record.Flow(events, record.About{})
			for _, want := range []string{
				"\n| " + test.want + "\n", "\n| " + test.sms + "\n", "\npay {{invoice}} approve\n", "\nverified {{invoice}}\n",
				"\n  call  *1*2*{{invoice}}*{{inoti_invoice: digits}}\n",
			} {
				if !strings.Contains(string(got), want) {
					t.Errorf("there is no %q in\n%s", want, got)
				}
			}
			retold(t, got, events)
		})
	}
}

func TestCopied(t *testing.T) {
	t.Parallel()
	check(t, []recorded{
		{name: "from a message", happens: []any{
			dials("*1#"), message("Bank", "Your code is 123456."), asks("Code?"), types("123456"), says("Code 123456 is right"), ends(session.Final),
		}, want: `
> *1#
CON
| Code?

sms from Bank
| Your code is {{code: digits}}.

> {{code}}
END
| Code {{code}} is right
`},
		{name: "from a screen", happens: []any{
			dials("*1#"), asks("Type 4711 or 47110"), types("4711"), asks("Type ۴۷۱۱"), types("۴۷۱۱"), says("Bye"), ends(session.Final),
		}, want: `
> *1#
CON
| Type {{code: digits}} or 47110

> {{code}}
CON
| Type {{code2: digits}}

> {{code2}}
END
| Bye
`},
		{name: "a one-time password", happens: []any{
			dials("*1#"), event.SMS{From: "iPayy", Text: "123456 is your OTP", Secret: "123456"}, asks("Enter the OTP"), enters("123456"), says("Bye"), ends(session.Final),
			dials("*1*123456#"), says("Bye"), ends(session.Final),
		}, want: `
> *1#
CON
| Enter the OTP

sms from iPayy
| {{otp: digits}} is your OTP

> {{otp}}
END
| Bye

> *1*{{otp}}#
END
| Bye
`},
		{name: "what is no number to copy", happens: []any{
			dials("*6655*123#"), asks("Dial *6655*123#\n1. 50000 rial\n2. RWF 50000 or 50,000\n123. More"), types("50000"), asks("Rs. 2000"), types("2000"),
			asks("123?"), types("123"), asks("ab1234"), types("x1234"), says("Bye"), ends(session.Final), dials("*6655*123#"), says("Bye"), ends(session.Final),
		}, want: `
> *6655*123#
CON
| Dial *6655*123#
| 1. 50000 rial
| 2. RWF 50000 or 50,000
| 123. More

> 50000
CON
| Rs. 2000

> 2000
CON
| 123?

> 123
CON
| ab1234

> x1234
END
| Bye

> *6655*123#
END
| Bye
`},
		{name: "typed before it was shown", happens: []any{
			dials("*1#"), asks("Amount?"), types("4711"), says("You typed 4711"), ends(session.Final),
		}, want: `
> *1#
CON
| Amount?

> 4711
END
| You typed 4711
`},
		{name: "an id of the gateway's", happens: join(bill(), paid(), []any{
			dials("*2#"), asks("Tracking code?"), types(itsRRN), asks("Invoice?"), types(theirID), says("Found"), ends(session.Final),
		}), want: link + "\npay {{invoice}} approve\n" + thanks + `
> *2#
CON
| Tracking code?

> {{rrn}}
CON
| Invoice?

> {{invoice}}
END
| Found
`},
		{name: "a payment's number that is used again", happens: []any{
			dials("*1#"), says("Bye"), ends(session.Final), message("iPayy", "Paid. Transaction 10000004."), dials("*1#"), asks("Which?"), types("10000004"), says("Bye"),
		}, want: `
> *1#
END
| Bye

sms from iPayy
| Paid. Transaction {{transaction: digits}}.

> *1#
CON
| Which?

> {{transaction}}
END
| Bye
`},
	})
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	check(t, []recorded{
		{name: "a PIN", secrets: []string{"4321"}, happens: []any{
			dials("*1#"), asks("PIN?"), enters("4321"), says("Bye"), ends(session.Final),
		}, want: `secret  pin

> *1#
CON
| PIN?

> {{pin}}
END
| Bye
`},
		{name: "two, and one again", secrets: []string{"4321", "hunter2"}, happens: []any{
			dials("*1#"), asks("PIN?"), enters("4321"), asks("Password?"), enters("hunter2"), asks("PIN?"), enters("4321"), says("Bye"), ends(session.Final),
		}, want: `secret  pin
secret  pin2

> *1#
CON
| PIN?

> {{pin}}
CON
| Password?

> {{pin2}}
CON
| PIN?

> {{pin}}
END
| Bye
`},
		{name: "repeated on every side", secrets: []string{"4321"}, happens: []any{
			dials("*1*4321#"), asks("PIN?"), enters("4321"), asks("PIN 4321 it is, x43210"), types("4321"), says("Bye"), ends(session.Final),
			message("4321", "Your PIN is 4321."), event.Callback{To: "x", URL: "http://h/?call=*1*4321&pin=4321", Status: 200, Outcome: "answered"},
		}, want: `secret  pin

> *1*{{pin}}#
CON
| PIN?

> {{pin}}
CON
| PIN {{pin}} it is, x{{pin}}0

> {{pin}}
END
| Bye

sms from {{pin}}
| Your PIN is {{pin}}.

callback
  call  *1*{{pin}}
`},
		{name: "a choice is none", happens: []any{
			dials("*1#"), asks("1. Change PIN\n۲) Balance"), enters("1"), asks("1. Change PIN\n۲) Balance"), enters("2"), says("Bye"), ends(session.Final),
		}, want: `
> *1#
CON
| 1. Change PIN
| ۲) Balance

> 1
CON
| 1. Change PIN
| ۲) Balance

> 2
END
| Bye
`},
		{name: "a short one", secrets: []string{"12"}, happens: []any{
			dials("*12#"), asks("PIN of 1234?"), enters("12"), asks("12 is short, 123 too"), types("12"), says("Bye"), ends(session.Final),
		}, want: `secret  pin

> *12#
CON
| PIN of 1234?

> {{pin}}
CON
| {{pin}} is short, 123 too

> 12
END
| Bye
`},
		{name: "nothing", happens: []any{
			dials("*1#"), asks("PIN?"), enters(""), says("Bye"), ends(session.Final),
		}, want: `
> *1#
CON
| PIN?

>
END
| Bye
`},
		{name: "a year of a date", secrets: []string{"2026"}, happens: []any{
			dials("*1#"), asks("2026-11-21 PIN?"), enters("2026"), says("Since 2026"), ends(session.Final),
		}, want: `secret  pin

> *1#
CON
| {{: date}} PIN?

> {{pin}}
END
| Since {{pin}}
`},
		{name: "shown before, as money too", happens: []any{
			dials("*1#"), asks("4321 rial, PIN 4321, x43210"), enters("4321"), says("Bye"), ends(session.Final),
		}, want: `
> *1#
CON
| {{code: digits}} rial, PIN {{code}}, x{{code}}0

> {{code}}
END
| Bye
`},
		{name: "dialled, and then shown", secrets: []string{"4321"}, happens: []any{
			dials("*1*4321#"), asks("PIN 4321"), enters("4321"), says("Bye"), ends(session.Final),
		}, want: `secret  pin

> *1*{{pin}}#
CON
| PIN {{pin}}

> {{pin}}
END
| Bye
`},
		{name: "in what is another one next time", secrets: []string{"4567"}, happens: join(bill(), paid(), []any{dials("*1#"), asks("PIN?"), enters("4567"), asks("x45678"), types("45678"), says("Bye"), ends(session.Final)}), want: "secret  pin\n" + link + "\npay {{invoice}} approve\n" + thanks + `
> *1#
CON
| PIN?

> {{pin}}
CON
| x{{code: digits}}

> {{code}}
END
| Bye
`},
		{name: "masked in a callback", happens: join(bill(), paid(), masked(called())), want: link + "\npay {{invoice}} approve\n" + thanks + `
callback
  call  *1*••••*{{invoice}}*{{inoti_invoice: digits}}
  RRN   {{rrn}}
`},
	})
}

func masked(called event.Callback) event.Callback {
	called.URL = strings.Replace(called.URL, "*1*2*", "*1*"+escapes(event.Mask)+"*", 1)
	return called
}

func TestNameHasNoSecret(t *testing.T) {
	t.Parallel()
	got := record.Flow(tape(dials("*1#"), asks("PIN?"), enters("4321"), says("Bye")), record.About{Name: "PIN 4321"})
	if !strings.Contains(string(got), "name    PIN ••••\n") {
		t.Errorf("%s", got)
	}
}

// TestLongTexts: what is longer than a line of a flow may be is not lost.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("سلام {{a}} ", 1000)
	events := tape(dials("*1#"), asks("a\n"+long+"\nb"), message(long, long), types("1"), says("Bye"), ends(session.Final))
	got := record.Flow(events, record.About{Name: long})
	if count := strings.Count(string(got), "{{: any}}\n"); count != 3 {
		t.Errorf("%d texts are cut, want 3", count)
	}
	retold(t, got, events)
}
