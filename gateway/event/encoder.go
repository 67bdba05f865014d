package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// NewEncoder makes the encoder of all JSON that candybar prints, logs and answers.
// It leaves <, > and & as they are, since nothing of it is ever part of a page, and
// writes DEL, C1 and bidirectional controls as escapes, which encoding/json does
// with C0 alone: any reader of JSON gets the same, and a terminal that shows the
// document comes to no harm.
func NewEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(escaping{w})
	encoder.SetEscapeHTML(false)
	return encoder
}

// escaping gives whole JSON documents on, escaped.
type escaping struct{ to io.Writer }

func (e escaping) Write(document []byte) (int, error) {
	if _, err := e.to.Write(escaped(document)); err != nil {
		return 0, err
	}
	return len(document), nil
}

// escaped is a JSON document in which nothing acts on a terminal. All of that
// stands in strings, where else nothing of it may stand.
func escaped(document []byte) []byte {
	at := bytes.IndexFunc(document, actsOnTerminals)
	if at < 0 {
		return document
	}
	var out bytes.Buffer
	for ; at >= 0; at = bytes.IndexFunc(document, actsOnTerminals) {
		r, width := utf8.DecodeRune(document[at:])
		out.Write(document[:at])
		fmt.Fprintf(&out, `\u%04x`, r)
		document = document[at+width:]
	}
	out.Write(document)
	return out.Bytes()
}

func actsOnTerminals(r rune) bool {
	return r > '~' && (unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069)
}
