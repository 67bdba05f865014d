package intouchpay

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Where IntouchPay is, by https: the live service of its documents, and the newer
// sandbox of public clients.
const (
	Host        = "www.intouchpay.co.rw"
	SandboxHost = "developer.intouchpay.co.rw"
)

// Settings are what the service is set up with.
type Settings struct {
	// Username, AccountNo and PartnerPassword are the merchant's.
	Username, AccountNo, PartnerPassword string
	Terms                                Terms
	Profile                              Profile
	HTTPStatus                           HTTPStatus
	// CallbackUser and CallbackPassword are sent with callbacks as HTTP Basic
	// credentials, unless both are empty.
	CallbackUser, CallbackPassword string
	// Now is what a strict timestamp is compared with; nil for the clock.
	Now func() time.Time
}

// Book keeps the transactions and the money.
type Book interface {
	// Judge loads what the lookup names and has it judged, all in one transaction
	// that no other call sees half of: where the verdict changed its transaction,
	// that is kept, to be found by its kind and request id and by its own id, and
	// the money moves. A Callback among the effects is owed from then on. An error
	// means that nothing was kept. The function judge has no effects of its own and
	// may be called more than once.
	Judge(ctx context.Context, what Lookup, judge func(t Transaction, exists bool, v View) Verdict) (Verdict, error)
	// Run starts the effects of a verdict that Judge kept, after the call was
	// answered. It does not wait for them.
	Run(ctx context.Context, verdict Verdict)
}

// Exchange is one call and its answer, for whoever keeps an eye on it. It has no
// password.
type Exchange struct {
	Name Name
	Call Call
	// Answer is what was decided; nil where the Book failed.
	Answer Answer
	// Code is the answer's; nil where it has none.
	Code Code
	// Status and Body are what is sent.
	Status int
	Body   []byte
	// Problems say in words what was wrong with the request, beyond the code.
	Problems []string
	// Err is why the Book failed.
	Err error
}

// NewServer makes the service. It answers below /api/ and, as the newer sandbox
// does, below /api/v1/sandbox/, with and without a slash at the end. Observe hears
// of every call before it is answered, and may be nil.
func NewServer(settings Settings, book Book, observe func(context.Context, Exchange)) http.Handler {
	return &server{settings, book, observe}
}

type server struct {
	settings Settings
	book     Book
	observe  func(context.Context, Exchange)
}

// nameOf is the call that a path is for.
func nameOf(path string) (Name, bool) {
	rest, ok := strings.CutPrefix(path, "/api/")
	rest = strings.TrimPrefix(rest, "v1/sandbox/")
	name := Name(strings.TrimSuffix(rest, "/"))
	switch name {
	case RequestPayment, RequestDeposit, GetBalance, GetTransactionStatus:
		return name, ok
	default:
		return "", false
	}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, found := nameOf(r.URL.Path)
	switch {
	case !found:
		send(w, http.StatusNotFound, encode(bare(nil, "There is no such call: use requestpayment, requestdeposit, getbalance or gettransactionstatus")))
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		send(w, http.StatusMethodNotAllowed, encode(bare(nil, "Use POST")))
		return
	}
	sent := readForm(w, r)
	call := sent.call(name)
	exchange := Exchange{Name: name, Call: call, Status: http.StatusOK}
	verdict := s.judge(r.Context(), sent, call, &exchange)
	if answer := verdict.Answer; answer != nil {
		exchange.Answer, exchange.Code = answer, answer.code()
		exchange.Status, exchange.Body = s.settings.HTTPStatus.of(answer), encode(answer.body(s.settings.Profile))
	}
	exchange.Problems = sent.problems
	if s.observe != nil {
		s.observe(r.Context(), exchange)
	}
	send(w, exchange.Status, exchange.Body)
	if len(verdict.Effects) > 0 {
		// A merchant hears of a payment after it heard of its id.
		_ = http.NewResponseController(w).Flush()
		s.book.Run(context.WithoutCancel(r.Context()), verdict)
	}
}

// judge says what the call gets. Where the Book fails there is no verdict, and
// the exchange says so.
func (s *server) judge(ctx context.Context, f *form, call Call, exchange *Exchange) Verdict {
	credentials := f.credentials()
	now := time.Now
	if s.settings.Now != nil {
		now = s.settings.Now
	}
	if code := s.settings.authenticate(credentials, now()); code != "" {
		if code == AuthInvalidPassword {
			f.problems = append(f.problems, s.settings.hint(credentials))
		}
		return Verdict{Answer: AuthRefused{Name: call.Name(), RequestID: call.requestID(), Code: code}}
	}
	// What was begun is finished, even if the merchant hangs up.
	verdict, err := s.book.Judge(context.WithoutCancel(ctx), call.Lookup(), func(t Transaction, exists bool, v View) Verdict {
		v.Terms = s.settings.Terms
		return Decide(t, exists, call, v)
	})
	if err != nil {
		exchange.Err = err
		exchange.Status, exchange.Body = http.StatusInternalServerError, encode(broken(call))
		return Verdict{}
	}
	return verdict
}

// broken is the body of an answer that says only that the service failed.
func broken(call Call) any {
	switch call.Name() {
	case RequestPayment:
		return refusal(call.requestID(), PaymentGeneralFailure)
	case RequestDeposit:
		return refusal(call.requestID(), DepositGeneralFailure)
	default:
		return bare(nil, "General Failure")
	}
}

// call is the call that a body makes.
func (f *form) call(name Name) Call {
	switch name {
	case RequestPayment:
		return Payment{
			RequestID: f.get("requesttransactionid"), Phone: f.phone(), Amount: f.get("amount"),
			CallbackURL: f.option("callbackurl"),
		}
	case RequestDeposit:
		return Deposit{
			RequestID: f.get("requesttransactionid"), Phone: f.phone(), Amount: f.get("amount"),
			WithdrawCharge: f.option("withdrawcharge"), Reason: f.get("reason"), ServiceID: f.option("sid"),
			CallbackURL: f.option("callbackurl"),
		}
	case GetBalance:
		return Balance{}
	default:
		return Status{RequestID: f.get("requesttransactionid"), TransactionID: f.get("transactionid")}
	}
}

func (f *form) credentials() Credentials {
	return Credentials{
		Username: f.get("username"), Timestamp: f.get("timestamp"),
		AccountNo: f.option("accountno"), Password: f.get("password"),
	}
}

func send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a merchant that has gone is no concern of ours
}
