package record_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
	"candybar/testflows/flow"
	"candybar/testflows/record"
)

// author invents what happened.
type author struct {
	*rand.Rand
	// texts are what was said so far, and may be said again.
	texts []string
	tape  []any
	bills int
	// otp is the newest one-time password.
	otp string
}

func newAuthor(seed uint64) *author { return &author{Rand: rand.New(rand.NewPCG(seed, seed))} }

func pick[T any](a *author, from ...T) T { return from[a.IntN(len(from))] }

func (a *author) add(happened ...any) { a.tape = append(a.tape, happened...) }

// text is some lines, made of what matters to a recording.
func (a *author) text() string {
	var out strings.Builder
	for range a.IntN(6) {
		out.WriteString(pick(a, "", " ", " ", "\n", ", ", "*", "{", "{{", "\\", ".", ": "))
		out.WriteString(a.word())
	}
	return out.String()
}

func (a *author) word() string {
	if len(a.texts) > 0 && a.IntN(2) == 0 {
		return pick(a, a.texts...)
	}
	return pick(a,
		"1", "12", "...", "PIN", "50,000 rial", "4711", "47110", "123456", "2026-11-21", "18:24", "{{pin}}", "}}", "سلام", "۴۷۱۱",
		"Invoice ", "transaction 10000004", itsLink, theirID, ourID, itsRRN, "Password", "45a0861d-e204-4913-9d9f-9ed38687be80",
	)
}

// keeps remembers a text.
func (a *author) keeps(text string) string {
	a.texts = append(a.texts, text)
	return text
}

// secret is one that nothing else looks like.
func (a *author) secret() string {
	if a.otp != "" && a.IntN(3) == 0 {
		return a.otp
	}
	pin := fmt.Sprintf("9%d9", 1000+a.IntN(5))
	if a.IntN(3) == 0 {
		a.keeps(pin)
	}
	return pin
}

// session is one from its dial string to its end.
func (a *author) session() {
	a.add(dials(pick(a, "*1#", "*6655*123#", "*1*"+strings.ReplaceAll(a.word(), "\n", "")+"#")))
	for {
		a.meanwhile()
		switch a.IntN(8) {
		case 0:
			a.add(ends(pick(a, session.Released, session.NetworkError, session.NotSupported, session.HandlerTimeout, session.Cancelled)))
			return
		case 1:
			a.add(says(a.text()), ends(session.Final))
			return
		case 2, 3:
			a.bill()
			return
		}
		a.add(asks(a.text()))
		a.meanwhile()
		switch a.IntN(8) {
		case 0:
			a.add(ends(session.Cancelled))
			return
		case 1:
			a.add(30*time.Second, ends(session.UserTimeout))
			return
		case 2:
			a.add(enters(a.secret()))
		default:
			a.add(types(strings.ReplaceAll(a.word(), "\n", "")))
		}
	}
}

// meanwhile is what comes by itself.
func (a *author) meanwhile() {
	if a.IntN(4) == 0 {
		a.add(time.Duration(a.IntN(9)) * time.Second)
	}
	if a.IntN(4) == 0 {
		a.add(message(pick(a, "MCI", "iNoti", "iPayy", "", " ", "{{x}}"), a.text()))
	}
	if a.IntN(8) == 0 {
		a.add(event.Weather{Fault: pick(a, "delay", "reset", "hang-up", "idle", "duplicate", "digits-id", "missing-call", "rain", ""), Request: 1})
	}
	if a.IntN(8) == 0 {
		otp := fmt.Sprintf("8%d8", 1000+a.IntN(5))
		a.add(event.SMS{From: "iPayy", Text: otp + " is your OTP. " + a.text(), Secret: otp})
		a.otp = a.keeps(otp)
	}
}

// bill is an invoice, and all that comes of it.
func (a *author) bill() {
	a.bills++
	yours := pick(a, fmt.Sprintf("F-10%d", a.bills), fmt.Sprint(a.bills), "order", "a b", "x/y", fmt.Sprint(4710+a.bills))
	id, rrn := fmt.Sprint(700_000_000+a.bills), fmt.Sprint(400_000_000_000+a.bills)
	invoice := func(state string) event.Invoice { return billedAs(yours, id, rrn, state) }
	a.add(
		invoice("requested"), says("We sent you a payment link."), ends(session.Final),
		message("iNoti", fmt.Sprintf("Invoice %s, 50,000 rial: http://127.0.0.1:6655/pay/%032x", yours, a.bills)), invoice("link-sent"),
		event.Prompt{ID: "pay-" + id, From: "iNoti", Wants: "pay", Text: "Pay 50,000 rial for invoice " + yours + "?"},
	)
	a.keeps(yours)
	a.keeps(id)
	a.meanwhile()
	answered := func(word string) event.Body { return event.Answered{ID: "pay-" + id, Answer: word} }
	charge := event.Charge{ID: "1", Provider: "inoti", State: "refused", Reason: "declined", Invoice: id}
	switch a.IntN(6) {
	case 0:
		return
	case 1:
		a.add(answered("ignore"))
		return
	case 2:
		a.add(answered("decline"), charge, invoice("cancelled"))
		return
	case 3:
		a.add(charge, invoice("failed"), message("iNoti", "The payment of invoice "+yours+" failed."))
		return
	case 4:
		a.add(answered("approve"))
	}
	charge.State, charge.Reason = "succeeded", ""
	a.add(charge, invoice("paid"), message("iNoti", "Paid. Tracking code "+rrn))
	a.keeps(rrn)
	called := event.Callback{
		ID: "1", To: id, Status: pick(a, 200, 404, 0), Outcome: pick(a, "answered", "status", "refused"), Milliseconds: int64(a.IntN(5000)),
		URL: "http://h/ussd?mobile=09121234567&call=*1*" + escapes(a.word()) + "*" + escapes(yours) + "*" + id + "&RRN=" + rrn,
	}
	if a.IntN(2) == 0 {
		a.add(event.Verified{Invoice: id})
	}
	a.add(pick(a, 0, 5*time.Second, 30*time.Second), called, pick(a, 0, 10*time.Second))
	if a.IntN(3) == 0 {
		a.add(event.Unverified{Invoice: id})
	}
}

// noSecret fails where a secret stands in a recording.
func noSecret(t *testing.T, got []byte, events []event.Event) {
	t.Helper()
	for _, e := range events {
		if typed, ok := e.Body.(event.Typed); ok && typed.Secret && strings.Contains(string(got), typed.Text) {
			t.Errorf("%s stands in\n%s", typed.Text, got)
		}
	}
}

// FuzzRetold invents what can be told whole, and tells it.
func FuzzRetold(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		a := newAuthor(seed)
		for range 1 + a.IntN(4) {
			a.add(pick(a, iranian, iranian, indian))
			a.session()
		}
		events := tape(a.tape...)
		got := record.Flow(events, record.About{})
		noSecret(t, got, events)
		retold(t, got, events, secretsOf(t, got, events)...)
	})
}

// secretsOf are the values of a recording's secrets, in the order of the headers:
// what was typed where they stand.
func secretsOf(t *testing.T, recording []byte, events []event.Event) []string {
	t.Helper()
	f := parsed(t, recording)
	typed := map[number.Number][]string{}
	for _, e := range events {
		if body, ok := e.Body.(event.Typed); ok {
			typed[e.Phone] = append(typed[e.Phone], body.Text)
		}
	}
	values := make([]string, len(f.Secrets))
	for _, step := range f.Steps {
		types, ok := step.(*flow.Typed)
		if !ok {
			continue
		}
		phone, _ := f.Phone(types.Phone)
		said := typed[phone.Number]
		if len(said) == 0 {
			t.Fatalf("nobody typed %s\n%s", types.Text, recording)
		}
		typed[phone.Number] = said[1:]
		for i, secret := range f.Secrets {
			if types.Text.Source == "{{"+secret.Name+"}}" {
				values[i] = said[0]
			}
		}
	}
	return values
}

// FuzzFlow records anything, in any order: what comes of it is a flow, or nothing
// was dialled, and no secret stands in it.
func FuzzFlow(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed, "سلام {{\n...\\")
	}
	f.Fuzz(func(t *testing.T, seed uint64, words string) {
		a := newAuthor(seed)
		a.keeps(words)
		for range a.IntN(40) {
			a.anything()
		}
		events := tape(a.tape...)
		about := record.About{Name: words, Handler: words}
		got := record.Flow(events, about)
		if string(got) != string(record.Flow(events, about)) {
			t.Error("it is another one the second time")
		}
		if got == nil {
			return
		}
		noSecret(t, got, events)
		parsed(t, got)
	})
}

// anything is one thing that can happen, and the next one may not follow from it.
func (a *author) anything() {
	switch a.IntN(12) {
	case 0, 1:
		a.session()
	case 2:
		a.add(pick(a, iranian, indian, rwandan, number.Number{}))
	case 3:
		a.add(time.Duration(a.Int64N(int64(100 * time.Hour))))
	case 4:
		a.add(types(a.word()), event.Dialled{Class: pick(a, "ussd", "call"), Code: "*9#"})
	case 5:
		a.add(pick(a, asks(a.text()), says(a.text()), types(a.text()), enters(a.secret())))
	case 6:
		a.add(ends(pick(a, session.Final, session.Released, session.Cancelled, session.UserTimeout, session.HandlerTimeout, session.SessionLimit, session.NetworkError, session.NotSupported)))
	case 7:
		a.add(event.Prompt{ID: a.prompt(), From: pick(a, "iPayy", "IntouchPay", ""), Text: a.text()})
	case 8:
		a.add(event.Answered{ID: a.prompt(), Answer: pick(a, "approve", "decline", "ignore", "resend", "otp", "shout")})
	case 9:
		a.add(event.Charge{Provider: pick(a, "inoti", "ipayy", "intouchpay"), State: pick(a, "succeeded", "refused", "lost"), Reason: a.text(), Invoice: a.invoice()})
	case 10:
		a.add(event.Callback{To: a.invoice(), Status: a.IntN(600), Milliseconds: a.Int64N(20_000), URL: pick(a, "http://h/?call=*1*2&RRN=1", "http://h/callback/intouchpay", ":", a.text()), Outcome: pick(a, "answered", "cut", a.text())})
	case 11:
		a.add(pick[event.Body](a, event.Verified{Invoice: a.invoice()}, event.Unverified{Invoice: a.invoice()}, billedAs(a.word(), a.invoice(), a.word(), pick(a, "requested", "paid", "cancelled"))))
	}
}

func (a *author) invoice() string { return pick(a, "", "7", ourID, fmt.Sprint(700_000_000+a.bills)) }

func (a *author) prompt() string { return pick(a, "pay-", "otp-", "confirm-", "") + a.invoice() }
