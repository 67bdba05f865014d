package ipayy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candybar/phone/number"
	"candybar/phone/text"
)

// The lengths of values, in characters. Those of the request token are iPayy's;
// the upper bounds of the others are assumed.
const (
	minToken, maxToken = 8, 40
	maxName            = 200
	maxContent         = 1000
	maxOperator        = 50
	maxIdentity        = 200
	maxMSISDN          = 24
	maxContact         = 254
	maxOTP             = 64
)

// form reads the values of one request and keeps the first thing that is wrong
// with it. After that it reads on and means nothing.
type form struct{ problem *Problem }

func (f *form) refuse(code Code, about string) {
	if f.problem == nil {
		f.problem = problem(code, about)
	}
}

// one gives the child of a name, nil where there is none. Two are refused: which
// of them counts is not for us to guess.
func (f *form) one(parent *element, name string) *element {
	if parent == nil {
		return nil
	}
	found := parent.named(name)
	switch len(found) {
	case 0:
		return nil
	case 1:
		return found[0]
	default:
		f.refuse(BadFormat, name+" is there more than once")
		return nil
	}
}

// must is one that has to be there.
func (f *form) must(parent *element, name string) *element {
	found := f.one(parent, name)
	if found == nil {
		f.refuse(MissingParam, name)
	}
	return found
}

// value is the text of an element without the blanks around it: iPayy's templates
// have some in every element. It is clean; one that is too long gets the code.
func (f *form) value(e *element, longest int, code Code) string {
	if e == nil {
		return ""
	}
	if len(e.children) > 0 {
		f.refuse(BadFormat, e.name+" holds more than text")
		return ""
	}
	// Indentation is not part of it, and a tab would be a fault.
	clean, _ := text.Clean(strings.TrimSpace(e.text.String()))
	clean = strings.TrimSpace(clean)
	if utf8.RuneCountInString(clean) > longest {
		f.refuse(code, e.name+" is too long")
		return ""
	}
	return clean
}

// filled is a value that has to be there and must not be blank; a blank one gets
// the code.
func (f *form) filled(parent *element, name string, longest int, code Code) string {
	found := f.value(f.must(parent, name), longest, code)
	if found == "" {
		f.refuse(code, name+" is empty")
	}
	return found
}

// token is a request-token-id: 8 to 40 characters, and no blank or mark that
// nobody sees among them.
func (f *form) token(root *element) string {
	const name = "request-token-id"
	found := f.filled(root, name, maxToken, BadValue)
	hidden := strings.IndexFunc(found, func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r) })
	if utf8.RuneCountInString(found) < minToken || hidden >= 0 {
		f.refuse(BadValue, name+" has to be 8 to 40 characters without blanks")
	}
	return found
}

func (f *form) currency(root *element) {
	if f.filled(root, "currency", maxName, BadCurrency) != Currency {
		f.refuse(BadCurrency, "only INR is supported")
	}
}

// item is the one item: its price is above zero.
func (f *form) item(root *element) Item {
	details := f.must(f.must(root, "item"), "item-details")
	item := Item{
		ID:   f.filled(details, "item-id", maxName, BadValue),
		Name: f.filled(details, "item-name", maxName, BadValue),
	}
	price, err := ParseAmount(f.filled(details, "price", maxName, BadValue))
	if err != nil || price == 0 {
		f.refuse(BadValue, "price has to be rupees above 0, with at most 9 digits and two decimals")
	}
	item.Price = price
	return item
}

// texts reads the configuration, all of which may be left out.
func (f *form) texts(root *element) Texts {
	content := f.one(f.one(root, "configuration"), "content-text")
	read := func(name string) string { return f.value(f.one(content, name), maxContent, BadValue) }
	return Texts{read("success"), read("failure"), read("lowbalance"), read("invalidsubscriber")}
}

// discovered reads a genotpwd.
func (f *form) discovered(root *element) Call {
	return Consent{
		RequestToken: f.token(root),
		UserToken:    f.filled(root, "ipayy-user-token", maxIdentity, UnknownCustomer),
		Item:         f.itemIn(root),
		Texts:        f.texts(root),
	}
}

// undiscovered reads a genotpwr.
func (f *form) undiscovered(root *element) Call {
	call := Consent{RequestToken: f.token(root)}
	call.Phone, call.CustomerCode = f.whom(root)
	call.Operator = f.filled(root, "operator-name", maxOperator, BadOperator)
	call.Item = f.itemIn(root)
	call.Texts = f.texts(root)
	return call
}

func (f *form) itemIn(root *element) Item {
	f.currency(root)
	return f.item(root)
}

// whom reads msisdn or customer-code. iPayy's template has both, one to be
// deleted, so an empty one beside the other does not count; two must agree.
func (f *form) whom(root *element) (number.Number, string) {
	phone, code := f.one(root, "msisdn"), f.one(root, "customer-code")
	if phone == nil && code == nil {
		f.refuse(MissingParam, "msisdn or customer-code")
		return number.Number{}, ""
	}
	msisdn := f.value(phone, maxMSISDN, BadMSISDN)
	hash := f.value(code, maxIdentity, UnknownCustomer)
	if msisdn == "" {
		if hash == "" {
			f.refuse(BadMSISDN, "msisdn or customer-code is empty")
		}
		return number.Number{}, hash
	}
	read, err := number.Parse(msisdn, number.India)
	switch {
	case err != nil || read.Country() != number.India:
		f.refuse(BadMSISDN, "it has to be a mobile number of India, such as 919876543210")
		return number.Number{}, ""
	case hash != "" && !isCode(hash, read):
		f.refuse(BadFormat, "msisdn and customer-code are of two subscribers")
	}
	return read, ""
}

// resend reads a resendotp.
func (f *form) resend(root *element) Call {
	return Resend{RequestToken: f.token(root), Item: f.itemIn(root)}
}

// payment reads a dopayment.
func (f *form) payment(root *element) Call {
	return Payment{RequestToken: f.token(root), OTP: f.filled(root, "otp-code", maxOTP, NoOTP), Support: f.support(root)}
}

// support reads whom to ask: a phone, an address or both.
func (f *form) support(root *element) Support {
	const phone, email = "support-phone-number", "support-email-address"
	s := Support{f.value(f.one(root, phone), maxContact, BadValue), f.value(f.one(root, email), maxContact, BadValue)}
	local, domain, at := strings.Cut(s.Email, "@")
	switch {
	case s == Support{}:
		f.refuse(MissingParam, phone+" or "+email)
	case s.Phone != "" && (strings.Trim(s.Phone, "0123456789+-() ") != "" || !strings.ContainsAny(s.Phone, "0123456789")):
		f.refuse(BadValue, phone+" is no phone number")
	case s.Email != "" && (!at || local == "" || domain == "" || strings.ContainsFunc(s.Email, unicode.IsSpace)):
		f.refuse(BadValue, email+" is no email address")
	}
	return s
}
