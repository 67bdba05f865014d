package gateway_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
)

// A request that is sent again is the same one on the wire, and nothing but its
// own event comes of it: no screen, no turn, no invoice, no remark.
func TestResend(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var wires []string
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		var wire bytes.Buffer
		_ = r.Write(&wire)
		wires = append(wires, wire.String())
		switch n := len(wires); {
		case r.URL.Query().Get("call") == "*6655*123":
			_, _ = w.Write([]byte("Type your PIN"))
		case n == 2:
			_, _ = w.Write([]byte("9900|F-1001|50000"))
		default:
			w.WriteHeader(http.StatusTeapot)
			_, _ = w.Write([]byte("9900|F-1001|\t50000"))
		}
	})
	w := newWorld(t, toHandler(t, strings.Replace(address, "http://", "http://ali:sesame@", 1)))
	w.press(phone.Call{Text: code})
	w.press(phone.Send{Text: "4321"})
	before, turns := kinds(w), bodies[event.Request](w)
	view := w.line.View()

	for range 2 {
		if err := w.gateway.Resend(turns[1].ID); err != nil {
			t.Fatal(err)
		}
		if err := w.line.Quiet(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(append(before, event.KindResent, event.KindResent), kinds(w)); diff != "" {
		t.Errorf("what happened: -want +got\n%s", diff)
	}
	if now := w.line.View(); now.Phone.State() != view.Phone.State() || now.Phone.Screen() != view.Phone.Screen() || now.Session != view.Session {
		t.Errorf("the phone was %+v and is %+v", view, now)
	}
	if invoices, err := w.gateway.Ledger().Invoices(); err != nil || len(invoices) != 1 || invoices[0].State == ledger.Expired {
		t.Errorf("the invoices are %+v, %v", invoices, err)
	}
	if wires[2] != wires[1] || wires[3] != wires[1] || !strings.Contains(wires[1], "Authorization") || !strings.Contains(wires[1], "4321") {
		t.Errorf("on the wire: %q", wires)
	}
	resent := bodies[event.Resent](w)[0]
	if resent.Of != turns[1].ID || resent.Request.ID != turns[1].ID+1 || resent.Outcome != "status" ||
		resent.Reply == nil || resent.Reply.Status != http.StatusTeapot || string(resent.Reply.Bytes) != "9900|F-1001|\t50000" {
		t.Errorf("got %+v", resent)
	}
	for _, e := range w.seen {
		if out, err := json.Marshal(e); err != nil || bytes.Contains(out, []byte("4321")) || bytes.Contains(out, []byte("sesame")) {
			t.Errorf("a secret leaves the process: %s, %v", out, err)
		}
		if resent, ok := e.Body.(event.Resent); ok && e.Session != view.Session {
			t.Errorf("%+v is of session %q", resent, e.Session)
		}
	}
}

// While the phone asks, a request that is sent again takes nothing from it.
func TestResendWhileOpen(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, says("Which?"))
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	first := bodies[event.Request](w)[0]
	if err := w.gateway.Resend(first.ID); err != nil {
		t.Fatal(err)
	}
	w.await("resent", func(b event.Body) bool { _, ok := b.(event.Resent); return ok })
	if state := w.line.View().Phone.State(); state != phone.StateOpen {
		t.Errorf("the phone is %s", state)
	}
}

// A handler that went away is told of like any other failure.
func TestResendToNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, toHandler(t, "http://127.0.0.1:1/ussd"))
	w.press(phone.Call{Text: code})
	if err := w.gateway.Resend(bodies[event.Request](w)[0].ID); err != nil {
		t.Fatal(err)
	}
	e := w.await("resent", func(b event.Body) bool { _, ok := b.(event.Resent); return ok })
	if resent, _ := e.Body.(event.Resent); resent.Reply != nil || resent.Outcome != "refused" {
		t.Errorf("got %+v", resent)
	}
}

func TestResendErrors(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, says("Which?"))
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	if err := w.gateway.Resend(7); err == nil || errors.Is(err, gateway.ErrClosed) {
		t.Errorf("an unknown request: %v", err)
	}
	w.gateway.Close()
	if err := w.gateway.Resend(1); !errors.Is(err, gateway.ErrClosed) {
		t.Errorf("a closed gateway: %v", err)
	}
}
