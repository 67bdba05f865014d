package paypage_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway/ledger"
	"candybar/gateway/paypage"
)

// TestForeignForms: only a form of this page, from this process, decides. Whoever
// presses another is shown the page as it is.
func TestForeignForms(t *testing.T) {
	t.Parallel()
	p := newPayments(ledger.LinkSent)
	page := paypage.New("/pay/", p)
	form := load(t, page)
	number, signature, _ := strings.Cut(form, ".")
	elsewhere := httptest.NewRequest(http.MethodGet, "/pay/good", nil)
	other := formToken.FindStringSubmatch(askOf(t, paypage.New("/pay/", samePage{p}), elsewhere).body)[1]
	for name, token := range map[string]string{
		"none": "", "guessed": "AAAA.0000", "a number alone": number, "a signature alone": signature, "another number": "A" + form,
		"cut off": form[:len(form)-1], "longer": form + "0", "of another process": other,
	} {
		for _, decision := range []string{"approve", "decline"} {
			got := askOf(t, page, press(decision, token))
			if got.status != http.StatusForbidden || !strings.Contains(got.body, "out of date") || !strings.Contains(got.body, `id="approve"`) {
				t.Errorf("%s: %d\n%s", name, got.status, got.body)
			}
		}
	}
	if len(p.decided) != 0 {
		t.Errorf("decided: %v", p.decided)
	}
	// The form that came with the refusal is a good one.
	again := formToken.FindStringSubmatch(askOf(t, page, press("approve", "")).body)
	if got := askOf(t, page, press("approve", again[1])); got.status != http.StatusSeeOther || len(p.decided) != 1 {
		t.Errorf("%d, decided %v", got.status, p.decided)
	}
}

// samePage has the invoice of payments behind every token.
type samePage struct{ *payments }

func (s samePage) Invoice(string) (ledger.Invoice, error) { return s.payments.Invoice("good") }

// TestFormOfAnotherPage: a form is bound to its page.
func TestFormOfAnotherPage(t *testing.T) {
	t.Parallel()
	p := newPayments(ledger.LinkSent)
	page := paypage.New("/pay/", samePage{p})
	other := formToken.FindStringSubmatch(askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/other", nil)).body)[1]
	if got := askOf(t, page, press("approve", other)); got.status != http.StatusForbidden || len(p.decided) != 0 {
		t.Errorf("%d, decided %v", got.status, p.decided)
	}
	if form := load(t, page); form == load(t, page) {
		t.Errorf("two forms have the token %s", form)
	}
}

// TestFormIsUsedOnce: after one form decided, no form decides, the other ones of
// the page included; they lead to what was decided.
func TestFormIsUsedOnce(t *testing.T) {
	t.Parallel()
	p := newPayments(ledger.LinkSent)
	page := paypage.New("/pay/", p)
	first, second := load(t, page), load(t, page)
	for _, form := range []string{first, first, second, "", "guessed"} {
		got := askOf(t, page, press("approve", form))
		if got.status != http.StatusSeeOther || got.header.Get("Location") != "/pay/good" {
			t.Errorf("%q: %d", form, got.status)
		}
	}
	if got := askOf(t, page, press("decline", second)); got.status != http.StatusSeeOther {
		t.Errorf("%d", got.status)
	}
	if len(p.decided) != 1 || !p.decided[0] {
		t.Errorf("decided: %v", p.decided)
	}
	if got := askOf(t, page, httptest.NewRequest(http.MethodGet, "/pay/good", nil)); strings.Contains(got.body, "<form") {
		t.Error("there is a form still")
	}
}
