package server_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

// slowConnections is how many the tests below open.
const slowConnections = 2000

// slowly opens connections that never come to an end: headers that are not finished,
// bodies that stop, and answers and streams that nobody reads. Half way a phone has to
// be served.
func slowly(t *testing.T, s *server.Server) []*net.TCPConn {
	t.Helper()
	manners := []string{
		"",
		"GET /candybar/v1/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
		wire(dialCall, "Content-Type: application/json", "Content-Length: 30") + `{"code":`,
		wire("POST /v001/c/pay/dopayment", "Authorization: Basic ZGVtby1tZXJjaGFudDpkZW1vLWFwcA==", "Content-Length: 30") + "<",
		wire("POST /api/requestpayment", "Content-Length: 30") + "username=",
		wire("POST /pay/00", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 30") + "dec",
		wire("GET /candybar/v1/ready"),
		wire("GET /candybar/v1/events", "Accept: text/event-stream"),
	}
	open := make([]*net.TCPConn, slowConnections)
	for i := range open {
		open[i] = connect(t, s, manners[i%len(manners)])
		if i == slowConnections/2 {
			servesAPhone(t, s, "half")
		}
	}
	return open
}

var formToken = regexp.MustCompile(`name="form" value="([^"]+)"`)

// servesAPhone has phones dial, pay on the page and be asked by a merchant, all on
// connections of their own.
func servesAPhone(t *testing.T, s *server.Server, name string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	read := func(answer *http.Response, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		said, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %s %v", answer.Request.URL, answer.Status, said, err)
		}
		return said
	}
	said := read(client.Post(s.URL()+"/candybar/v1/phones/09121234567/dial", "application/json",
		strings.NewReader(`{"code":"*6655*123*2*50000#"}`)))
	if !bytes.Contains(said, []byte("payment")) {
		t.Errorf("the phone is answered %s", said)
	}
	link := s.URL() + unpaid(t, s)
	form := formToken.FindSubmatch(read(client.Get(link)))
	if form == nil {
		t.Fatal("the pay page has no form")
	}
	read(client.PostForm(link, url.Values{"decision": {"approve"}, "form": {string(form[1])}}))
	if left := invoicesIn(t, s, ledger.LinkSent); len(left) != 0 {
		t.Errorf("it is not paid: %+v", left)
	}
	merchant := intouchpay.Client{
		Base: s.URL() + "/api", HTTP: client, Username: server.DefaultIntouchUsername,
		AccountNo: server.DefaultAccountNo, PartnerPassword: server.DefaultPartnerPassword,
	}
	if _, err := merchant.RequestPayment(t.Context(), intouchpay.Payment{
		Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: name,
	}); err != nil {
		t.Errorf("a merchant asks: %v", err)
	}
	var handset struct{ Prompts []json.RawMessage }
	answer, err := client.Get(s.URL() + "/candybar/v1/phones/" + number.Rwanda.Example().Digits())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&handset); err != nil || len(handset.Prompts) == 0 {
		t.Errorf("the phone is not asked: %+v, %v", handset, err)
	}
}

func invoicesIn(t *testing.T, s *server.Server, state ledger.State) (found []ledger.Invoice) {
	t.Helper()
	invoices, err := s.Gateway().Ledger().Invoices()
	if err != nil {
		t.Fatal(err)
	}
	for _, invoice := range invoices {
		if invoice.State == state {
			found = append(found, invoice)
		}
	}
	return found
}

// unpaid is the pay page of the invoice that waits.
func unpaid(t *testing.T, s *server.Server) (path string) {
	t.Helper()
	waiting := invoicesIn(t, s, ledger.LinkSent)
	if len(waiting) != 1 {
		t.Fatalf("there are %d invoices to pay", len(waiting))
	}
	return gateway.PayPath + waiting[0].Token
}

// TestSlowConnectionsAllHeld: with room for all of them, nobody has to give way, and
// a phone is answered beside them.
func TestSlowConnectionsAllHeld(t *testing.T) {
	wantDescriptors(t)
	s := limitedTo(t, server.Limits{
		Connections: 2 * slowConnections, Header: time.Hour, Request: time.Hour, Answer: time.Hour, Idle: time.Hour,
	})
	open := slowly(t, s)
	servesAPhone(t, s, "all")
	gone := countGone(t, open)
	if gone > 0 {
		t.Errorf("%d connections were not held, with room for all", gone)
	}
	t.Logf("slow connections: %d open, %d given up; a phone was served", len(open), gone)
}

// maxReaders is how many programs read events at once.
const maxReaders = 256

// TestSlowConnectionsGiveWay: with room for a tenth of them, those that let the
// server wait longest give way, and a phone is answered all the same.
func TestSlowConnectionsGiveWay(t *testing.T) {
	wantDescriptors(t)
	const room = slowConnections / 10
	s := limitedTo(t, server.Limits{Connections: room, Header: time.Hour, Request: time.Hour, Answer: time.Hour, Idle: time.Hour})
	open := slowly(t, s)
	servesAPhone(t, s, "all")
	gone := countGone(t, open)
	// Streams wait for the server: for events. They are bounded where those are read.
	if left := len(open) - gone; left > room+maxReaders {
		t.Errorf("%d connections are open, with room for %d", left, room)
	}
	t.Logf("slow connections: %d, with room for %d: %d given up; a phone was served", len(open), room, gone)
}

// countGone counts the connections that the server has closed.
func countGone(t *testing.T, open []*net.TCPConn) (gone int) {
	t.Helper()
	buffer := make([]byte, 64<<10)
	for _, conn := range open {
		var err error
		for err == nil { // what it was sent before comes first
			if err := conn.SetReadDeadline(time.Now().Add(2 * time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			_, err = conn.Read(buffer)
		}
		if !isTimeout(err) {
			gone++
		}
	}
	return gone
}

// TestWhoWaitsForTheServerStays: a phone that waits for its handler gives way to
// nobody, and keeps nobody from coming.
func TestWhoWaitsForTheServerStays(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}), make(chan string)
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		_, _ = io.WriteString(w, <-answer)
	}))
	t.Cleanup(handler.Close)
	s := limitedTo(t, server.Limits{Connections: 2})
	var dials []net.Conn
	for _, phone := range []string{"09121234567", "09121234568", "09121234569"} {
		body := `{"code":"*1#","handler":"` + handler.URL + `"}`
		dials = append(dials, connect(t, s, wire("POST /candybar/v1/phones/"+phone+"/dial",
			"Content-Type: application/json", "Content-Length: "+strconv.Itoa(len(body)))+body))
		<-asked
	}
	isServed(t, s)
	slow := connect(t, s, "GET")
	connect(t, s, "GET")
	connect(t, s, "GET")
	isGone(t, slow)
	isServed(t, s)
	for _, dial := range dials {
		answer <- "hello"
		if answered, err := http.ReadResponse(bufio.NewReader(dial), nil); err != nil || answered.StatusCode != http.StatusOK {
			t.Errorf("a phone that waited is not answered: %v", err)
		}
	}
}

// TestServesItself: a phone that the server's own shop answers takes two connections,
// and never waits for itself.
func TestServesItself(t *testing.T) {
	t.Parallel()
	s := limitedTo(t, server.Limits{Connections: 1})
	body := `{"code":"*6655*123#"}`
	dial := connect(t, s, wire(dialCall, "Content-Type: application/json", "Connection: close", "Content-Length: "+strconv.Itoa(len(body)))+body)
	if said, err := io.ReadAll(dial); err != nil || !bytes.Contains(said, []byte(`"state":"open"`)) {
		t.Errorf("it is answered %s, %v", said, err)
	}
}

func isTimeout(err error) bool {
	timeout, ok := err.(net.Error)
	return ok && timeout.Timeout()
}
