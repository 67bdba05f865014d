package asmx

import (
	"fmt"
	"strings"
)

// The texts about an envelope that is none.
const (
	missingEnvelope = exception("Request format is invalid: Missing required soap:Envelope element.")
	missingBody     = exception("Request format is invalid: Missing required soap:Body element.")
)

// envelopeNamespace is the namespace of the document's root.
func (d *document) envelopeNamespace() (string, error) {
	root, err := d.reader().content()
	return root.name.space, err
}

// peeked is what routing by the body learns. Root is true from where the
// envelope's namespace is known, even if the rest fails.
type peeked struct {
	root      bool
	namespace string
	// element is the body's first, without names for an empty body.
	element name
}

// requestElement looks for the body's first element, whatever the envelope's
// namespace is.
func (d *document) requestElement() (found peeked, err error) {
	r := d.reader()
	root, err := r.content()
	if err != nil {
		return found, err
	}
	found.root, found.namespace = true, root.name.space
	if root.name.local != "Envelope" {
		return found, missingEnvelope
	}
	for {
		switch t, err := r.content(); {
		case err != nil:
			return found, err
		case t.kind == endTag:
			return found, missingBody
		case t.kind != startTag:
			// Text between the envelope's elements means nothing.
		case t.name == name{found.namespace, "Body"}:
			first, err := r.content()
			found.element = first.name
			return found, err
		default:
			if err := r.skip(); err != nil {
				return found, err
			}
		}
	}
}

// parameterReader reads one envelope for one method.
type parameterReader struct {
	*reader
	version   version
	namespace string
	method    *Method

	arguments Arguments
	// mustUnderstand is the first header that had to be understood.
	mustUnderstand string
}

// arguments reads a method's parameters from an envelope of a known version,
// and then the rest, which must be well-formed too.
func (d *document) arguments(v version, namespace string, method *Method) (*parameterReader, error) {
	p := &parameterReader{reader: d.reader(), version: v, namespace: namespace, method: method}
	p.arguments.given = make(map[string]argument, len(method.Parameters))
	if err := p.envelope(); err != nil {
		return nil, err
	}
	for {
		if t, err := p.next(); err != nil || t.kind == end {
			return p, err
		}
	}
}

// envelope reads up to the end of the body. The header, if any, comes first.
func (p *parameterReader) envelope() error {
	root, err := p.content()
	switch {
	case err != nil:
		return err
	case root.name != p.soap("Envelope"):
		return missingEnvelope
	}
	t, err := p.content()
	if err == nil && t.kind == startTag && t.name == p.soap("Header") {
		if err = p.children(p.header); err == nil {
			t, err = p.content()
		}
	}
	switch {
	case err != nil:
		return err
	case t.kind != startTag || t.name != p.soap("Body"):
		return missingBody
	}
	return p.children(p.bodyElement)
}

func (p *parameterReader) soap(local string) name { return name{p.version.envelope(), local} }

// children hands every child element of the element that has just begun to
// read, which must read it to its end.
func (p *parameterReader) children(read func(token) error) error {
	for {
		t, err := p.content()
		if err == nil && t.kind == startTag {
			err = read(t)
		}
		if err != nil || t.kind == endTag {
			return err
		}
	}
}

func (p *parameterReader) header(t token) error {
	must := t.attributes[p.soap("mustUnderstand")]
	if p.mustUnderstand == "" && (must == "1" || must == "true") {
		p.mustUnderstand = t.name.local
	}
	return p.skip()
}

// bodyElement reads the method's element and passes over any other, whatever
// the action has said.
func (p *parameterReader) bodyElement(t token) error {
	if t.name != (name{p.namespace, p.method.Name}) {
		if t.name.local == p.method.Name {
			p.arguments.misplaced++
		}
		return p.skip()
	}
	seen := make(map[string]bool, len(p.method.Parameters))
	return p.children(func(t token) error { return p.parameter(t, seen) })
}

// parameter reads one parameter. The first of a name counts.
func (p *parameterReader) parameter(t token, seen map[string]bool) error {
	for _, parameter := range p.method.Parameters {
		switch {
		case t.name.local != parameter.Name || seen[parameter.Name]:
			continue
		case t.name.space != p.namespace:
			p.arguments.misplaced++
			return p.skip()
		}
		seen[parameter.Name] = true
		return p.value(parameter)
	}
	return p.skip()
}

// value reads what an element holds, which is text and nothing else: not even a
// comment.
func (p *parameterReader) value(parameter Parameter) error {
	var read strings.Builder
	for {
		switch t, err := p.next(); {
		case err != nil:
			return err
		case t.kind == textual:
			read.WriteString(t.text)
		case t.kind == endTag:
			return p.set(parameter, read.String())
		default:
			return &malformed{"The element of a parameter holds more than text."}
		}
	}
}

func (p *parameterReader) set(parameter Parameter, read string) error {
	given := argument{text: read}
	if parameter.Kind == Bool {
		switch trimmed := strings.Trim(read, blanks); trimmed {
		case "true", "1":
			given.truth = true
		case "false", "0":
		default:
			at := p.following()
			return chain{
				fmt.Sprintf("There is an error in XML document (%d, %d).", at.line, at.column),
				"The string '" + trimmed + "' is not a valid Boolean value.",
			}
		}
	}
	p.arguments.given[parameter.Name] = given
	return nil
}
