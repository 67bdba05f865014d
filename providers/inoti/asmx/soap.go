package asmx

import (
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxBody is how much of a body is read.
const maxBody = 1 << 20

// request is one SOAP request with what its headers say. Answering it refines
// version.
type request struct {
	service     *Service
	contentType string
	// action is the SOAPAction header; hasAction tells an empty one from none.
	action    string
	hasAction bool
	body      document
	version   version
}

// serveSOAP answers a SOAP request.
func (h *handler) serveSOAP(w http.ResponseWriter, r *http.Request) {
	req := &request{service: &h.service, contentType: r.Header.Get("Content-Type")}
	actions, present := r.Header["Soapaction"]
	req.action, req.hasAction = strings.Join(actions, ","), present
	req.version = guess(req.hasAction, req.contentType)

	method, arguments, failure := req.read(r)
	if failure != nil {
		failure.write(w, req.version)
		return
	}
	result, err := method.Call(r.Context(), arguments)
	if err != nil {
		unprocessable(err).write(w, req.version)
		return
	}
	send(w, http.StatusOK, req.version.contentType(), envelope(req.version, "", h.service.response(method, result)))
}

// read takes a request through the gates that stand before the method.
func (req *request) read(r *http.Request) (*Method, Arguments, *fault) {
	sent, ok := readBody(r)
	if !ok {
		return nil, Arguments{}, tooLong()
	}
	req.body = decode(sent, req.contentType)
	method, failure := req.route()
	if failure != nil {
		return nil, Arguments{}, failure
	}
	arguments, failure := req.parameters(method)
	return method, arguments, failure
}

// readBody reads at most maxBody; ok is false where there is more. A body that
// broke off is what came of it.
func readBody(r *http.Request) (body []byte, ok bool) {
	if r.ContentLength > maxBody {
		return nil, false
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, false
	}
	return body, len(body) <= maxBody
}

// route finds the method, as the guessed version does it.
func (req *request) route() (*Method, *fault) {
	if req.version == soap11 {
		return req.routeByHeader()
	}
	return req.routeByBody()
}

// routeByHeader is SOAP 1.1's way: the SOAPAction alone decides, and the body's
// element is not consulted.
func (req *request) routeByHeader() (*Method, *fault) {
	action := req.action
	if len(action) > 1 && action[0] == '"' && action[len(action)-1] == '"' {
		action = action[1 : len(action)-1]
	}
	action = unescape(action)
	if method := req.withAction(action); method != nil {
		return method, nil
	}
	return nil, clientFault("Server did not recognize the value of HTTP Header SOAPAction: " + action + ".")
}

// routeByBody is SOAP 1.2's way: the content type's action if it is known, else
// the body's first element. The envelope seen while looking for that decides
// the version of a failure.
func (req *request) routeByBody() (*Method, *fault) {
	action := unescape(mediaParameter(req.contentType, "action"))
	if method := req.withAction(action); method != nil {
		return method, nil
	}
	found, err := req.body.requestElement()
	if err == nil {
		if method := req.withElement(found.element); method != nil {
			return method, nil
		}
	}
	if found.root {
		known := false
		if req.version, known = versionOf(found.namespace); !known {
			return nil, mismatch(found.namespace)
		}
	}
	switch {
	case err != nil:
		return nil, unprocessable(err)
	case action == "":
		return nil, clientFault("Unable to handle request without a valid action parameter. Please supply a valid soap action.")
	default:
		return nil, clientFault("Unable to handle request. The action '" + action + "' was not recognized.")
	}
}

func (req *request) withAction(action string) *Method {
	return req.service.find(func(m *Method) bool { return req.service.action(m) == action })
}

func (req *request) withElement(element name) *Method {
	return req.service.find(func(m *Method) bool { return element == name{req.service.Namespace, m.Name} })
}

// parameters reads the method's parameters. From here on the envelope says
// which version the request is.
func (req *request) parameters(method *Method) (Arguments, *fault) {
	if !isSOAP(req.contentType) {
		return Arguments{}, unsupported()
	}
	namespace, err := req.body.envelopeNamespace()
	if err != nil {
		return Arguments{}, unreadable(err)
	}
	known := false
	if req.version, known = versionOf(namespace); !known {
		return Arguments{}, mismatch(namespace)
	}
	if req.version == soap11 && !hasMediaType(req.contentType, soap11.mediaType()) {
		return Arguments{}, unsupported()
	}
	read, err := req.body.arguments(req.version, req.service.Namespace, method)
	switch {
	case err != nil:
		return Arguments{}, unreadable(err)
	case read.mustUnderstand != "":
		return Arguments{}, notUnderstood(read.mustUnderstand)
	default:
		return read.arguments, nil
	}
}

// response is the element with a method's result.
func (s *Service) response(method *Method, result Result) string {
	open := "<" + method.Name + `Response xmlns="` + escapeAttribute(s.Namespace) + `"`
	if result.Null {
		return open + " />"
	}
	element := method.Name + "Result>"
	return open + "><" + element + escapeText(result.Text) + "</" + element + "</" + method.Name + "Response>"
}

// envelope wraps a header, if any, and what stands in the body, on one line.
func envelope(v version, header, body string) string {
	return declaration + `<soap:Envelope xmlns:soap="` + v.envelope() +
		`" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` +
		header + "<soap:Body>" + body + "</soap:Body></soap:Envelope>"
}
