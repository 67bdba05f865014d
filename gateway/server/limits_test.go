package server_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

// short is a time that is let pass on purpose: long enough for a program that does
// what it is to do at once.
const short = 500 * time.Millisecond

// limitedTo starts a server with limits, and its demo shop.
func limitedTo(t *testing.T, limits server.Limits) *server.Server {
	t.Helper()
	s, err := server.Start(server.Options{Listen: "127.0.0.1:0", Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// connect opens a connection, and says something on it.
func connect(t *testing.T, s *server.Server, says string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, says); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return conn.(*net.TCPConn)
}

// isGone waits until the other side closes a connection, and fails where it does
// not.
func isGone(t *testing.T, conn net.Conn) {
	t.Helper()
	if _, err := io.Copy(io.Discard, conn); err != nil && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the server does not let it go: %v", err)
	}
}

// wire is a request as it stands there, but for its body.
func wire(first string, header ...string) string {
	lines := append([]string{first + " HTTP/1.1", "Host: 127.0.0.1"}, header...)
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

const dialCall = "POST /candybar/v1/phones/09121234567/dial"

// TestTooLarge: what is too large is refused, by each in its own manner, and the
// server goes on.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	s := limitedTo(t, server.Limits{})
	const basic = "Authorization: Basic ZGVtby1tZXJjaGFudDpkZW1vLWFwcA==" // demo-merchant:demo-app
	tests := []struct {
		name, first string
		header      []string
		body        int
		status      int
		says        string
	}{
		{"header", "GET /candybar/v1/ready", []string{"X-Long: " + strings.Repeat("x", 72<<10)}, 0, 431, ""},
		{"many headers", "GET /candybar/v1/ready", []string{strings.Repeat("X: y\r\n", 16<<10) + "Z: z"}, 0, 431, ""},
		{"address", "GET /candybar/v1/ready?" + strings.Repeat("x", 72<<10), nil, 0, 431, ""},
		{"control API", dialCall, []string{"Content-Type: application/json"}, 65 << 10, 413, `"hint":"send at most 65536 octets"`},
		{"pay page", "POST /pay/00", []string{"Content-Type: application/x-www-form-urlencoded"}, 5 << 10, 413, "at most 4096 octets"},
		{"callback", "POST " + gateway.IntouchPayCallbackPath, nil, 65 << 10, 413, "longer than 65536"},
		{"iPayy", "POST /v001/c/pay/dopayment", []string{basic}, 65 << 10, 400, "above 64 KiB"},
		{"IntouchPay", "POST /api/requestpayment", nil, 65 << 10, 200, "Username"},
		{"iNoti", "POST " + inoti.ServicePath, []string{"Content-Type: text/xml"}, 1<<20 + 1, 500, "Maximum request length exceeded."},
		{"demo shop", "POST " + server.DemoPath, nil, 1<<20 + 1, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.body > 0 {
				test.header = append(test.header, fmt.Sprintf("Content-Length: %d", test.body))
			}
			conn := connect(t, s, "")
			// The server may close before it has read all.
			_, _ = io.WriteString(conn, wire(test.first, test.header...))
			_, _ = io.Copy(conn, io.LimitReader(blanks{}, int64(test.body)))
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(answer.Body)
			if test.status != 0 && answer.StatusCode != test.status || !strings.Contains(string(body), test.says) {
				t.Errorf("%s %s", answer.Status, body)
			}
			isServed(t, s)
		})
	}
}

// blanks is an endless body of white space.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// isServed looks whether a client that does what it should is served.
func isServed(t *testing.T, s *server.Server) {
	t.Helper()
	conn := connect(t, s, wire("GET /candybar/v1/ready", "Connection: close"))
	if answer, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("nobody is served any more: %v", err)
	}
}

// TestSlow: whoever lets the server wait is let go in time.
func TestSlow(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		limits server.Limits
		says   string
		// answer begins what comes before it is let go; empty for nothing.
		answer string
		// drips is true where an octet follows now and then.
		drips bool
	}{
		"nothing":           {server.Limits{Header: short}, "", "", false},
		"a slow header":     {server.Limits{Header: short}, "GET /candybar/v1/ready HTTP/1.1\r\nHost: 12", "", false},
		"a header in drips": {server.Limits{Header: short}, "GET /candybar/v1/ready HTTP/1.1\r\nHost: 12", "", true},
		"no next request":   {server.Limits{Idle: short}, wire("GET /candybar/v1/ready"), "HTTP/1.1 200", false},
		"half of a next one": {server.Limits{Idle: short, Header: short},
			wire("GET /candybar/v1/ready") + "GET /candybar", "HTTP/1.1 200", false},
		"a slow body": {server.Limits{Request: short},
			wire(dialCall, "Content-Type: application/json", "Content-Length: 30") + `{"code":`, "HTTP/1.1 408", false},
		"a body in drips": {server.Limits{Request: short},
			wire(dialCall, "Content-Type: application/json", "Content-Length: 3000") + `{"code":`, "HTTP/1.1 408", true},
		"a slow body that nobody reads": {server.Limits{Request: short},
			wire("GET /candybar/v1/ready", "Content-Length: 30") + "{", "HTTP/1.1 200", false},
		"a slow body of a merchant": {server.Limits{Request: short},
			wire("POST /api/requestpayment", "Content-Length: 30") + "user", "HTTP/1.1 200", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := limitedTo(t, test.limits)
			conn := connect(t, s, test.says)
			if test.drips {
				go drip(conn)
			}
			begins := make([]byte, len(test.answer))
			if _, err := io.ReadFull(conn, begins); err != nil || string(begins) != test.answer {
				t.Errorf("it is answered %q, %v", begins, err)
			}
			isGone(t, conn)
			isServed(t, s)
		})
	}
}

// drip sends an octet now and then, for as long as anybody takes them.
func drip(conn net.Conn) {
	ticks := time.NewTicker(20 * time.Millisecond)
	defer ticks.Stop()
	for range ticks.C {
		if _, err := io.WriteString(conn, "1"); err != nil {
			return
		}
	}
}

// TestSlowReaders: an answer has to be read in time, and so has each piece of a
// stream; a stream and a long poll live longer than that.
func TestSlowReaders(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		accept string
		// drips is true where an octet is read now and then.
		drips bool
	}{
		"a stream that nobody reads": {"text/event-stream", false},
		"a list that is sipped at":   {"application/json", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := limitedTo(t, server.Limits{Answer: short})
			conn := connect(t, s, "")
			if err := conn.SetReadBuffer(4 << 10); err != nil {
				t.Fatal(err)
			}
			// More than any system keeps for a connection.
			log := s.Gateway().Log()
			for range 128 {
				log.Append(event.Event{Body: event.Typed{Text: strings.Repeat("x", 64<<10)}})
			}
			if _, err := io.WriteString(conn, wire("GET /candybar/v1/events", "Accept: "+test.accept)); err != nil {
				t.Fatal(err)
			}
			if test.drips {
				go sip(conn)
			}
			isCut(t, conn)
			isServed(t, s)
		})
	}
}

// sip reads an octet now and then, for as long as there are any.
func sip(conn net.Conn) {
	ticks := time.NewTicker(20 * time.Millisecond)
	defer ticks.Stop()
	for range ticks.C {
		if _, err := conn.Read(make([]byte, 1)); err != nil {
			return
		}
	}
}

// isCut waits, without reading anything, until the other side has closed a
// connection: then nothing can be said on it any more.
func isCut(t *testing.T, conn net.Conn) {
	t.Helper()
	until := time.Now().Add(patience)
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for range ticks.C {
		if _, err := io.WriteString(conn, " "); err != nil {
			return
		}
		if time.Now().After(until) {
			t.Fatal("a reader that never reads is not let go")
		}
	}
}

func TestStreamsAndLongPollsLive(t *testing.T) {
	t.Parallel()
	s := limitedTo(t, server.Limits{Header: short, Request: short, Answer: short, Idle: short})
	line := s.Gateway().Line(number.Iran.Example())
	poll := connect(t, s, wire("GET /candybar/v1/events?wait=60s"))
	stream := connect(t, s, wire("GET /candybar/v1/events", "Accept: text/event-stream"))
	// What is slow is let go in the time that they live through.
	isGone(t, connect(t, s, "GET"))
	isGone(t, connect(t, s, wire("GET /candybar/v1/ready")))
	if err := line.Deliver("candybar", "hello"); err != nil {
		t.Fatal(err)
	}
	polled := bufio.NewReader(poll)
	answer, err := http.ReadResponse(polled, nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(answer.Body); err != nil || !strings.Contains(string(body), "hello") {
		t.Errorf("the long poll has %s, %v", body, err)
	}
	streamed := bufio.NewReader(stream)
	if answer, err = http.ReadResponse(streamed, nil); err != nil {
		t.Fatal(err)
	}
	read := bufio.NewReader(answer.Body)
	for _, words := range []string{"hello", "hello again"} {
		for {
			said, err := read.ReadString('\n')
			if err != nil {
				t.Fatalf("the stream ends before %q: %v", words, err)
			}
			if strings.Contains(said, words+`"`) {
				break
			}
		}
		isGone(t, connect(t, s, "GET"))
		if err := line.Deliver("candybar", "hello again"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRefusedAreTold: what net/http refuses by itself on a connection that was in
// use for long is told, although the time of the answer before is over.
func TestRefusedAreTold(t *testing.T) {
	t.Parallel()
	s := limitedTo(t, server.Limits{Answer: short})
	conn := connect(t, s, wire("GET /candybar/v1/ready"))
	read := bufio.NewReader(conn)
	if _, err := http.ReadResponse(read, nil); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(2 * short)); err != nil {
		t.Fatal(err)
	}
	if said, err := io.ReadAll(read); !errors.Is(err, os.ErrDeadlineExceeded) || strings.TrimSpace(string(said)) != "{}" {
		t.Fatalf("%q, %v", said, err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "rubbish\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if answer, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || answer.StatusCode != http.StatusBadRequest {
		t.Errorf("rubbish is not refused: %v", err)
	}
}
