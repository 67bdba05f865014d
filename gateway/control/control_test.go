package control_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/control"
	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/inoti"
)

const (
	code = "*6655*123#"
	me   = "09121234567"
)

// stopped is a clock that stands still: no user is ever too slow.
type stopped struct{}

func (stopped) Now() time.Time { return time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC) }

func (stopped) AfterFunc(time.Duration, func()) (stop func()) { return func() {} }

// shop answers what the tests dial and send.
func shop(w http.ResponseWriter, r *http.Request) {
	inputs, _ := inoti.Inputs(r.URL.Query().Get("call"), code)
	switch strings.Join(inputs, "*") {
	case "":
		io.WriteString(w, "1. Leave\n2. Break\n3. Vanish\n4. Secret")
	case "1":
		io.WriteString(w, "Goodbye[end]")
	case "2":
		w.WriteHeader(http.StatusInternalServerError)
	case "3":
		io.WriteString(w, "[end]")
	case "4":
		io.WriteString(w, "Enter your PIN")
	case "5":
		io.WriteString(w, "<b> & \"c\"")
	default:
		io.WriteString(w, "Thank you")
	}
}

// api is a gateway whose control API is served, and a handler behind it.
type api struct {
	gateway *gateway.Gateway
	url     string
}

func serve(t *testing.T, handler http.HandlerFunc) api {
	t.Helper()
	asked := httptest.NewServer(handler)
	t.Cleanup(asked.Close)
	route, err := gateway.NewRoute(code, asked.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := newGateway(t, route)
	server := httptest.NewServer(control.New(control.Options{Gateway: g, Home: number.Iran}))
	t.Cleanup(server.Close)
	return api{g, server.URL + control.Prefix}
}

func newGateway(t *testing.T, routes ...gateway.Route) *gateway.Gateway {
	t.Helper()
	g := gateway.New(gateway.Options{Routes: routes, Seed: 1, Clock: func(number.Number) gateway.Clock { return stopped{} }})
	t.Cleanup(g.Close)
	return g
}

// line is the phone that the tests hold.
func (a api) line() *gateway.Line { return a.gateway.Line(number.Iran.Example()) }

// answer is what a call came to.
type answer struct {
	status int
	header http.Header
	body   string
}

// call makes one call below the API's prefix. Headers are written "Name: value".
func (a api) call(t *testing.T, method, path, body string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, a.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
		if name == "Host" {
			request.Host = value
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if kind := response.Header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("%s %s answers %q", method, path, kind)
	}
	return answer{response.StatusCode, response.Header, string(got)}
}

// refusal reads a body of {"error","hint"}, and fails where it is not that.
func (a answer) refusal(t *testing.T) string {
	t.Helper()
	var body map[string]string
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || len(body) != 2 || body["error"] == "" {
		t.Errorf("%q is no refusal: %v", a.body, err)
	}
	if _, there := body["hint"]; !there {
		t.Errorf("%q has no hint", a.body)
	}
	return body["error"]
}

func (a answer) phone(t *testing.T) (p struct{ State, Screen, Ended string }) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("%q: %v", a.body, err)
	}
	return p
}

// untouched fails where anything happened.
func (a api) untouched(t *testing.T) {
	t.Helper()
	if events := a.gateway.Log().Since(0); len(events) > 0 {
		t.Errorf("something happened: %+v", events)
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	if got := serve(t, shop).call(t, "GET", "ready", ""); got.status != http.StatusOK || got.body != "{}\n" {
		t.Errorf("%+v", got)
	}
}

// noFaults are the keys of a phone for which nothing goes wrong on purpose.
const noFaults = `"ipayy_failure":"","ipayy_error":"","intouchpay_payment":"","intouchpay_deposit":"","weather":"clear"`

func TestPhoneHasAllKeys(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	want := `{"mobile":"+989121234567","operator":"MCI","balance":1000000,"registered":true,"skin":"feature","state":"idle","screen":"","ended":"","inbox":[],"prompts":[],` + noFaults + "}\n"
	if got := a.call(t, "GET", "phones/"+me, ""); got.status != http.StatusOK || got.body != want {
		t.Errorf("fresh: %d\n got %swant %s", got.status, got.body, want)
	}
	a.untouched(t)
	for _, words := range []string{"One <b> & two", "سلام"} {
		if err := a.line().Deliver("iNoti", words); err != nil {
			t.Fatal(err)
		}
	}
	a.call(t, "POST", "phones/"+me+"/dial", `{"code":"*6655*123#"}`)
	want = `{"mobile":"+989121234567","operator":"MCI","balance":1000000,"registered":true,"skin":"feature","state":"open","screen":"1. Leave\n2. Break\n3. Vanish\n4. Secret","ended":"",` +
		`"inbox":[{"from":"iNoti","text":"One <b> & two","time":"2024-01-02T03:04:05Z"},{"from":"iNoti","text":"سلام","time":"2024-01-02T03:04:05Z"}],"prompts":[],` + noFaults + "}\n"
	if got := a.call(t, "GET", "phones/"+me, ""); got.status != http.StatusOK || got.body != want {
		t.Errorf("in use: %d\n got %swant %s", got.status, got.body, want)
	}
}

// Every form of a number is the same phone.
func TestMobileForms(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	a.call(t, "PATCH", "phones/"+me, `{"balance":42}`)
	for _, form := range []string{
		"09121234567", "9121234567", "989121234567", "+989121234567", "%2B989121234567", "00989121234567",
		"0912-123-4567", "0912%20123%204567", "۰۹۱۲۱۲۳۴۵۶۷", "٠٩١٢١٢٣٤٥٦٧",
	} {
		got := a.call(t, "GET", "phones/"+form, "")
		if got.status != http.StatusOK || !strings.Contains(got.body, `"mobile":"+989121234567"`) || !strings.Contains(got.body, `"balance":42,`) {
			t.Errorf("%s: %+v", form, got)
		}
	}
	if got := a.call(t, "GET", "phones/09121234568", ""); strings.Contains(got.body, `"balance":42,`) {
		t.Errorf("another number is the same phone: %s", got.body)
	}
	for _, form := range []string{"0912xxxxxxx", "0912123456", "09411234567", "alice", "-", "+", "%00"} {
		got := a.call(t, "GET", "phones/"+form, "")
		if got.status != http.StatusBadRequest || got.refusal(t) == "" {
			t.Errorf("%s: %+v", form, got)
		}
	}
}

// step is one call about the phone and what it must come to.
type step struct {
	call, body string
	status     int
	// state, screen and ended are the phone's after it; for a refusal, fault
	// is what the error says.
	state, screen, ended string
	fault                string
}

const menu = "1. Leave\n2. Break\n3. Vanish\n4. Secret"

var (
	dialled   = step{call: "dial", body: `{"code":"*6655*123#"}`, status: 200, state: "open", screen: menu}
	cancelled = step{call: "cancel", status: 200, state: "idle", ended: "cancelled"}
)

func send(words string) step {
	return step{call: "send", body: fmt.Sprintf(`{"text":%q}`, words), status: 200}
}

func (s step) open(screen string) step {
	s.state, s.screen = "open", screen
	return s
}

func (s step) over(screen, ended string) step {
	s.state, s.screen, s.ended = "ended", screen, ended
	return s
}

func (s step) refused(status int, fault string) step {
	s.status, s.fault = status, fault
	return s
}

func TestSessions(t *testing.T) {
	t.Parallel()
	dial := func(code string) step {
		return step{call: "dial", body: fmt.Sprintf(`{"code":%q}`, code), status: 200}
	}
	failed := phone.TextFailed
	tests := map[string][]step{
		"to the end":    {dialled, send("1").over("Goodbye", "final"), {call: "cancel", status: 200, state: "idle", ended: "final"}},
		"and again":     {dialled, send("1").over("Goodbye", "final"), dialled, cancelled, dialled},
		"by the phone":  {dialled, cancelled, cancelled.refused(409, "no screen")},
		"many turns":    {dialled, send("9").open("Thank you"), send("سلام & <b>").open("Thank you"), cancelled},
		"a failure":     {dialled, send("2").over(failed, "network-error"), dialled},
		"no text":       {dialled, send("3").over(phone.TextExpired, "released")},
		"no handler":    {dial("*100#").over(failed, "not-supported")},
		"blanks in it":  {dial(" *6655* 123 # ").open(menu)},
		"dial directly": {dial("*6655*123*1#").over("Goodbye", "final")},

		"dial twice":        {dialled, dialled.refused(409, "session is open"), send("1").over("Goodbye", "final")},
		"send first":        {send("1").refused(409, "no screen")},
		"send afterwards":   {dialled, send("1").over("Goodbye", "final"), send("1").refused(409, "no screen")},
		"cancel first":      {cancelled.refused(409, "no screen")},
		"send nothing":      {dialled, send("").refused(400, "nothing to send"), send("1").over("Goodbye", "final")},
		"send a line break": {dialled, send("1\n2").refused(400, "line breaks"), send("1").over("Goodbye", "final")},
		"send too much":     {dialled, send(strings.Repeat("1", 183)).refused(400, "too long"), send("1").over("Goodbye", "final")},

		"an IMEI":         {dial("*#06#").refused(422, "IMEI")},
		"a service":       {dial("*21#").refused(422, "call forwarding")},
		"a call":          {dial("*6655*123").refused(422, "missing final #")},
		"a short string":  {dial("7").refused(422, "short string")},
		"an emergency":    {dial("112").refused(422, "emergency")},
		"nothing":         {dial("").refused(422, "nothing was dialled")},
		"a line break":    {dial("*6655*123\n#").refused(400, "line breaks")},
		"a call meantime": {dialled, dial("*#06#").refused(409, "session is open"), send("1").over("Goodbye", "final")},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			serve(t, shop).take(t, steps)
		})
	}
}

// take makes calls about the phone, one after the other.
func (a api) take(t *testing.T, steps []step) {
	t.Helper()
	for _, step := range steps {
		got := a.call(t, "POST", "phones/"+me+"/"+step.call, step.body)
		if got.status != step.status {
			t.Fatalf("%s %s: %+v, want %d", step.call, step.body, got, step.status)
		}
		if step.fault != "" {
			if fault := got.refusal(t); !strings.Contains(fault, step.fault) {
				t.Errorf("%s %s: %q, want %q", step.call, step.body, fault, step.fault)
			}
			continue
		}
		if p := got.phone(t); p.State != step.state || p.Screen != step.screen || p.Ended != step.ended {
			t.Errorf("%s %s: %+v, want %+v", step.call, step.body, p, step)
		}
		if again := a.call(t, "GET", "phones/"+me, ""); again.body != got.body {
			t.Errorf("%s answers %s, and then the phone is %s", step.call, got.body, again.body)
		}
	}
}

func TestDialToAHandlerOfItsOwn(t *testing.T) {
	t.Parallel()
	own := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s of %s", r.URL.Query().Get("call"), r.URL.Query().Get("a"))
	}))
	t.Cleanup(own.Close)
	a := serve(t, shop)
	got := a.call(t, "POST", "phones/"+me+"/dial", fmt.Sprintf(`{"code":"*6655*123#","handler":"%s/x?a=b"}`, own.URL)).phone(t)
	if got.Screen != "*6655*123 of b" {
		t.Errorf("%+v", got)
	}
	if got := a.call(t, "POST", "phones/"+me+"/send", `{"text":"7"}`).phone(t); got.Screen != "*6655*123*7 of b" {
		t.Errorf("%+v", got)
	}
}

func TestUnreadableBodies(t *testing.T) {
	t.Parallel()
	long := `{"code":"` + strings.Repeat("1", 64<<10) + `"}`
	const asJSON = "Content-Type: application/json"
	tests := []struct {
		name, call, body, kind string
		status                 int
		fault                  string
	}{
		{"nothing", "dial", "", asJSON, 400, "EOF"},
		{"no JSON", "dial", "code=1", asJSON, 400, "invalid character"},
		{"half", "dial", `{"code":"*1`, asJSON, 400, "unexpected EOF"},
		{"a list", "dial", `[]`, asJSON, 400, "array"},
		{"a string", "send", `"1"`, asJSON, 400, "string"},
		{"a number as text", "send", `{"text":1}`, asJSON, 400, "number"},
		{"an unknown field", "dial", `{"code":"*6655*123#","mobile":"1"}`, asJSON, 400, `unknown field "mobile"`},
		{"a field of another call", "send", `{"code":"*6655*123#"}`, asJSON, 400, `unknown field "code"`},
		{"two values", "dial", `{"code":"*6655*123#"}{"code":"*6655*123#"}`, asJSON, 400, "more than one"},
		{"two values, one no object", "dial", `{"code":"*6655*123#"} 1`, asJSON, 400, "more than one"},
		{"a value and rubbish", "dial", `{"code":"*6655*123#"} x`, asJSON, 400, "more than one"},
		{"too long", "dial", long, asJSON, 413, "too large"},
		{"too long behind", "dial", `{"code":"*6655*123#"}` + strings.Repeat(" ", 64<<10), asJSON, 413, "too large"},

		{"a form", "dial", "code=1", "Content-Type: application/x-www-form-urlencoded", 415, "JSON"},
		{"a text", "send", `{"text":"1"}`, "Content-Type: text/plain", 415, "JSON"},
		{"rubbish as a type", "dial", `{"code":"*6655*123#"}`, "Content-Type: ;", 415, "JSON"},

		{"a handler of no URL", "dial", `{"code":"*6655*123#","handler":"http://a b/"}`, asJSON, 400, "the handler's address"},
		{"a handler of no web address", "dial", `{"code":"*6655*123#","handler":"ftp://127.0.0.1/"}`, asJSON, 400, "the handler's address"},
		{"a handler without a host", "dial", `{"code":"*6655*123#","handler":"/ussd"}`, asJSON, 400, "the handler's address"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := serve(t, shop)
			got := a.call(t, "POST", "phones/"+me+"/"+test.call, test.body, test.kind)
			if fault := got.refusal(t); got.status != test.status || !strings.Contains(fault, test.fault) {
				t.Errorf("%d %q, want %d %q", got.status, fault, test.status, test.fault)
			}
			a.untouched(t)
		})
	}
}

// A body is JSON with a charset too, and where nothing is said about it.
func TestReadableTypes(t *testing.T) {
	t.Parallel()
	for _, header := range []string{"Content-Type: application/json; charset=utf-8", "Content-Type: Application/JSON", "X-Nothing: said"} {
		a := serve(t, shop)
		if got := a.call(t, "POST", "phones/"+me+"/dial", dialled.body, header); got.status != http.StatusOK {
			t.Errorf("%s: %+v", header, got)
		}
	}
}

func TestNoSuchCall(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for _, call := range []string{
		"GET ", "GET phones", "GET phones/", "GET phones/" + me + "/dial", "PUT phones/" + me, "DELETE phones/" + me,
		"POST phones/" + me, "POST phones/" + me + "/hangup", "POST phones/" + me + "/dial/again", "POST ready", "POST events", "GET readY",
	} {
		method, path, _ := strings.Cut(call, " ")
		if got := a.call(t, method, path, "{}"); got.status != http.StatusNotFound || !strings.Contains(got.refusal(t), call[:3]) {
			t.Errorf("%s: %+v", call, got)
		}
	}
	a.untouched(t)
}

func TestChange(t *testing.T) {
	t.Parallel()
	const fresh = `{"mobile":"+989121234567","operator":"MCI","balance":1000000,"registered":true,`
	tests := []struct {
		body, want string
		changed    []string
		pin        string
	}{
		{`{}`, fresh, nil, ""},
		{`{"balance":null,"pin":null}`, fresh, nil, ""},
		{`{"balance":0}`, `{"mobile":"+989121234567","operator":"MCI","balance":0,"registered":true,`, []string{"balance"}, ""},
		{`{"balance":9223372036854775807}`, `{"mobile":"+989121234567","operator":"MCI","balance":9223372036854775807,"registered":true,`, []string{"balance"}, ""},
		{`{"operator":"ایرانسل"}`, `{"mobile":"+989121234567","operator":"ایرانسل","balance":1000000,"registered":true,`, []string{"operator"}, ""},
		{`{"registered":false}`, `{"mobile":"+989121234567","operator":"MCI","balance":1000000,"registered":false,`, []string{"registered"}, ""},
		{`{"pin":"1234"}`, fresh, []string{"pin"}, "1234"},
		{`{"pin":"۱۲٣٤"}`, fresh, []string{"pin"}, "1234"},
		{`{"pin":"012345"}`, fresh, []string{"pin"}, "012345"},
		{`{"pin":""}`, fresh, []string{"pin"}, ""},
		{`{"pin":"0000","registered":false,"operator":"X","balance":7}`, `{"mobile":"+989121234567","operator":"X","balance":7,"registered":false,`,
			[]string{"balance", "operator", "registered", "pin"}, "0000"},
	}
	for _, test := range tests {
		t.Run(test.body, func(t *testing.T) {
			t.Parallel()
			a := serve(t, shop)
			got := a.call(t, "PATCH", "phones/"+me, test.body)
			if got.status != http.StatusOK || !strings.HasPrefix(got.body, test.want) {
				t.Errorf("%d %s, want %s", got.status, got.body, test.want)
			}
			if strings.Contains(got.body, "pin") {
				t.Errorf("the answer speaks of the pin: %s", got.body)
			}
			if pin := a.line().View().Subscriber.PIN; pin != test.pin {
				t.Errorf("the pin is %q", pin)
			}
			var changed []string
			for _, e := range a.gateway.Log().Since(0) {
				body, _ := e.Body.(event.Subscriber)
				changed = append(changed, body.Changed...)
			}
			if diff := cmp.Diff(test.changed, changed); diff != "" {
				t.Errorf("changed (-want +got)\n%s", diff)
			}
		})
	}
}

func TestRefusedChanges(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	for body, want := range map[string]string{
		`{"balance":-1}`:                  "negative",
		`{"balance":1.5}`:                 "number 1.5",
		`{"balance":"1"}`:                 "string",
		`{"balance":9223372036854775808}`: "number",
		`{"pin":"123"}`:                   "4 to 6",
		`{"pin":"1234567"}`:               "4 to 6",
		`{"pin":"12a4"}`:                  "4 to 6",
		`{"pin":"۱۲۳"}`:                   "4 to 6",
		`{"pin":1234}`:                    "number",
		`{"operator":"a\nb"}`:             "one line",
		`{"operator":"a\u001b[2J"}`:       "one line",
		`{"operator":"a\u202eb"}`:         "one line",
		`{"registered":"no"}`:             "string",
		`{"state":"open"}`:                "unknown field",
		`{"balance":5,"pin":"1"}`:         "4 to 6",
		``:                                "EOF",
	} {
		got := a.call(t, "PATCH", "phones/"+me, body)
		if fault := got.refusal(t); got.status != http.StatusBadRequest || !strings.Contains(fault, want) {
			t.Errorf("%s: %d %q, want %q", body, got.status, fault, want)
		}
	}
	if got := a.line().View().Subscriber; got != gateway.NewSubscriber(number.Iran.Example()) {
		t.Errorf("the subscriber became %+v", got)
	}
	a.untouched(t)
}

func TestClosedGateway(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	a.line()
	a.gateway.Close()
	for call, body := range map[string]string{"POST phones/" + me + "/dial": dialled.body, "PATCH phones/" + me: `{"balance":1}`} {
		method, path, _ := strings.Cut(call, " ")
		if got := a.call(t, method, path, body); got.status != http.StatusServiceUnavailable || got.refusal(t) == "" {
			t.Errorf("%s: %+v", call, got)
		}
	}
}

// Of many who dial one phone at once, one opens a session and makes a request.
func TestOneOfManyDialsWins(t *testing.T) {
	t.Parallel()
	const dials = 16
	var (
		asked   = make(chan string, dials)
		refused = make(chan struct{})
		came    = make(chan int, dials)
		all     sync.WaitGroup
	)
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Query().Get("sessionid")
		<-refused
		io.WriteString(w, "Goodbye[end]")
	})
	for range dials {
		all.Go(func() { came <- a.call(t, "POST", "phones/"+me+"/dial", dialled.body).status })
	}
	// The handler answers only when all the others have been refused.
	got := make([]int, 0, dials)
	for range dials - 1 {
		got = append(got, <-came)
	}
	close(refused)
	all.Wait()
	got = append(got, <-came)
	want := append(slices.Repeat([]int{http.StatusConflict}, dials-1), http.StatusOK)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(asked) != 1 {
		t.Errorf("the handler was asked %d times", len(asked))
	}
}

// Phones do not wait for one another.
func TestManyPhonesAtOnce(t *testing.T) {
	t.Parallel()
	const phones = 16
	var asked, all sync.WaitGroup
	asked.Add(phones)
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Done()
		asked.Wait()
		io.WriteString(w, "Hello "+r.URL.Query().Get("mobile"))
	})
	for n := range phones {
		all.Go(func() {
			mobile := fmt.Sprintf("091212345%02d", n)
			got := a.call(t, "POST", "phones/"+mobile+"/dial", dialled.body)
			if p := got.phone(t); got.status != http.StatusOK || p.Screen != "Hello "+mobile {
				t.Errorf("%s: %+v", mobile, got)
			}
		})
	}
	all.Wait()
}
