package testflows_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candybar/gateway/server"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// TestExamples plays every example against the demo shop, each as candybar test
// does, and each in its one form.
func TestExamples(t *testing.T) {
	t.Parallel()
	runner, err := replay.New(replay.Options{Server: server.Options{Listen: "127.0.0.1:0"}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	var flows []*flow.Flow
	err = filepath.WalkDir("examples", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".ussd") {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		parsed, err := flow.Parse(file, source)
		if err != nil {
			return err
		}
		if string(parsed.Format()) != string(source) {
			t.Errorf("%s is not in form: candybar fmt %s", file, file)
		}
		flows = append(flows, parsed)
		return nil
	})
	if err != nil || len(flows) == 0 {
		t.Fatalf("%d examples: %v", len(flows), err)
	}
	for _, f := range flows {
		t.Run(filepath.Base(f.File), func(t *testing.T) {
			t.Parallel()
			if result := runner.Play(t.Context(), f); result.Verdict != replay.Passed {
				t.Errorf("%s\n%s", result.Verdict, result.Failure)
			}
		})
	}
}
