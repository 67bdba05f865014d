package replay_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/server"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// handler answers each call as a table says, and keeps what it was asked.
type handler struct {
	mu      sync.Mutex
	answers map[string]string
	asked   []string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	call := r.FormValue("call")
	h.asked = append(h.asked, r.URL.RequestURI())
	if r.FormValue("RRN") != "" {
		_, _ = io.WriteString(w, "Thank you[end]")
		return
	}
	_, _ = io.WriteString(w, h.answers[call])
}

func (h *handler) forget() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	asked := h.asked
	h.asked = nil
	return asked
}

// stand is a runner and the handler that its flows are played against.
type stand struct {
	*replay.Runner
	t       *testing.T
	handler *handler
}

func newStand(t *testing.T, options replay.Options, answers map[string]string) *stand {
	t.Helper()
	h := &handler{answers: answers}
	serving := httptest.NewServer(h)
	t.Cleanup(serving.Close)
	at, err := url.Parse(serving.URL)
	if err != nil {
		t.Fatal(err)
	}
	options.Server.Listen, options.Handler, options.Seed = "127.0.0.1:0", at, 1
	r, err := replay.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return &stand{r, t, h}
}

func parse(t *testing.T, source string) *flow.Flow {
	t.Helper()
	parsed, err := flow.Parse("a.ussd", []byte("flow 1\n"+source))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func (s *stand) play(source string) replay.Result {
	s.t.Helper()
	return s.Play(s.t.Context(), parse(s.t, source))
}

// shop asks for 500 rial and knows a menu.
var shop = map[string]string{
	"*1":       "Menu\n1. Pay\n2. Say",
	"*1*1":     "9900|F-1|500",
	"*1*2":     "Your PIN?",
	"*1*2*424": "You said 424[end]",
	"*1*3":     "9900|F-2|90000000",
	"*7":       "سلام",
}

const menu = "> *1#\nCON\n| Menu\n| 1. Pay\n| 2. Say\n\n"

const buys = menu + "> 1\nEND\n| ...\n\nsms from iNoti\n| Invoice {{invoice: id}}, 500 rial: {{: url}}\n\n"

func TestVerdicts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, source string
		// fails is what the drawing must have; empty where the flow passes.
		fails []string
	}{
		{"a menu", menu, nil},
		{"a text that differs", "> *1#\nCON\n| Menu\n| 1. Pray\n| 2. Say\n", []string{"screen differs", "a.ussd:5:1, after > *1#", "-1. Pray", "+1. Pay", "= request", "-> 200", "= repeat", "candybar test a.ussd --seed 1"}},
		{"open, and expected closed", "> *1#\nEND\n| Menu\n", []string{"stands differently", "-END", "+CON"}},
		{"what is no USSD", "> *#06#\nCON\n| ...\n", []string{"the phone does not take it"}},
		{"a second screen without an answer", menu + "> 2\nEND\n| Your PIN?\n", []string{"+CON"}},
		{"a broken handler in the middle", menu + "> 9\nEND network-error\n", nil},
		{"a broken handler that was to answer", menu + "> 9\nCON\n| ...\n", []string{"+END network-error", "= cause", "empty"}},
		{"paid", buys + "pay {{invoice}} approve\nsms from iNoti\n| Paid. Tracking code {{rrn: digits}}\ncallback\n  RRN  {{rrn}}\n", nil},
		{"paid, and the callback said", buys + "pay approve\nsms from iNoti\n| ...\ncallback\n  call  *1*1*{{invoice}}*{{: digits}}\n  status  200\n  outcome  answered\n", nil},
		{"paid, and the callback is another", buys + "pay approve\nsms from iNoti\n| ...\ncallback\n  call  *1*1*{{invoice}}\n", []string{"callback differs", "-call  *1*1*{{invoice}}", "+call  *1*1*F-1*"}},
		{"paid, and no callback expected", buys + "pay approve\nsms from iNoti\n| ...\n", []string{"a callback was made that no step expects", "allow callback"}},
		{"paid, and callbacks allowed", "allow callback\n" + buys + "pay approve\nsms from iNoti\n| ...\n", nil},
		{"an SMS that nobody expects", menu + "> 1\nEND\n| ...\npay decline\n", []string{"an SMS came that no step expects", "sms from iNoti"}},
		{"declined", buys + "pay {{invoice}} decline\ncharge refused\n  reason  declined by the subscriber\n", nil},
		{"declined, not said", buys + "pay {{invoice}} decline\n", nil},
		{"a prompt that nobody answers", buys, []string{"a prompt came that no step expects", "allow prompt"}},
		{"a prompt that is put away", buys + "prompt iNoti\n| Pay 500 rial for invoice {{invoice}}?\nignore\n", nil},
		{"a prompt that is answered", buys + "approve\nsms from iNoti\n| ...\ncallback\n", nil},
		{"too little money", "balance 499\n" + buys + "pay approve\nsms from iNoti\n| The payment of invoice F-1 failed.\n", []string{"a charge was made that no step expects", "+charge refused (not enough money)"}},
		{"too little money, and said", "balance 499\n" + buys + "pay approve\ncharge refused\n  reason  not enough money\nsms from iNoti\n| The payment of invoice F-1 failed.\n", nil},
		{"money set in the flow", "balance 499\n" + buys + "balance 500\npay approve\nsms from iNoti\n| Paid. Tracking code {{: digits}}\ncallback\n", nil},
		{"paid twice", buys + "pay approve\npay approve\n", []string{"no invoice waits to be paid"}},
		{"an unknown invoice", buys + "pay F-9 approve\n", []string{"there is no invoice F-9"}},
		{"a late callback", "outcome late\n" + buys + "pay approve\nsms from iNoti\n| ...\nwait 35s\ncallback\n", nil},
		{"a callback that comes twice", "outcome twice\n" + buys + "pay approve\nsms from iNoti\n| ...\ncallback\ncallback\n", nil},
		{"a forged callback", buys + "outcome forged\ncallback\nignore\n", nil},
		{"never verified", buys + "pay approve\nsms from iNoti\n| ...\ncallback\nverified {{invoice}}\n  within 1ms\n", []string{"did not ask GetPayments about invoice F-1", "ExternalUssdPay.asmx"}},
		{"unverified", buys + "pay approve\nsms from iNoti\n| ...\ncallback\nwait 10s\nunverified {{invoice}}\n", nil},
		{"hung up", menu + "hangup\n", nil},
		{"hung up, and said", menu + "hangup\nEND cancelled\n", nil},
		{"hung up while the handler has the turn", menu + "> 2\nhangup\n", nil},
		{"an empty answer is refused", menu + ">\nEND cancelled\n", []string{"the phone does not take it", "nothing to send"}},
		{"an empty answer hangs up a smartphone", "skin smartphone\n" + menu + ">\nEND cancelled\n", nil},
		{"an empty answer, and a smartphone that is to go on", "skin smartphone\n" + menu + ">\nCON\n| ...\n", []string{"+END cancelled"}},
		{"161 characters hang up a smartphone", "skin smartphone\n" + menu + "> " + strings.Repeat("7", 161) + "\nEND cancelled\n", nil},
		{"161 characters from a feature phone", "skin feature\n" + menu + "> " + strings.Repeat("7", 161) + "\nEND network-error\n", nil},
		{"hung up with nothing open", menu + "hangup\nhangup\n", []string{"the phone cannot hang up"}},
		{"the user takes too long", menu + "wait 10m\nEND user-timeout\n", nil},
		{"the user takes too long, and nobody says so", menu + "wait 10m\n", []string{"the session ended, and no step expects it", "+END user-timeout"}},
		{"the request", menu + "request\n  call  *1\n  mobile  09121234567\n  method  GET\n  status  200\n", nil},
		{"another request", menu + "request\n  call  *2\n", []string{"request differs", "-call  *2", "+call  *1"}},
		{"a parameter that is not there", menu + "request\n  colour  any\n", []string{"request differs", "-colour  any"}},
		{"Persian", "> *7#\nCON\n| سلام\n", nil},
		{"Persian that differs", "> *7#\nCON\n| درود\n", []string{"+سلام", "-درود"}},
		{"two phones", "phone ali 09121234567\nphone sara 09127654321\nali> *1#\nCON\n| Menu\n| ...\nsara> *7#\nCON\n| سلام\nali> 2\nCON\n| Your PIN?\n", nil},
		{"one after the other", menu + "hangup\n" + menu, nil},
		{"no prompt to answer", menu + "decline\n  within 1ms\n", []string{"there is no prompt to answer"}},
		{"no SMS", menu + "sms from iNoti\n| ...\n  within 1ms\n", []string{"no SMS came within 1ms"}},
		{"an SMS from somebody else", menu + "> 1\nEND\n| ...\nsms from iPayy\n| ...\n", []string{"from somebody else", "-iPayy", "+iNoti"}},
		{"an outcome too early", "outcome late\n" + menu + "outcome lost\n", []string{"there is no invoice yet"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			result := newStand(t, replay.Options{}, shop).play(test.source)
			drawn := result.Failure.String()
			if want := len(test.fails) == 0; (result.Verdict == replay.Passed) != want {
				t.Fatalf("%s\n%s", result.Verdict, drawn)
			}
			for _, part := range test.fails {
				if !strings.Contains(drawn, part) {
					t.Errorf("%q is not in\n%s", part, drawn)
				}
			}
		})
	}
}

// TestSecretsAreMasked: a failure shows no secret, neither what was typed nor
// where a screen repeats it.
func TestSecretsAreMasked(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{Values: map[string]string{"pin": "424"}}, shop)
	result := s.play("secret pin\n" + menu + "> 2\nCON\n| Your PIN?\n\n> {{pin}}\nEND\n| Thanks\n")
	drawn := result.Failure.String()
	if result.Verdict != replay.Failed || strings.Contains(drawn, "424") || !strings.Contains(drawn, "+You said ••••") {
		t.Errorf("%s\n%s", result.Verdict, drawn)
	}
	if got := result.Mask("You said 424"); got != "You said ••••" {
		t.Errorf("masked it is %q", got)
	}
}

// TestUpdate: in an update all texts that differ are found, and the flow that
// they make passes.
func TestUpdate(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{Update: true}, shop)
	before := parse(t, "> *1#\nCON\n| Menu\n| Pay\n| ...\n\n> 2\nCON\n| PIN?\n")
	result := s.Play(t.Context(), before)
	if result.Verdict != replay.Failed || !result.Complete || len(result.Corrections) != 2 {
		t.Fatalf("%s, complete %t, %d corrections", result.Verdict, result.Complete, len(result.Corrections))
	}
	source, err := before.Rewrite(result.Corrections...)
	if err != nil {
		t.Fatal(err)
	}
	after, err := flow.Parse("a.ussd", source)
	if err != nil {
		t.Fatal(err)
	}
	if result := s.Play(t.Context(), after); result.Verdict != replay.Passed {
		t.Errorf("%s\n%s", source, result.Failure)
	}
}

// TestUpdateStopsWhereItCannotGoOn: where the session stands differently the
// rest cannot be played.
func TestUpdateStopsWhereItCannotGoOn(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{Update: true}, shop)
	if result := s.play("> *1#\nEND\n| Menu\n\n> *1#\nCON\n| ...\n"); result.Complete || result.Verdict != replay.Failed || len(result.Corrections) != 1 {
		t.Errorf("%s, complete %t, %d corrections", result.Verdict, result.Complete, len(result.Corrections))
	}
}

// TestSameSeedSameBytes: a flow sends the same whenever it is played, whatever
// is played beside it.
func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{}, shop)
	source := buys + "pay approve\nsms from iNoti\n| ...\ncallback\n"
	sent := func() []string {
		t.Helper()
		if result := s.play(source); result.Verdict != replay.Passed {
			t.Fatal(result.Failure)
		}
		return s.handler.forget()
	}
	first := sent()
	if again := sent(); !cmp.Equal(first, again) || len(first) != 3 {
		t.Errorf("first\n%s\nthen\n%s", strings.Join(first, "\n"), strings.Join(again, "\n"))
	}
	other := parse(t, "seed 2\n"+source)
	if result := s.Play(t.Context(), other); result.Verdict != replay.Passed || cmp.Equal(first, s.handler.forget()) {
		t.Errorf("another seed makes %s, and the same requests", result.Verdict)
	}
}

// TestNobodyThere: where the first request reaches nobody the flow cannot run;
// later it fails.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	at, err := url.Parse(gone.URL)
	if err != nil {
		t.Fatal(err)
	}
	r, err := replay.New(replay.Options{Server: server.Options{Listen: "127.0.0.1:0"}, Handler: at})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	result := r.Play(t.Context(), parse(t, "> *1#\nCON\n| ...\n"))
	if result.Verdict != replay.CannotRun || !strings.Contains(result.Failure.String(), "nobody was reached") {
		t.Errorf("%s\n%s", result.Verdict, result.Failure)
	}
	if result := r.Play(t.Context(), parse(t, "> *1#\nEND network-error\n")); result.Verdict != replay.Passed {
		t.Errorf("where it is expected: %s\n%s", result.Verdict, result.Failure)
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{}, shop)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if result := s.Play(ctx, parse(t, menu)); result.Verdict != replay.Failed || !strings.Contains(result.Failure.String(), "interrupted") {
		t.Errorf("%s\n%s", result.Verdict, result.Failure)
	}
}

func TestStrict(t *testing.T) {
	t.Parallel()
	long := map[string]string{"*1": strings.Repeat("a", 179) + "é"}
	source := "> *1#\nCON\n| ...\n"
	if result := newStand(t, replay.Options{}, long).play(source); result.Verdict != replay.Passed {
		t.Error(result.Failure)
	}
	result := newStand(t, replay.Options{Strict: true}, map[string]string{"*1": "\ufeffMenu"}).play(source)
	if result.Verdict != replay.Failed || !strings.Contains(result.Failure.String(), "with --strict") {
		t.Errorf("%s\n%s", result.Verdict, result.Failure)
	}
}

// TestPlayAll: every result comes with its place, with those that were not
// chosen as skipped, and two flows of one phone never meet.
func TestPlayAll(t *testing.T) {
	t.Parallel()
	open := make(map[string]int)
	var mu sync.Mutex
	watching := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		open[r.FormValue("mobile")+" "+r.FormValue("sessionid")]++
		if strings.Count(r.FormValue("call"), "*") == 3 {
			_, _ = io.WriteString(w, "Bye[end]")
			return
		}
		_, _ = io.WriteString(w, "More")
	}))
	t.Cleanup(watching.Close)
	var flows []*flow.Flow
	for i := range 40 {
		phone := "phone 091212345" + string(rune('0'+i%10)) + "0\n"
		f, err := flow.Parse(strings.Repeat("a", i+1)+".ussd", []byte("flow 1\n"+phone+"handler "+watching.URL+"\n> *1#\nCON\n| More\n> 2\nCON\n| More\n> 3\nEND\n| Bye\n"))
		if err != nil {
			t.Fatal(err)
		}
		flows = append(flows, f)
	}
	told := make([]*flow.Flow, len(flows))
	verdicts := make(map[replay.Verdict]int)
	r, err := replay.New(replay.Options{Server: server.Options{Listen: "127.0.0.1:0", Gateway: gateway.Options{}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	r.PlayAll(t.Context(), flows, 8, func(f *flow.Flow) bool { return f != flows[3] }, func(place int, result replay.Result) {
		mu.Lock()
		defer mu.Unlock()
		told[place] = result.Flow
		verdicts[result.Verdict]++
		if result.Verdict == replay.Failed {
			t.Error(result.Failure)
		}
	})
	if !slices.Equal(told, flows) || verdicts[replay.Passed] != 39 || verdicts[replay.Skipped] != 1 {
		t.Errorf("told %d, verdicts %v", len(told), verdicts)
	}
	for session, requests := range open {
		if requests != 3 {
			t.Errorf("session %s has %d requests", session, requests)
		}
	}
}

func TestMoments(t *testing.T) {
	t.Parallel()
	result := newStand(t, replay.Options{}, shop).play(menu + "> 2\nCON\n| What?\n")
	if len(result.Moments) != 2 || result.Moments[0].Handset.Screen() != shop["*1"] || result.Moments[0].Failed || !result.Moments[1].Failed {
		t.Errorf("moments %+v", result.Moments)
	}
}
