package rtl

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestConformance orders the lines of Unicode's BidiCharacterTest.txt that have no
// explicit controls, in the direction that is given or that their text has.
func TestConformance(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-text/typesetting").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(strings.TrimSpace(string(out)), "bidi", "test", "BidiCharacterTest.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines := 0
	for in := bufio.NewScanner(file); in.Scan(); {
		fields := strings.Split(in.Text(), ";")
		if len(fields) != 5 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		line := hexadecimal(t, fields[0])
		if strings.ContainsFunc(string(line), func(r rune) bool { return isExplicit(r) || isSeparator(r) }) {
			continue
		}
		lines++
		rtl := fields[1] == "1" || fields[1] == "2" && rightToLeft(line)
		if got := order(line, rtl); got != fields[4] {
			t.Errorf("%+q: %s, want %s", string(line), got, fields[4])
		}
	}
	if lines < 90_000 {
		t.Errorf("only %d lines", lines)
	}
}

// order is the places of a line's characters from left to right, without those
// that the test leaves out since they are not seen.
func order(line []rune, rtl bool) string {
	var places []string
	for _, r := range ordered(line, rtl) {
		for i := range r.end - r.start {
			at := r.start + i
			if r.rtl() {
				at = r.end - 1 - i
			}
			if line[at] == '\u200b' || line[at] == joiner {
				continue
			}
			places = append(places, strconv.Itoa(at))
		}
	}
	return strings.Join(places, " ")
}

func hexadecimal(t *testing.T, points string) []rune {
	t.Helper()
	var line []rune
	for point := range strings.FieldsSeq(points) {
		r, err := strconv.ParseUint(point, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		line = append(line, rune(r))
	}
	return line
}
