// Package ipayy is the wire of iPayy's Custom Payment API (India): a merchant has
// an OTP sent to a subscriber, and with the OTP the mobile operator is billed.
// Both sides are here, on one set of types: [NewServer] is iPayy, [Client] a
// merchant. Source, where nothing else is said: iPayy's Custom Payment API page.
//
// # The calls
//
// Each is a POST of an XML document below https://api.ipayy.com/v001/c/, with
// Basic authorization of merchant key and application key, answered with XML.
//
//	consent/genotpwd   an OTP for the owner of an ipayy-user-token  [Consent] → [Sent]
//	consent/genotpwr   an OTP for an msisdn or a customer-code      [Consent] → [Sent]
//	consent/resendotp  another OTP for the same                     [Resend]  → [Sent]
//	pay/dopayment      the OTP, and whom to ask for support         [Payment] → [Billed]
//
// The user token comes from mobile number detection, which is the network's: see
// [UserToken].
//
// A request's elements are known by their local names, in any order; the page's
// template and its sample differ in it. The page's templates are not well-formed
// XML; what is sent is, with the samples' names and order. An unknown element
// means nothing, nor does text between elements; an element that is there twice,
// or holds more than text, is refused. A document is at most 64 KiB and 32
// elements deep, in UTF-8, without a DTD. The content type of a request means
// nothing.
//
// # A transaction
//
//	─► consent-pending ─► charged | billing-failed
//	       │     ▲
//	       ▼     │ resendotp
//	 locked | expired
//
// A call is judged by [Rules.Decide], which is pure; a [Book] keeps the
// transactions and applies what was decided in one transaction of its store. The
// third wrong OTP locks, an OTP lives five minutes, a resend sends a new one with
// all its tries; a token that was used stays used. All of this is assumed: the
// page only says that a token is unique for a merchant and application, of which
// a server has one.
//
// # Errors
//
// The page refers to a list of error codes that is not public. The codes and
// their sense are known from public clients; which call ends in which is assumed
// but for the two with a sample, IRQ0101 and ICR0201. These can be reached:
//
//	IRQ0101  no such transaction (resendotp); too many wrong OTPs (dopayment); a path that is none, 404
//	IRQ0103  the OTP came too late
//	IRQ0109  operator-name is empty or too long
//	IRQ0116  no such transaction, or one that was billed (dopayment); one that was billed (resendotp)
//	IRQ0123  currency is not INR
//	IRQ0201  an element that has to be there is not, whichever
//	IRQ0301  not XML, or not this call's; an element twice; no POST, 405; msisdn and customer-code disagree
//	IRQ0401  request-token-id was used before
//	IRQ0601  request-token-id, price, item or a contact is empty, too long or no such thing
//	IRQ0606  the item of resendotp is not the consent's
//	ICR0101  wrong or no credentials, 401
//	ICR0201  wrong OTP, 401
//	ICR0301  otp-code is empty or too long
//	ISC0301  nobody has that ipayy-user-token or customer-code
//	ISC0401  msisdn is empty or no mobile number of India
//	UXE0001  the book failed, 500
//
// With [View.Fault] so can all of [Codes]: ICR0601, ISC0101, ISC0201, CFG0201 and
// the SER codes whose sense is known. Never sent: IRQ0102 and the other codes that
// are known by number only, IRQ0104, which IRQ0201 covers, and the values of
// parameters that these calls do not have (IRQ0105 to 0108, 0119, 0122, 0124 to
// 0126).
package ipayy
