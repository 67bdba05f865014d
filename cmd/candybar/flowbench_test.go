package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// measured is what programs took, from start to end.
type measured struct{ wall, processor time.Duration }

func (m *measured) run(b *testing.B, program string, args ...string) {
	b.Helper()
	cmd := exec.Command(program, args...)
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	m.wall += time.Since(began)
	m.processor += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkFlows is candybar test, from the start of the process to its verdict,
// on one flow and on two hundred flows of five turns each. Beside it, in turn, a
// bare net/http program makes the same requests; the metrics are ratios to that.
//
//	go test -run '^$' -bench Flows ./cmd/candybar
func BenchmarkFlows(b *testing.B) {
	serving := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "Corner shop\n1. Register\n2. Price list\n3. Leave a message\n4. More\n0. Exit")
	}))
	b.Cleanup(serving.Close)
	binary, bare := build(b, "."), build(b, "./testdata/bare")
	for _, flows := range []int{1, 200} {
		b.Run(fmt.Sprintf("%d", flows), func(b *testing.B) {
			folder := flowsIn(b, flows)
			var own, other measured
			for b.Loop() {
				other.run(b, bare, serving.URL, strconv.Itoa(flows))
				own.run(b, binary, "test", "--handler", serving.URL, folder)
			}
			b.ReportMetric(float64(own.wall)/float64(other.wall), "time/bare")
			b.ReportMetric(float64(own.processor)/float64(other.processor), "cpu/bare")
		})
	}
}

// flowsIn makes a folder of flows, each with a phone of its own.
func flowsIn(b *testing.B, flows int) string {
	b.Helper()
	folder := b.TempDir()
	for i := range flows {
		source := fmt.Sprintf("flow 1\nname  Flow %d\nphone  0912123%04d\n\n> *6655*123#\nCON\n| Corner shop\n| ...\n", i, i)
		for range 4 {
			source += "\n> 1\nCON\n| Corner shop\n| 1. Register\n| ...\n"
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%03d.ussd", i)), []byte(source), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return folder
}
