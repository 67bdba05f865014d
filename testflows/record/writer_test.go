package record_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/text"
	"candybar/testflows/flow"
	"candybar/testflows/record"
)

// spoken is what a Writer makes of what happened.
func spoken(t *testing.T, happened ...event.Body) string {
	t.Helper()
	var out strings.Builder
	w := record.NewWriter(&out)
	for _, body := range happened {
		if err := w.Write(event.Event{Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriter(t *testing.T) {
	t.Parallel()
	dial := types("*6655*123#")
	final := ends(session.Final)
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
			types("4567"),
			event.Request{ID: 2, URL: "http://h/"}, event.Reply{ID: 2, Status: 200}, event.Warning{Rule: "html", Text: "| > CON"},
			asks("Your registration code has been stored successfully"),
		}, `> *6655*123#
CON
| Please enter your registration code

> 4567
CON
| Your registration code has been stored successfully
`},
		{"to the end and an SMS", []event.Body{dial, says("We sent you\na link."), final, message("iNoti", "Invoice 1:\nhttp://h/")}, `> *6655*123#
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
		{"an SMS first", []event.Body{message("MCI", "Hello"), dial}, "sms from MCI\n| Hello\n\n> *6655*123#\n"},

		{"SMS while the handler answers", []event.Body{dial, message("MCI", "One"), message("MCI", "Two"), asks("Which?"), types("1"), says("Bye"), message("MCI", "Three")}, `> *6655*123#
CON
| Which?

sms from MCI
| One

sms from MCI
| Two

> 1
END
| Bye

sms from MCI
| Three
`},
		{"an SMS before a failure", []event.Body{dial, message("MCI", "One"), ends(session.NetworkError)}, "> *6655*123#\nEND network-error\n\nsms from MCI\n| One\n"},
		{"an SMS, and no answer", []event.Body{dial, message("MCI", "One")}, "> *6655*123#\n\nsms from MCI\n| One\n"},
		{"an SMS, and no USSD", []event.Body{types("*#06#"), event.Dialled{Class: "phone-local"}, message("MCI", "One"), dial}, "> *#06#\n\nsms from MCI\n| One\n\n> *6655*123#\n"},
		{"an SMS, and another dial", []event.Body{dial, message("MCI", "One"), dial}, "> *6655*123#\n\nsms from MCI\n| One\n\n> *6655*123#\n"},

		{"empty lines", []event.Body{asks("a\n\nb\n\n")}, "CON\n| a\n|\n| b\n|\n|\n"},
		{"no text", []event.Body{asks("")}, "CON\n|\n"},
		{"an SMS of nothing", []event.Body{message("MCI", "")}, "sms from MCI\n|\n"},
		{"an SMS of nobody", []event.Body{message("", "Hello")}, "sms from {{: any}}\n| Hello\n"},
		{"blanks", []event.Body{asks("  a  b \n \nc")}, "CON\n|   a  b\n|\n| c\n"},
		{"what looks like notation", []event.Body{says("> 1\nCON\nEND released\n| x\n# y\nsms from Z\n\\n\n...")},
			"END\n| > 1\n| CON\n| END released\n| | x\n| # y\n| sms from Z\n| \\n\n| \\...\n"},
		{"Persian", []event.Body{types("بله"), asks("۱. ثبت\u200cنام\n\u200e*6655*123#")}, "> بله\nCON\n| ۱. ثبت\u200cنام\n| \u200e*6655*123#\n"},

		{"braces that are shown", []event.Body{asks("{{name}} {a} {{\n}}")}, "CON\n| \\{{name}} {a} \\{{\n| }}\n"},
		{"braces that are typed", []event.Body{types("{{pin}}")}, "> \\{{pin}}\n"},
		{"braces in an SMS", []event.Body{message("{{x}}", "{{y}}")}, "sms from \\{{x}}\n| \\{{y}}\n"},
		{"more braces", []event.Body{asks("{{{ {{{{ {{{{{\n\\{{")}, "CON\n| \\{{{ \\{{\\{{ \\{{\\{{{\n| \\\\{{\n"},
		{"a name of two lines", []event.Body{message("a\nb", "c")}, "sms from a{{\\n}}b\n| c\n"},

		{"nothing typed", []event.Body{types("")}, ">\n"},
		{"a blank typed", []event.Body{types(" ")}, "> {{\\s}}\n"},
		{"a secret typed", []event.Body{enters("4321")}, "> {{pin}}\n"},
		{"nothing secret typed", []event.Body{enters("")}, "> {{pin}}\n"},

		{"the end final was said", []event.Body{final}, ""},
		{"released", []event.Body{dial, ends(session.Released)}, "> *6655*123#\nEND released\n"},
		{"cancelled", []event.Body{dial, asks("Which?"), ends(session.Cancelled)}, "> *6655*123#\nCON\n| Which?\nEND cancelled\n"},
		{"user-timeout", []event.Body{ends(session.UserTimeout)}, "END user-timeout\n"},
		{"handler-timeout", []event.Body{event.Ended{How: session.HandlerTimeout, Cause: session.Timeout, Detail: "| 15s"}}, "END handler-timeout\n"},
		{"session-limit", []event.Body{ends(session.SessionLimit)}, "END session-limit\n"},
		{"network-error", []event.Body{event.Ended{How: session.NetworkError, Cause: session.Refused}}, "END network-error\n"},
		{"not-supported", []event.Body{ends(session.NotSupported)}, "END not-supported\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, spoken(t, test.happened...)); diff != "" {
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
	for _, body := range []event.Body{types(""), asks("a"), event.SMS{}, ends(session.Released)} {
		if err := record.NewWriter(broken{full}).Write(event.Event{Body: body}); !errors.Is(err, full) {
			t.Errorf("%T: %v", body, err)
		}
	}
	w := record.NewWriter(&failing{after: 1, err: full})
	for _, body := range []event.Body{types("*1#"), event.SMS{}} {
		if err := w.Write(event.Event{Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); !errors.Is(err, full) {
		t.Errorf("Flush: %v", err)
	}
}

// failing is a disk that is full after some writes.
type failing struct {
	after int
	err   error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, f.err
	}
	return len(p), nil
}

// FuzzWriter reads back what was written, as the language has it.
func FuzzWriter(f *testing.F) {
	for _, words := range []string{
		"", "a\n\nb", "\n", "|", "| a\n|", "> 1\nCON\nEND", "{{a}}", "{{{{{", "\\{{", "{\\{{{", " a ", "\t\r\n\x00", "سلام\u202e\n۱", "...", "\\...", "\\",
	} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		clean, _ := text.Clean(words)
		if len(clean) > 1000 {
			return
		}
		written := spoken(t, types(clean), says(clean), message("MCI", clean))
		read, err := flow.Parse("spoken", []byte("flow 1\n"+written))
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		typed, _ := read.Steps[0].(*flow.Typed)
		if got, err := typed.Text.Expand(nil); err != nil || got != clean {
			t.Errorf("typed %q reads %q, %v", clean, got, err)
		}
		sms, _ := read.Steps[1].(*flow.SMS)
		if !typed.Then.Compare(flow.Final, clean, nil).Same || !sms.Text.Compare(clean, nil).Same {
			t.Errorf("%q was written as\n%s", clean, written)
		}
	})
}
