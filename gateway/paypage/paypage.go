// Package paypage is the page behind a payment link: what the caller of a USSD
// code opens from the SMS, to pay or to decline.
//
// It is plain HTML from the server, in English or Persian by what the browser
// asks for, readable on a small phone, and needs no script. The address holds
// 128 bits that nobody can guess and is all that protects it, as with a real
// payment link; so it is kept from caches, other sites and referrers.
//
// A decision is a POST, answered by a redirect back to the page, which shows
// what became of it. It has the one-time token of its form (form.go), so that no
// other page can send it. A link is decided once: whoever comes later, or at the
// same moment from another browser, sees what was decided.
package paypage

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync"

	"candybar/gateway/ledger"
)

// Payments are what the page needs of a gateway.
type Payments interface {
	// Invoice is the invoice behind a token. The error is ledger.ErrUnknown.
	Invoice(token string) (ledger.Invoice, error)
	// Settle pays or declines it. The error is ledger.ErrUnknown or
	// ledger.ErrSpent.
	Settle(token string, approve bool) (ledger.Invoice, error)
}

// maxForm bounds a decision in octets.
const maxForm = 4 << 10

var (
	//go:embed page.html
	source string
	//go:embed page.css
	style string

	// page is parsed at its first use, since every command would pay for it.
	page = sync.OnceValue(func() *template.Template {
		functions := template.FuncMap{"style": func() template.CSS { return template.CSS(style) }}
		return template.Must(template.New("page").Funcs(functions).Parse(source))
	})
)

// New makes the handler of prefix, which ends in a slash; the token follows.
func New(prefix string, payments Payments) http.Handler {
	h := &handler{payments: payments, policy: policy(), forms: newForms()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix+"{token}", h.show)
	mux.HandleFunc("POST "+prefix+"{token}", h.decide)
	return h.keptToItself(mux)
}

type handler struct {
	payments Payments
	policy   string
	forms    forms
}

// keptToItself keeps every answer from caches, other sites and referrers.
func (h *handler) keptToItself(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", h.policy)
		header.Set("X-Frame-Options", "DENY") // for browsers older than frame-ancestors
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
		header.Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// policy lets the browser load nothing but the page's own style.
func policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}

func (h *handler) show(w http.ResponseWriter, r *http.Request) {
	if v, known := h.view(w, r); known {
		h.write(w, http.StatusOK, v)
	}
}

// view is what the page shows now. Where there is none it answers by itself.
func (h *handler) view(w http.ResponseWriter, r *http.Request) (v view, known bool) {
	words, token := wordsFor(r), r.PathValue("token")
	invoice, err := h.payments.Invoice(token)
	switch {
	case errors.Is(err, ledger.ErrUnknown):
		h.write(w, http.StatusNotFound, unknown(words))
		return view{}, false
	case err != nil:
		http.Error(w, "the invoice cannot be read", http.StatusInternalServerError)
		return view{}, false
	}
	v = about(words, invoice)
	if v.Waiting {
		v.Form = h.forms.issue(token)
	}
	return v, true
}

func (h *handler) decide(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	var tooLarge *http.MaxBytesError
	if errors.As(r.ParseForm(), &tooLarge) {
		http.Error(w, fmt.Sprintf("a decision has at most %d octets", maxForm), http.StatusRequestEntityTooLarge)
		return
	}
	decision := r.PostFormValue("decision")
	if decision != "approve" && decision != "decline" {
		http.Error(w, "the decision is approve or decline", http.StatusBadRequest)
		return
	}
	token := r.PathValue("token")
	if !h.forms.issued(token, r.PostFormValue("form")) {
		h.refuse(w, r)
		return
	}
	_, err := h.payments.Settle(token, decision == "approve")
	switch {
	case errors.Is(err, ledger.ErrUnknown):
		h.write(w, http.StatusNotFound, unknown(wordsFor(r)))
	case err != nil && !errors.Is(err, ledger.ErrSpent):
		http.Error(w, "the payment cannot be made now", http.StatusServiceUnavailable)
	default:
		backToThePage(w, r)
	}
}

// refuse answers a decision that comes from no form of this page, as one that was
// loaded before the gateway was started again: nothing is decided, and there is a
// new form.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request) {
	v, known := h.view(w, r)
	switch {
	case !known:
	case v.Waiting:
		v.Stale = true
		h.write(w, http.StatusForbidden, v)
	default:
		backToThePage(w, r)
	}
}

// backToThePage has the browser load the page, which decides nothing however
// often that is done.
func backToThePage(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.RequestURI(), http.StatusSeeOther)
}

func (h *handler) write(w http.ResponseWriter, status int, v view) {
	var out bytes.Buffer
	if err := page().Execute(&out, v); err != nil {
		http.Error(w, "the page cannot be drawn", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	// An error here is a browser that went away.
	_, _ = out.WriteTo(w)
}

// wordsFor is the language that the address or the browser asks for.
func wordsFor(r *http.Request) *words {
	asked := r.URL.Query().Get("lang")
	if asked == "" {
		asked = r.Header.Get("Accept-Language")
	}
	first, _, _ := strings.Cut(asked, ",")
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(first)), "fa") {
		return &persian
	}
	return &english
}
