package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"candybar/testflows/replay"
)

// JUnit writes JUnit XML: one suite with a test case a flow. There is no
// standard of it; testdata/junit.xsd is what is written here, which Jenkins,
// GitLab, GitHub's actions and Azure read. A case says the file and the line of
// the flow where it failed, 1 where it did not. Times are in seconds.
//
// An expectation that did not hold is a failure, a flow that could not be played
// an error, both with the drawing as their text.
type JUnit struct {
	out   io.Writer
	tally Tally
	cases []junitCase
}

// NewJUnit makes a report to out, which is written when it is closed.
func NewJUnit(out io.Writer) *JUnit { return &JUnit{out: out} }

// suiteName is that of the one suite.
const suiteName = "candybar"

type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	junitCounts
	Suite junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	junitCounts
	Cases []junitCase `xml:"testcase"`
}

type junitCounts struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
	Time     string `xml:"time,attr"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure"`
	Error   *junitFailure `xml:"error"`
	Skipped *struct{}     `xml:"skipped"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Drawing string `xml:",cdata"`
}

// Add keeps the flow's case.
func (j *JUnit) Add(result replay.Result) error {
	j.tally.Add(result)
	one := junitCase{
		Name: xmlText(titleOf(result.Flow)), Class: xmlText(classOf(result.Flow)), File: xmlText(fileOf(result.Flow)),
		Line: max(1, result.Failure.At.Line), Time: seconds(result.Took),
	}
	switch result.Verdict {
	case replay.Passed:
	case replay.CannotRun:
		one.Error = junitFailureOf(result, "cannot-run")
	case replay.Skipped:
		one.Skipped = &struct{}{}
	case replay.Failed:
		one.Failure = junitFailureOf(result, "expectation")
	default:
		one.Failure = junitFailureOf(result, "expectation")
	}
	j.cases = append(j.cases, one)
	return nil
}

func junitFailureOf(result replay.Result, kind string) *junitFailure {
	drawing := failureIn(result)
	return &junitFailure{Message: xmlText(oneLine(drawing.Title)), Type: kind, Drawing: xmlText(drawing.String())}
}

// Close writes the document.
func (j *JUnit) Close() error {
	counts := junitCounts{
		Name: suiteName, Tests: j.tally.Flows(), Failures: j.tally.Failed, Errors: j.tally.CannotRun,
		Skipped: j.tally.Skipped, Time: seconds(j.tally.Took),
	}
	document, err := xml.MarshalIndent(junitSuites{junitCounts: counts, Suite: junitSuite{counts, j.cases}}, "", "  ")
	if err != nil {
		return fmt.Errorf("the JUnit report cannot be made: %w", err)
	}
	if _, err := io.WriteString(j.out, xml.Header+string(document)+"\n"); err != nil {
		return fmt.Errorf("the JUnit report cannot be written: %w", err)
	}
	return nil
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

// xmlText has U+FFFD for each character that XML 1.0 cannot hold, escaped or
// not (section 2.2), for a CR, which would be read as an LF, and for each byte
// that is no UTF-8.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', 0x20 <= r && r <= 0xD7FF, 0xE000 <= r && r <= 0xFFFD, 0x10000 <= r && r <= utf8.MaxRune:
			return r
		default:
			return utf8.RuneError
		}
	}, s)
}
