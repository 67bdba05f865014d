package flow_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/phone/number"
	"candybar/testflows/flow"
)

// parse parses a flow that has no faults.
func parse(t testing.TB, source string) *flow.Flow {
	t.Helper()
	f, err := flow.Parse("a.ussd", []byte(source))
	if err != nil {
		t.Fatalf("%s\nin\n%s", err, source)
	}
	return f
}

// samples are the flows of testdata, by name.
func samples(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "flows", "*.ussd"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d samples, %v", len(paths), err)
	}
	all := map[string]string{}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = string(source)
	}
	return all
}

// TestSamples looks at all that is in a flow, as its JSON shows it.
func TestSamples(t *testing.T) {
	t.Parallel()
	for name, source := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shown, err := json.MarshalIndent(parse(t, source), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, name+".json.golden", string(shown)+"\n")
		})
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	f := parse(t, samples(t)["everything.ussd"])
	for _, header := range []struct{ got, want any }{
		{f.File, "a.ussd"},
		{f.Name, flow.Setting[string]{At: flow.Position{Line: 4, Column: 12}, Value: "Everything, in one flow"}},
		{f.Handler.Value, "http://127.0.0.1:8000/ussd?shop=1"},
		{f.Home, number.Iran},
		{f.Country.Said(), true},
		{f.PayBy.Value, flow.Provider("inoti")},
		{f.Dialect.Value, flow.Dialect("inoti")},
		{f.CallForm.Value, flow.CallForm("mixed")},
		{f.Timers.Value, flow.Timers("strict")},
		{f.Weather.Value, flow.Weather("clear")},
		{f.Outcome.Value, flow.Outcome("late")},
		{f.Skin.Value, flow.Skin("smartphone")},
		{f.Balance.Or(5), int64(1000000)},
		{f.Seed.Value, uint64(1<<64 - 1)},
		{len(f.Phones), 2},
		{f.Phones[1].Name, "bob"},
		{f.Phones[1].Number.E164(), "+989351234567"},
		{f.Vars[0].Value, "Hello,  you"},
		{f.Vars[1].Value, " {{x}}\\\n"},
		{f.Secrets, []flow.Secret{{At: flow.Position{Line: 21, Column: 12}, Name: "pin"}}},
		{f.Tags[1].Word, "slow"},
		{f.Line(1), "# Every word of the language, once at least."},
		{f.Line(0) + f.Line(10_000), ""},
		{f.Allows(flow.ChargeEvent), true},
		{f.Allows(flow.CallbackEvent), true},
		{f.Allows(flow.SMSEvent), false},
	} {
		if diff := cmp.Diff(header.want, header.got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestHeadersLeftOut(t *testing.T) {
	t.Parallel()
	f := parse(t, "flow 1\n> *1#\nEND\n| ...\n")
	if f.Name.Said() || f.Handler.Said() || f.Seed.Said() || f.Balance.Or(7) != 7 || f.Home != number.Iran {
		t.Errorf("%+v", f)
	}
	if diff := cmp.Diff([]flow.Phone{{Number: number.Iran.Example()}}, f.Phones, cmp.AllowUnexported(number.Number{})); diff != "" {
		t.Error(diff)
	}
}

// TestHome is the country that a phone's number is read in, and that of the
// phone that nobody named.
func TestHome(t *testing.T) {
	t.Parallel()
	for headers, want := range map[string]string{
		"":                                  "+989121234567",
		"pay-by inoti":                      "+989121234567",
		"pay-by ipayy":                      "+919876543210",
		"pay-by intouchpay":                 "+250788123456",
		"country IN":                        "+919876543210",
		"pay-by ipayy\ncountry RW":          "+250788123456",
		"phone 9812345678\npay-by ipayy":    "+919812345678",
		"phone 0788 123-457\ncountry RW":    "+250788123457",
		"phone +250788123457\npay-by inoti": "+250788123457",
	} {
		f := parse(t, head(headers))
		if got := f.Phones[0].Number.E164(); got != want {
			t.Errorf("%q: the phone is %s, want %s", headers, got, want)
		}
	}
}

const twoPhones = "flow 1\nphone alice 09121234567\nphone bob 09351234567\n\n"

// TestWhoseStep is which phone each step is for.
func TestWhoseStep(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, source, want string }{
		{"one phone without a name", step("sms from a\n| ..."), " "},
		{"one phone with a name", head("phone carol 09121234567") + "\nhangup\n", "carol carol"},
		{"at first the first", twoPhones + "> *1#\nCON\n| ...\n\nhangup\n", "alice alice"},
		{"the last to type", twoPhones + "bob> *1#\nCON\n| ...\n\n> 1\nCON\n| ...\n\nalice> *1#\nEND\n| ...\n\nsms from a\n| ...\n", "bob bob alice alice"},
		{"an option is for its step", twoPhones + "> *1#\nEND\n| ...\n\nsms from a\n| ...\n  phone bob\n\nhangup\n", "alice bob alice"},
		{"an option of what is typed stays", twoPhones + "> *1#\n  phone bob\nCON\n| ...\n\nhangup\n", "bob bob"},
		{"an allow is for nobody", twoPhones + "allow sms\nbob> *1#\nEND\n| ...\n\nallow charge\n\nhangup\n", " bob  bob"},
		{"a wait instead of a screen", twoPhones + "bob> *1#\n\nwait 5s\nCON\n| ...\n", "bob bob"},
		{"several waits, and a hangup", twoPhones + "bob> *1#\n\nwait 5s\n\nwait 5s\n\nhangup\n", "bob bob bob bob"},
		{"a hangup instead of a screen", twoPhones + "bob> *1#\n\nhangup\n", "bob bob"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := parse(t, test.source)
			var got []string
			for _, step := range f.Steps {
				got = append(got, step.About().Phone)
				if _, ok := f.Phone(step.About().Phone); !ok {
					if _, allows := step.(*flow.Allow); !allows {
						t.Errorf("nobody is called %q", step.About().Phone)
					}
				}
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%q, want %q", strings.Join(got, " "), test.want)
			}
		})
	}
}

func TestPatience(t *testing.T) {
	t.Parallel()
	f := parse(t, step("sms from a\n| ...\n  within 1m\n\nsms from a\n| ..."))
	for i, want := range []time.Duration{flow.DefaultWithin, time.Minute, flow.DefaultWithin} {
		if got := f.Steps[i].About().Patience(); got != want {
			t.Errorf("step %d waits %s, want %s", i, got, want)
		}
	}
}

// TestTyped is what a line of what is typed says.
func TestTyped(t *testing.T) {
	t.Parallel()
	values := flow.Values{"a": {Text: "x y"}, "pin": {Text: "4321", Secret: true}}
	for written, want := range map[string]string{
		">":                     "",
		">   ":                  "",
		"> 1":                   "1",
		">  1":                  " 1",
		"> 1  2  ":              "1  2",
		"> # 1 | > CON":         "# 1 | > CON",
		"> {{a}}*{{ pin }}#":    "x y*4321#",
		`> \{{a}}`:              "{{a}}",
		`> \\{{a}}`:             `\{{a}}`,
		`> {{\\}}{{a}}`:         `\x y`,
		"> {{{a}}}":             "{x y}",
		"> {{{{a}}}}":           "{{x y}}",
		`> {{\s}}`:              " ",
		`> 1{{\s}}`:             "1 ",
		`> 1{{\n}}2`:            "1\n2",
		`> \s\n\`:               `\s\n\`,
		"> سلام\u200c ۱۲":       "سلام\u200c ۱۲",
		"> }} { } {a} {{{\\s}}": "}} { } {a} { ",
	} {
		f := parse(t, "flow 1\nvar a _\nsecret pin\n> *{{a}}{{pin}}#\nCON\n| ...\n"+written+"\nEND\n| ...\n")
		typed := f.Steps[1].(*flow.Typed)
		got, err := typed.Text.Expand(values)
		if got != want || err != nil {
			t.Errorf("%q is typed as %q, %v; want %q", written, got, err, want)
		}
		if typed.Text.IsZero() {
			t.Errorf("%q has no template", written)
		}
	}
}

func TestExpandWithoutAValue(t *testing.T) {
	t.Parallel()
	f := parse(t, step("sms from a\n| {{invoice: id}}\n\npay {{invoice}} approve"))
	pay := f.Steps[2].(*flow.Pay)
	if got, err := pay.Invoice.Expand(nil); err == nil || got != "" {
		t.Errorf("it is %q", got)
	}
	values := flow.Values{}
	values.Keep(map[string]string{"invoice": "F-1"})
	if got, err := pay.Invoice.Expand(values); err != nil || got != "F-1" {
		t.Errorf("it is %q, %v", got, err)
	}
}

// TestLineEnds has one flow with the line ends and the byte order mark of every
// system.
func TestLineEnds(t *testing.T) {
	t.Parallel()
	for name, source := range samples(t) {
		want := parse(t, source).Format()
		for _, form := range []string{
			strings.ReplaceAll(source, "\n", "\r\n"), "\ufeff" + source, strings.TrimSuffix(source, "\n"),
			strings.ReplaceAll(source, "\n", "   \n"),
		} {
			if got := parse(t, form).Format(); string(got) != string(want) {
				t.Errorf("%s: %q is read as\n%s", name, form[:10], got)
			}
		}
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	f := parse(t, "flow 1\nvar a 1\nvar b 2\nsecret pin\nsecret otp\n> {{a}}{{b}}{{pin}}{{otp}}\nEND\n| ...\n")
	values, missing := f.Values(map[string]string{"b": "3", "pin": "4321", "other": "5"})
	if diff := cmp.Diff(flow.Values{"a": {Text: "1"}, "b": {Text: "3"}, "pin": {Text: "4321", Secret: true}}, values); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(f.Secrets[1:], missing); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	values := flow.Values{
		"pin": {Text: "432", Secret: true}, "otp": {Text: "4321", Secret: true},
		"none": {Secret: true}, "open": {Text: "9"},
	}
	if got, want := values.Mask("*4321*432*9#"), "*••••*••••*9#"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func BenchmarkParse(b *testing.B) {
	source := []byte(samples(b)["buy-airtime.ussd"])
	b.ReportAllocs()
	for b.Loop() {
		if _, err := flow.Parse("buy-airtime.ussd", source); err != nil {
			b.Fatal(err)
		}
	}
}
