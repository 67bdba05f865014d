package asmx_test

import (
	"crypto/tls"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candybar/providers/inoti/asmx"
)

// golden compares a document with a file of testdata, whose lines end in LF
// where .NET writes CR LF.
func golden(t *testing.T, name, got string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Error("a line does not end in CR LF")
	}
	got = strings.ReplaceAll(got, "\r\n", "\n")
	if got != strings.TrimSuffix(string(want), "\n") {
		t.Errorf("differs from testdata/%s:\n%s", name, got)
	}
}

// TestDescription compares the whole description with that which Mono's
// ServiceDescriptionReflector wrote of the same service.
func TestDescription(t *testing.T) {
	t.Parallel()
	server := serve(t, echo(true))
	for _, query := range []string{"?WSDL", "?wsdl", "?wSdL", "?wsdl&x=1", "?x=1&WSDL"} {
		got := ask(t, server, call{method: "GET", target: path + query})
		if got.status != 200 || got.contentType != "text/xml; charset=utf-8" {
			t.Errorf("%s: got %v", query, got)
		}
		golden(t, "service.wsdl", got.body)
	}
	check(t, []expectation{
		{"wsdl of a number", call{method: "GET", target: path + "?wsdl=1"}, failedPlain("XML Web service description was not found.")},
		{"schema", call{method: "GET", target: path + "?schema=1"}, failedPlain("Schema not found.")},
	})
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	got := ask(t, serve(t, echo(true)), call{method: "GET", target: path + "?DISCO"})
	if got.status != 200 || got.contentType != "text/xml; charset=utf-8" {
		t.Errorf("got %v", got)
	}
	golden(t, "service.disco", got.body)
}

// TestDescriptionWithoutBindings leaves out everything of the HTTP bindings.
func TestDescriptionWithoutBindings(t *testing.T) {
	t.Parallel()
	service := echo(false)
	service.Methods = append([]asmx.Method{{Name: "Ping"}}, service.Methods...)
	got := ask(t, serve(t, service), call{method: "GET", target: path + "?wsdl"})
	golden(t, "soaponly.wsdl", got.body)
	service.HTTPBindings = true
	got = ask(t, serve(t, service), call{method: "GET", target: path + "?wsdl"})
	for _, want := range []string{`<wsdl:message name="PingHttpGetIn" />`, `<wsdl:message name="PingHttpPostIn" />`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in\n%s", want, got.body)
		}
	}
}

// TestAddress is how the description says where the service is.
func TestAddress(t *testing.T) {
	t.Parallel()
	handler := asmx.New(echo(true))
	for _, c := range []struct{ name, target, host, forwarded, want string }{
		{"as asked", path + "?wsdl", "127.0.0.1:8080", "", "http://127.0.0.1:8080" + path},
		{"the case of the path", "/_Services/externalussdpay.asmx?wsdl", "a.test", "", "http://a.test/_Services/externalussdpay.asmx"},
		{"an escaped path", "/a%20%26%3Cb/X.asmx?wsdl", "a.test", "", "http://a.test/a%20%26%3Cb/X.asmx"},
		{"a header does not change it", path + "?wsdl", "a.test", "https", "http://a.test" + path},
		{"a host with markup", path + "?wsdl", `a"<b`, "", "http://a&quot;&lt;b" + path},
	} {
		request := httptest.NewRequest("GET", c.target, nil)
		request.Host = c.host
		request.Header.Set("X-Forwarded-Proto", c.forwarded)
		if got := addresses(t, handler, request); !slices.Equal(slices.Compact(got), []string{c.want}) || len(got) != 4 {
			t.Errorf("%s: got %q, want four times %q", c.name, got, c.want)
		}
	}
	nameless := httptest.NewRequest("GET", path+"?wsdl", nil)
	nameless.Host = ""
	if got := addresses(t, handler, nameless); got[0] != "http://localhost"+path {
		t.Errorf("without a host: got %q", got[0])
	}
	server := serve(t, echo(true))
	old := exchange(t, server, "GET "+path+"?wsdl HTTP/1.0\r\n\r\n")
	if want := `"` + server.URL + path + `"`; strings.Count(old, want) != 4 {
		t.Errorf("over HTTP/1.0 without a host: no %s in\n%s", want, old)
	}
	secure := httptest.NewRequest("GET", path+"?wsdl", nil)
	secure.TLS = &tls.ConnectionState{}
	if got := addresses(t, handler, secure); got[0] != "https://example.com"+path {
		t.Errorf("over TLS: got %q", got[0])
	}
}

// addresses are the values of location of the ports, as they are written.
func addresses(t *testing.T, handler http.Handler, request *http.Request) []string {
	t.Helper()
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	var found []string
	for _, part := range strings.Split(answer.Body.String(), `:address location="`)[1:] {
		address, _, _ := strings.Cut(part, `"`)
		found = append(found, address)
	}
	return found
}

// TestDescriptionShape reads the description as a client does.
func TestDescriptionShape(t *testing.T) {
	t.Parallel()
	var read struct {
		Elements []struct {
			Name   string `xml:"name,attr"`
			Fields []struct {
				Name  string `xml:"name,attr"`
				Least int    `xml:"minOccurs,attr"`
				Type  string `xml:"type,attr"`
			} `xml:"complexType>sequence>element"`
		} `xml:"types>schema>element"`
		Ports []struct {
			Name    string `xml:"name,attr"`
			Binding string `xml:"binding,attr"`
		} `xml:"service>port"`
		Bindings []struct {
			Name string `xml:"name,attr"`
		} `xml:"binding"`
	}
	got := ask(t, serve(t, echo(true)), call{method: "GET", target: path + "?wsdl"})
	if err := xml.Unmarshal([]byte(got.body), &read); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range read.Elements[0].Fields {
		fields = append(fields, f.Name)
		if boolean := f.Name == "IsAll"; boolean != (f.Type == "s:boolean") || boolean != (f.Least == 1) {
			t.Errorf("%s is %s, at least %d", f.Name, f.Type, f.Least)
		}
	}
	if !slices.Equal(fields, names()) {
		t.Errorf("the fields are %v", fields)
	}
	for i, suffix := range []string{"Soap", "Soap12", "HttpGet", "HttpPost"} {
		want := "ExternalUssdPay" + suffix
		if p := read.Ports[i]; p.Name != want || p.Binding != "tns:"+want || read.Bindings[i].Name != want {
			t.Errorf("port %d is %+v, binding %+v", i, p, read.Bindings[i])
		}
	}
}
