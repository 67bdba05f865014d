package ipayy

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"candybar/phone/number"
	"candybar/phone/text/pattern"
)

// Host is where iPayy is, by https.
const Host = "api.ipayy.com"

// The paths of the calls there. Each may have a slash behind it.
const (
	PathDiscovered   = "/v001/c/consent/genotpwd"
	PathUndiscovered = "/v001/c/consent/genotpwr"
	PathResend       = "/v001/c/consent/resendotp"
	PathPayment      = "/v001/c/pay/dopayment"
)

// Settings are what the server is set up with.
type Settings struct {
	// MerchantKey and ApplicationKey are the two halves of Basic authorization.
	MerchantKey, ApplicationKey string
	Rules
	// AlwaysOK answers every error with HTTP status 200, and the true one in the
	// body alone: iPayy's page says nothing of the first, and the stubs of a
	// public client have 200.
	AlwaysOK bool
}

// Exchange is one call as it was, for whoever keeps an eye on it.
type Exchange struct {
	// Path is the call's, without the last slash.
	Path              string
	Request, Response string
	// Status is the HTTP status that was sent.
	Status int
	// Call is nil where the request was refused before it was one.
	Call   Call
	Answer Answer
	// Secrets are the parts of Request that nobody else may see.
	Secrets []string
}

type server struct {
	settings Settings
	book     Book
	observe  func(context.Context, Exchange)
}

// NewServer makes the handler of all four calls. It answers every path, others
// with an error. Observe hears of every call before it is answered, and may be
// nil.
func NewServer(settings Settings, book Book, observe func(context.Context, Exchange)) http.Handler {
	if observe == nil {
		observe = func(context.Context, Exchange) {}
	}
	return &server{settings, book, observe}
}

// kind is one of the four calls.
type kind struct {
	root string
	read func(*form, *element) Call
}

func kindOf(path string) (kind, bool) {
	switch path {
	case PathDiscovered:
		return kind{"consent-generate-otp-discovery", (*form).discovered}, true
	case PathUndiscovered:
		return kind{"consent-generate-otp-request", (*form).undiscovered}, true
	case PathResend:
		return kind{"consent-resend-otp-request", (*form).resend}, true
	case PathPayment:
		return kind{"process-payment-request", (*form).payment}, true
	default:
		return kind{}, false
	}
}

// ServeHTTP answers one call, always with XML.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	exchange := Exchange{Path: strings.TrimSuffix(r.URL.Path, "/"), Status: http.StatusOK}
	s.judge(&exchange, w, r)
	header := w.Header()
	if p, refused := exchange.Answer.(*Problem); refused && !s.settings.AlwaysOK {
		exchange.Status = p.Status
		if p.Code == BadCredentials {
			header.Set("WWW-Authenticate", `Basic realm="iPayy"`)
		}
	}
	exchange.Response = encode(exchange.Answer)
	s.observe(r.Context(), exchange)
	header.Set("Content-Type", "application/xml")
	header.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(exchange.Status)
	// Nobody is left to be told where this fails.
	_, _ = io.WriteString(w, exchange.Response)
}

// judge fills in what the request was, and the answer.
func (s *server) judge(exchange *Exchange, w http.ResponseWriter, r *http.Request) {
	called, known := kindOf(exchange.Path)
	switch {
	case !known:
		exchange.Answer = &Problem{http.StatusNotFound, NotFound, texts[NotFound]}
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		exchange.Answer = &Problem{http.StatusMethodNotAllowed, BadFormat, texts[BadFormat] + ": the method has to be POST"}
		return
	case !s.authorized(r):
		exchange.Answer = problem(BadCredentials, "")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	exchange.Request = string(body)
	if err != nil {
		about := "the request broke off"
		if _, long := errors.AsType[*http.MaxBytesError](err); long {
			about = "the request is above 64 KiB"
		}
		exchange.Answer = problem(BadFormat, about)
		return
	}
	call, refusal := decode(called, body)
	exchange.Secrets = secrets(body, call)
	if refusal != nil {
		exchange.Answer = refusal
		return
	}
	exchange.Call = call
	exchange.Answer, err = s.call(r.Context(), call)
	if err != nil || exchange.Answer == nil {
		exchange.Answer = problem(Unexpected, "")
	}
}

// otpCode finds OTPs in a request that may be no XML.
var otpCode = pattern.New(`otp-code[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]*[^<\]\s])`)

// secrets are the OTPs in a request, whether it could be read or not.
func secrets(body []byte, call Call) []string {
	var found []string
	for _, match := range otpCode().FindAllSubmatch(body, -1) {
		found = append(found, string(match[1]))
	}
	if payment, paying := call.(Payment); paying && payment.OTP != "" && !slices.Contains(found, payment.OTP) {
		found = append(found, payment.OTP)
	}
	return found
}

// authorized compares in a time that says nothing of where the keys differ or how
// long they are.
func (s *server) authorized(r *http.Request) bool {
	merchant, application, _ := r.BasicAuth()
	return same(merchant, s.settings.MerchantKey)&same(application, s.settings.ApplicationKey) == 1
}

func same(a, b string) int {
	first, second := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(first[:], second[:])
}

// decode reads a call. The call that comes with a refusal holds what could be
// read.
func decode(called kind, body []byte) (Call, *Problem) {
	root, err := readDocument(body)
	if err != nil {
		return nil, problem(BadFormat, err.Error())
	}
	if root.name != called.root {
		return nil, problem(BadFormat, "the root element has to be "+called.root)
	}
	var f form
	call := called.read(&f, root)
	return call, f.problem
}

// call finds out whom a call is about and has it decided.
func (s *server) call(ctx context.Context, call Call) (Answer, error) {
	var phone number.Number
	if consent, ok := call.(Consent); ok {
		found, known, err := s.whom(ctx, consent)
		if err != nil {
			return nil, err
		}
		if !known {
			return problem(UnknownCustomer, ""), nil
		}
		phone = found
	}
	return s.book.Transact(ctx, call.Token(), phone, func(t Transaction, v View) (Transaction, Answer, []Effect) {
		return s.settings.Decide(t, call, v)
	})
}

// whom gives the subscriber that a consent names.
func (s *server) whom(ctx context.Context, c Consent) (number.Number, bool, error) {
	if !c.Phone.IsZero() {
		return c.Phone, true, nil
	}
	return s.book.Find(ctx, func(phone number.Number, operator string) bool {
		if phone.Country() != number.India {
			return false
		}
		if c.UserToken != "" {
			return same(c.UserToken, UserToken(phone, operator)) == 1
		}
		return isCode(c.CustomerCode, phone)
	})
}
