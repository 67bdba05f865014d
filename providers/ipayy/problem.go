package ipayy

import (
	"fmt"
	"net/http"
	"slices"
)

// Code is an error code of iPayy's.
type Code string

// The codes that a call can end in by itself.
const (
	NotFound        Code = "IRQ0101"
	OTPTimeout      Code = "IRQ0103"
	BadOperator     Code = "IRQ0109"
	BadTransaction  Code = "IRQ0116"
	BadCurrency     Code = "IRQ0123"
	MissingParam    Code = "IRQ0201"
	BadFormat       Code = "IRQ0301"
	AlreadyExists   Code = "IRQ0401"
	BadValue        Code = "IRQ0601"
	BadPaymentParam Code = "IRQ0606"
	BadCredentials  Code = "ICR0101"
	WrongOTP        Code = "ICR0201"
	NoOTP           Code = "ICR0301"
	UnknownCustomer Code = "ISC0301"
	BadMSISDN       Code = "ISC0401"
	Unexpected      Code = "UXE0001"
)

// triesExceeded is the other text of [NotFound], which a public client knows.
const triesExceeded = "The maximum OTP tries are exceeded, regenerate the OTP."

// texts has what each code says. Those of NotFound and WrongOTP are in iPayy's
// page; of the others the sense is known from public clients, not the words.
var texts = map[Code]string{
	NotFound:        "A required resource could not be found with the specified parameters",
	OTPTimeout:      "The OTP has timed out, regenerate the OTP.",
	BadOperator:     "Incorrect value for mandatory parameter: Operator",
	BadTransaction:  "Incorrect value for mandatory parameter: Transaction",
	BadCurrency:     "Incorrect value for mandatory parameter: Currency",
	MissingParam:    "A required parameter was not passed",
	BadFormat:       "The request format is incorrect or its values are unacceptable",
	AlreadyExists:   "A resource to be created already exists",
	BadValue:        "The value or format of a parameter is incorrect",
	BadPaymentParam: "The payment parameter values are incorrect",
	BadCredentials:  "The credentials are incorrect.",
	WrongOTP:        "The iPayy PIN / OTP token did not match.",
	NoOTP:           "The OTP was not specified.",
	UnknownCustomer: "The customer does not exist.",
	BadMSISDN:       "The MSISDN is malformed",
	Unexpected:      "An unexpected error occurred.",

	// These come only when they are asked for: see View.Fault.
	"ICR0601": "The customer is not authorised for billing in the test phase.",
	"ISC0101": "The MSISDN was not discovered.",
	"ISC0201": "The operator was not discovered.",
	"CFG0201": "The application is not live for the operator.",
	"SER0101": "An error occurred in the SMS service.",
	"SER0201": "An error occurred in the billing service.",
	"SER0301": "An error occurred in the waiver service.",
	"SER0401": "An error occurred in the request data store.",
	"SER0501": "An error occurred in the payment service.",
	"SER0701": "An error occurred in the data store.",
	"SER0901": "An error occurred in the waiver store.",
	"SER1001": "An error occurred in the ticket service.",
	"SER1101": "An error occurred in the ticket store.",
	"SER1301": "An internal configuration error occurred.",
	"SER1401": "An error occurred in the USSD push service.",
}

// Codes are all codes that have a text, in their order.
func Codes() []Code {
	var all []Code
	for code := range texts {
		all = append(all, code)
	}
	slices.Sort(all)
	return all
}

// ParseCode reads an error code.
func ParseCode(name string) (Code, error) {
	if _, known := texts[Code(name)]; known {
		return Code(name), nil
	}
	return "", fmt.Errorf("unknown iPayy error code %.60q: use one of %q", name, Codes())
}

// status is the HTTP status of a code. iPayy's page has 400 for NotFound and 401
// for WrongOTP; the rest is assumed.
func (c Code) status() int {
	switch {
	case c == BadCredentials || c == WrongOTP:
		return http.StatusUnauthorized
	case c == Unexpected || c[:min(3, len(c))] == "SER":
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}

// Problem is an <error> answer: a call that was refused. Nothing was charged.
type Problem struct {
	// Status is what the body says is the HTTP status.
	Status int
	Code   Code
	Text   string
}

func (*Problem) answer() {}

// Error names the code and says its text.
func (p *Problem) Error() string {
	return fmt.Sprintf("iPayy refused the call: %s (%d): %s", p.Code, p.Status, p.Text)
}

// problem is the answer of a code. About, where it is not empty, says what is
// wrong in words of ours, behind iPayy's.
func problem(code Code, about string) *Problem {
	p := &Problem{Status: code.status(), Code: code, Text: texts[code]}
	if p.Text == "" {
		p.Text = texts[Unexpected]
	}
	if about != "" {
		p.Text += ": " + about
	}
	return p
}
