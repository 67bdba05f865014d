package intouchpay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// ReadCallback reads a callback on the merchant's side, with or without
// jsonpayload around it. It is not signed: ask [Client.Status] before believing
// it. Whether HTTP Basic credentials came with it is the caller's to see. The error
// is ErrTooLong, or says what cannot be read.
func ReadCallback(r *http.Request) (Notice, error) {
	if r.Method != http.MethodPost {
		return Notice{}, errors.New("a callback is a POST")
	}
	body, err := bounded(r.Body)
	if err != nil {
		return Notice{}, err
	}
	type wire struct {
		RequestID     wireText `json:"requesttransactionid"`
		TransactionID wireText `json:"transactionid"`
		Code          wireText `json:"responsecode"`
		Status        wireText `json:"status"`
		StatusDesc    wireText `json:"statusdesc"`
		Reference     wireText `json:"referenceno"`
	}
	var outer struct {
		wire
		Payload *wire `json:"jsonpayload"`
	}
	if err := json.Unmarshal(body, &outer); err != nil {
		return Notice{}, errors.New("the callback is not the JSON object that is expected")
	}
	in := outer.wire
	if outer.Payload != nil {
		in = *outer.Payload
	}
	if in.RequestID == "" || in.Code == "" {
		return Notice{}, errors.New("the callback lacks requesttransactionid or responsecode")
	}
	return Notice{
		string(in.RequestID), string(in.TransactionID), string(in.Code),
		string(in.Status), string(in.StatusDesc), string(in.Reference),
	}, nil
}

// Acknowledge answers a callback as the documents want it.
func Acknowledge(w http.ResponseWriter, requestID string) {
	send(w, http.StatusOK, encode(struct {
		Message   string `json:"message"`
		Success   bool   `json:"success"`
		RequestID string `json:"request_id"`
	}{"success", true, requestID}))
}

// wireText is a string or a number of JSON, as text; null is empty.
type wireText string

func (t *wireText) UnmarshalJSON(value []byte) error {
	switch kind := value[0]; {
	case kind == '"':
		return json.Unmarshal(value, (*string)(t))
	case kind == '-', '0' <= kind && kind <= '9':
		*t = wireText(value)
		return nil
	case kind == 'n':
		*t = ""
		return nil
	default:
		return errors.New("neither a string nor a number")
	}
}

// ErrTooLong is a body of more than MaxBody.
var ErrTooLong = fmt.Errorf("the body is longer than %d bytes", MaxBody)

// bounded reads a body of at most MaxBody.
func bounded(body io.Reader) ([]byte, error) {
	read, err := io.ReadAll(io.LimitReader(body, MaxBody+1))
	if err == nil && len(read) > MaxBody {
		err = ErrTooLong
	}
	return read, err
}

// padded gives a code the zeros that it lost as a number: 1 is 01 and 5 is 0005.
func padded(number string) string {
	switch n, err := strconv.Atoi(number); {
	case err != nil || strings.HasPrefix(number, "0"):
		return number
	case n == 1:
		return PaymentSuccessful.Number()
	case 2 <= n && n <= 8:
		return fmt.Sprintf("%04d", n)
	default:
		return number
	}
}
