package tui

import (
	"fmt"
	"image"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// exchange is one request and its reply as they were on the wire.
type exchange struct {
	pager
	turn  *turn
	drawn drawnExchange
}

// drawnExchange is what the lines were made from: a reply may still come, and
// warnings after it.
type drawnExchange struct {
	replied  bool
	warnings int
	width    int
	by       ruler
}

func (e *exchange) title() string {
	return fmt.Sprintf("exchange %d", e.turn.request.ID)
}

// fit writes the lines, where they are not those of before.
func (e *exchange) fit(p *pen, area image.Rectangle) {
	e.rows = area.Dy()
	now := drawnExchange{e.turn.reply != nil, len(e.turn.warnings), area.Dx(), p.ruler}
	if now != e.drawn {
		e.drawn, e.lines = now, nil
		e.writeRequest(p, area.Dx())
		e.writeReply(p, area.Dx())
		e.writeWarnings(p, area.Dx())
	}
	e.scroll(0)
}

// gap is an empty line.
func (e *exchange) gap() { e.lines = append(e.lines, nil) }

func (e *exchange) writeRequest(p *pen, width int) {
	request := &e.turn.request
	address := e.turn.address()
	target, host := address, ""
	if u, err := url.Parse(address); err == nil {
		host = u.Host
		target = strings.TrimPrefix(address, u.Scheme+"://"+u.Host)
		if u.User != nil {
			target = u.RequestURI()
		}
	}
	e.put(p, width, words{nextly, "→ " + request.Method + " "}, strongly, exact(target))
	if host != "" {
		e.put(p, width, words{quietly, "  Host: "}, plainly, exact(host))
	}
	e.writeHeaders(p, width, request.Headers)
	e.gap()
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

func (e *exchange) writeReply(p *pen, width int) {
	reply := e.turn.reply
	if reply == nil {
		e.put(p, width, words{quietly, "← "}, quietly, e.turn.silence())
		return
	}
	status, t := fmt.Sprintf("%d %s", reply.Status, http.StatusText(reply.Status)), strongly
	if reply.Status != http.StatusOK {
		t = failure
	}
	e.put(p, width, words{nextly, "← "}, t, strings.TrimSpace(status))
	e.writeHeaders(p, width, reply.Headers)
	size := fmt.Sprintf("%d octets in %s", len(reply.Bytes), duration(reply.Milliseconds))
	if reply.Late {
		size += ", after the session had ended"
	}
	e.put(p, width, words{quietly, "  "}, quietly, size)
	e.gap()
	e.put(p, width, words{}, plainly, exact(string(reply.Bytes)))
}

func (e *exchange) writeWarnings(p *pen, width int) {
	for _, w := range e.turn.warnings {
		e.gap()
		sign, t := warningSign(w.Severity)
		place := w.Rule
		if w.Line > 0 {
			place += fmt.Sprintf(", line %d column %d", w.Line, w.Column)
		}
		e.put(p, width, words{t, sign + " "}, t, plain(place))
		e.put(p, width, words{t, "  "}, plainly, plain(w.Text))
		e.put(p, width, words{quietly, "  cure: "}, plainly, plain(w.Cure))
	}
}
