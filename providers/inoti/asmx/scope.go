package asmx

import (
	"encoding/xml"
	"strings"
)

// scope is the namespace declarations in force, outermost first.
type scope []declared

type declared struct{ prefix, namespace string }

// The two namespaces that are always there.
const (
	namespaceXML   = "http://www.w3.org/XML/1998/namespace"
	namespaceXMLNS = "http://www.w3.org/2000/xmlns/"
)

// declare adds an element's declarations; ok is false for one that "Namespaces
// in XML 1.0" forbids: a prefix cannot be declared away, nor xml and xmlns
// given another meaning.
func (s *scope) declare(attributes []xml.Attr) (ok bool) {
	for _, a := range attributes {
		switch {
		case a.Name.Space == "xmlns":
			reserved := a.Name.Local == "xmlns" || a.Value == namespaceXMLNS || (a.Name.Local == "xml") != (a.Value == namespaceXML)
			if a.Value == "" || reserved {
				return false
			}
			*s = append(*s, declared{a.Name.Local, a.Value})
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			*s = append(*s, declared{"", a.Value})
		}
	}
	return true
}

// element resolves an element's name; ok is false for an undeclared prefix.
func (s scope) element(raw xml.Name) (resolved name, ok bool) {
	if strings.Contains(raw.Local, ":") {
		return name{}, false
	}
	if raw.Space == "xml" {
		return name{namespaceXML, raw.Local}, true
	}
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].prefix == raw.Space {
			return name{s[i].namespace, raw.Local}, true
		}
	}
	return name{"", raw.Local}, raw.Space == ""
}

// attributes resolves the attributes that are no declarations; without a prefix
// they are in no namespace. Ok is false for an undeclared prefix and for one
// that stands twice, declarations included.
func (s scope) attributes(raw []xml.Attr) (resolved map[name]string, ok bool) {
	if len(raw) == 0 {
		return nil, true
	}
	resolved = make(map[name]string, len(raw))
	for _, a := range raw {
		as := name{"", a.Name.Local}
		switch {
		case a.Name.Space == "xmlns", a.Name == xml.Name{Local: "xmlns"}:
			as.space = namespaceXMLNS
		case a.Name.Space != "", strings.Contains(a.Name.Local, ":"):
			if as, ok = s.element(a.Name); !ok {
				return nil, false
			}
		}
		if _, twice := resolved[as]; twice {
			return nil, false
		}
		resolved[as] = a.Value
	}
	return resolved, true
}

// rawName writes a name as it stood.
func rawName(raw xml.Name) string {
	if raw.Space == "" {
		return raw.Local
	}
	return raw.Space + ":" + raw.Local
}
