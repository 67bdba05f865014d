package tui

import (
	"fmt"
	"image"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"candybar/gateway/event"
)

// exchange is one request and its reply as they were on the wire.
type exchange struct {
	pager
	of opened
	// view is how its bodies are shown, layable whether one of them can be laid out.
	view    view
	layable bool
	drawn   drawnExchange
	// sought are words to be seen first, in small letters; empty is none.
	sought string
}

// drawnExchange is what the lines were made from: a reply may still come, and
// warnings after it.
type drawnExchange struct {
	parts, width int
	by           ruler
	view         view
}

func (t *turn) title() string { return fmt.Sprintf("exchange %d", t.request.ID) }

func (t *turn) parts() int {
	if t.reply == nil {
		return len(t.warnings) + len(t.weather)
	}
	return len(t.warnings) + len(t.weather) + 1
}

func (t *turn) write(e *exchange, p *pen, width int) {
	e.writeRequest(p, width, t)
	for _, w := range e.writeReply(p, width, t) {
		e.gap()
		e.writeWarning(p, width, w)
	}
	e.writeWeather(p, width, t)
}

// fit writes the lines, where they are not those of before.
func (e *exchange) fit(p *pen, area image.Rectangle) {
	e.rows = area.Dy()
	now := drawnExchange{e.of.parts(), area.Dx(), p.ruler, e.view}
	if now != e.drawn {
		e.drawn, e.lines = now, nil
		e.of.write(e, p, area.Dx())
	}
	if e.sought != "" {
		e.top = -1
		e.seek(p, e.sought, +1)
		e.sought = ""
	}
	e.scroll(0)
}

// gap is an empty line.
func (e *exchange) gap() { e.lines = append(e.lines, nil) }

func (e *exchange) writeRequest(p *pen, width int, t *turn) {
	e.writeTarget(p, width, "→ ", t.request.Method, t.address())
	e.writeHeaders(p, width, t.request.Headers)
	e.gap()
}

// writeTarget writes the first lines of a request.
func (e *exchange) writeTarget(p *pen, width int, sign, method, address string) {
	target, host := address, ""
	if u, err := url.Parse(address); err == nil {
		host = u.Host
		target = strings.TrimPrefix(address, u.Scheme+"://"+u.Host)
		if u.User != nil {
			target = u.RequestURI()
		}
	}
	e.put(p, width, words{nextly, sign + method + " "}, strongly, exact(target)+" HTTP/1.1")
	if host != "" {
		e.put(p, width, words{quietly, "  Host: "}, plainly, exact(host))
	}
}

func (e *exchange) writeHeaders(p *pen, width int, headers http.Header) {
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		for _, value := range headers[name] {
			lead := "  " + plain(exact(name)) + ": "
			if p.width(lead) > width/2 {
				lead = "  "
				value = name + ": " + value
			}
			e.put(p, width, words{quietly, lead}, plainly, exact(value))
		}
	}
}

// writeStatus writes the first line of a reply.
func (e *exchange) writeStatus(p *pen, width int, status int) {
	t := strongly
	if status != http.StatusOK {
		t = failure
	}
	e.put(p, width, words{nextly, "← "}, t, strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status))))
}

// writeReply writes a reply with the warnings that mean a place in it. It returns
// the others.
func (e *exchange) writeReply(p *pen, width int, t *turn) []event.Warning {
	reply := t.reply
	if reply == nil {
		e.put(p, width, words{quietly, "← "}, quietly, t.silence())
		return t.warnings
	}
	e.writeStatus(p, width, reply.Status)
	e.writeHeaders(p, width, reply.Headers)
	size := octetsTook(len(reply.Bytes), reply.Milliseconds)
	if reply.Late {
		size += ", after the session had ended"
	}
	e.put(p, width, words{quietly, "  "}, quietly, size)
	e.gap()
	return e.writeBody(p, width, reply.Bytes, t.warnings)
}

// octetsTook says how long a body is, and how long it took to come.
func octetsTook(octets int, milliseconds int64) string {
	return fmt.Sprintf("%d octets in %s", octets, duration(milliseconds))
}

// placeOf names a warning's rule, and the place that it means.
func placeOf(w event.Warning) string {
	if w.Line < 1 {
		return plain(w.Rule)
	}
	return plain(fmt.Sprintf("%s, line %d column %d", w.Rule, w.Line, w.Column))
}

// writeWarning writes a warning with its cure.
func (e *exchange) writeWarning(p *pen, width int, w event.Warning) {
	sign, tone := warningSign(w.Severity)
	e.put(p, width, words{tone, sign + " "}, tone, placeOf(w))
	e.put(p, width, words{tone, "  "}, plainly, plain(w.Text))
	e.put(p, width, words{quietly, "  cure: "}, plainly, plain(w.Cure))
}
