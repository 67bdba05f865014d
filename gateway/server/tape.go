package server

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"candybar/gateway/event"
	"candybar/phone/text"
	"candybar/phone/text/pattern"
)

// maxRecorded bounds what of a request or response stands in an event, in
// octets.
const maxRecorded = 64 << 10

// tape keeps a request to a provider's API as it was on the wire.
type tape struct {
	head string
	body bytes.Buffer
}

// taped keeps what is read of a request's body from now on, up to the bound.
func taped(r *http.Request) *tape {
	t := &tape{head: headOf(r)}
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, &bounded{&t.body}), r.Body}
	return t
}

// headOf is the first line and the headers, those after Host by their names: the
// order in which they came is not known. Who the client is stays out.
func headOf(r *http.Request) string {
	var head strings.Builder
	fmt.Fprintf(&head, "%s %s %s\nHost: %s\n", r.Method, r.URL.RequestURI(), r.Proto, r.Host)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		for _, value := range r.Header[name] {
			if name == "Authorization" || name == "Cookie" {
				value = event.Mask
			}
			fmt.Fprintf(&head, "%s: %s\n", name, value)
		}
	}
	return head.String()
}

// request is all of it without these secrets and without passwords, cleaned.
func (t *tape) request(secrets ...string) string {
	return without(masked(t.head+"\n"+t.body.String()), secrets)
}

// bounded keeps the first octets that are written to it, and takes all.
type bounded struct{ kept *bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	b.kept.Write(p[:min(len(p), maxRecorded-b.kept.Len())])
	return len(p), nil
}

// A password as an XML element, as a form's or query's field, in JSON, and as a
// part of a form.
var passwords = []func() *regexp.Regexp{
	pattern.New(`(?is)(<(?:[a-z0-9_]+:)?Password\b[^>]*>).*?(</)`),
	pattern.New(`(?i)((?:^|[?&\n])Password=)[^&\s]*()`),
	pattern.New(`(?i)("password"\s*:\s*")(?:[^"\\]|\\.)*()`),
	pattern.New(`(?is)(name="?password"?[^\n]*\n(?:[^\n]+\n)*\n)[^\n]*()`),
}

// masked is text from the wire without passwords, cleaned.
func masked(wire string) string {
	clean, _ := text.Clean(wire)
	for _, password := range passwords {
		clean = password().ReplaceAllString(clean, "${1}"+event.Mask+"${2}")
	}
	return clean
}

// A user name and password in an address, as it is, in JSON, and in a form.
var (
	userInfo     = pattern.New(`(https?:\\?/\\?/)[^/@\s]+@`)
	formUserInfo = pattern.New(`(?i)(https?%3A%2F%2F)(?:[^&\s%]|%[013-9a-f][0-9a-f]|%2[0-9a-e])+%40`)
)

// without is text from the wire with its secrets masked, cleaned.
func without(wire string, secrets []string) string {
	wire = userInfo().ReplaceAllString(wire, "${1}"+event.Mask+"@")
	wire = formUserInfo().ReplaceAllString(wire, "${1}"+event.Mask+"%40")
	for _, secret := range secrets {
		if secret != "" {
			wire = strings.ReplaceAll(wire, secret, event.Mask)
		}
	}
	clean, _ := text.Clean(wire)
	return clean
}
