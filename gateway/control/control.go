// Package control is the control API: JSON over HTTP, so that tests in any
// language can hold the phone.
//
// Every call below /candybar/v1/phones/MOBILE answers with the phone as it then
// is, after the network has answered: a dial that fails is 200 with "ended". A
// refusal is a 4xx with {"error","hint"}: 409 where the phone is in no state for
// the call, 422 where what was dialled is not USSD, 400 for what cannot be read.
//
// Events are read by long poll (?after=SEQ&wait=10s) or, with Accept:
// text/event-stream, as a stream. The gateway keeps the last ones: where some that
// come after SEQ are gone a poll is 410, and a stream that did not keep up ends with
// the event "gone"; both say which are missing. Without after, or with 0, one gets
// what is there.
//
// # Limits
//
// A body has 64 KiB, and more is 413; one that does not come in time is 408. Two
// hundred and fifty-six programs read events at once, and one more is 503. The rest is
// the server's: see package gateway/server.
//
// # Who may
//
// Without a token the API is for this machine: the Host header must name a
// loopback address, and cross-origin requests of browsers are refused, those that
// only look included, so that no web page reaches it. With a token every call needs it as a bearer.
package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
)

// Prefix is where the API lives.
const Prefix = "/candybar/v1/"

// maxBody bounds a request's body in octets.
const maxBody = 64 << 10

// Options say whose API it is.
type Options struct {
	Gateway *gateway.Gateway
	// Home is the country whose national numbers MOBILE may be.
	Home number.Country
	// Token is what every call must bear; empty is for loopback only.
	Token string
}

// New makes the handler of everything below Prefix.
func New(options Options) http.Handler {
	api := &api{gateway: options.Gateway, home: options.Home, readers: make(chan struct{}, maxReaders)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"ready", ready)
	mux.HandleFunc("GET "+Prefix+"events", api.events)
	mux.HandleFunc("GET "+Prefix+"phones/{mobile}", api.onLine(api.look))
	mux.HandleFunc("PATCH "+Prefix+"phones/{mobile}", api.onLine(api.change))
	mux.HandleFunc("POST "+Prefix+"phones/{mobile}/dial", api.onLine(api.dial))
	mux.HandleFunc("POST "+Prefix+"phones/{mobile}/send", api.onLine(api.send))
	mux.HandleFunc("POST "+Prefix+"phones/{mobile}/cancel", api.onLine(api.cancel))
	mux.HandleFunc("POST "+Prefix+"phones/{mobile}/push", api.onLine(api.push))
	mux.HandleFunc("POST "+Prefix+"phones/{mobile}/prompts/{id}", api.onLine(api.answer))
	mux.HandleFunc("GET "+Prefix+"phones/{mobile}/ipayy-user-token", api.onLine(api.userToken))
	mux.HandleFunc("GET "+Prefix+"invoices", api.invoices)
	mux.HandleFunc("GET "+Prefix+"charges", api.charges)
	mux.HandleFunc("PATCH "+Prefix+"invoices/{id}", api.onInvoice(api.choose))
	mux.HandleFunc("POST "+Prefix+"invoices/{id}/replay", api.onInvoice(api.replay))
	mux.HandleFunc(Prefix, noSuchCall)
	return guard(options.Token, mux)
}

type api struct {
	gateway *gateway.Gateway
	home    number.Country
	// readers has one for each that reads events.
	readers chan struct{}
}

func ready(w http.ResponseWriter, _ *http.Request) { respond(w, http.StatusOK, struct{}{}) }

func noSuchCall(w http.ResponseWriter, r *http.Request) {
	refuse(w, http.StatusNotFound, errors.New("there is no call "+r.Method+" "+r.URL.Path), "see the README's control API for the calls and their methods")
}

// lineCall is a call about one phone.
type lineCall func(http.ResponseWriter, *http.Request, *gateway.Line)

func (a *api) onLine(call lineCall) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		mobile, err := number.Parse(r.PathValue("mobile"), a.home)
		if err != nil {
			refuse(w, http.StatusBadRequest, err, "write the phone as 09121234567 or 989121234567")
			return
		}
		call(w, r, a.gateway.Line(mobile))
	}
}

func (a *api) look(w http.ResponseWriter, _ *http.Request, line *gateway.Line) {
	respond(w, http.StatusOK, handset(line.View()))
}

func (a *api) dial(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	var body struct {
		Code    string `json:"code"`
		Handler string `json:"handler"`
	}
	if !read(w, r, &body) {
		return
	}
	var handler *url.URL
	if body.Handler != "" {
		to, err := gateway.ParseHandler(body.Handler)
		if err != nil {
			refuse(w, http.StatusBadRequest, err, "")
			return
		}
		handler = to
	}
	settle(w, r, line, line.DialTo(body.Code, handler))
}

func (a *api) send(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	var body struct {
		Text string `json:"text"`
	}
	if read(w, r, &body) {
		settle(w, r, line, line.Do(phone.Send{Text: body.Text}))
	}
}

func (a *api) cancel(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	settle(w, r, line, line.Do(phone.End{}))
}

// push is USSD that the network begins. It answers when the phone has the text,
// not when the user has answered it.
func (a *api) push(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	var body struct {
		Text  string `json:"text"`
		Reply bool   `json:"reply"`
	}
	if read(w, r, &body) {
		settle(w, r, line, line.Push(body.Text, body.Reply))
	}
}

// settle answers a key press or a push: with why it was refused, or with the phone once
// the network has answered.
func settle(w http.ResponseWriter, r *http.Request, line *gateway.Line, refused error) {
	if refused != nil {
		status, hint := statusOf(refused)
		refuse(w, status, refused, hint)
		return
	}
	view, err := line.Settle(r.Context())
	if err != nil {
		refuse(w, http.StatusServiceUnavailable, err, "")
		return
	}
	respond(w, http.StatusOK, handset(view))
}

func statusOf(refused error) (status int, hint string) {
	var notUSSD phone.NotUSSD
	var unknownFault *gateway.UnknownFault
	var unknownWeather *weather.Unknown
	switch {
	case errors.As(refused, &notUSSD):
		return http.StatusUnprocessableEntity, "a USSD code ends in #, as *6655*123# does"
	case errors.As(refused, &unknownFault):
		return http.StatusBadRequest, unknownFault.Hint()
	case errors.As(refused, &unknownWeather):
		return http.StatusBadRequest, unknownWeather.Hint()
	case errors.Is(refused, phone.ErrRunning):
		return http.StatusConflict, "GET the phone until its state is another"
	case errors.Is(refused, phone.ErrSessionOpen), errors.Is(refused, gateway.ErrBusy):
		return http.StatusConflict, "POST …/send answers the screen, POST …/cancel hangs up"
	case errors.Is(refused, phone.ErrNothingOpen):
		return http.StatusConflict, "POST …/dial opens a session"
	case errors.Is(refused, phone.ErrNoPrompt):
		return http.StatusConflict, "GET the phone for its open prompts"
	case errors.Is(refused, gateway.ErrClosed):
		return http.StatusServiceUnavailable, ""
	default:
		return http.StatusBadRequest, ""
	}
}

// read reads a JSON body into target, or refuses it.
func read(w http.ResponseWriter, r *http.Request, target any) bool {
	if kind := r.Header.Get("Content-Type"); kind != "" {
		if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/json" {
			refuse(w, http.StatusUnsupportedMediaType, errors.New("the body is not said to be JSON"), "send Content-Type: application/json")
			return false
		}
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(target)
	if err == nil {
		err = nothingMore(decoder)
	}
	if err != nil {
		status, hint := unreadable(err)
		refuse(w, status, errors.New("the body cannot be read: "+err.Error()), hint)
		return false
	}
	return true
}

// nothingMore fails where there is more than one JSON value, or no end of it.
func nothingMore(decoder *json.Decoder) error {
	err := decoder.Decode(&struct{}{})
	var tooLarge *http.MaxBytesError
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.As(err, &tooLarge), errors.Is(err, os.ErrDeadlineExceeded):
		return err
	default:
		return errors.New("more than one JSON value")
	}
}

// unreadable is the status of a body that cannot be read, and what to do.
func unreadable(err error) (status int, hint string) {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, fmt.Sprintf("send at most %d octets", maxBody)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout, "send the body right behind the header"
	default:
		return http.StatusBadRequest, "send one JSON object, with the fields that the README names"
	}
}

// refusal is the body of one.
type refusal struct {
	Error string `json:"error"`
	Hint  string `json:"hint"`
}

func refuse(w http.ResponseWriter, status int, why error, hint string) {
	respond(w, status, refusal{why.Error(), hint})
}

func respond(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// An error here is a client that went away.
	_ = event.NewEncoder(w).Encode(body)
}
