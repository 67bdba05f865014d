// Package inoti is iNoti's wire: how its USSD gateway (Iran) asks a handler and
// what it makes of the answer. Both a gateway and a handler can use it.
//
// # The request
//
// A GET to the URL that the code's owner saved, with three parameters: mobile,
// the caller's number in national form (09121234567); sessionid; and call, the
// sequence dialled so far with every input appended after a star and without the
// final # (*6655*123, then *6655*123*77). A payment that succeeded adds RRN.
// Source: iNoti's "USSD Web Service" pages, English and Persian.
//
// # The reply
//
// Raw text, "no HTML, BOM, or extra characters". The same pages give two forms
// with a meaning: 9900|YourFactorId|Price asks for a payment in rial, and
// [end], which only their PHP sample shows, is taken as "close the session".
// Everything else is a screen that waits for input.
//
// # GetPayments
//
// After a payment the handler asks iNoti's web service whether it is true:
// ExternalUssdPay.asmx, an ASP.NET service of fifteen inputs and a string that
// holds a JSON list. [PaymentsService] is the service; its transport, which knows
// nothing of iNoti, is package inoti/asmx.
//
// # What the documents leave open
//
// Their PHP sample compares the first call with "*6655*123" and later ones with
// an array that begins with "6655": it works only if the star is on the first
// call and off the later ones. Hence [CallForm]. The example's session id is
// 123, live handlers see a UUID: hence [IDForm].
package inoti
