package intouchpay

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// readJSON reads an object whose values are strings and numbers. It goes through
// the tokens, as a map would hide a name that comes twice.
func (f *form) readJSON(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	if token, err := decoder.Token(); err != nil {
		return notJSON(err)
	} else if token != json.Delim('{') {
		return errors.New("its JSON is no object")
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return notJSON(err)
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return notJSON(err)
		}
		f.setJSON(name.(string), value) // a key is always a string
	}
	if _, err := decoder.Token(); err != nil {
		return notJSON(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows its JSON")
	}
	return nil
}

// setJSON notes a value of JSON. A number is the text that it was written as;
// null is as good as absent.
func (f *form) setJSON(name string, value json.RawMessage) {
	switch kind := value[0]; {
	case kind == '"':
		var text string
		if err := json.Unmarshal(value, &text); err != nil {
			f.spoil(name, "is no string")
			return
		}
		f.set(name, text)
	case kind == '-', '0' <= kind && kind <= '9':
		f.set(name, string(value))
	case kind == 'n':
		f.set(name, "")
	default:
		f.spoil(name, "is neither a string nor a number")
	}
}

// notJSON keeps the reason without the text that it may quote.
func notJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("its JSON ends too early")
	}
	return errors.New("it is no JSON")
}
