package record_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var (
	iranian = number.Iran.Example()
	indian  = number.India.Example()
	rwandan = number.Rwanda.Example()
)

// dials is a dial string that opens a session.
type dials string

// tape is what happened: bodies, dial strings, pauses (time.Duration) and changes
// of phone (number.Number), each for what follows it. It begins on the Iranian
// phone.
func tape(happened ...any) []event.Event {
	var events []event.Event
	now, phone, sessions := noon, iranian, map[number.Number]string{}
	add := func(body event.Body) {
		events = append(events, event.Event{
			Seq: int64(len(events)) + 1, Time: now, Phone: phone, Session: sessions[phone], Body: body,
		})
	}
	for i, what := range happened {
		switch what := what.(type) {
		case time.Duration:
			now = now.Add(what)
		case number.Number:
			phone = what
		case dials:
			sessions[phone] = "session-" + strconv.Itoa(i) + "-of-" + phone.Digits()
			add(event.Typed{Text: string(what)})
			add(event.Dialled{Class: "ussd", Code: string(what)})
		case event.Body:
			add(what)
		}
	}
	return events
}

// What stands in most tapes.
func asks(text string) event.Body   { return event.Screen{Text: text, Open: true} }
func says(text string) event.Body   { return event.Screen{Text: text} }
func types(text string) event.Body  { return event.Typed{Text: text} }
func enters(text string) event.Body { return event.Typed{Text: text, Secret: true} }

func ends(how session.End) event.Body { return event.Ended{How: how} }

func message(from, text string) event.Body { return event.SMS{From: from, Text: text} }

// national is a phone of the country, by its national number.
func national(t *testing.T, form string, country number.Country) number.Number {
	t.Helper()
	n, err := number.Parse(form, country)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What the gateway tells of the invoice 700000001, which the handler calls F-1001.
const (
	theirID = "F-1001"
	ourID   = "700000001"
	itsRRN  = "400000000007"
	itsLink = "http://127.0.0.1:6655/pay/0123456789abcdef0123456789abcdef"
)

func billed(state string) event.Invoice { return billedAs(theirID, ourID, itsRRN, state) }

func billedAs(yours, id, rrn, state string) event.Invoice {
	if state == "requested" || state == "link-sent" {
		rrn = ""
	}
	return event.Invoice{ID: id, Yours: yours, Price: 50_000, Currency: "IRR", State: state, RRN: rrn}
}

func linked() event.Body { return message("iNoti", "Invoice F-1001, 50,000 rial: "+itsLink) }

func payPrompt() event.Body {
	return event.Prompt{ID: "pay-" + ourID, From: "iNoti", Wants: "pay", Text: "Pay 50,000 rial for invoice F-1001?"}
}

func receipt() event.Body { return message("iNoti", "Paid. Tracking code "+itsRRN) }

func charged(state, reason string) event.Charge {
	return event.Charge{ID: "1", Provider: "inoti", Amount: 50_000, Currency: "IRR", State: state, Reason: reason, Invoice: ourID}
}

func called() event.Callback {
	return event.Callback{
		ID: "1", To: ourID, Attempt: 1, Status: 200, Outcome: "answered", Milliseconds: 5, Body: "ok",
		URL: "http://127.0.0.1:8000/ussd?mobile=09121234567&sessionid=1&call=*1*2*" + theirID + "*" + ourID + "&RRN=" + itsRRN,
	}
}

// bill is a session that ends in the request for money, and what follows.
func bill() []any {
	return []any{
		dials("*1#"), billed("requested"), says("We sent you a payment link."), ends(session.Final),
		linked(), billed("link-sent"), payPrompt(),
	}
}

// paid is what follows a yes.
func paid() []any { return []any{charged("succeeded", ""), billed("paid"), receipt()} }

func join(parts ...any) []any {
	var all []any
	for _, part := range parts {
		if some, ok := part.([]any); ok {
			all = append(all, some...)
		} else {
			all = append(all, part)
		}
	}
	return all
}

// escapes is a value in a query.
func escapes(value string) string { return strings.ReplaceAll(url.QueryEscape(value), "+", "%20") }
