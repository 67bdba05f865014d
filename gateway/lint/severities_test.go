package lint_test

import (
	"slices"
	"strings"
	"testing"

	"candybar/gateway/event"
	"candybar/gateway/lint"
)

// A rule says all that the table promises, once.
func TestRules(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, rule := range lint.Rules() {
		if seen[rule.ID] || strings.Trim(rule.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("the id %q", rule.ID)
		}
		seen[rule.ID] = true
		if !slices.Contains([]event.Severity{lint.Off, event.SeverityWarning, event.SeverityError}, rule.Severity) {
			t.Errorf("%s counts as %q", rule.ID, rule.Severity)
		}
		for _, words := range []string{rule.Why, rule.Cure} {
			if words == "" || strings.ContainsAny(words, "\n\r\t") || strings.HasSuffix(words, ".") {
				t.Errorf("%s says %q", rule.ID, words)
			}
		}
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	severities := make(lint.Severities)
	for _, severity := range []string{"off", "warning", "error"} {
		if err := severities.Set("html", severity); err != nil || string(severities["html"]) != severity {
			t.Errorf("html is %q: %v", severities["html"], err)
		}
	}
	for _, test := range []struct{ id, severity, says string }{
		{"htlm", "off", `there is no rule "htlm": did you mean html?`},
		{"ucs-2", "off", "did you mean ucs2?"},
		{"to-long", "off", "did you mean too-long?"},
		{"", "off", "did you mean"},
		{strings.Repeat("x", 1000), "off", "there is no rule"},
		{"html", "loud", `the rule html cannot be "loud": use off, warning or error`},
		{"html", "", "use off, warning or error"},
	} {
		err := severities.Set(test.id, test.severity)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%q = %q: %v, want %q", test.id, test.severity, err, test.says)
		}
	}
	if len(severities) != 1 {
		t.Errorf("what is unknown was set: %v", severities)
	}
}

func TestAs(t *testing.T) {
	t.Parallel()
	report := lint.Reply("\ufeff ok\t<b>")
	severities := lint.Severities{"byte-order-mark": lint.Off, "html": event.SeverityError, "tab": event.SeverityWarning}
	got := report.As(severities)
	if want := []string{"white-space 1:2", "!html 1:6", "tab 1:5"}; !slices.Equal(brief(got.Warnings), want) {
		t.Errorf("%v, want %v", brief(got.Warnings), want)
	}
	if report.Bad() || !got.Bad() {
		t.Errorf("bad: %t before, %t after", report.Bad(), got.Bad())
	}
	if same := report.As(nil); !slices.Equal(same.Warnings, report.Warnings) {
		t.Errorf("nothing said, and it is %v", brief(same.Warnings))
	}
	// What does not fit does not, whatever its rule counts as.
	if long := lint.Reply(strings.Repeat("a", 183)).As(lint.Severities{"too-long": lint.Off}); !long.Bad() || len(long.Warnings) != 0 {
		t.Errorf("%+v", long)
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	warning := event.Warning{Rule: "unverified", Severity: event.SeverityWarning, Text: "a"}
	for said, want := range map[event.Severity]bool{lint.Off: false, event.SeverityWarning: true, event.SeverityError: true} {
		got, speaks := lint.Severities{"unverified": said}.Judge(warning)
		if speaks != want || speaks && (got.Severity != said || got.Text != "a") {
			t.Errorf("%s: %+v %t", said, got, speaks)
		}
	}
	if got, speaks := (lint.Severities{"html": lint.Off}).Judge(warning); !speaks || got != warning {
		t.Errorf("another rule's: %+v %t", got, speaks)
	}
}
