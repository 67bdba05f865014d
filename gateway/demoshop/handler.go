package demoshop

import (
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
// It keeps the registration code and the last 10 messages of each mobile, in
// memory, for the 1000 mobiles that came to it last.
type Shop struct {
	store store
}

// New opens a shop that has met nobody yet.
func New() *Shop { return &Shop{} }

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
	write(w, http.StatusOK, s.turn(request, inputs))
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
// they lead through, only the last one counts: the others had their turns.
func (s *Shop) turn(request inoti.Request, inputs []string) string {
	reached := walk(inputs)
	switch done := reached.outcome.(type) {
	case registration:
		s.store.register(request.Mobile, done.code)
	case message:
		s.store.leave(request.Mobile, note{request.SessionID, done.text})
	case nothing, nil:
	}
	return reached.screen()
}

// write sends text as it is, since a line break after it would be counted. No
// proxy may answer in the shop's place: a GET may store something here.
func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, text) //nolint:errcheck // nobody is left to be told
}
