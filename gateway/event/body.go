package event

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"candybar/gateway/session"
	"candybar/phone/text"
)

// Kind names what happened.
type Kind string

// The kinds.
const (
	KindTyped      Kind = "typed"
	KindDialled    Kind = "dialled"
	KindRequest    Kind = "request"
	KindReply      Kind = "reply"
	KindScreen     Kind = "screen"
	KindEnded      Kind = "ended"
	KindSMS        Kind = "sms"
	KindPrompt     Kind = "prompt"
	KindAnswered   Kind = "answered"
	KindInvoice    Kind = "invoice"
	KindCharge     Kind = "charge"
	KindProvider   Kind = "provider"
	KindCallback   Kind = "callback"
	KindVerified   Kind = "verified"
	KindUnverified Kind = "unverified"
	KindSubscriber Kind = "subscriber"
	KindWeather    Kind = "weather"
	KindWarning    Kind = "warning"
)

// Mask stands where a secret was.
const Mask = "••••"

// Body is what happened: Typed, Dialled, Request, Reply, Screen, Ended, SMS,
// Subscriber, Weather or Warning, or what money did: Prompt, Answered, Invoice, Charge,
// Provider, Callback, Verified or Unverified; or Resent, which did nothing.
type Body interface {
	Kind() Kind
	// masked is the body as it may leave the process.
	masked() Body
}

// Typed is what the user entered: a dial string or an answer.
type Typed struct {
	Text string `json:"text"`
	// Secret is true where the screen had asked for a PIN or a password.
	Secret bool `json:"-"`
}

// Dialled is a dial string that was understood.
type Dialled struct {
	// Class is what kind of dial string it is, in phone/dial's words.
	Class string `json:"class"`
	Code  string `json:"code"`
	// Handler is the URL that serves the code, empty where nothing does.
	Handler string `json:"handler"`
}

// Request is one request to the handler as it went out.
type Request struct {
	// ID joins a request and its reply; it counts from 1 through the gateway.
	ID      int64       `json:"id"`
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Headers http.Header `json:"headers"`
	// Masked is the URL with secrets masked; empty where there are none.
	Masked string `json:"-"`
	// User is who the gateway is to the handler, as its address has it, since the
	// URL here has no password; nil for nobody.
	User *url.Userinfo `json:"-"`
}

// Reply is what the handler sent back, before anyone judged it.
type Reply struct {
	ID      int64
	Status  int
	Headers http.Header
	// Bytes is the body as it was on the wire, up to the gateway's bound.
	Bytes []byte
	// Milliseconds is the time from the request to the end of the body.
	Milliseconds int64
	// Late is true where the session had ended before.
	Late bool
	// Unreadable is true where the session does not read it, whatever the bytes
	// are: its status, its coding, or that it broke off. It stays in the process;
	// how the session ends says why.
	Unreadable bool
}

// MarshalJSON writes Bytes as text, or in base64 with "encoding":"base64"
// where they are no text.
func (r Reply) MarshalJSON() ([]byte, error) {
	body, encoding := string(r.Bytes), ""
	if !utf8.Valid(r.Bytes) || !text.IsText(body) {
		body, encoding = base64.StdEncoding.EncodeToString(r.Bytes), "base64"
	}
	return marshal(struct {
		ID           int64       `json:"id"`
		Status       int         `json:"status"`
		Headers      http.Header `json:"headers"`
		Bytes        string      `json:"bytes"`
		Encoding     string      `json:"encoding,omitempty"`
		Milliseconds int64       `json:"ms"`
		Late         bool        `json:"late"`
	}{r.ID, r.Status, r.Headers, body, encoding, r.Milliseconds, r.Late})
}

// Screen is a text that the phone shows, cleaned, and what it cost the network:
// septets or UTF-16 units, and octets, of the text as the handler wrote it.
type Screen struct {
	Text string `json:"text"`
	// Open is true where the screen wants an answer.
	Open   bool   `json:"open"`
	Coding string `json:"coding"`
	Units  int    `json:"units"`
	Octets int    `json:"octets"`
}

// Ended is a session's end.
type Ended struct {
	How   session.End       `json:"how"`
	Cause session.CauseKind `json:"cause"`
	// Detail says the cause in a sentence; it may be empty.
	Detail string `json:"detail"`
}

// SMS is a short message that arrived.
type SMS struct {
	From string `json:"from"`
	Text string `json:"text"`
	// Secret is the part of Text that nobody else may see: a one-time password.
	// It may be empty.
	Secret string `json:"-"`
}

// Subscriber is a change of the subscriber, not made by money.
type Subscriber struct {
	// Changed names what changed: balance, operator, registered, pin.
	Changed []string `json:"changed"`
}

// Weather is something that the network did on purpose, right before what it
// changed.
type Weather struct {
	// Fault is what it did, in package gateway/weather's words.
	Fault string `json:"fault"`
	// Request is the ID of the request that it did it to; 0 where none was sent.
	Request int64 `json:"request,omitempty"`
	// Milliseconds is for how long a reply is held up; 0 where it is not.
	Milliseconds int64 `json:"ms,omitempty"`
}

// Severity is how bad a warning is.
type Severity string

// The severities. An Error does not work on a real network.
const (
	SeverityWarning Severity = "warning"
	SeverityError   Severity = "error"
)

// Warning is something that would go wrong on a real network, or nearly does.
type Warning struct {
	// Rule is the rule's name.
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	// Line and Column say where, in characters from 1; 0 where it is not a place.
	Line   int `json:"line"`
	Column int `json:"column"`
	// Text says what was seen, Cure what to do.
	Text string `json:"text"`
	Cure string `json:"cure"`
}

// Kind names the body's type.
func (Typed) Kind() Kind      { return KindTyped }
func (Dialled) Kind() Kind    { return KindDialled }
func (Request) Kind() Kind    { return KindRequest }
func (Reply) Kind() Kind      { return KindReply }
func (Screen) Kind() Kind     { return KindScreen }
func (Ended) Kind() Kind      { return KindEnded }
func (SMS) Kind() Kind        { return KindSMS }
func (Subscriber) Kind() Kind { return KindSubscriber }
func (Weather) Kind() Kind    { return KindWeather }
func (Warning) Kind() Kind    { return KindWarning }

func (t Typed) masked() Body {
	if t.Secret {
		t.Text = Mask
	}
	return t
}

func (r Request) masked() Body {
	if r.Masked != "" {
		r.URL = r.Masked
	}
	return r
}

func (b SMS) masked() Body {
	if b.Secret != "" {
		b.Text = strings.ReplaceAll(b.Text, b.Secret, Mask)
	}
	return b
}

func (b Dialled) masked() Body    { return b }
func (b Reply) masked() Body      { return b }
func (b Screen) masked() Body     { return b }
func (b Ended) masked() Body      { return b }
func (b Subscriber) masked() Body { return b }
func (b Weather) masked() Body    { return b }
func (b Warning) masked() Body    { return b }
