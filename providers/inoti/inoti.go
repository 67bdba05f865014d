// Package inoti is iNoti's wire: how its USSD gateway (Iran) asks a handler and
// what it makes of the answer. Both a gateway and a handler can use it.
//
// # The request
//
// A GET to the URL that the code's owner saved, with three parameters: mobile,
// the caller's number in national form (09121234567); sessionid; and call, the
// sequence dialled so far with every input appended after a star and without the
// final # (*6655*123, then *6655*123*77). A payment that succeeded adds RRN.
// Source: iNoti's "USSD Web Service" pages, English and Persian.
//
// # The reply
//
// Raw text, "no HTML, BOM, or extra characters". The same pages give two forms
// with a meaning: 9900|YourFactorId|Price asks for a payment in rial, and
// [end], which only their PHP sample shows, is taken as "close the session".
// Everything else is a screen that waits for input.
//
// # What the documents leave open
//
// Their PHP sample compares the first call with "*6655*123" and later ones with
// an array that begins with "6655": it works only if the star is on the first
// call and off the later ones. Hence [CallForm]. The example's session id is
// 123, live handlers see a UUID: hence [IDForm].
package inoti

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// CallForm is how the call parameter begins.
type CallForm string

// The forms. Star is what three of the documents' four statements show.
const (
	// Star: *6655*123, *6655*123*77.
	Star CallForm = "star"
	// Bare: 6655*123, 6655*123*77.
	Bare CallForm = "bare"
	// Mixed: *6655*123, then 6655*123*77, which iNoti's PHP sample needs.
	Mixed CallForm = "mixed"
)

// ParseCallForm reads a form's name.
func ParseCallForm(name string) (CallForm, error) {
	switch f := CallForm(name); f {
	case Star, Bare, Mixed:
		return f, nil
	default:
		return "", fmt.Errorf("unknown call form %q: use star, bare or mixed", name)
	}
}

// Write gives call, which begins with a star, its form. First is true for the
// dialled code itself.
func (f CallForm) Write(call string, first bool) string {
	switch {
	case f == Bare, f == Mixed && !first:
		return strings.TrimPrefix(call, "*")
	default:
		return call
	}
}

// IDForm is how a session id looks.
type IDForm string

// The forms of a session id.
const (
	// UUID is a lower-case version 4 UUID, as live handlers report it.
	UUID IDForm = "uuid"
	// Digits is a number of 15 digits, after the documents' example.
	Digits IDForm = "digits"
)

// ParseIDForm reads a form's name.
func ParseIDForm(name string) (IDForm, error) {
	switch f := IDForm(name); f {
	case UUID, Digits:
		return f, nil
	default:
		return "", fmt.Errorf("unknown session id form %q: use uuid or digits", name)
	}
}

// New makes a session id from random.
func (f IDForm) New(random *rand.Rand) string {
	if f == Digits {
		return fmt.Sprintf("%d", 100_000_000_000_000+random.Uint64N(900_000_000_000_000))
	}
	high, low := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x",
		high>>32, high>>16&0xffff, high&0xfff, 0x8000|low>>48&0x3fff, low&0xffff_ffff_ffff)
}

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

// ReadRequest reads a request on the handler's side. It fails where one of the
// three parameters that every request has is missing or stands twice, which a
// live gateway never sends.
func ReadRequest(query url.Values) (Request, error) {
	for _, name := range []string{"mobile", "sessionid", "call"} {
		switch values := query[name]; {
		case len(values) == 0 || values[0] == "":
			return Request{}, fmt.Errorf("the parameter %s is missing: this page is for iNoti's USSD gateway, which sends mobile, sessionid and call", name)
		case len(values) > 1:
			return Request{}, fmt.Errorf("the parameter %s is there %d times: send it once", name, len(values))
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
