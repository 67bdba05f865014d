package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"candybar/testflows/report"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, before, after, want string }{
		{"nothing", "a\nb\n", "a\nb\n", ""},
		{"empty", "", "", ""},
		{"one line", "a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
		{"a line more", "a\nc\n", "a\nb\nc\n", "@@ -1,2 +1,3 @@\n a\n+b\n c\n"},
		{"a line less", "a\nb\nc\n", "a\nc\n", "@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
		{"out of nothing", "", "a\n", "@@ -0,0 +1,1 @@\n+a\n"},
		{"to nothing", "a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
		{"a middle that stays", "a\nx\nb\n", "A\nx\nB\n", "@@ -1,3 +1,3 @@\n-a\n+A\n x\n-b\n+B\n"},
		{"near changes are one", "a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
			"@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
		{"far changes are two", "0\na\n1\n2\n3\n4\n5\n6\n7\nb\n", "0\nA\n1\n2\n3\n4\n5\n6\n7\nB\nc\n",
			"@@ -1,5 +1,5 @@\n 0\n-a\n+A\n 1\n 2\n 3\n@@ -7,4 +7,5 @@\n 5\n 6\n 7\n-b\n+B\n+c\n"},
		{"no newline at the end", "a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
	}
	for _, test := range tests {
		if got := report.Diff([]byte(test.before), []byte(test.after)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// What is too large to be compared is still told.
func TestDiffOfLargeFiles(t *testing.T) {
	t.Parallel()
	before, after := strings.Repeat("a\n", 20_000), strings.Repeat("b\n", 20_000)
	diff := report.Diff([]byte("x\n"+before+"y\n"), []byte("x\n"+after+"y\n"))
	if !strings.HasPrefix(diff, "@@ -1,20002 +1,20002 @@\n x\n-a\n") || !strings.HasSuffix(diff, "+b\n y\n") {
		t.Errorf("the diff of %d octets begins with %.60q", len(diff), diff)
	}
}

// FuzzDiff puts the diff upon the file before, which must give the one after.
func FuzzDiff(f *testing.F) {
	f.Add([]byte("a\nb\nc\n"), []byte("a\nc\nd\n"))
	f.Add([]byte("0\na\n1\n2\n3\n4\n5\n6\n7\nb\n"), []byte("0\nA\n1\n2\n3\n4\n5\n6\n7\nB\nc"))
	f.Add([]byte("-a\n+b\n@@\n"), []byte("\n\n\\ x\n"))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		diff := report.Diff(before, after)
		if (diff == "") != bytes.Equal(before, after) {
			t.Fatalf("%q and %q differ by %q", before, after, diff)
		}
		patched, err := patch(before, diff)
		if err != nil || !bytes.Equal(patched, after) {
			t.Errorf("%v: %q with\n%s\nis %q, want %q", err, before, diff, patched, after)
		}
	})
}

// patch is the file before with a diff upon it.
func patch(before []byte, diff string) ([]byte, error) {
	old := slices.Collect(strings.Lines(string(before)))
	var out []string
	taken, added := 0, false
	for line := range strings.Lines(diff) {
		switch line[0] {
		case '@':
			var from, size, newFrom, newSize int
			if _, err := fmt.Sscanf(line, "@@ -%d,%d +%d,%d @@", &from, &size, &newFrom, &newSize); err != nil {
				return nil, err
			}
			from -= min(1, size)
			out, taken = append(out, old[taken:from]...), from
			if len(out) != newFrom-min(1, newSize) {
				return nil, fmt.Errorf("%s comes after %d lines", line, len(out))
			}
		case '\\':
			if added && len(out) > 0 {
				out[len(out)-1] = strings.TrimSuffix(out[len(out)-1], "\n")
			}
		case '+':
			out = append(out, line[1:])
		default:
			if taken >= len(old) || strings.TrimSuffix(old[taken], "\n") != strings.TrimSuffix(line[1:], "\n") {
				return nil, fmt.Errorf("the file has no line %q", line)
			}
			if taken++; line[0] == ' ' {
				out = append(out, line[1:])
			}
		}
		added = line[0] != '-'
	}
	return []byte(strings.Join(append(out, old[taken:]...), "")), nil
}
