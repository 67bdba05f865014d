package control

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/providers/ipayy"
)

// answer answers a prompt: the phone afterwards.
func (a *api) answer(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	var body struct {
		Answer string `json:"answer"`
		OTP    string `json:"otp"`
		PIN    string `json:"pin"`
	}
	if !read(w, r, &body) {
		return
	}
	var said phone.PromptAnswer
	switch {
	case body.OTP != "" && body.Answer == "":
		said = phone.OTP{Code: body.OTP}
	case body.Answer == "approve":
		said = phone.Approve{PIN: body.PIN}
	case body.Answer == "decline":
		said = phone.Decline{}
	case body.Answer == "ignore":
		said = phone.Ignore{}
	case body.Answer == "resend":
		said = phone.Resend{}
	default:
		refuse(w, http.StatusBadRequest, errors.New("the answer is not known"), `answer "approve", "decline", "ignore" or "resend", or give an "otp"`)
		return
	}
	settle(w, r, line, line.Do(phone.Decide{ID: r.PathValue("id"), Answer: said}))
}

// userToken is iPayy's mobile number detection, as the network would do it: the
// token that stands for the phone and its operator.
func (a *api) userToken(w http.ResponseWriter, _ *http.Request, line *gateway.Line) {
	view := line.View()
	respond(w, http.StatusOK, struct {
		Token string `json:"token"`
	}{ipayy.UserToken(view.Number, view.Subscriber.Operator)})
}

// invoiceJSON is an invoice as the API shows it. All keys are always there.
type invoiceJSON struct {
	ID          string         `json:"id"`
	Yours       string         `json:"yours"`
	Mobile      string         `json:"mobile"`
	Session     string         `json:"session"`
	Price       int64          `json:"price"`
	Currency    string         `json:"currency"`
	State       ledger.State   `json:"state"`
	RRN         string         `json:"rrn"`
	Outcome     ledger.Outcome `json:"outcome"`
	RequestedAt time.Time      `json:"requestedAt"`
	// PaidAt is null until it was paid.
	PaidAt    *time.Time     `json:"paidAt"`
	Callbacks []callbackJSON `json:"callbacks"`
}

type callbackJSON struct {
	ID       string               `json:"id"`
	State    ledger.CallbackState `json:"state"`
	Attempts int                  `json:"attempts"`
	// Repeat is true where the last attempt was, or the next one is, made again since
	// the gateway ended during the one before.
	Repeat  bool   `json:"repeat"`
	Status  int    `json:"status"`
	Outcome string `json:"outcome"`
}

func callbacksOf(callbacks []ledger.Callback) []callbackJSON {
	shown := make([]callbackJSON, len(callbacks))
	for i, c := range callbacks {
		shown[i] = callbackJSON{digits(c.ID), c.State, c.Attempts, c.Repeated, c.Status, c.Outcome}
	}
	return shown
}

// callbacks are the callbacks of the ledger by what they tell of.
type callbacks struct {
	invoices map[int64][]ledger.Callback
	// transactions are those of merchants, by what they call them.
	transactions map[string][]ledger.Callback
}

func (a *api) callbacks() (callbacks, error) {
	all, err := a.gateway.Ledger().Callbacks()
	by := callbacks{make(map[int64][]ledger.Callback), make(map[string][]ledger.Callback)}
	for _, c := range all {
		if requestID, payment := gateway.PaymentOf(c); payment {
			by.transactions[requestID] = append(by.transactions[requestID], c)
		} else if c.Provider == ledger.Inoti {
			by.invoices[c.Invoice] = append(by.invoices[c.Invoice], c)
		}
	}
	return by, err
}

func invoiceOf(invoice ledger.Invoice, callbacks callbacks) invoiceJSON {
	shown := invoiceJSON{
		ID: digits(invoice.ID), Yours: invoice.Yours, Mobile: invoice.Phone.E164(), Session: invoice.Session,
		Price: invoice.Price, Currency: invoice.Phone.Country().Currency().Code, State: invoice.State, Outcome: invoice.Outcome,
		RequestedAt: invoice.RequestedAt, Callbacks: callbacksOf(callbacks.invoices[invoice.ID]),
	}
	if invoice.RRN != 0 {
		shown.RRN = digits(invoice.RRN)
	}
	if !invoice.PaidAt.IsZero() {
		shown.PaidAt = &invoice.PaidAt
	}
	return shown
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

func (a *api) invoices(w http.ResponseWriter, _ *http.Request) {
	invoices, err := a.gateway.Ledger().Invoices()
	callbacks, unread := a.callbacks()
	if err := errors.Join(err, unread); err != nil {
		refuse(w, http.StatusInternalServerError, err, "")
		return
	}
	shown := make([]invoiceJSON, 0, len(invoices))
	for _, invoice := range invoices {
		shown = append(shown, invoiceOf(invoice, callbacks))
	}
	respond(w, http.StatusOK, shown)
}

// chargeJSON is a charge as the API shows it.
type chargeJSON struct {
	ID       string          `json:"id"`
	Provider ledger.Provider `json:"provider"`
	Invoice  string          `json:"invoice"`
	// Reference is the merchant's id at another provider.
	Reference string             `json:"reference"`
	Mobile    string             `json:"mobile"`
	Amount    int64              `json:"amount"`
	Currency  string             `json:"currency"`
	State     ledger.ChargeState `json:"state"`
	Reason    string             `json:"reason"`
	Time      time.Time          `json:"time"`
	// Callbacks are the provider's to its merchant; an invoice has its own.
	Callbacks []callbackJSON `json:"callbacks"`
}

func chargeOf(c ledger.Charge, callbacks callbacks) chargeJSON {
	shown := chargeJSON{
		ID: digits(c.ID), Provider: c.Provider, Reference: c.Reference, Mobile: c.Phone.E164(),
		Amount: c.Amount, Currency: c.Phone.Country().Currency().Code, State: c.State, Reason: c.Reason, Time: c.At,
		Callbacks: []callbackJSON{},
	}
	if c.Provider == ledger.IntouchPay {
		shown.Callbacks = callbacksOf(callbacks.transactions[c.Reference])
	}
	if c.Invoice != 0 {
		shown.Invoice = digits(c.Invoice)
	}
	return shown
}

func (a *api) charges(w http.ResponseWriter, _ *http.Request) {
	charges, err := a.gateway.Ledger().Charges()
	callbacks, unread := a.callbacks()
	if err := errors.Join(err, unread); err != nil {
		refuse(w, http.StatusInternalServerError, err, "")
		return
	}
	shown := make([]chargeJSON, 0, len(charges))
	for _, c := range charges {
		shown = append(shown, chargeOf(c, callbacks))
	}
	respond(w, http.StatusOK, shown)
}

// invoiceCall is a call about one invoice, by iNoti's id.
type invoiceCall func(http.ResponseWriter, *http.Request, int64)

func (a *api) onInvoice(call invoiceCall) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			refuse(w, http.StatusBadRequest, errors.New("the invoice's id is no number"), "the id is iNoti's factor id, as GET …/invoices shows it")
			return
		}
		call(w, r, id)
	}
}

// choose is PATCH: what the callback will do.
func (a *api) choose(w http.ResponseWriter, r *http.Request, id int64) {
	var body struct {
		Outcome string `json:"outcome"`
	}
	if !read(w, r, &body) {
		return
	}
	outcome, err := ledger.ParseOutcome(body.Outcome)
	if err != nil {
		refuse(w, http.StatusBadRequest, err, "")
		return
	}
	a.showInvoice(w, id, a.gateway.SetOutcome(id, outcome))
}

func (a *api) replay(w http.ResponseWriter, _ *http.Request, id int64) {
	a.showInvoice(w, id, a.gateway.Replay(id))
}

// showInvoice answers with an invoice, or with why it was refused.
func (a *api) showInvoice(w http.ResponseWriter, id int64, refused error) {
	switch {
	case errors.Is(refused, ledger.ErrUnknown):
		refuse(w, http.StatusNotFound, refused, "GET …/invoices lists them")
		return
	case errors.Is(refused, ledger.ErrSpent):
		refuse(w, http.StatusConflict, errors.New("nothing was paid, so there is no callback to make again"), "")
		return
	case refused != nil:
		refuse(w, http.StatusServiceUnavailable, refused, "")
		return
	}
	invoice, err := a.gateway.Ledger().Invoice(id)
	callbacks, unread := a.callbacks()
	if err := errors.Join(err, unread); err != nil {
		refuse(w, http.StatusInternalServerError, err, "")
		return
	}
	respond(w, http.StatusOK, invoiceOf(invoice, callbacks))
}
