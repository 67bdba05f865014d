package tui

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
)

// saved is what came of the key.
type saved struct {
	sim  *sim
	file string
	err  error
}

func (s saved) words() words {
	if s.err != nil {
		return words{failure, "✗ " + s.err.Error()}
	}
	return words{quietly, "saved " + s.file}
}

// save keeps the exchange that is chosen in a file.
func (m *model) save() tea.Cmd {
	of := m.subjectOf()
	s, ok := m.sentOf(of)
	if !ok {
		m.said = words{warning, "⚠ choose an exchange: there is nothing to save"}
		return nil
	}
	name, content := fileOf(of), s.file(of)
	at, save := m.sim, m.options.Save
	return func() tea.Msg {
		file, err := save(name, content)
		return saved{at, file, err}
	}
}

// fileOf is what the file of an exchange is named after.
func fileOf(of opened) string {
	name := ""
	switch of := of.(type) {
	case *turn:
		name = of.session
	case *resent:
		name = of.as().session
	case *callback:
		name = "callback"
	case *provided:
		name = of.call.Provider
	}
	name = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, name)
	name = strings.Trim(name[:min(len(name), 8)], "-")
	if name == "" {
		return "other"
	}
	return name
}

// file is the exchange as a file, which clients of .http files can send again:
// what is known of it as comments, the request, the reply.
func (s sent) file(of opened) []byte {
	var out bytes.Buffer
	came := cameOf(of)
	fmt.Fprintf(&out, "# candybar: %s, %s, %s\n", comment(of.title()), came.at.Format(time.RFC3339Nano), comment(came.took))
	for _, w := range came.warnings {
		fmt.Fprintf(&out, "# %s %s: %s (cure: %s)\n", w.Severity, placeOf(w), comment(w.Text), comment(w.Cure))
	}
	if s.hides() {
		fmt.Fprintf(&out, "# secrets are masked: %s\n", event.Mask)
	}
	fmt.Fprintf(&out, "\n%s %s HTTP/1.1\n", s.method, s.url)
	for _, header := range s.headers {
		out.WriteString(header + "\n")
	}
	out.WriteString("\n")
	if s.body != "" {
		out.WriteString(s.body + "\n\n")
	}
	out.WriteString("###\n\n")
	if came.status == 0 {
		fmt.Fprintf(&out, "# no reply: %s\n", comment(came.silence))
		return out.Bytes()
	}
	fmt.Fprintf(&out, "HTTP/1.1 %s\n", strings.TrimSpace(fmt.Sprintf("%d %s", came.status, http.StatusText(came.status))))
	for _, header := range headerLines(came.headers) {
		out.WriteString(header + "\n")
	}
	out.WriteString("\n")
	out.Write(came.body)
	return out.Bytes()
}

// comment is text in one line.
func comment(s string) string { return plain(exact(s)) }

// came is what came back in an exchange. A status of 0 is nothing, and silence says
// why.
type came struct {
	at       time.Time
	status   int
	headers  http.Header
	body     []byte
	took     string
	silence  string
	warnings []event.Warning
}

func cameOf(of opened) came {
	switch of := of.(type) {
	case *turn:
		c := came{at: of.at, took: "no reply", silence: of.silence(), warnings: of.warnings}
		if of.reply != nil {
			c.status, c.headers, c.body = of.reply.Status, of.reply.Headers, of.reply.Bytes
			c.took = octetsTook(len(c.body), of.reply.Milliseconds)
		}
		return c
	case *resent:
		c := cameOf(of.as())
		c.silence = spaced(of.event.Outcome)
		return c
	case *callback:
		return came{at: of.at, status: of.told.Status, headers: of.told.Answered, body: of.body(),
			took: octetsTook(len(of.body()), of.told.Milliseconds), silence: spaced(of.told.Outcome)}
	case *provided:
		return came{at: of.at, status: of.call.Status, body: []byte(of.call.Response),
			took: octetsTook(len(of.call.Response), of.call.Milliseconds)}
	default:
		return came{}
	}
}
