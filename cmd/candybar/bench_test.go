package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// build makes the real program: the test binary, which stands in for it
// elsewhere, carries more and starts later.
func build(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "candybar")
	cmd := exec.Command("go", "build", "-o", binary, ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// BenchmarkVersion is candybar version from start to end.
func BenchmarkVersion(b *testing.B) {
	binary := build(b)
	for b.Loop() {
		if err := exec.Command(binary, "version").Run(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstFrame is from the start of the phone to its first whole frame,
// on a terminal that answers no question.
func BenchmarkFirstFrame(b *testing.B) {
	binary := build(b)
	b.Setenv("PATH", filepath.Dir(binary)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	var total, worst time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		term := onTerminal(b, 80, 24, true, "--listen", "127.0.0.1:0")
		term.until("the whole phone", func(screen string) bool {
			return strings.Contains(screen, "MCI") && strings.Contains(screen, "9 wxyz")
		})
		took := time.Since(start)
		total, worst, n = total+took, max(worst, took), n+1
		term.keys(ctrlC)
		if code := term.exit(); code != 0 {
			b.Fatalf("exit code %d", code)
		}
	}
	b.ReportMetric(float64(total.Microseconds())/float64(n)/1000, "ms/frame")
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
}
