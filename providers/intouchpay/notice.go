package intouchpay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Notice is what a callback says. The fields stand in the documents' order.
type Notice struct {
	RequestID     string `json:"requesttransactionid"`
	TransactionID string `json:"transactionid"`
	Code          string `json:"responsecode"`
	// Status is "Successfull", so spelled, or "Failed", which is assumed.
	Status string `json:"status"`
	// StatusDesc says more in words.
	StatusDesc string `json:"statusdesc"`
	// Reference is the network's receipt, empty where no money moved.
	Reference string `json:"referenceno"`
}

// processed is the statusdesc of the documents' callback.
const processed = "Successfully Processed Transaction"

// State is what became of a transaction of the kind, told from the code: of a
// payment's 01 and a deposit's 2001 neither says anything of the other. It is empty
// where nothing can be told. The words of Status vary too much to go by, except
// that a code nobody knows with "Failed" or "Cancelled" is a failure.
func (n Notice) State(kind Kind) State { return stateOf(kind, padded(n.Code), n.Status) }

// olderFailures are numbers of a payment's failures in an old public client.
var olderFailures = []string{"100", "515", "527", "682"}

func stateOf(kind Kind, number, word string) State {
	known := PaymentCode(number).Text() != "" || slices.Contains(olderFailures, number)
	success := PaymentSuccessful.Number()
	if kind == KindDeposit {
		known = DepositCode(number).Text() != ""
		success = DepositSuccessful.Number()
	}
	switch {
	case number == StatusPending.Number():
		return Pending
	case number == success:
		return Success
	case known, strings.EqualFold(word, "failed"), strings.EqualFold(word, "cancelled"):
		return Failed
	default:
		return ""
	}
}

// Callback is a Notice that is owed to an address.
type Callback struct {
	URL    string
	Notice Notice
}

// Callback is what tells the merchant of the transaction's outcome. Owed is false
// where there is none yet, or nowhere to send it.
func (t Transaction) Callback() (c Callback, owed bool) {
	if t.State == Pending || t.State == "" || t.CallbackURL == "" {
		return Callback{}, false
	}
	description := processed
	if t.State == Failed {
		description = t.Code().Text()
	}
	return Callback{URL: t.CallbackURL, Notice: Notice{
		RequestID: t.RequestID, TransactionID: t.wireID(), Code: t.Code().Number(),
		Status: t.State.word(), StatusDesc: description, Reference: t.Reference,
	}}, true
}

// Body is the callback's body. The notice is always inside jsonpayload: a public
// client takes it from there and nowhere else.
func (c Callback) Body() []byte {
	return encode(struct {
		Notice Notice `json:"jsonpayload"`
	}{c.Notice})
}

// CallbackRequest makes the request of a callback: a POST of JSON. Send it once
// and follow no redirect; it cannot be sent again by itself. The error is for an
// address that is not http or https.
func (s Settings) CallbackRequest(ctx context.Context, c Callback) (*http.Request, error) {
	if !callable(c.URL) {
		return nil, errors.New("a callback goes to an http or https address")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(c.Body()))
	if err != nil {
		return nil, err
	}
	r.GetBody = nil // net/http's own second try would need it
	r.Header.Set("Content-Type", "application/json")
	if s.CallbackUser != "" || s.CallbackPassword != "" {
		r.SetBasicAuth(s.CallbackUser, s.CallbackPassword)
	}
	return r, nil
}

// Acknowledgement is what an answer to a callback means.
type Acknowledgement struct {
	// OK is true where the merchant has taken note: for every 200.
	OK bool
	// Remark says what is unusual about the answer, empty for nothing. What is
	// expected is {"message":"success","success":true,"request_id":"..."}.
	Remark string
}

// JudgeAcknowledgement judges the answer to a callback. Only the status counts:
// live merchants answer a failed payment with 200 and "success":false.
func JudgeAcknowledgement(c Callback, status int, body []byte) Acknowledgement {
	if status != http.StatusOK {
		return Acknowledgement{Remark: fmt.Sprintf("the answer is HTTP %d, only 200 is an acknowledgement", status)}
	}
	var answer struct {
		Success   *bool    `json:"success"`
		RequestID wireText `json:"request_id"`
	}
	remark := ""
	switch err := json.Unmarshal(body, &answer); {
	case err != nil:
		remark = "the body is not the JSON object that is expected"
	case answer.Success == nil:
		remark = "the body has no success"
	case !*answer.Success:
		remark = "the body says success false"
	case string(answer.RequestID) != c.Notice.RequestID:
		remark = "request_id is not the callback's requesttransactionid"
	}
	return Acknowledgement{OK: true, Remark: remark}
}
