package testflows_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/text"
	"candybar/testflows"
)

// written is what a Writer makes of what happened.
func written(t *testing.T, happened ...event.Body) string {
	t.Helper()
	var out strings.Builder
	w := testflows.NewWriter(&out)
	for _, body := range happened {
		if err := w.Write(event.Event{Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func asks(words string) event.Body { return event.Screen{Text: words, Open: true} }

func says(words string) event.Body { return event.Screen{Text: words} }

func TestWriter(t *testing.T) {
	t.Parallel()
	dial := event.Typed{Text: "*6655*123#"}
	final := event.Ended{How: session.Final}
	tests := []struct {
		name     string
		happened []event.Body
		want     string
	}{
		{"nothing", nil, ""},
		{"a conversation", []event.Body{
			dial, event.Dialled{Class: "ussd", Code: "*6655*123#"},
			event.Request{ID: 1, URL: "http://h/"}, event.Reply{ID: 1, Status: 200},
			asks("Please enter your registration code"),
			event.Typed{Text: "4567"},
			event.Request{ID: 2, URL: "http://h/"}, event.Reply{ID: 2, Status: 200}, event.Warning{Rule: "html", Text: "| > CON"},
			asks("Your registration code has been stored successfully"),
		}, `> *6655*123#
CON
| Please enter your registration code

> 4567
CON
| Your registration code has been stored successfully
`},
		{"to the end and an SMS", []event.Body{dial, says("We sent you\na link."), final, event.SMS{From: "iNoti", Text: "Invoice 1:\nhttp://h/"}}, `> *6655*123#
END
| We sent you
| a link.

sms from iNoti
| Invoice 1:
| http://h/
`},
		{"two sessions", []event.Body{dial, says("Bye"), final, event.Subscriber{Changed: []string{"pin"}}, dial, says("Bye"), final}, `> *6655*123#
END
| Bye

> *6655*123#
END
| Bye
`},
		{"an SMS first", []event.Body{event.SMS{From: "MCI", Text: "Hello"}, dial}, "sms from MCI\n| Hello\n\n> *6655*123#\n"},

		{"empty lines", []event.Body{asks("a\n\nb\n\n")}, "CON\n| a\n|\n| b\n|\n|\n"},
		{"no text", []event.Body{asks("")}, "CON\n|\n"},
		{"an SMS of nothing", []event.Body{event.SMS{From: "MCI"}}, "sms from MCI\n|\n"},
		{"blanks", []event.Body{asks("  a  b \n \nc")}, "CON\n|   a  b \n|  \n| c\n"},
		{"what looks like notation", []event.Body{says("> 1\nCON\nEND released\n| x\n# y\nsms from Z\n\\n")},
			"END\n| > 1\n| CON\n| END released\n| | x\n| # y\n| sms from Z\n| \\n\n"},
		{"Persian", []event.Body{event.Typed{Text: "بله"}, asks("۱. ثبت\u200cنام\n\u200e*6655*123#")}, "> بله\nCON\n| ۱. ثبت\u200cنام\n| \u200e*6655*123#\n"},

		{"braces that are shown", []event.Body{asks("{{name}} {a} {{\n}}")}, "CON\n| \\{{name}} {a} \\{{\n| }}\n"},
		{"braces that are typed", []event.Body{event.Typed{Text: "{{pin}}"}}, "> \\{{pin}}\n"},
		{"braces in an SMS", []event.Body{event.SMS{From: "{{x}}", Text: "{{y}}"}}, "sms from \\{{x}}\n| \\{{y}}\n"},
		{"more braces", []event.Body{asks("{{{ {{{{ {{{{{\n\\{{")}, "CON\n| \\{{{ \\{{\\{{ \\{{\\{{{\n| \\\\{{\n"},
		{"a name of two lines", []event.Body{event.SMS{From: "a\nb", Text: "c"}}, "sms from a b\n| c\n"},

		{"nothing typed", []event.Body{event.Typed{}}, ">\n"},
		{"a blank typed", []event.Body{event.Typed{Text: " "}}, ">  \n"},
		{"a secret typed", []event.Body{event.Typed{Text: "4321", Secret: true}}, "> {{pin}}\n"},
		{"nothing secret typed", []event.Body{event.Typed{Secret: true}}, "> {{pin}}\n"},

		{"the end final was said", []event.Body{final}, ""},
		{"released", []event.Body{dial, event.Ended{How: session.Released}}, "> *6655*123#\nEND released\n"},
		{"cancelled", []event.Body{dial, asks("Which?"), event.Ended{How: session.Cancelled}}, "> *6655*123#\nCON\n| Which?\nEND cancelled\n"},
		{"user-timeout", []event.Body{event.Ended{How: session.UserTimeout}}, "END user-timeout\n"},
		{"handler-timeout", []event.Body{event.Ended{How: session.HandlerTimeout, Cause: session.Timeout, Detail: "| 15s"}}, "END handler-timeout\n"},
		{"session-limit", []event.Body{event.Ended{How: session.SessionLimit}}, "END session-limit\n"},
		{"network-error", []event.Body{event.Ended{How: session.NetworkError, Cause: session.Refused}}, "END network-error\n"},
		{"not-supported", []event.Body{event.Ended{How: session.NotSupported}}, "END not-supported\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, written(t, test.happened...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestWriterTellsOfAnError(t *testing.T) {
	t.Parallel()
	full := errors.New("the disk is full")
	for _, body := range []event.Body{event.Typed{}, asks("a"), event.SMS{}, event.Ended{How: session.Released}} {
		if err := testflows.NewWriter(broken{full}).Write(event.Event{Body: body}); !errors.Is(err, full) {
			t.Errorf("%T: %v", body, err)
		}
	}
}

// readBack is the text that "|" lines stand for, by the words of the notation:
// verbatim after one blank, "|" alone is an empty line, \{{ is two braces.
func readBack(t *testing.T, block string) string {
	t.Helper()
	block, ended := strings.CutSuffix(block, "\n")
	if !ended {
		t.Errorf("%q has no last line end", block)
	}
	lines := strings.Split(block, "\n")
	for i, line := range lines {
		words, verbatim := strings.CutPrefix(line, "| ")
		if !verbatim && line != "|" || verbatim && words == "" {
			t.Errorf("the line %q is not of the notation", line)
		}
		if !verbatim {
			words = ""
		}
		lines[i] = unescape(t, words)
	}
	return strings.Join(lines, "\n")
}

func unescape(t *testing.T, words string) string {
	t.Helper()
	parts := strings.Split(words, `\{{`)
	for _, part := range parts {
		if strings.Contains(part, "{{") {
			t.Errorf("%q holds a variable", words)
		}
	}
	return strings.Join(parts, "{{")
}

func FuzzWriter(f *testing.F) {
	for _, words := range []string{
		"", "a\n\nb", "\n", "|", "| a\n|", "> 1\nCON\nEND", "{{a}}", "{{{{{", "\\{{", "{\\{{{", " a ", "\t\r\n\x00", "سلام\u202e\n۱", "...",
	} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		clean, _ := text.Clean(words)
		for begin, body := range map[string]event.Body{
			"CON\n": asks(clean), "END\n": says(clean), "sms from MCI\n": event.SMS{From: "MCI", Text: clean},
		} {
			block, begins := strings.CutPrefix(written(t, body), begin)
			if !begins {
				t.Errorf("%q does not begin with %q", block, begin)
			}
			if got := readBack(t, block); got != clean {
				t.Errorf("%q was written as %q and reads %q", clean, block, got)
			}
		}
		if strings.Contains(clean, "\n") || clean == "" {
			return
		}
		line := strings.TrimSuffix(written(t, event.Typed{Text: clean}), "\n")
		if typed, is := strings.CutPrefix(line, "> "); !is || unescape(t, typed) != clean {
			t.Errorf("typed %q was written as %q", clean, line)
		}
	})
}
