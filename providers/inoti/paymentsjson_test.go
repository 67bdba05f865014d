package inoti_test

import (
	"encoding/json"
	"testing"
	"time"

	"candybar/providers/inoti"
)

func TestParseJSONStyle(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"jsonnet", "jss"} {
		if style, err := inoti.ParseJSONStyle(name); err != nil || string(style) != name {
			t.Errorf("%q gives %q, %v", name, style, err)
		}
	}
	const want = `unknown JSON style "Jss": use jsonnet or jss`
	if _, err := inoti.ParseJSONStyle("Jss"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// paid is a record of the documents' example time.
func paid() inoti.Record {
	return inoti.Record{
		PayID: 7, SessionID: "s-1", RefKeyBank: "REF", Mobile: "09121234567", Price: 50000, Result: true,
		PayDateTime:   time.Date(2024, time.January, 2, 3, 4, 5, 999_999_999, time.UTC),
		InotiFactorID: 900, YourFactorID: "55", RRN: 123456789012,
	}
}

func TestWriteJSON(t *testing.T) {
	t.Parallel()
	awkward := paid()
	awkward.Result = false
	awkward.SessionID = "<a href='x'>&\"\\/"
	awkward.YourFactorID = "سفارش‌۵\u0085\u2028\u2029"
	awkward.RefKeyBank = "\b\t\n\f\r\x00\x1f\x7f\xff😀"
	for _, c := range []struct {
		name    string
		style   inoti.JSONStyle
		records []inoti.Record
		want    string
	}{
		{"none", inoti.JSONNet, nil, `[]`},
		{"none", inoti.JSS, nil, `[]`},
		{"Json.NET", inoti.JSONNet, []inoti.Record{paid()},
			`[{"PayID":7,"SessionID":"s-1","RefKeyBank":"REF","Mobile":"09121234567","Price":50000.0,"Result":"true",` +
				`"PayDateTime":"2024-01-02T06:34:05","InotiFactorID":900,"YourFactorID":"55","RRN":123456789012}]`},
		{"JavaScriptSerializer", inoti.JSS, []inoti.Record{paid()},
			`[{"PayID":7,"SessionID":"s-1","RefKeyBank":"REF","Mobile":"09121234567","Price":50000,"Result":"true",` +
				`"PayDateTime":"\/Date(1704164645000)\/","InotiFactorID":900,"YourFactorID":"55","RRN":123456789012}]`},
		{"Json.NET, escapes", inoti.JSONNet, []inoti.Record{awkward},
			`[{"PayID":7,"SessionID":"<a href='x'>&\"\\/","RefKeyBank":"\b\t\n\f\r\u0000\u001f` + "\x7f\uFFFD" + `😀","Mobile":"09121234567","Price":50000.0,"Result":"false",` +
				`"PayDateTime":"2024-01-02T06:34:05","InotiFactorID":900,"YourFactorID":"سفارش` + "\u200c" + `۵\u0085\u2028\u2029","RRN":123456789012}]`},
		{"JavaScriptSerializer, escapes", inoti.JSS, []inoti.Record{awkward},
			`[{"PayID":7,"SessionID":"\u003ca href=\u0027x\u0027\u003e&\"\\/","RefKeyBank":"\b\t\n\f\r\u0000\u001f` + "\x7f\uFFFD" + `😀","Mobile":"09121234567","Price":50000,"Result":"false",` +
				`"PayDateTime":"\/Date(1704164645000)\/","InotiFactorID":900,"YourFactorID":"سفارش` + "\u200c" + `۵\u0085\u2028\u2029","RRN":123456789012}]`},
	} {
		got := c.style.Write(c.records)
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if !json.Valid([]byte(got)) {
			t.Errorf("%s: no JSON", c.name)
		}
	}
	two := inoti.JSS.Write([]inoti.Record{{}, {}})
	const empty = `{"PayID":0,"SessionID":"","RefKeyBank":"","Mobile":"","Price":0,"Result":"false","PayDateTime":"\/Date(-62135596800000)\/","InotiFactorID":0,"YourFactorID":"","RRN":0}`
	if two != "["+empty+","+empty+"]" {
		t.Errorf("two records are %s", two)
	}
}

// TestWritePrice is a .NET double of the sizes that a price can have.
func TestWritePrice(t *testing.T) {
	t.Parallel()
	for price, want := range map[int64][2]string{
		0:                         {"0.0", "0"},
		1:                         {"1.0", "1"},
		999_999_999_999_999:       {"999999999999999.0", "999999999999999"},
		1_000_000_000_000_000:     {"1E+15", "1E+15"},
		1_234_567_890_123_456_789: {"1.2345678901234568E+18", "1.2345678901234568E+18"},
	} {
		for i, style := range []inoti.JSONStyle{inoti.JSONNet, inoti.JSS} {
			var read []map[string]json.RawMessage
			if err := json.Unmarshal([]byte(style.Write([]inoti.Record{{Price: price}})), &read); err != nil {
				t.Fatal(err)
			}
			if got := string(read[0]["Price"]); got != want[i] {
				t.Errorf("%s writes %d as %s, want %s", style, price, got, want[i])
			}
		}
	}
}
