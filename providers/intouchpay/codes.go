package intouchpay

// Code is a response code of one of the tables: an AuthCode, PaymentCode,
// DepositCode or StatusCode. Two are equal (==) when they are the same number of
// the same table.
type Code interface {
	// Number is the code as it is on the wire, "0005".
	Number() string
	// Text is what the table says of it, empty for a number that it lacks.
	Text() string
	// status is the portal's HTTP status.
	status() int
}

// AuthCode is a code of the table that all calls share.
type AuthCode string

// The shared table.
const (
	AuthMissingUsername AuthCode = "0002"
	AuthMissingPassword AuthCode = "0003"
	AuthMissingDate     AuthCode = "0004"
	AuthInvalidPassword AuthCode = "0005"
	AuthNoAccount       AuthCode = "0006"
	AuthNoSuchUser      AuthCode = "0007"
	AuthFailed          AuthCode = "0008"
)

// PaymentCode is a code of requestpayment and its callback.
type PaymentCode string

// The table of requestpayment.
const (
	PaymentPending           PaymentCode = "1000"
	PaymentSuccessful        PaymentCode = "01"
	PaymentNotAboveZero      PaymentCode = "2100"
	PaymentBelowMinimum      PaymentCode = "2200"
	PaymentAboveMaximum      PaymentCode = "2300"
	PaymentDuplicate         PaymentCode = "2400"
	PaymentNoRoute           PaymentCode = "2500"
	PaymentNotAllowed        PaymentCode = "2600"
	PaymentNotCompleted      PaymentCode = "2700"
	PaymentInsufficientFunds PaymentCode = "1005"
	PaymentNotRegistered     PaymentCode = "1002"
	PaymentGeneralFailure    PaymentCode = "1008"
	PaymentInvalidNumber     PaymentCode = "1200"
	PaymentUnsupportedNumber PaymentCode = "1100"
	PaymentUnknownException  PaymentCode = "1300"
)

// DepositCode is a code of requestdeposit.
type DepositCode string

// The table of requestdeposit.
const (
	DepositSuccessful          DepositCode = "2001"
	DepositErrorInRequest      DepositCode = "1100"
	DepositUnknownService      DepositCode = "1101"
	DepositInvalidNumber       DepositCode = "1102"
	DepositAboveMaximum        DepositCode = "1103"
	DepositBelowMinimum        DepositCode = "1104"
	DepositUnsupportedNetwork  DepositCode = "1105"
	DepositNotPermitted        DepositCode = "1106"
	DepositNoPaymentAccount    DepositCode = "1107"
	DepositInsufficientBalance DepositCode = "1108"
	DepositDuplicate           DepositCode = "1110"
	DepositNotAllowed          DepositCode = "2003"
	DepositUnknownSubscriber   DepositCode = "2102"
	DepositNoMobileAccount     DepositCode = "2105"
	DepositOwnAccount          DepositCode = "2106"
	DepositAmountFormat        DepositCode = "2107"
	DepositSourceFunds         DepositCode = "2108"
	DepositDailyLimit          DepositCode = "2109"
	DepositSourceInactive      DepositCode = "2110"
	DepositMobileInactive      DepositCode = "2111"
	DepositGeneralFailure      DepositCode = "2000"
	DepositServiceFailure      DepositCode = "2500"
	DepositServiceUnavailable  DepositCode = "2510"
	DepositNotPerformed        DepositCode = "2518"
	DepositAccountPassword     DepositCode = "2520"
	DepositInvalidAmount       DepositCode = "2522"
	DepositResourceInactive    DepositCode = "2525"
	DepositTimedOut            DepositCode = "2600"
	DepositChannelFailure      DepositCode = "2800"
)

// StatusCode is a code of gettransactionstatus.
type StatusCode string

// The table of gettransactionstatus.
const (
	StatusPending              StatusCode = "1000"
	StatusPaymentSuccessful    StatusCode = "01"
	StatusDepositSuccessful    StatusCode = "2001"
	StatusMissingTransactionID StatusCode = "3000"
	StatusMissingRequestID     StatusCode = "3200"
	StatusNoTransaction        StatusCode = "3100"
)

// Number is the code as it is on the wire.
func (c AuthCode) Number() string { return string(c) }

// Number is the code as it is on the wire.
func (c PaymentCode) Number() string { return string(c) }

// Number is the code as it is on the wire.
func (c DepositCode) Number() string { return string(c) }

// Number is the code as it is on the wire.
func (c StatusCode) Number() string { return string(c) }

// Text is what the table says of the code.
func (c AuthCode) Text() string { return authTable[c].text }

// Text is what the table says of the code.
func (c PaymentCode) Text() string { return paymentTable[c].text }

// Text is what the table says of the code.
func (c DepositCode) Text() string { return depositTable[c].text }

// Text is what the table says of the code.
func (c StatusCode) Text() string { return statusTable[c].text }

func (c AuthCode) status() int    { return authTable[c].status }
func (c PaymentCode) status() int { return paymentTable[c].status }
func (c DepositCode) status() int { return depositTable[c].status }
func (c StatusCode) status() int  { return statusTable[c].status }
