package inoti

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"time"

	"candybar/providers/inoti/asmx"
)

// GetPayments is iNoti's web service with which a handler makes sure of a
// payment before it delivers: ExternalUssdPay.asmx, method GetPayments, fifteen
// parameters, and a string that holds a JSON list ("USSD Web Service" pages).
// The transport is ASP.NET's and stands apart, in package asmx. This is what the
// method does with a call: check the credentials, read the filters
// (getpaymentsfilter.go), and write what they leave (paymentsjson.go).

// Host is where iNoti has the service, by http on its pages and by https in a
// public client; ServicePath is its path there. Match that with [asmx.Matches]:
// iNoti's own pages write it in more than one case.
const (
	Host        = "login.inoti.com"
	ServicePath = "/_services/ExternalUssdPay.asmx"
)

// The answers to a call that is refused. They are plain text in the place of
// the JSON, not faults. A live client looks for their key words; the exact
// texts of the first two are assumed, the third is its.
const (
	ErrorCredentials  = "Username Or Password Error"
	ErrorCodeName     = "CodeName Error"
	ErrorYourFactorID = "YourFactorID Error"
)

// Settings are what the service is set up with.
type Settings struct {
	// Username, Password and CodeName are what every call must have, exactly:
	// whether iNoti takes a code in more than one form is not known.
	Username, Password, CodeName string
	// Style is how the JSON is written; the zero value is JSONNet.
	Style JSONStyle
	// YourFactorIDError answers ErrorYourFactorID where the call asks for an
	// invoice number that no record has. A live client meets that text for a
	// number that was never used; when else it comes is unknown, so it is off
	// unless wanted, and such a call finds nothing as any other.
	YourFactorIDError bool
}

// Record is one payment as the service tells it.
type Record struct {
	PayID      int64
	SessionID  string
	RefKeyBank string
	// Mobile is written as it stands here; iNoti writes the national form.
	Mobile string
	// Price is in rial.
	Price int64
	// Result is whether the money was paid, on the wire "true" or "false".
	Result        bool
	PayDateTime   time.Time
	InotiFactorID int64
	YourFactorID  string
	RRN           int64
}

// Payments gives all records, in the order in which they are to be returned. An
// error becomes a fault.
type Payments func(ctx context.Context) ([]Record, error)

// Lookup is one call of GetPayments, for whoever keeps an eye on it.
type Lookup struct {
	// Query is what was asked, without the password.
	Query Query
	// Unreadable names the filters that could not be read, so that the call
	// matched nothing.
	Unreadable []string
	// Misplaced is how many elements of the request were ignored because they
	// were not in the service's namespace: see [asmx.Arguments.Misplaced].
	Misplaced int
	// Records are those that were returned, none for a refused call.
	Records []Record
	// Answer is the string that was returned.
	Answer string
}

// PaymentsService makes the web service ExternalUssdPay. Observe hears of every
// call before it is answered, and may be nil. The HTTP bindings are on: iNoti
// documents the URL of a GET for the service's sibling on the same host.
func PaymentsService(settings Settings, payments Payments, observe func(context.Context, Lookup)) asmx.Service {
	return asmx.Service{
		Name:         "ExternalUssdPay",
		Namespace:    "http://tempuri.org/",
		HTTPBindings: true,
		Methods: []asmx.Method{{
			Name:       "GetPayments",
			Parameters: parameters(),
			Call: func(ctx context.Context, arguments asmx.Arguments) (asmx.Result, error) {
				lookup, err := settings.look(ctx, readQuery(arguments), payments)
				if err != nil {
					return asmx.Result{}, err
				}
				lookup.Misplaced = arguments.Misplaced()
				if observe != nil {
					observe(ctx, lookup)
				}
				return asmx.Result{Text: lookup.Answer}, nil
			},
		}},
	}
}

// look answers one call.
func (s Settings) look(ctx context.Context, query Query, payments Payments) (Lookup, error) {
	refusal := s.refuse(query)
	query.Password = ""
	if refusal != "" {
		return Lookup{Query: query, Answer: refusal}, nil
	}
	records, err := payments(ctx)
	if err != nil {
		return Lookup{}, err
	}
	if s.YourFactorIDError && query.YourFactorID != "" && !known(records, query.YourFactorID) {
		return Lookup{Query: query, Answer: ErrorYourFactorID}, nil
	}
	found, unreadable := query.Select(records)
	answer := query.NullResult
	if len(found) > 0 || answer == "" {
		answer = s.Style.Write(found)
	}
	return Lookup{Query: query, Unreadable: unreadable, Records: found, Answer: answer}, nil
}

// refuse gives the text for wrong credentials, empty for right ones. How long
// it takes does not depend on what is wrong.
func (s Settings) refuse(query Query) string {
	user, password := same(query.Username, s.Username), same(query.Password, s.Password)
	code := same(query.CodeName, s.CodeName)
	switch {
	case user&password == 0:
		return ErrorCredentials
	case code == 0:
		return ErrorCodeName
	default:
		return ""
	}
}

// same compares two secrets, 1 for equal, in a time that says nothing of where
// they differ or how long they are.
func same(a, b string) int {
	first, second := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(first[:], second[:])
}

// known reports whether any record has the invoice number.
func known(records []Record, yourFactorID string) bool {
	for _, r := range records {
		if r.YourFactorID == yourFactorID {
			return true
		}
	}
	return false
}
