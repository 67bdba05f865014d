package inoti

import (
	"fmt"
	"net/url"
	"strings"
)

// Request is what the gateway sends to a handler.
type Request struct {
	// Mobile is the caller in national form, 09121234567.
	Mobile string
	// SessionID is the session's id.
	SessionID string
	// Call is the sequence so far, in the form that the gateway uses.
	Call string
	// RRN is the bank's tracking number, only after a payment.
	RRN string
}

// URL is the address to GET: handler with the parameters after any query of
// its own, in the order mobile, sessionid, call, RRN, stars as they are. A
// fragment is dropped, as it never goes over the wire.
func (r Request) URL(handler *url.URL) *url.URL {
	var query strings.Builder
	query.WriteString(handler.RawQuery)
	add := func(name, value string) {
		if query.Len() > 0 {
			query.WriteByte('&')
		}
		query.WriteString(name)
		query.WriteByte('=')
		query.WriteString(escape(value))
	}
	add("mobile", r.Mobile)
	add("sessionid", r.SessionID)
	add("call", r.Call)
	if r.RRN != "" {
		add("RRN", r.RRN)
	}
	to := *handler
	to.RawQuery, to.Fragment, to.RawFragment = query.String(), "", ""
	return &to
}

// escape is percent-encoding that leaves the star alone, as the documents'
// example URL does, and writes a blank as %20.
func escape(value string) string {
	escaped := strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
	return strings.ReplaceAll(escaped, "%2A", "*")
}

// ReadRequest reads a request on the handler's side. It fails where a parameter
// stands twice, or one of the three that every request has is missing: a live
// gateway never sends that.
func ReadRequest(query url.Values) (Request, error) {
	for _, name := range []string{"mobile", "sessionid", "call", "RRN"} {
		switch values := query[name]; {
		case len(values) > 1:
			return Request{}, fmt.Errorf("the parameter %s is there %d times: send it once", name, len(values))
		case query.Get(name) == "" && name != "RRN":
			return Request{}, fmt.Errorf("the parameter %s is missing: this page is for iNoti's USSD gateway, which sends mobile, sessionid and call", name)
		}
	}
	return Request{
		Mobile:    query.Get("mobile"),
		SessionID: query.Get("sessionid"),
		Call:      query.Get("call"),
		RRN:       query.Get("RRN"),
	}, nil
}

// Inputs are what the caller entered after code, oldest first: none for the
// code itself. Code is as it is dialled, *6655*123#; call may have any form.
// Ok is false where call does not begin with the code.
func Inputs(call, code string) (inputs []string, ok bool) {
	call = strings.TrimPrefix(call, "*")
	code = strings.TrimSuffix(strings.TrimPrefix(code, "*"), "#")
	rest, ok := strings.CutPrefix(call, code)
	switch {
	case !ok || rest != "" && rest[0] != '*':
		return nil, false
	case rest == "":
		return nil, true
	default:
		return strings.Split(rest[1:], "*"), true
	}
}
