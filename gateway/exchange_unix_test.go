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
	"sync"
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

// BenchmarkTurn is what one turn costs this process, with 64 phones at once: by
// a bare net/http client that reads the body, by the gateway's exchange alone,
// and by phones on a gateway, from the key to the screen, with every reply judged
// and every event logged. The three take turns in one run; the ratios are of
// processor time to that of the first. One phone alone would measure how a
// machine wakes an idle processor.
func BenchmarkTurn(b *testing.B) {
	url := startHandler(b)
	bare, exchanges, phones := newBare(b, url), newExchanges(b, url), newPhones(b, url)
	var spent [3]time.Duration
	sessions := 0
	b.ReportAllocs()
	for b.Loop() {
		for i, hold := range []func(int){
			func(int) { bare.session(turns) },
			func(int) { exchanges.session(turns) },
			func(i int) { phones.session(i, turns) },
		} {
			start := processorTime(b)
			atOnce(hold)
			spent[i] += processorTime(b) - start
		}
		sessions += crowd * batch
	}
	b.ReportMetric(float64(spent[0].Microseconds())/float64(sessions*turns), "bare-cpu-µs/turn")
	b.ReportMetric(float64(spent[1])/float64(spent[0]), "exchange/bare")
	b.ReportMetric(float64(spent[2])/float64(spent[0]), "phone/bare")
}

const (
	// turns are those of one session.
	turns = 5
	// crowd is how many phones there are.
	crowd = 64
	// batch is how many sessions each of them holds before the processor time is
	// read, which counts in coarse steps.
	batch = 10
)

// atOnce lets everybody in the crowd hold a batch of sessions.
func atOnce(hold func(i int)) {
	var people sync.WaitGroup
	for i := range crowd {
		people.Go(func() {
			for range batch {
				hold(i)
			}
		})
	}
	people.Wait()
}

type bareClient struct {
	b      *testing.B
	client *http.Client
	url    string
}

func newBare(b *testing.B, url string) *bareClient {
	return &bareClient{b, &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: crowd}}, url}
}

func (c *bareClient) session(turns int) {
	call := "*6655*123"
	for range turns {
		response, err := c.client.Get(c.url + "/?mobile=09121234567&sessionid=3f2a&call=" + call)
		if err != nil {
			c.b.Error(err)
			return
		}
		if _, err := io.ReadAll(response.Body); err != nil {
			c.b.Error(err)
			return
		}
		_ = response.Body.Close()
		call += "*1"
	}
}

// exchangesOnly makes the gateway's exchanges, without a phone.
type exchangesOnly struct {
	b    *testing.B
	make func(call string) error
}

func newExchanges(b *testing.B, url string) *exchangesOnly {
	b.Helper()
	made, err := gateway.NewExchanges(url)
	if err != nil {
		b.Fatal(err)
	}
	return &exchangesOnly{b, made}
}

func (e *exchangesOnly) session(turns int) {
	call := "*6655*123"
	for range turns {
		if err := e.make(call); err != nil {
			e.b.Error(err)
		}
		call += "*1"
	}
}

type phonesOnGateway struct {
	b     *testing.B
	lines []*gateway.Line
}

func newPhones(b *testing.B, url string) *phonesOnGateway {
	b.Helper()
	route, err := gateway.NewRoute("", url)
	if err != nil {
		b.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	b.Cleanup(g.Close)
	phones := &phonesOnGateway{b: b}
	for i := range crowd {
		phone, err := number.Parse(fmt.Sprintf("0912123%04d", i), number.Iran)
		if err != nil {
			b.Fatal(err)
		}
		phones.lines = append(phones.lines, g.Line(phone))
	}
	return phones
}

func (p *phonesOnGateway) session(i, turns int) {
	line := p.lines[i]
	p.press(line, phone.Call{Text: code})
	for range turns - 1 {
		p.press(line, phone.Send{Text: "1"})
	}
	if err := line.Do(phone.End{}); err != nil {
		p.b.Error(err)
	}
}

func (p *phonesOnGateway) press(line *gateway.Line, key phone.Key) {
	if err := line.Do(key); err != nil {
		p.b.Error(err)
	}
	if view, err := line.Settle(p.b.Context()); err != nil || view.Phone.State() != phone.StateOpen {
		p.b.Errorf("%v: %s", err, view.Phone.State())
	}
}
