package ipayy

import "candybar/phone/number"

// Currency is the only one there is.
const Currency = "INR"

// Call is what a merchant asks for: a [Consent], a [Resend] or a [Payment].
type Call interface {
	// Token is the request-token-id: the merchant's own id of the transaction.
	Token() string
	call()
}

// Consent asks for an OTP to be sent (genotpwd and genotpwr). It names the
// subscriber by one of UserToken, Phone and CustomerCode; a UserToken makes it a
// genotpwd.
type Consent struct {
	RequestToken string
	UserToken    string
	Phone        number.Number
	CustomerCode string
	// Operator is what the merchant says it is; genotpwr needs one, genotpwd has
	// none.
	Operator string
	Item     Item
	Texts    Texts
}

// Resend asks for a new OTP for the same thing.
type Resend struct {
	RequestToken string
	Item         Item
}

// Payment takes the money, with the OTP that the subscriber got.
type Payment struct {
	RequestToken string
	OTP          string
	Support      Support
}

// Token is the request-token-id.
func (c Consent) Token() string { return c.RequestToken }

// Token is the request-token-id.
func (c Resend) Token() string { return c.RequestToken }

// Token is the request-token-id.
func (c Payment) Token() string { return c.RequestToken }

func (Consent) call() {}
func (Resend) call()  {}
func (Payment) call() {}

// Item is what is bought.
type Item struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Price Amount `json:"price"`
}

// Texts are the merchant's words for the SMS after billing, by outcome. An empty
// one leaves the words to iPayy.
type Texts struct {
	Success           string `json:"success,omitempty"`
	Failure           string `json:"failure,omitempty"`
	LowBalance        string `json:"lowbalance,omitempty"`
	InvalidSubscriber string `json:"invalidsubscriber,omitempty"`
}

// Support is whom the subscriber can ask about a payment: one of the two at
// least.
type Support struct{ Phone, Email string }

// Answer is what a call ends in: [Sent], [Billed] or [Problem].
type Answer interface{ answer() }

// Sent says that an OTP is on its way: a consent-response. Strings, since a client
// hands on what the wire had.
type Sent struct {
	Operator string
	Item     Item
	// MSISDN has the country's code: 919876543210.
	MSISDN, Application, UserToken, RequestToken string
}

// Billed says how billing ended: a payment-response.
type Billed struct {
	Operator, MSISDN, Application string
	// Charged is the money that was taken, 0 where billing failed.
	Charged Amount
	// Success is payment-status; where it is false Failure says why.
	Success                                              bool
	Failure                                              Failure
	UserToken, TransactionID, RequestToken, CustomerCode string
}

func (Sent) answer()   {}
func (Billed) answer() {}
