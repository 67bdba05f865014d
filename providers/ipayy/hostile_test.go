package ipayy_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/providers/ipayy"
)

// paths are those of all calls.
var paths = []string{ipayy.PathDiscovered, ipayy.PathUndiscovered, ipayy.PathResend, ipayy.PathPayment}

// TestMalformed is what no call can be read from, sent to each of them.
func TestMalformed(t *testing.T) {
	t.Parallel()
	// whole makes a request of the text in its item's name.
	whole := func(name string) string { return strings.Replace(askByPhone, "Nike Air", name, 1) }
	bomb := `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`
	rows := map[string]string{
		"nothing":                     "",
		"blanks":                      " \r\n",
		"text":                        "hello",
		"JSON":                        `{"request-token-id":"IZ71vZBE6t"}`,
		"a form":                      "request-token-id=IZ71vZBE6t&currency=INR",
		"another root":                "<a/>",
		"the answer's root":           "<consent-response/>",
		"cut":                         askByPhone[:len(askByPhone)-5],
		"cut inside":                  askByPhone[:100],
		"text behind":                 askByPhone + "x",
		"text before":                 "x" + askByPhone,
		"a second root":               askByPhone + askByPhone,
		"an end tag alone":            "</a>",
		"tags that cross":             whole("<a><b></a></b>"),
		"the page's own template":     strings.Replace(askByPhone, "<msisdn> 9876543219 </msisdn>", "<value </value>", 1),
		"an unknown entity":           whole("&foo;"),
		"an entity without an end":    whole("a & b"),
		"a DTD":                       "<!DOCTYPE a>" + askByPhone,
		"a DTD behind":                askByPhone + "<!DOCTYPE a>",
		"an entity of its own":        `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + whole("&x;"),
		"an entity bomb":              bomb + whole("&b;"),
		"a directive inside":          whole("<!ELEMENT a ANY>"),
		"NUL":                         whole("a\x00b"),
		"a control character":         whole("a\x01b"),
		"a reference to a control":    whole("&#1;"),
		"a reference to no character": whole("&#xFFFE;"),
		"no UTF-8":                    whole("\xff"),
		"UTF-16":                      "\xff\xfe<\x00a\x00/\x00>\x00",
		"another encoding":            `<?xml version="1.0" encoding="UTF-16"?>` + askByPhone,
		"XML 1.1":                     `<?xml version="1.1"?>` + askByPhone,
		"deep":                        whole(strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40)),
		"very deep":                   strings.Repeat("<a>", 20000),
		"long":                        whole(strings.Repeat("a", 64<<10)),
		"very long":                   whole(strings.Repeat("a", 10<<20)),
		"endless attributes":          "<a " + strings.Repeat("b='c' ", 9000) + ">",
	}
	for what, body := range rows {
		for _, path := range paths {
			book := newBook()
			got := post(t, ipayy.NewServer(settings, book, nil), path, body)
			if got.Code != 400 || codeOf(got.Body.String()) != "IRQ0301" || len(book.rows) > 0 {
				t.Errorf("%s to %s: %d %s", what, path, got.Code, got.Body)
			}
			wellFormed(t, got.Body.String())
		}
	}
}

// TestTolerated is what is no iPayy sample, and well-formed.
func TestTolerated(t *testing.T) {
	t.Parallel()
	inside := func(s string) string { return strings.Replace(askByPhone, "<msisdn>", s+"<msisdn>", 1) }
	for what, body := range map[string]string{
		"a declaration":       `<?xml version="1.0" encoding="utf-8" standalone="yes"?>` + "\n" + askByPhone,
		"US-ASCII":            `<?xml version="1.0" encoding="US-ASCII"?>` + askByPhone,
		"a mark":              "\uFEFF" + askByPhone,
		"a namespace":         strings.Replace(askByPhone, "request>", `request xmlns="urn:ipayy" xmlns:x="urn:x" x:y="z">`, 1),
		"a comment":           "<!-- a -->" + inside("<!-- b -->") + "<!-- c -->\n",
		"an instruction":      inside("<?php echo 1 ?>"),
		"an unknown element":  inside("<country>IN</country><deep><a><b/></a></deep>"),
		"text between":        inside(" OR "),
		"Persian and markup":  strings.Replace(askByPhone, "Nike Air", "کفش &lt;&amp;&gt; &#x1F600;", 1),
		"the largest":         inside("<!--" + strings.Repeat("x", 60<<10) + "-->"),
		"as deep as may be":   inside(strings.Repeat("<a>", 31) + strings.Repeat("</a>", 31)),
		"a directional trick": strings.Replace(askByPhone, "Nike Air", "a\u202eb", 1),
	} {
		got := post(t, ipayy.NewServer(settings, newBook(), nil), ipayy.PathUndiscovered, body)
		if got.Code != 200 || codeOf(got.Body.String()) != "consent-response" || strings.Contains(got.Body.String(), "\u202e") {
			t.Errorf("%s: %d %s", what, got.Code, got.Body)
		}
		wellFormed(t, got.Body.String())
	}
}

// broken is a body that ends with an error.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// TestBrokenBody is a request that never came whole.
func TestBrokenBody(t *testing.T) {
	t.Parallel()
	request := httptest.NewRequest(http.MethodPost, ipayy.PathPayment, broken{})
	request.SetBasicAuth("demo-merchant", "demo-app")
	answer := httptest.NewRecorder()
	ipayy.NewServer(settings, newBook(), nil).ServeHTTP(answer, request)
	if answer.Code != 400 || codeOf(answer.Body.String()) != "IRQ0301" {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// FuzzServer sends any body to any call. The answer is always one of the four
// documents, well-formed.
func FuzzServer(f *testing.F) {
	for _, body := range []string{
		askByPhone, askAgain, askToPay("7321"), askByToken(ipayy.UserToken(asha, "Idea")), "", "<a", "<!DOCTYPE a>" + askAgain,
		askByPhone[:200], strings.Replace(askByPhone, "Nike", "&#x1;&lt;]]&gt;\u202e", 1), "\uFEFF<a:b xmlns:a='c'/>", "<a>\xff</a>",
	} {
		for i := range paths {
			f.Add(uint8(i), body)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, body string) {
		book := newBook()
		handler := ipayy.NewServer(settings, book, nil)
		post(t, handler, ipayy.PathUndiscovered, askByPhone)
		got := post(t, handler, paths[int(which)%len(paths)], body)
		wellFormed(t, got.Body.String())
		switch got.Code {
		case 200, 400, 401:
		default:
			t.Errorf("status %d: %s", got.Code, got.Body)
		}
		if got.Code == 200 == strings.HasPrefix(got.Body.String(), "<error>") {
			t.Errorf("status %d: %s", got.Code, got.Body)
		}
	})
}

// FuzzParseAmount reads back what it writes.
func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1", "1.5", "1.00", "0", "999999999.99", "-1", "1e9", "."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		amount, err := ipayy.ParseAmount(s)
		if err != nil {
			return
		}
		if again, err := ipayy.ParseAmount(amount.String()); again != amount || err != nil || amount < 0 {
			t.Errorf("%q is %v, then %v (%v)", s, amount, again, err)
		}
	})
}

// TestAmount is how amounts are written.
func TestAmount(t *testing.T) {
	t.Parallel()
	for amount, want := range map[ipayy.Amount]string{
		0: "0.00", 1: "0.01", 100: "1.00", 123456: "1234.56", -1: "-0.01", -150: "-1.50", -1 << 63: "-92233720368547758.08",
	} {
		if got := fmt.Sprint(amount); got != want {
			t.Errorf("%d is written as %q, want %q", int64(amount), got, want)
		}
	}
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
