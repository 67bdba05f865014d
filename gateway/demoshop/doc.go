// Package demoshop is a corner shop behind *6655*123#: the handler that candybar
// asks while it has none of yours, and an example of how to write one. It knows
// nothing of candybar, only what iNoti's USSD Web Service page says.
//
// # A handler
//
// A handler is a web page. For every turn of a session iNoti's gateway makes one
// GET with three parameters:
//
//   - mobile, the caller's number in the form of their country: 09121234567
//   - sessionid, the same for all turns of one session
//   - call, everything dialled and entered so far, with stars between:
//     *6655*123, then *6655*123*1, then *6655*123*1*4567
//
// It answers 200 with what the phone shows, as plain text in UTF-8: no HTML, no
// byte order mark, no line break at the end. The phone then waits for an answer,
// unless the text ends in [end], which is not shown and closes the session.
//
// # The growing call
//
// Each call begins with all that was entered before, and *6655*123*1*4567#
// dialled in one go makes the same call as its three turns. So a handler need not
// remember where its callers are, and had better not: here every turn walks from
// the menu through all the inputs of call, and answers with the page where the
// walk ends. A turn that a network delivers twice then does no harm. What the
// shop stores is what callers gave it, and only when their walk ends there.
//
// A star is the one character that an answer cannot hold: 12*34 arrives as two
// answers, and nothing in call tells it from them. The first star of call may be
// missing, as iNoti's PHP sample has it; inoti.Inputs takes it either way.
//
// # Currencies
//
// One menu serves three countries, each in its own money. No request names a
// country: the form of mobile tells it.
//
//   - Iran, 11 digits from 09, 09121234567: rial
//   - India, 10 digits from 6 to 9, 9876543210: rupees
//   - Rwanda, 10 digits from 07, 0788123456: francs
//
// Any other form is served in rial. iNoti's page knows Iran alone: that a gateway
// which speaks like iNoti's writes the other two so is assumed.
//
// An amount is whole rial, rupees or francs wherever it stands: on the phone, in
// 9900|YourFactorId|Price and in GetPayments. So the shop never converts one, and
// knows no paisa. A currency is a row of one table, with its name and limits, and
// a price on every good's tag; the pages are the same for all.
//
// # What fits
//
// A screen is at most 160 octets: 182 characters of the GSM 7-bit alphabet, of
// which a few ([ ] { } \ ^ ~ | €) count twice. One character outside it, and
// Persian is outside, turns the whole screen into UCS-2: 80 characters. That is
// why the English menu says "5. Farsi" and not "5. فارسی". A screen that repeats
// what the caller wrote must do with 80, as nobody knows what that will be.
//
// # Payments
//
// A reply that is 9900|YourFactorId|Price, and nothing else, asks for money:
// Price in the caller's currency, YourFactorId the handler's own id of what is to
// be paid. It closes the session; the caller gets an SMS with a link. Who does not
// pay is not heard of again. After a payment the page is called once more, out of
// any session, with the paying turn's mobile, sessionid and call; in call
// *YourFactorId*InotiFactorId is added, and beside it RRN, the bank's number:
//
//	call=*6655*123*2*50000
//	9900|A-K3VQ7ZJ2M4XN|50000
//
//	call=*6655*123*2*50000*A-K3VQ7ZJ2M4XN*123456789&RRN=987654321012
//	Thank you. You bought 50,000 rial of airtime.[end]
//
// That is how the two differ: a request with RRN is a callback, whatever its call
// looks like.
//
// A callback proves nothing, since anybody can send one. So the shop asks iNoti's
// web service GetPayments for the invoice, by both its numbers, and books only if
// there is exactly one record, whose Result is true, with the order's price and
// id, the mobile that ordered, and the callback's RRN and InotiFactorId. Price and
// mobile stand there as they stood in the reply and the request. Everything else
// books nothing and says why.
//
// A callback may come twice, even at once, and the paying turn may be delivered
// twice. An order is asked, then booked, and the step from one to the other is
// made under a lock, or in one statement of a database: UPDATE ... SET
// state = 'booked' WHERE id = ? AND state = 'asked', and deliver only if that
// changed a row. The turn makes one order however often it comes: the order is
// found by session and call. Two payments of one order book it once.
//
// # Where to read
//
// handler.go is one turn, from request to reply. pages.go holds the pages and the
// walk through them, words.go all that they say, in English and Persian, goods.go
// what is for sale, and input.go how answers are read. currency.go tells who pays
// in what, and manner.go says it in the caller's language. store.go keeps what
// callers gave. Payments are in order.go, from being asked to being booked,
// callback.go, which decides, and verify.go, which asks GetPayments.
package demoshop
