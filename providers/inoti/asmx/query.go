package asmx

import "strings"

// pair is one name=value of a query or a form. ASP.NET files a part without an
// equals sign under no name at all, which is how it finds ?WSDL.
type pair struct {
	name, value string
	bare        bool
}

// values is a query or a form as .NET's NameValueCollection: names without
// case, the values of one name joined by commas.
type values []pair

// parseQuery reads a query as leniently as .NET: what is no escape stays as it
// is, and no character makes the rest unreadable. Package net/url drops both.
func parseQuery(query string) values {
	if query == "" {
		return nil
	}
	var read values
	for part := range strings.SplitSeq(query, "&") {
		name, value, named := strings.Cut(part, "=")
		if !named {
			name, value = "", part
		}
		read = append(read, pair{name: unescape(name), value: unescape(value), bare: !named})
	}
	return read
}

// nameless gives what stands in the query without a name.
func (v values) nameless() (value string, ok bool) {
	return v.join(func(p pair) bool { return p.bare })
}

// named gives the value of a name; ok is false where it is not there.
func (v values) named(name string) (value string, ok bool) {
	return v.join(func(p pair) bool { return !p.bare && strings.EqualFold(p.name, name) })
}

func (v values) join(wanted func(pair) bool) (joined string, ok bool) {
	var found []string
	for _, p := range v {
		if wanted(p) {
			found = append(found, p.value)
		}
	}
	return strings.Join(found, ","), found != nil
}

// unescape is .NET's HttpUtility.UrlDecode: plus is a blank, %XX a byte of
// UTF-8, and a percent sign before anything else is itself.
func unescape(escaped string) string {
	if !strings.ContainsAny(escaped, "+%") {
		return strings.ToValidUTF8(escaped, "\uFFFD")
	}
	var out strings.Builder
	for i := 0; i < len(escaped); i++ {
		switch c := escaped[i]; {
		case c == '+':
			out.WriteByte(' ')
		case c == '%' && i+2 < len(escaped) && isHex(escaped[i+1]) && isHex(escaped[i+2]):
			out.WriteByte(nibble(escaped[i+1])<<4 | nibble(escaped[i+2]))
			i += 2
		default:
			out.WriteByte(c)
		}
	}
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func nibble(hex byte) byte {
	switch {
	case hex <= '9':
		return hex - '0'
	case hex <= 'F':
		return hex - 'A' + 10
	default:
		return hex - 'a' + 10
	}
}
