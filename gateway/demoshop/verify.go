package demoshop

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candybar/providers/inoti"
)

const (
	// patience is how long GetPayments has. The gateway waits for the callback's
	// answer in the meantime, 5 seconds where it is strict.
	patience = 4 * time.Second
	// maxAnswer bounds what is read of an answer; one record has some 300 octets.
	maxAnswer = 1 << 20
)

// The two errors that the shopkeeper can cure. All others are trouble on the way.
var (
	// errNoService: the shop was opened without one.
	errNoService = errors.New("there is no GetPayments to ask")
	// errRefused: it answered an error in the place of the list.
	errRefused = errors.New("GetPayments refuses")
)

// payments is iNoti's web service with the method GetPayments. No SOAP library
// is needed for it: the envelope is a struct, and so is the answer.
type payments struct {
	url    string
	login  login
	client http.Client
}

func newPayments(options Options) payments {
	p := payments{
		url:   options.GetPayments,
		login: login{options.Username, options.Password, options.CodeName},
	}
	if options.Client != nil {
		p.client = *options.Client
	}
	// The password is for this URL alone.
	p.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return p
}

// of asks for the payments of an invoice, by both its numbers.
func (p payments) of(ctx context.Context, yourFactorID string, inotiFactorID int64) ([]record, error) {
	if p.url == "" {
		return nil, errNoService
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, err := p.post(ctx, query{
		login:         p.login,
		INotiFactorID: strconv.FormatInt(inotiFactorID, 10),
		YourFactorID:  yourFactorID,
	})
	if err != nil {
		return nil, err
	}
	result, err := readEnvelope(answer)
	if err != nil {
		return nil, err
	}
	return readResult(result)
}

// post sends a query as SOAP 1.1.
func (p payments) post(ctx context.Context, query query) (answer []byte, err error) {
	body, err := xml.Marshal(envelope{Query: query})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "text/xml; charset=utf-8")
	request.Header.Set("SOAPAction", `"http://tempuri.org/GetPayments"`)
	response, err := p.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	// A fault has status 500.
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GetPayments answered %s", response.Status)
	}
	answer, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err == nil && len(answer) > maxAnswer {
		err = fmt.Errorf("GetPayments answered more than %d octets", maxAnswer)
	}
	return answer, err
}

// envelope is a call. Its namespaces matter: what is not in that of the service
// is ignored, without a word.
type envelope struct {
	XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
	Query   query    `xml:"Body>GetPayments"`
}

type login struct{ Username, Password, CodeName string }

// query is the input of GetPayments, in iNoti's order. What is empty may be
// anything. Without IsAll, payments that failed are left out.
type query struct {
	XMLName xml.Name `xml:"http://tempuri.org/ GetPayments"`
	login
	IsAll         bool
	DateFrom      string
	DateTo        string
	SessionID     string
	PriceFrom     string
	PriceTo       string
	Mobile        string
	RefKey        string
	INotiFactorID string `xml:"iNotiFactorID"`
	YourFactorID  string
	RRN           string
	NullResult    string
}

// readEnvelope takes the string out of an answer. It may be absent, as .NET
// writes null; the element around it may not.
func readEnvelope(answer []byte) (result string, err error) {
	var envelope struct {
		XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
		Body    struct {
			Response *struct {
				Result string `xml:"http://tempuri.org/ GetPaymentsResult"`
			} `xml:"http://tempuri.org/ GetPaymentsResponse"`
		} `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
	}
	if err := xml.Unmarshal(answer, &envelope); err != nil {
		return "", fmt.Errorf("GetPayments answered no SOAP: %w", err)
	}
	if envelope.Body.Response == nil {
		return "", errors.New("GetPayments answered SOAP without a response")
	}
	return envelope.Body.Response.Result, nil
}

// readResult reads the list of records, which is empty where nothing matches. An
// error is a plain text in its place, and one of the errors only says that no
// record has the invoice's number.
func readResult(result string) (records []record, err error) {
	if result == "" || result == inoti.ErrorYourFactorID {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(result), &records); err != nil {
		return nil, fmt.Errorf("%w: %q", errRefused, result)
	}
	return records, nil
}

// record is one payment as GetPayments tells it, as far as it matters here.
// encoding/json does not mind the case of names, which is as well: the number is
// InotiFactorID in the answer's documentation and iNotiFactorID in the query's.
type record struct {
	Mobile        value
	Price         value
	Result        value
	InotiFactorID value
	YourFactorID  value
	RRN           value
}

// paid reports whether money moved.
func (r record) paid() bool { return strings.EqualFold(string(r.Result), "true") }

// pays reports whether a payment is the one that the callback named, for this
// order, of all that it costs, and from the mobile that ordered. The record tells
// the price in the unit of the invoice and the mobile in the form of the request,
// so nothing is converted: what differs is another payment.
func (r record) pays(o order, mobile string, by payment) bool {
	return string(r.YourFactorID) == o.id &&
		string(r.Mobile) == mobile &&
		r.Price.is(o.amount) &&
		r.InotiFactorID.is(by.inotiFactorID) &&
		r.RRN.is(by.rrn)
}

// value is one value of a record, whatever its JSON type: iNoti documents the
// types of its own side, and what a serializer makes of a double or a boolean is
// 50000, 50000.0 or "50000.0", true or "True".
type value string

// UnmarshalJSON takes a string's contents, and anything else as it is written.
func (v *value) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		s = string(data)
	}
	*v = value(s)
	return nil
}

// is reports whether v is the whole number n. It reads integers as such, since
// not all of them fit a float: the rest is exact up to 2^53.
func (v value) is(n int64) bool {
	if whole, err := strconv.ParseInt(string(v), 10, 64); err == nil {
		return whole == n
	}
	f, err := strconv.ParseFloat(string(v), 64)
	return err == nil && math.Abs(f) < 1<<53 && f == float64(n)
}
