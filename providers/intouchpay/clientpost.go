package intouchpay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// post makes one call. Where there is no error, IntouchPay has answered.
func (c Client) post(ctx context.Context, call Call) (reply, int, error) {
	r, err := c.request(ctx, call)
	if err != nil {
		return reply{}, 0, err
	}
	answered, err := c.sender().Do(r)
	if err != nil {
		return reply{}, 0, fmt.Errorf("IntouchPay did not answer %s: %w", call.Name(), err)
	}
	defer func() { _ = answered.Body.Close() }()
	body, err := bounded(answered.Body)
	if err != nil {
		return reply{}, 0, fmt.Errorf("IntouchPay's answer to %s cannot be read: %w", call.Name(), err)
	}
	// A pointer, so that null and {} are no answers.
	var has struct {
		Success *bool `json:"success"`
	}
	var read reply
	if json.Unmarshal(body, &has) != nil || has.Success == nil || json.Unmarshal(body, &read) != nil {
		return reply{}, 0, fmt.Errorf("IntouchPay answered %s with HTTP %d and not with its JSON", call.Name(), answered.StatusCode)
	}
	return read, answered.StatusCode, nil
}

func (c Client) request(ctx context.Context, call Call) (*http.Request, error) {
	if !callable(c.Base) {
		return nil, errors.New("IntouchPay's address is not http or https")
	}
	now := time.Now
	if c.Now != nil {
		now = c.Now
	}
	timestamp := now().UTC().Format(TimestampLayout)
	form := url.Values{
		"username": {c.Username}, "timestamp": {timestamp}, "accountno": {c.AccountNo},
		"password": {Password(c.Username, c.AccountNo, c.PartnerPassword, timestamp)},
	}
	for _, f := range call.fields() {
		if f.value != "" {
			form.Set(f.name, f.value)
		}
	}
	to := strings.TrimSuffix(c.Base, "/") + "/" + string(call.Name()) + "/"
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.GetBody = nil // net/http's own second try would need it
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	return r, nil
}

// sender is c.HTTP, or the usual one, without its redirects.
func (c Client) sender() *http.Client {
	sender := http.Client{Timeout: AnswerWithin}
	if c.HTTP != nil {
		sender = *c.HTTP
	}
	sender.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &sender
}

// strange is an answer that neither refuses a call nor carries it out.
func strange(name Name, answer reply) error {
	return fmt.Errorf("IntouchPay answered %s with the code %.20q, which says nothing of it", name, string(answer.Code))
}

func refusedWith(name Name, status int, answer reply) *Error {
	refused := &Error{Name: name, Status: status, Message: string(answer.Message)}
	if answer.Code != "" {
		refused.Code = codeOf(name, padded(string(answer.Code)))
	}
	return refused
}

// codeOf puts a number into the table it is of: that which all calls share, or
// the call's own.
func codeOf(name Name, number string) Code {
	if code := AuthCode(number); code.Text() != "" {
		return code
	}
	switch name {
	case RequestPayment:
		return PaymentCode(number)
	case RequestDeposit:
		return DepositCode(number)
	case GetTransactionStatus:
		return StatusCode(number)
	default:
		return AuthCode(number)
	}
}
