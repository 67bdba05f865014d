// Package intouchpay is IntouchPay's wire: how a merchant in Rwanda takes mobile
// money from a subscriber, pays it out, and asks after both. It has two halves on
// one set of types, the service ([NewServer]) and its merchant ([Client]).
//
// # The calls
//
// Four POSTs below /api/, form fields in and JSON out: requestpayment,
// requestdeposit, getbalance and gettransactionstatus. Sources: IntouchPay's
// "HTTP API overview", and "HTTP Interface to Intouchpay Payments Gateway, v1.2",
// which alone has the fourth call, the signature and the response codes.
//
// A payment is answered Pending; the subscriber confirms it on the phone, and the
// outcome goes to the merchant's address in a POST, the callback. A deposit is
// done within its call.
//
// # Judging
//
// What a call does is decided by [Decide], and what a subscriber's answer does by
// [Resolve]. Both are pure: a transaction and a [View] in, a [Verdict] out. A
// [Book] runs them inside one transaction of its store, together with the money
// they move, so that a hundred calls at once with one requesttransactionid make
// one payment. Only then is the call answered, and only then do prompts and
// callbacks go out.
//
// # Codes
//
// The same number means different things in different calls: 1100 is a number on
// the wrong network for a payment and an error in the request for a deposit, and
// 2001 is success for a deposit alone. Hence a type for each table: [AuthCode],
// [PaymentCode], [DepositCode], [StatusCode].
//
// # What the documents leave open
//
// The documents and a public client that is used against the live service
// disagree on three JSON types: hence [Profile]. The documents answer every
// failure with HTTP 200, the newer portal does not: hence [HTTPStatus]. Public
// clients send forms, multipart and JSON, mobilephone and mobilephoneno,
// timestamps of every kind, and often no accountno: all are taken, unless
// [Terms] asks to be strict.
//
// Assumed, as no document says it: the order of the checks, the bodies of a failed
// payment and of a failed callback, the limits of amounts, that payments and
// deposits number their requests apart, that a call refused for what is in it
// leaves its id unused while one that failed at the phone does not, and that a
// confirmation declined, or left alone for [ConfirmWithin], ends in 2700.
package intouchpay
