package ipayy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"candybar/phone/number"
)

// Client is a merchant's side of the four calls: one request each, never a second
// one, and no redirect is followed. An answer above 64 KiB is refused.
//
// A refusal by iPayy is an error that is a [*Problem]. With any other error it is
// not known what became of the call, except where the message says that nothing
// was sent.
type Client struct {
	// Base is where the paths begin: https://api.ipayy.com.
	Base                        string
	MerchantKey, ApplicationKey string
	// HTTP sends the requests; nil is one that gives up after half a minute.
	HTTP *http.Client
}

// patience is how long the client without an HTTP of its own waits.
const patience = 30 * time.Second

// GenerateOTP has an OTP sent to a subscriber: with genotpwd where the consent has
// a UserToken, else with genotpwr by its Phone or else its CustomerCode.
func (c Client) GenerateOTP(ctx context.Context, consent Consent) (Sent, error) {
	path := PathUndiscovered
	if consent.UserToken != "" {
		path = PathDiscovered
	}
	return c.consent(ctx, path, consent)
}

// ResendOTP has a new OTP sent.
func (c Client) ResendOTP(ctx context.Context, resend Resend) (Sent, error) {
	return c.consent(ctx, PathResend, resend)
}

// Pay takes the money. Billing that failed is no error: see [Billed.Success].
func (c Client) Pay(ctx context.Context, payment Payment) (Billed, error) {
	root, err := c.post(ctx, PathPayment, payment)
	if err != nil {
		return Billed{}, err
	}
	return readBilled(root, payment.RequestToken)
}

func (c Client) consent(ctx context.Context, path string, call Call) (Sent, error) {
	root, err := c.post(ctx, path, call)
	if err != nil {
		return Sent{}, err
	}
	return readSent(root, call.Token())
}

// post makes one call and gives the root of its answer, which is no <error>.
func (c Client) post(ctx context.Context, path string, call Call) (*element, error) {
	base, err := url.Parse(c.Base)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("iPayy cannot be called, nothing was sent: %.100q is no base URL such as https://api.ipayy.com", c.Base)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, base.JoinPath(path).String(), bytes.NewReader(encodeCall(call)))
	if err != nil {
		return nil, errors.New("iPayy cannot be called, nothing was sent: the request cannot be made")
	}
	// Without GetBody the body cannot be sent a second time.
	request.GetBody = nil
	request.Close = true
	request.SetBasicAuth(c.MerchantKey, c.ApplicationKey)
	request.Header.Set("Content-Type", "application/xml")
	response, err := c.http().Do(request)
	if err != nil {
		return nil, fmt.Errorf("iPayy did not answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("iPayy's answer broke off: %w", err)
	case len(body) > maxBody:
		return nil, errors.New("iPayy's answer is above 64 KiB")
	}
	root, err := readDocument(body)
	switch {
	case err != nil:
		return nil, fmt.Errorf("iPayy's answer (HTTP %d) cannot be read: %w", response.StatusCode, err)
	case root.name == "error":
		return nil, readProblem(root, response.StatusCode)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("iPayy answered with HTTP %d, and with no error code", response.StatusCode)
	}
	return root, nil
}

// http is the client to send with, which follows no redirect.
func (c Client) http() *http.Client {
	client := &http.Client{Timeout: patience}
	if c.HTTP != nil {
		copied := *c.HTTP
		client = &copied
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client
}

// encodeCall writes the request of a call, in the order of iPayy's samples.
func encodeCall(call Call) []byte {
	var w writer
	switch c := call.(type) {
	case Consent:
		w.consent(c)
	case Resend:
		w.in("consent-resend-otp-request", func() {
			w.text("request-token-id", c.RequestToken)
			w.item(c.Item)
		})
	case Payment:
		w.in("process-payment-request", func() {
			w.text("request-token-id", c.RequestToken)
			w.text("otp-code", c.OTP)
			w.some("support-phone-number", c.Support.Phone)
			w.some("support-email-address", c.Support.Email)
		})
	}
	return []byte(w.String())
}

func (w *writer) consent(c Consent) {
	root := "consent-generate-otp-request"
	if c.UserToken != "" {
		root = "consent-generate-otp-discovery"
	}
	w.in(root, func() {
		w.text("request-token-id", c.RequestToken)
		switch {
		case c.UserToken != "":
			w.text("ipayy-user-token", c.UserToken)
		case !c.Phone.IsZero():
			w.text("msisdn", msisdnOf(c.Phone))
		default:
			w.text("customer-code", c.CustomerCode)
		}
		if c.UserToken == "" {
			w.text("operator-name", c.Operator)
		}
		w.item(c.Item)
		if c.Texts == (Texts{}) {
			return
		}
		w.in("configuration", func() {
			w.in("content-text", func() {
				w.some("success", c.Texts.Success)
				w.some("failure", c.Texts.Failure)
				w.some("lowbalance", c.Texts.LowBalance)
				w.some("invalidsubscriber", c.Texts.InvalidSubscriber)
			})
		})
	})
}

// msisdnOf is ten digits for an Indian number, as in iPayy's sample. Another
// country's national form could be taken for an Indian one.
func msisdnOf(phone number.Number) string {
	if phone.Country() == number.India {
		return phone.National()
	}
	return phone.Digits()
}

// item writes the currency and the item.
func (w *writer) item(i Item) {
	w.text("currency", Currency)
	w.in("item", func() {
		w.in("item-details", func() {
			w.text("price", i.Price.String())
			w.text("item-id", i.ID)
			w.text("item-name", i.Name)
		})
	})
}

// some writes an element that may be left out.
func (w *writer) some(name, value string) {
	if strings.TrimSpace(value) != "" {
		w.text(name, value)
	}
}
