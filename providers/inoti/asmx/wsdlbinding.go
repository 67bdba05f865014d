package asmx

// binding writes how a protocol carries the methods.
func (d *description) binding(p protocol) {
	name := d.service.Name
	d.element("wsdl:binding", attribute("name", name+p.suffix())+" "+attribute("type", "tns:"+name+p.form()), func() {
		d.transport(p)
		for _, m := range d.service.Methods {
			d.element("wsdl:operation", attribute("name", m.Name), func() { d.operation(p, &m) })
		}
	})
}

func (d *description) transport(p protocol) {
	switch p {
	case protocolSoap, protocolSoap12:
		d.element(p.prefix()+":binding", `transport="http://schemas.xmlsoap.org/soap/http"`, nil)
	case protocolGet:
		d.element("http:binding", `verb="GET"`, nil)
	case protocolPost:
		d.element("http:binding", `verb="POST"`, nil)
	}
}

func (d *description) operation(p protocol, m *Method) {
	if p.isHTTP() {
		d.element("http:operation", attribute("location", "/"+m.Name), nil)
	} else {
		d.element(p.prefix()+":operation", attribute("soapAction", d.service.action(m))+` style="document"`, nil)
	}
	d.element("wsdl:input", "", func() { d.input(p) })
	d.element("wsdl:output", "", func() { d.output(p) })
}

func (d *description) input(p protocol) {
	switch p {
	case protocolSoap, protocolSoap12:
		d.element(p.prefix()+":body", `use="literal"`, nil)
	case protocolGet:
		d.element("http:urlEncoded", "", nil)
	case protocolPost:
		d.element("mime:content", `type="application/x-www-form-urlencoded"`, nil)
	}
}

func (d *description) output(p protocol) {
	if p.isHTTP() {
		d.element("mime:mimeXml", `part="Body"`, nil)
		return
	}
	d.element(p.prefix()+":body", `use="literal"`, nil)
}
