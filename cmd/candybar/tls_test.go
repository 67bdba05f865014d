package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

// secured is a gateway that speaks TLS.
type secured struct {
	// address is its own, certificate the file to trust it by, says all that it
	// printed when it started.
	address     *url.URL
	certificate string
	says        []string
	client      *http.Client
}

// startSecured starts one, with a local CA of its own.
func startSecured(t *testing.T) secured {
	t.Helper()
	configs := t.TempDir()
	cmd := exec.Command("candybar", "gateway", "--tls", "--listen", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+configs)
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	s := secured{certificate: filepath.Join(configs, "candybar", "ca.pem")}
	lines := bufio.NewScanner(talk)
	for lines.Scan() {
		s.says = append(s.says, lines.Text())
		if strings.Contains(lines.Text(), "they call port 443") {
			break
		}
	}
	first, found := strings.CutPrefix(s.says[0], "candybar: gateway on ")
	if s.address, err = url.Parse(first); err != nil || !found {
		t.Fatalf("the gateway says %q: %v", s.says, err)
	}
	certificate, err := os.ReadFile(s.certificate)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certificate)
	s.client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	t.Cleanup(s.client.CloseIdleConnections)
	return s
}

// trusting has a client trust the gateway as the gateway says.
func (s secured) trusting(cmd *exec.Cmd) *exec.Cmd {
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+s.certificate, "REQUESTS_CA_BUNDLE="+s.certificate, "SSL_CERT_FILE="+s.certificate)
	return cmd
}

// TestTrustIsTold: the gateway says where its CA is and what to write into the
// hosts file, and one name of that file leads to each provider.
func TestTrustIsTold(t *testing.T) {
	t.Parallel()
	s := startSecured(t)
	said := strings.Join(s.says, "\n")
	for _, want := range []string{
		"--cacert " + s.certificate, "NODE_EXTRA_CA_CERTS=" + s.certificate, "REQUESTS_CA_BUNDLE=" + s.certificate, "openssl.cafile=" + s.certificate,
		"\n127.0.0.1 login.inoti.com api.ipayy.com www.intouchpay.co.rw developer.intouchpay.co.rw\n",
		"this is " + s.address.Port(),
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

// pythonHardCoded posts JSON to an address that it has built in, on port 443. As a
// line of the hosts file would, and a redirected port, the first two arguments
// lead there.
const pythonHardCoded = `
import socket, sys, requests
to, url = sys.argv[1:3]
host, port = to.rsplit(":", 1)
found = socket.getaddrinfo
socket.getaddrinfo = lambda name, p, *rest, **more: found(host, port, *rest, **more)
print(requests.post(url, json=dict(a.split("=", 1) for a in sys.argv[3:]), timeout=20).text)
`

// TestHardCodedClients: clients with a provider's https address built in come to
// the gateway, believe its certificate, and are answered as the provider would.
func TestHardCodedClients(t *testing.T) {
	t.Parallel()
	s := startSecured(t)
	const timestamp = "20261121182400"
	fields := []string{"username=demo", "timestamp=" + timestamp, "password=" + intouchpay.Password("demo", "250160000011", "demo", timestamp)}
	curl := func(args ...string) *exec.Cmd {
		return s.trusting(exec.Command("curl", append([]string{"--silent", "--show-error", "--connect-to", ":443:" + s.address.Host, "--cacert", s.certificate}, args...)...))
	}
	hasCurl := exec.Command("curl", "--version").Run() == nil
	hasPython := exec.Command("/usr/bin/python3", "-c", "import requests").Run() == nil
	tests := map[string]struct {
		command *exec.Cmd
		present bool
		missing string
		want    string
	}{
		"curl, IntouchPay": {
			curl("--data", strings.Join(fields, "&"), "https://www.intouchpay.co.rw/api/getbalance/"), hasCurl, "Debian's curl", `"balance":"1000000.0"`,
		},
		"curl, IntouchPay's sandbox": {
			curl("--data", strings.Join(fields, "&"), "https://developer.intouchpay.co.rw/api/v1/sandbox/getbalance/"), hasCurl, "Debian's curl", `"balance":"1000000.0"`,
		},
		"curl, iPayy": {
			curl("--user", "demo-merchant:demo-app", "--header", "Content-Type: application/xml",
				"--data", consent("consent-generate-otp-request", "tls-token", "<msisdn>9876543210</msisdn><operator-name>Airtel</operator-name>"), "https://api.ipayy.com/v001/c/consent/genotpwr"),
			hasCurl, "Debian's curl", "<value>SUCCESS</value>",
		},
		"curl, iNoti": {
			curl("https://login.inoti.com/_services/ExternalUssdPay.asmx?WSDL"), hasCurl, "Debian's curl", `location="https://login.inoti.com/_services/ExternalUssdPay.asmx"`,
		},
		"Python, IntouchPay": {
			s.trusting(exec.Command("/usr/bin/python3", append([]string{"-c", pythonHardCoded, s.address.Host, "https://www.intouchpay.co.rw/api/getbalance/"}, fields...)...)),
			hasPython, "Debian's python3-requests", `"balance":"1000000.0"`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if !test.present {
				t.Skipf("install %s", test.missing)
			}
			said, err := test.command.CombinedOutput()
			if err != nil || !strings.Contains(string(said), test.want) {
				t.Errorf("%v\n%s", err, said)
			}
		})
	}
}

// TestSOAPClientsOverTLS: each reads the description by https and calls the
// address in it.
func TestSOAPClientsOverTLS(t *testing.T) {
	t.Parallel()
	s := startSecured(t)
	for _, client := range soapClients() {
		t.Run(client.name, func(t *testing.T) {
			t.Parallel()
			if !client.present() {
				t.Skipf("install %s", client.missing)
			}
			command := slices.Clone(client.command)
			if command[0] == "php" {
				command = slices.Insert(command, 1, "-d", "openssl.cafile="+s.certificate)
			}
			said, err := s.trusting(exec.Command(command[0], append(command[1:], s.address.String()+"/_services/ExternalUssdPay.asmx")...)).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			for _, way := range client.ways {
				checkSaid(t, string(said), way+" record: ", "Username Or Password Error")
			}
		})
	}
}

// TestNodeTrusts: fetch, which has roots of its own.
func TestNodeTrusts(t *testing.T) {
	t.Parallel()
	if exec.Command("node", "--version").Run() != nil {
		t.Skip("install Debian's nodejs")
	}
	s := startSecured(t)
	ask := func() *exec.Cmd {
		return exec.Command("node", "-e", `fetch(process.argv[1]).then(r => console.log(r.status), e => { console.log(e.cause.code); process.exit(1) })`,
			s.address.String()+"/candybar/v1/ready")
	}
	if said, err := s.trusting(ask()).CombinedOutput(); err != nil || string(said) != "200\n" {
		t.Errorf("%v\n%s", err, said)
	}
	if said, err := ask().CombinedOutput(); err == nil {
		t.Errorf("it trusts what it was not told to trust: %s", said)
	}
}

// TestEverySecuredAddress: a provider's host has that provider's paths and nothing
// else, the demo shop is paid over https, and its link is an https one.
func TestEverySecuredAddress(t *testing.T) {
	t.Parallel()
	s := startSecured(t)
	tests := []struct {
		host, path string
		status     int
	}{
		{"127.0.0.1", "/candybar/v1/ready", 200},
		{"localhost", "/candybar/v1/ready", 200},
		{"login.inoti.com", "/_services/ExternalUssdPay.asmx", 200},
		{"LOGIN.inoti.com", "/_Services/externalussdpay.asmx", 200},
		{"127.0.0.1", "/_services/ExternalUssdPay.asmx", 200},
		{"login.inoti.com", "/candybar/v1/ready", 403},
		{"www.intouchpay.co.rw", "/candybar/v1/phones/09121234567", 403},
		{"www.intouchpay.co.rw", "/_services/ExternalUssdPay.asmx", 421},
		{"login.inoti.com", "/api/getbalance/", 421},
		{"api.ipayy.com", "/api/getbalance/", 421},
		{"login.inoti.com", "/v001/c/consent/genotpwr", 421},
		{"login.inoti.com", "/demoshop", 421},
	}
	for _, test := range tests {
		request, err := http.NewRequest(http.MethodGet, s.address.String()+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = test.host
		if status := s.status(t, request); status != test.status {
			t.Errorf("%s%s: %d, want %d", test.host, test.path, status, test.status)
		}
	}
	s.buys(t)
}

func (s secured) status(t *testing.T, request *http.Request) int {
	t.Helper()
	response, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

// buys dials the demo shop for airtime, and opens the link of its SMS.
func (s secured) buys(t *testing.T) {
	t.Helper()
	response, err := s.client.Post(s.address.String()+"/candybar/v1/phones/09121234567/dial", "application/json", strings.NewReader(`{"code":"*6655*123*2*50000#"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var phone struct{ Inbox []struct{ Text string } }
	if err := json.NewDecoder(response.Body).Decode(&phone); err != nil || len(phone.Inbox) != 1 {
		t.Fatalf("the phone has %+v (%v)", phone, err)
	}
	_, link, found := strings.Cut(phone.Inbox[0].Text, s.address.String()+"/pay/")
	if !found {
		t.Fatalf("no https link in %q", phone.Inbox[0].Text)
	}
	page, err := http.NewRequest(http.MethodGet, s.address.String()+"/pay/"+link, nil)
	if err != nil {
		t.Fatal(err)
	}
	if status := s.status(t, page); status != http.StatusOK {
		t.Errorf("the page of the link: %d", status)
	}
}

// TestPlainToTLS: a client that speaks plain HTTP is told what is wrong.
func TestPlainToTLS(t *testing.T) {
	t.Parallel()
	s := startSecured(t)
	conn, err := net.Dial("tcp", s.address.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", s.address.Host)
	said, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(said), "HTTP/1.0 400 ") || !strings.Contains(string(said), "HTTPS server") {
		t.Errorf("%q, %v", said, err)
	}
}
