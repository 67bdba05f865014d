package asmx

import (
	"net/http"
	"strings"
)

// serveBinding answers HTTP GET and HTTP POST: one parameter of the query or
// the form for each of the method's, and the result as a bare string element.
func (h *handler) serveBinding(w http.ResponseWriter, r *http.Request, called string) {
	method, err := h.service.called(called)
	if err != nil {
		plainError(w, err)
		return
	}
	sent, err := input(r)
	if err != nil {
		plainError(w, err)
		return
	}
	arguments, err := sent.arguments(method)
	if err != nil {
		plainError(w, err)
		return
	}
	result, err := method.Call(r.Context(), arguments)
	if err != nil {
		plainError(w, err)
		return
	}
	send(w, http.StatusOK, typeXML, declaration+lineBreak+h.service.bare(result))
}

// called finds a method by the path info. Its case matters, and the message
// helps who got it wrong.
func (s *Service) called(called string) (*Method, error) {
	if method := s.find(func(m *Method) bool { return m.Name == called }); method != nil {
		return method, nil
	}
	if method := s.find(func(m *Method) bool { return strings.EqualFold(m.Name, called) }); method != nil {
		return nil, exception("Invalid method name '" + called + "', method names are case sensitive. The method name '" +
			method.Name + "' with the same name but different casing was found." + lineBreak + "Parameter name: methodName")
	}
	return nil, exception(called + " Web Service method name is not valid.")
}

// input is where the parameters stand: the query of a GET, the form of a POST,
// and never both.
func input(r *http.Request) (values, error) {
	if r.Method == http.MethodGet {
		return parseQuery(r.URL.RawQuery), nil
	}
	contentType := r.Header.Get("Content-Type")
	if !hasMediaType(contentType, "application/x-www-form-urlencoded") {
		return nil, exception("Request format is invalid: " + contentType + ".")
	}
	body, ok := readBody(r)
	if !ok {
		return nil, exception(maxLength)
	}
	return parseQuery(string(body)), nil
}

// arguments wants every parameter of the method to be there: these bindings
// have no null.
func (v values) arguments(method *Method) (Arguments, error) {
	given := make(map[string]argument, len(method.Parameters))
	for _, parameter := range method.Parameters {
		text, ok := v.named(parameter.Name)
		if !ok {
			return Arguments{}, exception("Missing parameter: " + parameter.Name + ".")
		}
		read := argument{text: text}
		if parameter.Kind == Bool {
			truth, ok := parseBoolean(text)
			if !ok {
				return Arguments{}, chain{"Cannot convert " + text + " to System.Boolean." + lineBreak + "Parameter name: type",
					"String was not recognized as a valid Boolean."}
			}
			read.truth = truth
		}
		given[parameter.Name] = read
	}
	return Arguments{given: given}, nil
}

// parseBoolean is .NET's Boolean.Parse: true and false in any case with blanks
// around them, and no numbers.
func parseBoolean(text string) (truth, ok bool) {
	switch strings.ToLower(strings.Trim(text, " \t\r\n\v\f\x00")) {
	case "true":
		return true, true
	case "false":
		return false, true
	default:
		return false, false
	}
}

// bare is the string element that the HTTP bindings answer with.
func (s *Service) bare(result Result) string {
	namespace := escapeAttribute(s.Namespace)
	if result.Null {
		return `<string xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
			` xsi:nil="true" xmlns="` + namespace + `" />`
	}
	return `<string xmlns="` + namespace + `">` + escapeText(result.Text) + "</string>"
}
