package inoti_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/providers/inoti"
)

func TestReadReply(t *testing.T) {
	t.Parallel()
	screen := func(text string) inoti.Reply { return inoti.Screen{Text: text} }
	closing := func(text string) inoti.Reply { return inoti.Closing{Text: text} }
	payment := func(id string, price int64) inoti.Reply {
		return inoti.Payment{YourFactorID: id, Price: price}
	}
	tests := []struct {
		name, body string
		want       inoti.Reply
	}{
		{"a text", "Please enter your code", screen("Please enter your code")},
		{"Persian", "لطفا کد را وارد نمایید", screen("لطفا کد را وارد نمایید")},
		{"lines", "1. a\n\n2. b", screen("1. a\n\n2. b")},
		{"nothing", "", screen("")},
		{"nothing but edges", "\uFEFF \r\n\t", screen("")},

		{"a byte order mark", "\uFEFFok", screen("ok")},
		{"white space of every kind", " \t\r\n\v\fok\f\v\n\r\t ", screen("ok")},
		{"a mark, then white space", "\uFEFF\nok", screen("ok")},
		{"white space, then a mark", "\n\uFEFFok", screen("ok")},
		{"two marks", "\uFEFF\uFEFFok", screen("ok")},
		{"a mark inside stays", "o\uFEFFk", screen("o\uFEFFk")},
		{"a mark at the end stays", "ok\uFEFF", screen("ok\uFEFF")},
		{"a no-break space is text", "\u00A0ok\u00A0", screen("\u00A0ok\u00A0")},
		{"no UTF-8 either", "\xff", screen("\xff")},

		{"an end", "Goodbye[end]", closing("Goodbye")},
		{"an end alone", "[end]", closing("")},
		{"the documents' sample", "http://www.mySite.com[end]", closing("http://www.mySite.com")},
		{"an end and a line break", "Goodbye[end]\r\n", closing("Goodbye")},
		{"white space before the end", "\uFEFF Goodbye \n[end]", closing("Goodbye")},
		{"white space and an end", " \n[end]", closing("")},
		{"two ends are one and a text", "Goodbye[end][end]", closing("Goodbye[end]")},
		{"an end in capitals", "Goodbye[END]", screen("Goodbye[END]")},
		{"an end in mixed case", "Goodbye[End]", screen("Goodbye[End]")},
		{"an end in the middle", "Good[end]bye", screen("Good[end]bye")},
		{"an end in front", "[end]Goodbye", screen("[end]Goodbye")},
		{"an end with a full stop", "Goodbye[end].", screen("Goodbye[end].")},
		{"an end with a blank in it", "Goodbye[ end]", screen("Goodbye[ end]")},
		{"a cut end", "Goodbye[end", screen("Goodbye[end")},

		{"a payment", "9900|55|50000", payment("55", 50000)},
		{"a payment of one rial", "9900|55|1", payment("55", 1)},
		{"a payment of all rials", "9900|55|9223372036854775807", payment("55", 9223372036854775807)},
		{"an id of letters", "9900|BZ-0a_é|50000", payment("BZ-0a_é", 50000)},
		{"an id with a blank", "9900|order 55|50000", payment("order 55", 50000)},
		{"zeros in front of a price", "9900|0055|0050", payment("0055", 50)},
		{"a payment between edges", "\uFEFF\r\n9900|55|50000 \n", payment("55", 50000)},

		{"a payment with an end", "9900|55|50000[end]", closing("9900|55|50000")},
		{"a payment with an end and an edge", "9900|55|50000\n[end]\n", closing("9900|55|50000")},
		{"no id", "9900||50000", screen("9900||50000")},
		{"a blank id", "9900| |50000", screen("9900| |50000")},
		{"an id of blanks", "9900|\t\u00A0|50000", screen("9900|\t\u00A0|50000")},
		{"a star in the id", "9900|5*5|50000", screen("9900|5*5|50000")},
		{"a line break in the id", "9900|5\n5|50000", screen("9900|5\n5|50000")},
		{"a return in the id", "9900|5\r5|50000", screen("9900|5\r5|50000")},
		{"no price", "9900|55|", screen("9900|55|")},
		{"a price of zero", "9900|55|0", screen("9900|55|0")},
		{"a price of zeros", "9900|55|000", screen("9900|55|000")},
		{"a price below zero", "9900|55|-1", screen("9900|55|-1")},
		{"a price with a sign", "9900|55|+1", screen("9900|55|+1")},
		{"a price with a fraction", "9900|55|1.5", screen("9900|55|1.5")},
		{"a price with commas", "9900|55|50,000", screen("9900|55|50,000")},
		{"a price with an exponent", "9900|55|1e3", screen("9900|55|1e3")},
		{"a price with an underscore", "9900|55|50_000", screen("9900|55|50_000")},
		{"a price in hexadecimal", "9900|55|0x10", screen("9900|55|0x10")},
		{"a price in Persian digits", "9900|55|۵۰۰۰۰", screen("9900|55|۵۰۰۰۰")},
		{"a price with a blank", "9900|55| 50000", screen("9900|55| 50000")},
		{"a price with a unit", "9900|55|50000 rial", screen("9900|55|50000 rial")},
		{"a price too big by one", "9900|55|9223372036854775808", screen("9900|55|9223372036854775808")},
		{"a price of a hundred digits", "9900|55|" + strings.Repeat("9", 100), screen("9900|55|" + strings.Repeat("9", 100))},
		{"two fields", "9900|50000", screen("9900|50000")},
		{"four fields", "9900|55|50000|1", screen("9900|55|50000|1")},
		{"a bar at the end", "9900|55|50000|", screen("9900|55|50000|")},
		{"another number", "9901|55|50000", screen("9901|55|50000")},
		{"a longer number", "09900|55|50000", screen("09900|55|50000")},
		{"a blank after the number", "9900 |55|50000", screen("9900 |55|50000")},
		{"a text in front", "Pay 9900|55|50000", screen("Pay 9900|55|50000")},
		{"a text after it", "9900|55|50000\nThank you", screen("9900|55|50000\nThank you")},
		{"only the number", "9900", screen("9900")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, inoti.ReadReply(test.body)); diff != "" {
				t.Errorf("%q (-want +got)\n%s", test.body, diff)
			}
		})
	}
}

func TestTrim(t *testing.T) {
	t.Parallel()
	tests := []struct {
		body, want string
		edges      inoti.Edges
	}{
		{"", "", inoti.Edges{}},
		{"ok", "ok", inoti.Edges{}},
		{"two words", "two words", inoti.Edges{}},
		{"\uFEFFok", "ok", inoti.Edges{ByteOrderMark: true}},
		{" \nok\r\n", "ok", inoti.Edges{Before: " \n", After: "\r\n"}},
		{"\uFEFF\t\v\fok\f", "ok", inoti.Edges{ByteOrderMark: true, Before: "\t\v\f", After: "\f"}},
		{" \uFEFF\n\uFEFFok", "ok", inoti.Edges{ByteOrderMark: true, Before: " \n"}},
		{"ok\uFEFF ", "ok\uFEFF", inoti.Edges{After: " "}},
		{" \n ", "", inoti.Edges{Before: " \n "}},
		{"\u00A0ok", "\u00A0ok", inoti.Edges{}},
		{" [end] ", "[end]", inoti.Edges{Before: " ", After: " "}},
	}
	for _, test := range tests {
		got, edges := inoti.Trim(test.body)
		if got != test.want || edges != test.edges {
			t.Errorf("Trim(%q) = %q, %+v; want %q, %+v", test.body, got, edges, test.want, test.edges)
		}
	}
}

func TestCarried(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"":                               "",
		"ok":                             "ok",
		" ok\n":                          " ok\n",
		"\uFEFFok":                       "\uFEFFok",
		"[end]":                          "",
		"Goodbye[end]":                   "Goodbye",
		"\uFEFF Goodbye [end]\r\n":       "\uFEFF Goodbye \r\n",
		"\n\uFEFF\nGoodbye[end]":         "\n\uFEFF\nGoodbye",
		" [end] ":                        "  ",
		"Goodbye[end][end]":              "Goodbye[end]",
		"Goodbye[END]":                   "Goodbye[END]",
		"Good[end]bye":                   "Good[end]bye",
		"9900|55|50000":                  "9900|55|50000",
		strings.Repeat("س", 80):          strings.Repeat("س", 80),
		"[end]" + strings.Repeat(" ", 9): strings.Repeat(" ", 9),
	} {
		if got := inoti.Carried(body); got != want {
			t.Errorf("Carried(%q) = %q, want %q", body, got, want)
		}
	}
}

// edge is what never stands at the ends of a text.
const edge = " \t\r\n\v\f"

func FuzzReply(f *testing.F) {
	for _, body := range []string{
		"", "ok", "\uFEFF\uFEFFok\n", " \uFEFF[end]", "Goodbye \n[end]\r\n", "[end][end]", "9900|55|50000",
		"9900|55|50000[end]", "9900| |99999999999999999999", "\xef\xbb", "\x00", "\uFEFF [end]\uFEFF",
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		inner, edges := inoti.Trim(body)
		checkTrimmed(t, inner)
		if !strings.HasSuffix(body, inner+edges.After) || strings.Trim(edges.Before+edges.After, edge) != "" {
			t.Errorf("Trim(%q) = %q, %+v", body, inner, edges)
		}
		carried := inoti.Carried(body)
		if len(carried) > len(body) {
			t.Errorf("Carried(%q) = %q is longer than the body", body, carried)
		}
		switch reply := inoti.ReadReply(body).(type) {
		case inoti.Screen:
			checkTrimmed(t, reply.Text)
			if again := inoti.ReadReply(reply.Text); again != inoti.Reply(reply) {
				t.Errorf("%q is %#v, and that text is %#v", body, reply, again)
			}
			if carried != body {
				t.Errorf("%q is carried as %q", body, carried)
			}
		case inoti.Closing:
			checkTrimmed(t, reply.Text)
			if len(carried) != len(body)-len(inoti.End) {
				t.Errorf("%q is carried as %q", body, carried)
			}
		case inoti.Payment:
			if reply.Price < 1 || strings.TrimSpace(reply.YourFactorID) == "" || strings.ContainsAny(reply.YourFactorID, "|*\r\n") {
				t.Errorf("%q is the payment %#v", body, reply)
			}
		default:
			t.Errorf("%q is %#v", body, reply)
		}
	})
}

func checkTrimmed(t *testing.T, text string) {
	t.Helper()
	if strings.Trim(text, edge) != text || strings.HasPrefix(text, "\uFEFF") {
		t.Errorf("the text %q has an edge", text)
	}
}
