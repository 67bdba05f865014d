package inoti_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"candybar/providers/inoti"
	"candybar/providers/inoti/asmx"
)

// These tests drive the service as its users' programs do, with the SOAP
// libraries that they use. Each is skipped where its library is missing.

// script runs a client of testdata against a server of ours and compares what
// it prints.
func script(t *testing.T, want []string, command ...string) {
	t.Helper()
	server := httptest.NewServer(asmx.New(inoti.PaymentsService(settings(), payments, nil)))
	defer server.Close()
	cmd := exec.CommandContext(t.Context(), command[0], append(command[1:], server.URL+inoti.ServicePath)...)
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	// Where the boolean stands is up to the library's way to write XML.
	placed := regexp.MustCompile(`\(\d+, \d+\)`).ReplaceAll(printed, []byte("(line, column)"))
	got := strings.Split(strings.TrimSpace(string(placed)), "\n")
	for i := range max(len(got), len(want)) {
		if g, w := at(got, i), at(want, i); g != w {
			t.Errorf("line %d\ngot  %s\nwant %s", i+1, g, w)
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// expected are the lines of one version of SOAP, in which code is whose fault a
// fault of the client is.
func expected(version, code string) []string {
	third, _ := inoti.Query{RRN: "113"}.Select(book())
	return []string{
		version + " record: " + inoti.JSONNet.Write(third),
		version + ` Persian: <هیچ & "پوچ">`,
		version + " password: Username Or Password Error",
		version + " boolean: fault " + code + ": Server was unable to read request. ---> There is an error in XML document (line, column). ---> The string 'True' is not a valid Boolean value.",
	}
}

func TestPHP(t *testing.T) {
	t.Parallel()
	php, err := exec.LookPath("php")
	if err != nil {
		t.Skip("no php: install Debian's php-cli and php-soap")
	}
	if exec.CommandContext(t.Context(), php, "-r", "exit(class_exists('SoapClient') ? 0 : 1);").Run() != nil {
		t.Skip("PHP without SoapClient: install Debian's php-soap")
	}
	want := append(expected("1.1", "soap:Client"), expected("1.2", "soap:Sender")...)
	want = append(want, "no description: fault soap:Client: Server did not recognize the value of HTTP Header SOAPAction: http://tempuri.org/#GetPayments.")
	script(t, want, php, filepath.Join("testdata", "getpayments.php"))
}

func TestZeep(t *testing.T) {
	t.Parallel()
	// Debian's own Python: another one would not find Debian's packages.
	const python = "/usr/bin/python3"
	if exec.CommandContext(t.Context(), python, "-c", "import zeep").Run() != nil {
		t.Skip("no zeep: install Debian's python3-zeep")
	}
	want := append(expected("1.1", "soap:Client"), expected("1.2", "soap:Sender")...)
	want = append(want, strings.Replace(want[0], "1.1", "GET", 1), strings.Replace(want[1], "1.1", "GET", 1))
	script(t, want, python, filepath.Join("testdata", "getpayments.py"))
}

func TestNodeSOAP(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node: install Debian's nodejs")
	}
	modules := os.Getenv("CANDYBAR_NODE_MODULES")
	if _, err := os.Stat(filepath.Join(modules, "soap", "package.json")); modules == "" || err != nil {
		t.Skip("no soap: npm install soap, and name its node_modules folder in CANDYBAR_NODE_MODULES")
	}
	want := append(expected("1.1", "soap:Client"), expected("1.2", "soap:Sender")...)
	script(t, want, node, filepath.Join("testdata", "getpayments.js"))
}
