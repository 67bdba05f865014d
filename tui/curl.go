package tui

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
)

// sent is a request as another program can make it.
type sent struct {
	method, url string
	headers     []string // "Name: value"
	body        string
}

// sentOf is the request of an exchange, secrets masked.
func (m *model) sentOf(of opened) (sent, bool) {
	switch of := of.(type) {
	case *turn:
		return sent{of.request.Method, anonymous(of.address()), headerLines(of.request.Headers), ""}, true
	case *resent:
		return m.sentOf(of.as())
	case *callback:
		return sent{of.method(), anonymous(of.told.URL), headerLines(of.told.Headers), of.told.Sent}, true
	case *provided:
		call := readCall(of.call.Request)
		method, rest, _ := strings.Cut(call.first, " ")
		target, _, _ := strings.Cut(rest, " ")
		return sent{method, m.options.Address + target, call.headers, call.body}, strings.HasPrefix(target, "/")
	default:
		return sent{}, false
	}
}

// anonymous is an address without a user and a password: that of an event is not
// the real one, which stands in a header, masked.
func anonymous(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	u.User = nil
	return u.String()
}

func headerLines(headers http.Header) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		for _, value := range headers[name] {
			lines = append(lines, name+": "+value)
		}
	}
	return lines
}

// curl is the command that makes the request, for any POSIX shell. What curl would
// add by itself it is told not to.
func (s sent) curl() string {
	var out strings.Builder
	out.WriteString("curl -sS -i -g --path-as-is --http1.1")
	if s.method != http.MethodGet && (s.method != http.MethodPost || s.body == "") {
		out.WriteString(" -X " + quoted(s.method))
	}
	has := map[string]bool{}
	for _, header := range s.headers {
		name, value, _ := strings.Cut(header, ":")
		has[http.CanonicalHeaderKey(name)] = true
		switch http.CanonicalHeaderKey(name) {
		case "Host", "Content-Length", "Connection", "Transfer-Encoding":
			// curl makes its own; a masked body has another length.
			continue
		}
		if strings.TrimSpace(value) == "" {
			header = name + ";"
		}
		out.WriteString(" -H " + quoted(header))
	}
	for _, name := range []string{"User-Agent", "Accept"} {
		if !has[name] {
			out.WriteString(" -H " + quoted(name+":"))
		}
	}
	if s.body != "" {
		if !has["Content-Type"] {
			out.WriteString(" -H 'Content-Type:'")
		}
		out.WriteString(" --data-raw " + quoted(s.body))
	}
	return out.String() + " " + quoted(s.url)
}

// hides reports whether a secret is masked in it.
func (s sent) hides() bool {
	all := strings.Join(s.headers, "\n") + s.url + s.body
	return strings.Contains(all, event.Mask) || strings.Contains(all, url.QueryEscape(event.Mask))
}

// quoted is s as one word of a POSIX shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// copyCurl gives the command to the terminal's clipboard.
func (m *model) copyCurl() tea.Cmd {
	s, ok := m.sentOf(m.subjectOf())
	if !ok {
		m.said = words{warning, "⚠ choose an exchange: nothing here was sent that curl could send"}
		return nil
	}
	m.said = words{quietly, "curl command given to the clipboard"}
	if s.hides() {
		m.said.text += "; secrets are masked in it"
	}
	return tea.SetClipboard(s.curl())
}
