package asmx

// discover writes the discovery document (DISCO) of the service at an address:
// where its description is, and one entry for each SOAP binding.
func (s *Service) discover(location string) string {
	location = escapeAttribute(location)
	var d sheet
	d.line("%s", declaration)
	d.element("discovery", `xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`+
		` xmlns="http://schemas.xmlsoap.org/disco/"`, func() {
		d.line(`<contractRef ref="%s?wsdl" docRef="%s" xmlns="http://schemas.xmlsoap.org/disco/scl/" />`, location, location)
		for i, p := range []protocol{protocolSoap, protocolSoap12} {
			d.line(`<soap address="%s" xmlns:q%d="%s" binding="q%d:%s" xmlns="http://schemas.xmlsoap.org/disco/soap/" />`,
				location, i+1, escapeAttribute(s.Namespace), i+1, s.Name+p.suffix())
		}
	})
	return d.text.String()
}
