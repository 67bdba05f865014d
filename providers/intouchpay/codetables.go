package intouchpay

import "net/http"

// row is one line of a table of codes. Texts are those of "HTTP Interface to
// Intouchpay Payments Gateway, v1.2", its spelling included. The status is the
// newer portal's: public clients of it know 400, 401, 403, 404, 409 for a
// duplicate, 422 and 500, but not for which code each stands; that is assumed.
type row struct {
	text   string
	status int
}

var authTable = map[AuthCode]row{
	AuthMissingUsername: {"Missing Username Information", http.StatusBadRequest},
	AuthMissingPassword: {"Missing Password Information", http.StatusBadRequest},
	AuthMissingDate:     {"Missing Date Information", http.StatusBadRequest},
	AuthInvalidPassword: {"Invalid Password", http.StatusUnauthorized},
	AuthNoAccount:       {"User Does not have an intouchPay Account", http.StatusUnauthorized},
	AuthNoSuchUser:      {"No such user", http.StatusUnauthorized},
	AuthFailed:          {"Failed to Authenticate", http.StatusUnauthorized},
}

var paymentTable = map[PaymentCode]row{
	PaymentPending:           {"Transaction Pending", http.StatusOK},
	PaymentSuccessful:        {"Successfull", http.StatusOK},
	PaymentNotAboveZero:      {"Amount should be greater than 0", http.StatusUnprocessableEntity},
	PaymentBelowMinimum:      {"Amount below minimum", http.StatusUnprocessableEntity},
	PaymentAboveMaximum:      {"Amount above maximum", http.StatusUnprocessableEntity},
	PaymentDuplicate:         {"Duplicate Transaciton ID", http.StatusConflict},
	PaymentNoRoute:           {"Route Not Found", http.StatusUnprocessableEntity},
	PaymentNotAllowed:        {"Operation Not Allowed", http.StatusForbidden},
	PaymentNotCompleted:      {"Failed to Complete Transaction", http.StatusInternalServerError},
	PaymentInsufficientFunds: {"Failed Due to Insufficient Funds", http.StatusUnprocessableEntity},
	PaymentNotRegistered:     {"Mobile number not registered on mobile money.", http.StatusUnprocessableEntity},
	PaymentGeneralFailure:    {"General Failure", http.StatusBadRequest},
	PaymentInvalidNumber:     {"Invalid Number", http.StatusUnprocessableEntity},
	PaymentUnsupportedNumber: {"Number not supported on this Mobile money network", http.StatusUnprocessableEntity},
	PaymentUnknownException:  {"Failed to Complete Transaction, Unkown Exception", http.StatusInternalServerError},
}

var depositTable = map[DepositCode]row{
	DepositSuccessful:          {"Request Successful", http.StatusOK},
	DepositErrorInRequest:      {"Error in Request", http.StatusBadRequest},
	DepositUnknownService:      {"Service ID not Recognized", http.StatusUnprocessableEntity},
	DepositInvalidNumber:       {"Invalid Mobile Phone Number", http.StatusUnprocessableEntity},
	DepositAboveMaximum:        {"Payment Above Allowed Maximum", http.StatusUnprocessableEntity},
	DepositBelowMinimum:        {"Payment Below Allowed Minimum", http.StatusUnprocessableEntity},
	DepositUnsupportedNetwork:  {"Network Not Supported", http.StatusUnprocessableEntity},
	DepositNotPermitted:        {"Operation Not Permitted", http.StatusForbidden},
	DepositNoPaymentAccount:    {"Payment Account Not Configured", http.StatusForbidden},
	DepositInsufficientBalance: {"Insufficient Account Balance", http.StatusUnprocessableEntity},
	DepositDuplicate:           {"Duplicate Remit ID", http.StatusConflict},
	DepositNotAllowed:          {"Transaction Not Allowed", http.StatusForbidden},
	DepositUnknownSubscriber:   {"Subscriber Could not be Identified", http.StatusUnprocessableEntity},
	DepositNoMobileAccount:     {"Non Existent Mobile Account", http.StatusUnprocessableEntity},
	DepositOwnAccount:          {"Own Mobile Account Provided", http.StatusUnprocessableEntity},
	DepositAmountFormat:        {"Invalid Amount Format", http.StatusUnprocessableEntity},
	DepositSourceFunds:         {"Insufficient Funds on Source Account", http.StatusUnprocessableEntity},
	DepositDailyLimit:          {"Daily Limit Exceeded", http.StatusUnprocessableEntity},
	DepositSourceInactive:      {"Source Account Not Active", http.StatusForbidden},
	DepositMobileInactive:      {"Mobile Account Not Active", http.StatusUnprocessableEntity},
	DepositGeneralFailure:      {"General Failure", http.StatusInternalServerError},
	DepositServiceFailure:      {"Service Failure", http.StatusInternalServerError},
	DepositServiceUnavailable:  {"Service Temporarily Unavailable", http.StatusInternalServerError},
	DepositNotPerformed:        {"Could Not Perform Operation", http.StatusInternalServerError},
	DepositAccountPassword:     {"Incorrect Account Password", http.StatusForbidden},
	DepositInvalidAmount:       {"Invalid Amount", http.StatusUnprocessableEntity},
	DepositResourceInactive:    {"Resource Not Active", http.StatusForbidden},
	DepositTimedOut:            {"Network Failure - Request Timed Out", http.StatusInternalServerError},
	DepositChannelFailure:      {"Deposit Channel Failure", http.StatusInternalServerError},
}

// The texts of 1000 and 3100 are those of the document's examples, not of its
// table.
var statusTable = map[StatusCode]row{
	StatusPending:              {"Pending", http.StatusOK},
	StatusPaymentSuccessful:    {"Transaction Successful for Payment Transaction", http.StatusOK},
	StatusDepositSuccessful:    {"Transaction Successful for Deposit Transaction", http.StatusOK},
	StatusMissingTransactionID: {"Missing Transaction ID Information", http.StatusBadRequest},
	StatusMissingRequestID:     {"Missing Request Transaction ID Information", http.StatusBadRequest},
	StatusNoTransaction:        {"Transaction Doesn't Exist", http.StatusNotFound},
}
