package asmx_test

import (
	"strings"
	"testing"
)

const (
	noAction   = "Unable to handle request without a valid action parameter. Please supply a valid soap action."
	unread     = "Server was unable to read request. ---&gt; "
	failed     = "Server was unable to process request. ---&gt; "
	noBody     = "Request format is invalid: Missing required soap:Body element."
	noEnvelope = "Request format is invalid: Missing required soap:Envelope element."
	nulls      = "~~~F~~~~~~~~~~~"
	all        = "~~~T~~~~~~~~~~~"
)

func unknownAction(action string) string {
	return "Server did not recognize the value of HTTP Header SOAPAction: " + action + "."
}

// TestDispatch repeats the measurements of which request reaches the method,
// and in which version of SOAP it is answered.
func TestDispatch(t *testing.T) {
	t.Parallel()
	yes := get("<IsAll>true</IsAll>")
	v11, v12, stranger := enveloped(ns11, yes), enveloped(ns12, yes), enveloped("urn:foo", yes)
	const xmlOnly = "Content-Type: application/xml"
	check(t, []expectation{
		{"1.1", post(v11), ok11(all)},
		{"1.1, action without quotes", post(v11, text11, "SOAPAction: http://tempuri.org/GetPayments"), ok11(all)},
		{"1.1, action encoded", post(v11, text11, `SOAPAction: "http%3a%2f%2ftempuri.org/GetPayments"`), ok11(all)},
		{"1.1, action empty in quotes", post(v11, text11, `SOAPAction: ""`), fault11("Client", unknownAction(""))},
		{"1.1, action empty", post(v11, text11, `SOAPAction:`), fault11("Client", unknownAction(""))},
		{"1.1, action wrong", post(v11, text11, `SOAPAction: "http://tempuri.org/Nope<&>"`), fault11("Client", unknownAction("http://tempuri.org/Nope&lt;&amp;&gt;"))},
		{"1.1, action with #", post(v11, text11, `SOAPAction: "http://tempuri.org/#GetPayments"`), fault11("Client", unknownAction("http://tempuri.org/#GetPayments"))},
		{"1.1, action in another case", post(v11, text11, `SOAPAction: "http://tempuri.org/getpayments"`), fault11("Client", unknownAction("http://tempuri.org/getpayments"))},
		{"1.1, action of blanks", post(v11, text11, `SOAPAction: "a+b%20c"`), fault11("Client", unknownAction("a b c"))},
		{"1.1, action of one quote", post(v11, text11, `SOAPAction: "`), fault11("Client", unknownAction(`"`))},
		{"1.1, another element in the body", post(enveloped(ns11, `<n:Foo xmlns:n="http://tempuri.org/"><n:Username>a</n:Username></n:Foo>`)), ok11(nulls)},
		{"1.1 without action", post(v11, text11), ok11(all)},
		{"1.1 without action, unknown element", post(enveloped(ns11, "<Foo/>"), text11), fault11("Client", noAction)},
		{"1.1 without action, text", post(enveloped(ns11, "text"), text11), fault11("Client", noAction)},
		{"1.1 without action, empty body", post(`<Envelope xmlns="`+ns11+`"><Body/></Envelope>`, text11), fault11("Client", noAction)},
		{"1.1 without action, empty envelope", post(`<Envelope xmlns="`+ns11+`"/>`, text11), fault11("Server", failed+noBody)},
		{"1.1 without action, no envelope", post(`<a xmlns="`+ns11+`"><b/></a>`, text11), fault11("Server", failed+noEnvelope)},
		{"1.1 envelope, 1.2 headers", post(v11, soapAction), empty11(415)},
		{"1.1 envelope, 1.2 headers, no action", post(v11, soap12), empty11(415)},

		{"1.2", post(v12, soapAction), ok12(all)},
		{"1.2 without action", post(v12, soap12), ok12(all)},
		{"1.2 and a SOAPAction", post(v12, soapAction, action11), ok12(all)},
		{"1.2 and a wrong SOAPAction", post(v12, soapAction, `SOAPAction: "x"`), ok12(all)},
		{"1.2, unknown action, known element", post(v12, `Content-Type: application/soap+xml; action="urn:x"`), ok12(all)},
		{"1.2, unknown action and element", post(enveloped(ns12, "<x/>"), `Content-Type: application/soap+xml; action="urn:x"`),
			fault12("Sender", "Unable to handle request. The action 'urn:x' was not recognized.")},
		{"1.2 without action, unknown element", post(enveloped(ns12, "<x/>"), soap12), fault12("Sender", noAction)},
		{"1.2, unknown element in 1.1", post(enveloped(ns11, "<x/>"), soap12), fault11("Client", noAction)},
		{"1.2 as text/xml", post(v12, text11, action11), ok12(all)},
		{"1.2 as text/xml, no action", post(v12, text11), ok12(all)},

		{"unknown envelope", post(stranger), mismatch("urn:foo")},
		{"unknown envelope, no action", post(stranger, text11), mismatch("urn:foo")},
		{"unknown envelope, 1.2", post(stranger, soapAction), mismatch("urn:foo")},
		{"unknown envelope, unknown element", post(enveloped("urn:foo", "<x/>"), soap12), mismatch("urn:foo")},
		{"envelope in no namespace", post("<Envelope><Body>x</Body></Envelope>"), mismatch("")},
		{"not an envelope", post("<a><b/></a>"), mismatch("")},
		{"not an envelope, 1.2", post("<a/>", soap12), mismatch("")},

		{"JSON", post(v11, "Content-Type: application/json", action11), empty11(415)},
		{"application/xml", post(v11, xmlOnly, action11), empty11(415)},
		{"no content type", post(v11, action11), empty11(415)},
		{"a blank in the content type", post(v11, "Content-Type: text/xml ; charset=utf-8", action11), empty11(415)},
		{"capitals in the content type", post(v11, `Content-Type: Text/XML; Charset="UTF-8"`, action11), ok11(all)},
		{"application/xml, no action", post(v12, xmlOnly), empty12(415)},
		{"a form", post("a=b", "Content-Type: application/x-www-form-urlencoded"), fault12("Receiver", failed+"Data at the root level is invalid. Line 1, position 1.")},
		{"the query of a POST", call{method: "POST", target: path + "?wsdl", headers: []string{text11, action11}, body: v11}, ok11(all)},
		{"another case of the path", call{method: "POST", target: strings.ToUpper(path), headers: []string{text11, action11}, body: v11}, ok11(all)},
	})
}

// TestEnvelope repeats the measurements of envelopes that lack something, and
// of headers.
func TestEnvelope(t *testing.T) {
	t.Parallel()
	in := func(inside string) string {
		return `<soap:Envelope xmlns:soap="` + ns11 + `">` + inside + `</soap:Envelope>`
	}
	body := `<soap:Body>` + get("<Username>a</Username>") + `</soap:Body>`
	header := func(attributes string) string {
		return `<soap:Header><x xmlns="urn:q" ` + attributes + `>1</x></soap:Header>`
	}
	misunderstood := answer{500, "text/xml; charset=utf-8", answered(ns11,
		"<soap:Fault><faultcode>soap:MustUnderstand</faultcode><faultstring>SOAP header x was not understood.</faultstring></soap:Fault>")}
	must := header(`soap:mustUnderstand="1"`)
	got := ok11("[a]~~F~~~~~~~~~~~")
	check(t, []expectation{
		{"empty envelope", post(`<Envelope xmlns="` + ns11 + `"/>`), fault11("Client", unread+noBody)},
		{"no body", post(in("")), fault11("Client", unread+noBody)},
		{"something else", post(in("<x/>" + body)), fault11("Client", unread+noBody)},
		{"body elsewhere", post(in(`<Body xmlns="urn:x"/>`)), fault11("Client", unread+noBody)},
		{"another root", post(`<a xmlns="` + ns11 + `"><b/></a>`), fault11("Client", unread+noEnvelope)},
		{"empty body", post(in("<soap:Body/>")), ok11(nulls)},
		{"two bodies", post(in("<soap:Body/>" + body)), ok11(nulls)},
		{"header behind the body", post(in(body + "<soap:Header/>")), got},
		{"header", post(in(header("") + body)), got},
		{"empty header", post(in("<soap:Header/>" + body)), got},
		{"header to understand", post(in(must + body)), misunderstood},
		{"header to understand, true", post(in(header(`soap:mustUnderstand="true"`) + body)), misunderstood},
		{"header to understand, for another", post(in(header(`soap:actor="urn:z" soap:mustUnderstand="1"`) + body)), misunderstood},
		{"header not to understand", post(in(header(`soap:mustUnderstand="0"`) + body)), got},
		{"header goes before the method", post(in(must + `<soap:Body>` + get("<NullResult>throw</NullResult>") + `</soap:Body>`)), misunderstood},
		{"header in 1.2", post(strings.ReplaceAll(in(must+body), ns11, ns12), soapAction), answer{500, "application/soap+xml; charset=utf-8", answered(ns12,
			`<soap:Fault><soap:Code><soap:Value>soap:MustUnderstand</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">SOAP header x was not understood.</soap:Text></soap:Reason></soap:Fault>`)}},
	})
}
