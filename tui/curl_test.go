package tui

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candybar/gateway/event"
)

// nasty is what shells, curl and quoting trip over.
const nasty = `it's "$HOME" \n ` + "`id`" + ` @/etc/passwd {a,b} [1-9] !! ~ سلام;|&` + "\n\tend"

// argv runs a command in a shell with a curl that prints what it is given, and
// returns that.
func argv(t *testing.T, command string) []string {
	t.Helper()
	folder := t.TempDir()
	fake := "#!/bin/sh\nfor a do printf '%s\\0' \"$a\"; done\n"
	if err := os.WriteFile(filepath.Join(folder, "curl"), []byte(fake), 0o700); err != nil {
		t.Fatal(err)
	}
	shell := exec.Command("sh", "-c", command)
	shell.Env = []string{"PATH=" + folder + ":/usr/bin:/bin"}
	out, err := shell.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// Every word of the command reaches curl as it is, whatever is in it.
func TestCurlQuoting(t *testing.T) {
	t.Parallel()
	s := sent{"PUT", "http://h/?a=" + nasty, []string{"X-A: " + nasty, "X-Empty:", "Content-Length: 7", "Host: h", "User-Agent: candybar"}, nasty}
	got := argv(t, s.curl())
	want := []string{
		"-sS", "-i", "-g", "--path-as-is", "--http1.1", "-X", "PUT", "-H", "X-A: " + nasty, "-H", "X-Empty;", "-H", "User-Agent: candybar",
		"-H", "Accept:", "-H", "Content-Type:", "--data-raw", nasty, "http://h/?a=" + nasty,
	}
	if !slices.Equal(got, want) {
		t.Errorf("curl is given\n%q, want\n%q", got, want)
	}
}

// overheard is a server that keeps what comes over the wire, to the octet.
func overheard(t *testing.T) (address string, wire <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	heard := make(chan string, 4)
	go func() {
		defer close(heard)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			var raw strings.Builder
			request, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw)))
			if err == nil {
				_, _ = io.Copy(io.Discard, request.Body)
			}
			heard <- raw.String()
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
			_ = conn.Close()
		}
	}()
	return "http://" + listener.Addr().String(), heard
}

// What curl sends is what the gateway sent, to the octet.
func TestCurlSendsTheSame(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}
	address, wire := overheard(t)
	r := newRigTo(t, address+"/ussd/../a?x={1,2}&y=%27[3]")
	r.dialling().press("enter").until("reply 200")
	first := <-wire
	if !strings.Contains(first, "GET /ussd/../a?x={1,2}&y=%27[3]&mobile=") || !strings.Contains(first, "User-Agent: candybar") {
		t.Fatalf("the gateway sent %q", first)
	}
	r.press("tab", "c")
	shell := exec.Command("sh", "-c", r.clipboard)
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", r.clipboard, err, out)
	}
	if again := <-wire; again != first {
		t.Errorf("curl sent\n%q, the gateway\n%q", again, first)
	}
}

// Every kind of exchange has its command; no secret is in one, and it says so.
func TestCurlOfEach(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).paid(getPayments)
	post := s.callback(200, "")
	post.Method, post.Sent, post.URL = "POST", `{"a":1}`, "http://ali:xxxxx@h/paid"
	post.Headers = http.Header{"Authorization": {event.Mask}, "Content-Type": {"application/json"}}
	s.happens(post)
	secret := s.exchange("*6655*123*4321", 200, "ok")[0].(event.Request)
	secret.Masked = strings.ReplaceAll(secret.URL, "4321", event.Mask)
	s.happens(secret)
	tests := []struct {
		is     func(record) bool
		has    []string
		hasNot string
		masked bool
	}{
		{func(r record) bool { c, is := r.(*provided); return is && c.call.Provider == "iNoti" },
			[]string{"'http://127.0.0.1:6655/Service.asmx'", "-H 'Content-Type: text/xml'", "--data-raw '<GetPayments>", event.Mask}, "-X", true},
		{func(r record) bool { c, is := r.(*callback); return is && c.told.Method == "POST" },
			[]string{"'http://h/paid'", `--data-raw '{"a":1}'`, "-H 'Authorization: " + event.Mask + "'"}, "xxxxx", true},
		{func(r record) bool { turn, is := r.(*turn); return is && turn.request.Masked != "" }, []string{event.Mask}, "4321", true},
		{func(r record) bool { turn, is := r.(*turn); return is && turn.request.ID == 1 }, []string{"call=*6655*123'"}, "--data-raw", false},
	}
	for i, test := range tests {
		of, _ := s.of.inspector.all[slices.IndexFunc(s.of.inspector.all, test.is)].(opened)
		request, ok := s.model.sentOf(of)
		command := request.curl()
		if !ok || strings.Contains(command, test.hasNot) || request.hides() != test.masked {
			t.Errorf("%d: %t, masked %t: %s", i, ok, request.hides(), command)
		}
		for _, part := range test.has {
			if !strings.Contains(command, part) {
				t.Errorf("%d: no %s in %s", i, part, command)
			}
		}
		if content := string(request.file(of)); strings.Contains(content, "4321") || strings.Contains(content, "xxxxx") {
			t.Errorf("%d: a secret is saved: %s", i, content)
		}
	}
}
