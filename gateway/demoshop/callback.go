package demoshop

import (
	"context"
	"errors"
	"strconv"

	"candybar/providers/inoti"
)

// callback takes iNoti's word that an order was paid, makes sure of it, and
// books the order. Nothing in the request is proof: anyone who finds the page can
// send one. What it says must fit an order that was made here, and GetPayments
// must say the same.
//
// Every answer is a 200 with a text, as any page's. Where GetPayments is down, a
// 503 would ask the gateway to come again; but iNoti documents no second call,
// and not what it makes of other statuses, so it would gain nothing to rely on.
// The order stays asked, and any later callback of the same payment books it. A
// shop that lives on this also asks GetPayments by itself, every few minutes, for
// the orders that are still asked: callbacks get lost on the way, too.
func (s *Shop) callback(ctx context.Context, request inoti.Request, inputs []string) page {
	said, ok := readClaim(request, inputs)
	m := said.manner
	if !ok {
		return notBought(m, noSuchOrder)
	}
	wanted, ok := s.store.order(request.Mobile, said.turn, said.id)
	switch {
	case !ok:
		return notBought(m, noSuchOrder)
	case wanted.state == booked:
		return settled(m, wanted, said.payment)
	}

	// The caller's money has moved: should the gateway hang up now, the order is
	// to be booked all the same.
	records, err := s.payments.of(context.WithoutCancel(ctx), wanted.id, said.payment.inotiFactorID)
	switch {
	// A shop with a log writes err to it.
	case errors.Is(err, errNoService):
		return notBought(m, cannotVerify)
	case errors.Is(err, errRefused):
		return notBought(m, verifyRefused)
	case err != nil:
		return notBought(m, verifyFailed)
	case len(records) == 0 || !records[0].paid():
		return notBought(m, noSuchPayment)
	case len(records) > 1 || !records[0].pays(wanted, request.Mobile, said.payment):
		return notBought(m, otherPayment)
	}
	return settled(m, s.store.book(request.Mobile, wanted.id, said.payment), said.payment)
}

// settled is what to say of an order that this callback or an earlier one booked.
// One of the same payment was delivered twice, and gets the same answer twice.
// One of another payment means that the caller paid twice, and money is to be
// given back: that is for a human.
func settled(m manner, o order, by payment) page {
	switch {
	case o.state != booked: // forgotten in the meantime
		return notBought(m, noSuchOrder)
	case o.by != by:
		return notBought(m, paidBefore)
	default:
		return bought(m, o.amount)
	}
}

// claim is what a callback says.
type claim struct {
	// manner is how the caller was served when they ordered.
	manner manner
	// turn is the one that asked for the money.
	turn turn
	// id is the order's.
	id      string
	payment payment
}

// readClaim takes a callback apart: its call is that of the paying turn, with
// YourFactorId and iNoti's own number after it, and RRN beside it.
func readClaim(request inoti.Request, inputs []string) (claim, bool) {
	if len(inputs) < 2 {
		return claim{}, false
	}
	entered, ids := inputs[:len(inputs)-2], inputs[len(inputs)-2:]
	inotiFactorID, noID := strconv.ParseInt(ids[1], 10, 64)
	rrn, noRRN := strconv.ParseInt(request.RRN, 10, 64)
	return claim{
		manner:  walk(currencyOf(request.Mobile), entered).manner,
		turn:    turnOf(request.SessionID, entered),
		id:      ids[0],
		payment: payment{inotiFactorID, rrn},
	}, noID == nil && noRRN == nil
}
