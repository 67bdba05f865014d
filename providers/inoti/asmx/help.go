package asmx

import (
	"net/http"
	"strings"
)

// temporary is the namespace that Visual Studio puts into a new service. The
// help page warns of it.
const temporary = "http://tempuri.org/"

// serveHelp answers a GET that asks for no document: the page of one operation
// for ?op=, else the page of the service.
func (h *handler) serveHelp(w http.ResponseWriter, r *http.Request, query values) {
	page := &page{service: &h.service}
	page.write("<!DOCTYPE html>\n<html><head><title>%s Web Service</title></head><body>\n<h1>%s</h1>\n", h.service.Name, h.service.Name)
	if operation, asked := query.named("op"); asked {
		page.operation(operation, location(r), r)
	} else {
		page.operations()
	}
	page.write("</body></html>\n")
	send(w, http.StatusOK, typeHTML, page.text.String())
}

// page is a help page being written.
type page struct {
	service *Service
	text    strings.Builder
}

// write replaces each %s of format by a value, made safe for HTML.
func (p *page) write(format string, values ...string) {
	for _, value := range values {
		before, after, _ := strings.Cut(format, "%s")
		p.text.WriteString(before + htmlEncode(value))
		format = after
	}
	p.text.WriteString(format)
}

// operations lists the methods.
func (p *page) operations() {
	p.write("<p>The following operations are supported. For a formal definition, please review the <a href=\"?WSDL\">Service Description</a>.</p>\n<ul>\n")
	for _, m := range p.service.Methods {
		p.write("<li><a href=\"?op=%s\">%s</a></li>\n", m.Name, m.Name)
	}
	p.write("</ul>\n")
	if p.service.Namespace == temporary {
		p.write("<h3>This web service is using %s as its default namespace.</h3>\n"+
			"<p>Recommendation: Change the default namespace before the XML Web service is made public.</p>\n", temporary)
	}
}

// operation shows the messages of one method.
func (p *page) operation(called, location string, r *http.Request) {
	p.write("<p>Click <a href=\"%s\">here</a> for a complete list of operations.</p>\n", location)
	method := p.service.find(func(m *Method) bool { return m.Name == called })
	if method == nil {
		p.write("<h2>%s</h2>\n<p>Method not found in this web service.</p>\n", called)
		return
	}
	p.write("<h2>%s</h2>\n", method.Name)
	file, _ := split(r.URL.EscapedPath())
	at := sampler{service: p.service, method: method, file: file, host: host(r)}
	p.sample("SOAP 1.1", at.soap(soap11))
	p.sample("SOAP 1.2", at.soap(soap12))
	if p.service.HTTPBindings {
		p.sample("HTTP GET", at.get())
		p.sample("HTTP POST", at.post())
	}
}

func (p *page) sample(protocol, messages string) {
	p.write("<h3>%s</h3>\n<p>The following is a sample %s request and response. The placeholders shown need to be replaced with actual values.</p>\n<pre>%s</pre>\n",
		protocol, protocol, messages)
}
