package demoshop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candybar/providers/inoti"
	"candybar/providers/inoti/asmx"
)

const (
	paying        = dialled + "*2*50000"
	inotiFactorID = 123456789
	rrn           = 987654321012

	gotIt       = "Thank you. You bought 50,000 rial of airtime.[end]"
	noOrder     = "Nothing booked: there is no such order.[end]"
	noPayment   = "Nothing booked: GetPayments knows of no such payment.[end]"
	wrongOne    = "Nothing booked: the payment is not the one of this order.[end]"
	paidAlready = "Nothing booked: the order was paid before, by another payment.[end]"
	noService   = "Nothing booked: the shop cannot verify payments, as it was given no GetPayments.[end]"
	refused     = "Nothing booked: GetPayments refused to tell. Are user name, password and code name right?[end]"
	failed      = "Nothing booked: GetPayments gave no answer that the shop can read.[end]"
)

var credentials = inoti.Settings{Username: "corner", Password: "p<&>\"'", CodeName: "رمز 123"}

// bank is what iNoti's GetPayments knows.
type bank struct {
	mu      sync.Mutex
	records []inoti.Record
	lookups []inoti.Lookup
}

func (b *bank) add(records ...inoti.Record) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.records = append(b.records, records...)
}

// asked is how often GetPayments was called.
func (b *bank) asked() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.lookups)
}

func (b *bank) handler(settings inoti.Settings) http.Handler {
	return asmx.New(inoti.PaymentsService(settings,
		func(context.Context) ([]inoti.Record, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			return b.records, nil
		},
		func(_ context.Context, lookup inoti.Lookup) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.lookups = append(b.lookups, lookup)
		}))
}

// serve starts a web service, and gives the options of a shop that asks it.
func serve(t *testing.T, service http.Handler) Options {
	t.Helper()
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	return Options{
		GetPayments: server.URL + inoti.ServicePath,
		Username:    credentials.Username, Password: credentials.Password, CodeName: credentials.CodeName,
		Client: server.Client(),
	}
}

// open opens a shop that asks a bank.
func open(t *testing.T) (*Shop, *bank) {
	t.Helper()
	b := &bank{}
	return New(serve(t, b.handler(credentials))), b
}

// buy asks for airtime and gives the id of the order.
func buy(t *testing.T, shop http.Handler, sequence string) string {
	t.Helper()
	return buyAs(t, shop, mobile, sequence)
}

// buyAs is buy by another caller.
func buyAs(t *testing.T, shop http.Handler, caller, sequence string) string {
	t.Helper()
	reply := sayAs(t, shop, caller, sequence)
	payment, ok := inoti.ReadReply(reply).(inoti.Payment)
	if !ok || reply != fmt.Sprintf("9900|%s|%d", payment.YourFactorID, payment.Price) {
		t.Fatalf("call=%s: %q is no payment", sequence, reply)
	}
	return payment.YourFactorID
}

// paid is the record of the right payment.
func paid(id string) inoti.Record {
	return inoti.Record{
		PayID: 7, SessionID: session, RefKeyBank: "DIGITAL", Mobile: mobile, Price: 50_000, Result: true,
		PayDateTime: time.Unix(1_704_164_645, 0), InotiFactorID: inotiFactorID, YourFactorID: id, RRN: rrn,
	}
}

// callbackOf is the callback after the right payment.
func callbackOf(id string) inoti.Request {
	return inoti.Request{
		Mobile: mobile, SessionID: session,
		Call: fmt.Sprintf("%s*%s*%d", paying, id, inotiFactorID),
		RRN:  fmt.Sprint(rrn),
	}
}

// wantReply makes a callback.
func wantReply(t *testing.T, shop http.Handler, callback inoti.Request, want string) {
	t.Helper()
	w := call(shop, callback)
	if w.Code != http.StatusOK || w.Body.String() != want {
		t.Errorf("callback %+v\n got %d, %q\nwant 200, %q", callback, w.Code, w.Body, want)
	}
	if fault := wrongWith(w.Body.String()); fault != "" {
		t.Errorf("callback %+v: %s\n%s", callback, fault, w.Body)
	}
}

func wantAirtime(t *testing.T, shop *Shop, want int64) {
	t.Helper()
	if got := shop.Airtime(mobile); got != want {
		t.Errorf("%d rial of airtime, want %d", got, want)
	}
}

func TestPaid(t *testing.T) {
	t.Parallel()
	for _, style := range []inoti.JSONStyle{inoti.JSONNet, inoti.JSS} {
		for _, form := range []inoti.CallForm{inoti.Star, inoti.Bare, inoti.Mixed} {
			t.Run(fmt.Sprint(style, " ", form), func(t *testing.T) {
				t.Parallel()
				b, settings := &bank{}, credentials
				settings.Style = style
				shop := New(serve(t, b.handler(settings)))
				id := buy(t, shop, form.Write(paying, true))
				b.add(paid(id))
				wantAirtime(t, shop, 0)

				callback := callbackOf(id)
				callback.Call = form.Write(callback.Call, false)
				for range 3 { // a replay is answered alike
					wantReply(t, shop, callback, gotIt)
					wantAirtime(t, shop, 50_000)
				}
				if b.asked() != 1 {
					t.Errorf("GetPayments was asked %d times, want once", b.asked())
				}
				if got, want := say(t, shop, dialled+"*2"), "You have 50,000 rial of airtime.\n"+askAmount; got != want {
					t.Errorf("afterwards %q, want %q", got, want)
				}
			})
		}
	}
}

func TestPaidInPersian(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, dialled+"*5*2*۵۰۰۰۰")
	callback := callbackOf(id)
	callback.Call = fmt.Sprintf("%s*5*2*۵۰۰۰۰*%s*%d", dialled, id, inotiFactorID)
	wantReply(t, shop, callback, "ثبت نشد: GetPayments چنین پرداختی ندارد.[end]")
	b.add(paid(id))
	wantReply(t, shop, callback, "سپاسگزاریم. ۵۰٬۰۰۰ ریال شارژ خریدید.[end]")
	wantAirtime(t, shop, 50_000)
}

// TestWhatIsAsked looks at the question from the other side.
func TestWhatIsAsked(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	call(shop, callbackOf(id))
	want := inoti.Query{
		Username: credentials.Username, CodeName: credentials.CodeName,
		INotiFactorID: fmt.Sprint(inotiFactorID), YourFactorID: id,
	}
	if len(b.lookups) != 1 || b.lookups[0].Query != want || b.lookups[0].Misplaced != 0 || len(b.lookups[0].Unreadable) > 0 {
		t.Errorf("got %+v\nwant %+v", b.lookups, want)
	}
}

// TestNotBooked is every callback that is not of the payment of the order.
func TestNotBooked(t *testing.T) {
	t.Parallel()
	// change changes what GetPayments knows and what the callback says.
	tests := []struct {
		name   string
		change func(records *[]inoti.Record, callback *inoti.Request)
		want   string
	}{
		{"nobody paid", func(r *[]inoti.Record, _ *inoti.Request) { *r = nil }, noPayment},
		{"the payment failed", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].Result = false }, noPayment},
		{"a wrong amount", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].Price = 5_000 }, wrongOne},
		{"another's money", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].Mobile = "09351234567" }, wrongOne},
		{"another transaction", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].RRN++ }, wrongOne},
		{"another RRN", func(_ *[]inoti.Record, c *inoti.Request) { c.RRN = "1" }, wrongOne},
		{"another order's payment", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].YourFactorID = "A-1" }, noPayment},
		{"another invoice", func(r *[]inoti.Record, _ *inoti.Request) { (*r)[0].InotiFactorID++ }, noPayment},
		{"two records", func(r *[]inoti.Record, _ *inoti.Request) { *r = append(*r, (*r)[0]) }, wrongOne},
		{"another mobile calls", func(_ *[]inoti.Record, c *inoti.Request) { c.Mobile = "09351234567" }, noOrder},
		{"another session", func(_ *[]inoti.Record, c *inoti.Request) { c.SessionID = "2" }, noOrder},
		{"another turn", func(_ *[]inoti.Record, c *inoti.Request) {
			c.Call = strings.Replace(c.Call, "50000", "60000", 1)
		}, noOrder},
		{"another order", func(_ *[]inoti.Record, c *inoti.Request) {
			c.Call = fmt.Sprintf("%s*A-1*%d", paying, inotiFactorID)
		}, noOrder},
		{"no order", func(_ *[]inoti.Record, c *inoti.Request) { c.Call = paying }, noOrder},
		{"nothing but RRN", func(_ *[]inoti.Record, c *inoti.Request) { c.Call = dialled }, noOrder},
		{"an invoice that is no number", func(_ *[]inoti.Record, c *inoti.Request) { c.Call += "x" }, noOrder},
		{"an RRN that is no number", func(_ *[]inoti.Record, c *inoti.Request) { c.RRN = "x" }, noOrder},
		{"an RRN that is too long", func(_ *[]inoti.Record, c *inoti.Request) { c.RRN = strings.Repeat("9", 30) }, noOrder},
		{"no RRN", func(_ *[]inoti.Record, c *inoti.Request) { c.RRN = "" }, badAmount},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			shop, b := open(t)
			id := buy(t, shop, paying)
			records, callback := []inoti.Record{paid(id)}, callbackOf(id)
			test.change(&records, &callback)
			b.add(records...)
			wantReply(t, shop, callback, test.want)
			wantAirtime(t, shop, 0)
			if got := shop.Airtime(callback.Mobile); got != 0 {
				t.Errorf("%s has %d rial of airtime", callback.Mobile, got)
			}
		})
	}
}

// TestTrouble is a GetPayments that does not give an answer, and the callback
// again once it does.
func TestTrouble(t *testing.T) {
	t.Parallel()
	says := func(body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml; charset=utf-8")
			io.WriteString(w, body) //nolint:errcheck // the other side hangs up
		})
	}
	results := func(result string) http.Handler {
		return says(`<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>` +
			`<GetPaymentsResponse xmlns="http://tempuri.org/"><GetPaymentsResult>` + result +
			`</GetPaymentsResult></GetPaymentsResponse></soap:Body></soap:Envelope>`)
	}
	otherPassword, otherCode := credentials, credentials
	otherPassword.Password, otherCode.CodeName = "x", "x"
	notItsOwn := credentials
	notItsOwn.YourFactorIDError = true
	tests := []struct {
		name    string
		service http.Handler
		want    string
	}{
		{"another password", (&bank{}).handler(otherPassword), refused},
		{"another code name", (&bank{}).handler(otherCode), refused},
		{"an unknown invoice", (&bank{}).handler(notItsOwn), noPayment},
		{"a fault", asmx.New(inoti.PaymentsService(credentials, func(context.Context) ([]inoti.Record, error) {
			return nil, errors.New("no connection to the database")
		}, nil)), failed},
		{"not found", http.NotFoundHandler(), failed},
		{"HTML", says("<!DOCTYPE html><html><head><meta charset=utf-8><title>Welcome</title></head><body>Hello<br></body></html>"), failed},
		{"well-formed HTML", says("<html><body>Hello</body></html>"), failed},
		{"nothing", says(""), failed},
		{"an envelope with nothing in it", says(`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body/></Envelope>`), failed},
		{"an envelope that breaks off", says(`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>`), failed},
		{"10 MB", results(strings.Repeat(" ", 10<<20)), failed},
		{"JSON that breaks off", results(`[{"Price":`), refused},
		{"JSON that is no list", results(`{"Price":50000,"Result":true}`), refused},
		{"no result", results(""), noPayment},
		{"null", results("null"), noPayment},
		{"a list of nothing", results("[null]"), noPayment},
		{"a hang-up", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), failed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			shop := New(serve(t, test.service))
			id := buy(t, shop, paying)
			wantReply(t, shop, callbackOf(id), test.want)
			wantAirtime(t, shop, 0)

			b := &bank{}
			b.add(paid(id))
			shop.payments = newPayments(serve(t, b.handler(credentials)))
			wantReply(t, shop, callbackOf(id), gotIt)
			wantAirtime(t, shop, 50_000)
		})
	}
}

func TestNoGetPayments(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	id := buy(t, shop, paying)
	wantReply(t, shop, callbackOf(id), noService)
	wantAirtime(t, shop, 0)
}

func TestServiceDown(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	for _, url := range []string{server.URL, "localhost", "://", "ftp://127.0.0.1/"} {
		shop := New(Options{GetPayments: url})
		id := buy(t, shop, paying)
		wantReply(t, shop, callbackOf(id), failed)
		wantAirtime(t, shop, 0)
	}
}

func TestServiceSilent(t *testing.T) {
	t.Parallel()
	options := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) //nolint:errcheck // the other side hangs up
		<-r.Context().Done()
	}))
	options.Client.Timeout = 50 * time.Millisecond
	shop := New(options)
	id := buy(t, shop, paying)
	wantReply(t, shop, callbackOf(id), failed)
	wantAirtime(t, shop, 0)
}

// TestRedirect sees that the password goes where it was meant to, and that the
// client of the options stays as it was.
func TestRedirect(t *testing.T) {
	t.Parallel()
	b := &bank{}
	there := serve(t, b.handler(credentials))
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect} {
		options := serve(t, http.RedirectHandler(there.GetPayments, status))
		shop := New(options)
		id := buy(t, shop, paying)
		b.add(paid(id))
		wantReply(t, shop, callbackOf(id), failed)
		wantAirtime(t, shop, 0)
		if b.asked() != 0 || options.Client.CheckRedirect != nil {
			t.Errorf("%d: followed %d times, client %+v", status, b.asked(), options.Client)
		}
	}
}

// TestGatewayHangsUp sees that money which moved is booked all the same.
func TestGatewayHangsUp(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	b.add(paid(id))
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	to := callbackOf(id).URL(&url.URL{Path: "/"}).String()
	shop.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, to, nil))
	wantAirtime(t, shop, 50_000)
}

func TestTurnTwice(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	if again := buy(t, shop, paying); again != id {
		t.Errorf("the same turn made %s and %s", id, again)
	}
	b.add(paid(id))
	wantReply(t, shop, callbackOf(id), gotIt)
	if again := buy(t, shop, paying); again != id {
		t.Errorf("the same turn made %s and, once paid, %s", id, again)
	}
	if c, _ := shop.store.of(mobile); len(c.orders) != 1 {
		t.Errorf("%d orders, want 1", len(c.orders))
	}
}

// TestOtherTurns sees that each makes its own order.
func TestOtherTurns(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	ids := map[string]bool{buy(t, shop, paying): true}
	for _, request := range []inoti.Request{
		{Mobile: mobile, SessionID: "2", Call: paying},
		{Mobile: "09351234567", SessionID: session, Call: paying},
		{Mobile: mobile, SessionID: session, Call: dialled + "*2*60000"},
		{Mobile: mobile, SessionID: session, Call: dialled + "*2*x*50000"},
		{Mobile: mobile, SessionID: session + `" "2`, Call: paying},
	} {
		payment, ok := inoti.ReadReply(call(shop, request).Body.String()).(inoti.Payment)
		if !ok || ids[payment.YourFactorID] {
			t.Errorf("%+v: %+v", request, payment)
		}
		ids[payment.YourFactorID] = true
	}
}

// TestAnotherPayment pays an order a second time, by another link.
func TestAnotherPayment(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	second := paid(id)
	second.InotiFactorID, second.RRN = 5, 6
	b.add(paid(id), second)
	again := callbackOf(id)
	again.Call, again.RRN = fmt.Sprintf("%s*%s*5", paying, id), "6"

	wantReply(t, shop, callbackOf(id), gotIt)
	wantReply(t, shop, again, paidAlready)
	wantReply(t, shop, callbackOf(id), gotIt)
	wantAirtime(t, shop, 50_000)
}

// TestForgottenOrder tries to book a payment a second time, once the shop has
// forgotten that it was booked.
func TestForgottenOrder(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	b.add(paid(id))
	wantReply(t, shop, callbackOf(id), gotIt)
	for i := range maxOrders + 2 {
		buy(t, shop, fmt.Sprintf("%s*2*%d", dialled, 10_000+i))
	}
	if c, _ := shop.store.of(mobile); len(c.orders) != maxOrders {
		t.Errorf("%d orders are kept, want %d", len(c.orders), maxOrders)
	}
	wantReply(t, shop, callbackOf(id), noOrder)
	anew := buy(t, shop, paying)
	wantReply(t, shop, callbackOf(id), noOrder)
	wantReply(t, shop, callbackOf(anew), noPayment)
	wantAirtime(t, shop, 50_000)
}

// TestForgottenMeanwhile books an order that made room while GetPayments was
// asked.
func TestForgottenMeanwhile(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	by := payment{inotiFactorID, rrn}
	got := settled(manner{english, rial}, shop.store.book(mobile, "A-1", by), by).screen(0)
	if got != noOrder {
		t.Errorf("got %q", got)
	}
	wantAirtime(t, shop, 0)
}

func TestCallbacksAtOnce(t *testing.T) {
	t.Parallel()
	shop, b := open(t)
	id := buy(t, shop, paying)
	second := paid(id)
	second.InotiFactorID, second.RRN = 5, 6
	b.add(paid(id), second)
	again := callbackOf(id)
	again.Call, again.RRN = fmt.Sprintf("%s*%s*5", paying, id), "6"

	var gateways sync.WaitGroup
	var answered [2]atomic.Int64
	for i := range 50 {
		gateways.Go(func() {
			request := []inoti.Request{callbackOf(id), again}[i%2]
			switch body := call(shop, request).Body.String(); body {
			case gotIt:
				answered[i%2].Add(1)
			case paidAlready:
			default:
				t.Errorf("got %q", body)
			}
			call(shop, inoti.Request{Mobile: mobile, SessionID: session, Call: paying})
			shop.Airtime(mobile)
		})
	}
	gateways.Wait()
	wantAirtime(t, shop, 50_000)
	if first, second := answered[0].Load(), answered[1].Load(); max(first, second) != 25 || min(first, second) != 0 {
		t.Errorf("%d callbacks of one payment and %d of the other were told that it is booked", first, second)
	}
}

func TestManyOrdersAtOnce(t *testing.T) {
	t.Parallel()
	shop := New(Options{})
	var gateways sync.WaitGroup
	ids := make([]string, 50)
	for i := range ids {
		gateways.Go(func() {
			ids[i] = call(shop, inoti.Request{Mobile: mobile, SessionID: session, Call: paying}).Body.String()
		})
	}
	gateways.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("one turn made %q and %q", ids[0], id)
		}
	}
}

// direct is a connection without a network.
type direct struct{ service http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.service.ServeHTTP(w, r)
	return w.Result(), nil
}

// FuzzCallback makes callbacks of an order that nobody paid, ID in them standing
// for its id. GetPayments knows another payment of the same caller.
func FuzzCallback(f *testing.F) {
	for _, seed := range [][2]string{
		{"2*50000*ID*123456789", "987654321012"},
		{"2*50000*A-OTHER*123456789", "987654321012"},
		{"2*50000*ID*123456789", "0"},
		{"2*50000*ID*-1", "-1"},
		{"2*50000*ID", "1"},
		{"ID*1", "1"},
		{"", "\xff"},
		{"2*50000*ID*<\x00>", "1e12"},
		{strings.Repeat("x*", 2*maxInputs) + "ID*1", "1"},
	} {
		f.Add(seed[0], seed[1])
	}
	b := &bank{}
	b.add(paid("A-OTHER"))
	options := Options{
		GetPayments: "http://getpayments.test" + inoti.ServicePath,
		Username:    credentials.Username, Password: credentials.Password, CodeName: credentials.CodeName,
		Client: &http.Client{Transport: direct{b.handler(credentials)}},
	}
	f.Fuzz(func(t *testing.T, inputs, rrn string) {
		shop := New(options)
		id := buy(t, shop, paying)
		callback := inoti.Request{
			Mobile: mobile, SessionID: session, RRN: rrn,
			Call: dialled + "*" + strings.ReplaceAll(inputs, "ID", id),
		}
		w := call(shop, callback)
		if body := w.Body.String(); w.Code != http.StatusOK || rrn != "" && wrongWith(body) != "" {
			t.Errorf("%+v: %d, %q", callback, w.Code, body)
		}
		wantAirtime(t, shop, 0)
	})
}
