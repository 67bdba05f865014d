package tui

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
)

// view is how the bodies of an exchange are shown.
type view uint8

const (
	// asIs is text as it was on the wire, or octets where it is none.
	asIs view = iota
	// laidOut is XML and JSON with an element or a value a line.
	laidOut
	// flipped is text as octets, and what is no text as text.
	flipped
)

// next is the view after v. A page with nothing to lay out has only two.
func (v view) next(layable bool) view {
	switch v {
	case asIs:
		if layable {
			return laidOut
		}
		return flipped
	case laidOut:
		return flipped
	case flipped:
		return asIs
	default:
		return asIs
	}
}

// deepest is how far in a line may stand: nothing that is deeper is laid out.
const deepest = 64

// layOut gives XML or JSON an element or a value a line, and changes nothing else
// but the white space between them; ok is false for anything else.
func layOut(body string) (out string, ok bool) {
	switch trimmed := strings.TrimSpace(body); {
	case strings.HasPrefix(trimmed, "<"):
		return layOutXML(trimmed)
	case strings.HasPrefix(trimmed, "{"), strings.HasPrefix(trimmed, "["):
		var out bytes.Buffer
		if isDeep(trimmed) || json.Indent(&out, []byte(trimmed), "", " ") != nil {
			return "", false
		}
		return out.String(), true
	default:
		return "", false
	}
}

// isDeep reports whether JSON may be nested too deeply. It takes what stands in
// strings for nesting, too.
func isDeep(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{', '[':
			if depth++; depth > deepest {
				return true
			}
		case '}', ']':
			depth--
		}
	}
	return false
}

// layOutXML keeps every tag as it was written.
func layOutXML(s string) (string, bool) {
	var out strings.Builder
	tokens := xml.NewDecoder(strings.NewReader(s))
	tokens.Strict = true
	began, depth := int64(0), 0
	// inline is true where an end tag stands on the line of its start tag.
	inline := false
	line := func(tag string) {
		if out.Len() > 0 {
			out.WriteString("\n" + strings.Repeat(" ", max(depth, 0)))
		}
		out.WriteString(tag)
	}
	for {
		token, err := tokens.RawToken()
		if err != nil {
			return out.String(), depth == 0 && began == int64(len(s))
		}
		written := s[began:tokens.InputOffset()]
		began = tokens.InputOffset()
		switch token.(type) {
		case xml.StartElement:
			line(written)
			if depth++; depth > deepest {
				return "", false
			}
			inline = true
		case xml.EndElement:
			depth--
			if !inline && written != "" {
				line(written)
			} else {
				out.WriteString(written)
			}
			inline = false
		case xml.CharData:
			if strings.TrimSpace(written) != "" {
				out.WriteString(written)
			}
		default:
			line(written)
			inline = false
		}
	}
}
