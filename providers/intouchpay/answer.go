package intouchpay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// Profile is which JSON types the answers have.
type Profile string

// The profiles. An empty one is Doc.
const (
	// Doc is what the documents print: transactionid a number, balance and the
	// responsecode of gettransactionstatus strings.
	Doc Profile = "doc"
	// Observed is what a public client needs that is used against the live
	// service: the three the other way round.
	Observed Profile = "observed"
)

// ParseProfile reads a profile's name.
func ParseProfile(name string) (Profile, error) {
	switch p := Profile(name); p {
	case Doc, Observed:
		return p, nil
	default:
		return "", fmt.Errorf("unknown IntouchPay types %q: use doc or observed", name)
	}
}

// HTTPStatus is which HTTP statuses failures have.
type HTTPStatus string

// The ways. An empty one is HTTPDoc.
const (
	// HTTPDoc is 200 for every answer.
	HTTPDoc HTTPStatus = "doc"
	// HTTPPortal is 400, 401, 403, 404, 409, 422 or 500 for failures, as the
	// newer portal answers.
	HTTPPortal HTTPStatus = "portal"
)

// ParseHTTPStatus reads a way's name.
func ParseHTTPStatus(name string) (HTTPStatus, error) {
	switch s := HTTPStatus(name); s {
	case HTTPDoc, HTTPPortal:
		return s, nil
	default:
		return "", fmt.Errorf("unknown IntouchPay HTTP status %q: use doc or portal", name)
	}
}

// of is the status of an answer.
func (s HTTPStatus) of(answer Answer) int {
	if code := answer.code(); s == HTTPPortal && !answer.success() && code != nil && code.status() != 0 {
		return code.status()
	}
	return http.StatusOK
}

// Answer is what a call gets: Accepted, PaymentRefused, Deposited, DepositRefused,
// Held, Told, StatusRefused or AuthRefused.
type Answer interface {
	// code is the answer's; nil for Held, which has none.
	code() Code
	success() bool
	// body is what is written; the order of its fields is the documents'.
	body(Profile) any
}

type (
	// Accepted answers a payment that waits for the subscriber.
	Accepted struct {
		RequestID     string
		TransactionID int64
	}
	// PaymentRefused answers a payment that is not made.
	PaymentRefused struct {
		RequestID string
		Code      PaymentCode
	}
	// Deposited answers a deposit that is made. Its referenceid is the
	// transaction's id.
	Deposited struct {
		RequestID   string
		ReferenceID int64
	}
	// DepositRefused answers a deposit that is not made.
	DepositRefused struct {
		RequestID string
		Code      DepositCode
	}
	// Held answers getbalance.
	Held struct{ Francs int64 }
	// Told answers gettransactionstatus.
	Told struct {
		Code  Code
		State State
	}
	// StatusRefused answers a gettransactionstatus that finds nothing.
	StatusRefused struct{ Code StatusCode }
	// AuthRefused answers any call whose credentials are wrong.
	AuthRefused struct {
		Name      Name
		RequestID string
		Code      AuthCode
	}
)

func (Accepted) code() Code         { return PaymentPending }
func (a PaymentRefused) code() Code { return a.Code }
func (Deposited) code() Code        { return DepositSuccessful }
func (a DepositRefused) code() Code { return a.Code }
func (Held) code() Code             { return nil }
func (a Told) code() Code           { return a.Code }
func (a StatusRefused) code() Code  { return a.Code }
func (a AuthRefused) code() Code    { return a.Code }

func (Accepted) success() bool       { return true }
func (PaymentRefused) success() bool { return false }
func (Deposited) success() bool      { return true }
func (DepositRefused) success() bool { return false }
func (Held) success() bool           { return true }
func (Told) success() bool           { return true }
func (StatusRefused) success() bool  { return false }
func (AuthRefused) success() bool    { return false }

func (a Accepted) body(p Profile) any {
	id := any(a.TransactionID)
	if p == Observed {
		id = strconv.FormatInt(a.TransactionID, 10)
	}
	return struct {
		Status    string `json:"status"`
		RequestID string `json:"requesttransactionid"`
		Success   bool   `json:"success"`
		Code      string `json:"responsecode"`
		ID        any    `json:"transactionid"`
		Message   string `json:"message"`
	}{Pending.word(), a.RequestID, true, PaymentPending.Number(), id, PaymentPending.Text()}
}

func (a PaymentRefused) body(Profile) any { return refusal(a.RequestID, a.Code) }
func (a DepositRefused) body(Profile) any { return refusal(a.RequestID, a.Code) }

// refusal is a failed payment or deposit. The documents have it for deposits and
// without the message; public clients of both read one.
func refusal(requestID string, code Code) any {
	return struct {
		RequestID string `json:"requesttransactionid"`
		Success   bool   `json:"success"`
		Code      string `json:"responsecode"`
		Message   string `json:"message"`
	}{requestID, false, code.Number(), code.Text()}
}

func (a Deposited) body(Profile) any {
	return struct {
		RequestID   string `json:"requesttransactionid"`
		ReferenceID string `json:"referenceid"`
		Code        string `json:"responsecode"`
		Success     bool   `json:"success"`
	}{a.RequestID, strconv.FormatInt(a.ReferenceID, 10), DepositSuccessful.Number(), true}
}

func (a Held) body(p Profile) any {
	balance := any(strconv.FormatInt(a.Francs, 10) + ".0")
	if p == Observed {
		balance = a.Francs
	}
	return struct {
		Balance any  `json:"balance"`
		Success bool `json:"success"`
	}{balance, true}
}

func (a Told) body(p Profile) any {
	return struct {
		Success bool   `json:"success"`
		Code    any    `json:"responsecode"`
		Status  string `json:"status"`
		Message string `json:"message"`
	}{true, p.statusNumber(a.Code), a.State.word(), a.Code.Text()}
}

func (a StatusRefused) body(p Profile) any { return bare(p.statusNumber(a.Code), a.Code.Text()) }

func (a AuthRefused) body(p Profile) any {
	switch a.Name {
	case RequestPayment, RequestDeposit:
		return refusal(a.RequestID, a.Code)
	case GetTransactionStatus:
		return bare(p.statusNumber(a.Code), a.Code.Text())
	default:
		return bare(a.Code.Number(), a.Code.Text())
	}
}

// bare is a failure that repeats no id.
func bare(code any, message string) any {
	return struct {
		Success bool   `json:"success"`
		Code    any    `json:"responsecode,omitempty"`
		Message string `json:"message"`
	}{false, code, message}
}

// statusNumber is a code as gettransactionstatus writes it: 01 becomes 1 where it
// is a number.
func (p Profile) statusNumber(code Code) any {
	if n, err := strconv.Atoi(code.Number()); p == Observed && err == nil {
		return n
	}
	return code.Number()
}

// encode writes compact JSON, every letter as it is.
func encode(body any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		// No value of this package is one that JSON cannot have.
		return []byte(`{"success":false}`)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}
