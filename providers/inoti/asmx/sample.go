package asmx

import "strings"

// sampler writes the sample messages of one method, as the help page shows
// them: types stand for values, "length" for a length.
type sampler struct {
	service    *Service
	method     *Method
	file, host string
}

// soap is a request and its response in a version of SOAP.
func (s *sampler) soap(v version) string {
	contentType := v.contentType()
	request := "POST " + s.file + " HTTP/1.1\nHost: " + s.host + "\nContent-Type: " + contentType + "\nContent-Length: length\n"
	if v == soap11 {
		request += `SOAPAction: "` + s.service.action(s.method) + "\"\n"
	}
	result := []Parameter{{Name: s.method.Name + "Result"}}
	return request + "\n" + s.envelope(v, s.method.Name, s.method.Parameters) +
		"\n\nHTTP/1.1 200 OK\nContent-Type: " + contentType + "\nContent-Length: length\n\n" +
		s.envelope(v, s.method.Name+"Response", result)
}

func (s *sampler) envelope(v version, element string, parameters []Parameter) string {
	var x sheet
	x.line("%s", declaration)
	x.element("soap:Envelope", attribute("xmlns:soap", v.envelope()), func() {
		x.element("soap:Body", "", func() {
			x.element(element, attribute("xmlns", s.service.Namespace), func() {
				for _, p := range parameters {
					x.line("<%s>%s</%s>", p.Name, p.Kind.schemaType(), p.Name)
				}
			})
		})
	})
	return strings.ReplaceAll(x.text.String(), lineBreak, "\n")
}

// get is a request of the HTTP GET binding and its response.
func (s *sampler) get() string {
	return "GET " + s.file + "/" + s.method.Name + "?" + s.form() + " HTTP/1.1\nHost: " + s.host + "\n\n" + s.bare()
}

// post is a request of the HTTP POST binding and its response.
func (s *sampler) post() string {
	return "POST " + s.file + "/" + s.method.Name + " HTTP/1.1\nHost: " + s.host +
		"\nContent-Type: application/x-www-form-urlencoded\nContent-Length: length\n\n" + s.form() + "\n\n" + s.bare()
}

func (s *sampler) form() string {
	fields := make([]string, len(s.method.Parameters))
	for i, p := range s.method.Parameters {
		fields[i] = p.Name + "=string"
	}
	return strings.Join(fields, "&")
}

func (s *sampler) bare() string {
	return "HTTP/1.1 200 OK\nContent-Type: " + typeXML + "\nContent-Length: length\n\n" +
		declaration + "\n" + s.service.bare(Result{Text: "string"})
}
