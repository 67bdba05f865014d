package control_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/control"
	"candybar/gateway/event"
	"candybar/phone/number"
)

// topUp makes the phone's next events: one a balance.
func topUp(t *testing.T, g *gateway.Gateway, balances ...int64) {
	t.Helper()
	for _, balance := range balances {
		if err := g.Line(number.Iran.Example()).Change(gateway.Change{Balance: &balance}); err != nil {
			t.Fatal(err)
		}
	}
}

// toppedUp is the JSON of such an event.
func toppedUp(seq int) string {
	return fmt.Sprintf(`{"seq":%d,"time":"2024-01-02T03:04:05.000Z","kind":"subscriber","phone":"+989121234567","session":"","body":{"changed":["balance"]}}`, seq)
}

func list(events ...string) string { return "[" + strings.Join(events, ",") + "]\n" }

func TestEvents(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query  string
		status int
		want   string
	}{
		{"", 200, list(toppedUp(1), toppedUp(2), toppedUp(3))},
		{"?after=0", 200, list(toppedUp(1), toppedUp(2), toppedUp(3))},
		{"?after=1", 200, list(toppedUp(2), toppedUp(3))},
		{"?after=2&wait=60s", 200, list(toppedUp(3))},
		{"?after=3", 200, list()},
		{"?after=3&wait=0s", 200, list()},
		{"?after=3&wait=1ms", 200, list()},
		{"?after=99", 200, list()},
		{"?after=&wait=", 200, list(toppedUp(1), toppedUp(2), toppedUp(3))},

		{"?after=-1", 400, "after"},
		{"?after=x", 400, "after"},
		{"?after=1.5", 400, "after"},
		{"?after=9223372036854775808", 400, "after"},
		{"?wait=10", 400, "wait"},
		{"?wait=-1s", 400, "wait"},
		{"?wait=61s", 400, "wait"},
		{"?wait=soon", 400, "wait"},
	}
	a := serve(t, shop)
	topUp(t, a.gateway, 1, 2, 3)
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			got := a.call(t, "GET", "events"+test.query, "")
			if got.status != test.status {
				t.Errorf("%+v, want %d", got, test.status)
			}
			if test.status == http.StatusOK {
				if diff := cmp.Diff(test.want, got.body); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				return
			}
			if fault := got.refusal(t); !strings.Contains(fault, test.want) {
				t.Errorf("%q does not name %q", fault, test.want)
			}
		})
	}
}

// poll asks for events without a server, so that time can be the test's own.
func poll(ctx context.Context, g *gateway.Gateway, query string) string {
	request := httptest.NewRequestWithContext(ctx, "GET", "http://localhost"+control.Prefix+"events"+query, nil)
	recorder := httptest.NewRecorder()
	control.New(control.Options{Gateway: g, Home: number.Iran}).ServeHTTP(recorder, request)
	return strconv.Itoa(recorder.Code) + " " + recorder.Body.String()
}

func TestLongPollWakes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, got, began := newGateway(t), make(chan string, 1), time.Now()
		topUp(t, g, 1)
		go func() { got <- poll(t.Context(), g, "?after=1&wait=60s") }()
		synctest.Wait()
		if len(got) > 0 {
			t.Fatalf("it did not wait: %s", <-got)
		}
		topUp(t, g, 2)
		if diff := cmp.Diff("200 "+list(toppedUp(2)), <-got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("it woke after %s", took)
		}
	})
}

func TestLongPollRunsOut(t *testing.T) {
	t.Parallel()
	for query, wait := range map[string]time.Duration{"": 0, "?wait=10s": 10 * time.Second, "?wait=1m": time.Minute, "?after=7&wait=1500ms": 1500 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			g, began := newGateway(t), time.Now()
			if got := poll(t.Context(), g, query); got != "200 []\n" {
				t.Errorf("%s: %s", query, got)
			}
			if took := time.Since(began); took != wait {
				t.Errorf("%s: it took %s, want %s", query, took, wait)
			}
		})
	}
}

func TestLongPollEndsWithItsClient(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, began := newGateway(t), time.Now()
		ctx, hangUp := context.WithCancel(t.Context())
		done := make(chan string)
		go func() { done <- poll(ctx, g, "?wait=60s") }()
		synctest.Wait()
		hangUp()
		<-done
		if took := time.Since(began); took != 0 {
			t.Errorf("it ended after %s", took)
		}
	})
}

// stream is an open stream of events, read event by event.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

func (a api) stream(t *testing.T, query string, headers ...string) stream {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.url+"events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/event-stream")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("%d %q", response.StatusCode, kind)
	}
	return stream{t, bufio.NewScanner(response.Body)}
}

// next is the next event as it stands in the stream, waiting for it.
func (s stream) next() string {
	s.t.Helper()
	var lines []string
	for s.lines.Scan() && s.lines.Text() != "" {
		lines = append(lines, s.lines.Text())
	}
	if err := s.lines.Err(); err != nil {
		s.t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func (s stream) want(events ...string) {
	s.t.Helper()
	for _, want := range events {
		if diff := cmp.Diff(want, s.next()); diff != "" {
			s.t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

func streamed(seq int) string {
	return fmt.Sprintf("id: %d\nevent: subscriber\ndata: %s", seq, toppedUp(seq))
}

func TestStream(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, query string
		headers     []string
		// from is the first event that it brings, of the three that are there.
		from int
	}{
		{"everything", "", nil, 1},
		{"after one", "?after=1", nil, 2},
		{"only what comes", "?after=3", nil, 4},
		{"taken up again", "", []string{"Last-Event-ID: 2"}, 3},
		{"taken up at the address of the first time", "?after=1", []string{"Last-Event-ID: 3"}, 4},
		{"with other types", "", []string{"Accept: text/event-stream, */*"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := serve(t, shop)
			topUp(t, a.gateway, 1, 2, 3)
			s := a.stream(t, test.query, test.headers...)
			for seq := test.from; seq <= 3; seq++ {
				s.want(streamed(seq))
			}
			topUp(t, a.gateway, 4)
			s.want(streamed(4))
			topUp(t, a.gateway, 5, 6)
			s.want(streamed(5), streamed(6))
		})
	}
}

// TestGone: who did not keep up is told so, and who begins gets what is there.
func TestGone(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{KeepEvents: 1})
	t.Cleanup(g.Close)
	for n := range int64(600) {
		topUp(t, g, n)
	}
	begins := g.Log().Since(0)[0].Seq
	if begins < 2 || begins > 600 {
		t.Fatalf("the log begins with event %d", begins)
	}
	gone := fmt.Sprintf(`410 {"error":"the events 2 to %d are gone`, begins-1)
	for query, want := range map[string]string{
		"":         fmt.Sprintf(`200 [{"seq":%d,`, begins),
		"?after=0": fmt.Sprintf(`200 [{"seq":%d,`, begins),
		"?after=1": gone, "?after=1&wait=60s": gone,
		fmt.Sprintf("?after=%d", begins-2): fmt.Sprintf(`410 {"error":"the events %d to %d are gone`, begins-1, begins-1),
		fmt.Sprintf("?after=%d", begins-1): fmt.Sprintf(`200 [{"seq":%d,`, begins),
		"?after=600":                       "200 []", "?after=9999": "200 []",
	} {
		if got := poll(t.Context(), g, query); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %.100s, want %s", query, got, want)
		}
	}
	request := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost"+control.Prefix+"events?after=1", nil)
	request.Header.Set("Accept", "text/event-stream")
	recorder := httptest.NewRecorder()
	control.New(control.Options{Gateway: g, Home: number.Iran}).ServeHTTP(recorder, request)
	if recorder.Code != http.StatusGone || !strings.Contains(recorder.Body.String(), `"hint":"ask without after`) {
		t.Errorf("a stream: %d %s", recorder.Code, recorder.Body)
	}
}

// slowReader takes the first event, and the next only after a thousand others.
type slowReader struct {
	*httptest.ResponseRecorder
	meanwhile func()
}

func (s *slowReader) Write(p []byte) (int, error) {
	if s.meanwhile != nil {
		s.meanwhile()
		s.meanwhile = nil
	}
	return s.ResponseRecorder.Write(p)
}

// Unwrap keeps Write in the way.
func (s *slowReader) Unwrap() http.ResponseWriter { return s.ResponseRecorder }

// TestStreamThatDoesNotKeepUp ends with what it lost.
func TestStreamThatDoesNotKeepUp(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{KeepEvents: 1})
	t.Cleanup(g.Close)
	topUp(t, g, 1)
	slow := &slowReader{httptest.NewRecorder(), func() {
		for n := range int64(1000) {
			topUp(t, g, n)
		}
	}}
	request := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost"+control.Prefix+"events", nil)
	request.Header.Set("Accept", "text/event-stream")
	control.New(control.Options{Gateway: g, Home: number.Iran}).ServeHTTP(slow, request)
	begins := g.Log().Since(0)[0].Seq
	said := slow.Body.String()
	if !strings.HasPrefix(said, "id: 1\n") || !strings.HasSuffix(said, "}\n\n") ||
		!strings.Contains(said, fmt.Sprintf("\n\nevent: gone\ndata: {\"error\":\"the events 2 to %d are gone", begins-1)) {
		t.Errorf("the stream ends with %q", said)
	}
}

// TestTooManyReaders: one more is told so, and let in when one has gone.
func TestTooManyReaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGateway(t)
		api := control.New(control.Options{Gateway: g, Home: number.Iran})
		ask := func(ctx context.Context, wait string) *httptest.ResponseRecorder {
			recorder := httptest.NewRecorder()
			api.ServeHTTP(recorder, httptest.NewRequestWithContext(ctx, "GET", "http://localhost"+control.Prefix+"events?wait="+wait, nil))
			return recorder
		}
		one, leave := context.WithCancel(t.Context())
		go ask(one, "60s")
		for range 255 {
			go ask(t.Context(), "60s")
		}
		synctest.Wait()
		if got := ask(t.Context(), "0s"); got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), "hint") {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		leave()
		synctest.Wait()
		if got := ask(t.Context(), "0s"); got.Code != http.StatusOK {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	})
}

// A stream begins before anything happened, so that its client knows it is there.
func TestStreamOfNothingYet(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	s := a.stream(t, "")
	topUp(t, a.gateway, 1)
	s.want(streamed(1))
}

func TestStreamRefuses(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for _, header := range []string{"Last-Event-ID: x", "Last-Event-ID: -1"} {
		got := a.call(t, "GET", "events", "", "Accept: text/event-stream", header)
		if got.status != http.StatusBadRequest || !strings.Contains(got.refusal(t), "Last-Event-ID") {
			t.Errorf("%s: %+v", header, got)
		}
	}
}

// An event reads the same in a list, in a stream and in the log file.
func TestOneShapeEverywhere(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	a.call(t, "POST", "phones/"+me+"/dial", dialled.body)
	a.call(t, "POST", "phones/"+me+"/send", `{"text":"5"}`)
	s, said := a.stream(t, ""), make([]string, 0)
	for _, e := range a.gateway.Log().Since(0) {
		var line strings.Builder
		if err := event.WriteJSON(&line, e); err != nil {
			t.Fatal(err)
		}
		one := strings.TrimSuffix(line.String(), "\n")
		said = append(said, one)
		s.want(fmt.Sprintf("id: %d\nevent: %s\ndata: %s", e.Seq, e.Body.Kind(), one))
	}
	if diff := cmp.Diff(list(said...), a.call(t, "GET", "events", "").body); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !strings.Contains(strings.Join(said, ""), `<b> & \"c\"`) {
		t.Errorf("the reply's text is not there as it was: %s", said)
	}
}

// What is typed after a screen that asks for a PIN leaves the process masked,
// then and in every later call of the session.
func TestSecretsAreMasked(t *testing.T) {
	t.Parallel()
	const pin = "83524"
	asked := make(chan string, 8)
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Query().Get("call")
		shop(w, r)
	})
	a.call(t, "POST", "phones/"+me+"/dial", dialled.body)
	s := a.stream(t, "")
	for _, words := range []string{"4", pin, "77"} {
		a.call(t, "POST", "phones/"+me+"/send", fmt.Sprintf(`{"text":%q}`, words))
	}
	log := a.gateway.Log().Since(0)
	var streamed strings.Builder
	for range log {
		streamed.WriteString(s.next())
	}
	listed := a.call(t, "GET", "events", "").body
	for name, out := range map[string]string{"the stream": streamed.String(), "the list": listed} {
		if strings.Contains(out, pin) {
			t.Errorf("%s tells the PIN: %s", name, out)
		}
		if !strings.Contains(out, `"text":"••••"`) || !strings.Contains(out, `"text":"77"`) {
			t.Errorf("%s does not show what was typed: %s", name, out)
		}
		mask := "*6655*123*4*%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2"
		if !strings.Contains(out, "call="+mask+`"`) || !strings.Contains(out, "call="+mask+`*77"`) {
			t.Errorf("%s does not show what was sent: %s", name, out)
		}
	}
	close(asked)
	var calls []string
	for call := range asked {
		calls = append(calls, call)
	}
	if diff := cmp.Diff([]string{"*6655*123", "*6655*123*4", "*6655*123*4*" + pin, "*6655*123*4*" + pin + "*77"}, calls); diff != "" {
		t.Errorf("the handler saw (-want +got)\n%s", diff)
	}
	if !json.Valid([]byte(listed)) {
		t.Errorf("no JSON: %s", listed)
	}
}
