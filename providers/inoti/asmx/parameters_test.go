package asmx_test

import (
	"fmt"
	"testing"
)

// TestParameters repeats the measurements of how parameters are read.
func TestParameters(t *testing.T) {
	t.Parallel()
	with := func(parameters string) call { return post(enveloped(ns11, get(parameters))) }
	const a = "[a]~~F~~~~~~~~~~~"
	const xsi = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`
	check(t, []expectation{
		{"none", with(""), ok11(nulls)},
		{"empty ones are not null", with("<Username/><Password></Password><CodeName> x </CodeName>"), ok11("[][][ x ]F~~~~~~~~~~~")},
		{"any order", with("<RRN>1</RRN><Username>a</Username>"), ok11("[a]~~F~~~~~~~~~[1]~")},
		{"the first of two", with("<Username>a</Username><Username>b</Username>"), ok11(a)},
		{"unknown ones", with("<Foo>x</Foo><Username>a</Username><username>b</username>"), ok11(a)},
		{"text between", with("x<Username>a</Username>y"), ok11(a)},
		{"attributes", with(`<Username ` + xsi + ` xsi:type="xsd:string">a</Username>`), ok11(a)},
		{"attributes of XML's own", with(`<Username xml:lang="fa" xml:space="preserve">a</Username>`), ok11(a)},
		{"elements of XML's own", with("<xml:x/><Username>a</Username>"), ok11(a)},
		{"nil is empty", with(`<Username ` + xsi + ` xsi:nil="true"/>`), ok11("[]~~F~~~~~~~~~~~")},
		{"CDATA", with("<Username>a<![CDATA[<b>]]>c</Username>"), ok11("[a&lt;b&gt;c]~~F~~~~~~~~~~~")},
		{"references", with("<Username>&lt;&amp;&gt;&quot;&apos;&#x6cc;</Username>"), ok11(`[&lt;&amp;&gt;"'ی]~~F~~~~~~~~~~~`)},
		{"line ends", with("<Username>a\r\nb\rc</Username><Password>&#13;&#10;&#9;</Password>"), ok11("[a\nb\nc][\r\n\t]~F~~~~~~~~~~~")},
		{"an element inside", with("<Username>a<b>c</b>d</Username>"), empty11(400)},
		{"a comment inside", with("<Username>a<!-- x -->c</Username>"), empty11(400)},
		{"an instruction inside", with("<Username>a<?x y?>c</Username>"), empty11(400)},
		{"a comment between", with("<!-- x --><Username>a</Username><?x y?>"), ok11(a)},

		{"in no namespace, as NuSOAP sends them", post(enveloped(ns11, `<n:GetPayments xmlns:n="http://tempuri.org/"><Username>a</Username><IsAll>zzz</IsAll></n:GetPayments>`)), ok11(nulls + "!!")},
		{"in another namespace", with(`<Username xmlns="urn:x">a</Username>`), ok11(nulls + "!")},
		{"prefixed", post(enveloped(ns11, `<n:GetPayments xmlns:n="http://tempuri.org/"><n:Username>a</n:Username></n:GetPayments>`)), ok11(a)},
		{"method in another namespace", post(enveloped(ns11, `<GetPayments xmlns="urn:x"><Username>a</Username></GetPayments>`)), ok11(nulls + "!")},
		{"text for a method", post(enveloped(ns11, "hello")), ok11(nulls)},
		{"nothing for a method", post(enveloped(ns11, "")), ok11(nulls)},
		{"method without content", post(enveloped(ns11, `<GetPayments xmlns="http://tempuri.org/"/>`)), ok11(nulls)},
		{"another element before", post(enveloped(ns11, "<x/>"+get("<Username>a</Username>"))), ok11(a)},
		{"two methods add up", post(enveloped(ns11, get("<Username>a</Username>")+get("<Password>b</Password>"))), ok11("[a][b]~F~~~~~~~~~~~")},
	})
}

// TestBooleans repeats the measurements of booleans in SOAP, with the place
// that a fault names: that of the node after the element.
func TestBooleans(t *testing.T) {
	t.Parallel()
	with := func(parameters string) call { return post(enveloped(ns11, get(parameters))) }
	bad := func(line, column int, value string) answer {
		return fault11("Client", unread+fmt.Sprintf("There is an error in XML document (%d, %d). ---&gt; The string '%s' is not a valid Boolean value.", line, column, value))
	}
	check(t, []expectation{
		{"true", with("<IsAll>true</IsAll>"), ok11(all)},
		{"1", with("<IsAll>1</IsAll>"), ok11(all)},
		{"blanks", with("<IsAll> true\n</IsAll>"), ok11(all)},
		{"false", with("<IsAll>false</IsAll>"), ok11(nulls)},
		{"0", with("<IsAll>0</IsAll>"), ok11(nulls)},
		{"capital", with("<IsAll>True</IsAll>"), bad(1, 182, "True")},
		{"empty", with("<IsAll></IsAll>"), bad(1, 178, "")},
		{"self-closed", with("<IsAll/>"), bad(1, 171, "")},
		{"word", with("<IsAll>yes</IsAll>"), bad(1, 181, "yes")},
		{"01", with("<IsAll>01</IsAll>"), bad(1, 180, "01")},
		{"no-break space", with("<IsAll>\u00a0true</IsAll>"), bad(1, 183, "\u00a0true")},
		{"lines", post(enveloped(ns11, "\n  "+get("\n    <Username>a</Username>\n    <IsAll>True</IsAll>\n"))), bad(4, 24, "True")},
		{"lines in the value", with("<IsAll>\n a\n b \n</IsAll>"), bad(4, 11, "a\n b")},
		{"CR LF", with("\r\n<IsAll>x</IsAll>\r\n"), bad(2, 17, "x")},
		{"CR", with("\r<IsAll>x</IsAll>"), bad(2, 19, "x")},
		{"before a comment", with("<IsAll>x</IsAll><!-- c -->"), bad(1, 181, "x")},
		{"before an instruction", with("<IsAll>x</IsAll><?a b?>"), bad(1, 179, "x")},
		{"before an element", with("<IsAll>x</IsAll><Username/>"), bad(1, 178, "x")},
		{"before CDATA", with("<IsAll>x</IsAll><![CDATA[x]]>"), bad(1, 186, "x")},
		{"before text", with("<IsAll>x</IsAll>text"), bad(1, 177, "x")},
		{"behind UTF-16 pairs", with("<Username>ییـ😀</Username><IsAll>x</IsAll>"), bad(1, 205, "x")},
		{"an element inside", with("<IsAll><a/></IsAll>"), empty11(400)},
		{"in 1.2", post(enveloped(ns12, get("<IsAll/>")), soapAction),
			fault12("Sender", unread+"There is an error in XML document (1, 169). ---&gt; The string '' is not a valid Boolean value.")},
	})
}

// TestResults is what a method's end looks like on the wire.
func TestResults(t *testing.T) {
	t.Parallel()
	null, throw := get("<NullResult>null</NullResult>"), get("<NullResult>throw</NullResult>")
	const nothing = `<GetPaymentsResponse xmlns="http://tempuri.org/" />`
	check(t, []expectation{
		{"null", post(enveloped(ns11, null)), answer{200, "text/xml; charset=utf-8", answered(ns11, nothing)}},
		{"null in 1.2", post(enveloped(ns12, null), soapAction), answer{200, "application/soap+xml; charset=utf-8", answered(ns12, nothing)}},
		{"error", post(enveloped(ns11, throw)), fault11("Server", failed+"boom &lt; &amp; &gt;")},
		{"error in 1.2", post(enveloped(ns12, throw), soapAction), fault12("Receiver", failed+"boom &lt; &amp; &gt;")},
	})
}
