package tui

import (
	"net/http"
	"strconv"
	"strings"

	"candybar/gateway/session"
)

// The pages behind a callback and behind a provider's call.

func (c *callback) title() string { return "callback" }
func (c *callback) parts() int    { return 0 }

func (c *callback) write(e *exchange, p *pen, width int) {
	e.writeTarget(p, width, "⇠ ", c.method(), c.told.URL)
	e.writeHeaders(p, width, c.told.Headers)
	if c.told.Attempt > 1 {
		e.put(p, width, words{quietly, "  "}, quietly, "attempt "+strconv.Itoa(c.told.Attempt))
	}
	e.gap()
	if c.told.Sent != "" {
		e.writeBody(p, width, []byte(c.told.Sent), nil)
		e.gap()
	}
	if c.told.Status == 0 {
		e.put(p, width, words{failure, "✗ "}, failure, plain(spaced(c.told.Outcome)))
		e.put(p, width, words{quietly, "  "}, quietly, "after "+duration(c.told.Milliseconds))
		return
	}
	e.writeStatus(p, width, c.told.Status)
	e.writeHeaders(p, width, c.told.Answered)
	e.put(p, width, words{quietly, "  "}, quietly, octetsTook(len(c.body()), c.told.Milliseconds))
	if c.told.Outcome == string(session.Redirect) {
		e.put(p, width, words{quietly, "  "}, quietly, "redirects are not followed")
	}
	e.gap()
	e.writeBody(p, width, c.body(), nil)
}

// method is how the handler was called.
func (c *callback) method() string {
	if c.told.Method == "" {
		return http.MethodGet
	}
	return plain(exact(c.told.Method))
}

// body is what the handler answered, as it was on the wire.
func (c *callback) body() []byte {
	if c.told.Bytes != nil {
		return c.told.Bytes
	}
	return []byte(c.told.Body)
}

func (c *provided) title() string { return plain(exact(c.call.Provider + " " + c.call.Call)) }
func (c *provided) parts() int    { return 0 }

func (c *provided) write(e *exchange, p *pen, width int) {
	call := readCall(c.call.Request)
	e.put(p, width, words{nextly, "⇢ "}, strongly, exact(call.first))
	for _, header := range call.headers {
		name, value, _ := strings.Cut(header, ": ")
		e.put(p, width, words{quietly, "  " + plain(exact(name)) + ": "}, plainly, exact(value))
	}
	e.gap()
	if call.body != "" {
		e.writeBody(p, width, []byte(call.body), nil)
		e.gap()
	}
	for _, problem := range c.call.Problems {
		e.put(p, width, words{warning, "⚠ "}, plainly, plain(problem))
	}
	e.writeStatus(p, width, c.call.Status)
	e.put(p, width, words{quietly, "  "}, quietly, octetsTook(len(c.call.Response), c.call.Milliseconds))
	e.gap()
	e.writeBody(p, width, []byte(c.call.Response), nil)
}

// wireCall is a request of an event.Provider: its first line, its headers and its
// body.
type wireCall struct {
	first   string
	headers []string
	body    string
}

func readCall(wire string) wireCall {
	head, body, _ := strings.Cut(wire, "\n\n")
	lines := strings.Split(head, "\n")
	return wireCall{lines[0], lines[1:], body}
}
