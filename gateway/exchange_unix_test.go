//go:build unix

package gateway_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/phone"
	"candybar/phone/number"
)

// serveEnv makes the test binary a handler in a process of its own, so that
// what it takes to answer is not counted as what it takes to ask.
const serveEnv = "CANDYBAR_TEST_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(serveEnv) == "" {
		os.Exit(m.Run())
	}
	server := httptest.NewServer(http.HandlerFunc(says("Corner shop\n1. Register\n2. Price list\n3. Leave a message\n4. More\n0. Exit")))
	fmt.Println(server.URL)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func startHandler(b *testing.B) string {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveEnv+"=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// processorTime is what this process has used so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkTurn is what one turn costs this process: by a bare net/http client
// that reads the body, and by a phone on a gateway, from the key to the screen,
// with every event logged. The two take turns in one run, and "ratio" is the
// processor time of the second over that of the first.
func BenchmarkTurn(b *testing.B) {
	const turns = 5
	url := startHandler(b)
	bare := newBare(b, url)
	phones := newPhones(b, url)
	var bareTime, phoneTime time.Duration
	sessions := 0
	b.ReportAllocs()
	for b.Loop() {
		start := processorTime(b)
		for range batch {
			bare.session(turns)
		}
		middle := processorTime(b)
		for range batch {
			phones.session(turns)
		}
		bareTime += middle - start
		phoneTime += processorTime(b) - middle
		sessions += batch
	}
	perTurn := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(sessions*turns) }
	b.ReportMetric(perTurn(bareTime), "bare-cpu-µs/turn")
	b.ReportMetric(perTurn(phoneTime), "phone-cpu-µs/turn")
	b.ReportMetric(float64(phoneTime)/float64(bareTime), "ratio")
}

// batch is how many sessions are timed at once: processor time is counted in
// coarse steps.
const batch = 200

type bareClient struct {
	b      *testing.B
	client *http.Client
	url    string
}

func newBare(b *testing.B, url string) *bareClient {
	return &bareClient{b, &http.Client{Transport: &http.Transport{DisableCompression: true}}, url}
}

func (c *bareClient) session(turns int) {
	call := "*6655*123"
	for range turns {
		response, err := c.client.Get(c.url + "/?mobile=09121234567&sessionid=3f2a&call=" + call)
		if err != nil {
			c.b.Fatal(err)
		}
		if _, err := io.ReadAll(response.Body); err != nil {
			c.b.Fatal(err)
		}
		_ = response.Body.Close()
		call += "*1"
	}
}

type phoneOnGateway struct {
	b    *testing.B
	line *gateway.Line
}

func newPhones(b *testing.B, url string) *phoneOnGateway {
	b.Helper()
	route, err := gateway.NewRoute("", url)
	if err != nil {
		b.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	b.Cleanup(g.Close)
	return &phoneOnGateway{b, g.Line(number.Iran.Example())}
}

func (p *phoneOnGateway) session(turns int) {
	p.press(phone.Call{Text: code})
	for range turns - 1 {
		p.press(phone.Send{Text: "1"})
	}
	if err := p.line.Do(phone.End{}); err != nil {
		p.b.Fatal(err)
	}
}

func (p *phoneOnGateway) press(key phone.Key) {
	if err := p.line.Do(key); err != nil {
		p.b.Fatal(err)
	}
	if view, err := p.line.Settle(p.b.Context()); err != nil || view.Phone.State() != phone.StateOpen {
		p.b.Fatalf("%v: %s", err, view.Phone.State())
	}
}
