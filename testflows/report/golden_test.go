package report_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/testflows/report"
)

var began = time.Date(2026, 11, 21, 18, 24, 0, 0, time.UTC)

// reports are all of them, by name.
var reports = map[string]func(io.Writer) report.Report{
	"terminal": func(out io.Writer) report.Report { return report.NewTerminal(out) },
	"junit":    func(out io.Writer) report.Report { return report.NewJUnit(out) },
	"json":     func(out io.Writer) report.Report { return report.NewJSONLines(out) },
	"html":     func(out io.Writer) report.Report { return report.NewHTML(out, began) },
}

// written is what a report writes of results.
func written(t testing.TB, name string, results ...replay.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	r := reports[name](&out)
	for _, result := range results {
		if err := r.Add(result); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name := range reports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, written(t, name, mixed(t)...))
		})
		t.Run(name+" of none", func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, written(t, name))
		})
	}
}

func TestNoSecretIsShown(t *testing.T) {
	t.Parallel()
	for name := range reports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			differs := paidByAlice(t)
			differs.Verdict, differs.Complete = replay.Failed, false
			differs.Failure = flow.Drawing{
				Title: "SMS differs, not " + oneTimePassword, After: "> " + typedPIN, Added: []string{"Your code is " + oneTimePassword},
				Notes: []flow.Note{{Name: "request", Text: "GET /?call=*1*" + typedPIN}},
			}
			out := string(written(t, name, differs, paidByAlice(t)))
			for _, secret := range []string{oneTimePassword, typedPIN} {
				if strings.Contains(out, secret) {
					t.Errorf("%s stands in it", secret)
				}
			}
		})
	}
}
