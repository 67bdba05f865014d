package flow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormat(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, source, want string }{
		{
			"headers in columns",
			"flow   1\nname  a  b\nvar    x    1  2\nphone   09121234567\ncountry IR\nsecret pin\n> {{x}}{{pin}}\nEND\n| a\n",
			"flow 1\nname     a  b\nvar      x 1  2\nphone    09121234567\ncountry  IR\nsecret   pin\n\n> {{x}}{{pin}}\nEND\n| a\n",
		},
		{
			"a blank line between steps, none inside, one elsewhere",
			"\n\n# top\n\n\nflow 1\n\n\nname a\n> *1#\n\nCON\n\n\n| a\n\n| b\nhangup\n\n\n\nEND cancelled\n\n\n",
			"# top\n\nflow 1\n\nname  a\n\n> *1#\nCON\n| a\n| b\n\nhangup\nEND cancelled\n",
		},
		{
			"comments stay",
			"# 1\nflow 1\n# 2\nname a\n# 3\n> *1#\n# 4\n\n# 5\nCON\n# 6\n| a\n# 7\n\n# 8\nhangup\n# 9\n\n\n# 10\n\n",
			"# 1\nflow 1\n# 2\nname  a\n\n# 3\n> *1#\n# 4\n# 5\nCON\n# 6\n| a\n# 7\n\n# 8\nhangup\n# 9\n\n# 10\n",
		},
		{
			"options in columns, of each step",
			step("callback\n  call    *1\n     sessionid {{: id}}\n# between\n  RRN    {{rrn: digits}}\ncharge   refused\n  amount 5"),
			step("callback\n  call       *1\n  sessionid  {{: id}}\n# between\n  RRN        {{rrn: digits}}\n\ncharge refused\n  amount  5"),
		},
		{
			"words of a step",
			step("sms    from   i  Noti\n| a\npay   approve\npay  F-1   decline\nwait   3s\nEND   user-timeout\nprompt   {{: /a  b/}}\n| ..."),
			step("sms from i  Noti\n| a\n\npay approve\n\npay F-1 decline\n\nwait 3s\nEND user-timeout\n\nprompt {{: /a  b/}}\n| ..."),
		},
		{
			"blanks and line ends",
			"\ufeffflow 1  \r\n#  c  \r\n> *1#  \r\nEND  \r\n|  a  b  \r\n|   ",
			"flow 1\n\n#  c\n> *1#\nEND\n|  a  b\n|\n",
		},
		{
			"what is typed stays to the letter",
			step(">   1   \nEND\n| a\n>\nEND\n| b"),
			step(">   1\nEND\n| a\n\n>\nEND\n| b"),
		},
		{
			"an allow among the headers",
			"flow 1\nallow  sms\nhandler http://h/\nallow charge\n> *1#\nEND\n| a\nallow  callback\n",
			"flow 1\nallow    sms\nhandler  http://h/\nallow    charge\n\n> *1#\nEND\n| a\n\nallow callback\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := parse(t, test.source).Format()
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestSamplesAreCanonical formats the samples, which changes nothing.
func TestSamplesAreCanonical(t *testing.T) {
	t.Parallel()
	for name, source := range samples(t) {
		if diff := cmp.Diff(source, string(parse(t, source).Format())); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestFormatKeepsTheBounds formats what is as large as a flow may be.
func TestFormatKeepsTheBounds(t *testing.T) {
	t.Parallel()
	long := "name " + strings.Repeat("a", 4091)
	for name, source := range map[string]string{
		"a long header": head(long + "\ncountry IR"),
		"a long option": step("callback\n  sessionid 1\n  a " + strings.Repeat("b", 4092)),
		"a large file":  "flow 1\n> *1#\nEND\n| a\n" + strings.Repeat("hangup\n", 149_000),
	} {
		read := parse(t, source)
		formatted := read.Format()
		again := parse(t, string(formatted))
		if string(again.Format()) != string(formatted) || len(again.Steps) != len(read.Steps) {
			t.Errorf("%s is another flow when it is formatted", name)
		}
	}
}
