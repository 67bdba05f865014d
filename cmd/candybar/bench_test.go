package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// build makes a program of a package, "." for the real one: the test binary, which
// stands in for it elsewhere, carries more and starts later.
func build(b *testing.B, source string) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", binary, source)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// BenchmarkVersion is candybar version from start to end.
func BenchmarkVersion(b *testing.B) {
	binary := build(b, ".")
	for b.Loop() {
		if err := exec.Command(binary, "version").Run(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstFrame is from the start of the phone to its first whole frame,
// on a terminal that answers no question. Beside it, in turn, is a Bubble Tea
// program that only shows a text.
func BenchmarkFirstFrame(b *testing.B) {
	binary, bare := build(b, "."), build(b, "./testdata/bareterminal")
	var own, other, worst time.Duration
	n := 0
	for b.Loop() {
		other += firstFrame(b, bare)
		took := firstFrame(b, binary, "--listen", "127.0.0.1:0")
		own, worst, n = own+took, max(worst, took), n+1
	}
	b.ReportMetric(float64(own.Microseconds())/float64(n)/1000, "ms/frame")
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
	b.ReportMetric(float64(own)/float64(other), "time/bare")
}

// firstFrame is how long a program takes to show its first whole frame.
func firstFrame(b *testing.B, program string, args ...string) time.Duration {
	b.Helper()
	start := time.Now()
	term := programOnTerminal(b, 80, 24, true, program, args...)
	term.until("a whole frame", func(screen string) bool {
		return strings.Contains(screen, "MCI") && strings.Contains(screen, "9 wxyz")
	})
	took := term.wrote().Sub(start) // without what this terminal does with it
	term.keys(ctrlC)
	if code := term.exit(); code != 0 {
		b.Fatalf("exit code %d", code)
	}
	return took
}
