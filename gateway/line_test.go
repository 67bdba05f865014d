package gateway_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

// echo answers with what it was asked.
func echo(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, r.URL.Query().Get("call"))
}

func TestConversation(t *testing.T) {
	t.Parallel()
	var asked []string
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.RequestURI)
		if len(asked) == 3 {
			_, _ = io.WriteString(w, "Goodbye[end]")
			return
		}
		_, _ = io.WriteString(w, "Which?"+strings.Repeat("?", len(asked)))
	})
	w := newWorld(t, toHandler(t, address+"?shop=1"))
	id := w.press(phone.Call{Text: code}).Session
	w.press(phone.Send{Text: "77"})
	view := w.press(phone.Send{Text: "علی رضا"})

	if view.Ended != session.Final || view.Phone.Screen() != "Goodbye" {
		t.Errorf("ended %q with %q", view.Ended, view.Phone.Screen())
	}
	prefix := "/ussd?shop=1&mobile=09121234567&sessionid=" + id + "&call="
	want := []string{
		prefix + "*6655*123", prefix + "*6655*123*77",
		prefix + "*6655*123*77*" + strings.ReplaceAll(url.QueryEscape("علی رضا"), "+", "%20"),
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("requests: -want +got:\n%s", diff)
	}
	turn := []event.Kind{event.KindRequest, event.KindReply, event.KindScreen}
	order := append([]event.Kind{event.KindTyped, event.KindDialled}, turn...)
	order = append(append(order, event.KindTyped), turn...)
	order = append(append(append(order, event.KindTyped), turn...), event.KindEnded)
	if diff := cmp.Diff(order, kinds(w)); diff != "" {
		t.Errorf("events: -want +got:\n%s", diff)
	}
	for _, e := range w.seen {
		if e.Session != id {
			t.Errorf("event %d (%s) is of session %q, want %q", e.Seq, e.Body.Kind(), e.Session, id)
		}
	}
}

func TestRequestsOnTheWire(t *testing.T) {
	t.Parallel()
	var got http.Header
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		got.Set("Method", r.Method)
		got.Set("Length", strings.Join(r.TransferEncoding, ",")+r.Header.Get("Content-Length"))
		_, _ = io.WriteString(w, "Welcome")
	})
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	want := http.Header{"User-Agent": {"candybar"}, "Method": {"GET"}, "Length": {""}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers: -want +got:\n%s", diff)
	}
}

func TestPasswordInTheAddress(t *testing.T) {
	t.Parallel()
	var user, password string
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ = r.BasicAuth()
		_, _ = io.WriteString(w, "Welcome")
	})
	w := newWorld(t, toHandler(t, strings.Replace(address, "http://", "http://ali:sesame@", 1)))
	w.press(phone.Call{Text: code})
	if user != "ali" || password != "sesame" {
		t.Errorf("the handler was asked as %q with %q", user, password)
	}
	kinds(w)
	for _, e := range w.seen {
		out, err := e.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "sesame") || strings.Contains(string(out), "YWxpOnNlc2FtZQ") {
			t.Errorf("the password leaves the process: %s", out)
		}
	}
}

func TestCallForms(t *testing.T) {
	t.Parallel()
	tests := map[inoti.CallForm][2]string{
		inoti.Star:  {"*6655*123", "*6655*123*77"},
		inoti.Bare:  {"6655*123", "6655*123*77"},
		inoti.Mixed: {"*6655*123", "6655*123*77"},
	}
	for form, want := range tests {
		t.Run(string(form), func(t *testing.T) {
			t.Parallel()
			address, _ := handler(t, echo)
			options := toHandler(t, address)
			options.CallForm = form
			w := newWorld(t, options)
			got := [2]string{w.press(phone.Call{Text: code}).Phone.Screen(), w.press(phone.Send{Text: "77"}).Phone.Screen()}
			if got != want {
				t.Errorf("calls %q, want %q", got, want)
			}
		})
	}
}

// D4: call has no final #, and a handler cannot tell an answer from a code that
// was dialled with it.
func TestCallOfAnAnswerAndOfALongerCode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		dialled string
		answers []string
		want    string
	}{
		{"*6655*123#", nil, "*6655*123"},
		{"*6655*123#", []string{"77"}, "*6655*123*77"},
		{"*6655*123*77#", nil, "*6655*123*77"},
	}
	for _, test := range tests {
		address, _ := handler(t, echo)
		w := newWorld(t, toHandler(t, address))
		view := w.press(phone.Call{Text: test.dialled})
		for _, answer := range test.answers {
			view = w.press(phone.Send{Text: answer})
		}
		if got := view.Phone.Screen(); got != test.want {
			t.Errorf("%s and %q: call=%s, want %s", test.dialled, test.answers, got, test.want)
		}
	}
}

// D5: an answer may hold what call is made of; it is sent as it is, with a warning.
func TestAmbiguousAnswers(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string][]string{
		"7*7": {"ambiguous-call"}, "7#": {"ambiguous-call"}, "*": {"ambiguous-call"},
		"77": {}, "7-7": {}, "علی": {},
	} {
		address, _ := handler(t, echo)
		w := newWorld(t, toHandler(t, address))
		w.press(phone.Call{Text: code})
		if got := w.press(phone.Send{Text: answer}).Phone.Screen(); got != "*6655*123*"+answer {
			t.Errorf("call=%s after %q", got, answer)
		}
		if diff := cmp.Diff(want, rules(w)); diff != "" {
			t.Errorf("%q: -want +got:\n%s", answer, diff)
		}
	}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	named := func(name string) string {
		address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, name+" "+r.URL.Query().Get("call"))
		})
		return address
	}
	var routes []gateway.Route
	for code, name := range map[string]string{"*6655*123#": "shop", "*6655*123*7#": "seven", "*6655#": "root", "#99#": "hash"} {
		route, err := gateway.NewRoute(code, named(name))
		if err != nil {
			t.Fatal(err)
		}
		routes = append(routes, route)
	}
	tests := []struct {
		dialled string
		want    string
	}{
		{"*6655*123#", "shop *6655*123"},
		{"*6655*123*77#", "shop *6655*123*77"},
		{"*6655*123*7#", "seven *6655*123*7"},
		{"*6655*123*7*1#", "seven *6655*123*7*1"},
		{"*6655*1234#", "root *6655*1234"},
		{"*6655#", "root *6655"},
		{"#99#", "hash #99"},
		{"*66551#", ""},
		{"*123#", ""},
	}
	for _, test := range tests {
		t.Run(test.dialled, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, gateway.Options{Routes: routes})
			view := w.press(phone.Call{Text: test.dialled})
			if test.want == "" {
				checkEnd(t, view.Ended, view.Cause, session.NotSupported, session.NoHandler, "")
				if len(bodies[event.Request](w)) != 0 {
					t.Error("something was asked")
				}
				return
			}
			if got := view.Phone.Screen(); got != test.want {
				t.Errorf("screen %q, want %q", got, test.want)
			}
		})
	}
}

func TestNewRouteRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range [][2]string{
		{code, "127.0.0.1:8000"}, {code, "ftp://127.0.0.1/"}, {code, "/ussd"}, {code, ""}, {code, "http://[::1"},
	} {
		if _, err := gateway.NewRoute(test[0], test[1]); err == nil {
			t.Errorf("a route from %q to %q was made", test[0], test[1])
		}
	}
}

// D3: a code that no phone sends to a handler is refused, and one that only some
// send is warned about, where the route is made.
func TestCodesThatCollide(t *testing.T) {
	t.Parallel()
	tests := []struct {
		codes []string
		// refused and warned are what is said; empty where it is not.
		refused, warned string
	}{
		{codes: []string{"*123#", "#123#", "*#123#", "**123#", code, "*720*1*2*3*4*5#", "*400#1234567890123456#", "123#", "1#", "*4#", ""}},
		{codes: []string{"*21#", "*21*09121234567#", "**21*09121234567*11#", "##21#", "*#21#", "*67#", "*61#", "*62#", "**002*09121234567#", "##004#"}, refused: "call forwarding"},
		{codes: []string{"*43#", "#43#", "*#43#"}, refused: "call waiting"},
		{codes: []string{"*33*0000#", "*35*0000*16#", "*331*0000#"}, refused: "call barring"},
		{codes: []string{"*30#", "*31#", "#31#", "*#31#"}, refused: "line identification"},
		{codes: []string{"#31#09121234567"}, refused: "caller identity hidden"},
		{codes: []string{"**04*1234*4321*4321#", "**05*12345678*1234*1234#"}, refused: "answered by the phone itself"},
		{codes: []string{"*#06#"}, refused: "IMEI"},
		{codes: []string{"*#*#4636#*#*"}, refused: "secret code"},
		{codes: []string{"*6655*123", "*724*", "#123*6655*"}, refused: "missing final #"},
		{codes: []string{"123", "09121234567", "+989121234567", "12"}, refused: "voice call"},
		{codes: []string{"7", "22", "99"}, refused: "short string"},
		{codes: []string{"112", "911"}, refused: "emergency call"},
		{codes: []string{" "}, refused: "nothing was dialled"},
		{codes: []string{"*76#", "*77#", "*66#", "*300#", "*37#", "*214#", "*300*5#"}, warned: "TS 22.030 reserves this; Android sends it as USSD"},
		{codes: []string{strings.Repeat("1", 182) + "#"}, warned: "too long"},
	}
	for _, test := range tests {
		for _, code := range test.codes {
			route, err := gateway.NewRoute(code, "http://127.0.0.1/")
			if said := fmt.Sprint(err); (err != nil) != (test.refused != "") || !strings.Contains(said, test.refused) {
				t.Errorf("%q: %v, want %q", code, err, test.refused)
			}
			if said := route.Warning(); (said != "") != (test.warned != "") || !strings.Contains(said, test.warned) {
				t.Errorf("%q is warned about with %q, want %q", code, said, test.warned)
			}
		}
	}
}

// A phone that keeps to the standard never sends such a code, whatever the routes
// say.
func TestReservedCodeReachesNoHandler(t *testing.T) {
	t.Parallel()
	address, asked := handler(t, echo)
	route, err := gateway.NewRoute("*76#", address)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, gateway.Options{Routes: []gateway.Route{route}})
	var notUSSD phone.NotUSSD
	if err := w.line.Do(phone.Call{Text: "*76#"}); !errors.As(err, &notUSSD) {
		t.Errorf("dialled with %v", err)
	}
	if asked.Load() != 0 {
		t.Error("the handler was asked")
	}
}

func TestDialToAHandlerOfItsOwn(t *testing.T) {
	t.Parallel()
	usual, _ := handler(t, says("usual"))
	own, _ := handler(t, says("own"))
	w := newWorld(t, toHandler(t, usual))
	to, err := gateway.ParseHandler(own)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.line.DialTo(code, to); err != nil {
		t.Fatal(err)
	}
	if got := w.settle().Phone.Screen(); got != "own" {
		t.Errorf("screen %q", got)
	}
	w.press(phone.End{})
	if got := w.press(phone.Call{Text: code}).Phone.Screen(); got != "usual" {
		t.Errorf("the next dial went to %q", got)
	}
}

func TestTimersOfThePhonesClock(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		steps []time.Duration
		want  session.End
	}{
		{"thinks 29 s", []time.Duration{29 * time.Second}, ""},
		{"thinks 30 s", []time.Duration{30 * time.Second}, session.UserTimeout},
		{"three minutes in all", []time.Duration{29 * time.Second, 29 * time.Second, 29 * time.Second, 29 * time.Second, 29 * time.Second, 29 * time.Second, 6 * time.Second}, session.SessionLimit},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			address, asked := handler(t, echo)
			clock := newClock()
			options := toHandler(t, address)
			options.Clock = func(number.Number) gateway.Clock { return clock }
			w := newWorld(t, options)
			w.press(phone.Call{Text: code})
			for i, step := range test.steps {
				if i > 0 {
					w.press(phone.Send{Text: "1"})
				}
				clock.Advance(step)
			}
			view := w.settle()
			if view.Ended != test.want {
				t.Errorf("ended %q, want %q", view.Ended, test.want)
			}
			if test.want == "" {
				return
			}
			if view.Phone.Screen() != phone.TextExpired {
				t.Errorf("screen %q", view.Phone.Screen())
			}
			if err := w.line.Do(phone.Send{Text: "1"}); !errors.Is(err, phone.ErrNothingOpen) {
				t.Errorf("an answer after the end: %v", err)
			}
			if got := int(asked.Load()); got != len(test.steps) {
				t.Errorf("asked %d times, want %d", got, len(test.steps))
			}
			if n := clock.Pending(); n != 0 {
				t.Errorf("%d timers outlive the session", n)
			}
		})
	}
}

func TestHangUpIsNotToldToTheHandler(t *testing.T) {
	t.Parallel()
	address, asked := handler(t, echo)
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	view := w.press(phone.End{})
	if view.Ended != session.Cancelled || view.Phone.State() != phone.StateIdle || asked.Load() != 1 {
		t.Errorf("ended %q, %s, asked %d times", view.Ended, view.Phone.State(), asked.Load())
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	address, asked := handler(t, echo)
	w := newWorld(t, toHandler(t, address))
	if err := w.line.Do(phone.Send{Text: "1"}); !errors.Is(err, phone.ErrNothingOpen) {
		t.Errorf("send when idle: %v", err)
	}
	var notUSSD phone.NotUSSD
	if err := w.line.Do(phone.Call{Text: "**04*1234*4321*4321#"}); !errors.As(err, &notUSSD) {
		t.Errorf("a PIN code: %v", err)
	}
	w.press(phone.Call{Text: code})
	if err := w.line.Do(phone.Call{Text: code}); !errors.Is(err, phone.ErrSessionOpen) {
		t.Errorf("dial when open: %v", err)
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times, want once", asked.Load())
	}
	for _, typed := range bodies[event.Typed](w) {
		if strings.Contains(typed.Text, "4321") {
			t.Errorf("a PIN stands in the log: %q", typed.Text)
		}
	}
}

func TestSecretsAreMaskedOutside(t *testing.T) {
	t.Parallel()
	screens := []string{"Menu", "Enter your PIN", "Amount?", "Sent[end]"}
	var asked []string
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, screens[len(asked)])
		asked = append(asked, r.URL.Query().Get("call"))
	})
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	for _, answer := range []string{"1", "4711", "500"} {
		w.press(phone.Send{Text: answer})
	}
	if got, want := asked[3], "*6655*123*1*4711*500"; got != want {
		t.Errorf("the handler was asked %q, want %q", got, want)
	}
	kinds(w)
	for _, e := range w.seen {
		out, err := e.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "4711") {
			t.Errorf("the PIN leaves the process: %s", out)
		}
	}
	last := bodies[event.Request](w)[3]
	if !strings.Contains(last.URL, "*4711*500") || !strings.Contains(last.Masked, "*500") {
		t.Errorf("in the process the request is %q, masked %q", last.URL, last.Masked)
	}
}

func TestSecretsAreMaskedInCallbacks(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		switch query := r.URL.Query(); {
		case query.Get("RRN") != "":
			_, _ = io.WriteString(w, query.Get("call"))
		case strings.HasSuffix(query.Get("call"), "4711"):
			_, _ = io.WriteString(w, "9900|F-1|50000")
		default:
			_, _ = io.WriteString(w, "Enter your PIN")
		}
	})
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	prompts := w.press(phone.Send{Text: "4711"}).Phone.Prompts()
	w.press(phone.Decide{ID: prompts[0].ID, Answer: phone.Approve{}})
	callback := w.await("callback", func(body event.Body) bool { _, ok := body.(event.Callback); return ok }).Body.(event.Callback)
	if strings.Contains(callback.URL, "4711") || !strings.Contains(callback.URL, "*F-1*") {
		t.Errorf("the log has %s", callback.URL)
	}
	if !strings.Contains(callback.Body, "*4711*F-1*") {
		t.Errorf("the handler was called with %s", callback.Body)
	}
}

func TestEmptyReplyToALaterStarCall(t *testing.T) {
	t.Parallel()
	for form, want := range map[inoti.CallForm][]string{inoti.Star: {"bare-call"}, inoti.Mixed: {}, inoti.Bare: {}} {
		address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.RawQuery, "*77") {
				_, _ = io.WriteString(w, "Which?")
			}
		})
		options := toHandler(t, address)
		options.CallForm = form
		w := newWorld(t, options)
		w.press(phone.Call{Text: code})
		view := w.press(phone.Send{Text: "77"})
		checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Empty, "")
		if diff := cmp.Diff(want, rules(w)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", form, diff)
		}
	}
}

func TestSMSAndSubscriber(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, echo)
	w := newWorld(t, toHandler(t, address))
	w.press(phone.Call{Text: code})
	if err := w.line.Deliver("iNoti\x1b", "Paid\r\nthanks\x07"); err != nil {
		t.Fatal(err)
	}
	view := w.line.View()
	if got := view.Phone.Inbox(); len(got) != 1 || got[0].From != "iNoti\uFFFD" || got[0].Text != "Paid\nthanks\uFFFD" {
		t.Errorf("inbox %q", got)
	}
	if view.Phone.State() != phone.StateOpen {
		t.Errorf("an SMS closed the dialogue: %s", view.Phone.State())
	}
	balance, operator := int64(-1), "a\nb"
	for _, change := range []gateway.Change{{Balance: &balance}, {Operator: &operator}} {
		if err := w.line.Change(change); err == nil {
			t.Errorf("%+v was taken", change)
		}
	}
	balance, operator = 7, "Rightel"
	if err := w.line.Change(gateway.Change{Balance: &balance, Operator: &operator}); err != nil {
		t.Fatal(err)
	}
	want := gateway.Subscriber{Operator: "Rightel", Balance: 7, Registered: true}
	if diff := cmp.Diff(want, w.line.View().Subscriber); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]event.Subscriber{{Changed: []string{"balance", "operator"}}}, bodies[event.Subscriber](w)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSameSeedSameSessions(t *testing.T) {
	t.Parallel()
	ids := func(seed uint64, form inoti.IDForm) []string {
		address, _ := handler(t, echo)
		options := toHandler(t, address)
		options.Seed, options.IDForm = seed, form
		w := newWorld(t, options)
		var ids []string
		for range 2 {
			ids = append(ids, w.press(phone.Call{Text: code}).Session)
			w.press(phone.End{})
		}
		return ids
	}
	one, again, two := ids(1, inoti.UUID), ids(1, inoti.UUID), ids(2, inoti.UUID)
	if diff := cmp.Diff(one, again); diff != "" {
		t.Errorf("the same seed made other ids:\n%s", diff)
	}
	if one[0] == two[0] || one[0] == one[1] {
		t.Errorf("ids repeat: %q, %q", one, two)
	}
}

// TestOnePhoneManyHands: whoever presses at once, one session opens at a time
// and one key is one request.
func TestOnePhoneManyHands(t *testing.T) {
	t.Parallel()
	address, asked := handler(t, echo)
	w := newWorld(t, toHandler(t, address))
	var hands sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range 8 {
		hands.Go(func() {
			for range 20 {
				for _, key := range []phone.Key{phone.Call{Text: code}, phone.Send{Text: "1"}} {
					if w.line.Do(key) == nil {
						mu.Lock()
						taken++
						mu.Unlock()
					}
				}
				_ = w.line.Do(phone.End{})
			}
		})
	}
	hands.Wait()
	w.settle()
	if got := len(bodies[event.Request](w)); got != taken {
		t.Errorf("%d keys were taken, and %d requests made", taken, got)
	}
	if asked.Load() > int64(taken) {
		t.Errorf("%d keys made %d requests at the handler", taken, asked.Load())
	}
}

func TestCloseEndsEverything(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	w := newWorld(t, toHandler(t, address))
	if err := w.line.Do(phone.Call{Text: code}); err != nil {
		t.Fatal(err)
	}
	w.gateway.Close()
	ended := w.await("end", isEnded).Body.(event.Ended)
	if ended.How != session.Released || ended.Cause != session.Shutdown {
		t.Errorf("ended %q by %q", ended.How, ended.Cause)
	}
	if err := w.line.Do(phone.Call{Text: code}); !errors.Is(err, gateway.ErrClosed) {
		t.Errorf("a key after the end: %v", err)
	}
	if _, err := w.line.Settle(context.Background()); err != nil {
		t.Errorf("a phone that waits for nothing does not settle: %v", err)
	}
}

func TestPhonesNamedAfterTheEnd(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{})
	g.Close()
	if err := g.Line(number.Rwanda.Example()).Do(phone.Call{Text: code}); !errors.Is(err, gateway.ErrClosed) {
		t.Errorf("a new phone after the end: %v", err)
	}
}
