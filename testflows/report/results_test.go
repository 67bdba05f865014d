package report_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/phone"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// played is a result in the making: a flow, and its phones as they are.
type played struct {
	replay.Result
	phones map[string]phone.Phone
	next   int
}

// play begins the result of a flow of testdata/flows.
func play(t testing.TB, name string, took time.Duration) *played {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "flows", name))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := flow.Parse("flows/"+name, source)
	if err != nil {
		t.Fatal(err)
	}
	return &played{
		Result: replay.Result{Flow: parsed, Took: took, Complete: true},
		phones: make(map[string]phone.Phone),
	}
}

// step plays the next step that phones have a part in, after which these things
// have happened to its phone.
func (p *played) step(happened ...phone.Event) *played {
	step := p.Flow.Steps[p.next]
	p.next++
	if _, ok := step.(*flow.Allow); ok {
		return p.step(happened...)
	}
	name := step.About().Phone
	for _, e := range happened {
		p.phones[name], _ = phone.Step(p.phones[name], e)
		if sms, ok := e.(phone.SMS); ok {
			p.Events = append(p.Events, event.Event{Body: event.SMS{From: sms.From, Text: sms.Text, Secret: secretOf(sms)}})
		}
	}
	of, _ := p.Flow.Phone(name)
	p.Moments = append(p.Moments, replay.Moment{Step: step, Name: name, Number: of.Number, Handset: p.phones[name]})
	return p
}

// secretOf is the one-time password that the hand-made messages have.
func secretOf(sms phone.SMS) string {
	if sms.From == "IntouchPay" {
		return oneTimePassword
	}
	return ""
}

const (
	oneTimePassword = "739174"
	typedPIN        = "8261"
)

// fail ends it with a drawing, at the step that was played last.
func (p *played) fail(verdict replay.Verdict, drawing flow.Drawing) *played {
	drawing.File, drawing.Source = p.Flow.File, p.Flow.Line(drawing.At.Line)
	p.Verdict, p.Complete, p.Failure = verdict, false, drawing
	p.Moments[len(p.Moments)-1].Failed = true
	return p
}

func (p *played) skip() *played {
	p.Verdict, p.Complete, p.Took = replay.Skipped, false, 0
	return p
}

// dial is the call key and what the handler asked then.
func dial(asked string) []phone.Event {
	return []phone.Event{phone.Call{Text: "*6655*123#"}, phone.Ask{Text: asked}}
}

func boughtAirtime(t testing.TB) replay.Result {
	return play(t, "buy-airtime.ussd", 12*time.Millisecond).
		step(dial("Corner shop\n1. Register\n2. Buy airtime")...).
		step(phone.Send{Text: "2"}, phone.Ask{Text: "Amount in rial?"}).
		step(phone.Send{Text: "50000"}, phone.Tell{Text: "We sent you a payment link."},
			phone.SMS{From: "iNoti", Text: "Invoice F-1001, 50,000 rial: http://127.0.0.1:6655/pay/3f2a91c0d2"},
			phone.Prompt{ID: "1", From: "iNoti", Kind: phone.PromptPay, Text: "Pay 50,000 rial to Corner shop for F-1001?"}).
		step().
		step(phone.Withdraw{ID: "1"}, phone.SMS{From: "iNoti", Text: "Paid. Tracking code 620145123456"}).
		step().
		step().
		step().Result
}

func differedInPersian(t testing.TB) replay.Result {
	return play(t, "farsi.ussd", 1234*time.Millisecond).
		step(dial("فروشگاه محله\n1. ثبت نام\n2. خرید شارژ\n5. English")...).
		step(phone.Send{Text: "1"}, phone.Ask{Text: "لطفا کد ثبت نام خود را وارد نمایید"}).
		step(phone.Send{Text: "4567"}, phone.Tell{Text: "این کد ثبت نشد. *6655*123# را دوباره بگیرید"}).
		fail(replay.Failed, flow.Drawing{
			Title: "screen differs", At: flow.Position{Line: 18, Column: 1}, After: "> 4567",
			Removed: []string{"کد ثبت نام شما با موفقیت در سیستم ثبت شد: {{code: digits}}"},
			Added:   []string{"این کد ثبت نشد. *6655*123# را دوباره بگیرید"},
			Notes: []flow.Note{
				{Name: "request", Text: "GET /ussd?mobile=09121234567&sessionid=3f2a&call=*6655*123*1*4567 -> 200, 14 ms"},
				{Name: "repeat", Text: "candybar test flows/farsi.ussd --seed 1"},
			},
		}).Result
}

func paidByAlice(t testing.TB) replay.Result {
	p := play(t, "two-phones.ussd", 88*time.Millisecond).
		step(dial("Send money to?")...).
		step(dial("Welcome, Bob\n{{ this is no matcher")...).
		step(phone.Send{Text: typedPIN}, phone.Tell{Text: "Confirm the payment on your phone. Do not tell " + typedPIN},
			phone.Prompt{ID: "1", From: "IntouchPay", Kind: phone.PromptConfirm, Text: "Pay RWF 500 to Corner shop?"}).
		step(phone.Prompt{ID: "2", From: "IntouchPay", Kind: phone.PromptOTP, Text: "Type the code of " + oneTimePassword[:3] + "…"}).
		step(phone.Withdraw{ID: "1"}, phone.SMS{From: "IntouchPay", Text: "Your code is " + oneTimePassword}).
		step().
		step(phone.Withdraw{ID: "2"})
	p.Events = append(p.Events, event.Event{Body: event.Typed{Text: typedPIN, Secret: true}})
	return p.Result
}

func reachedNobody(t testing.TB) replay.Result {
	return play(t, "closed.ussd", 3*time.Millisecond).
		step(phone.Call{Text: "*6655*123#"}, phone.Fail{}).
		fail(replay.CannotRun, flow.Drawing{
			Title: "nobody was reached: connection refused", At: flow.Position{Line: 3, Column: 1}, After: "> *6655*123#",
			Notes: []flow.Note{{Name: "hint", Text: "start the handler, or name the right one with --handler or the header handler"}},
		}).Result
}

// hostile has what XML cannot hold, what ends a CDATA section, markup and what a
// terminal acts on.
func hostile(t testing.TB) replay.Result {
	p := play(t, "hostile.ussd", 7*time.Millisecond).
		step(dial("<b>Welcome</b> ]]> &amp; <img src=x onerror=alert(1)>")...).
		step(phone.End{}).
		fail(replay.Failed, flow.Drawing{
			Title: "a charge was made that no step expects: \x00\x1b[31m\ufffe", At: flow.Position{Line: 9, Column: 1},
			Length: 6, Added: []string{"]]> <script>alert(2)</script> \u202e\x07\xff\uffff"},
			Notes: []flow.Note{{Name: "hint", Text: "]]>\n<!-- -->"}},
		})
	p.Flow.File = "flows/a&b \x1b[2J\u202e<i>.ussd"
	return p.Result
}

func notChosen(t testing.TB) replay.Result {
	return play(t, "closed.ussd", 0).skip().Result
}

// mixed are results of every verdict, in the order of the command line.
func mixed(t testing.TB) []replay.Result {
	return []replay.Result{
		boughtAirtime(t), differedInPersian(t), paidByAlice(t), reachedNobody(t), notChosen(t), hostile(t),
	}
}
