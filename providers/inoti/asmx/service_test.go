package asmx_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candybar/providers/inoti/asmx"
)

const (
	path      = "/_services/ExternalUssdPay.asmx"
	hostName  = "login.inoti.com"
	namespace = "http://tempuri.org/"
	ns11      = "http://schemas.xmlsoap.org/soap/envelope/"
	ns12      = "http://www.w3.org/2003/05/soap-envelope"
)

// names are the parameters of the service that was measured.
func names() []string {
	return strings.Fields("Username Password CodeName IsAll DateFrom DateTo SessionID PriceFrom PriceTo Mobile RefKey iNotiFactorID YourFactorID RRN NullResult")
}

// echo is the measured service. It answers with its arguments: ~ for null, text
// in brackets, booleans as T and F, an exclamation mark for each misplaced
// element; NullResult "throw" and "null" throw and return null.
func echo(bindings bool) asmx.Service {
	var parameters []asmx.Parameter
	for _, name := range names() {
		kind := asmx.String
		if name == "IsAll" {
			kind = asmx.Bool
		}
		parameters = append(parameters, asmx.Parameter{Name: name, Kind: kind})
	}
	method := asmx.Method{Name: "GetPayments", Parameters: parameters, Call: func(_ context.Context, a asmx.Arguments) (asmx.Result, error) {
		switch outcome, _ := a.String("NullResult"); outcome {
		case "throw":
			return asmx.Result{}, errors.New("boom < & >")
		case "null":
			return asmx.Result{Null: true}, nil
		default:
			return asmx.Result{Text: spell(a) + strings.Repeat("!", a.Misplaced())}, nil
		}
	}}
	return asmx.Service{Name: "ExternalUssdPay", Namespace: namespace, HTTPBindings: bindings, Methods: []asmx.Method{method}}
}

func spell(a asmx.Arguments) string {
	var out strings.Builder
	for _, name := range names() {
		text, given := a.String(name)
		switch {
		case name == "IsAll" && a.Bool(name):
			out.WriteString("T")
		case name == "IsAll":
			out.WriteString("F")
		case given:
			out.WriteString("[" + text + "]")
		default:
			out.WriteString("~")
		}
	}
	return out.String()
}

// answer is what came over the wire.
type answer struct {
	status      int
	contentType string
	body        string
}

func (a answer) String() string { return fmt.Sprintf("%d %s\n%q", a.status, a.contentType, a.body) }

// call is a request as it goes over the wire.
type call struct {
	method, target string
	protocol       string
	headers        []string
	body           string
}

// raw writes the request's bytes.
func (c call) raw() string {
	if c.protocol == "" {
		c.protocol = "HTTP/1.1"
	}
	headers := append([]string{"Host: " + hostName, fmt.Sprintf("Content-Length: %d", len(c.body)), "Connection: close"}, c.headers...)
	return c.method + " " + c.target + " " + c.protocol + "\r\n" + strings.Join(headers, "\r\n") + "\r\n\r\n" + c.body
}

// serve starts a server for the test's time.
func serve(t *testing.T, service asmx.Service) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(asmx.New(service))
	t.Cleanup(server.Close)
	return server
}

// send sends a request's bytes and reads what comes until the server closes.
func send(t *testing.T, server *httptest.Server, raw string) (*http.Response, string) {
	t.Helper()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(connection, raw)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// ask sends a call and checks what every answer has: a length, no chunks, and a
// cache setting that tells success from failure.
func ask(t *testing.T, server *httptest.Server, c call) answer {
	t.Helper()
	response, body := send(t, server, c.raw())
	if len(response.TransferEncoding) > 0 || response.ContentLength < 0 {
		t.Errorf("answered with transfer encoding %v, length %d", response.TransferEncoding, response.ContentLength)
	}
	cache := "private"
	if response.StatusCode == http.StatusOK {
		cache = "private, max-age=0"
	}
	if got := response.Header.Get("Cache-Control"); got != cache {
		t.Errorf("Cache-Control is %q, want %q", got, cache)
	}
	return answer{response.StatusCode, response.Header.Get("Content-Type"), body}
}

// The headers of SOAP requests.
const (
	text11     = "Content-Type: text/xml; charset=utf-8"
	action11   = `SOAPAction: "http://tempuri.org/GetPayments"`
	soap12     = "Content-Type: application/soap+xml; charset=utf-8"
	soapAction = `Content-Type: application/soap+xml; charset=utf-8; action="http://tempuri.org/GetPayments"`
)

// post is a SOAP request, with SOAP 1.1's headers where none are given.
func post(body string, headers ...string) call {
	if headers == nil {
		headers = []string{text11, action11}
	}
	return call{method: "POST", target: path, headers: headers, body: body}
}

const xmlHead = `<?xml version="1.0" encoding="utf-8"?>`

// enveloped wraps a body in an envelope of a namespace.
func enveloped(ns, body string) string {
	return xmlHead + `<soap:Envelope xmlns:soap="` + ns + `"><soap:Body>` + body + `</soap:Body></soap:Envelope>`
}

// get is the method's element around parameters.
func get(parameters string) string {
	return `<GetPayments xmlns="http://tempuri.org/">` + parameters + `</GetPayments>`
}

// answered is the envelope of an answer.
func answered(ns, body string) string {
	return xmlHead + `<soap:Envelope xmlns:soap="` + ns + `" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>` + body + `</soap:Body></soap:Envelope>`
}

func result(text string) string {
	return `<GetPaymentsResponse xmlns="http://tempuri.org/"><GetPaymentsResult>` + text + `</GetPaymentsResult></GetPaymentsResponse>`
}

func ok11(text string) answer {
	return answer{200, "text/xml; charset=utf-8", answered(ns11, result(text))}
}

func ok12(text string) answer {
	return answer{200, "application/soap+xml; charset=utf-8", answered(ns12, result(text))}
}

func fault11(code, text string) answer {
	return answer{500, "text/xml; charset=utf-8", answered(ns11, "<soap:Fault><faultcode>soap:"+code+"</faultcode><faultstring>"+text+"</faultstring><detail /></soap:Fault>")}
}

func fault12(code, text string) answer {
	return answer{500, "application/soap+xml; charset=utf-8", answered(ns12, "<soap:Fault><soap:Code><soap:Value>soap:"+code+"</soap:Value></soap:Code>"+
		`<soap:Reason><soap:Text xml:lang="en">`+text+"</soap:Text></soap:Reason><soap:Detail /></soap:Fault>")}
}

// empty11 and empty12 are the answers that are no more than a status.
func empty11(status int) answer { return answer{status, "text/xml; charset=utf-8", ""} }
func empty12(status int) answer { return answer{status, "application/soap+xml; charset=utf-8", ""} }

// mismatch is the fault for an envelope of an unknown namespace.
func mismatch(ns string) answer {
	a := fault11("VersionMismatch", "Possible SOAP version mismatch: Envelope namespace "+ns+" was unexpected. Expecting "+ns11+".")
	a.body = strings.Replace(a.body, "<soap:Body>", `<soap:Header><soap12:Upgrade xmlns:soap12="`+ns12+`">`+
		`<soap12:SupportedEnvelope qname="soap:Envelope" xmlns:soap="`+ns11+`" />`+
		`<soap12:SupportedEnvelope qname="soap12:Envelope" xmlns:soap12="`+ns12+`" /></soap12:Upgrade></soap:Header><soap:Body>`, 1)
	return a
}

// expectation is one row of a table over the wire.
type expectation struct {
	name string
	call call
	want answer
}

// check sends every row to the measured service.
func check(t *testing.T, rows []expectation) {
	t.Helper()
	server := serve(t, echo(true))
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := ask(t, server, row.call); got != row.want {
				t.Errorf("got %v\nwant %v", got, row.want)
			}
		})
	}
}
