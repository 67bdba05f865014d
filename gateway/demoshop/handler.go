package demoshop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"candybar/providers/inoti"
)

// Code is what a caller dials to enter the shop.
const Code = "*6655*123#"

// maxID bounds mobile and sessionid, which are stored. iNoti sends 11 digits
// and a UUID.
const maxID = 64

// Shop is the handler. It is safe for concurrent use.
//
// It keeps the registration code, the airtime, the last 10 messages and the last
// 10 orders of each mobile, in memory, for the 1000 mobiles that came to it last.
type Shop struct {
	store    store
	payments payments
}

// Options are what a shop is opened with.
type Options struct {
	// GetPayments is the URL of iNoti's web service for the verification of
	// payments. Where it is empty nothing can be verified, so nothing is booked.
	GetPayments string
	// Username, Password and CodeName are the shop's own there.
	Username, Password, CodeName string
	// Client asks the web service; nil is a plain one. Whichever it is, it has 4
	// seconds for an answer and follows no redirect.
	Client *http.Client
}

// New opens a shop that has met nobody yet.
func New(options Options) *Shop { return &Shop{payments: newPayments(options)} }

// Airtime is what mobile bought, in whole rial, rupees or francs: the currency of
// its country.
func (s *Shop) Airtime(mobile string) int64 { return s.store.airtime(mobile) }

// Forget makes mobile one that never came: what it bought and left is gone.
func (s *Shop) Forget(mobile string) { s.store.forget(mobile) }

// ServeHTTP answers one turn of a session.
func (s *Shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		write(w, http.StatusMethodNotAllowed, "this page answers GET only")
		return
	}
	request, inputs, err := read(r.URL.Query())
	if err != nil {
		write(w, http.StatusBadRequest, err.Error())
		return
	}
	write(w, http.StatusOK, s.turn(r.Context(), request, inputs))
}

// read takes the caller's inputs out of a request. Whatever it refuses was not
// sent by iNoti's gateway to this code.
func read(query url.Values) (request inoti.Request, inputs []string, err error) {
	request, err = inoti.ReadRequest(query)
	if err != nil {
		return inoti.Request{}, nil, err
	}
	if len(request.Mobile) > maxID || len(request.SessionID) > maxID {
		return inoti.Request{}, nil, errors.New("mobile or sessionid is too long")
	}
	inputs, ok := inoti.Inputs(request.Call, Code)
	if !ok {
		return inoti.Request{}, nil, fmt.Errorf("the shop is at %s: call must begin with that code, without the final #", Code)
	}
	return request, inputs, nil
}

// turn does what the inputs ask for and gives the reply. Of all the pages that
// they lead through, only the last one counts: the others had their turns. A
// request with RRN is no turn of a session but the callback after a payment.
func (s *Shop) turn(ctx context.Context, request inoti.Request, inputs []string) string {
	if request.RRN != "" {
		return s.callback(ctx, request, inputs).screen(0)
	}
	reached := walk(currencyOf(request.Mobile), inputs)
	switch done := reached.outcome.(type) {
	case registration:
		s.store.register(request.Mobile, done.code)
	case message:
		s.store.leave(request.Mobile, note{request.SessionID, done.text})
	case purchase:
		return s.store.ask(request.Mobile, turnOf(request.SessionID, inputs), done.amount).invoice()
	case nothing, nil:
	}
	return reached.screen(s.store.airtime(request.Mobile))
}

// write sends text as it is, since a line break after it would be counted. No
// proxy may answer in the shop's place: a GET may store something here.
func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, text) //nolint:errcheck // nobody is left to be told
}
