package paypage_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"candybar/gateway/ledger"
	"candybar/gateway/paypage"
	"candybar/phone/number"
)

// payments has one invoice, behind the token "good".
type payments struct {
	invoice ledger.Invoice
	// decided are the decisions that were made.
	decided []bool
	fails   error
}

func (p *payments) Invoice(token string) (ledger.Invoice, error) {
	switch {
	case p.fails != nil:
		return ledger.Invoice{}, p.fails
	case token != "good":
		return ledger.Invoice{}, ledger.ErrUnknown
	default:
		return p.invoice, nil
	}
}

func (p *payments) Settle(token string, approve bool) (ledger.Invoice, error) {
	if _, err := p.Invoice(token); err != nil {
		return ledger.Invoice{}, err
	}
	if p.invoice.State != ledger.LinkSent {
		return p.invoice, ledger.ErrSpent
	}
	p.decided = append(p.decided, approve)
	p.invoice.State = ledger.Cancelled
	if approve {
		p.invoice.State, p.invoice.RRN = ledger.Paid, 123456789012
	}
	return p.invoice, nil
}

func newPayments(state ledger.State) *payments {
	return &payments{invoice: ledger.Invoice{
		ID: 7, Yours: "F-1<b>\x1b", Phone: number.Iran.Example(), Price: 50_000, State: state, RRN: 123456789012,
	}}
}

type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t *testing.T, p *payments, request *http.Request) answer {
	t.Helper()
	return askOf(t, paypage.New("/pay/", p), request)
}

func askOf(t *testing.T, page http.Handler, request *http.Request) answer {
	t.Helper()
	recorder := httptest.NewRecorder()
	page.ServeHTTP(recorder, request)
	body, err := io.ReadAll(recorder.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{recorder.Code, recorder.Header(), string(body)}
}

var formToken = regexp.MustCompile(`name="form" value="([^"]+)"`)

// load loads the page, and returns the token of its form.
func load(t *testing.T, page http.Handler) string {
	t.Helper()
	got := askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/good", nil))
	found := formToken.FindStringSubmatch(got.body)
	if found == nil {
		t.Fatalf("there is no form:\n%s", got.body)
	}
	return found[1]
}

// press presses a button of the form that has a token.
func press(decision, form string) *http.Request {
	request := httptest.NewRequest(http.MethodPost, "/pay/good", strings.NewReader(url.Values{"decision": {decision}, "form": {form}}.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request
}

// TestStates is what the page shows of an invoice in each state.
func TestStates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		state   ledger.State
		buttons bool
		says    string
	}{
		{ledger.Requested, true, "50,000"},
		{ledger.LinkSent, true, "50,000"},
		{ledger.Paid, false, "Paid. Thank you."},
		{ledger.Notified, false, "123456789012"},
		{ledger.Failed, false, "not enough money"},
		{ledger.Cancelled, false, "Declined"},
		{ledger.Expired, false, "newer link"},
	}
	for _, test := range tests {
		t.Run(string(test.state), func(t *testing.T) {
			t.Parallel()
			got := ask(t, newPayments(test.state), httptest.NewRequest(http.MethodGet, "/pay/good", nil))
			if got.status != http.StatusOK || !strings.Contains(got.body, test.says) {
				t.Errorf("%d, and not %q:\n%s", got.status, test.says, got.body)
			}
			if strings.Contains(got.body, `id="approve"`) != test.buttons {
				t.Errorf("buttons %t, want %t", !test.buttons, test.buttons)
			}
			if strings.Contains(got.body, "<b>") || strings.Contains(got.body, "\x1b") || !strings.Contains(got.body, "0912•••••67") {
				t.Errorf("the invoice is drawn as it should not be:\n%s", got.body)
			}
		})
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	tests := []struct{ target, accept, lang, price string }{
		{"/pay/good", "", `lang="en" dir="ltr"`, "50,000"},
		{"/pay/good", "fa-IR,fa;q=0.9,en;q=0.8", `lang="fa" dir="rtl"`, "۵۰٬۰۰۰"},
		{"/pay/good", "en-GB,fa;q=0.5", `lang="en" dir="ltr"`, "50,000"},
		{"/pay/good?lang=fa", "en", `lang="fa" dir="rtl"`, "۵۰٬۰۰۰"},
		{"/pay/good?lang=en", "fa", `lang="en" dir="ltr"`, "50,000"},
		{"/pay/good?lang=xx", "", `lang="en" dir="ltr"`, "50,000"},
	}
	for _, test := range tests {
		request := httptest.NewRequest(http.MethodGet, test.target, nil)
		request.Header.Set("Accept-Language", test.accept)
		got := ask(t, newPayments(ledger.LinkSent), request)
		if !strings.Contains(got.body, test.lang) || !strings.Contains(got.body, test.price) {
			t.Errorf("%s for %q is not %s with %s", test.target, test.accept, test.lang, test.price)
		}
	}
}

func TestDeciding(t *testing.T) {
	t.Parallel()
	for decision, approve := range map[string]bool{"approve": true, "decline": false} {
		p := newPayments(ledger.LinkSent)
		page := paypage.New("/pay/", p)
		form := load(t, page)
		for range 2 {
			// The second press decides nothing, and leads to the same page.
			got := askOf(t, page, press(decision, form))
			if got.status != http.StatusSeeOther || got.header.Get("Location") != "/pay/good" {
				t.Errorf("%s: %d to %q", decision, got.status, got.header.Get("Location"))
			}
		}
		if len(p.decided) != 1 || p.decided[0] != approve {
			t.Errorf("%s was taken as %v", decision, p.decided)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	long := httptest.NewRequest(http.MethodPost, "/pay/good", strings.NewReader("decision=approve&a="+strings.Repeat("a", 1<<20)))
	long.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	unknown := press("approve", "")
	unknown.URL.Path = "/pay/bad"
	tests := []struct {
		name    string
		request *http.Request
		want    int
	}{
		{"unknown token", httptest.NewRequest(http.MethodGet, "/pay/bad", nil), http.StatusNotFound},
		{"tampered token", httptest.NewRequest(http.MethodGet, "/pay/Good", nil), http.StatusNotFound},
		{"no token", httptest.NewRequest(http.MethodGet, "/pay/", nil), http.StatusNotFound},
		{"pressed on an unknown token", unknown, http.StatusNotFound},
		{"no decision", press("", ""), http.StatusBadRequest},
		{"another decision", press("maybe", ""), http.StatusBadRequest},
		{"a decision in the address", httptest.NewRequest(http.MethodPost, "/pay/good?decision=approve", nil), http.StatusBadRequest},
		{"a long form", long, http.StatusRequestEntityTooLarge},
		{"another method", httptest.NewRequest(http.MethodPut, "/pay/good", nil), http.StatusMethodNotAllowed},
	}
	for _, test := range tests {
		p := newPayments(ledger.LinkSent)
		if got := ask(t, p, test.request); got.status != test.want {
			t.Errorf("%s: %d, want %d", test.name, got.status, test.want)
		}
		if len(p.decided) != 0 {
			t.Errorf("%s decided something", test.name)
		}
	}
}

func TestBrokenLedger(t *testing.T) {
	t.Parallel()
	p := newPayments(ledger.LinkSent)
	page := paypage.New("/pay/", p)
	form := load(t, page)
	p.fails = errors.New("the disk is full")
	if got := askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/good", nil)); got.status != http.StatusInternalServerError {
		t.Errorf("%d", got.status)
	}
	if got := askOf(t, page, press("approve", form)); got.status != http.StatusServiceUnavailable {
		t.Errorf("%d", got.status)
	}
}

// TestKeptToItself: no cache, no other site and no script gets at the page.
func TestKeptToItself(t *testing.T) {
	t.Parallel()
	page := paypage.New("/pay/", newPayments(ledger.LinkSent))
	got := askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/good", nil))
	answers := map[string]answer{
		"the page":          got,
		"an unknown page":   askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/bad", nil)),
		"no page":           askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/", nil)),
		"a stale decision":  askOf(t, page, press("approve", "")),
		"an odd decision":   askOf(t, page, press("maybe", "")),
		"a decision":        askOf(t, page, press("approve", load(t, page))),
		"a second decision": askOf(t, page, press("approve", "")),
	}
	for what, answered := range answers {
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"X-Frame-Options": "DENY", "Content-Security-Policy": got.header.Get("Content-Security-Policy"),
		} {
			if answered.header.Get(name) != want {
				t.Errorf("%s, %d: %s: %q, want %q", what, answered.status, name, answered.header.Get(name), want)
			}
		}
	}
	if kind := got.header.Get("Content-Type"); kind != "text/html; charset=utf-8" {
		t.Errorf("it is %q", kind)
	}
	policy := got.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(got.body, "<script") || strings.Contains(got.body, "http://") || strings.Contains(got.body, "https://") {
		t.Error("the page loads something")
	}
}
