package asmx_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/providers/inoti/asmx"
)

// FuzzSOAP sends any body with any headers. The service always answers, with
// one of its statuses, and with nothing or well-formed XML.
func FuzzSOAP(f *testing.F) {
	const v11, v12, action = "text/xml; charset=utf-8", "application/soap+xml", `"http://tempuri.org/GetPayments"`
	good := enveloped(ns11, get("<Username>ی</Username><IsAll>true</IsAll>"))
	for _, body := range []string{
		good, enveloped(ns12, get("<IsAll>x</IsAll>")), "", "hello", good[:120], "<!DOCTYPE a>" + good,
		enveloped(ns11, get(`<Username xmlns:q="u" q:a="1"><![CDATA[x]]>&#x1;&lt;</Username>`)), enveloped("urn:\x01<", "<x/>"), "\xff\xfe", "<a:b/>",
	} {
		f.Add(body, v11, action, true)
		f.Add(body, v12, "", false)
		f.Add(body, "text/xml; charset=x", action+"<", true)
	}
	handler := asmx.New(echo(true))
	f.Fuzz(func(t *testing.T, body, contentType, action string, hasAction bool) {
		request := httptest.NewRequest("POST", path, strings.NewReader(body))
		request.Header.Set("Content-Type", contentType)
		if hasAction {
			request.Header.Set("SOAPAction", action)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		switch answer.Code {
		case 200, 500:
			wellFormed(t, answer.Body.String())
		case 400, 415:
			if answer.Body.Len() > 0 {
				t.Errorf("%d with a body: %q", answer.Code, answer.Body)
			}
		default:
			t.Errorf("status %d", answer.Code)
		}
	})
}

func wellFormed(t *testing.T, document string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(document))
	for elements := 0; ; {
		token, err := decoder.Token()
		if _, ok := token.(xml.StartElement); ok {
			elements++
		}
		switch {
		case errors.Is(err, io.EOF) && elements > 0:
			return
		case err != nil:
			t.Fatalf("%v in %q", err, document)
		}
	}
}
