package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/vt"
)

// flows is where the examples are, as the documented commands name them.
const flows = "../../testflows"

// export is what candybar export prints of an example.
func export(t *testing.T, kind, name string, flags ...string) []byte {
	t.Helper()
	command := exec.Command("candybar", append([]string{"export", "--as", kind, "examples/" + name + ".ussd"}, flags...)...)
	command.Dir = filepath.FromSlash(flows)
	var talk bytes.Buffer
	command.Stderr = &talk
	out, err := command.Output()
	if err != nil || talk.Len() > 0 {
		t.Fatalf("%v: %v\n%s", command.Args, err, &talk)
	}
	return out
}

// TestStories draws examples in every way. Run it with -update where they should
// look otherwise, and look at them.
func TestStories(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"register", "buy-airtime", "farsi", "ipayy-wrong-password"} {
		for _, kind := range []string{"svg", "html", "md"} {
			t.Run(name+"."+kind, func(t *testing.T) {
				t.Parallel()
				story := export(t, kind, name)
				golden.RequireEqual(t, story)
				if bytes.ContainsFunc(story, isOfTheView) {
					t.Error("the text is not in logical order")
				}
			})
		}
	}
}

// isOfTheView reports whether a character belongs to a terminal's view of a text:
// a letter in its joined form, or an order to draw from left to right.
func isOfTheView(r rune) bool {
	return r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF || r == 0x202D
}

// TestCasts plays casts in a terminal, and keeps what stands there whenever there
// is time to read.
func TestCasts(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"register", "ipayy-wrong-password"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, screensOf(t, export(t, "cast", name), readingTime))
		})
	}
	t.Run("demo", func(t *testing.T) {
		t.Parallel()
		golden.RequireEqual(t, screensOf(t, export(t, "cast", "register", "--demo"), fadingTime))
	})
}

// readingTime is the least pause, in seconds, in which a screen is read.
const readingTime = 1.5

// fadingTime is the same where keys fade meanwhile.
const fadingTime = 0.6

// screensOf plays a cast, and keeps what stands there for so long, in seconds.
func screensOf(t *testing.T, asciicast []byte, least float64) []byte {
	t.Helper()
	terminal := vt.NewEmulator(80, 24)
	t.Cleanup(func() { terminal.Close() })
	var screens bytes.Buffer
	before := 0.0
	_, outputs, _ := bytes.Cut(asciicast, []byte("\n"))
	for line := range bytes.Lines(outputs) {
		var at float64
		var kind, output string
		if err := json.Unmarshal(line, &[]any{&at, &kind, &output}); err != nil {
			t.Fatal(err)
		}
		if at-before >= least {
			fmt.Fprintf(&screens, "until %.1f s\n%s\n\n", at, terminal)
		}
		before = at
		if _, err := terminal.WriteString(output); err != nil {
			t.Fatal(err)
		}
	}
	return screens.Bytes()
}

// TestPicturesAreFresh: the pictures in the README are what the command beside
// them draws.
func TestPicturesAreFresh(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := filepath.Glob(flows + "/examples/pictures/*.svg")
	if err != nil || len(pictures) == 0 {
		t.Fatalf("%d pictures: %v", len(pictures), err)
	}
	for _, picture := range pictures {
		name := strings.TrimSuffix(filepath.Base(picture), ".svg")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := os.ReadFile(picture)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, export(t, "svg", name)) {
				t.Errorf("%s is stale: go generate ./cmd/candybar", picture)
			}
			if !bytes.Contains(readme, []byte("(testflows/examples/pictures/"+name+".svg)")) {
				t.Errorf("the README does not show %s", picture)
			}
			source, err := os.ReadFile("export.go")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(source, []byte("> examples/pictures/"+name+".svg")) {
				t.Errorf("no go:generate line of export.go makes %s", picture)
			}
		})
	}
}
