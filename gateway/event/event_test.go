package event_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/number"
)

var tehran = time.FixedZone("", 3*3600+1800)

// happened is an event around body.
func happened(body event.Body) event.Event {
	return event.Event{
		Seq:     7,
		Time:    time.Date(2024, 1, 2, 3, 4, 5, 678_999_999, tehran),
		Phone:   number.Iran.Example(),
		Session: "3f2a",
		Body:    body,
	}
}

// bodies are one body at least of each kind, and its JSON.
var bodies = []struct {
	name string
	body event.Body
	kind event.Kind
	json string
}{
	{"typed", event.Typed{Text: "*6655*123#"}, event.KindTyped,
		`{"text":"*6655*123#"}`},
	{"typed secret", event.Typed{Text: "4321", Secret: true}, event.KindTyped,
		`{"text":"••••"}`},
	{"typed nothing secret", event.Typed{Secret: true}, event.KindTyped,
		`{"text":"••••"}`},
	{"dialled", event.Dialled{Class: "ussd", Code: "*6655*123#", Handler: "http://127.0.0.1:8000/ussd?a=b&c"}, event.KindDialled,
		`{"class":"ussd","code":"*6655*123#","handler":"http://127.0.0.1:8000/ussd?a=b&c"}`},
	{"dialled for nobody", event.Dialled{Class: "phone-local", Code: "*#06#"}, event.KindDialled,
		`{"class":"phone-local","code":"*#06#","handler":""}`},
	{"request", event.Request{ID: 3, Method: "GET", URL: "http://h/?mobile=09121234567&call=*1", Headers: http.Header{"User-Agent": {"candybar"}}}, event.KindRequest,
		`{"id":3,"method":"GET","url":"http://h/?mobile=09121234567&call=*1","headers":{"User-Agent":["candybar"]}}`},
	{"request with a secret", event.Request{ID: 3, Method: "GET", URL: "http://h/?call=*1*4321", Masked: "http://h/?call=*1*%E2%80%A2", Headers: http.Header{}}, event.KindRequest,
		`{"id":3,"method":"GET","url":"http://h/?call=*1*%E2%80%A2","headers":{}}`},
	{"reply", event.Reply{ID: 3, Status: 200, Headers: http.Header{"B": {"1", "2"}, "A": {"<&>"}}, Bytes: []byte("<b>سلام & \"1\"</b>\n\x1b\ufeff"), Milliseconds: 14}, event.KindReply,
		`{"id":3,"status":200,"headers":{"A":["<&>"],"B":["1","2"]},"bytes":"<b>سلام & \"1\"</b>\n\u001b` + "\ufeff" + `","ms":14,"late":false}`},
	{"reply with nothing", event.Reply{ID: 3, Status: 500, Headers: http.Header{}, Late: true}, event.KindReply,
		`{"id":3,"status":500,"headers":{},"bytes":"","ms":0,"late":true}`},
	{"reply in no UTF-8", event.Reply{ID: 3, Status: 200, Headers: http.Header{}, Bytes: []byte("ok\xff")}, event.KindReply,
		`{"id":3,"status":200,"headers":{},"bytes":"b2v/","encoding":"base64","ms":0,"late":false}`},
	{"reply with NUL", event.Reply{ID: 3, Status: 200, Headers: http.Header{}, Bytes: []byte("a\x00b?")}, event.KindReply,
		`{"id":3,"status":200,"headers":{},"bytes":"YQBiPw==","encoding":"base64","ms":0,"late":false}`},
	{"screen", event.Screen{Text: "1. <a>\n2. b & c", Open: true, Coding: "gsm7", Units: 15, Octets: 14}, event.KindScreen,
		`{"text":"1. <a>\n2. b & c","open":true,"coding":"gsm7","units":15,"octets":14}`},
	{"prompt", event.Prompt{ID: "pay-7", From: "iNoti", Wants: "pay", Text: "Pay?"}, event.KindPrompt,
		`{"id":"pay-7","from":"iNoti","kind":"pay","text":"Pay?"}`},
	{"answered", event.Answered{ID: "pay-7", Answer: "approve"}, event.KindAnswered,
		`{"id":"pay-7","answer":"approve"}`},
	{"invoice", event.Invoice{ID: "7", Yours: "F-1", Price: 50_000, Currency: "IRR", State: "paid", RRN: "123"}, event.KindInvoice,
		`{"id":"7","yours":"F-1","price":50000,"currency":"IRR","state":"paid","rrn":"123"}`},
	{"charge", event.Charge{ID: "1", Provider: "inoti", Amount: 50_000, Currency: "IRR", State: "refused", Reason: "not enough money", Invoice: "7"}, event.KindCharge,
		`{"id":"1","provider":"inoti","amount":50000,"currency":"IRR","state":"refused","reason":"not enough money","invoice":"7"}`},
	{"provider", event.Provider{Provider: "iNoti", Call: "GetPayments", Request: "<a>", Response: "<b>", Status: 200, Milliseconds: 3}, event.KindProvider,
		`{"provider":"iNoti","call":"GetPayments","request":"<a>","response":"<b>","status":200,"ms":3}`},
	{"resent", event.Resent{Of: 3, Request: event.Request{ID: 4, Method: "GET", URL: "http://h/?call=*1*4321", Masked: "http://h/?call=*1*x", Headers: http.Header{}}, Reply: &event.Reply{ID: 4, Status: 200, Headers: http.Header{}, Bytes: []byte("<a>"), Milliseconds: 9}, Outcome: "answered", Milliseconds: 9}, event.KindResent,
		`{"of":3,"request":{"id":4,"method":"GET","url":"http://h/?call=*1*x","headers":{}},"reply":{"id":4,"status":200,"headers":{},"bytes":"<a>","ms":9,"late":false},"outcome":"answered","ms":9}`},
	{"resent for nothing", event.Resent{Of: 3, Request: event.Request{ID: 4, Method: "GET", URL: "http://h/", Headers: http.Header{}}, Outcome: "refused"}, event.KindResent,
		`{"of":3,"request":{"id":4,"method":"GET","url":"http://h/","headers":{}},"reply":null,"outcome":"refused","ms":0}`},
	{"callback", event.Callback{ID: "2", To: "7", Attempt: 1, Method: "GET", URL: "http://h/?RRN=1&a", Headers: http.Header{"A": {"1"}}, Body: "ok", Answered: http.Header{"B": {"2"}}, Bytes: []byte("ok\x00"), Status: 200, Milliseconds: 88, Outcome: "answered"}, event.KindCallback,
		`{"id":"2","to":"7","attempt":1,"repeat":false,"method":"GET","url":"http://h/?RRN=1&a","headers":{"A":["1"]},"sent":"","body":"ok","answered":{"B":["2"]},"status":200,"ms":88,"outcome":"answered"}`},
	{"verified", event.Verified{Invoice: "7"}, event.KindVerified, `{"invoice":"7"}`},
	{"unverified", event.Unverified{Invoice: "7"}, event.KindUnverified, `{"invoice":"7"}`},
	{"ended", event.Ended{How: session.NetworkError, Cause: session.Refused, Detail: "nobody <there>"}, event.KindEnded,
		`{"how":"network-error","cause":"refused","detail":"nobody <there>"}`},
	{"ended well", event.Ended{How: session.Final}, event.KindEnded,
		`{"how":"final","cause":"","detail":""}`},
	{"sms", event.SMS{From: "iNoti", Text: "Paid: <http://h/?a=1&b=2>"}, event.KindSMS,
		`{"from":"iNoti","text":"Paid: <http://h/?a=1&b=2>"}`},
	{"subscriber", event.Subscriber{Changed: []string{"balance", "pin"}}, event.KindSubscriber,
		`{"changed":["balance","pin"]}`},
	{"weather", event.Weather{Fault: "delay", Request: 3, Milliseconds: 5000}, event.KindWeather,
		`{"fault":"delay","request":3,"ms":5000}`},
	{"weather about no request", event.Weather{Fault: "drop-before"}, event.KindWeather,
		`{"fault":"drop-before"}`},
	{"warning", event.Warning{Rule: "html", Severity: event.SeverityWarning, Line: 2, Column: 5, Text: "a <b>", Cure: "no & <b>"}, event.KindWarning,
		`{"rule":"html","severity":"warning","line":2,"column":5,"text":"a <b>","cure":"no & <b>"}`},
	{"error", event.Warning{Rule: "empty", Severity: event.SeverityError}, event.KindWarning,
		`{"rule":"empty","severity":"error","line":0,"column":0,"text":"","cure":""}`},
}

func TestJSON(t *testing.T) {
	t.Parallel()
	for _, test := range bodies {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := `{"seq":7,"time":"2024-01-02T03:04:05.678+03:30","kind":"` + string(test.kind) +
				`","phone":"+989121234567","session":"3f2a","body":` + test.json + `}`
			if kind := test.body.Kind(); kind != test.kind {
				t.Errorf("the kind is %q, want %q", kind, test.kind)
			}
			var line strings.Builder
			if err := event.WriteJSON(&line, happened(test.body)); err != nil || line.String() != want+"\n" {
				t.Errorf("WriteJSON: %v\n got %s\nwant %s", err, line.String(), want)
			}
			if got, err := happened(test.body).MarshalJSON(); err != nil || string(got) != want {
				t.Errorf("MarshalJSON: %v\n got %s\nwant %s", err, got, want)
			}
			if !json.Valid([]byte(want)) {
				t.Errorf("the test wants what is no JSON")
			}
		})
	}
}

func TestEveryKindIsTried(t *testing.T) {
	t.Parallel()
	tried := make(map[event.Kind]bool)
	for _, test := range bodies {
		tried[test.kind] = true
	}
	for _, kind := range []event.Kind{"typed", "dialled", "request", "reply", "screen", "ended", "sms", "prompt", "answered", "invoice", "charge", "provider", "callback", "verified", "unverified", "subscriber", "warning", "resent"} {
		if !tried[kind] {
			t.Errorf("no JSON of kind %q is tried", kind)
		}
	}
}

func TestTimeHasMilliseconds(t *testing.T) {
	t.Parallel()
	for want, at := range map[string]time.Time{
		"2024-01-02T03:04:05.000Z":      time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		"2024-01-02T03:04:05.007Z":      time.Date(2024, 1, 2, 3, 4, 5, 7_000_000, time.UTC),
		"2024-01-02T03:04:05.100-08:00": time.Date(2024, 1, 2, 3, 4, 5, 100_000_000, time.FixedZone("", -8*3600)),
	} {
		e := happened(event.Typed{})
		e.Time = at
		if got, err := json.Marshal(e); err != nil || !bytes.Contains(got, []byte(`"time":"`+want+`"`)) {
			t.Errorf("%s, %v; want %s in it", got, err, want)
		}
	}
}

// In the process an event holds what was typed and sent.
func TestMaskingKeepsThePlainTextInside(t *testing.T) {
	t.Parallel()
	var log event.Log
	log.Append(happened(event.Typed{Text: "4321", Secret: true}))
	log.Append(happened(event.Request{URL: "http://h/?call=*1*4321", Masked: "http://h/?call=*1*x"}))
	for _, e := range log.Since(0) {
		if out, err := json.Marshal(e); err != nil || bytes.Contains(out, []byte("4321")) {
			t.Errorf("%s, %v", out, err)
		}
	}
	typed, _ := log.Since(0)[0].Body.(event.Typed)
	request, _ := log.Since(1)[0].Body.(event.Request)
	if typed.Text != "4321" || request.URL != "http://h/?call=*1*4321" {
		t.Errorf("the log holds %+v and %+v", typed, request)
	}
}
