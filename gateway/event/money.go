package event

import "net/http"

// Prompt is a question that the payment network put on the phone.
type Prompt struct {
	ID   string `json:"id"`
	From string `json:"from"`
	// Wants is the kind of the prompt: otp, confirm or pay.
	Wants string `json:"kind"`
	Text  string `json:"text"`
}

// Answered is what the user said to a prompt: approve, decline, ignore, resend
// or otp. What was typed with it is a secret, and not in it.
type Answered struct {
	ID     string `json:"id"`
	Answer string `json:"answer"`
}

// Invoice is an invoice that changed its state.
type Invoice struct {
	// ID is the provider's, Yours the handler's.
	ID    string `json:"id"`
	Yours string `json:"yours"`
	// Price is as the handler wrote it: whole rial, rupees or francs.
	Price    int64  `json:"price"`
	Currency string `json:"currency"`
	State    string `json:"state"`
	// RRN is the bank's tracking number; empty until there is one.
	RRN string `json:"rrn"`
}

// Charge is one attempt to take money, as it ended.
type Charge struct {
	ID       string `json:"id"`
	Provider string `json:"provider"`
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
	State    string `json:"state"`
	Reason   string `json:"reason"`
	// Invoice is the id of the invoice that it was for; empty where there is none.
	Invoice string `json:"invoice"`
}

// Provider is a call that a program made to one of the providers' own APIs.
// Request is as it was on the wire, first line, headers and body, and Response the
// body of the answer, both cleaned, credentials masked.
type Provider struct {
	Provider     string `json:"provider"`
	Call         string `json:"call"`
	Request      string `json:"request"`
	Response     string `json:"response"`
	Status       int    `json:"status"`
	Milliseconds int64  `json:"ms"`
	// Problems say what was wrong with the request, beyond the response; there may
	// be none.
	Problems []string `json:"problems,omitempty"`
}

// Callback is one attempt to tell a handler that money moved.
type Callback struct {
	ID string `json:"id"`
	// To is who is told: the invoice's id.
	To      string `json:"to"`
	Attempt int    `json:"attempt"`
	// Repeat is true where nobody knows how the attempt before ended, as the
	// process did.
	Repeat bool   `json:"repeat"`
	Method string `json:"method"`
	URL    string `json:"url"`
	// Headers and Sent are the call's headers and body.
	Headers http.Header `json:"headers"`
	Sent    string      `json:"sent"`
	// Body is what the handler answered, cleaned, Answered the headers of that.
	Body     string      `json:"body"`
	Answered http.Header `json:"answered"`
	// Bytes is that body as it was on the wire; nil where it is Body. It stays in
	// the process.
	Bytes        []byte `json:"-"`
	Status       int    `json:"status"`
	Milliseconds int64  `json:"ms"`
	// Outcome is answered, or the cause of a failure in session's words.
	Outcome string `json:"outcome"`
}

// Verified is an invoice that the handler asked the provider about, and was
// told of.
type Verified struct {
	Invoice string `json:"invoice"`
}

// Unverified is an invoice whose callback was answered 200 although nobody had
// asked about it since it was paid, nor did within 10 s.
type Unverified struct {
	Invoice string `json:"invoice"`
}

// Kind names the body's type.
func (Prompt) Kind() Kind     { return KindPrompt }
func (Answered) Kind() Kind   { return KindAnswered }
func (Invoice) Kind() Kind    { return KindInvoice }
func (Charge) Kind() Kind     { return KindCharge }
func (Provider) Kind() Kind   { return KindProvider }
func (Callback) Kind() Kind   { return KindCallback }
func (Verified) Kind() Kind   { return KindVerified }
func (Unverified) Kind() Kind { return KindUnverified }

func (b Prompt) masked() Body     { return b }
func (b Answered) masked() Body   { return b }
func (b Invoice) masked() Body    { return b }
func (b Charge) masked() Body     { return b }
func (b Provider) masked() Body   { return b }
func (b Callback) masked() Body   { return b }
func (b Verified) masked() Body   { return b }
func (b Unverified) masked() Body { return b }
