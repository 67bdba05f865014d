package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// The crash test kills a gateway that keeps its books in a folder again and again,
// with SIGKILL, while clients pay through all three providers, and in the end
// compares the books with what the clients were told:
//
//   - what was acknowledged is in the books, and once;
//   - what nobody answered for either happened once or never;
//   - the wallets and the merchants' accounts together hold what they held at first;
//   - every callback that is owed was made, and one that was made twice is marked.
//
// A kill comes after a number of answers and callbacks that a seeded generator
// draws, whatever the gateway is in the middle of then. More kills, and the kills of
// an earlier run:
//
//	go test ./cmd/candybar -run Crash -v -kills 5000 -timeout 0
//	go test ./cmd/candybar -run Crash -v -crash-seed 7
var (
	kills     = flag.Int("kills", 30, "how often the crash test kills the gateway")
	crashSeed = flag.Uint64("crash-seed", 0, "fixes when the crash test kills; 0 draws a seed")
)

const (
	// crashBalance is what each wallet holds at first: more than is ever paid.
	crashBalance = 1_000_000_000_000
	// crashPatience bounds a wait for a state that a broken gateway would never reach.
	crashPatience = 2 * time.Minute
	// crashPhones is how many phones a country has.
	crashPhones = 3
	// mostBetweenKills is how many answers and callbacks there are between two kills at
	// the most.
	mostBetweenKills = 40
)

// crash is one run of the crash test.
type crash struct {
	t       *testing.T
	url     string
	command []string
	// each is how many phones a country has.
	each int
	// transport is how clients call the gateway.
	transport http.RoundTripper
	told      *told
	// shops is where handlers and merchants are told.
	shops *shops
	meter meter

	mu sync.Mutex
	// life is the process that runs; nil between two. Changed is closed when that
	// changes.
	life    *life
	changed chan struct{}
	over    bool
}

// life is one process of the gateway.
type life struct {
	process *exec.Cmd
	// dying is closed before it is killed: an error of the wire before that is a
	// mistake of the gateway's.
	dying chan struct{}
}

func (l *life) isDying() bool {
	select {
	case <-l.dying:
		return true
	default:
		return false
	}
}

// meter counts what was observed.
type meter struct {
	mu      sync.Mutex
	count   int
	target  int
	reached chan struct{}
}

func (m *meter) tick() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count++
	if m.reached != nil && m.count >= m.target {
		close(m.reached)
		m.reached = nil
	}
}

// after is closed when n more were counted.
func (m *meter) after(n int) <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	reached := make(chan struct{})
	m.target, m.reached = m.count+n, reached
	return reached
}

func TestCrash(t *testing.T) {
	t.Parallel()
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	folder := filepath.Join(t.TempDir(), "data")
	c := newCrash(t, folder)
	c.start()
	var clients sync.WaitGroup
	for _, client := range c.clients() {
		clients.Go(client)
	}
	chance := rand.New(rand.NewPCG(seed, 0))
	for range *kills {
		c.killAfter(1 + chance.IntN(mostBetweenKills))
		c.start()
	}
	c.stopClients()
	clients.Wait()
	c.killAfter(0)
	c.start()
	c.drain()
	c.stop()
	c.compare(folder)
}

func newCrash(t *testing.T, folder string) *crash {
	t.Helper()
	address := quietAddress(t)
	config := filepath.Join(t.TempDir(), "candybar.toml")
	if err := os.WriteFile(config, []byte(crashConfig()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &crash{
		t: t, url: "http://" + address, changed: make(chan struct{}), each: crashPhones, told: newTold(),
		// A connection of an earlier life is cut, and Go would say so of the next call.
		transport: &http.Transport{DisableKeepAlives: true},
		command:   []string{"gateway", "--data", folder, "--listen", address, "--config", config},
	}
	c.shops = newShops(t, c.meter.tick)
	return c
}

// quietAddress is one that no program has, outside of what systems give to those
// that ask for any: between two lives nobody must take it.
func quietAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 12_000+rand.IntN(15_000))
		listener, err := net.Listen("tcp", address)
		if err != nil {
			continue
		}
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		return address
	}
	t.Fatal("there is no free port")
	return ""
}

// crashConfig has callbacks tried until they are answered, and wallets that do not
// run dry.
func crashConfig() string {
	config := "[callbacks]\ntries = 100\nbackoff = \"5ms\"\n"
	for _, country := range number.Countries() {
		for _, phone := range phonesOf(country, crashPhones) {
			config += fmt.Sprintf("[[phones]]\nmobile = %q\nbalance = %d\n", "+"+phone.Digits(), int64(crashBalance))
		}
	}
	return config
}

// phonesOf are the phones of a country, so many: the last one's handler asks for
// money.
func phonesOf(country number.Country, each int) []number.Number {
	example := country.Example().Digits()
	phones := make([]number.Number, each)
	for i := range phones {
		phone, err := number.Parse(fmt.Sprintf("+%s%02d", example[:len(example)-2], i), country)
		if err != nil {
			panic(err)
		}
		phones[i] = phone
	}
	return phones
}

// start starts the gateway, and lets the clients go on when it is ready.
func (c *crash) start() {
	c.t.Helper()
	process := exec.Command("candybar", c.command...)
	says, err := process.StderrPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		c.t.Fatal(err)
	}
	line, err := bufio.NewReader(says).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "candybar: gateway on "+c.url {
		var rest bytes.Buffer
		_, _ = rest.ReadFrom(says)
		_ = process.Wait()
		c.end()
		c.t.Fatalf("the gateway does not come back: %s%s %v", line, rest.String(), err)
	}
	c.t.Cleanup(func() { _ = process.Process.Kill() })
	ready, err := http.Get(c.url + "/candybar/v1/ready")
	if err != nil {
		c.end()
		c.t.Fatal(err)
	}
	ready.Body.Close()
	c.become(&life{process: process, dying: make(chan struct{})})
}

func (c *crash) become(l *life) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.life = l
	close(c.changed)
	c.changed = make(chan struct{})
}

// alive waits for a process that runs; nil when the clients are to stop.
func (c *crash) alive() *life {
	for {
		c.mu.Lock()
		life, changed, over := c.life, c.changed, c.over
		c.mu.Unlock()
		switch {
		case over:
			return nil
		case life != nil && !life.isDying():
			return life
		}
		<-changed
	}
}

// end lets no client begin anything any more.
func (c *crash) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	close(c.changed)
	c.changed = make(chan struct{})
}

func (c *crash) stopClients() { c.end() }

// killAfter kills the gateway when n more answers and callbacks were observed.
func (c *crash) killAfter(n int) {
	c.t.Helper()
	if n > 0 {
		select {
		case <-c.meter.after(n):
		case <-time.After(crashPatience):
			c.end()
			c.t.Fatal("the clients come to nothing any more")
		}
	}
	c.mu.Lock()
	life := c.life
	c.life = nil
	c.mu.Unlock()
	close(life.dying)
	if err := life.process.Process.Kill(); err != nil {
		c.t.Error(err)
	}
	// It was killed, which is an error of its own.
	_ = life.process.Wait()
}

// stop ends the gateway as a person does.
func (c *crash) stop() {
	c.t.Helper()
	if err := c.life.process.Process.Signal(os.Interrupt); err != nil {
		c.t.Fatal(err)
	}
	if err := c.life.process.Wait(); err != nil {
		c.t.Fatalf("a gateway that is stopped by SIGINT: %v", err)
	}
}

// openCrashed opens what a gateway left in a folder.
func openCrashed(t *testing.T, folder string) *ledger.Ledger {
	t.Helper()
	store, err := ledger.Open(folder, "the crash test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return ledger.New(store)
}
