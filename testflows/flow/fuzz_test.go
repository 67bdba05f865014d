package flow_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"candybar/testflows/flow"
)

// FuzzParse reads anything. Faults stand inside the file; a flow is the same
// after it was formatted, and formatting it again changes nothing.
func FuzzParse(f *testing.F) {
	for _, source := range samples(f) {
		f.Add([]byte(source))
		f.Add([]byte(strings.ReplaceAll(source, "\n", "\r\n")))
	}
	for _, test := range faulty {
		if len(test.source) < 1000 {
			f.Add([]byte(test.source))
		}
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		before := bytes.Clone(source)
		read, err := flow.Parse("a.ussd", source)
		if !bytes.Equal(before, source) {
			t.Error("the source changed")
		}
		if err != nil {
			checkFaults(t, source, err)
			return
		}
		formatted := read.Format()
		again, err := flow.Parse("a.ussd", formatted)
		if err != nil {
			t.Fatalf("%v\nafter it was formatted from\n%s", err, source)
		}
		if twice := again.Format(); !bytes.Equal(twice, formatted) {
			t.Errorf("formatted twice it is\n%s\nand was\n%s", twice, formatted)
		}
		if a, b := meaning(t, read), meaning(t, again); a != b {
			t.Errorf("it was\n%s\nand is, formatted,\n%s", a, b)
		}
		if comments(source) != comments(formatted) {
			t.Errorf("comments are lost of\n%s\nin\n%s", source, formatted)
		}
	})
}

func checkFaults(t *testing.T, source []byte, err error) {
	t.Helper()
	var faults flow.Faults
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("%v is no faults", err)
	}
	lines := bytes.Split(source, []byte("\n"))
	last := flow.Position{Line: 1, Column: 1}
	for _, fault := range faults {
		at := fault.At
		if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > utf8.RuneCount(lines[at.Line-1])+1 {
			t.Errorf("%+v is outside of the file", fault)
		}
		if at.Line < last.Line || at.Line == last.Line && at.Column < last.Column {
			t.Errorf("%+v is out of order", fault)
		}
		if fault.Message == "" || fault.File != "a.ussd" || strings.Count(fault.String(), "\n") > 7 {
			t.Errorf("%+v is drawn as\n%s", fault, fault)
		}
		last = at
	}
	if !utf8.ValidString(err.Error()) || strings.ContainsAny(err.Error(), "\x00\x1b\r\u009b\u202e\u2066") {
		t.Errorf("%q", err)
	}
}

// meaning is a flow's JSON without positions.
func meaning(t *testing.T, f *flow.Flow) string {
	t.Helper()
	shown, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(shown, &doc); err != nil {
		t.Fatal(err)
	}
	without(doc, "at")
	shown, err = json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(shown)
}

// without takes a key out of a document.
func without(doc any, key string) {
	switch doc := doc.(type) {
	case map[string]any:
		delete(doc, key)
		for _, value := range doc {
			without(value, key)
		}
	case []any:
		for _, value := range doc {
			without(value, key)
		}
	}
}

// comments are the comments of a flow, one a line.
func comments(source []byte) string {
	var all strings.Builder
	for line := range bytes.Lines(bytes.TrimPrefix(source, []byte("\ufeff"))) {
		if line[0] == '#' {
			all.WriteString(strings.TrimRight(string(bytes.TrimRight(line, "\r\n")), " ") + "\n")
		}
	}
	return all.String()
}

// FuzzMatch matches any line with any pattern. What the matchers kept, put in
// their place, is the line again.
func FuzzMatch(f *testing.F) {
	f.Add("Invoice {{a: id}}: {{b: url}}", "Invoice F-1: http://h/")
	f.Add("{{a: any}} {{a}}{{b: money}}", "x 1 x 1,2")
	f.Add("{{a: /x*/}}{{b: time}}{{c: date}}{{d: phone}} {{e: word}}{{f: digits}}", "xx12:002024-01-02۰۹۱۲۱۲۳۴۵۶۷ ab1")
	f.Fuzz(func(t *testing.T, pattern, line string) {
		if len(pattern) > 200 || len(line) > 200 || strings.Contains(pattern, "\n") {
			return
		}
		read, err := flow.Parse("a.ussd", []byte("flow 1\n> *1#\nEND\n| "+pattern+"\n"))
		if err != nil {
			return
		}
		expected := read.Steps[0].(*flow.Typed).Then.Text[0]
		captured, ok := expected.Pattern.Match(line, nil)
		if !ok || expected.Any {
			return
		}
		var rebuilt strings.Builder
		for _, part := range expected.Pattern.Parts {
			switch part := part.(type) {
			case flow.Literal:
				rebuilt.WriteString(string(part))
			case flow.Use:
				rebuilt.WriteString(captured[part.Name])
			case flow.Matcher:
				if part.Name == "" {
					return
				}
				rebuilt.WriteString(captured[part.Name])
			}
		}
		if got, want := strings.TrimRight(rebuilt.String(), " "), strings.TrimRight(line, " "); got != want {
			t.Errorf("%q matches %q by %q, which is %q", pattern, line, captured, got)
		}
		if c := (flow.Lines{expected}).Compare(strings.ReplaceAll(line, "\n", ""), nil); !strings.Contains(line, "\n") && !c.Same {
			t.Errorf("%q matches %q, and compared with it differs: %+v", pattern, line, c)
		}
	})
}
