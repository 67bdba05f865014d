package asmx

import (
	"net/http"
	"strings"
)

// code is whose fault a fault is.
type code uint8

const (
	client code = iota
	server
	versionMismatch
	mustUnderstand
)

// name is the code's local name, which SOAP 1.2 changed for two of them.
func (c code) name(v version) string {
	switch c {
	case client:
		if v == soap12 {
			return "Sender"
		}
		return "Client"
	case server:
		if v == soap12 {
			return "Receiver"
		}
		return "Server"
	case versionMismatch:
		return "VersionMismatch"
	case mustUnderstand:
		return "MustUnderstand"
	default:
		panic("asmx: unknown fault code")
	}
}

// fault is why a SOAP request failed. Only a fault of status 500 has a body.
type fault struct {
	status int
	code   code
	text   string
}

// Error is the fault string.
func (f *fault) Error() string { return f.text }

// exception is the message of a .NET exception, which goes on the wire as it is.
type exception string

// Error is the message.
func (e exception) Error() string { return string(e) }

// chain is the messages of an exception and of those that caused it.
type chain []string

// Error is the messages as a fault string has them.
func (c chain) Error() string { return strings.Join(c, joint) }

// joint stands between the messages of a chain.
const joint = " ---> "

func clientFault(text string) *fault { return &fault{http.StatusInternalServerError, client, text} }

// unreadable is the client's fault in what it sent: XML that is not well-formed
// gets no more than the status.
func unreadable(cause error) *fault {
	if _, ok := cause.(*malformed); ok {
		return &fault{status: http.StatusBadRequest}
	}
	return clientFault(chain{"Server was unable to read request.", cause.Error()}.Error())
}

// unprocessable is an exception that nobody expected, such as one of the
// method. XML that is not well-formed is one too while the server still looks
// for the method: nothing has turned it into a fault of the client yet.
func unprocessable(cause error) *fault {
	return &fault{http.StatusInternalServerError, server, chain{"Server was unable to process request.", cause.Error()}.Error()}
}

// unsupported is the wrong content type.
func unsupported() *fault { return &fault{status: http.StatusUnsupportedMediaType} }

// tooLong is ASP.NET's answer to a body above maxRequestLength. Its stream is
// read where SOAP extensions would run, hence the text.
func tooLong() *fault {
	return &fault{http.StatusInternalServerError, server,
		chain{"There was an exception running the extensions specified in the config file.", maxLength}.Error()}
}

const maxLength = "Maximum request length exceeded."

// mismatch is an envelope in an unknown namespace.
func mismatch(namespace string) *fault {
	return &fault{http.StatusInternalServerError, versionMismatch,
		"Possible SOAP version mismatch: Envelope namespace " + namespace + " was unexpected. Expecting " + soap11.envelope() + "."}
}

// notUnderstood is a header that the client says must be understood. No service
// here has headers.
func notUnderstood(header string) *fault {
	return &fault{http.StatusInternalServerError, mustUnderstand, "SOAP header " + header + " was not understood."}
}

// write sends the fault in a version of SOAP.
func (f *fault) write(w http.ResponseWriter, v version) {
	if f.status != http.StatusInternalServerError {
		send(w, f.status, v.contentType(), "")
		return
	}
	send(w, f.status, v.contentType(), envelope(v, f.header(), f.body(v)))
}

// body is the Fault element. One about a header has no detail.
func (f *fault) body(v version) string {
	name, text := f.code.name(v), escapeText(f.text)
	if v == soap12 {
		detail := "<soap:Detail />"
		if f.code == mustUnderstand {
			detail = ""
		}
		return "<soap:Fault><soap:Code><soap:Value>soap:" + name + "</soap:Value></soap:Code>" +
			`<soap:Reason><soap:Text xml:lang="en">` + text + "</soap:Text></soap:Reason>" + detail + "</soap:Fault>"
	}
	detail := "<detail />"
	if f.code == mustUnderstand {
		detail = ""
	}
	return "<soap:Fault><faultcode>soap:" + name + "</faultcode><faultstring>" + text + "</faultstring>" + detail + "</soap:Fault>"
}

// header says which versions would be understood, where none was.
func (f *fault) header() string {
	if f.code != versionMismatch {
		return ""
	}
	return `<soap:Header><soap12:Upgrade xmlns:soap12="` + soap12.envelope() + `">` +
		`<soap12:SupportedEnvelope qname="soap:Envelope" xmlns:soap="` + soap11.envelope() + `" />` +
		`<soap12:SupportedEnvelope qname="soap12:Envelope" xmlns:soap12="` + soap12.envelope() + `" />` +
		`</soap12:Upgrade></soap:Header>`
}
