package inoti

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// JSONStyle is how GetPayments writes its JSON. iNoti documents the names and
// types of the fields, not the serializer, and the two that a .NET service is
// likely to use differ in dates, numbers and escapes.
type JSONStyle string

// The styles. An empty one writes as JSONNet.
const (
	// JSONNet is Json.NET's: "Price":50000.0,
	// "PayDateTime":"2024-01-02T03:04:05" in Tehran. iNoti's C# samples for its
	// other services use it, so it is the default.
	JSONNet JSONStyle = "jsonnet"
	// JSS is the JavaScriptSerializer's that comes with .NET: "Price":50000,
	// "PayDateTime":"\/Date(1704164645000)\/", and < > ' escaped.
	JSS JSONStyle = "jss"
)

// ParseJSONStyle reads a style's name.
func ParseJSONStyle(name string) (JSONStyle, error) {
	switch s := JSONStyle(name); s {
	case JSONNet, JSS:
		return s, nil
	default:
		return "", fmt.Errorf("unknown JSON style %q: use jsonnet or jss", name)
	}
}

// Write writes records as the list that GetPayments returns, without blanks.
// Times are cut to whole seconds.
func (s JSONStyle) Write(records []Record) string {
	var out strings.Builder
	out.WriteByte('[')
	for i, r := range records {
		if i > 0 {
			out.WriteByte(',')
		}
		s.record(&out, r)
	}
	out.WriteByte(']')
	return out.String()
}

func (s JSONStyle) record(out *strings.Builder, r Record) {
	for i, f := range []struct{ name, value string }{
		{"PayID", strconv.FormatInt(r.PayID, 10)},
		{"SessionID", s.quote(r.SessionID)},
		{"RefKeyBank", s.quote(r.RefKeyBank)},
		{"Mobile", s.quote(r.Mobile)},
		{"Price", s.double(r.Price)},
		{"Result", s.quote(strconv.FormatBool(r.Result))},
		{"PayDateTime", s.date(r.PayDateTime)},
		{"InotiFactorID", strconv.FormatInt(r.InotiFactorID, 10)},
		{"YourFactorID", s.quote(r.YourFactorID)},
		{"RRN", strconv.FormatInt(r.RRN, 10)},
	} {
		separator := byte(',')
		if i == 0 {
			separator = '{'
		}
		out.WriteByte(separator)
		out.WriteString(`"` + f.name + `":` + f.value)
	}
	out.WriteByte('}')
}

// largestPlain is the first number that a .NET double is written of with an
// exponent.
const largestPlain = 1_000_000_000_000_000

// double writes an amount as .NET does a double: an integer up to fifteen
// digits, then with an exponent. Json.NET adds a decimal place where there is
// neither point nor exponent.
func (s JSONStyle) double(n int64) string {
	if n <= -largestPlain || n >= largestPlain {
		return strconv.FormatFloat(float64(n), 'E', -1, 64)
	}
	plain := strconv.FormatInt(n, 10)
	if s == JSS {
		return plain
	}
	return plain + ".0"
}

func (s JSONStyle) date(t time.Time) string {
	if s == JSS {
		return fmt.Sprintf(`"\/Date(%d)\/"`, t.Unix()*1000)
	}
	return t.In(tehran()).Format(`"2006-01-02T15:04:05"`)
}

// quote writes a string. Neither style escapes letters, so Persian stays as it
// is. A byte that is no UTF-8 becomes U+FFFD.
func (s JSONStyle) quote(value string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"', r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case shortEscape(r) != 0:
			out.WriteByte('\\')
			out.WriteByte(shortEscape(r))
		case s.escapes(r):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// shortEscape is the letter that stands for a control character, 0 for none.
func shortEscape(r rune) byte {
	if i := strings.IndexRune("\b\t\n\f\r", r); i >= 0 {
		return "btnfr"[i]
	}
	return 0
}

// escapes reports whether the style writes a character as its number: control
// characters and the line ends of Unicode in both, and what could end a script
// or an attribute in the JavaScriptSerializer's.
func (s JSONStyle) escapes(r rune) bool {
	switch r {
	case '\u0085', '\u2028', '\u2029':
		return true
	case '<', '>', '\'':
		return s == JSS
	default:
		return r < 0x20
	}
}
