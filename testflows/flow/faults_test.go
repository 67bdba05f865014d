package flow_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/testflows/flow"
)

var update = flag.Bool("update", false, "write the golden files")

// checkGolden compares got with a file of testdata.
func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: -want +got:\n%s", path, diff)
	}
}

// step is a flow whose first step is the lines, and whose dial string is not.
func step(lines string) string { return "flow 1\n\n> *1#\nEND\n| ...\n\n" + lines + "\n" }

// head is a flow with the lines as headers.
func head(lines string) string { return "flow 1\n" + lines + "\n\n> *1#\nEND\n| ...\n" }

// faulty are flows that are none, by what is wrong with them.
var faulty = []struct{ name, source string }{
	{"nothing at all", ""},
	{"only blank lines", "\n \n"},
	{"only a comment", "# hello\n"},
	{"no version", "name x\n> *1#\nEND\n| ...\n"},
	{"version indented", "  flow 1\n"},
	{"version without its number", "flow\n> *1#\n"},
	{"another version", "# new\nflow 2\nthis is not read\n"},
	{"version twice", head("flow 1")},
	{"no steps", "flow 1\nname x"},
	{"only an allow", "flow 1\nallow sms\n"},
	{"larger than a flow may be", strings.Repeat("#23456789abcdef\n", 1<<16) + "#"},
	{"a line longer than one may be", head("name " + strings.Repeat("م", 2046))},
	{"too many faults", "flow 1\n" + strings.Repeat("x\n", 200)},

	{"NUL", head("name a\x00b")},
	{"control characters", head("name a\ab\x1b[2J\x7f")},
	{"a C1 control character", head("name \u009b2J")},
	{"characters that turn the order around", head("name \u202eeman\u202c \u2066x\u2069")},
	{"no UTF-8", head("name caf\xe9")},
	{"a carriage return alone", "flow 1\rname x\n> *1#\nEND\n| ...\n"},
	{"a carriage return at the end", "flow 1\n> *1#\nEND\n| ...\r"},
	{"a tab at the beginning", step("callback\n\tcall  *1")},
	{"a tab behind a blank", step("callback\n \tcall  *1")},
	{"a tab elsewhere", step("sms\tfrom iNoti\n| ...")},
	{"one blank", step("callback\n call  *1")},

	{"an unknown word", step("wiat 3s\nEND user-timeout")},
	{"an unknown word among the headers", head("hanlder http://h/")},
	{"an unknown word among other headers", head("pohne 09121234567\n  x  y\nname x\nhandler h")},
	{"an unknown word unlike any", head("- a list?")},
	{"an unknown word that is long", head(strings.Repeat("handler", 9))},
	{"CON in small letters", "flow 1\n> *1#\ncon\n| Hello\n"},
	{"a header below a step", step("name x")},
	{"a header without its value", head("handler")},
	{"a header twice", head("name a\nname b")},
	{"unknown words of closed sets", head("pay-by inuti\ncountry US\ndialect africastalking\ncall-form stra\ntimers lax\nweather stormy\noutcome foregd\nskin smart")},
	{"a handler that is no URL", head("handler 127.0.0.1:8000/ussd")},
	{"a handler of another scheme", head("handler ftp://h/")},
	{"a handler without a host", head("handler http:///ussd")},
	{"a balance that is none", head("balance 1,000")},
	{"a negative balance", head("balance -1")},
	{"a balance too large", head("balance 9223372036854775808")},
	{"a seed that is none", head("seed 0x10")},
	{"a tag of two words", head("tag a b")},
	{"a tag twice", head("tag a\ntag b\ntag a")},
	{"a phone that is none", head("phone 0912")},
	{"a phone of another country", head("phone 0788123456")},
	{"a phone without its number", head("phone alice")},
	{"a phone with a capital", head("phone Alice 09121234567")},
	{"phones with and without names", head("phone 09121234567\nphone bob 09351234567")},
	{"a second phone without a name", head("phone bob 09351234567\nphone 09121234567")},
	{"two phones of a name", head("phone a 09121234567\nphone a 09351234567")},
	{"two phones of a number", head("phone a 09121234567\nphone b +989121234567")},
	{"more phones than may be", head(manyPhones())},
	{"a var without its value", head("var a")},
	{"a var with a variable in it", head("var a x\nvar b {{a}}y")},
	{"a var with a matcher in it", head("var b {{a: id}}y")},
	{"a secret with a value", head("secret pin 1234")},
	{"a var and a secret of a name", "flow 1\nvar a 1\nsecret a\n> {{a}}\nEND\n| ...\n"},
	{"names that nothing uses", head("var a 1\nsecret pin")},

	{"the first step is not typed", "flow 1\nsms from iNoti\n| ...\n"},
	{"the first step is a wait", "flow 1\nallow sms\nwait 3s\n\n> *1#\nEND\n| ...\n"},
	{"nothing expected", "flow 1\n> *1#\n\n> 1\nEND\n| ...\n"},
	{"nothing expected at the end", step("> 1")},
	{"nothing expected but an SMS", step("> 1\n\nsms from a\n| ...")},
	{"waiting for nothing", step("> 1\n\nwait 2s")},
	{"waiting for nothing but an SMS", step("> 1\n\nwait 2s\n\nwait 3s\n\nsms from a\n| ...")},
	{"somebody else waits", "flow 1\nphone a 09121234567\nphone b 09351234567\n> *1#\n\nwait 2s\n  phone  b\nCON\n| ...\n"},
	{"what is lost below a wait", step("> 1\n\nwait 2s\n\nfoo\n\nwait 2s\nCON\n| ...")},
	{"somebody else hangs up", "flow 1\nphone a 09121234567\nphone b 09351234567\n> *1#\n\nhangup\n  phone  b\n"},
	{"no blank behind >", step(">1\nEND\n| ...")},
	{"a phone nobody has", step("bob> 1\nEND\n| ...")},
	{"a phone nearly", "flow 1\nphone alice 09121234567\nphone bob 09351234567\nalcie> *1#\nEND\n| ...\n"},
	{"a phone said twice", "flow 1\nphone a 09121234567\nphone b 09351234567\na> *1#\n  phone  b\nEND\n| ...\n"},
	{"CON without text", step("> 1\nCON")},
	{"END without text", step("> 1\nEND\n\nhangup")},
	{"CON with text behind it", step("> 1\nCON Hello\n| Hello")},
	{"END of another name", step("> 1\nEND user-timout")},
	{"END final", step("> 1\nEND final\n| Bye")},
	{"END with a name and a text", step("> 1\nEND cancelled\n| Bye")},
	{"two screens", step("> 1\nCON\n| a\nEND\n| b")},
	{"a screen of an SMS", step("sms from a\n| ...\nEND\n| b")},
	{"a screen of nothing", "flow 1\nCON\n| Hello\n> *1#\nEND\n| ...\n"},
	{"text of nothing", "flow 1\n| Hello\n> *1#\nEND\n| ...\n"},
	{"text of a callback", step("callback\n| Hello\n| again")},
	{"text right behind what is typed", step("> 1\n| Hello")},
	{"no blank behind the bar", step("> 1\nEND\n|Bye")},
	{"an SMS without from", step("sms iNoti\n| a")},
	{"an SMS from nobody", step("sms from\n| a")},
	{"an SMS without text", step("sms from iNoti")},
	{"a prompt without a name and a text", step("prompt")},
	{"words that stand alone", step("approve now\n\nhangup please\n\ncallback  *1")},
	{"words that say something", step("otp\n\nverified\n\nunverified\n\ncharge\n\nwait\n\nweather\n\noutcome\n\nbalance\n\nallow\n\nsms\n\npay")},
	{"pay what", step("pay F-1 aprove")},
	{"a charge that is none", step("charge paid")},
	{"lengths of time that are none", step("wait 3\n\nwait 0s\n\nwait -1s\n\nwait 25h\n\nwait soon\n  within 3 s")},
	{"a balance step that is none", step("balance lots")},
	{"an allow of nothing known", step("allow smss")},
	{"a weather that is none", step("weather strom")},
	{"a request that looks at nothing", step("request\n  within  1s")},

	{"an option of no step", "flow 1\n  within 2s\n> *1#\nEND\n| ...\n"},
	{"an option without its value", step("callback\n  call=*1")},
	{"an option twice", step("callback\n  call  *1\n  call  *2")},
	{"an unknown option", step("hangup\n  wihtin  2s")},
	{"an unknown option of a charge", step("charge refused\n  amonut  5")},
	{"a pin that is not asked for", step("decline\n  pin  1234")},
	{"an option of an allow", step("allow sms\n  phone  bob")},
	{"an option of a callback at a request", step("request\n  outcome  answered")},

	{"braces that are not closed", step("> 1\nEND\n| {{a")},
	{"braces with nothing", step("> 1\nEND\n| {{}}")},
	{"a name that is none", step("> 1\nEND\n| {{Name: id}} {{1}} {{a-b}}")},
	{"a matcher without its type", step("> 1\nEND\n| {{a:}}")},
	{"an unknown type", step("> 1\nEND\n| {{a: digit}} {{b: string}}")},
	{"an unknown escape", step(`> {{\t}}` + "\nEND\n| ...")},
	{"a matcher in what is typed", step("> {{a: id}}\nEND\n| ...")},
	{"a regular expression not closed", step("> 1\nEND\n| {{a: /x}} y")},
	{"regular expressions that are none", step("> 1\nEND\n| سلام {{a: /x(/}} {{b: /[z-a]/}} {{c: /a**/}} {{d: /a{2000}/}} {{e: /(?<=a)b/}}")},
	{"regular expressions too large", step("> 1\nEND\n" + strings.Repeat("| {{: /(a{100}){10}/}}\n", 60))},
	{"an unknown variable", head("var invoice 1") + "\npay {{invocie}} approve\n"},
	{"an unknown variable unlike any", step("pay {{x}} approve")},
	{"a variable used above its capture", step("pay {{invoice}} approve\n\nsms from a\n| {{invoice: id}}")},
	{"a capture twice", step("sms from a\n| {{a: id}} {{a: id}}\n\nsms from {{a: id}}\n| ...")},
	{"a capture of a var", head("var a 1") + "\nsms from {{a: id}}\n| {{a}}\n"},
	{"captures of a lost step count", step("smss from a\n| {{a: id}}\n  x  {{b: id}}\n\npay {{a}}{{b}} approve")},

	{"many, in the order of the file", "flow 1\nsecret pin\nbalance x\n\n> {{name}}\nCON\n\nsms from a\n| {{b: di}}\n"},
	{"wide characters before the fault", step("> 1\nEND\n| 日本 e\u0301 {{x}}")},
	{"a fault far in a long line", step("> 1\nEND\n| " + strings.Repeat("0123456789", 30) + "{{x}}" + strings.Repeat(" abcdefghi", 30))},
	{"a fault at the end of a long line", step("> 1\nEND\n| " + strings.Repeat("0123456789", 30) + "{{x}}")},
}

func manyPhones() string {
	var out strings.Builder
	for i := range 101 {
		fmt.Fprintf(&out, "phone p%d 0912%07d\n", i, i)
	}
	return out.String()
}

func TestFaults(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	seen := map[string]bool{}
	for _, test := range faulty {
		if seen[test.name] {
			t.Errorf("two are called %q", test.name)
		}
		seen[test.name] = true
		parsed, err := flow.Parse("a.ussd", []byte(test.source))
		var faults flow.Faults
		if parsed != nil || !errors.As(err, &faults) || len(faults) == 0 {
			t.Errorf("%s: parsed %v with error %v", test.name, parsed, err)
			continue
		}
		fmt.Fprintf(&all, "== %s ==\n\n%s\n", test.name, err)
	}
	checkGolden(t, "faults.golden", all.String())
}
