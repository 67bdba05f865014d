package flow_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	cleaner "candybar/phone/text"
	"candybar/testflows/flow"
)

func TestRewrite(t *testing.T) {
	t.Parallel()
	pin := flow.Values{"pin": {Text: "4321", Secret: true}, "name": {Text: "Ali"}}
	const top = "flow 1\nsecret pin\n> *{{pin}}#\n"
	tests := []struct {
		name, source string
		end          flow.End
		text, want   string
	}{
		{"nothing differs", top + "CON\n| a\n| b\n", flow.Open, "a\nb", top + "CON\n| a\n| b\n"},
		{"one line", top + "CON\n| a\n| b\n| c\n", flow.Open, "a\nx\nc", top + "CON\n| a\n| x\n| c\n"},
		{"every line", top + "CON\n| a\n| b\n", flow.Open, "x\ny", top + "CON\n| x\n| y\n"},
		{"a line more", top + "CON\n| a\n| c\n", flow.Open, "a\nb\nc", top + "CON\n| a\n| b\n| c\n"},
		{"a line more at the top", top + "CON\n| b\n", flow.Open, "a\nb", top + "CON\n| a\n| b\n"},
		{"lines more at the end", top + "CON\n| a\n\n# end\n", flow.Open, "a\nb\n", top + "CON\n| a\n| b\n|\n\n# end\n"},
		{"a line less", top + "CON\n| a\n| b\n| c\n", flow.Open, "a\nc", top + "CON\n| a\n| c\n"},
		{"a line that matches stays", top + "END\n| Code {{: digits}} \n| b\n", flow.Final, "Code 12\nx", top + "END\n| Code {{: digits}} \n| x\n"},
		{"a line that moved stays", top + "CON\n| {{a: digits}}!\n| b\n| c\n", flow.Open, "b\nc\n12!", top + "CON\n| b\n| c\n| 12!\n"},
		{"any lines stay", top + "CON\n| a\n| ...\n| z\n", flow.Open, "b\n1\n2\nz", top + "CON\n| b\n| ...\n| z\n"},
		{"any lines stay between", top + "CON\n| ...\n| b\n", flow.Open, "1\n2\nc", top + "CON\n| ...\n| c\n"},
		{"any lines stay alone", top + "CON\n| ...\n", flow.Final, "1\n2", top + "END\n| ...\n"},
		{"what a line keeps holds below", top + "CON\n| {{v: id}}\n| x\n| {{v}}!\n", flow.Open, "a\ny\na!", top + "CON\n| {{v: id}}\n| y\n| {{v}}!\n"},
		{"comments, options and blank lines stay", top + "# 1\nCON\n# 2\n  within  1s\n| a\n# 3\n\n| b\n# 4\n", flow.Open, "x\nb\nc", top + "# 1\nCON\n# 2\n  within  1s\n| x\n# 3\n\n| b\n| c\n# 4\n"},
		{"another end", top + "CON\n| a\n", flow.Final, "a", top + "END\n| a\n"},
		{"no text any more", top + "CON\n| a\n# c\n| b\n\nhangup\n", flow.HandlerTimeout, "the phone's own", top + "END handler-timeout\n# c\n\nhangup\n"},
		{"a text now", top + "END network-error\n  within  1s\n", flow.Open, "a\nb", top + "CON\n| a\n| b\n  within  1s\n"},
		{"what would be read otherwise", top + "CON\n| a\n", flow.Open, "...\n{{a}}\n b\u202e", top + "CON\n| \\...\n| \\{{a}}\n|  b\n"},
		{"a secret is never written", top + "CON\n| a\n", flow.Open, "Your PIN 4321, 4321.", top + "CON\n| Your PIN {{pin}}, {{pin}}.\n"},
		{"Windows line ends", strings.ReplaceAll("\ufeff"+top+"CON\n| a\n| b", "\n", "\r\n"), flow.Open, "x\nb\nc", strings.ReplaceAll("\ufeff"+top+"CON\n| x\n| b\n| c", "\n", "\r\n")},
		{"a line kept below one that is gone", top + "CON\n| {{v: word}}\n| {{v}}\n", flow.Open, "\n0", top + "CON\n|\n| 0\n"},
		{"no line end at the end", top + "CON\n| a", flow.Open, "a\nb", top + "CON\n| a\n| b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := parse(t, test.source)
			got, err := f.Rewrite(flow.Correction{Step: f.Steps[0], End: test.end, Text: test.text, Values: pin})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestRewriteSeveral corrects an SMS, a prompt and what a wait and a hangup
// come to, all at once.
func TestRewriteSeveral(t *testing.T) {
	t.Parallel()
	f := parse(t, step("sms from a\n  within  1s\n| x {{v: id}}\n| b\n\nprompt {{v}}\n| a\n\nwait 2s\nEND user-timeout\n\nhangup\nEND cancelled"))
	got, err := f.Rewrite(
		flow.Correction{Step: f.Steps[4], End: flow.Released},
		flow.Correction{Step: f.Steps[1], Text: "0\nx 1\nc"},
		flow.Correction{Step: f.Steps[2], Text: "a\nb"},
		flow.Correction{Step: f.Steps[3], End: flow.SessionLimit},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := step("sms from a\n  within  1s\n| 0\n| x {{v: id}}\n| c\n\nprompt {{v}}\n| a\n| b\n\nwait 2s\nEND session-limit\n\nhangup\nEND released")
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestRewriteLosesACapture corrects a line that a later one needs.
func TestRewriteLosesACapture(t *testing.T) {
	t.Parallel()
	f := parse(t, step("sms from a\n| Invoice {{v: id}}\n\npay {{v}} approve"))
	got, err := f.Rewrite(flow.Correction{Step: f.Steps[1], Text: "Closed"})
	var faults flow.Faults
	if got != nil || !errors.As(err, &faults) || faults[0].Message != "unknown variable v" {
		t.Errorf("%s, %v", got, err)
	}
}

// TestRewriteOfNothing corrects steps that expect nothing, or are of another flow.
func TestRewriteOfNothing(t *testing.T) {
	t.Parallel()
	const source = "flow 1\n> *1#\n\nhangup\n\ncallback\n\nwait 1s\n"
	f := parse(t, source)
	for _, s := range append(f.Steps, parse(t, step("hangup")).Steps[0], nil) {
		if got, err := f.Rewrite(flow.Correction{Step: s, Text: "a"}); err == nil {
			t.Errorf("it is\n%s", got)
		}
	}
	if got, err := f.Rewrite(); err != nil || string(got) != source {
		t.Errorf("%s, %v", got, err)
	}
}

// FuzzRewrite corrects a screen by any text, which the screen then expects.
func FuzzRewrite(f *testing.F) {
	f.Add("a\n{{v: id}}\n...\n{{v}}", "a\nb\nc")
	f.Add("{{v: word}}\n{{v}}", "p\nz\np")
	f.Add("...\nb", "x\n\nb\n")
	f.Fuzz(func(t *testing.T, expected, text string) {
		if len(expected)+len(text) > 400 {
			return
		}
		bars := "| " + strings.ReplaceAll(expected, "\n", "\n| ")
		source := "flow 1\n> *1#\nCON\n" + bars + "\n"
		read, err := flow.Parse("a.ussd", []byte(source))
		if err != nil {
			return
		}
		step := read.Steps[0].(*flow.Typed)
		rewritten, err := read.Rewrite(flow.Correction{Step: step, End: flow.Open, Text: text})
		if err != nil {
			t.Fatalf("%q corrected by %q: %v", expected, text, err)
		}
		clean, _ := cleaner.Clean(text)
		if step.Then.Text.Compare(clean, nil).Same && string(rewritten) != source {
			t.Errorf("%q matches %q and was rewritten:\n%s", expected, text, rewritten)
		}
		again := parse(t, string(rewritten)).Steps[0].(*flow.Typed)
		if c := again.Then.Compare(flow.Open, clean, nil); !c.Same {
			t.Errorf("%q corrected by %q: %+v in\n%s", expected, text, c, rewritten)
		}
	})
}
