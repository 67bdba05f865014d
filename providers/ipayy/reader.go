package ipayy

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// The bounds of a document, which no true one comes near.
const (
	maxBody  = 64 << 10
	maxDepth = 32
)

// element is an element of a document, with the local part of its name: iPayy's
// documents have no namespaces, and one that a client added means nothing.
type element struct {
	name     string
	text     strings.Builder
	children []*element
}

// Why a document was not read.
var (
	errNoXML    = errors.New("it is not well-formed XML in UTF-8")
	errDTD      = errors.New("a DTD is not allowed")
	errDepth    = errors.New("the XML is too deep")
	errRoots    = errors.New("there is more than one root element")
	errStray    = errors.New("there is text outside of the root element")
	errRootless = errors.New("there is no XML")
)

// readDocument reads a whole document and gives its root. A directive is the
// beginning of a DTD and ends the reading, so that no entity is ever declared;
// comments, instructions and attributes mean nothing.
func readDocument(body []byte) (*element, error) {
	decoder := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\uFEFF"))))
	decoder.CharsetReader = func(encoding string, input io.Reader) (io.Reader, error) {
		if strings.EqualFold(encoding, "us-ascii") {
			return input, nil
		}
		return nil, errNoXML
	}
	// document is what stands around the root.
	document := &element{}
	open := []*element{document}
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF) && len(document.children) == 0:
			return nil, errRootless
		case errors.Is(err, io.EOF):
			return document.children[0], nil
		case err != nil:
			return nil, errNoXML
		}
		inner := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			switch {
			case len(open) > maxDepth:
				return nil, errDepth
			case inner == document && len(document.children) > 0:
				return nil, errRoots
			}
			started := &element{name: token.Name.Local}
			inner.children = append(inner.children, started)
			open = append(open, started)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if inner == document && len(bytes.TrimSpace(token)) > 0 {
				return nil, errStray
			}
			inner.text.Write(token)
		case xml.Directive:
			return nil, errDTD
		}
	}
}

// named gives the children of a name.
func (e *element) named(name string) []*element {
	var found []*element
	for _, child := range e.children {
		if child.name == name {
			found = append(found, child)
		}
	}
	return found
}
