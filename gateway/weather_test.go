package gateway_test

import (
	"context"
	"io"
	"net"
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
	"candybar/gateway/weather"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

// shop is a handler that writes down what it is asked, as it came.
type shop struct {
	mu    sync.Mutex
	asked []string
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.URL.RawQuery)
	if strings.HasSuffix(r.URL.Query().Get("call"), "*9") {
		_, _ = io.WriteString(w, "Bye[end]")
		return
	}
	_, _ = io.WriteString(w, "Which?")
}

func (s *shop) seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

// inWeather is a world with a clock that stands still, and its handler.
func inWeather(t *testing.T, w weather.Weather) (*world, *shop, *gateway.SteppedClock) {
	t.Helper()
	asked := &shop{}
	address, _ := handler(t, asked.ServeHTTP)
	options := toHandler(t, address)
	clock := newClock()
	options.Clock = func(number.Number) gateway.Clock { return clock }
	options.Weather = w
	return newWorld(t, options), asked, clock
}

// pressAndRest presses a key and waits until nothing is under way.
func (w *world) pressAndRest(key phone.Key) gateway.View {
	w.t.Helper()
	if err := w.line.Do(key); err != nil {
		w.t.Fatalf("%T: %v", key, err)
	}
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if _, err := w.line.SettleOrHeld(ctx); err != nil {
		w.t.Fatal(err)
	}
	if err := w.line.Quiet(ctx); err != nil {
		w.t.Fatal(err)
	}
	return w.line.View()
}

// query is what is asked of the handler, with its parameters as they are.
func query(mobile, id, call string) string {
	return "mobile=" + mobile + "&sessionid=" + id + "&call=" + call
}

const own = "09121234567"

// TestEveryFault is what each leaves on the wire, in the log and on the phone when
// a code is dialled, and after the time that it takes.
func TestEveryFault(t *testing.T) {
	t.Parallel()
	const (
		persianMobile = "%DB%B0%DB%B9%DB%B1%DB%B2%DB%B1%DB%B2%DB%B3%DB%B4%DB%B5%DB%B6%DB%B7"
	)
	begun := []event.Kind{event.KindTyped, event.KindDialled}
	one := []string{query(own, "ID", "*6655*123")}
	then := func(more ...event.Kind) []event.Kind { return append(append([]event.Kind(nil), begun...), more...) }
	tests := []struct {
		weather weather.Weather
		asked   []string
		// kinds are all events, happened the faults among them.
		kinds    []event.Kind
		happened []event.Weather
		// held is how long the phone then waits for its clock.
		held time.Duration
		// how is empty where the session is open after that.
		how   session.End
		cause session.CauseKind
	}{
		{weather: weather.Clear, asked: one, kinds: then(event.KindRequest, event.KindReply, event.KindScreen)},
		{weather: weather.Weather(weather.Delay), asked: one, held: weather.DelayAlone,
			kinds:    then(event.KindRequest, event.KindReply, event.KindWeather, event.KindScreen),
			happened: []event.Weather{{Fault: "delay", Request: 1, Milliseconds: 5000}}},
		{weather: weather.Weather(weather.DropBefore), held: 15 * time.Second,
			kinds:    then(event.KindWeather, event.KindEnded),
			happened: []event.Weather{{Fault: "drop-before"}}, how: session.HandlerTimeout, cause: session.Weather},
		{weather: weather.Weather(weather.DropAfter), asked: one, held: 15 * time.Second,
			kinds:    then(event.KindRequest, event.KindWeather, event.KindReply, event.KindEnded),
			happened: []event.Weather{{Fault: "drop-after", Request: 1}}, how: session.HandlerTimeout, cause: session.Weather},
		{weather: weather.Weather(weather.Reset), asked: one,
			kinds:    then(event.KindRequest, event.KindWeather, event.KindReply, event.KindEnded),
			happened: []event.Weather{{Fault: "reset", Request: 1}}, how: session.NetworkError, cause: session.Cut},
		{weather: weather.Weather(weather.HangUp), asked: one,
			kinds:    then(event.KindRequest, event.KindReply, event.KindWeather, event.KindEnded),
			happened: []event.Weather{{Fault: "hang-up", Request: 1}}, how: session.Released, cause: session.Weather},
		{weather: weather.Weather(weather.Idle), asked: one,
			kinds:    then(event.KindRequest, event.KindReply, event.KindScreen, event.KindWeather, event.KindEnded),
			happened: []event.Weather{{Fault: "idle", Request: 1}}, how: session.UserTimeout},
		{weather: weather.Weather(weather.Duplicate), asked: []string{one[0], one[0]},
			kinds: then(event.KindRequest, event.KindReply, event.KindScreen,
				event.KindWeather, event.KindRequest, event.KindReply),
			happened: []event.Weather{{Fault: "duplicate", Request: 2}}},
		{weather: weather.Weather(weather.DigitsID), asked: one,
			kinds: []event.Kind{event.KindWeather, event.KindTyped, event.KindDialled,
				event.KindRequest, event.KindReply, event.KindScreen},
			happened: []event.Weather{{Fault: "digits-id"}}},
		{weather: weather.Weather(weather.LongID), asked: one,
			kinds: []event.Kind{event.KindWeather, event.KindTyped, event.KindDialled,
				event.KindRequest, event.KindReply, event.KindScreen},
			happened: []event.Weather{{Fault: "long-id"}}},
		{weather: weather.Weather(weather.PersianCall), asked: one, kinds: then(event.KindRequest, event.KindReply, event.KindScreen)},
		{weather: weather.Weather(weather.PersianMobile), asked: []string{query(persianMobile, "ID", "*6655*123")},
			kinds:    then(event.KindWeather, event.KindRequest, event.KindReply, event.KindScreen),
			happened: []event.Weather{{Fault: "persian-mobile", Request: 1}}},
		{weather: weather.Weather(weather.MissingMobile), asked: []string{"sessionid=ID&call=*6655*123"},
			kinds:    then(event.KindWeather, event.KindRequest, event.KindReply, event.KindScreen),
			happened: []event.Weather{{Fault: "missing-mobile", Request: 1}}},
		{weather: weather.Weather(weather.MissingSessionID), asked: []string{"mobile=" + own + "&call=*6655*123"},
			kinds:    then(event.KindWeather, event.KindRequest, event.KindReply, event.KindScreen),
			happened: []event.Weather{{Fault: "missing-sessionid", Request: 1}}},
		{weather: weather.Weather(weather.MissingCall), asked: []string{"mobile=" + own + "&sessionid=ID"},
			kinds:    then(event.KindWeather, event.KindRequest, event.KindReply, event.KindScreen),
			happened: []event.Weather{{Fault: "missing-call", Request: 1}}},
	}
	if got, want := len(tests), 1+len(weather.Faults()); got != want {
		t.Errorf("%d weathers are tried, there are %d", got, want)
	}
	for _, test := range tests {
		t.Run(test.weather.String(), func(t *testing.T) {
			t.Parallel()
			w, asked, clock := inWeather(t, test.weather)
			view := w.pressAndRest(phone.Call{Text: code})
			if view.Held != (test.held > 0) {
				t.Fatalf("held %t", view.Held)
			}
			if test.held > 0 {
				clock.Advance(test.held - time.Second)
				if view := w.line.View(); !view.Held || view.Phone.State() != phone.StateWaiting {
					t.Errorf("a second before, the phone is %s", view.Phone.State())
				}
				clock.Advance(time.Second)
				view = w.line.View()
			}
			checkAsked(t, asked.seen(), test.asked, view)
			if diff := cmp.Diff(test.kinds, kinds(w)); diff != "" {
				t.Errorf("events: -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(test.happened, bodies[event.Weather](w)); diff != "" {
				t.Errorf("weather: -want +got:\n%s", diff)
			}
			if view.Ended != test.how || view.Cause.Kind != test.cause || view.Held {
				t.Errorf("ended %q by %q (%s)", view.Ended, view.Cause.Kind, view.Cause.Detail)
			}
			if test.how == "" && view.Phone.Screen() != "Which?" {
				t.Errorf("the phone shows %q", view.Phone.Screen())
			}
			if test.how != "" && clock.Pending() != 0 {
				t.Errorf("%d timers outlive the session", clock.Pending())
			}
		})
	}
}

// checkAsked compares what a handler was asked, with ID for the session's id.
func checkAsked(t *testing.T, asked, want []string, view gateway.View) {
	t.Helper()
	for i := range asked {
		asked[i] = strings.Replace(asked[i], "sessionid="+view.Session, "sessionid=ID", 1)
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked: -want +got:\n%s", diff)
	}
}

// TestIDShapes: the whole session has the id that its first request had, and the
// ids of later sessions are those that they would have had.
func TestIDShapes(t *testing.T) {
	t.Parallel()
	for shape, form := range map[weather.Fault]func(id string) bool{
		weather.DigitsID: func(id string) bool { return len(id) == 15 && strings.Trim(id, "0123456789") == "" },
		weather.LongID: func(id string) bool {
			return len(id) == weather.LongIDLength && strings.Trim(id, "0123456789abcdef") == ""
		},
	} {
		plain, _, _ := inWeather(t, weather.Clear)
		plain.press(phone.Call{Text: code})
		plain.press(phone.End{})
		want := plain.press(phone.Call{Text: code}).Session

		w, asked, _ := inWeather(t, weather.Weather(shape))
		id := w.press(phone.Call{Text: code}).Session
		if !form(id) {
			t.Errorf("%s: the id is %q", shape, id)
		}
		if again := w.press(phone.Send{Text: "1"}).Session; again != id {
			t.Errorf("%s: the second request has id %q", shape, again)
		}
		for _, q := range asked.seen() {
			if !strings.Contains(q, "sessionid="+id+"&") {
				t.Errorf("%s: the handler is asked %s", shape, q)
			}
		}
		if got := len(bodies[event.Weather](w)); got != 1 {
			t.Errorf("%s happened %d times in one session", shape, got)
		}
		w.press(phone.End{})
		clear := weather.Clear
		if err := w.line.Change(gateway.Change{Weather: &clear}); err != nil {
			t.Fatal(err)
		}
		if got := w.press(phone.Call{Text: code}).Session; got != want {
			t.Errorf("%s: the next session is %q, and %q without a weather", shape, got, want)
		}
	}
}

// TestPersianAnswers: what was dialled is Latin, what was answered is Persian, in
// every form of call, and a secret stays masked.
func TestPersianAnswers(t *testing.T) {
	t.Parallel()
	for form, want := range map[inoti.CallForm]string{
		inoti.Star: "*6655*123*4*۷۷*۴۷۱۱", inoti.Bare: "6655*123*4*۷۷*۴۷۱۱", inoti.Mixed: "6655*123*4*۷۷*۴۷۱۱",
	} {
		var call string
		address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
			call = r.URL.Query().Get("call")
			_, _ = io.WriteString(w, "Your PIN?")
		})
		options := toHandler(t, address)
		options.CallForm, options.Weather = form, weather.Weather(weather.PersianCall)
		w := newWorld(t, options)
		for _, key := range []phone.Key{phone.Call{Text: "*6655*123*4#"}, phone.Send{Text: "77"}, phone.Send{Text: "4711"}} {
			w.press(key)
		}
		if call != want {
			t.Errorf("%s: call is %q, want %q", form, call, want)
		}
		if diff := cmp.Diff([]event.Weather{{Fault: "persian-call", Request: 2}, {Fault: "persian-call", Request: 3}}, bodies[event.Weather](w)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", form, diff)
		}
		for _, request := range bodies[event.Request](w)[1:] {
			masked, err := url.Parse(request.Masked)
			if err != nil {
				t.Fatal(err)
			}
			if call := masked.Query().Get("call"); !strings.HasPrefix(call, strings.TrimSuffix(want, "*۷۷*۴۷۱۱")+"*"+event.Mask) || strings.ContainsAny(call, "7۷") {
				t.Errorf("%s: masked it is %s", form, call)
			}
		}
	}
}

// TestParametersOfTheHandlersOwn: one that is called like ours stays.
func TestParametersOfTheHandlersOwn(t *testing.T) {
	t.Parallel()
	asked := &shop{}
	address, _ := handler(t, asked.ServeHTTP)
	options := toHandler(t, address+"?call=center&mobile")
	options.Weather = weather.Weather(weather.MissingCall)
	w := newWorld(t, options)
	view := w.press(phone.Call{Text: code})
	checkAsked(t, asked.seen(), []string{"call=center&mobile&mobile=" + own + "&sessionid=ID"}, view)
}

// TestHeldReplies: what ends a session while its reply is held up, and what
// follows.
func TestHeldReplies(t *testing.T) {
	t.Parallel()
	for _, fault := range []weather.Fault{weather.Delay, weather.DropBefore, weather.DropAfter} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			w, asked, clock := inWeather(t, weather.Weather(fault))
			w.pressAndRest(phone.Call{Text: code})
			if view := w.pressAndRest(phone.End{}); view.Ended != session.Cancelled || view.Held {
				t.Errorf("ended %q", view.Ended)
			}
			if n := clock.Pending(); n != 0 {
				t.Errorf("%d timers are left", n)
			}
			clear := weather.Clear
			if err := w.line.Change(gateway.Change{Weather: &clear}); err != nil {
				t.Fatal(err)
			}
			before := len(asked.seen())
			if view := w.press(phone.Call{Text: code}); view.Phone.Screen() != "Which?" {
				t.Errorf("the next session shows %q", view.Phone.Screen())
			}
			clock.Advance(20 * time.Second)
			if view := w.line.View(); view.Phone.State() != phone.StateOpen || len(asked.seen()) != before+1 {
				t.Errorf("later the phone is %s, asked %d", view.Phone.State(), len(asked.seen()))
			}
		})
	}
}

// TestDelayIsCutOffByTheSessionLimit: that goes on while a reply is held up.
func TestDelayIsCutOffByTheSessionLimit(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, says("Which?"))
	options := toHandler(t, address)
	options.Limits = quickly(15 * time.Second)
	options.Limits.Session = 4 * time.Second
	clock := newClock()
	options.Clock = func(number.Number) gateway.Clock { return clock }
	options.Weather = weather.Weather(weather.Delay)
	w := newWorld(t, options)
	w.pressAndRest(phone.Call{Text: code})
	clock.Advance(10 * time.Second)
	if view := w.line.View(); view.Ended != session.SessionLimit || view.Held || len(bodies[event.Screen](w)) != 0 {
		t.Errorf("ended %q", view.Ended)
	}
}

// TestDelayOutlivesTheAnswerLimit: a handler that answered in time is not held to
// its limit while the network is slow.
func TestDelayOutlivesTheAnswerLimit(t *testing.T) {
	t.Parallel()
	address, _ := handler(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("mobile") != own {
			<-r.Context().Done()
		}
		_, _ = io.WriteString(w, "Which?")
	})
	options := toHandler(t, address)
	options.Limits = quickly(500 * time.Millisecond)
	options.Weather = weather.Weather(weather.Delay)
	clock := newClock()
	options.Clock = func(number.Number) gateway.Clock { return clock }
	w := newWorld(t, options)
	w.pressAndRest(phone.Call{Text: code})
	// When the limit of a phone that dialled later has run out, this one's had to.
	if err := w.gateway.Line(number.India.Example()).Do(phone.Call{Text: code}); err != nil {
		t.Fatal(err)
	}
	w.await("end of the other", isEnded)
	if view := w.line.View(); !view.Held {
		t.Errorf("ended %q (%s)", view.Ended, view.Cause.Detail)
	}
	clock.Advance(weather.DelayAlone)
	if view := w.line.View(); view.Phone.Screen() != "Which?" {
		t.Errorf("ended %q (%s)", view.Ended, view.Cause.Detail)
	}
}

// TestNothingComesAndNothingHappens: where nobody is reached there is nothing to
// delay, lose or deliver twice, and the true cause is told.
func TestNothingComesAndNothingHappens(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String() + "/"
	listener.Close()
	for _, fault := range []weather.Fault{weather.Delay, weather.DropAfter, weather.Reset, weather.HangUp, weather.Idle, weather.Duplicate} {
		options := toHandler(t, address)
		options.Weather = weather.Weather(fault)
		w := newWorld(t, options)
		view := w.press(phone.Call{Text: code})
		checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Refused, "")
		if happened := bodies[event.Weather](w); len(happened) != 0 || len(bodies[event.Request](w)) != 1 {
			t.Errorf("%s: %v", fault, happened)
		}
	}
}

// TestResetOnTheWire: the handler's connection is reset while it is read from.
func TestResetOnTheWire(t *testing.T) {
	t.Parallel()
	reset := make(chan error, 1)
	address, asked := wire(t, func(_ int64, conn net.Conn) bool {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nWhich")
		_, err := conn.Read(make([]byte, 1))
		reset <- err
		return false
	})
	options := toHandler(t, address)
	options.Weather = weather.Weather(weather.Reset)
	w := newWorld(t, options)
	view := w.press(phone.Call{Text: code})
	checkEnd(t, view.Ended, view.Cause, session.NetworkError, session.Cut, "on purpose")
	if err := <-reset; err == nil || err == io.EOF {
		t.Errorf("the handler's connection ended with %v", err)
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// TestDuplicateWithSecrets: what is masked in a request is masked in its double,
// and the second reply changes nothing.
func TestDuplicateWithSecrets(t *testing.T) {
	t.Parallel()
	turns := 0
	address, asked := handler(t, func(w http.ResponseWriter, r *http.Request) {
		turns++
		_, _ = io.WriteString(w, []string{"Your PIN?", "Your PIN?", "Done[end]", "Twice!"}[turns-1])
	})
	options := toHandler(t, address)
	options.Weather = weather.Weather(weather.Duplicate)
	w := newWorld(t, options)
	w.pressAndRest(phone.Call{Text: code})
	view := w.pressAndRest(phone.Send{Text: "4711"})
	if asked.Load() != 4 || view.Phone.Screen() != "Done" || view.Ended != session.Final {
		t.Errorf("asked %d times, %q shows %q", asked.Load(), view.Ended, view.Phone.Screen())
	}
	requests, last := 0, ""
	kinds(w)
	for _, e := range w.seen {
		out, err := e.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "4711") {
			t.Errorf("the PIN leaves the process: %s", out)
		}
		if body, ok := e.Body.(event.Request); ok {
			if requests++; requests%2 == 0 && body.URL != last {
				t.Errorf("the second is %s, the first %s", body.URL, last)
			}
			last = body.URL
		}
	}
}

// TestDuplicateReplyDoesNotReachTheNextTurn: the user has answered before the
// second delivery was.
func TestDuplicateReplyDoesNotReachTheNextTurn(t *testing.T) {
	t.Parallel()
	arrived, second, third := make(chan struct{}), make(chan struct{}), make(chan struct{})
	var mu sync.Mutex
	asked := 0
	address, _ := handler(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		asked++
		turn := asked
		mu.Unlock()
		switch turn {
		case 1:
			_, _ = io.WriteString(w, "First")
		case 2:
			close(arrived)
			<-second
			_, _ = io.WriteString(w, "Second")
		default:
			<-third
			_, _ = io.WriteString(w, "Third")
		}
	})
	options := toHandler(t, address)
	options.Weather = weather.Weather(weather.Duplicate)
	w := newWorld(t, options)
	w.press(phone.Call{Text: code})
	<-arrived
	clear := weather.Clear
	if err := w.line.Change(gateway.Change{Weather: &clear}); err != nil {
		t.Fatal(err)
	}
	if err := w.line.Do(phone.Send{Text: "1"}); err != nil {
		t.Fatal(err)
	}
	close(second)
	w.await("second reply", func(body event.Body) bool {
		came, ok := body.(event.Reply)
		return ok && string(came.Bytes) == "Second"
	})
	if view := w.line.View(); view.Phone.State() != phone.StateWaiting {
		t.Errorf("the phone is %s and shows %q", view.Phone.State(), view.Phone.Screen())
	}
	close(third)
	if view := w.settle(); view.Phone.Screen() != "Third" {
		t.Errorf("the phone shows %q", view.Phone.Screen())
	}
}

// TestPaymentsInWeather: a payment that is asked for once is one invoice, and one
// whose reply does not arrive is none.
func TestPaymentsInWeather(t *testing.T) {
	t.Parallel()
	for fault, want := range map[weather.Fault]int{
		weather.Delay: 1, weather.Duplicate: 1, weather.DropBefore: 0, weather.DropAfter: 0, weather.Reset: 0, weather.HangUp: 0, weather.Idle: 1,
	} {
		address, _ := handler(t, says("9900|F-1|50000"))
		options := toHandler(t, address)
		clock := newClock()
		options.Clock = func(number.Number) gateway.Clock { return clock }
		options.Weather = weather.Weather(fault)
		w := newWorld(t, options)
		w.pressAndRest(phone.Call{Text: code})
		clock.Advance(15 * time.Second)
		invoices, err := w.gateway.Ledger().Invoices()
		if err != nil || len(invoices) != want {
			t.Errorf("%s: %d invoices, %v", fault, len(invoices), err)
		}
		if view := w.line.View(); len(view.Phone.Prompts()) != want || view.Phone.State() == phone.StateWaiting {
			t.Errorf("%s: %d prompts, the phone is %s", fault, len(view.Phone.Prompts()), view.Phone.State())
		}
	}
}

// TestStormIsTheSameTwice: the same seed and the same keys make the same faults
// and the same requests, and the phone always comes to rest.
func TestStormIsTheSameTwice(t *testing.T) {
	t.Parallel()
	storm := func() ([]event.Weather, []string) {
		w, asked, clock := inWeather(t, weather.Storm)
		for turn := range 60 {
			key := phone.Key(phone.Call{Text: code})
			if w.line.View().Phone.State() == phone.StateOpen {
				key = phone.Send{Text: []string{"1", "2", "9"}[turn%3]}
			}
			if w.pressAndRest(key).Held {
				clock.Advance(15 * time.Second)
			}
			if state := w.line.View().Phone.State(); state == phone.StateWaiting {
				t.Fatalf("turn %d: the phone waits", turn)
			}
		}
		return bodies[event.Weather](w), asked.seen()
	}
	happened, asked := storm()
	again, askedAgain := storm()
	if diff := cmp.Diff(happened, again); diff != "" {
		t.Errorf("other faults:\n%s", diff)
	}
	if diff := cmp.Diff(asked, askedAgain); diff != "" {
		t.Errorf("other requests:\n%s", diff)
	}
	if len(happened) < 15 {
		t.Errorf("a storm of %d faults", len(happened))
	}
}

// TestClearIsOneRequestAnAction: in a clear sky every key is one request on the
// wire, also where connections are cut.
func TestClearIsOneRequestAnAction(t *testing.T) {
	t.Parallel()
	address, asked := wire(t, func(turn int64, conn net.Conn) bool {
		if turn%3 == 0 {
			return false // cut without a word
		}
		// Without the header the next request may be on its way into a connection
		// that is closed already: it is cut, too, and the handler sees nothing of it.
		connection := map[bool]string{true: "keep-alive", false: "close"}[turn%3 == 1]
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: "+connection+"\r\n\r\nWhich?")
		return turn%3 == 1
	})
	options := toHandler(t, address)
	options.Weather = weather.Clear
	w := newWorld(t, options)
	for pressed := range int64(30) {
		key := phone.Key(phone.Call{Text: code})
		if w.line.View().Phone.State() == phone.StateOpen {
			key = phone.Send{Text: "1"}
		}
		w.press(key)
		if got := asked.Load(); got != pressed+1 {
			t.Fatalf("%d keys made %d requests", pressed+1, got)
		}
	}
	if happened := bodies[event.Weather](w); len(happened) != 0 {
		t.Errorf("in a clear sky: %v", happened)
	}
}

// TestChangeOfWeather: it is checked, told, and holds from the next request on.
func TestChangeOfWeather(t *testing.T) {
	t.Parallel()
	w, asked, _ := inWeather(t, "")
	if got := w.line.View().Subscriber.Weather; !got.IsClear() {
		t.Errorf("the weather is %s at first", got)
	}
	rain := weather.Weather("rain")
	if err := w.line.Change(gateway.Change{Weather: &rain}); err == nil {
		t.Error("rain was taken")
	}
	w.press(phone.Call{Text: code})
	twice := weather.Weather(weather.Duplicate)
	if err := w.line.Change(gateway.Change{Weather: &twice}); err != nil {
		t.Fatal(err)
	}
	if got := w.pressAndRest(phone.Send{Text: "1"}); len(asked.seen()) != 3 || got.Subscriber.Weather != twice {
		t.Errorf("asked %d times in the weather %s", len(asked.seen()), got.Subscriber.Weather)
	}
	if diff := cmp.Diff([]event.Subscriber{{Changed: []string{"weather"}}}, bodies[event.Subscriber](w)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
