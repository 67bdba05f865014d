package gateway_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// TestWhatAHandlerMayDo is every way in which a handler goes wrong: it is asked
// exactly once, the session ends in a named way with its true cause or is warned
// about, and the phone shows what a phone shows.
func TestWhatAHandlerMayDo(t *testing.T) {
	t.Parallel()
	zipped := func() []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write([]byte("Welcome"))
		_ = w.Close()
		return out.Bytes()
	}()
	tests := []struct {
		name string
		do   http.HandlerFunc
		// how is empty where the session stays open.
		how    session.End
		cause  session.CauseKind
		detail string
		rules  []string
		screen string
	}{
		{name: "404", do: status(404), how: session.NetworkError, cause: session.Status, detail: "404 Not Found"},
		{name: "500 with a page", do: status(500), how: session.NetworkError, cause: session.Status, detail: "500 Internal Server Error"},
		{name: "204", do: status(204), how: session.NetworkError, cause: session.Status, detail: "204 No Content"},
		{name: "201", do: status(201), how: session.NetworkError, cause: session.Status, detail: "201 Created"},
		{name: "304", do: status(304), how: session.NetworkError, cause: session.Status, detail: "304 Not Modified"},
		{name: "redirect", do: redirect("/there"), how: session.NetworkError, cause: session.Redirect, detail: `"/there"`},
		{name: "redirect to control bytes", do: redirect("http://x/\u202E"), how: session.NetworkError, cause: session.Redirect},
		{name: "empty", do: says(""), how: session.NetworkError, cause: session.Empty, detail: "empty body"},
		{name: "blank", do: says(" \r\n\t"), how: session.NetworkError, cause: session.Empty},
		{name: "byte order mark alone", do: says("\uFEFF"), how: session.NetworkError, cause: session.Empty},
		{name: "64 KiB", do: says(strings.Repeat("a", 64<<10)), rules: []string{"too-long"}, screen: strings.Repeat("a", 64<<10)},
		{name: "one octet more", do: says(strings.Repeat("a", 64<<10+1)), how: session.NetworkError, cause: session.TooLong},
		{name: "10 MB", do: says(strings.Repeat("a", 10_000_000)), how: session.NetworkError, cause: session.TooLong},
		{name: "endless", do: endless, how: session.NetworkError, cause: session.TooLong},
		{name: "binary", do: says("GIF89a\x00\x01"), how: session.NetworkError, cause: session.NotText, detail: "NUL"},
		{name: "UTF-16", do: says("\xff\xfeH\x00i\x00"), how: session.NetworkError, cause: session.NotText},
		{name: "gzip", do: coded("gzip", zipped), how: session.NetworkError, cause: session.NotText, detail: "gzip"},
		{name: "gzip unsaid", do: says(string(zipped)), how: session.NetworkError, cause: session.NotText},
		{name: "identity", do: coded("identity", []byte("Welcome")), screen: "Welcome"},
		{name: "byte order mark", do: says("\uFEFFWelcome"), rules: []string{"byte-order-mark"}, screen: "Welcome"},
		{name: "white space", do: says("\n Welcome\n"), rules: []string{"white-space"}, screen: "Welcome"},
		{name: "HTML", do: says("<html><body>Welcome</body></html>"), rules: []string{"html"}, screen: "<html><body>Welcome</body></html>"},
		{name: "carriage returns", do: says("1. A\r\n2. B"), rules: []string{"carriage-return"}, screen: "1. A\n2. B"},
		{name: "ANSI", do: says("\x1b[31mred\x1b]52;c;aGk=\x07"), rules: []string{"control"}, screen: "\uFFFD[31mred\uFFFD]52;c;aGk=\uFFFD"},
		{name: "C1", do: says("a\u009b31mb"), rules: []string{"control"}, screen: "a\uFFFD31mb"},
		{name: "bidi override", do: says("pay \u202E001\u202C"), rules: []string{"bidi-control"}, screen: "pay 001"},
		{name: "not UTF-8", do: says("caf\xe9"), rules: []string{"invalid-utf8"}, screen: "caf\uFFFD"},
		{name: "too long for USSD", do: says(strings.Repeat("a", 183)), rules: []string{"too-long"}, screen: strings.Repeat("a", 183)},
		{name: "final", do: says("Goodbye[end]"), how: session.Final, screen: "Goodbye"},
		{name: "final with a newline", do: says("Goodbye[end]\n"), how: session.Final, rules: []string{"white-space"}, screen: "Goodbye"},
		{name: "no last word", do: says("[end]"), how: session.Released},
		{name: "payment", do: says("9900|F-1|50000"), how: session.Final, screen: "We sent you a payment link."},
		{name: "nearly a payment", do: says("9900|F-1|0"), rules: []string{"near-payment"}, screen: "9900|F-1|0"},
		{name: "many headers", do: headers, how: session.NetworkError, cause: session.TooLong},
		{name: "panic", do: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, how: session.NetworkError, cause: session.Cut},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url, asked := handler(t, test.do)
			w := newWorld(t, toHandler(t, url))
			view := w.press(phone.Call{Text: code})
			if asked.Load() != 1 {
				t.Errorf("asked %d times, want once", asked.Load())
			}
			checkEnd(t, view.Ended, view.Cause, test.how, test.cause, test.detail)
			want := test.rules
			if want == nil {
				want = []string{}
			}
			if diff := cmp.Diff(want, rules(w)); diff != "" {
				t.Errorf("warnings: -want +got:\n%s", diff)
			}
			checkScreen(t, view.Phone, test.how, test.screen)
			checkPrintable(t, w)
		})
	}
}

func checkEnd(t *testing.T, how session.End, cause session.Cause, wantHow session.End, wantCause session.CauseKind, detail string) {
	t.Helper()
	if how != wantHow || cause.Kind != wantCause {
		t.Errorf("ended %q by %q (%s), want %q by %q", how, cause.Kind, cause.Detail, wantHow, wantCause)
	}
	if !strings.Contains(cause.Detail, detail) {
		t.Errorf("the cause says %q, want %q in it", cause.Detail, detail)
	}
}

// checkScreen: failures show the phone's own words, the rest the handler's.
func checkScreen(t *testing.T, p phone.Phone, how session.End, want string) {
	t.Helper()
	switch how {
	case session.Released:
		want = phone.TextExpired
	case session.NetworkError, session.NotSupported, session.HandlerTimeout:
		want = phone.TextFailed
	case session.Final, session.Cancelled, session.UserTimeout, session.SessionLimit, "":
	}
	if got := p.Screen(); got != want {
		t.Errorf("screen %.80q, want %.80q", got, want)
	}
}

// checkPrintable: nothing that is shown holds a control byte but a line feed.
func checkPrintable(t *testing.T, w *world) {
	t.Helper()
	shown := []string{w.line.View().Phone.Screen()}
	for _, screen := range bodies[event.Screen](w) {
		shown = append(shown, screen.Text)
	}
	for _, ended := range bodies[event.Ended](w) {
		shown = append(shown, ended.Detail)
	}
	for _, warning := range bodies[event.Warning](w) {
		shown = append(shown, warning.Text, warning.Cure)
	}
	for _, text := range shown {
		bad := func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		}
		if at := strings.IndexFunc(text, bad); at >= 0 {
			t.Errorf("%.60q holds a control character at %d", text, at)
		}
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		if code != http.StatusNoContent && code != http.StatusNotModified {
			_, _ = io.WriteString(w, "<html>\x1b[31mno</html>")
		}
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

func coded(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(body)
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, "more and more "); err != nil {
			return
		}
	}
}

func headers(w http.ResponseWriter, _ *http.Request) {
	for i := range 2000 {
		w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("a", 60))
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	w := newWorld(t, toHandler(t, server.URL))
	view := w.press(phone.Call{Text: code})
	checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Refused, "refused")
	if !view.Cause.NeverConnected() {
		t.Error("the cause does not say that nobody was reached")
	}
}

func TestUnknownHost(t *testing.T) {
	t.Parallel()
	w := newWorld(t, toHandler(t, "http://handler.invalid/ussd"))
	view := w.press(phone.Call{Text: code})
	checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Unreachable, "handler.invalid")
}

func TestPlainHandlerAskedForTLS(t *testing.T) {
	t.Parallel()
	url, _ := handler(t, says("Welcome"))
	w := newWorld(t, toHandler(t, strings.Replace(url, "http:", "https:", 1)))
	view := w.press(phone.Call{Text: code})
	checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Unreachable, "TLS")
}

// TestCutConnections is a handler that goes away in the middle: before it
// answers, and in its body, on a fresh connection and on a reused one, on which
// net/http would by itself ask again.
func TestCutConnections(t *testing.T) {
	t.Parallel()
	good := "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nWhich?"
	tests := []struct {
		name  string
		words string
		cause session.CauseKind
		// reused answers the first turn well and fails the second.
		reused bool
	}{
		{"request read, then cut", "", session.Cut, false},
		{"cut in the headers", "HTTP/1.1 200 OK\r\nContent-Le", session.Cut, false},
		{"cut in the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nWhi", session.Cut, false},
		{"cut in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nWhi", session.Cut, false},
		{"no HTTP", "220 mail.example ESMTP\r\n", session.NotHTTP, false},
		{"request read, then cut, reused", "", session.Cut, true},
		{"cut in the body, reused", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nWhi", session.Cut, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url, asked := wire(t, func(turn int64, conn net.Conn) bool {
				words, keep := test.words, false
				if test.reused && turn == 1 {
					words, keep = good, true
				}
				_, _ = io.WriteString(conn, words)
				return keep
			})
			w := newWorld(t, toHandler(t, url))
			view := w.press(phone.Call{Text: code})
			actions := int64(1)
			if test.reused {
				view = w.press(phone.Send{Text: "1"})
				actions = 2
			}
			checkEnd(t, view.Ended, view.Cause, session.NetworkError, test.cause, "")
			w.gateway.Close()
			if asked.Load() != actions {
				t.Errorf("%d actions made %d requests", actions, asked.Load())
			}
		})
	}
}

// TestLateAnswer: the answer limit ends the session, not the exchange.
func TestLateAnswer(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	url, asked := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		<-release
		_, _ = io.WriteString(w, "Welcome")
	})
	options := toHandler(t, url)
	options.Limits = quickly(20 * time.Millisecond)
	w := newWorld(t, options)
	view := w.press(phone.Call{Text: code})
	checkEnd(t, view.Ended, view.Cause, session.HandlerTimeout, session.Timeout, "20ms")
	checkScreen(t, view.Phone, session.HandlerTimeout, "")
	close(release)
	late := w.await("late reply", func(body event.Body) bool { r, ok := body.(event.Reply); return ok && r.Late })
	if got := string(late.Body.(event.Reply).Bytes); got != "Welcome" {
		t.Errorf("the late reply is logged as %q", got)
	}
	w.await("warning", func(body event.Body) bool { warning, ok := body.(event.Warning); return ok && warning.Rule == "late" })
	if asked.Load() != 1 || w.line.View().Phone.Screen() != phone.TextFailed {
		t.Errorf("asked %d times, screen %q", asked.Load(), w.line.View().Phone.Screen())
	}
}

// TestLateAnswerDoesNotReachTheNextSession: what an earlier session's handler
// says late is no reply to the one that is open.
func TestLateAnswerDoesNotReachTheNextSession(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	url, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.RawQuery, "call=*1") {
			<-release
			_, _ = io.WriteString(w, "old")
			return
		}
		_, _ = io.WriteString(w, "new")
	})
	w := newWorld(t, toHandler(t, url))
	if err := w.line.Do(phone.Call{Text: "*1#"}); err != nil {
		t.Fatal(err)
	}
	w.press(phone.End{})
	if view := w.press(phone.Call{Text: "*2#"}); view.Phone.Screen() != "new" {
		t.Fatalf("screen %q", view.Phone.Screen())
	}
	close(release)
	w.await("late reply", func(body event.Body) bool { r, ok := body.(event.Reply); return ok && r.Late })
	if view := w.settle(); view.Phone.Screen() != "new" || view.Ended != "" {
		t.Errorf("screen %q, ended %q: the old answer got through", view.Phone.Screen(), view.Ended)
	}
}

func TestSlowAnswerIsWarnedAbout(t *testing.T) {
	t.Parallel()
	url, _ := handler(t, says("Welcome"))
	options := toHandler(t, url)
	options.Limits = session.Default.Limits()
	options.Limits.Slow = 0
	w := newWorld(t, options)
	w.press(phone.Call{Text: code})
	if !slices.Contains(rules(w), "slow") {
		t.Errorf("warnings %v, want slow", rules(w))
	}
}

func TestStrict(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		body  string
		how   session.End
		cause session.CauseKind
	}{
		{"fits", strings.Repeat("a", 182), "", ""},
		{"does not fit", strings.Repeat("a", 183), session.NetworkError, session.DoesNotFit},
		{"Persian does not fit", strings.Repeat("س", 81), session.NetworkError, session.DoesNotFit},
		{"warned about", "Welcome\n", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url, _ := handler(t, says(test.body))
			options := toHandler(t, url)
			options.Strict = true
			w := newWorld(t, options)
			view := w.press(phone.Call{Text: code})
			checkEnd(t, view.Ended, view.Cause, test.how, test.cause, "")
			for _, warning := range bodies[event.Warning](w) {
				if warning.Severity != event.SeverityError {
					t.Errorf("%s is a %s", warning.Rule, warning.Severity)
				}
			}
		})
	}
}
