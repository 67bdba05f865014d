package asmx_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candybar/providers/inoti/asmx"
)

// exchange sends bytes and gives all bytes that come back.
func exchange(t *testing.T, server *httptest.Server, raw string) string {
	t.Helper()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(connection, raw)
	got, err := io.ReadAll(connection)
	if err != nil && len(got) == 0 {
		t.Fatal(err)
	}
	return string(got)
}

// TestMalformed is what is no XML, or none that .NET reads: 400 without a body
// where the method is known from the headers.
func TestMalformed(t *testing.T) {
	t.Parallel()
	good := enveloped(ns11, get("<Username>a</Username>"))
	bare := strings.TrimPrefix(good, xmlHead)
	inside := func(text string) string { return enveloped(ns11, get("<Username>"+text+"</Username>")) }
	bomb := `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	rows := map[string]string{
		"nothing":                      "",
		"blanks":                       " \r\n",
		"text":                         "hello",
		"JSON":                         `{"Username":"a"}`,
		"cut behind the body":          good[:len(good)-17],
		"cut in an end tag":            good[:len(good)-5],
		"cut inside":                   good[:150],
		"text behind":                  good + "garbage",
		"a second root":                good + "<a/>",
		"tags that cross":              enveloped(ns11, get("<Username>a")),
		"an end tag alone":             "</a>",
		"an undeclared prefix":         enveloped(ns11, "<q:GetPayments><q:Username>a</q:Username></q:GetPayments>"),
		"an undeclared attribute":      enveloped(ns11, get(`<Username q:a="1">a</Username>`)),
		"an attribute twice":           enveloped(ns11, get(`<Username a="1" a="2">x</Username>`)),
		"an attribute twice by prefix": enveloped(ns11, get(`<Username xmlns:a="u" xmlns:b="u" a:x="1" b:x="2">x</Username>`)),
		"a declaration twice":          enveloped(ns11, get(`<Username xmlns="u" xmlns="v">x</Username>`)),
		"a prefix declared away":       enveloped(ns11, get(`<Username xmlns:a="">x</Username>`)),
		"xmlns declared":               enveloped(ns11, get(`<Username xmlns:xmlns="u">x</Username>`)),
		"xml declared anew":            enveloped(ns11, get(`<Username xmlns:xml="u">x</Username>`)),
		"two colons":                   enveloped(ns11, "<a:b:c/>"),
		"a colon in front":             enveloped(ns11, "<:a/>"),
		"a value without quotes":       enveloped(ns11, get("<Username a=b>x</Username>")),
		"< in a value":                 enveloped(ns11, get(`<Username a="<">x</Username>`)),
		"]]> in text":                  inside("a]]>b"),
		"a control character":          inside("a\x01b"),
		"a reference to nothing":       inside("&#0;"),
		"a reference to no character":  inside("&#xFFFE;"),
		"an unknown entity":            inside("&foo;"),
		"a DTD":                        "<!DOCTYPE a>" + bare,
		"a DTD behind the declaration": `<?xml version="1.0"?><!DOCTYPE a>` + bare,
		"an entity of its own":         `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + strings.Replace(bare, ">a<", ">&x;<", 1),
		"an entity bomb":               bomb + strings.Replace(bare, ">a<", ">&b;<", 1),
		"a declaration behind a blank": " " + good,
		"a declaration inside":         enveloped(ns11, `<?xml version="1.0"?>`),
		"XML 1.1":                      strings.Replace(good, "1.0", "1.1", 1),
		"UTF-16":                       "\xff\xfe<\x00a\x00/\x00>\x00",
		"deep":                         enveloped(ns11, strings.Repeat("<z>", 70)+strings.Repeat("</z>", 70)),
		"very deep, never closed":      `<Envelope xmlns="` + ns11 + `"><Body>` + strings.Repeat("<z>", 300000),
		"very many attributes":         enveloped(ns11, "<a "+attributes(100)+"/>"),
	}
	var table []expectation
	for name, body := range rows {
		table = append(table, expectation{name, post(body), empty11(400)})
	}
	check(t, table)
}

func attributes(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `a%d="" `, i)
	}
	return out.String()
}

// TestMalformedWithoutAction is XML that breaks off while the server still
// looks for the method in it: a fault of the server, with the parser's words.
func TestMalformedWithoutAction(t *testing.T) {
	t.Parallel()
	open := `<soap:Envelope xmlns:soap="` + ns11 + `">`
	quoted := func(text string) answer { return fault12("Receiver", failed+text) }
	check(t, []expectation{
		{"nothing", post("", soap12), quoted("Root element is missing.")},
		{"nothing, but an action", post("", soapAction), empty12(400)},
		{"text, but an action", post("hello", soapAction), empty12(400)},
		{"blanks", post("  \n ", text11), quoted("Root element is missing.")},
		{"a comment", post("<!-- x -->", text11), quoted("Root element is missing.")},
		{"text", post("hello", soap12), quoted("Data at the root level is invalid. Line 1, position 1.")},
		{"text behind a line", post("\n hello", soap12), quoted("Data at the root level is invalid. Line 2, position 2.")},
		{"a DTD", post("<!DOCTYPE a>", soap12), quoted("For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method.")},
		{"tags that cross", post(open+"<soap:Header><a></b></soap:Header></soap:Envelope>", text11), fault11("Server", failed+"The 'a' start tag on line 1 position 85 does not match the end tag of 'b'. Line 1, position 89.")},
		{"an open header", post(open+"<soap:Header>", text11), fault11("Server", failed+"Unexpected end of file has occurred. The following elements are not closed: soap:Header, soap:Envelope. Line 1, position 84.")},
		{"an open body", post(open+"<soap:Body>", text11), fault11("Server", failed+"Unexpected end of file has occurred. The following elements are not closed: soap:Body, soap:Envelope. Line 1, position 82.")},
		{"broken behind the method's tag", post(enveloped(ns11, get("<a></b>")), text11), empty11(400)},
		{"broken in an unknown envelope", post("<a><b></a>", text11), mismatch("")},
	})
}

// TestEncodings is what becomes of letters outside US-ASCII.
func TestEncodings(t *testing.T) {
	t.Parallel()
	with := func(name string) string { return enveloped(ns11, get("<Username>"+name+"</Username>")) }
	got := func(name string) answer { return ok11("[" + name + "]~~F~~~~~~~~~~~") }
	latin := strings.Replace(with("ی"), "utf-8", "iso-8859-1", 1)
	persian12 := enveloped(ns12, get("<Username>ی</Username>"))
	check(t, []expectation{
		{"UTF-8", post(with("ی")), got("ی")},
		{"no charset is US-ASCII", post(with("ی"), "Content-Type: text/xml", action11), got("??")},
		{"a mark and no charset", post("\uFEFF"+with("ی"), "Content-Type: text/xml", action11), got("ی")},
		{"a mark", post("\uFEFF" + with("ی")), got("ی")},
		{"no charset in 1.2 is as declared", post(persian12, "Content-Type: application/soap+xml"), ok12("[ی]~~F~~~~~~~~~~~")},
		{"another encoding declared in 1.2", post(strings.Replace(persian12, "utf-8", "iso-8859-1", 1), "Content-Type: application/soap+xml"),
			fault12("Receiver", failed+"The XML is not well-formed. Line 1, position 44.")},
		{"the charset goes before the declaration", post(latin), got("ی")},
		{"no UTF-8", post(with("\xff\xfe")), got("\uFFFD\uFFFD")},
		{"another charset", post(with("a"), "Content-Type: text/xml; charset=windows-1256", action11), empty11(400)},
		{"US-ASCII", post(with("ی"), "Content-Type: text/xml; charset=us-ascii", action11), got("??")},
	})
}

// TestTooLong is a body above the bound, whether its length is said or not.
func TestTooLong(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(true))
	want := fault11("Server", "There was an exception running the extensions specified in the config file. ---&gt; Maximum request length exceeded.")
	body := enveloped(ns11, get("<Username>"+strings.Repeat("a", 10<<20)+"</Username>"))
	// The server answers before it has read everything and then closes; what
	// counts is that the answer came.
	got := exchange(t, server, post(body).raw())
	if !strings.HasSuffix(got, want.body) {
		t.Errorf("got %.300q", got)
	}
	chunk := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", 1<<20+1, strings.Repeat(" ", 1<<20+1))
	raw := "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n" + text11 + "\r\n" + action11 + "\r\n\r\n" + chunk
	if got := exchange(t, server, raw); !strings.HasSuffix(got, want.body) {
		t.Errorf("got %.300q", got)
	}

	// A mounter may have a lower bound of its own.
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest("POST", path, strings.NewReader(enveloped(ns11, get(""))))
	request.Header.Set("Content-Type", "text/xml")
	request.Header.Set("SOAPAction", "http://tempuri.org/GetPayments")
	request.ContentLength = -1
	http.MaxBytesHandler(asmx.New(echo(true)), 10).ServeHTTP(recorder, request)
	if got := recorder.Body.String(); got != want.body {
		t.Errorf("got %.300q", got)
	}
}
