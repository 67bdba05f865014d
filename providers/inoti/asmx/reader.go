package asmx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of a document. None of ASP.NET's own clients comes near them.
const (
	maxDepth      = 64
	maxAttributes = 64
)

// name is a name with its namespace resolved.
type name struct{ space, local string }

// tokenKind is what a token is.
type tokenKind uint8

const (
	startTag tokenKind = iota
	endTag
	textual
	// aside is a comment or a processing instruction.
	aside
	end
)

// token is one piece of a document.
type token struct {
	kind       tokenKind
	name       name
	attributes map[name]string
	text       string
}

// content reports whether the token is more than white space and asides.
func (t token) content() bool {
	return t.kind != aside && (t.kind != textual || strings.Trim(t.text, blanks) != "")
}

const blanks = " \t\r\n"

// reader reads a document's tokens and checks what encoding/xml leaves open: it
// hands out undeclared prefixes as namespaces, and knows neither depth, nor a
// second root, nor an attribute that stands twice. A directive is the beginning
// of a DTD and ends the reading, so that no entity is ever declared.
type reader struct {
	document *document
	decoder  *xml.Decoder
	open     []element
	scope    scope
	rooted   bool
}

// element is an element whose end has not come.
type element struct {
	raw    xml.Name
	offset int
	// outer is the size of the scope outside it.
	outer int
}

func (d *document) reader() *reader {
	decoder := xml.NewDecoder(bytes.NewReader(d.text))
	decoder.CharsetReader = func(encoding string, input io.Reader) (io.Reader, error) {
		if d.declared {
			return nil, errors.New("unsupported encoding " + encoding)
		}
		return input, nil
	}
	return &reader{document: d, decoder: decoder}
}

// next gives the next token, the last of which has the kind end.
func (r *reader) next() (token, error) {
	if r.document.refused != nil {
		return token{}, r.document.refused
	}
	offset := int(r.decoder.InputOffset())
	raw, err := r.decoder.RawToken()
	switch {
	case errors.Is(err, io.EOF):
		return r.finish(offset)
	case err != nil:
		return token{}, r.fail("The XML is not well-formed.", int(r.decoder.InputOffset()))
	}
	switch raw := raw.(type) {
	case xml.StartElement:
		return r.start(raw, offset)
	case xml.EndElement:
		return r.end(raw, offset)
	case xml.CharData:
		return r.text(string(raw), offset)
	case xml.Comment:
		return token{kind: aside}, nil
	case xml.ProcInst:
		if strings.EqualFold(raw.Target, "xml") && (offset > 0 || raw.Target != "xml") {
			return token{}, r.fail("Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.", offset)
		}
		return token{kind: aside}, nil
	default:
		return token{}, &malformed{"For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method."}
	}
}

// content gives the next token that is more than white space and asides.
func (r *reader) content() (token, error) {
	for {
		if t, err := r.next(); err != nil || t.content() {
			return t, err
		}
	}
}

// skip passes over the rest of the element that has just begun.
func (r *reader) skip() error {
	for inside := len(r.open); len(r.open) >= inside; {
		if _, err := r.next(); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) fail(message string, offset int) error {
	return &malformed{message + r.document.place(offset).sentence()}
}

// finish is the end of the document, where everything must be closed.
func (r *reader) finish(offset int) (token, error) {
	if len(r.open) > 0 {
		var names []string
		for i := len(r.open) - 1; i >= 0; i-- {
			names = append(names, rawName(r.open[i].raw))
		}
		return token{}, r.fail("Unexpected end of file has occurred. The following elements are not closed: "+strings.Join(names, ", ")+".", offset)
	}
	if !r.rooted {
		return token{}, &malformed{"Root element is missing."}
	}
	return token{kind: end}, nil
}

func (r *reader) text(read string, offset int) (token, error) {
	if blank := len(read) - len(strings.TrimLeft(read, blanks)); len(r.open) == 0 && blank < len(read) {
		return token{}, r.fail("Data at the root level is invalid.", offset+blank)
	}
	return token{kind: textual, text: read}, nil
}

func (r *reader) start(raw xml.StartElement, offset int) (token, error) {
	switch {
	case len(r.open) == 0 && r.rooted:
		return token{}, r.fail("There are multiple root elements.", offset+1)
	case len(r.open) == maxDepth:
		return token{}, r.fail("The XML is too deep.", offset+1)
	case len(raw.Attr) > maxAttributes:
		return token{}, r.fail("The element has too many attributes.", offset+1)
	}
	r.rooted = true
	r.open = append(r.open, element{raw.Name, offset, len(r.scope)})
	if !r.scope.declare(raw.Attr) {
		return token{}, r.fail("A namespace declaration is invalid.", offset+1)
	}
	resolved, ok := r.scope.element(raw.Name)
	if !ok {
		return token{}, r.fail("'"+raw.Name.Space+"' is an undeclared prefix.", offset+1)
	}
	attributes, ok := r.scope.attributes(raw.Attr)
	if !ok {
		return token{}, r.fail("An attribute is a duplicate or has an undeclared prefix.", offset+1)
	}
	return token{kind: startTag, name: resolved, attributes: attributes}, nil
}

func (r *reader) end(raw xml.EndElement, offset int) (token, error) {
	if len(r.open) == 0 {
		return token{}, r.fail("Unexpected end tag.", offset+2)
	}
	began := r.open[len(r.open)-1]
	if began.raw != raw.Name {
		at := r.document.place(began.offset + 1)
		return token{}, r.fail(fmt.Sprintf("The '%s' start tag on line %d position %d does not match the end tag of '%s'.",
			rawName(began.raw), at.line, at.column, rawName(raw.Name)), offset+2)
	}
	r.open = r.open[:len(r.open)-1]
	r.scope = r.scope[:began.outer]
	return token{kind: endTag}, nil
}

// following is the place of the node that comes next, as .NET counts it: behind
// the markup that opens it.
func (r *reader) following() place {
	offset := int(r.decoder.InputOffset())
	for _, opener := range []string{"<![CDATA[", "<!--", "</", "<?", "<"} {
		if bytes.HasPrefix(r.document.text[offset:], []byte(opener)) {
			return r.document.place(offset + len(opener))
		}
	}
	return r.document.place(offset)
}
