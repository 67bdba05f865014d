package report_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// element is any XML element.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, attr := range e.Attrs {
		if attr.Name.Local == name {
			return attr.Value
		}
	}
	return ""
}

func (e element) has(t *testing.T, names ...string) {
	t.Helper()
	var got []string
	for _, attr := range e.Attrs {
		got = append(got, attr.Name.Local)
	}
	if !slices.Equal(got, names) {
		t.Errorf("%s has the attributes %v, want %v", e.XMLName.Local, got, names)
	}
}

func parsed(t *testing.T, document []byte) element {
	t.Helper()
	var root element
	if err := xml.Unmarshal(document, &root); err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
	return root
}

func TestJUnitHasItsShape(t *testing.T) {
	t.Parallel()
	root := parsed(t, written(t, "junit", mixed(t)...))
	if root.XMLName.Local != "testsuites" || len(root.Children) != 1 || root.Children[0].XMLName.Local != "testsuite" {
		t.Fatalf("the root is %s with %d children", root.XMLName.Local, len(root.Children))
	}
	counts := map[string]string{"name": "candybar", "tests": "6", "failures": "2", "errors": "1", "skipped": "1", "time": "1.344"}
	for _, counted := range []element{root, root.Children[0]} {
		counted.has(t, "name", "tests", "failures", "errors", "skipped", "time")
		for name, want := range counts {
			if got := counted.attr(name); got != want {
				t.Errorf("%s: %s is %q, want %q", counted.XMLName.Local, name, got, want)
			}
		}
	}
	inside := []string{"", "failure", "", "error", "skipped", "failure"}
	for i, one := range root.Children[0].Children {
		one.has(t, "name", "classname", "file", "line", "time")
		checkInside(t, one, inside[i])
	}
}

func checkInside(t *testing.T, one element, want string) {
	t.Helper()
	if want == "" {
		if len(one.Children) > 0 {
			t.Errorf("%s has a %s", one.attr("name"), one.Children[0].XMLName.Local)
		}
		return
	}
	if len(one.Children) != 1 || one.Children[0].XMLName.Local != want {
		t.Fatalf("%s has %d children, want one %s", one.attr("name"), len(one.Children), want)
	}
	if child := one.Children[0]; want != "skipped" {
		child.has(t, "message", "type")
		if !strings.Contains(child.Text, "error: "+child.attr("message")+"\n") {
			t.Errorf("%s: no drawing with the message %q in %q", want, child.attr("message"), child.Text)
		}
	}
}

func TestJUnitSaysWhere(t *testing.T) {
	t.Parallel()
	tests := []struct{ file, class, name string }{
		{"buy.ussd", "buy", "buy"},
		{"flows/shop/buy.ussd", "flows.shop.buy", "buy"},
		{"./flows//shop/buy.ussd", "flows.shop.buy", "buy"},
		{"../v1.2/buy.ussd", "v1_2.buy", "buy"},
		{"/srv/flows/buy", "srv.flows.buy", "buy"},
		{".ussd", "candybar", ".ussd"},
		{"فروش/خرید.ussd", "فروش.خرید", "خرید"},
	}
	for _, test := range tests {
		result := notChosen(t)
		result.Flow.File = test.file
		one := parsed(t, written(t, "junit", result)).Children[0].Children[0]
		if got := [3]string{one.attr("file"), one.attr("classname"), one.attr("name")}; got != [3]string{test.file, test.class, test.name} {
			t.Errorf("%s is %v", test.file, got)
		}
	}
}

func TestJUnitKeepsWhatXMLCanHold(t *testing.T) {
	t.Parallel()
	for _, note := range []string{"سلام نمی\u200cشود", "]]>", "]]]]>><![CDATA[", "a & b < c > d \" '", "\U0001F36C", "\uFFFD"} {
		result := reachedNobody(t)
		result.Failure.Notes = []flow.Note{{Name: "note", Text: note}}
		drawing := parsed(t, written(t, "junit", result)).Children[0].Children[0].Children[0].Text
		if !strings.HasSuffix(drawing, "= note  "+note+"\n") {
			t.Errorf("%q became %q", note, drawing)
		}
	}
}

// FuzzJUnit tries any text in any place: what is written is always XML.
func FuzzJUnit(f *testing.F) {
	f.Add("screen differs", "flows/a.ussd", "line")
	f.Add("\x00\x1b\ufffe\uffff\xff", "]]>\r\n", "\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, title, file, line string) {
		result := notChosen(t)
		result.Flow.File, result.Verdict = file, replay.Failed
		result.Failure = flow.Drawing{Title: title, File: file, Source: line, Added: []string{line}}
		document := written(t, "junit", result)
		if failure := parsed(t, document).Children[0].Children[0].Children[0]; !strings.HasPrefix(failure.Text, "error: ") {
			t.Errorf("the drawing became %q", failure.Text)
		}
	})
}

func TestJUnitHoldsToItsSchema(t *testing.T) {
	t.Parallel()
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not there; Debian has it in libxml2-utils")
	}
	documents := map[string][]byte{
		"mixed": written(t, "junit", mixed(t)...),
		"none":  written(t, "junit"),
		"long":  written(t, "junit", play(t, "closed.ussd", 36*time.Hour).Result),
	}
	for name, document := range documents {
		if out, err := validate(t, xmllint, document); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	// The schema itself must be able to refuse.
	for _, name := range []string{"line", "file", "classname", "tests", "time", "message"} {
		lacking := bytes.Replace(documents["mixed"], []byte(" "+name+"="), []byte(" other="), 1)
		if _, err := validate(t, xmllint, lacking); err == nil {
			t.Errorf("a document without %s is valid", name)
		}
	}
}

func validate(t *testing.T, xmllint string, document []byte) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "junit"+strconv.Itoa(len(document))+".xml")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(xmllint, "--nonet", "--noout", "--schema", filepath.Join("testdata", "junit.xsd"), file).CombinedOutput()
	return string(out), err
}
