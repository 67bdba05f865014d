package gateway_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/text/hostile"
)

// FuzzHandler has a handler answer a phone with any octets on its connection, HTTP
// or not. It is asked once, the phone shows a text or the session ends in a named
// way with its cause, nothing hostile is shown, and every event is one line of
// harmless JSON.
func FuzzHandler(f *testing.F) {
	ok := func(headers, body string) []byte {
		return []byte("HTTP/1.1 200 OK\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n" + headers + "\r\n" + body)
	}
	for i, attack := range hostile.Attacks() {
		// Not all of them: each seed is run anew before anything is tried.
		if i%6 == 0 && len(attack.Text) < 100 {
			f.Add(ok("X: "+attack.Text+"\r\n", attack.Line()))
			f.Add([]byte("HTTP/1.1 302 " + attack.Text + "\r\nLocation: " + attack.Text + "\r\n\r\n"))
		}
	}
	for _, wire := range []string{
		"", "HTTP/1.1 200 OK\r\n\r\nWelcome", "HTTP/1.0 200\r\n\r\n[end]", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\nok",
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x1b[2J", "HTTP/1.1 500 No\r\nContent-Length: 99\r\n\r\nshort", "HTTP/1.1 204 No\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b", "HTTP/9.9 999 \x1b]0;x\x07\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
	} {
		f.Add([]byte(wire))
	}
	f.Add(ok("", "9900|F-1\u202e|50000"))
	f.Add(ok("", "Enter your PIN[end]"))
	f.Fuzz(func(t *testing.T, wire []byte) {
		w, asked := answering(t, wire)
		view := w.press(phone.Call{Text: code})
		if asked.Load() != 1 {
			t.Errorf("asked %d times", asked.Load())
		}
		switch view.Phone.State() {
		case phone.StateOpen:
			if view.Phone.Screen() == "" || view.Ended != "" {
				t.Errorf("the screen is %q, and the end %q", view.Phone.Screen(), view.Ended)
			}
			w.press(phone.End{})
		case phone.StateIdle, phone.StateEnded:
			if view.Ended == "" || view.Ended == session.NetworkError && (view.Cause.Kind == session.NoCause || view.Cause.Detail == "") {
				t.Errorf("ended %q by %+v", view.Ended, view.Cause)
			}
		default:
			t.Errorf("the phone is %s", view.Phone.State())
		}
		w.gateway.Close()
		checkShown(t, w)
	})
}

// answering is a world whose handler writes wire to whoever asks, and hangs up.
func answering(t *testing.T, wire []byte) (w *world, asked *atomic.Int64) {
	asked = new(atomic.Int64)
	w = newWorld(t, toHandler(t, "http://127.0.0.1:1/ussd"))
	gateway.Through(w.gateway, func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			defer far.Close()
			request, err := http.ReadRequest(bufio.NewReader(far))
			if err != nil || request.Body.Close() != nil {
				return
			}
			asked.Add(1)
			_, _ = io.Copy(far, bytes.NewReader(wire))
		}()
		return near, nil
	})
	return w, asked
}

// checkShown: nothing of what happened is hostile to who is shown it.
func checkShown(t *testing.T, w *world) {
	t.Helper()
	shown := []string{w.line.View().Phone.Screen()}
	for _, sms := range w.line.View().Phone.Inbox() {
		shown = append(shown, sms.From, sms.Text)
	}
	for _, prompt := range w.line.View().Phone.Prompts() {
		shown = append(shown, prompt.From, prompt.Text)
	}
	for _, e := range w.gateway.Log().Since(0) {
		switch body := e.Body.(type) {
		case event.Screen:
			shown = append(shown, body.Text)
		case event.Ended:
			shown = append(shown, body.Detail)
		case event.Warning:
			shown = append(shown, body.Text, body.Cure)
		}
		line, err := e.MarshalJSON()
		if err != nil || bytes.ContainsRune(line, '\n') {
			t.Errorf("%q, %v", line, err)
		}
		if found := hostile.FoundInJSON(string(line)); found != "" {
			t.Errorf("the event %s has %s", e.Body.Kind(), found)
		}
	}
	for _, s := range shown {
		if found := hostile.Found(s); found != "" {
			t.Errorf("%.80q has %s", s, found)
		}
	}
}
