package asmx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// document is a request's body, in UTF-8 and not yet parsed. It may be read
// more than once: routing looks ahead.
type document struct {
	text []byte
	// declared is false where the content type has said the encoding: then what
	// the XML declaration says of it does not matter.
	declared bool
	// refused is why the body cannot be read at all.
	refused *malformed
}

// malformed is what .NET calls an XmlException: the XML is not well-formed.
type malformed struct{ text string }

// Error is the message that a fault may quote.
func (m *malformed) Error() string { return m.text }

// decode makes UTF-8 of a body. A byte order mark goes before everything; then
// the content type's charset; without one a text type is US-ASCII (RFC 2376,
// as the reference source says) and an application type is what its XML
// declares. Encodings other than UTF-8 and US-ASCII are refused.
func decode(body []byte, contentType string) document {
	marked := false
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		body, marked = body[3:], true
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return refuse("utf-16")
	}
	charset := mediaParameter(contentType, "charset")
	switch {
	case strings.EqualFold(charset, "utf-8"), strings.EqualFold(charset, "utf8"):
		return document{text: replaceInvalid(body)}
	case charset == "" && isApplication(contentType):
		return document{text: body, declared: !marked}
	case marked && charset == "":
		return document{text: replaceInvalid(body)}
	case charset == "", strings.EqualFold(charset, "us-ascii"), strings.EqualFold(charset, "ascii"):
		return document{text: replaceHigh(body)}
	default:
		return refuse(charset)
	}
}

func refuse(encoding string) document {
	return document{refused: &malformed{"System does not support '" + encoding + "' encoding."}}
}

func isApplication(contentType string) bool {
	base, _, _ := strings.Cut(contentType, ";")
	kind, _, _ := strings.Cut(base, "/")
	return strings.EqualFold(kind, "application")
}

// replaceInvalid puts U+FFFD for each byte that is no UTF-8.
func replaceInvalid(body []byte) []byte {
	if utf8.Valid(body) {
		return body
	}
	return []byte(string(bytes.Runes(body)))
}

// replaceHigh puts a question mark for each byte that is no US-ASCII.
func replaceHigh(body []byte) []byte {
	replaced := bytes.Clone(body)
	for i, c := range replaced {
		if c >= utf8.RuneSelf {
			replaced[i] = '?'
		}
	}
	return replaced
}

// place is where something stands in a document, both from 1. Columns count
// UTF-16 units, as .NET does.
type place struct{ line, column int }

// sentence is how .NET ends a message about a place.
func (p place) sentence() string {
	return " Line " + strconv.Itoa(p.line) + ", position " + strconv.Itoa(p.column) + "."
}

// place finds an offset's place. Lines end in CR, LF or both.
func (d *document) place(offset int) place {
	at := place{1, 1}
	before := d.text[:min(offset, len(d.text))]
	for i := 0; i < len(before); {
		r, size := utf8.DecodeRune(before[i:])
		switch {
		case r == '\r' && i+1 < len(d.text) && d.text[i+1] == '\n':
			// The line feed ends the line.
		case r == '\r', r == '\n':
			at = place{at.line + 1, 1}
		case r > 0xFFFF:
			at.column += 2
		default:
			at.column++
		}
		i += size
	}
	return at
}
