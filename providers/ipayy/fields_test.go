package ipayy_test

import (
	"strings"
	"testing"

	"candybar/phone/number"
	"candybar/providers/ipayy"
)

// field is one element of a request and the codes of its faults; "" is fine.
type field struct {
	name, value                     string
	missing, empty, long, twice, in string
}

// request is a request as a list of leaf elements.
type request struct {
	path, root string
	fields     []field
}

const bad, format, gone = "IRQ0601", "IRQ0301", "IRQ0201"

func item() []field {
	return []field{
		{"currency", "INR", gone, "IRQ0123", "IRQ0123", format, format},
		{"price", "1.00", gone, bad, bad, format, format},
		{"item-id", "voGi", gone, bad, bad, format, format},
		{"item-name", "Nike Air", gone, bad, bad, format, format},
	}
}

// requests are the four calls, whole.
func requests() []request {
	token := field{"request-token-id", "IZ71vZBE6t", gone, bad, bad, format, format}
	var texts []field
	for _, name := range []string{"success", "failure", "lowbalance", "invalidsubscriber"} {
		texts = append(texts, field{name, "Billing is " + name, "", "", bad, format, format})
	}
	both := func(fields ...field) []field { return append(append([]field{token}, fields...), item()...) }
	return []request{
		{ipayy.PathDiscovered, "consent-generate-otp-discovery", append(both(field{"ipayy-user-token", ipayy.UserToken(asha, "idea"), gone, "ISC0301", "ISC0301", format, format}), texts...)},
		{ipayy.PathUndiscovered, "consent-generate-otp-request", append(both(field{"msisdn", "9876543210", gone, "ISC0401", "ISC0401", format, format},
			field{"operator-name", "Airtel", gone, "IRQ0109", "IRQ0109", format, format}), texts...)},
		{ipayy.PathUndiscovered, "consent-generate-otp-request", both(field{"customer-code", ipayy.CustomerCode(asha), gone, "ISC0401", "ISC0301", format, format},
			field{"operator-name", "Airtel", gone, "IRQ0109", "IRQ0109", format, format})},
		{ipayy.PathResend, "consent-resend-otp-request", both()},
		{ipayy.PathPayment, "process-payment-request", []field{token, {"otp-code", "7321", gone, "ICR0301", "ICR0301", format, format},
			{"support-phone-number", "917689023415", gone, gone, bad, format, format}}},
	}
}

// body writes a request, with one field's element replaced.
func (r request) body(name, replaced string) string {
	leaf := make(map[string]string)
	for _, f := range r.fields {
		leaf[f.name] = "<" + f.name + ">" + f.value + "</" + f.name + ">"
	}
	if name != "" {
		leaf[name] = replaced
	}
	var out strings.Builder
	out.WriteString("<" + r.root + ">")
	for _, f := range r.fields {
		switch f.name {
		case "price":
			out.WriteString("<item><item-details>" + leaf["item-name"] + leaf["price"] + leaf["item-id"] + "</item-details></item>")
		case "success":
			out.WriteString("<configuration><content-text>" + leaf["success"] + leaf["failure"] + leaf["lowbalance"] + leaf["invalidsubscriber"] + "</content-text></configuration>")
		case "item-id", "item-name", "failure", "lowbalance", "invalidsubscriber":
		default:
			out.WriteString(leaf[f.name])
		}
	}
	out.WriteString("</" + r.root + ">")
	return out.String()
}

// prepared is a server on which a request without fault succeeds.
func prepared(t *testing.T, r request) (send func(string) string, book *memory) {
	t.Helper()
	book = newBook()
	handler := ipayy.NewServer(settings, book, nil)
	if strings.Contains(r.path, "resend") || r.path == ipayy.PathPayment {
		if got := codeOf(post(t, handler, ipayy.PathUndiscovered, askByPhone).Body.String()); got != "consent-response" {
			t.Fatal(got)
		}
	}
	return func(body string) string { return codeOf(post(t, handler, r.path, body).Body.String()) }, book
}

// TestFields is every element missing, empty, too long, there twice, and with an
// element inside.
func TestFields(t *testing.T) {
	t.Parallel()
	for _, r := range requests() {
		for _, f := range r.fields {
			element := func(value string) string { return "<" + f.name + ">" + value + "</" + f.name + ">" }
			for what, row := range map[string]struct{ replaced, want string }{
				"whole":   {element(f.value), ""},
				"blanks":  {element("\n " + f.value + "\t"), ""},
				"CDATA":   {element("<![CDATA[" + f.value + "]]>"), ""},
				"comment": {element(f.value + "<!-- x -->"), ""},
				"prefix":  {`<q:` + f.name + ` xmlns:q="urn:x" a="1">` + f.value + "</q:" + f.name + ">", ""},
				"missing": {"", f.missing},
				"empty":   {element(""), f.empty},
				"blank":   {element(" \n"), f.empty},
				"long":    {element(strings.Repeat("9", 1001)), f.long},
				"twice":   {element(f.value) + element(f.value), f.twice},
				"inside":  {element(f.value + "<b/>"), f.in},
			} {
				send, book := prepared(t, r)
				messages := len(book.messages)
				got := send(r.body(f.name, row.replaced))
				fine := strings.HasSuffix(got, "-response")
				if fine != (row.want == "") || !fine && got != row.want {
					t.Errorf("%s, %s %s: %s, want %q", r.path, f.name, what, got, row.want)
				}
				if !fine && (len(book.messages) != messages || len(book.charges) > 0) {
					t.Errorf("%s, %s %s: something was done", r.path, f.name, what)
				}
			}
		}
	}
}

// TestValues is what single elements may hold.
func TestValues(t *testing.T) {
	t.Parallel()
	iran := number.Iran.Example()
	rows := []struct {
		call   int
		name   string
		want   string
		values []string
	}{
		{1, "price", bad, []string{"0", "0.00", "-1", "-0.01", "+1", "1.005", "1.000", ".5", "1.", "1,00", "1e3", "0x1", "NaN", "Infinity", "1000000000", strings.Repeat("9", 150), "1 0", "one", "١", "1.0.0", "."}},
		{1, "price", "", []string{"1", "1.5", "0.01", "999999999.99", "0001.00"}},
		{1, "currency", "IRQ0123", []string{"inr", "USD", "INR,USD", "₹"}},
		{1, "request-token-id", bad, []string{"1234567", strings.Repeat("x", 41), "1234 5678", "1234\t5678", "12345678\u200e", "1234567\u202e", "پپپپپپپ"}},
		{1, "request-token-id", "", []string{"12345678", strings.Repeat("x", 40), "پپپپپپپپ", "&lt;&amp;&gt;&quot;'/..", "%00%00%00"}},
		{1, "msisdn", "", []string{"9876543210", "919876543210", "+919876543210", "00919876543210", "09876543210", "98765 43210", "+91-98765-43210"}},
		{1, "msisdn", "ISC0401", []string{"98765", "98765432100", "5876543210", "989121234567", "+989121234567", "250788123456", "+447700900123", "98765x3210", "0", "+", "tel:+919876543210"}},
		{2, "customer-code", "ISC0301", []string{"x", ipayy.CustomerCode(iran), strings.ToLower(ipayy.CustomerCode(asha)), "9876543210"}},
		{2, "customer-code", "", []string{ipayy.CustomerCode(asha) + "="}},
		{0, "ipayy-user-token", "ISC0301", []string{"x", ipayy.UserToken(asha, "Airtel"), ipayy.UserToken(iran, "Idea"), "c443cdgy7jfdfsda1b018ca7a3dd973bf1b4839abbb7b9aa"}},
		{1, "operator-name", "", []string{"Airtel", "airtel", "&lt;&amp;", "ایرتل"}},
		{4, "otp-code", "ICR0201", []string{"0000", "73210", "732", "abcd", "7321.0", "-7321", "٧٣٢١"}},
		{4, "support-phone-number", bad, []string{"call me", "+", "1;2"}},
		{4, "support-phone-number", "", []string{"+91 (7689) 023-415"}},
	}
	for _, row := range rows {
		r := requests()[row.call]
		for _, value := range row.values {
			send, book := prepared(t, r)
			if r.path == ipayy.PathPayment && row.name != "otp-code" {
				r.fields[1].value = book.otp(ravi)
			}
			got := send(r.body(row.name, "<"+row.name+">"+value+"</"+row.name+">"))
			if fine := strings.HasSuffix(got, "-response"); fine != (row.want == "") || !fine && got != row.want {
				t.Errorf("%s %q: %s, want %q", row.name, value, got, row.want)
			}
		}
	}
}

// TestEither is the pairs of which one is enough.
func TestEither(t *testing.T) {
	t.Parallel()
	consent, payment := requests()[1], requests()[4]
	code := func(of number.Number) string { return "<customer-code>" + ipayy.CustomerCode(of) + "</customer-code>" }
	phone := "<msisdn>9876543210</msisdn>"
	for replaced, want := range map[string]string{
		phone + code(asha): "consent-response", phone + code(ravi): format,
		"<msisdn></msisdn> OR " + code(asha): "consent-response", phone + " OR <customer-code></customer-code>": "consent-response",
		"<msisdn/><customer-code/>": "ISC0401", "": gone,
	} {
		send, _ := prepared(t, consent)
		if got := send(consent.body("msisdn", replaced)); got != want {
			t.Errorf("%s: %s, want %s", replaced, got, want)
		}
	}
	mail := func(address string) string { return "<support-email-address>" + address + "</support-email-address>" }
	for replaced, want := range map[string]string{
		mail("abc@gmail.com"): "payment-response", "<support-phone-number/>" + mail("abc@gmail.com"): "payment-response",
		"<support-phone-number>1</support-phone-number>" + mail(""): "payment-response",
		"<support-phone-number/>" + mail(""):                        gone, mail("abc"): bad, mail("@b"): bad, mail("a@"): bad, mail("a b@c"): bad,
	} {
		send, book := prepared(t, payment)
		payment.fields[1].value = book.otp(ravi)
		if got := send(payment.body("support-phone-number", replaced)); got != want {
			t.Errorf("%s: %s, want %s", replaced, got, want)
		}
	}
}
