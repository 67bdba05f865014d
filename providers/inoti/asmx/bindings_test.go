package asmx_test

import (
	"net/url"
	"strings"
	"testing"
)

// query is a query with every parameter, empty unless given.
func query(given ...string) string {
	var parts []string
	for _, name := range names() {
		value := ""
		if name == "IsAll" {
			value = "false"
		}
		for i := 0; i < len(given); i += 2 {
			if given[i] == name {
				value = given[i+1]
			}
		}
		parts = append(parts, name+"="+url.QueryEscape(value))
	}
	return strings.Join(parts, "&")
}

const (
	form    = "Content-Type: application/x-www-form-urlencoded"
	blanks  = "[][][]F[][][][][][][][][][][]"
	nothing = "<string xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\" xmlns=\"http://tempuri.org/\" />"
)

func okString(text string) answer {
	return answer{200, "text/xml; charset=utf-8", xmlHead + "\r\n<string xmlns=\"http://tempuri.org/\">" + text + "</string>"}
}

func failedPlain(text string) answer {
	return answer{500, "text/plain; charset=utf-8", text + "\r\n"}
}

func noBoolean(value string) answer {
	return failedPlain("Cannot convert " + value + " to System.Boolean.\r\nParameter name: type ---> String was not recognized as a valid Boolean.")
}

func TestHTTPGet(t *testing.T) {
	t.Parallel()
	to := func(target string) call { return call{method: "GET", target: path + target} }
	with := func(given ...string) call { return to("/GetPayments?" + query(given...)) }
	null := okString("")
	null.body = xmlHead + "\r\n" + nothing
	wrongCase := "Invalid method name &#39;getpayments&#39;, method names are case sensitive. The method name &#39;GetPayments&#39; with the same name but different casing was found.\r\nParameter name: methodName"
	check(t, []expectation{
		{"empty", with(), okString(blanks)},
		{"escapes", with("Username", "a b+c&<>'"), okString("[a b+c&amp;&lt;&gt;'][][]F[][][][][][][][][][][]")},
		{"Persian", with("Username", "سلام"), okString("[سلام][][]F[][][][][][][][][][][]")},
		{"names in another case", to("/GetPayments?" + strings.ToLower(query())), okString(blanks)},
		{"a name twice", to("/GetPayments?" + query("Username", "a") + "&Username=b"), okString("[a,b][][]F[][][][][][][][][][][]")},
		{"more than asked for", to("/GetPayments?" + query() + "&Foo=b;c&d"), okString(blanks)},
		{"no escapes", to("/GetPayments?" + strings.Replace(query(), "Username=", "Username=%zz%4", 1)), okString("[%zz%4][][]F[][][][][][][][][][][]")},
		{"no UTF-8", to("/GetPayments?" + strings.Replace(query(), "Username=", "Username=%ff", 1)), okString("[\uFFFD][][]F[][][][][][][][][][][]")},
		{"no XML", to("/GetPayments?" + strings.Replace(query(), "Username=", "Username=%00%01", 1)), okString("[\uFFFD\uFFFD][][]F[][][][][][][][][][][]")},
		{"one missing", to("/GetPayments?Username=a&Password=b&CodeName=c&IsAll=true"), failedPlain("Missing parameter: DateFrom.")},
		{"all missing", to("/GetPayments"), failedPlain("Missing parameter: Username.")},
		{"true", with("IsAll", "true"), okString(strings.Replace(blanks, "F", "T", 1))},
		{"True", with("IsAll", "True"), okString(strings.Replace(blanks, "F", "T", 1))},
		{"TRUE with blanks", with("IsAll", " TRUE "), okString(strings.Replace(blanks, "F", "T", 1))},
		{"1", with("IsAll", "1"), noBoolean("1")},
		{"no boolean", with("IsAll", ""), noBoolean("")},
		{"markup", with("IsAll", "<&'é😀"), noBoolean("&lt;&amp;&#39;&#233;&#128512;")},
		{"null", with("NullResult", "null"), null},
		{"error", with("NullResult", "throw"), failedPlain("boom &lt; &amp; &gt;")},
		{"method in another case", to("/getpayments?" + query()), failedPlain(wrongCase)},
		{"unknown method", to("/Nope?" + query()), failedPlain("Nope Web Service method name is not valid.")},
		{"more path", to("/GetPayments/x?" + query()), failedPlain("GetPayments/x Web Service method name is not valid.")},
	})
}

func TestHTTPPost(t *testing.T) {
	t.Parallel()
	to := func(body string, headers ...string) call {
		return call{method: "POST", target: path + "/GetPayments", headers: headers, body: body}
	}
	inQuery := to("", form)
	inQuery.target += "?" + query()
	check(t, []expectation{
		{"form", to(query("Username", "a+b&"), form), okString("[a+b&amp;][][]F[][][][][][][][][][][]")},
		{"form with charset", to(query(), form+"; charset=utf-8"), okString(blanks)},
		{"parameters in the query", inQuery, failedPlain("Missing parameter: Username.")},
		{"one missing", to("Username=a", form), failedPlain("Missing parameter: Password.")},
		{"no boolean", to(query("IsAll", ""), form), noBoolean("")},
		{"JSON", to("{}", "Content-Type: application/json"), failedPlain("Request format is invalid: application/json.")},
		{"multipart", to("x", "Content-Type: multipart/form-data; boundary=x"), failedPlain("Request format is invalid: multipart/form-data; boundary=x.")},
		{"no content type", to(query()), failedPlain("Request format is invalid: .")},
		{"too long", to("Username="+strings.Repeat("a", 1<<20), form), failedPlain("Maximum request length exceeded.")},
	})
}
