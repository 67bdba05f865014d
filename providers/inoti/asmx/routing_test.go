package asmx_test

import (
	"strings"
	"testing"

	"candybar/providers/inoti/asmx"
)

func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path string
		want bool
	}{
		{"/_services/ExternalUssdPay.asmx", true},
		{"/_Services/externalussdpay.ASMX", true},
		{"/_services/ExternalUssdPay.asmx/GetPayments", true},
		{"/_services/ExternalUssdPay.asmx/", true},
		{"/_services/ExternalUssdPay.asmxx", false},
		{"/_services/Other.asmx", false},
		{"/x.asmx/_services/ExternalUssdPay.asmx", false},
		{"/_services/ExternalUssdPay", false},
		{"/", false},
		{"", false},
		{"*", false},
	} {
		if got := asmx.Matches(c.path, path); got != c.want {
			t.Errorf("Matches(%q) is %v", c.path, got)
		}
	}
}

// document is a GET's answer without the text of an HTML page, of which only
// parts are ASP.NET's.
func page(t *testing.T, got answer, status int, parts ...string) {
	t.Helper()
	if got.status != status || got.contentType != "text/html; charset=utf-8" {
		t.Errorf("got %v, want a page with status %d", got, status)
	}
	for _, part := range parts {
		if !strings.Contains(got.body, part) {
			t.Errorf("the page lacks %q:\n%s", part, got.body)
		}
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(true))
	for _, c := range []struct {
		name, method, query string
		status              int
		parts               []string
	}{
		{"help", "GET", "", 200, []string{
			"<title>ExternalUssdPay Web Service</title>", `<a href="?op=GetPayments">GetPayments</a>`, `<a href="?WSDL">Service Description</a>`,
			"This web service is using http://tempuri.org/ as its default namespace.",
		}},
		{"unknown query", "GET", "?foo", 200, []string{`<a href="?WSDL">`}},
		{"two documents at once", "GET", "?wsdl&disco", 200, []string{`<a href="?WSDL">`}},
		{"operation", "GET", "?op=GetPayments", 200, []string{
			"POST /_services/ExternalUssdPay.asmx HTTP/1.1\nHost: login.inoti.com\nContent-Type: text/xml; charset=utf-8\nContent-Length: length\nSOAPAction: &quot;http://tempuri.org/GetPayments&quot;",
			"&lt;IsAll&gt;boolean&lt;/IsAll&gt;", "application/soap+xml", "GET /_services/ExternalUssdPay.asmx/GetPayments?Username=string&amp;Password=string",
			"application/x-www-form-urlencoded", "&lt;string xmlns=&quot;http://tempuri.org/&quot;&gt;string&lt;/string&gt;",
		}},
		{"operation, query in capitals", "GET", "?OP=GetPayments", 200, []string{"SOAP 1.2"}},
		{"unknown operation", "GET", "?op=<Nope>", 200, []string{"&lt;Nope&gt;"}},
		{"PUT", "PUT", "", 405, []string{"Request format is unrecognized."}},
		{"DELETE", "DELETE", "", 405, nil},
		{"OPTIONS", "OPTIONS", "", 405, nil},
		{"PUT with path info", "PUT", "/GetPayments", 500, []string{"Request format is unrecognized for URL unexpectedly ending in &#39;/GetPayments&#39;."}},
		{"a bare slash", "GET", "/", 500, []string{"unexpectedly ending in &#39;/&#39;."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page(t, ask(t, server, call{method: c.method, target: path + c.query}), c.status, c.parts...)
		})
	}
}

// TestHEAD is apart since its answer has a length and no body.
func TestHEAD(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(true))
	raw := call{method: "HEAD", target: path}.raw()
	status, _, _ := strings.Cut(exchange(t, server, raw), "\r\n")
	if want := "HTTP/1.1 405 Method Not Allowed"; status != want {
		t.Errorf("got %q, want %q", status, want)
	}
}

func TestWithoutBindings(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(false))
	for _, method := range []string{"GET", "POST"} {
		page(t, ask(t, server, call{method: method, target: path + "/GetPayments?" + query("IsAll", "true")}), 500,
			"Request format is unrecognized for URL unexpectedly ending in &#39;/GetPayments&#39;.")
	}
	if got := ask(t, server, post(enveloped(ns11, get("")))); got != ok11(nulls) {
		t.Errorf("got %v", got)
	}
	help := ask(t, server, call{method: "GET", target: path + "?op=GetPayments"})
	if strings.Contains(help.body, "HTTP GET") {
		t.Error("the help page shows a binding that is off")
	}
}

// TestHTTP10 reads the bytes, as NuSOAP does, and finds no chunks in them.
func TestHTTP10(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(true))
	long := strings.Repeat("ی", 20000)
	c := post(enveloped(ns11, get("<Username>"+long+"</Username>")))
	c.protocol = "HTTP/1.0"
	got := exchange(t, server, c.raw())
	head, body, _ := strings.Cut(got, "\r\n\r\n")
	if !strings.HasPrefix(head, "HTTP/1.0 200 OK\r\n") || !strings.Contains(head, "\r\nContent-Length: ") || strings.Contains(head, "Transfer-Encoding") {
		t.Errorf("head is\n%s", head)
	}
	if want := ok11("[" + long + "]~~F~~~~~~~~~~~"); body != want.body {
		t.Errorf("body has %d bytes, want %d", len(body), len(want.body))
	}
}
