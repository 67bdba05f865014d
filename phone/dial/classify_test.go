package dial

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// rows gives each string the same answer, its code the string itself.
func rows(class Class, name, note string, codes ...string) map[string]Dialled {
	table := map[string]Dialled{}
	for _, code := range codes {
		table[code] = Dialled{Class: class, Code: code, Name: name, Note: note}
	}
	return table
}

func TestClassify(t *testing.T) {
	t.Parallel()
	const hidden, shown = "voice call, caller identity hidden", "voice call, caller identity shown"
	tests := map[string]map[string]Dialled{
		"USSD": rows(USSD, "USSD", "",
			"*123#", "#123#", "*#123#", "**123#", "##123#", "*6655*123#", "*6655*123*45#", "123#", "1#", "*4#", "*123*#"),
		"more fields than a procedure has": rows(USSD, "USSD", "",
			"*720*1*2*3*4*5#", "*21*1*2*3*4*5#", "*720*****#"),
		"a number that ends in # too": rows(USSD, "USSD", "",
			"*400#1234567890123456#", "*31#123#", "*21#123#", "*123#*45#"),
		"not quite the shape of a reserved code": rows(USSD, "USSD", "",
			"*2#", "*0021#", "#*21#", "***21#", "*#006#", "*755#", "*595#", "*59#", "*376#", "*364#", "##", "*#", "*#*#4636#*#", "hello#"),
		"call forwarding": rows(Supplementary, "call forwarding", "",
			"*21#", "*21*09121234567#", "**21*09121234567*11#", "##21#", "*#21#", "#21#", "*67#", "*61#", "*62#",
			"**61*09121234567*11*20#", "**002*09121234567#", "##002#", "##004#", "*21*1*2*3*4#", "*21*#"),
		"call waiting": rows(Supplementary, "call waiting", "", "*43#", "#43#", "*#43#"),
		"call barring": rows(Supplementary, "call barring", "",
			"*33*0000#", "*35*0000*16#", "*331*0000#", "#330*0000#", "*#332#", "*351#", "*333#", "*353#"),
		"line identification": rows(Supplementary, "line identification", "", "*30#", "*31#", "#31#", "*#31#", "*#30#"),
		"password":            rows(Supplementary, "barring password", "", "**03*330*0000*1111*1111#"),
		"caller hidden":       rows(Call, hidden, "", "#31#09121234567", "#31#+989121234567"),
		"caller shown":        rows(Call, shown, "", "*31#09121234567", "*31#112"),
		"PIN":                 rows(Local, "SIM PIN change", "", "**04*1234*4321*4321#"),
		"PIN2":                rows(Local, "SIM PIN2 change", "", "**042*1234*4321*4321#"),
		"PUK":                 rows(Local, "SIM PUK, new PIN", "", "**05*12345678*1234*1234#"),
		"PUK2":                rows(Local, "SIM PUK2, new PIN2", "", "**052*12345678*1234*1234#"),
		"PIN in another form": rows(Local, "SIM PIN change", notePIN, "*04*1234*4321*4321#", "*#04#"),
		"reserved, 76 and 77": rows(Supplementary, "connected line identification", noteReserved, "*76#", "*77#", "*#76#"),
		"reserved, 66":        rows(Supplementary, "call deflection", noteReserved, "*66#"),
		"reserved, 300":       rows(Supplementary, "calling name presentation", noteReserved, "*300#", "*#300#"),
		"reserved, 37":        rows(Supplementary, "call completion to a busy subscriber", noteReserved, "*37#", "#37#", "#371#"),
		"reserved, 214":       rows(Supplementary, "follow me", noteReserved, "*214#"),
		"reserved, 75":        rows(Supplementary, "call priority", noteReserved, "*75#", "*750#", "*754#"),
		"reserved, 36x":       rows(Supplementary, "user-to-user signalling", noteReserved, "*360#", "*363*1#"),
		"reserved, 96":        rows(Supplementary, "explicit call transfer", noteReserved, "*96#"),
		"reserved, 59n":       rows(Supplementary, "multiple subscriber profile", noteReserved, "*591*0000#", "*594#"),
		"reserved, 88":        rows(Supplementary, "multicall", noteReserved, "*88*2#"),
		"IMEI":                rows(Local, "IMEI", "", "*#06#"),
		"secret code":         rows(Local, "secret code", "", "*#*#4636#*#*", "*#*#0#*#*"),
		"no final #": rows(Call, "voice call", noteNoHash,
			"*6655*123", "*724*", "#123*6655*", "*123*1", "*#06", "*123#5", "**31#0912", "*21#0912", "*#*##*#*"),
		"call":        rows(Call, "voice call", "", "123", "09121234567", "+989121234567", "12", "10", "0912,1;2", "1123"),
		"letters":     rows(Call, "voice call", "'h' cannot be dialled", "hello"),
		"no alphabet": rows(Call, "voice call", "'س' cannot be dialled", "سلام#", "*123*س#", "س"),
		"short":       rows(Short, "USSD short string", noteShort, "7", "22", "99", "1", "#", "*7", "21"),
		"emergency":   rows(Emergency, "emergency call", "", "112", "911"),
	}
	for name, table := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for s, want := range table {
				if got := Classify(s); got != want {
					t.Errorf("Classify(%q) = %+v, want %+v", s, got, want)
				}
			}
		})
	}
}

// TestOrder has strings that two classes could claim, and the one that is asked
// about first. A phone in a call takes 12 for a short string and not for a call (TS
// 22.030, 6.5.3.2); this phone makes no calls, so it is never in one.
func TestOrder(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]Class{
		"*#06#":                Local,         // not USSD, nor a procedure
		"**04*1*2*2#":          Local,         // not supplementary, though of its shape
		"*21#":                 Supplementary, // not USSD
		"*31#112":              Call,          // not emergency: the service code comes first
		"112#":                 USSD,          // not emergency
		"1#":                   USSD,          // not short
		"*400#12345678901234#": USSD,          // not a call with a service code
		"112":                  Emergency,     // not a call
		"11":                   Call,          // not short, as any two that begin with 1
		"12":                   Call,
		"21":                   Short, // not a call
	} {
		if got := Classify(s).Class; got != want {
			t.Errorf("%s is %v, want %v", s, got, want)
		}
	}
}

func TestReserved(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"*76#": true, "*77#": true, "*66#": true, "*300#": true, "*37#": true, "*214#": true, "*591*0000#": true,
		"*21#": false, "*43#": false, "*04#": false, "*#06#": false, "*123#": false, "22": false, "": false,
	} {
		if got := Classify(s).Reserved(); got != want {
			t.Errorf("%q is reserved: %t, want %t", s, got, want)
		}
	}
}

func TestClassifyNormalises(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]Dialled{
		"":                             {Class: Nothing, Name: "nothing"},
		" \t\n - ":                     {Class: Nothing, Name: "nothing"},
		"\u200e":                       {Class: Nothing, Name: "nothing"},
		" *6655* 123 #\r\n":            {Class: USSD, Name: "USSD", Code: "*6655*123#"},
		"*۶۶۵۵*۱۲۳#":                   {Class: USSD, Name: "USSD", Code: "*6655*123#"},
		"*٦٦٥٥*123#":                   {Class: USSD, Name: "USSD", Code: "*6655*123#"},
		"\u200e*6655*123#\u202c":       {Class: USSD, Name: "USSD", Code: "*6655*123#"},
		"*#۰۶#":                        {Class: Local, Name: "IMEI", Code: "*#06#"},
		"0912-123 45\u201067":          {Class: Call, Name: "voice call", Code: "09121234567"},
		"1 1 2":                        {Class: Emergency, Name: "emergency call", Code: "112"},
		"*123#\x1b":                    {Class: Call, Name: "voice call", Code: "*123#\ufffd", Note: "'�' cannot be dialled"},
		"*123\xff#":                    {Class: Call, Name: "voice call", Code: "*123\ufffd#", Note: "'�' cannot be dialled"},
		strings.Repeat("1", 182) + "#": {Class: USSD, Name: "USSD", Code: strings.Repeat("1", 182) + "#", Note: noteTooLong},
		strings.Repeat("1", 181) + "#": {Class: USSD, Name: "USSD", Code: strings.Repeat("1", 181) + "#"},
	} {
		if got := Classify(s); got != want {
			t.Errorf("Classify(%q) = %+v, want %+v", s, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":                     "nothing was dialled",
		"*#06#":                "*#06# is answered by the phone itself (IMEI): no handler sees it",
		"*#*#4636#*#*":         "*#*#4636#*#* is answered by the phone itself (secret code): no handler sees it",
		"**04*1234*4321*4321#": "**04*…# is answered by the phone itself (SIM PIN change): no handler sees it",
		"*21#":                 "*21# is a supplementary service (call forwarding), between phone and network: no handler sees it",
		"*33*0000#":            "*33*…# is a supplementary service (call barring), between phone and network: no handler sees it",
		"*300#": "*300# is a supplementary service (calling name presentation), between phone and network: no handler sees it; " +
			"TS 22.030 reserves this; Android sends it as USSD, do not use it for an application",
		"*6655*123":       "*6655*123 is a voice call, which this phone does not make: no handler sees it; missing final #",
		"#31#09121234567": "#31#09121234567 is a voice call, caller identity hidden, which this phone does not make: no handler sees it",
		"*123#":           "*123# is USSD: its handler answers",
		"112":             "112 is an emergency call, which this phone refuses: no handler sees it",
		"7":               "7 is a USSD short string, for the network itself: no handler sees it; some countries have phones dial it as a call",
	} {
		if got := Classify(s).Sentence(); got != want {
			t.Errorf("the sentence of %q is\n%s\nwant\n%s", s, got, want)
		}
	}
	if got := (Dialled{Class: 9, Code: "1"}).Sentence(); got != "1 is of unknown class Class(9)" {
		t.Errorf("the sentence of no class is %q", got)
	}
}

func TestMasked(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"**04*1234*4321*4321#":     "**04*…#",
		"**042*1234*4321*4321#":    "**042*…#",
		"**05*12345678*1234*1234#": "**05*…#",
		"**04*1234*4321*4321":      "**04*…",
		"**03*330*0000*1111*1111#": "**03*…#",
		"#331*0000#":               "#331*…#",
		"*591*0000#":               "*591*…#",
		"*04#":                     "*04#",
		"*33#":                     "*33#",
		"*21*09121234567#":         "*21*09121234567#",
		"*6655*123*77#":            "*6655*123*77#",
		"*#06#":                    "*#06#",
		"04*1234":                  "04*1234",
		"":                         "",
	} {
		if got := Classify(s).Masked(); got != want {
			t.Errorf("%q is masked as %q, want %q", s, got, want)
		}
	}
}

func TestClassNames(t *testing.T) {
	t.Parallel()
	names := []string{
		"nothing", "phone-local", "supplementary-service", "call", "ussd", "emergency", "short-string", "Class(7)",
	}
	for c, want := range names {
		if got := Class(c).String(); got != want {
			t.Errorf("class %d is %q, want %q", c, got, want)
		}
	}
}

func FuzzClassify(f *testing.F) {
	for _, s := range []string{"", "*6655*123#", "**04*1234*4321*4321#", "*#*#4636#*#*", "*31#0912", "\xff#", "۱\u200e#", "22", "*21*****#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Classify(s)
		if again := Classify(d.Code); again != d {
			t.Errorf("%q is %+v, its code is %+v", s, d, again)
		}
		if !utf8.ValidString(d.Code) || strings.ContainsFunc(d.Code, unicode.IsControl) {
			t.Errorf("the code of %q is %q", s, d.Code)
		}
		if (d.Class == Nothing) != (d.Code == "") || d.Name == "" || d.Sentence() == "" {
			t.Errorf("%q is %+v", s, d)
		}
		if d.Class == USSD && (!strings.HasSuffix(d.Code, "#") || d.Code == "#") {
			t.Errorf("%q would reach a handler as %q", s, d.Code)
		}
		if strings.ContainsFunc(d.Sentence(), unicode.IsControl) {
			t.Errorf("the sentence of %q holds a control character: %q", s, d.Sentence())
		}
	})
}
