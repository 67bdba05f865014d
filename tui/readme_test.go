package tui

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestReadmePicture: the README begins with what the phone looks like. It is drawn
// anew by
//
//	go test ./tui -run ReadmePicture -update
func TestReadmePicture(t *testing.T) {
	t.Parallel()
	const file, fence = "../README.md", "```\n"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(readme), fence)
	picture, after, found := strings.Cut(rest, fence)
	if !found {
		t.Fatal("the README has no picture")
	}
	s := newScene(t, 80, 24).bill()
	s.now = s.now.Add(time.Minute) // the banner of the SMS is gone
	s.send(arrivalTick{})
	drawn := strings.ReplaceAll(s.frame(), " \n", "\n")
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(before+fence+drawn+fence+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(drawn, picture); diff != "" {
		t.Errorf("the picture of the README is another one:\n%s", diff)
	}
}
