package asmx

// describe writes the description (WSDL 1.1) of the service at an address, in
// the shape and order of ASP.NET's ServiceDescriptionReflector: parts grouped
// by protocol, in the order Soap, Soap12, HttpGet, HttpPost.
func (s *Service) describe(location string) string {
	d := &description{service: s, protocols: []protocol{protocolSoap, protocolSoap12}}
	if s.HTTPBindings {
		d.protocols = append(d.protocols, protocolGet, protocolPost)
	}
	namespace := escapeAttribute(s.Namespace)
	d.line("%s", declaration)
	d.element("wsdl:definitions", `xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"`+
		` xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"`+
		` xmlns:tns="`+namespace+`" xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/"`+
		` xmlns:tm="http://microsoft.com/wsdl/mime/textMatching/" xmlns:s="http://www.w3.org/2001/XMLSchema"`+
		` xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="`+namespace+`"`+
		` xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"`, func() {
		d.element("wsdl:types", "", func() {
			d.element("s:schema", `elementFormDefault="qualified" targetNamespace="`+namespace+`"`, d.schema)
		})
		d.each(protocol.messages, d.messages)
		d.each(protocol.messages, d.portType)
		d.each(nil, d.binding)
		d.element("wsdl:service", attribute("name", s.Name), func() { d.each(nil, func(p protocol) { d.port(p, location) }) })
	})
	return d.text.String()
}

// description is a description being written.
type description struct {
	sheet
	service   *Service
	protocols []protocol
}

// protocol is one of the four ways to call a method.
type protocol uint8

const (
	protocolSoap protocol = iota
	protocolSoap12
	protocolGet
	protocolPost
)

// suffix is what the protocol adds to the service's name.
func (p protocol) suffix() string {
	return [...]string{"Soap", "Soap12", "HttpGet", "HttpPost"}[p]
}

// prefix is that of the protocol's elements.
func (p protocol) prefix() string {
	return [...]string{"soap", "soap12", "http", "http"}[p]
}

// messages reports whether the protocol has messages and a port type of its
// own. SOAP 1.2 shares those of 1.1.
func (p protocol) messages() bool { return p != protocolSoap12 }

// form is the suffix of the protocol's messages and port type.
func (p protocol) form() string {
	if p == protocolSoap12 {
		return protocolSoap.suffix()
	}
	return p.suffix()
}

func (p protocol) isHTTP() bool { return p == protocolGet || p == protocolPost }

// each writes something for each protocol that is wanted, all where wanted is
// nil.
func (d *description) each(wanted func(protocol) bool, write func(protocol)) {
	for _, p := range d.protocols {
		if wanted == nil || wanted(p) {
			write(p)
		}
	}
}

// attribute writes one attribute.
func attribute(name, value string) string {
	return name + `="` + escapeAttribute(value) + `"`
}

func (d *description) schema() {
	for _, m := range d.service.Methods {
		d.wrapper(m.Name, m.Parameters)
		d.wrapper(m.Name+"Response", []Parameter{{Name: m.Name + "Result"}})
	}
	if d.service.HTTPBindings {
		d.element("s:element", `name="string" nillable="true" type="s:string"`, nil)
	}
}

// wrapper is the element around parameters or a result. A boolean cannot be
// null, so it is the one that must be there.
func (d *description) wrapper(name string, parameters []Parameter) {
	d.element("s:element", attribute("name", name), func() {
		if len(parameters) == 0 {
			d.element("s:complexType", "", nil)
			return
		}
		d.element("s:complexType", "", func() {
			d.element("s:sequence", "", func() {
				for _, p := range parameters {
					least := 0
					if p.Kind == Bool {
						least = 1
					}
					d.line(`<s:element minOccurs="%d" maxOccurs="1" name="%s" type="s:%s" />`, least, p.Name, p.Kind.schemaType())
				}
			})
		})
	})
}

func (d *description) messages(p protocol) {
	for _, m := range d.service.Methods {
		in, out := func() { d.part("parameters", "element", "tns:"+m.Name) }, func() { d.part("parameters", "element", "tns:"+m.Name+"Response") }
		if p.isHTTP() {
			in, out = d.fields(m), func() { d.part("Body", "element", "tns:string") }
		}
		d.element("wsdl:message", attribute("name", m.Name+p.suffix()+"In"), in)
		d.element("wsdl:message", attribute("name", m.Name+p.suffix()+"Out"), out)
	}
}

// fields writes a query's or form's fields, which are strings whatever they
// become. It is nil for a method without parameters.
func (d *description) fields(m Method) func() {
	if len(m.Parameters) == 0 {
		return nil
	}
	return func() {
		for _, p := range m.Parameters {
			d.part(p.Name, "type", "s:string")
		}
	}
}

func (d *description) part(name, kind, of string) {
	d.element("wsdl:part", attribute("name", name)+" "+attribute(kind, of), nil)
}

func (d *description) portType(p protocol) {
	d.element("wsdl:portType", attribute("name", d.service.Name+p.suffix()), func() {
		for _, m := range d.service.Methods {
			d.element("wsdl:operation", attribute("name", m.Name), func() {
				d.element("wsdl:input", attribute("message", "tns:"+m.Name+p.suffix()+"In"), nil)
				d.element("wsdl:output", attribute("message", "tns:"+m.Name+p.suffix()+"Out"), nil)
			})
		}
	})
}

func (d *description) port(p protocol, location string) {
	name := d.service.Name + p.suffix()
	d.element("wsdl:port", attribute("name", name)+" "+attribute("binding", "tns:"+name), func() {
		d.element(p.prefix()+":address", attribute("location", location), nil)
	})
}
