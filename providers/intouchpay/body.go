package intouchpay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// MaxBody is how long a request, an answer or a callback may be.
const MaxBody = 64 << 10

// parameters are the names that are read; anything else in a body is ignored.
var parameters = []string{
	"username", "timestamp", "accountno", "password", "amount", "mobilephone", "mobilephoneno",
	"requesttransactionid", "transactionid", "callbackurl", "withdrawcharge", "reason", "sid",
}

// unusable stands for an optional field that was sent and cannot be used. It is
// the value of no field that is right.
const unusable = "\uFFFD"

// form is what a body says.
type form struct {
	values map[string]string
	// spoilt are the fields that were sent and cannot be used.
	spoilt map[string]bool
	// problems say what was wrong, for a person.
	problems []string
}

// set notes one value. A field that comes twice has none, whichever was meant.
func (f *form) set(name, value string) {
	if !slices.Contains(parameters, name) {
		return
	}
	if _, twice := f.values[name]; twice {
		f.spoil(name, "is there more than once")
		return
	}
	f.values[name] = value
}

// spoil notes a field that cannot be used.
func (f *form) spoil(name, why string) {
	if !slices.Contains(parameters, name) || f.spoilt[name] {
		return
	}
	f.values[name] = ""
	f.spoilt[name] = true
	f.problems = append(f.problems, "the field "+name+" "+why)
}

// get is a mandatory field: one that cannot be used is missing.
func (f *form) get(name string) string {
	if f.spoilt[name] {
		return ""
	}
	return f.values[name]
}

// option is an optional field: one that cannot be used is not as good as absent.
func (f *form) option(name string) string {
	if f.spoilt[name] {
		return unusable
	}
	return f.values[name]
}

// phone is mobilephone, as the documents' examples have it, or mobilephoneno, as
// their tables do.
func (f *form) phone() string {
	first, second := f.get("mobilephone"), f.get("mobilephoneno")
	switch {
	case f.spoilt["mobilephone"] || f.spoilt["mobilephoneno"]:
		return ""
	case first == "":
		return second
	case second != "" && second != first:
		f.problems = append(f.problems, "mobilephone and mobilephoneno differ")
		return ""
	default:
		return first
	}
}

// readForm reads a body in any of the three encodings that clients use. A body
// that cannot be read has no fields, and so misses the first that is mandatory.
func readForm(w http.ResponseWriter, r *http.Request) *form {
	f := emptyForm()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if err == nil {
		err = f.read(r.Header.Get("Content-Type"), body)
	}
	if err == nil {
		return f
	}
	problem := "the body cannot be read: " + err.Error()
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		problem = fmt.Sprintf("the body is longer than %d bytes", MaxBody)
	}
	f = emptyForm()
	f.problems = []string{problem}
	return f
}

func emptyForm() *form {
	return &form{values: make(map[string]string), spoilt: make(map[string]bool)}
}

// read reads a body as its content type says. One without a type is a form.
func (f *form) read(contentType string, body []byte) error {
	media, options, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		media = strings.TrimSpace(media)
	}
	switch media {
	case "", "application/x-www-form-urlencoded":
		return f.readURLEncoded(body)
	case "multipart/form-data":
		return f.readMultipart(body, options["boundary"])
	case "application/json":
		return f.readJSON(body)
	default:
		return errors.New("its Content-Type is none of application/x-www-form-urlencoded, multipart/form-data and application/json")
	}
}

func (f *form) readURLEncoded(body []byte) error {
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return err
	}
	for _, name := range parameters {
		for _, value := range values[name] {
			f.set(name, value)
		}
	}
	return nil
}

func (f *form) readMultipart(body []byte, boundary string) error {
	if boundary == "" {
		return errors.New("its Content-Type has no boundary")
	}
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			f.spoil(part.FormName(), "is a file")
			continue
		}
		f.set(part.FormName(), string(value))
	}
}
